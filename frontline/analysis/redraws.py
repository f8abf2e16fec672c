"""Redraw candidates: steps that one mapper has and the other lacks, and net gains with and without them.

How a step is told is in `frontline.analysis.steps`. A candidate is never proven: the other mapper may have missed
the movement, may show it weeks later, or may draw it by another rule. What is taken out of a net gain is the
unexplained part of a step alone: the step less the most that the other map shows of it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from frontline.analysis.series import DECIMALS, ONE_DAY, Gain, MeasuredSeries
from frontline.analysis.steps import NOISE_MULTIPLE, Steps, lacking, noises, steps
from frontline.analysis.windows import Window, year
from frontline.measured import as_dates
from frontline.numbers import Number, shown

MAPS_OF_THE_FRONT = ("control", "control_and_advances")
"""Quantities of which a step means the same on both maps; ground regained and ground held are two things."""


@dataclass(frozen=True)
class Redraw:
    """A step of one mapper that the other lacks.

    `same_days` is the other mapper's gain in the same days; `closest` its gain, over as many days, that is most like
    the step within a few days of it (None where it moves the other way); `noise` is what the two usually differ by
    over as many days. Areas in km².
    """

    step: Gain
    same_days: Gain
    closest: Gain | None
    noise: float

    @property
    def window(self) -> Window:
        """The days of the step."""
        return Window(self.step.first, self.step.last)

    @property
    def mapper(self) -> str:
        """Whose map has the step."""
        return self.step.series.mapper

    @property
    def unexplained(self) -> float:
        """The step less what the other map shows of it."""
        return round(self.step.value - (self.closest.value if self.closest else 0.0), DECIMALS)

    @property
    def times_noise(self) -> float:
        """The size of the unexplained part as a multiple of the noise; NaN where too few days tell that."""
        return abs(self.unexplained) / self.noise

    @property
    def inputs(self) -> tuple[Mapping[str, Any], ...]:
        """The rows of `measured.csv` behind the unexplained part."""
        return (*self.step.inputs, *(self.closest.inputs if self.closest else ()))

    def within(self, first: dt.date, last: dt.date) -> float:
        """Return the unexplained part that falls into a window, by how much of the step does (km²)."""
        first, last = max(first, self.step.first), min(last, self.step.last)
        if first > last:
            return 0.0
        return self.unexplained * self.step.series.gain(first, last).value / self.step.value

    def number(self) -> Number:
        """Return the unexplained part as a number with its address; T in its formula is the other mapper's line."""
        formula = self.step.formula
        if self.closest:
            formula = f"({formula}) − ({self.closest.formula.replace('S(', 'T(')})"
        name = f"redraw-{self.step.key}"
        return Number(name, self.unexplained, "km2", "computed", self.inputs, formula, signed=True)


@lru_cache(maxsize=64)  # a report asks the same of a pair for each of its windows
def find_redraws(series: MeasuredSeries, other: MeasuredSeries, multiple: float = NOISE_MULTIPLE) -> tuple[Redraw, ...]:
    """Return the steps of either map that the other lacks, in order of time, over all days that both cover.

    A step must pass `multiple` times the noise.
    """
    days = _shared_days(series, other)
    if len(days) < 2 or {series.quantity, other.quantity} - set(MAPS_OF_THE_FRONT):
        return ()
    own, there = _lacking(series, other)
    found = [*_of(series, other, days, steps(own, multiple)), *_of(other, series, days, steps(there, multiple))]
    return tuple(sorted(found, key=lambda redraw: (redraw.step.first, redraw.mapper)))


def _of(series: MeasuredSeries, other: MeasuredSeries, days: pd.DatetimeIndex, found: Steps) -> list[Redraw]:
    redraws = []
    bases, ends = (as_dates(days.to_numpy()[places]) for places in (found.base + 1, found.end))
    for first, last, later, share, usual in zip(
        bases, ends, found.later.tolist(), found.shown.tolist(), found.noise.tolist(), strict=True
    ):
        apart = dt.timedelta(days=later)
        closest = other.gain(first + apart, last + apart) if share else None
        redraws.append(Redraw(series.gain(first, last), other.gain(first, last), closest, round(usual, 1)))
    return redraws


@lru_cache(maxsize=64)  # whatever multiple of the noise is asked for
def _lacking(series: MeasuredSeries, other: MeasuredSeries) -> tuple[Steps, Steps]:
    """Return what each of two maps has that the other lacks."""
    days = _shared_days(series, other)
    lines = (series, other)
    own, there = (line.at(days) * line.towards for line in lines)
    usual = noises(own, there)
    measured, measured_there = (np.isin(days.to_numpy(), line.values.index.to_numpy()) for line in lines)
    return lacking(own, there, measured, usual), lacking(there, own, measured_there, usual)


def _shared_days(series: MeasuredSeries, other: MeasuredSeries) -> pd.DatetimeIndex:
    return pd.date_range(max(series.first, other.first), min(series.last, other.last), freq="D")


def candidates(lines: Sequence[MeasuredSeries], window: Window) -> list[Redraw]:
    """Return the candidates of a window among all lines, each day judged by the first two lines that cover it.

    Two files of one mapper are one witness: a redraw that both show is one.
    """
    told: list[Redraw] = []
    judged: list[Window] = []
    for one, other in pairs(lines):
        both = Window(max(one.first, other.first), min(one.last, other.last))
        if any(before.first <= both.first and both.last <= before.last for before in judged):
            continue
        new = (redraw for redraw in find_redraws(one, other) if not any(_touch(redraw.window, day) for day in judged))
        told.extend(redraw for redraw in new if _touch(redraw.window, window))
        judged.append(both)
    return sorted(told, key=lambda redraw: (redraw.step.first, redraw.mapper))


def nearest_to_passing(lines: Sequence[MeasuredSeries], window: Window) -> Redraw | None:
    """Return the step within a window that the other map lacks and that comes nearest to passing the noise.

    It is told by the first two lines that cover the window; None where they do not, or where every step passes.
    """
    for one, other in pairs(lines):
        if one.covers(window.first, window.last) and other.covers(window.first, window.last):
            days = _shared_days(one, other)
            own, there = _lacking(one, other)
            told = [*_of(one, other, days, own), *_of(other, one, days, there)]
            inside = [step for step in told if window.first <= step.window.first and step.window.last <= window.last]
            missed = [step for step in inside if not step.times_noise > NOISE_MULTIPLE]  # NaN does not pass
            return max(missed, key=lambda step: (np.nan_to_num(step.times_noise), abs(step.unexplained)), default=None)
    return None


def pairs(lines: Sequence[MeasuredSeries]) -> list[tuple[MeasuredSeries, MeasuredSeries]]:
    """Return the lines that can be compared: one of ISW and one of another mapper, in the order given."""
    maps = [line for line in lines if line.quantity in MAPS_OF_THE_FRONT]
    return [(one, other) for one, other in product(maps, maps) if one.mapper == "ISW" != other.mapper]


def _touch(one: Window, other: Window) -> bool:
    return one.first <= other.last and other.first <= one.last


@dataclass(frozen=True)
class Cleared:
    """A net gain and what is left of it without the redraw candidates that fall into its window."""

    gain: Gain
    redraws: tuple[Redraw, ...]

    @property
    def removed(self) -> float:
        """The unexplained parts within the window (km²)."""
        return round(sum(redraw.within(self.gain.first, self.gain.last) for redraw in self.redraws), DECIMALS)

    @property
    def value(self) -> float:
        """The net gain without redraw candidates (km²)."""
        return round(self.gain.value - self.removed, DECIMALS)

    @property
    def inputs(self) -> tuple[Mapping[str, Any], ...]:
        """The rows of `measured.csv` behind it, those of the candidates last."""
        return (*self.gain.inputs, *(row for redraw in self.redraws for row in redraw.inputs))

    @property
    def formula(self) -> str:
        """The gain, less each unexplained part with its days."""
        parts = ((redraw, redraw.within(self.gain.first, self.gain.last)) for redraw in self.redraws)
        told = [f"({shown(part, 1, signed=True)}, {redraw.window.text})" for redraw, part in parts]
        return " − ".join([f"({self.gain.formula})", *told]) if told else self.gain.formula

    def number(self, *, signed: bool = False) -> Number:
        """Return the gain without redraw candidates as a number with its address."""
        name, inputs = f"cleared-{self.gain.key}", self.inputs
        return Number(name, self.value, "km2", "computed", inputs, self.formula, signed=signed)

    def accumulated(self) -> pd.DataFrame:
        """Return what was gained since the eve of the window, day by day: columns `with` and `without` (km²)."""
        days = pd.date_range(self.gain.first - ONE_DAY, self.gain.last, freq="D")
        daily = np.nan_to_num(np.diff(self.gain.series.at(days), prepend=np.nan)) * self.gain.series.towards
        left = daily.copy()
        for redraw in self.redraws:
            first, last = ((day - self.gain.first).days + 1 for day in (redraw.step.first, redraw.step.last))
            left[max(first, 0) : last + 1] *= 1 - redraw.unexplained / redraw.step.value
        columns = {"with": np.round(daily.cumsum(), DECIMALS), "without": np.round(left.cumsum(), DECIMALS)}
        return pd.DataFrame(columns, index=days)


def gain_without_redraws(
    series: MeasuredSeries,
    other: MeasuredSeries,
    first: dt.date,
    last: dt.date,
    found: Sequence[Redraw] | None = None,
) -> Cleared:
    """Return the gain of `series` in a window without its own redraw candidates, told by comparison with `other`.

    `found` spares comparing again what `find_redraws(series, other)` has found. Raises `LookupError` where `series`
    does not cover the window; days that `other` does not cover have no candidates.
    """
    all_of_them = find_redraws(series, other) if found is None else found
    window = Window(first, last)
    own = [one for one in all_of_them if one.step.series.key == series.key and _touch(one.window, window)]
    return Cleared(series.gain(first, last), tuple(own))


Both = tuple[Cleared, Cleared]


def covering(lines: Sequence[MeasuredSeries], window: Window, multiple: float = NOISE_MULTIPLE) -> Both | None:
    """Return the net gain of a window by the first lines of both mappers that cover it, with their candidates."""
    for one, other in pairs(lines):
        if one.covers(window.first, window.last) and other.covers(window.first, window.last):
            found = find_redraws(one, other, multiple)
            return (
                gain_without_redraws(one, other, window.first, window.last, found),
                gain_without_redraws(other, one, window.first, window.last, found),
            )
    return None


def opposed(lines: Sequence[MeasuredSeries], window: Window) -> list[Both]:
    """Return the whole years of a window in which one map shows a net gain and the other a net fall."""
    years = [year(number) for number in range(window.first.year, window.last.year + 1)]
    whole = [one for one in years if window.first <= one.first and one.last <= window.last]
    told = [both for one in whole if (both := covering(lines, one))]
    return [(one, other) for one, other in told if one.gain.value * other.gain.value < 0]


def farthest(both: Both) -> tuple[float, float]:
    """Return the largest distance between what two maps accumulated in a window: with candidates, and without (km²)."""
    one, other = (cleared.accumulated().to_numpy() for cleared in both)
    published, without = np.abs(one - other).max(axis=0).tolist()
    return published, without
