"""Revisions: days whose value a mapper changed afterwards, when it was recorded, and which totals moved with them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from frontline.analysis.evidence import Evidence
from frontline.analysis.series import DECIMALS, ONE_DAY, Floats, MeasuredSeries
from frontline.analysis.steps import Flags
from frontline.analysis.windows import Window, month, year, year_to
from frontline.measured import Moments, as_dates
from frontline.numbers import Number


@dataclass(frozen=True)
class Revision:
    """One day of a series whose value was replaced: what stood, what stands, and when each was recorded (km²)."""

    series: MeasuredSeries
    day: dt.date
    before: float
    after: float
    first_recorded: dt.date
    recorded: dt.date

    @property
    def change(self) -> float:
        """By how much the value was changed."""
        return round(self.after - self.before, DECIMALS)

    def so_far(self) -> tuple[float, float] | None:
        """Return the gain of the year up to the day as it stood and as it stands (km²); None before the series."""
        window = year_to(self.day)
        if not self.series.covers(window.first, window.last):
            return None
        stands = self.series.gain(window.first, window.last).value
        return round(stands - self.change * self.series.towards, DECIMALS), stands

    def _number(self, name: str, value: float, recorded: dt.date) -> Number:
        row = {**self.series.address(self.day), "value": value, "recorded": str(recorded)}
        return Number(
            f"{name}-{self.series.key}-{self.day}-{recorded}", value, self.series.unit, "measured", (row,), digits=1
        )

    @property
    def numbers(self) -> tuple[Number, Number, Number]:
        """What stood, what stands, and the change, each with its address."""
        before = self._number("before", self.before, self.first_recorded)
        after = self._number("after", self.after, self.recorded)
        name = f"revised-{self.series.key}-{self.day}-{self.recorded}"
        formula = f"S({self.day}) as recorded on {self.recorded} − as recorded on {self.first_recorded}"
        inputs = (*before.inputs, *after.inputs)
        return before, after, Number(name, self.change, self.series.unit, "computed", inputs, formula, 1, signed=True)


def revisions(evidence: Evidence, line: MeasuredSeries) -> list[Revision]:
    """Return the revised days of a line up to its end, in order of day, then of recording."""
    day, value, recorded = _recorded(evidence, line)
    new = np.flatnonzero(_again(day) & (day <= np.datetime64(line.last)))
    told = (as_dates(day[new]), value[new - 1].tolist(), value[new].tolist())
    return [
        Revision(line, *one) for one in zip(*told, as_dates(recorded[new - 1]), as_dates(recorded[new]), strict=True)
    ]


@dataclass(frozen=True)
class State:
    """A series as it was recorded on a day: how many days it then added and revised, and how far it reached."""

    series: MeasuredSeries
    recorded: dt.date
    added: int
    revised: int
    last: dt.date


def states(evidence: Evidence, line: MeasuredSeries) -> list[State]:
    """Return the states in which a series was recorded, the first one first."""
    counted = evidence.measured.once(("states", line.key), lambda: _counted(*_recorded(evidence, line)))
    return [State(line, recorded, added, revised, last) for recorded, added, revised, last in counted]


def _counted(day: Moments, _: Floats, recorded: Moments) -> list[tuple[dt.date, int, int, dt.date]]:
    """Return for each day of recording how many days were added and revised then, and the last of them."""
    moments, place = np.unique(recorded, return_inverse=True)
    again = np.bincount(place, weights=_again(day)).astype(int)
    last = np.zeros(len(moments), dtype=day.dtype)
    last[place] = day  # days are sorted: the last one of each state stays
    added = np.bincount(place) - again
    return list(zip(as_dates(moments), added.tolist(), again.tolist(), as_dates(last), strict=True))


def _recorded(evidence: Evidence, line: MeasuredSeries) -> tuple[Moments, Floats, Moments]:
    """Return every row of a series, sorted by day, then by recording: day, value and day of recording."""
    rows = evidence.measured.recorded(line.id, line.quantity, line.region)
    return rows["day"].to_numpy(), rows["value"].to_numpy(), rows["recorded"].to_numpy()


def _again(day: Moments) -> Flags:
    """Tell which rows are of the same day as the row before them."""
    return np.append([False], day[1:] == day[:-1])


def delays(evidence: Evidence, line: MeasuredSeries) -> "pd.Series[float]":
    """Return how many days after each day of a line its first value was recorded: the hindsight of that day."""
    day, _, recorded = _recorded(evidence, line)
    first = ~_again(day) & (day <= np.datetime64(line.last))
    waited = (recorded[first] - day[first]) / np.timedelta64(1, "D")
    return pd.Series(waited, index=pd.DatetimeIndex(day[first], name="day"))


def totals(first: dt.date, last: dt.date) -> list[Window]:
    """Return the totals that reports quote: every calendar month and year between two days."""
    months = [month(start.date()) for start in pd.date_range(first, last, freq="MS")]
    years = [year(number) for number in range(first.year, last.year + 1)]
    return [window for window in (*months, *years) if first <= window.first and window.last <= last]


def moved(line: MeasuredSeries, revised: Iterable[Revision], windows: Sequence[Window]) -> list[tuple[Window, float]]:
    """Return the windows whose gain the revisions moved, each with by how much (km²).

    A total moves only where a revised day is its end or the eve of its beginning.
    """
    change: dict[dt.date, float] = {}
    for revision in revised:
        change[revision.day] = change.get(revision.day, 0.0) + revision.change * line.towards
    ends = [(window, change.get(window.last, 0.0) - change.get(window.first - ONE_DAY, 0.0)) for window in windows]
    return [(window, by) for window, exact in ends if (by := round(exact, DECIMALS))]
