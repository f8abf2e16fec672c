"""What the report tells of how far the mappers agree."""

from collections.abc import Sequence

from frontline.analysis.agreement import (
    Gains,
    Stretch,
    compared_months,
    compared_windows,
    gains_of,
    same_direction,
)
from frontline.analysis.evidence import Evidence
from frontline.analysis.series import Gain, MeasuredSeries
from frontline.analysis.windows import Window, day_text, month
from frontline.numbers import Cell, Prose, Table, shown, tell
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
    told = [counted, *_apart(apart), *_ends(compared, evidence)]
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
    told = "; ".join(item.markdown for item in items)
    return [Prose(f"They point apart in {told}.", tuple(number for item in items for number in item.numbers))]


def _month(one: Gain, other: Gain) -> Prose:
    named = f"{Window(one.first, one.last).text} ({one.series.mapper} {{one}}, {other.series.mapper} {{other}})"
    return tell(named, one=one.number(signed=True), other=other.number(signed=True))


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
    return Table(
        id="maps-compared",
        title="The same days on both maps",
        subtitle="Net gain, km².",
        columns=[
            ("Window", "left"),
            *((name, "right") for name in ((*one, *other) if alone else mappers)),
            ("Apart", "right"),
            *(() if alone else (("By", "left"),)),
        ],
        rows=[_row(both, alone=alone) for both in told],
        foot=f"{foot(gain.series for both in told for gain in both)} Each number is rounded by itself.",
    )


def _row(both: Gains, *, alone: bool) -> list[Cell]:
    one, other = both
    cells: list[Cell] = [Window(one.first, one.last).short, one.number(), other.number()]
    cells.append(shown(one.value - other.value, signed=True))
    return cells if alone else [*cells, f"{one.series.label}; {other.series.label}"]
