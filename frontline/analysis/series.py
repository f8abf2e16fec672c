"""A measured series, its level on a day and its gain in a window.

A window first..last is S(last) − S(first − 1 day); a missing day takes the last earlier value.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from frontline.numbers import Kind, Number

ONE_DAY = dt.timedelta(days=1)
# The rows hold hundredths: rounding a difference there sheds binary noise alone, and a page rounds what it shows once.
DECIMALS = 2

Floats = NDArray[np.float64]
Rows = Sequence[Mapping[str, Any]]
Address = Callable[[dt.date], Mapping[str, Any]]


def kind_of(value: float, inputs: Rows) -> Kind:
    """Return how a number comes about: read from one row as it stands there, or computed from rows.

    People are never measured: a total of them read from its row is stated by whom the series is named after.
    """
    if len(inputs) != 1 or inputs[0].get("value") != value:
        return "computed"
    return "stated" if inputs[0].get("unit") == "people" else "measured"


@dataclass(frozen=True, eq=False)
class MeasuredSeries:
    """One quantity of one region as one series measures it; each is equal to itself alone.

    `values` has one row a measured day (km², or people), sorted. `towards` is 1 where a rise is
    ground passing to Russian control, −1 where a fall is (ground held by Ukraine in Kursk). `within` says
    where in the country the region is, as a sentence goes on; nothing for the whole of it.
    """

    id: str
    mapper: str
    quantity: str
    region: str
    label: str
    unit: str
    values: "pd.Series[float]"
    address: Address
    towards: int = 1
    within: str = ""

    @property
    def key(self) -> str:
        """What tells this series from every other."""
        return f"{self.id}-{self.quantity}-{self.region}"

    @property
    def claimed(self) -> str:
        """What a formula adds where its rows are not measured on a map but claimed by whom it is named after."""
        return f", of totals claimed by the {self.mapper}" if self.unit == "people" else ""

    @property
    def gain_label(self) -> str:
        """The label of a gain: a fall of what is held is ground no longer held."""
        return self.label if self.towards > 0 else f"{self.mapper}, no longer {self.label.split(', ')[1]}"

    @cached_property
    def days(self) -> Sequence[dt.date]:
        """The measured days, sorted."""
        days: list[dt.date] = self.values.index.to_numpy().astype("datetime64[D]").tolist()
        return days

    @cached_property
    def _values(self) -> Sequence[float]:
        values: list[float] = self.values.tolist()
        return values

    @property
    def first(self) -> dt.date:
        """The first measured day."""
        return self.days[0]

    @property
    def last(self) -> dt.date:
        """The last measured day."""
        return self.days[-1]

    def until(self, day: dt.date) -> "MeasuredSeries | None":
        """Return the series without what lies after `day`; None where nothing is left."""
        kept = bisect_right(self.days, day)
        if kept == len(self.days):
            return self
        return replace(self, values=self.values.iloc[:kept]) if kept else None

    def has(self, day: dt.date) -> bool:
        """Tell whether the series says something about a day: neither before its first nor after its last."""
        return self.first <= day <= self.last

    def covers(self, first: dt.date, last: dt.date) -> bool:
        """Tell whether both ends of the window first..last can be read."""
        return self.has(first - ONE_DAY) and self.has(last)

    def level(self, day: dt.date) -> "Level":
        """Return the level on a day, from the last measured day up to it; raises `LookupError` outside the series."""
        if not self.has(day):
            raise LookupError(f"{self.id} covers {self.first} to {self.last}, not {day}")
        place = bisect_right(self.days, day) - 1
        return Level(self, day, self.days[place], self._values[place])

    def gain(self, first: dt.date, last: dt.date) -> "Gain":
        """Return what passed to Russian control in the window first..last, net."""
        return Gain(self.level(first - ONE_DAY), self.level(last), first, last)

    def levels(self, days: pd.DatetimeIndex) -> "pd.Series[float]":
        """Return the levels on many days at once; NaN outside the series."""
        return pd.Series(self.at(days), index=days, name=self.values.name)

    def at(self, days: pd.DatetimeIndex) -> Floats:
        """Return the levels on many days at once as an array, for arithmetic; NaN outside the series."""
        moments, known = self.values.index.to_numpy(), self.values.to_numpy()
        asked = days.to_numpy()
        places = moments.searchsorted(asked, side="right") - 1
        return np.where((places >= 0) & (asked <= moments[-1]), known[places], np.nan)

    def rows_of(self, days: pd.DatetimeIndex) -> pd.DatetimeIndex:
        """Return the days of the rows that tell the levels on many days at once; NaT before the first."""
        moments = self.values.index.to_numpy()
        places = moments.searchsorted(days.to_numpy(), side="right") - 1
        return pd.DatetimeIndex(np.where(places >= 0, moments[places], np.datetime64("NaT")))

    def gains(self, ends: pd.DatetimeIndex) -> "pd.Series[float]":
        """Return the gain of each window between neighbouring days of `ends`, dated by its end."""
        gained = np.round(np.diff(self.at(ends)) * self.towards, DECIMALS)
        return pd.Series(gained, index=ends[1:], name=self.values.name)


@dataclass(frozen=True)
class Level:
    """What a series shows on a day; `measured_on` is the day of the row that tells it."""

    series: MeasuredSeries
    day: dt.date
    measured_on: dt.date
    value: float

    def input(self) -> Mapping[str, Any]:
        """Return the row of `measured.csv` behind the level."""
        return self.series.address(self.measured_on)

    def number(self, digits: int = 0) -> Number:
        """Return the level as a number with its address."""
        name, inputs, formula = f"level-{self.series.key}-{self.day}", (self.input(),), f"S({self.measured_on})"
        return Number(name, self.value, self.series.unit, kind_of(self.value, inputs), inputs, formula, digits)


@dataclass(frozen=True)
class Gain:
    """The net gain of a window by one series, in the series' unit."""

    base: Level
    end: Level
    first: dt.date
    last: dt.date

    @property
    def series(self) -> MeasuredSeries:
        """The series that gives the gain."""
        return self.end.series

    @property
    def value(self) -> float:
        """The gain, to the hundredth that the rows hold."""
        return round((self.end.value - self.base.value) * self.series.towards, DECIMALS)

    @property
    def days(self) -> int:
        """The length of the window."""
        return (self.last - self.first).days + 1

    @property
    def days_between(self) -> int:
        """The days in which the gain came about: those between its rows, where a border has no row of its own."""
        return (self.end.measured_on - self.base.measured_on).days

    @property
    def formula(self) -> str:
        """The gain in terms of the rows it comes from."""
        order = (self.end, self.base) if self.series.towards > 0 else (self.base, self.end)
        return " − ".join(f"S({level.measured_on})" for level in order)

    @cached_property
    def inputs(self) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """The rows of `measured.csv` behind the gain."""
        return self.base.input(), self.end.input()

    @property
    def key(self) -> str:
        """What tells this gain from every other."""
        return f"{self.series.key}-{self.first}-{self.last}"

    def number(self, digits: int = 0, *, signed: bool = False) -> Number:
        """Return the gain as a number with its address."""
        name, formula = f"gain-{self.key}", f"{self.formula}{self.series.claimed}"
        return Number(name, self.value, self.series.unit, "computed", self.inputs, formula, digits, signed=signed)

    def pace(self, digits: int = 1) -> Number:
        """Return the gain a day as a number with its address; raises `ZeroDivisionError` where its ends share a row."""
        formula = f"({self.formula}) ÷ {self.days_between} days"
        name = f"pace-{self.key}"
        return Number(name, self.value / self.days_between, "km2_per_day", "computed", self.inputs, formula, digits)
