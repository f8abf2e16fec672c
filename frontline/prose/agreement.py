"""What the report tells of how far the mappers agree."""

from collections.abc import Sequence

from frontline.analysis.agreement import (
    Gains,
    Stretch,
    compared_months,
    compared_windows,
    gains_of,
    measured_twice,
    on_the_ellipsoid,
    same_direction,
)
from frontline.analysis.evidence import Evidence
from frontline.analysis.series import Gain, MeasuredSeries
from frontline.analysis.windows import Window, day_text, month
from frontline.numbers import Cell, Number, Prose, Table, Worded, shown, tell
from frontline.prose.borders import borders_told
from frontline.prose.words import count, foot, listed, rows_of


def story(compared: Sequence[Stretch], evidence: Evidence) -> Prose:
    """Tell in how many months both maps point the same way, in which they do not, and where a comparison ends."""
    months = compared_months(compared, evidence.since, evidence.as_of)
    apart = [both for both in months if not same_direction(both)]
    rows = rows_of(_drawn(compared))
    noun = "month" if len(months) == 1 else "months"
    counted = tell(
        f"Both maps point the same way in {{same}} of {{months}} {noun}{_part(months)}. Their evidence and their rules "
        "differ, so where they agree there are two witnesses, and not one that was asked twice.",
        same=count("months-agreeing", len(months) - len(apart), rows, "months in which both maps gain, or both fall"),
        months=count("months-compared", len(months), rows, "months that both maps cover"),
    )
    told = [counted, *_apart(apart), *_projected(compared, evidence), *_ends(compared, evidence)]
    words = "\n\n".join(part.markdown for part in told)
    return Prose(words, tuple(number for part in told for number in part.numbers))


def _part(months: Sequence[Gains]) -> str:
    """Say to which day a last month is counted that is not whole."""
    last = months[-1][0].last if months else None
    if last is None or month(last).last == last:
        return ""
    return f", {'the last of them ' if len(months) > 1 else ''}counted to {day_text(last)}"


def _apart(months: Sequence[Gains]) -> list[Prose]:
    """Name the months in which one map gains and the other does not, with what each gives."""
    if not months:
        return []
    items = [_month(*both) for both in months]
    told = listed([item.markdown for item in items])
    return [Prose(f"They point apart in {told}.", tuple(number for item in items for number in item.numbers))]


def _month(one: Gain, other: Gain) -> Prose:
    named = f"{Window(one.first, one.last).text} ({one.series.mapper} {{one}}, {other.series.mapper} {{other}})"
    return tell(named, one=one.number(signed=True), other=other.number(signed=True))


def _projected(compared: Sequence[Stretch], evidence: Evidence) -> list[Prose]:
    """Say how much of what stands apart is the plane on which a series is measured, where one is measured both ways."""
    lines = evidence.territory()
    twice = [both for stretch in compared if (both := measured_twice(stretch, lines))]
    if not twice:
        return []
    label = twice[0][0].series.label
    told = [_plane(*both) for both in twice]
    words = [
        f"Part of the difference is not in the maps but in how they are measured: {label} is planar.",
        *(one.markdown for one in told),
    ]
    return [Prose(" ".join(words), tuple(number for one in told for number in one.numbers))]


def _plane(planar: Gain, geodesic: Gain, other: Gain) -> Prose:
    inputs = (*planar.inputs, *geodesic.inputs)
    formula = f"({planar.formula}) − ({geodesic.formula.replace('S(', 'T(')})"  # of two series
    more = Number(f"plane-{planar.key}", planar.value - geodesic.value, "km2", "computed", inputs, formula, signed=True)
    return tell(
        f"For {Window(planar.first, planar.last).text}, days that {geodesic.series.label} covers too, "
        f"{planar.series.label} gives {{planar}} where {geodesic.series.label} gives {{geodesic}}, beside {{other}} by "
        f"{other.series.label}: {{more}} of the difference comes from measuring on a plane.",
        planar=planar.number(),
        geodesic=geodesic.number(),
        other=other.number(),
        more=more,
    )


def _ends(compared: Sequence[Stretch], evidence: Evidence) -> list[Prose]:
    """Say where a series ends before the report does, and what goes on after it."""
    told = []
    for place, stretch in enumerate(compared):
        if stretch.window.last >= evidence.as_of:
            continue
        ended = [line.label for line in _both(stretch) if line.last == stretch.window.last]
        where = f"{listed(ended)} {'ends' if len(ended) == 1 else 'end'} on {day_text(stretch.window.last)}"
        if place + 1 < len(compared):
            by = listed([line.label for line in _both(compared[place + 1]) if line not in _both(stretch)])
            told.append(f"{where}; the days after it are compared by {by}, on a line of its own that starts at zero.")
        else:
            told.append(f"{where}: nothing after that day is compared.")
    return [Prose(" ".join(told))] if told else []


def _both(stretch: Stretch) -> tuple[MeasuredSeries, MeasuredSeries]:
    return stretch.pair.one, stretch.pair.other


def _drawn(compared: Sequence[Stretch]) -> list[MeasuredSeries]:
    return list({line.key: line for stretch in compared for line in _both(stretch)}.values())


def windows_table(compared: Sequence[Stretch], evidence: Evidence) -> Table | None:
    """Compare the two maps over the windows that matter, each by the first pair that covers it."""
    windows = compared_windows(evidence.since, evidence.as_of)
    told = [both for window in windows if (both := gains_of(compared, window))]
    if not told:
        return None
    one, other = (list(dict.fromkeys(both[place].series.label for both in told)) for place in (0, 1))
    alone = len(one) == len(other) == 1
    mappers = [gain.series.mapper for gain in told[0]]
    lines = evidence.territory()
    again = [on_the_ellipsoid(both[0], lines) for both in told]
    geodesic = list(dict.fromkeys(gain.series.label for gain in again if gain))
    drawn = [gain for both in told for gain in both] + [gain for gain in again if gain]
    return Table(
        id="maps-compared",
        title="The same days on both maps",
        subtitle=" ".join(_subtitle(told, again, evidence)),
        columns=[
            ("Window", "left"),
            *((name, "right") for name in ((*one, *other) if alone else mappers)),
            ("Apart", "right"),
            *((name, "right") for label in geodesic for name in (label, "Apart, geodesic")),
            *(() if alone else (("By", "left"),)),
        ],
        rows=[
            _row(both, geodesic=gain, twice=bool(geodesic), alone=alone) for both, gain in zip(told, again, strict=True)
        ],
        foot=f"{foot(gain.series for gain in drawn)}{borders_told(drawn)} Each number is rounded by itself.",
    )


def _subtitle(told: Sequence[Gains], again: Sequence[Gain | None], evidence: Evidence) -> list[str]:
    """Say what the columns are, why one is empty, and which windows begin before the report does."""
    one, other = (gain.series.mapper for gain in told[0])
    words = [f"Net gain, km²; apart: {one} less {other}."]
    if any(again):
        words.append(
            "A planar area is too large: the geodesic columns tell ISW’s gain, and what is apart, without that."
        )
        words += [] if all(again) else ["An empty cell: the geodesic series does not cover the window."]
    if any(both[0].first < evidence.since for both in told):
        since = day_text(evidence.since)
        words.append(f"Windows that begin before {since} reach back before the first day of this report.")
    return words


def _row(both: Gains, *, geodesic: Gain | None, twice: bool, alone: bool) -> list[Cell]:
    one, other = both
    cells: list[Cell] = [Window(one.first, one.last).short, _bare(one), _bare(other)]
    cells.append(shown(one.value - other.value, signed=True))
    if geodesic:
        cells += [_bare(geodesic), shown(geodesic.value - other.value, signed=True)]
    elif twice:
        cells += ["", ""]
    return cells if alone else [*cells, f"{one.series.label}; {other.series.label}"]


def _bare(gain: Gain) -> Worded:
    number = gain.number()
    return Worded(number, number.bare)
