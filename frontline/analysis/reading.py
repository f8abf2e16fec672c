"""A reading: one recomputation of a claim, by whom, over which window, with which choices."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frontline.analysis.choices import Standing
from frontline.analysis.sentence import Sentence
from frontline.analysis.series import MeasuredSeries, kind_of
from frontline.ledger import Claim
from frontline.numbers import Number

# A gain below this cannot carry a ratio: single redraws of either map reach 200 km² within days.
REDRAW_NOISE_KM2 = 200.0

# Decimals beyond which a value is binary noise: what is shown of it is rounded once, by the page.
FINE = 6

PLANAR = "isw_published"


@dataclass(frozen=True)
class Reading:
    """One recomputation: by whom, over which window, with which choices, and what it gives.

    `value` is None where the formula has no value; `why` then says so. `vintage` is the day on which the youngest
    of its rows was recorded. `signed` is a value that is told with its sign: a difference or a change.
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
    why: Sentence | None = None
    signed: bool = False

    @property
    def vintage(self) -> str:
        """The day by which everything that it rests on was recorded."""
        return max(str(row["recorded"]) for row in self.inputs)

    def number(self, claim: str) -> Number | None:
        """Return the reading of a claim as a number with its address."""
        if self.value is None:
            return None
        of = [str(row["place"]) for row in self.inputs[:1] if "place" in row]
        name = "-".join(["reading", claim, self.series, *of, *self.choices.values()])
        kind = kind_of(self.value, self.inputs)
        return Number(
            name, self.value, self.unit, kind, self.inputs, self.formula, digits_of(self.unit), signed=self.signed
        )


@dataclass(frozen=True)
class Line:
    """A series to read a claim from, and the choices that lie in taking it."""

    series: MeasuredSeries
    choices: Mapping[str, str]

    def reading(self, claim: Claim, measure: str, unit: str, **more: Any) -> Reading:
        """Return a reading from this line; its window is the claim's unless given."""
        first, last = window_of(claim)
        choices = {**self.choices, **more.pop("choices", {})}
        given = {"first": first, "last": last, **more}
        return Reading(self.series.mapper, self.series.id, measure=measure, choices=choices, unit=unit, **given)


def own_words(measures: Sequence[str]) -> tuple[str, list[str], str]:
    """Return what measures begin with in common, the words of each alone, and what they end with in common."""
    words = [measure.split() for measure in measures]
    shortest = min(map(len, words))
    head = next((place for place in range(shortest) if len({one[place] for one in words}) > 1), shortest)
    back = range(shortest - head)
    tail = next((place for place in back if len({one[-1 - place] for one in words}) > 1), len(back))
    own = [" ".join(one[head : len(one) - tail]) for one in words]
    return " ".join(words[0][:head]), own, " ".join(words[0][len(words[0]) - tail :]) if tail else ""


def measured_as(readings: Iterable[Reading]) -> str:
    """Return what readings measure as a sentence says it, measures of one kind together; empty without any."""
    measures = list(dict.fromkeys(reading.measure for reading in readings))
    if len(measures) < 2:
        return "".join(f"the {measure}" for measure in measures)
    head, own, tail = own_words(measures)
    return " ".join(filter(None, ["the", head, ", ".join(own[:-1]), "and", own[-1], tail]))


def digits_of(unit: str | None) -> int:
    """Return how many decimals a unit is shown with."""
    return {"ratio": 2, "km2_per_day": 1, "percent": 1, "km": 1}.get(unit or "", 0)


def window_of(claim: Claim) -> tuple[dt.date, dt.date]:
    """Return the window of a claim whose kind needs one; raises `LookupError` where it names none."""
    if claim.first is None or claim.last is None:
        raise LookupError(f"{claim.id} names no window")
    return claim.first, claim.last


def base_window_of(claim: Claim) -> tuple[dt.date, dt.date]:
    """Return the window that a claim compares with; raises `LookupError` where it names none."""
    if claim.base_first is None or claim.base_last is None:
        raise LookupError(f"{claim.id} names no window to compare with")
    return claim.base_first, claim.base_last
