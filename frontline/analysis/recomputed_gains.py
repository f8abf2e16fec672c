"""Readings of claims about change: gains, ratios and paces of gains, comparisons, ground regained, trends."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from frontline.analysis.evidence import Evidence
from frontline.analysis.lines import closing_days, lines_of_change, lines_of_level, with_vintages
from frontline.analysis.reading import FINE, REDRAW_NOISE_KM2, Line, Reading, base_window_of, window_of
from frontline.analysis.redraws import Cleared, Redraw, gain_without_redraws
from frontline.analysis.sentence import Sentence, sentence
from frontline.analysis.series import ONE_DAY, Gain, MeasuredSeries
from frontline.analysis.windows import Window
from frontline.ledger import Claim
from frontline.numbers import MINUS

Change = Gain | Cleared


@dataclass(frozen=True)
class _Way:
    """One way to take a window: which line, from which base, to which closing day, with or without redraws."""

    line: Line
    last: dt.date
    base_day: str = "eve"
    cut_off: str = "window_end"
    against: MeasuredSeries | None = None
    redraws: Sequence[Redraw] = ()

    @property
    def choices(self) -> dict[str, str]:
        redraws = {"redraws": "without_redraws"} if self.against else {}
        return {"base_day": self.base_day, "cut_off": self.cut_off, **redraws}

    def change(self, first: dt.date, last: dt.date) -> Change | None:
        start = first if self.base_day == "eve" else first + ONE_DAY
        if last < start or not self.line.series.covers(start, last):
            return None
        if self.against is not None:
            both = self.against.covers(first, last)
            return gain_without_redraws(self.line.series, self.against, first, last, self.redraws) if both else None
        return replace(self.line.series.gain(start, last), first=first)


def _days(change: Change) -> int:
    return change.days if isinstance(change, Gain) else change.gain.days


def _window(change: Change) -> Window:
    measured = change if isinstance(change, Gain) else change.gain
    return Window(measured.first, measured.last)


def gain(claim: Claim, evidence: Evidence) -> Iterator[Reading]:
    """Yield the net gain of the window by each line; what one side gains the other gives."""
    sign = -1 if claim.side == "ukraine" else 1
    first, _ = window_of(claim)
    for way in _ways(claim, evidence):
        found = way.change(first, way.last)
        if found is not None:
            yield _read(way, claim, "net gain", "km2", sign * found.value, _signed(found, sign), found)


def regained(claim: Claim, evidence: Evidence) -> Iterator[Reading]:
    """Yield the ground regained in Kursk; elsewhere gross gains would need polygons."""
    if claim.region == "kursk":
        yield from (replace(reading, measure="area regained") for reading in gain(claim, evidence))


def ratio(claim: Claim, evidence: Evidence) -> Iterator[Reading]:
    """Yield the gain of one window over that of another, where that has one sign and is well above redraw noise."""
    first, _ = window_of(claim)
    for way in _ways(claim, evidence):
        later, earlier = way.change(first, way.last), way.change(*base_window_of(claim))
        if later is None or earlier is None:
            continue
        clear = earlier.value > REDRAW_NOISE_KM2
        value = round(later.value / earlier.value, FINE) if clear else None
        formula = f"({later.formula}) ÷ ({earlier.formula})"
        why = None if clear else _no_ratio(earlier)
        yield _read(way, claim, "ratio of net gains", "ratio", value, formula, later, earlier, why=why)


def _no_ratio(earlier: Change) -> Sentence:
    noise = " and may be redraws alone" if earlier.value > 0 else ""
    when = _window(earlier).text
    return sentence("no ratio can be taken, since its gain of ", when, " is ", earlier.number(), noise)


def comparison(claim: Claim, evidence: Evidence) -> Iterator[Reading]:
    """Yield how much more the window brought than the window that it is compared with."""
    measure = f"gain less that of {Window(*base_window_of(claim)).text}"
    yield from _two_windows(claim, evidence, measure, lambda found: found.value, lambda found: found.formula, "km2")


def acceleration(claim: Claim, evidence: Evidence) -> Iterator[Reading]:
    """Yield how much faster the pace of the window is than that of the window that it is compared with."""

    def pace(found: Change) -> float:
        return found.value / _days(found)

    def told(found: Change) -> str:
        return f"({found.formula}) ÷ {_days(found)} days"

    measure = f"pace less that of {Window(*base_window_of(claim)).text}"
    yield from _two_windows(claim, evidence, measure, pace, told, "km2_per_day")


def _two_windows(  # noqa: PLR0913, PLR0917  a measure is a name, a value, a formula and a unit
    claim: Claim,
    evidence: Evidence,
    measure: str,
    of: Callable[[Change], float],
    told: Callable[[Change], str],
    unit: str,
) -> Iterator[Reading]:
    sign = -1 if claim.side == "ukraine" else 1
    first, _ = window_of(claim)
    for way in _ways(claim, evidence):
        later, earlier = way.change(first, way.last), way.change(*base_window_of(claim))
        if later is not None and earlier is not None:
            value = round(sign * (of(later) - of(earlier)), FINE)
            formula = f"({told(later)}) {MINUS} ({told(earlier)})"
            formula = formula if sign > 0 else f"{MINUS}({formula})"
            yield _read(way, claim, measure, unit, value, formula, later, earlier, signed=True)


def trend(claim: Claim, evidence: Evidence) -> Iterator[Reading]:
    """Yield how the area changed from the eve of the window to its end."""
    first, last = window_of(claim)
    for line in lines_of_level(claim, evidence):
        if line.series.covers(first, last):
            found = line.series.gain(first, last)
            formula = f"S({found.end.measured_on}) {MINUS} S({found.base.measured_on})"
            value = round(found.end.value - found.base.value, FINE)
            told = {"value": value, "formula": formula, "inputs": found.inputs, "signed": True}
            yield line.reading(claim, "change of the area", "km2", **told)


def _ways(claim: Claim, evidence: Evidence) -> Iterator[_Way]:
    """Yield every line taken the plain way, and with one departure from it: two at once would show nothing more."""
    closing = closing_days(claim, evidence)
    last = closing["window_end"]
    lines = list(lines_of_change(claim, evidence))
    for line in lines:
        for version in with_vintages(line, evidence):
            yield _Way(version, last)
        yield _Way(line, last, base_day="first_day")
        if "evidence_day" in closing:
            yield _Way(line, closing["evidence_day"], cut_off="evidence_day")
        other = _other_map(line, lines, claim)
        if other is not None:
            yield _Way(line, last, against=other, redraws=evidence.redraws(line.series, other))


def _other_map(line: Line, lines: Sequence[Line], claim: Claim) -> MeasuredSeries | None:
    """Return the map whose steps this one's are held against: the first of another mapper that covers the windows."""
    if line.choices.get("layer") != "main_line":
        return None
    windows = [window_of(claim)] + ([base_window_of(claim)] if claim.base_first else [])
    others = [one.series for one in lines if one.choices.get("layer") == "main_line"]
    return next(
        (one for one in others if one.mapper != line.series.mapper and all(one.covers(*days) for days in windows)), None
    )


def _signed(found: Change, sign: int) -> str:
    return found.formula if sign > 0 else f"{MINUS}({found.formula})"


def _read(  # noqa: PLR0913, PLR0917  a reading has this many parts
    way: _Way, claim: Claim, measure: str, unit: str, value: float | None, formula: str, *changes: Change, **more: Any
) -> Reading:
    inputs = tuple(row for change in changes for row in change.inputs)
    window = _window(changes[0])
    return way.line.reading(
        claim,
        measure,
        unit,
        value=value,
        formula=formula,
        inputs=inputs,
        choices=way.choices,
        first=window.first,
        last=window.last,
        **more,
    )
