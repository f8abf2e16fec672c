"""The scoreboard in tables: by origin, and by definition."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from frontline.analysis.scoreboard import OriginScore, Score
from frontline.numbers import Cell, Number, Prose, Table, shown, tell
from frontline.prose.words import among


def origin_table(origins: Sequence[OriginScore]) -> Table | None:
    """Set out by origin how many stated areas come out, by which definition, and which cannot be obtained."""
    if not origins:
        return None
    return Table(
        id="scoreboard-origins",
        title="Stated areas that come out, by origin",
        subtitle="An area comes out where some definition gives, for the days stated, a value that its rounding and "
        "hedge allow. Wide words come out more easily than exact numbers; this ranks numbers, not publishers.",
        columns=[
            ("Credited to", "left"),
            ("Stated", "right"),
            ("Covered", "right"),
            ("Come out", "right"),
            ("Coarsely", "right"),
            ("Within 1%", "right"),
            ("Not obtained", "right"),
            ("Come out by", "left"),
            ("Usual miss", "right"),
        ],
        rows=[_row(origin) for origin in origins],
        foot="Covered: a series speaks of its days. Coarsely: of those that come out, those that do only if a round "
        "number was rounded as coarsely as it looks, to its last digit that is not zero. One statement may come out by "
        "several definitions. Usual miss: of what does not come out, the median distance from the "
        "stated number of the value closest to what its words allow. Gross gains are left out: net series cannot give "
        "them.",
    )


def _row(origin: OriginScore) -> list[Cell]:
    covered = len(origin.covered)
    by = "; ".join(f"{definition}: {shown(count)}" for definition, count in origin.by.most_common())
    miss = origin.usual_miss
    return [
        origin.short,
        shown(len(origin.scores)),
        shown(covered),
        shown(origin.obtained),
        shown(origin.coarse),
        shown(origin.near),
        shown(covered - origin.obtained - origin.near),
        by or "none",
        "" if miss is None else f"{shown(miss, 1)}%",
    ]


def definition_table(scores: Sequence[Score]) -> Table | None:
    """Set out by definition how many statements it speaks to and how many come out by it."""
    covered: Counter[str] = Counter()
    for score in scores:
        covered.update(list(dict.fromkeys(match.levels.line.definition for match in score.values)))
    if not covered:
        return None
    given = Counter(definition for score in scores for definition in score.by)
    alone = Counter(score.by[0] for score in scores if len(score.by) == 1)
    return Table(
        id="scoreboard-definitions",
        title="Stated areas that come out, by definition",
        columns=[
            ("Definition", "left"),
            ("Speaks to", "right"),
            ("Come out", "right"),
            ("By it alone", "right"),
        ],
        rows=[[name, shown(count), shown(given[name]), shown(alone[name])] for name, count in covered.most_common()],
    )


def summary(scores: Sequence[Score]) -> Prose | None:
    """Say how many stated areas come out; None where none can be quoted."""
    if not scores:
        return None
    covered = [score for score in scores if score.covered]
    obtained, near = [score for score in covered if score.by], [score for score in covered if score.near]
    missed = [score for score in covered if not score.by and not score.near]
    origins = len({score.statement.origin for score in scores})
    return tell(
        "Stated areas that can be quoted in this edition: {stated}, by origins: {origins}; those on whose days the "
        "series speak: {covered}. Come out by at least one definition: {obtained}; of these only if a round number was "
        "rounded as coarsely as it looks: {coarse}. Within one percent besides: {near}; not obtained: {missed}. That a "
        "number comes out does not prove where it came from; that it does not, leaves open that another map or day "
        "would give it.",
        stated=_count("stated", scores, scores, "stated gains and levels"),
        origins=replace(_count("origins", scores, scores, "origins of stated gains and levels"), value=origins),
        covered=_count("covered", covered, scores, "stated areas on whose days some series speaks"),
        obtained=_count("obtained", obtained, covered, "stated areas that come out by some definition"),
        coarse=_count(
            "coarse",
            [score for score in obtained if score.coarse],
            obtained or covered,
            "stated areas that come out only if a round number was rounded as coarsely as it looks",
        ),
        near=_count("near", near, covered, "stated areas that do not come out, and come within one percent"),
        missed=_count("missed", missed, covered, "stated areas that neither come out nor come within one percent"),
    )


def _count(name: str, scores: Sequence[Score], over: Sequence[Score], formula: str) -> Number:
    """Return how many; where there is none, the address lists those among which there is none."""
    return among(f"scoreboard-{name}", _rows(scores), _rows(over or scores), formula)


def _rows(scores: Sequence[Score]) -> list[dict[str, str]]:
    return [{"table": "figures.csv", "id": score.statement.figure.id} for score in scores]
