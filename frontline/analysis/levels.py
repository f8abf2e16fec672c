"""The levels of all lines on all days as one matrix, so that a hundred thousand windows are one subtraction."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from frontline.analysis.evidence import Evidence
from frontline.analysis.grid import Line, Part
from frontline.analysis.series import MeasuredSeries

Floats = NDArray[np.float64]
Days = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Levels:
    """What a line shows on each day from `origin` on (km²; NaN where nothing is known), and the rows behind it."""

    line: Line
    region: str
    origin: dt.date
    values: Floats
    series: tuple[MeasuredSeries, ...]

    def at(self, days: Days) -> Floats:
        """Return the levels on days counted from `origin`; NaN outside."""
        return self._framed[np.maximum(np.minimum(days + 1, len(self.values) + 1), 0)]

    @cached_property
    def _framed(self) -> Floats:
        """The levels with nothing known before the first and after the last."""
        return np.concatenate([[np.nan], self.values, [np.nan]])

    def highest_at(self, days: Days) -> Floats:
        """Return the largest level up to each day; NaN outside."""
        return np.where(np.isnan(self.at(days)), np.nan, self.highest[np.clip(days, 0, len(self.values) - 1)])

    def share_gone(self, days: Days) -> Floats:
        """Return which share (percent) of the largest level so far is gone on each day; NaN where there was none."""
        highest = self.highest_at(days)
        left = np.divide(self.at(days), highest, out=np.full_like(highest, np.nan), where=highest > 0)
        return 100 * (1 - left)

    def gains(self, bases: Days, ends: Days) -> Floats:
        """Return what passed to Russian control from the close of each base day to the close of each end day.

        The two arrays are broadcast against each other; a window that does not run forward has no gain (NaN).
        """
        gained = (self.at(ends) - self.at(bases)) * self.line.towards
        return np.where(ends > bases, gained, np.nan)

    @cached_property
    def states(self) -> Days:
        """A number for each day that changes only when the level does: days of one state show the same map."""
        changed = np.append(True, self.values[1:] != self.values[:-1])
        return np.cumsum(changed)

    @cached_property
    def highest(self) -> Floats:
        """The largest level up to each day."""
        return np.asarray(np.fmax.accumulate(self.values))

    @cached_property
    def speaks_from(self) -> int:
        """The count of the first day that it says anything of: what stands for nothing taken yet is no reading."""
        starts = [
            self.number(one.first) for part, one in zip(self.line.parts, self.series, strict=True) if part.zero_before
        ]
        return max(starts, default=0)

    def day(self, number: int) -> dt.date:
        """Return a day from its count."""
        return self.origin + dt.timedelta(days=number)

    def number(self, day: dt.date) -> int:
        """Return the count of a day."""
        return (day - self.origin).days

    def numbers(self, days: Sequence[dt.date]) -> Days:
        """Return the counts of days."""
        return np.array([day.toordinal() for day in days], dtype=np.int64) - self.origin.toordinal()

    def same_state(self, number: int) -> tuple[dt.date, dt.date]:
        """Return the first and the last day on which the level was what it is on a day."""
        same = np.flatnonzero(self.states == self.states[number])
        return self.day(int(same[0])), self.day(int(same[-1]))


def levels_of(line: Line, region: str, evidence: Evidence, origin: dt.date) -> Levels:
    """Return a line of a region day by day, from `origin` to the last day that all of its parts reach."""
    found = [evidence.find(part.series, part.quantity, part.region or region) for part in line.parts]
    series = [one for one in found if one is not None]
    days = pd.date_range(origin, min(*(one.last for one in series), evidence.as_of))
    values = sum(_part(part, one, days) for part, one in zip(line.parts, series, strict=True))
    return Levels(line, region, origin, np.round(np.asarray(values) * line.factor, 2), tuple(series))


def _part(part: Part, series: MeasuredSeries, days: pd.DatetimeIndex) -> Floats:
    values: Floats = np.asarray(series.levels(days), dtype=np.float64) * part.sign
    if part.zero_before:
        values[days < pd.Timestamp(series.first)] = 0.0
    return values
