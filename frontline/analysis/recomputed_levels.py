"""Readings of claims about levels: an area on a day, the largest of a window, a share of the largest."""

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from frontline.analysis.days import highest_day
from frontline.analysis.evidence import Evidence
from frontline.analysis.lines import credited_mapper, lines_of_level, with_vintages
from frontline.analysis.reading import FINE, Line, Reading, window_of
from frontline.analysis.series import Level, MeasuredSeries
from frontline.ledger import Claim


def level(claim: Claim, evidence: Evidence) -> Iterator[Reading]:
    """Yield the level on each day that the claim may mean."""
    credited = credited_mapper(claim, evidence)
    for line in lines_of_level(claim, evidence):
        # Whoever's total is stated draws its border; another map answers how much that one marks: see choices.csv.
        other = "layer" in line.choices and credited not in (None, line.series.mapper)
        layer = {"layer": "other_mapper"} if other else {}
        for cut_off, day in _days(claim).items():
            for version in with_vintages(line, evidence):
                if version.series.has(day):
                    yield _level(version, claim, day, {**layer, "cut_off": cut_off})


def _level(line: Line, claim: Claim, day: dt.date, choices: dict[str, str]) -> Reading:
    found = line.series.level(day)
    formula, inputs = f"S({found.measured_on})", (found.input(),)
    return line.reading(
        claim, "level", "km2", first=day, last=day, value=found.value, formula=formula, inputs=inputs, choices=choices
    )


def _days(claim: Claim) -> dict[str, dt.date]:
    """Return the days that a level may be about: a text that names none leaves a span, from its evidence to its eve."""
    first, last = window_of(claim)
    return {"stated_day": last} if first == last else {"evidence_day": first, "eve_of_publication": last}


def peak(claim: Claim, evidence: Evidence) -> Iterator[Reading]:
    """Yield the largest area of the window."""
    for line in lines_of_level(claim, evidence):
        top = _highest(line.series, *window_of(claim))
        if top is not None:
            formula = f"S({top.measured_on}), the largest of the window"
            yield line.reading(claim, "largest area", "km2", value=top.value, formula=formula, inputs=(top.input(),))


def share(claim: Claim, evidence: Evidence) -> Iterator[Reading]:
    """Yield which share of the window's largest area is gone by its end."""
    first, last = window_of(claim)
    for line in lines_of_level(claim, evidence):
        top = _highest(line.series, first, last)
        if top is None or not line.series.has(last):
            continue
        now = line.series.level(last)
        yield line.reading(
            claim,
            "share of the largest area no longer held",
            "percent",
            value=round(100 * (1 - now.value / top.value), FINE),
            formula=f"1 − S({now.measured_on}) ÷ S({top.measured_on})",
            inputs=(now.input(), top.input()),
        )


def _highest(line: MeasuredSeries, first: dt.date, last: dt.date) -> Level | None:
    within = line.values[pd.Timestamp(first) : pd.Timestamp(last)]
    return line.level(highest_day(within)) if len(within) else None


def distance(claim: Claim, evidence: Evidence) -> Iterator[Reading]:
    """Yield how the distance of each place named changed from the eve of the window to its end."""
    first, last = window_of(claim)
    for place in claim.places:
        series = evidence.distance(place)
        if series is None or not series.covers(first, last):
            continue
        found = series.gain(first, last)
        line = Line(series, {"dating": "by_file"})
        name = evidence.ledger.places[place].name
        measure = f"change of the distance of {name} from what {series.mapper} marks as occupied"
        told = {"value": found.value, "formula": found.formula, "inputs": found.inputs, "signed": True}
        yield line.reading(claim, measure, "km", **told)
