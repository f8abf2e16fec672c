"""How far the mappers agree: the same window on both maps."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from frontline.analysis.series import DECIMALS, ONE_DAY, Gain, MeasuredSeries
from frontline.analysis.windows import Window, month_ends, trailing, year, year_to

PLANAR = ("isw_published",)
"""Series whose areas are measured on a plane: what they gain holds what the plane adds."""


@dataclass(frozen=True)
class Pair:
    """One series of each mapper that can be compared over a window."""

    one: MeasuredSeries
    other: MeasuredSeries

    def covers(self, window: Window) -> bool:
        """Tell whether both series cover a window."""
        return self.one.covers(window.first, window.last) and self.other.covers(window.first, window.last)

    def gains(self, window: Window) -> tuple[Gain, Gain]:
        """Return what each gives for a window."""
        return self.one.gain(window.first, window.last), self.other.gain(window.first, window.last)

    def apart(self, window: Window) -> "pd.Series[float]":
        """Return by how much the gain since the eve of the window differs (km², one less other), from the eve on.

        Where a series begins later, its first day is the eve.
        """
        first = max(self.one.first, self.other.first, window.first - ONE_DAY)
        days = pd.date_range(first, min(self.one.last, self.other.last, window.last), freq="D")
        one, other = self.one.levels(days), self.other.levels(days)
        return ((one - one.iloc[0]) * self.one.towards - (other - other.iloc[0]) * self.other.towards).round(DECIMALS)


def pair(lines: Sequence[MeasuredSeries], window: Window) -> Pair | None:
    """Return the two series of different mappers that together cover most of a window; None with one mapper."""
    pairs = [Pair(a, b) for a in lines for b in lines if a.mapper == "ISW" and b.mapper != "ISW"]

    def common(candidate: Pair) -> dt.timedelta:
        start = max(candidate.one.first, candidate.other.first, window.first)
        return min(candidate.one.last, candidate.other.last, window.last) - start

    best = max(pairs, key=common, default=None)
    return best if best is not None and common(best) > dt.timedelta(days=1) else None


@dataclass(frozen=True)
class Stretch:
    """The days that one pair of series tells of the comparison; another stretch starts from nothing again."""

    pair: Pair
    window: Window

    def apart(self) -> "pd.Series[float]":
        """Return by how much the gains since the eve of the stretch differ (km², one less other)."""
        return self.pair.apart(self.window)


def stretches(lines: Sequence[MeasuredSeries], window: Window) -> list[Stretch]:
    """Return the pair that together covers most of a window, then those that go on where one ends.

    Series of one mapper are never spliced: each stretch has its own pair.
    """
    told: list[Stretch] = []
    rest = window
    while found := pair(lines, rest):
        last = min(found.one.last, found.other.last, rest.last)
        told.append(
            Stretch(found, Window(max(found.one.first, found.other.first, rest.first - ONE_DAY) + ONE_DAY, last))
        )
        rest = Window(last + ONE_DAY, window.last)
    return told


Gains = tuple[Gain, Gain]


def gains_of(compared: Sequence[Stretch], window: Window) -> Gains | None:
    """Return what both mappers give for a window, by the first pair that covers all of it."""
    covering = (stretch.pair for stretch in compared if stretch.pair.covers(window))
    return next((both.gains(window) for both in covering), None)


def on_the_ellipsoid(gain: Gain, lines: Sequence[MeasuredSeries]) -> Gain | None:
    """Return what a geodesic line of the same mapper gives for the days of a planar gain.

    None where the gain is not planar, or no such line covers its days.
    """
    if gain.series.id not in PLANAR:
        return None
    same = (line for line in lines if line.mapper == gain.series.mapper and line.id not in PLANAR)
    return next((line.gain(gain.first, gain.last) for line in same if line.covers(gain.first, gain.last)), None)


def measured_twice(stretch: Stretch, lines: Sequence[MeasuredSeries]) -> tuple[Gain, Gain, Gain] | None:
    """Return what a planar line, a geodesic one of the same mapper and the other mapper give for the days of all three.

    None where no days of the stretch are measured both ways.
    """
    one, other = stretch.pair.one, stretch.pair.other
    for line in lines:
        if one.id in PLANAR and line.mapper == one.mapper and line.id not in PLANAR:
            first = max(stretch.window.first, line.first + ONE_DAY)
            last = min(stretch.window.last, line.last)
            if first <= last:
                return one.gain(first, last), line.gain(first, last), other.gain(first, last)
    return None


def compared_windows(since: dt.date, as_of: dt.date) -> list[Window]:
    """Return the windows worth comparing: whole years, the year so far, the last ninety and thirty days."""
    years = [year(number) for number in range(since.year, as_of.year) if year(number).first >= since]
    return [*years, year_to(as_of), trailing(as_of, 90), trailing(as_of, 30)]


def compared_months(compared: Sequence[Stretch], since: dt.date, as_of: dt.date) -> list[Gains]:
    """Return what both maps give for each month that a pair covers; the first and the last may be a part of one."""
    borders = [border.date() for border in month_ends(since, as_of)]
    months = [Window(eve + ONE_DAY, end) for eve, end in pairwise(borders)]
    return [both for month in months if (both := gains_of(compared, month))]


def same_direction(both: Gains) -> bool:
    """Tell whether both maps show a gain, or both none."""
    return (both[0].value > 0) == (both[1].value > 0)
