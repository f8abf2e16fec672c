"""How far the mappers agree: the same window on both maps."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from frontline.analysis.series import DECIMALS, ONE_DAY, Gain, MeasuredSeries
from frontline.analysis.windows import Window, month_ends, trailing, year, year_to


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


def compared_windows(since: dt.date, as_of: dt.date) -> list[Window]:
    """Return the windows worth comparing: whole years, the year so far, the last ninety and thirty days."""
    years = [year(number) for number in range(since.year, as_of.year) if year(number).first >= since]
    return [*years, year_to(as_of), trailing(as_of, 90), trailing(as_of, 30)]


def same_direction(compared: Pair, since: dt.date, as_of: dt.date) -> tuple[int, int]:
    """Return in how many months of the window both maps show a gain, or both a fall, and how many months there are."""
    borders = month_ends(since, as_of)
    both = pd.DataFrame({"one": compared.one.gains(borders), "other": compared.other.gains(borders)}).dropna()
    return int(((both["one"] > 0) == (both["other"] > 0)).sum()), len(both)
