"""Readings: one recomputation of a claim for every declared way of making it."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from frontline.analysis.choices import Choices, Standing
from frontline.analysis.days import highest_day
from frontline.analysis.evidence import MAIN, Evidence
from frontline.analysis.series import Gain, Level, MeasuredSeries
from frontline.ledger import Claim

# A gain below this cannot carry a ratio: single redraws of either map reach 200 km² within days.
REDRAW_NOISE_KM2 = 200.0

PLANAR = "isw_published"


@dataclass(frozen=True)
class Reading:
    """One recomputation: by whom, over which window, with which choices, and what it gives.

    `value` is None where the formula has no value; `why` then says so.
    """

    mapper: str
    series: str
    first: dt.date
    last: dt.date
    measure: str
    choices: Mapping[str, str]
    unit: str
    value: float | None
    formula: str
    inputs: tuple[Mapping[str, Any], ...]
    standing: Standing = "equivalent"
    why: str | None = None


Recompute = Callable[[Claim, Evidence], Iterator[Reading]]


def readings(claim: Claim, evidence: Evidence, choices: Choices) -> list[Reading]:
    """Return every reading of a claim, each with its standing; none for a kind that no series can check."""
    recompute = KINDS.get(claim.kind)
    if recompute is None or claim.reason:
        return []
    made = [
        replace(reading, standing=choices.standing(claim.kind, reading.choices))
        for reading in recompute(claim, evidence)
    ]
    return _folded([_last_resort(reading, made) for reading in made])


def _folded(made: list[Reading]) -> list[Reading]:
    """Keep one of the readings that come out alike.

    Files of one mapper are one witness, and a choice that changes nothing needs no row of its own.
    """
    kept: dict[tuple[object, ...], Reading] = {}
    for reading in sorted(made, key=lambda reading: reading.standing != "equivalent"):
        value = reading.why if reading.value is None else round(reading.value, 0 if reading.unit == "km2" else 2)
        kept.setdefault(
            (reading.mapper, reading.choices.get("layer"), reading.choices.get("definition"), value), reading
        )
    return [reading for reading in made if any(reading is one for one in kept.values())]


def _last_resort(reading: Reading, made: list[Reading]) -> Reading:
    """Let the planar series count where its mapper has no other reading that could."""
    if reading.series != PLANAR or reading.choices.get("method") != "planar":
        return reading
    better = any(other.mapper == reading.mapper and other.standing == "equivalent" for other in made)
    without = {choice: option for choice, option in reading.choices.items() if choice != "method"}
    if better or without.get("base_day") == "first_day":
        return reading
    return replace(reading, standing="equivalent")


def _lines(evidence: Evidence, region: str) -> Iterator[tuple[MeasuredSeries, dict[str, str]]]:
    wanted = [*MAIN.items(), ("isw_layers", "control")]
    for series, quantity in wanted:
        line = evidence.find(series, quantity, region)
        if line is not None:
            layer = "control_only" if (series, quantity) == ("isw_layers", "control") else "main_line"
            yield line, {"layer": layer, "method": "planar" if series == PLANAR else "geodesic"}


def _based(line: MeasuredSeries, first: dt.date, last: dt.date, base_day: str) -> Gain | None:
    start = first if base_day == "eve" else first + dt.timedelta(days=1)
    if not line.covers(start, last):
        return None
    return replace(line.gain(start, last), first=first)


def _reading(line: MeasuredSeries, claim: Claim, measure: str, choices: Mapping[str, str], **more: Any) -> Reading:
    window = {"first": claim.first, "last": claim.last} | {k: more.pop(k) for k in ("first", "last") if k in more}
    return Reading(line.mapper, line.id, measure=measure, choices=choices, **window, **more)


def _gain(claim: Claim, evidence: Evidence) -> Iterator[Reading]:
    first, last = _window(claim)
    for line, made in _lines(evidence, claim.region):
        for base_day in ("eve", "first_day"):
            gain = _based(line, first, last, base_day)
            if gain is not None:
                yield _reading(
                    line,
                    claim,
                    "net gain",
                    made | {"base_day": base_day},
                    unit="km2",
                    value=gain.value,
                    formula=gain.formula,
                    inputs=gain.inputs,
                )


def _ratio(claim: Claim, evidence: Evidence) -> Iterator[Reading]:
    for line, made in _lines(evidence, claim.region):
        for base_day in ("eve", "first_day"):
            later = _based(line, *_window(claim), base_day)
            earlier = _based(line, *_base_window(claim), base_day)
            if later is None or earlier is None:
                continue
            clear = earlier.value > REDRAW_NOISE_KM2
            yield _reading(
                line,
                claim,
                "ratio of net gains",
                made | {"base_day": base_day},
                unit="ratio",
                value=round(later.value / earlier.value, 3) if clear else None,
                formula=f"({later.formula}) ÷ ({earlier.formula})",
                inputs=(*later.inputs, *earlier.inputs),
                why=None if clear else _no_ratio(earlier),
            )


def _no_ratio(earlier: Gain) -> str:
    whole = f"{earlier.series.label} gives {earlier.value:,.0f} km² for {earlier.first} to {earlier.last}"
    return f"{whole.replace('-', '−', 1) if earlier.value < 0 else whole}: no ratio can be taken to that"


def _comparison(claim: Claim, evidence: Evidence) -> Iterator[Reading]:
    yield from _two_windows(claim, evidence, "gain less gain of the other window", lambda gain: gain.value, "km2")


def _acceleration(claim: Claim, evidence: Evidence) -> Iterator[Reading]:
    yield from _two_windows(
        claim, evidence, "pace less pace of the other window", lambda gain: gain.value / gain.days, "km2_per_day"
    )


def _two_windows(
    claim: Claim, evidence: Evidence, measure: str, of: Callable[[Gain], float], unit: str
) -> Iterator[Reading]:
    for line, made in _lines(evidence, claim.region):
        later, earlier = _based(line, *_window(claim), "eve"), _based(line, *_base_window(claim), "eve")
        if later is not None and earlier is not None:
            yield _reading(
                line,
                claim,
                measure,
                made,
                unit=unit,
                value=round(of(later) - of(earlier), 2),
                formula=f"({later.formula}) less ({earlier.formula})",
                inputs=(*later.inputs, *earlier.inputs),
            )


def _level(claim: Claim, evidence: Evidence) -> Iterator[Reading]:
    for line, made in _lines(evidence, claim.region):
        # Only ISW's map with its advances draws the total that is stated: see choices.csv.
        layer = made["layer"] if line.mapper == "ISW" else "other_mapper"
        for cut_off, day in _cut_offs(claim).items():
            if not line.has(day):
                continue
            level = line.level(day)
            yield _reading(
                line,
                claim,
                "level",
                made | {"layer": layer, "cut_off": cut_off},
                first=day,
                last=day,
                unit="km2",
                value=level.value,
                formula=f"S({level.measured_on})",
                inputs=(level.input(),),
            )


def _cut_offs(claim: Claim) -> dict[str, dt.date]:
    """Return the days that a level may be about: a text that names none leaves a span, from its evidence to its eve."""
    first, last = _window(claim)
    return {"stated_day": last} if first == last else {"evidence_day": first, "eve_of_publication": last}


def _kursk(evidence: Evidence) -> Iterator[tuple[MeasuredSeries, str]]:
    for quantity in ("held", "held_and_grey"):
        line = evidence.find("deepstate_archive", quantity, "kursk")
        if line is not None:
            yield line, quantity


def _regained(claim: Claim, evidence: Evidence) -> Iterator[Reading]:
    first, last = _window(claim)
    isw = evidence.find("isw_kursk", "regained", "kursk")
    for line, definition in [*([(isw, "regained")] if isw else []), *_kursk(evidence)]:
        if line.covers(first, last):
            gain = line.gain(first, last)
            yield _reading(
                line,
                claim,
                "area regained",
                {"definition": definition},
                unit="km2",
                value=gain.value,
                formula=gain.formula,
                inputs=gain.inputs,
            )


def _peak(claim: Claim, evidence: Evidence) -> Iterator[Reading]:
    for line, definition in _kursk(evidence):
        top = _highest(line, *_window(claim))
        if top is not None:
            yield _reading(
                line,
                claim,
                "largest area",
                {"definition": definition},
                unit="km2",
                value=top.value,
                formula=f"S({top.measured_on}), the largest of the window",
                inputs=(top.input(),),
            )


def _share(claim: Claim, evidence: Evidence) -> Iterator[Reading]:
    first, last = _window(claim)
    for line, definition in _kursk(evidence):
        top = _highest(line, first, last)
        if top is not None and line.has(last):
            now = line.level(last)
            yield _reading(
                line,
                claim,
                "share of the largest area no longer held",
                {"definition": definition},
                unit="percent",
                value=round(100 * (1 - now.value / top.value), 1),
                formula=f"1 − S({now.measured_on}) ÷ S({top.measured_on})",
                inputs=(now.input(), top.input()),
            )


def _trend(claim: Claim, evidence: Evidence) -> Iterator[Reading]:
    first, last = _window(claim)
    for line, definition in _kursk(evidence):
        if line.covers(first, last):
            gain = line.gain(first, last)
            yield _reading(
                line,
                claim,
                "change",
                {"definition": definition},
                unit="km2",
                value=-gain.value,
                formula=f"S({gain.end.measured_on}) − S({gain.base.measured_on})",
                inputs=gain.inputs,
            )


def _highest(line: MeasuredSeries, first: dt.date, last: dt.date) -> Level | None:
    within = line.values[pd.Timestamp(first) : pd.Timestamp(last)]
    return line.level(highest_day(within)) if len(within) else None


def _window(claim: Claim) -> tuple[dt.date, dt.date]:
    if claim.first is None or claim.last is None:
        raise LookupError(f"{claim.id} names no window")
    return claim.first, claim.last


def _base_window(claim: Claim) -> tuple[dt.date, dt.date]:
    if claim.base_first is None or claim.base_last is None:
        raise LookupError(f"{claim.id} names no window to compare with")
    return claim.base_first, claim.base_last


KINDS: dict[str, Recompute] = {
    "gain": _gain,
    "ratio": _ratio,
    "comparison": _comparison,
    "acceleration": _acceleration,
    "level": _level,
    "regained": _regained,
    "peak": _peak,
    "share": _share,
    "trend": _trend,
}
