"""What was known on a day: the rows in force, asked for by series, quantity and region."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from frontline.measured.corrections import Correction
from frontline.measured.dated import Dated
from frontline.measured.errors import MissingMeasurement
from frontline.measured.once import Once

FILE = "measured.csv"

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Measured:
    """The rows known on a day: for each series, quantity, region and day the one recorded last.

    `extents` says between which rows each (series, quantity, region) lies; `corrections` are those in force; `idle`
    are corrections whose wrong value is not what is known. Rows that a later one replaced stand apart, with places
    of their own. Who asks for the same file and day may be handed the same object, so nothing of it is to be changed;
    `once` keeps what follows from its rows and from nothing else.
    """

    _rows: pd.DataFrame
    _replaced: pd.DataFrame
    extents: dict[Key, slice]
    _places: dict[Key, slice]
    corrections: tuple[Correction, ...] = ()
    idle: tuple[Correction, ...] = ()
    once: Once = field(default_factory=Once, init=False, repr=False, compare=False)

    @property
    def rows(self) -> pd.DataFrame:
        """All rows, a copy: the columns of `measured.csv` (text as categories, days as datetime64), sorted."""
        return self._rows.copy(deep=False)

    def __contains__(self, key: object) -> bool:
        """Tell whether anything is known of a (series, quantity, region)."""
        return key in self.extents

    def keys(self) -> list[Key]:
        """Return every (series, quantity, region) of which something is known."""
        return list(self.extents)

    def series(self, series: str, quantity: str, region: str) -> "pd.Series[float]":
        """Return values by day (DatetimeIndex, sorted, each day once), in the series' unit.

        Raises `MissingMeasurement` naming the nearest that exists.
        """
        return self.dated(series, quantity, region).series().rename(" ".join((series, quantity, region)))

    def dated(self, series: str, quantity: str, region: str) -> Dated:
        """Return the rows of a series by day; raises `MissingMeasurement` naming the nearest that exists."""
        key = (series, quantity, region)
        return self.once(("dated", key), lambda: Dated.of(self._of(key), _about(key)))

    def earlier(self, series: str, quantity: str, region: str) -> dict[dt.date, Dated]:
        """Return the earlier states that differ where both speak: by the day of each, its rows."""
        key = (series, quantity, region)
        return dict(self.once(("earlier", key), lambda: self._states(key)))

    def _states(self, key: Key) -> dict[dt.date, Dated]:
        mine = self._before(key)
        now = self._of(key)
        states = {}
        for recorded in sorted(mine["recorded"].unique()):
            known = pd.concat([mine, now])
            known = known[known["recorded"] <= recorded].sort_values(["day", "recorded"], kind="stable")
            states[pd.Timestamp(recorded).date()] = Dated.of(known.drop_duplicates("day", keep="last"), _about(key))
        return states

    def recorded(self, series: str, quantity: str, region: str) -> pd.DataFrame:
        """Return every row of a series, those that a later one replaced too: `day`, `value`, `recorded`.

        Sorted by day, then by recording; values in the series' unit. Raises `MissingMeasurement`.
        """
        key = (series, quantity, region)
        return self.once(("recorded", key), lambda: self._recorded(key)).copy(deep=False)

    def _recorded(self, key: Key) -> pd.DataFrame:
        now, old = self.dated(*key), self._before(key)
        told = {"day": now.moments, "value": now.values, "recorded": now.recorded}
        if len(old):
            told = {name: np.concatenate([column, old[name].to_numpy()]) for name, column in told.items()}
        order = np.lexsort((told["recorded"], told["day"]))
        return pd.DataFrame({name: column[order] for name, column in told.items()})

    def address(self, series: str, quantity: str, region: str, day: dt.date) -> dict[str, Any]:
        """Return the row that speaks for a day, the last one up to it, as the input of a number.

        Raises `MissingMeasurement` where there is none.
        """
        rows = self.dated(series, quantity, region)
        if day < rows.days[0]:
            raise MissingMeasurement(
                f"{series}, {quantity}, {region}: nothing is known up to {day}",
                expected="a day from the first measured one on",
                got=str(day),
                nearest=str(rows.days[0]),
            )
        return rows.address(day)

    def _before(self, key: Key) -> pd.DataFrame:
        """Return the rows of a series that a later one replaced."""
        return self._replaced.iloc[self._places.get(key, slice(0))]

    def _of(self, key: Key) -> pd.DataFrame:
        if key not in self.extents:
            raise MissingMeasurement.of(key, self.extents)
        return self._rows.iloc[self.extents[key]]


def _about(key: Key) -> dict[str, str]:
    return {"table": FILE, **dict(zip(("series", "quantity", "region"), key, strict=True))}
