"""The rows about one thing, sorted by day, as plain columns: a report asks for single days thousands of times."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Moments = npt.NDArray[np.datetime64]


@dataclass(frozen=True, eq=False)
class Dated:
    """Rows about one thing, each day once, sorted by day.

    `about` tells the table and what else all rows share, as an address begins; `units` are one a row.
    """

    about: Mapping[str, str]
    moments: Moments
    recorded: Moments
    values: npt.NDArray[np.float64]
    units: Sequence[str]

    @classmethod
    def of(cls, rows: pd.DataFrame, about: Mapping[str, str]) -> "Dated":
        """Take the rows of a frame with the columns `day`, `recorded`, `value` and `unit`."""
        day, recorded, value = (rows[name].to_numpy() for name in ("day", "recorded", "value"))
        return cls(about, day, recorded, value, rows["unit"].tolist())

    @cached_property
    def days(self) -> Sequence[dt.date]:
        """The measured days."""
        return as_dates(self.moments)

    def series(self) -> "pd.Series[float]":
        """Return the values by day (DatetimeIndex)."""
        return pd.Series(self.values, index=pd.DatetimeIndex(self.moments, name="day"))

    def place(self, day: dt.date) -> int:
        """Return the place of the row that speaks for a day, the last one up to it; −1 where there is none."""
        return bisect_right(self.days, day) - 1

    def address(self, day: dt.date) -> dict[str, Any]:
        """Return the row that speaks for a day as the input of a number; raises `LookupError` where there is none."""
        place = self.place(day)
        if place < 0:
            raise LookupError(f"nothing is known up to {day}")
        (recorded,) = as_dates(self.recorded[place : place + 1])
        told = {"day": str(self.days[place]), "recorded": str(recorded)}
        unit, value = self.units[place], float(self.values[place])
        return {**self.about, **told, "value": round(value) if unit == "people" else value, "unit": unit}


def as_dates(moments: Moments) -> list[dt.date]:
    """Return days as dates."""
    dates: list[dt.date] = moments.astype("datetime64[D]").tolist()
    return dates
