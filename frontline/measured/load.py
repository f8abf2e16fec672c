"""Load `measured.csv` as it was known on a day.

A report loads it at every start, so the good file takes one pass of pandas (25,000 rows in a few
hundredths of a second); a file that fails the pass is read again row by row, to say what is wrong.
"""

import datetime as dt
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from frontline.measured.checking import problems
from frontline.measured.corrections import Correction, corrected, load_corrections
from frontline.measured.errors import MissingMeasurement
from frontline.measured.parse import Indices, days, groups, parse
from frontline.tables import BrokenTable, Problem

FILE = "measured.csv"

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Measured:
    """The rows known on a day: for each series, quantity, region and day the one recorded last.

    `rows` has the columns of `measured.csv` (text as categories, days as datetime64), sorted;
    `extents` says between which rows each (series, quantity, region) lies; `corrections` are those in force;
    `revised` are the rows that a later one replaced; `idle` are corrections whose wrong value is not what is known.
    """

    rows: pd.DataFrame
    extents: dict[Key, slice]
    corrections: tuple[Correction, ...] = ()
    revised: pd.DataFrame | None = None
    found: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    idle: tuple[Correction, ...] = ()

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
        rows = self._of((series, quantity, region))
        index = pd.DatetimeIndex(rows["day"].to_numpy(), name="day")
        return pd.Series(rows["value"].to_numpy(), index=index, name=" ".join((series, quantity, region)))

    def earlier(self, series: str, quantity: str, region: str) -> "dict[dt.date, pd.DataFrame]":
        """Return the earlier states that differ where both speak: by the day of each, its rows (sorted by day)."""
        key = ("earlier", series, quantity, region)
        if key not in self.found:
            self.found[key] = self._states((series, quantity, region))
        return dict(self.found[key])

    def _states(self, key: Key) -> "dict[dt.date, pd.DataFrame]":
        if self.revised is None or self.revised.empty:
            return {}
        old = self.revised
        mine = old[(old["series"] == key[0]) & (old["quantity"] == key[1]) & (old["region"] == key[2])]
        now = self._of(key)
        states = {}
        for recorded in sorted(mine["recorded"].unique()):
            known = pd.concat([mine, now])
            known = known[known["recorded"] <= recorded].sort_values(["day", "recorded"], kind="stable")
            states[pd.Timestamp(recorded).date()] = known.drop_duplicates("day", keep="last")
        return states

    def recorded(self, series: str, quantity: str, region: str) -> pd.DataFrame:
        """Return every row of a series, those that a later one replaced too: `day`, `value`, `recorded`.

        Sorted by day, then by recording; values in the series' unit. Raises `MissingMeasurement`.
        """
        columns = ["day", "value", "recorded"]
        known = [self._of((series, quantity, region))[columns]]
        if (old := self.revised) is not None and len(old):
            mine = (old["series"] == series) & (old["quantity"] == quantity) & (old["region"] == region)
            known.append(old.loc[mine, columns])
        return pd.concat(known).sort_values(["day", "recorded"], ignore_index=True)

    def address(self, series: str, quantity: str, region: str, day: dt.date) -> dict[str, Any]:
        """Return the row that speaks for a day, the last one up to it, as the input of a number.

        Raises `MissingMeasurement` where there is none.
        """
        rows = self._of((series, quantity, region))
        place = int(rows["day"].searchsorted(pd.Timestamp(day), side="right")) - 1
        if place < 0:
            raise MissingMeasurement(
                f"{series}, {quantity}, {region}: nothing is known up to {day}",
                expected="a day from the first measured one on",
                got=str(day),
                nearest=str(rows["day"].iloc[0].date()),
            )
        return address_of(rows, place)

    def _of(self, key: Key) -> pd.DataFrame:
        if key not in self.extents:
            raise MissingMeasurement.of(key, self.extents)
        return self.rows.iloc[self.extents[key]]


def load_measured(root: Path, known_on: dt.date | None = None) -> Measured:
    """Load what was known on a day (None: everything) from the clone at `root`.

    Raises `BrokenTable` listing every problem of the rows where the file cannot be used.
    """
    try:
        rows = parse(root / "data" / FILE)
    except (OSError, ValueError, TypeError, OverflowError) as error:
        found = problems(root) or [Problem(FILE, None, None, None, f"a table that pandas can read ({error})")]
        raise BrokenTable(found) from error
    if known_on is not None:
        rows = rows[(rows["recorded"] <= pd.Timestamp(known_on)).to_numpy()]
    group = groups(rows)
    same_day = (group[1:] == group[:-1]) & (np.diff(days(rows["day"])) == 0)
    last = np.append(~same_day, True)[: len(rows)]
    revised = rows[~last].reset_index(drop=True)
    declared = load_corrections(root)
    rows, in_force = corrected(rows[last].reset_index(drop=True), declared)
    idle = tuple(correction for correction in declared if correction not in in_force)
    return Measured(rows, _extents(rows, groups(rows)), in_force, revised, idle)


def address_of(rows: pd.DataFrame, place: int) -> dict[str, Any]:
    """Return one of the rows as the input of a number."""
    row = rows.iloc[place].to_dict()
    told = {name: str(row[name]) for name in ("series", "quantity", "region")}
    days = {name: str(row[name].date()) for name in ("day", "recorded")}
    return {"table": FILE, **told, **days, "value": float(row["value"]), "unit": str(row["unit"])}


def _extents(rows: pd.DataFrame, group: Indices) -> dict[Key, slice]:
    if rows.empty:
        return {}
    starts = [0, *(np.flatnonzero(np.diff(group)) + 1).tolist()]
    heads = rows.iloc[starts]
    keys = zip(heads["series"], heads["quantity"], heads["region"], strict=True)
    return {key: slice(*ends) for key, ends in zip(keys, pairwise([*starts, len(rows)]), strict=True)}
