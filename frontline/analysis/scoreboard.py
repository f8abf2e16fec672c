"""Stated gains and levels against what the series give for the same days: which come out, and by which definition."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from frontline.analysis.candidates import GAIN, LARGEST, LEVEL, NAMED, Grid
from frontline.analysis.evidence import Evidence
from frontline.analysis.forensics import NEAR
from frontline.analysis.match import Match, match_at
from frontline.analysis.stated import Interval, finer_interval
from frontline.analysis.statements import Statement, region_told, statements
from frontline.analysis.witnesses import named
from frontline.ledger import Figure

GROSS = ("area_gained_gross",)
REGAINED, HAS_LAYER = "area_regained", "kursk"
LONGEST = 40  # letters of a name beside numbers


@dataclass(frozen=True)
class Score:
    """One origin's statement, and for each definition that covers its days the value closest to it.

    `region` is the name of the region that it tells of, or the names where the pages that carry it differ.
    """

    statement: Statement
    values: tuple[Match, ...]
    finer: Interval | None = None
    region: str = ""

    @property
    def covered(self) -> bool:
        """Whether any series speaks of its days."""
        return bool(self.values)

    @cached_property
    def by(self) -> tuple[str, ...]:
        """The definitions by which it comes out within its rounding and hedge, as declared."""
        inside = (match for match in self.values if match.value in self.statement.interval)
        return tuple(dict.fromkeys(match.levels.line.definition for match in inside))

    @property
    def coarse(self) -> bool:
        """Whether it comes out only if a round number was rounded as coarsely as it looks: "1,000" as 500 to 1,500."""
        return bool(self.by) and self.finer is not None and all(match.value not in self.finer for match in self.values)

    @property
    def near(self) -> bool:
        """Whether it does not come out, yet the closest value lies within one per cent of it."""
        return not self.by and self.closest is not None and abs(self.closest.off) <= NEAR * abs(self.statement.value)

    @cached_property
    def closest(self) -> Match | None:
        """The value closest to what was stated."""
        interval = self.statement.interval
        return min(self.values, key=lambda match: (interval.distance(match.value), abs(match.off)), default=None)


@dataclass(frozen=True)
class OriginScore:
    """The scores of one origin: how many statements, on how many the series speak, how many come out and how."""

    origin: str
    name: str
    scores: tuple[Score, ...]

    @property
    def short(self) -> str:
        """The name as it fits beside numbers: without its office, if need be."""
        name = self.name if len(self.name) <= LONGEST else self.name.split(",", maxsplit=1)[0]
        return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"

    @property
    def covered(self) -> tuple[Score, ...]:
        """The statements on whose days some series speaks."""
        return tuple(score for score in self.scores if score.covered)

    @property
    def obtained(self) -> int:
        """How many come out by some definition."""
        return sum(bool(score.by) for score in self.scores)

    @property
    def coarse(self) -> int:
        """How many of these come out by the coarsest rounding alone."""
        return sum(score.coarse for score in self.scores)

    @property
    def near(self) -> int:
        """How many do not, yet come within one per cent."""
        return sum(score.near for score in self.scores)

    @property
    def by(self) -> Counter[str]:
        """How many come out by each definition; one statement may by several."""
        return Counter(definition for score in self.scores for definition in score.by)

    @property
    def usual_miss(self) -> float | None:
        """Of what does not come out the median of how far the closest value lies off, percent of the stated number.

        None where all come out: a bound that holds is no miss.
        """
        misses = [
            100 * abs(score.closest.off / score.statement.value)
            for score in self.covered
            if not score.by and score.closest is not None
        ]
        return float(np.median(misses)) if misses else None


def scoreboard(evidence: Evidence) -> list[Score]:
    """Return every stated gain or level (km²) that the report may quote, repetitions of one origin folded."""
    wanted = [
        figure
        for figure in evidence.figures()
        if figure.unit == "km2" and NAMED.get(figure.quantity) in (GAIN, LEVEL, LARGEST) and not is_gross(figure)
    ]
    grid = Grid(evidence)
    return [_score(statement, grid, evidence) for statement in statements(wanted, evidence)]


def is_gross(figure: Figure) -> bool:
    """Say whether a figure is of a gross gain, which needs polygons: net series cannot give it.

    Ground regained is one too, save in Kursk, of which a mapper has a layer.
    """
    return figure.quantity in GROSS or (figure.quantity == REGAINED and figure.region != HAS_LAYER)


def _score(statement: Statement, grid: Grid, evidence: Evidence) -> Score:
    found = grid.own(statement.figure)
    matches = [
        match_at(found, place, round(float(found.value[place]) - statement.value, 2)) for place in range(len(found))
    ]
    by_line: dict[str, Match] = {}
    for match in sorted(matches, key=lambda match: abs(match.off)):
        by_line.setdefault(match.levels.line.id, match)
    values = tuple(by_line[name] for name in dict.fromkeys(match.levels.line.id for match in matches))
    figure = statement.figure
    finer = finer_interval(figure, evidence.ledger.hedges[figure.hedge])
    regions = dict.fromkeys(region_told(same, evidence) for same in statement.figures)
    return Score(statement, values, finer, "; ".join(regions))


def by_origin(scores: Iterable[Score]) -> list[OriginScore]:
    """Return the scores origin by origin, those with most statements first."""
    grouped: dict[str, list[Score]] = {}
    for score in scores:
        grouped.setdefault(score.statement.origin, []).append(score)
    rows = [OriginScore(origin, named(origin), tuple(mine)) for origin, mine in grouped.items()]
    return sorted(rows, key=lambda row: (-len(row.covered), -len(row.scores), row.origin))
