"""Load `measured.csv` as it was known on a day.

A report loads it at every start, so the good file takes one pass of pandas (25,000 rows in a few
hundredths of a second); a file that fails the pass is read again row by row, to say what is wrong.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from frontline.measured.checking import problems
from frontline.measured.errors import MissingMeasurement
from frontline.measured.rows import EARLIEST, MAY_FALL_BELOW_ZERO, Measurement
from frontline.tables import BrokenTable, Problem

FILE = "measured.csv"
COLUMNS = list(Measurement.model_fields)

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Measured:
    """The rows known on a day: for each series, quantity, region and day the one recorded last.

    `rows` has the columns of `measured.csv` (text as categories, days as datetime64), sorted;
    `extents` says between which rows each (series, quantity, region) lies.
    """

    rows: pd.DataFrame
    extents: dict[Key, slice]

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
        row = rows.iloc[place]
        return {
            "table": FILE,
            "series": series,
            "quantity": quantity,
            "region": region,
            "day": str(row["day"].date()),
            "recorded": str(row["recorded"].date()),
            "value": float(row["value"]),
            "unit": str(row["unit"]),
        }

    def _of(self, key: Key) -> pd.DataFrame:
        if key not in self.extents:
            raise MissingMeasurement.of(key, self.extents)
        return self.rows.iloc[self.extents[key]]


def load_measured(root: Path, known_on: dt.date | None = None) -> Measured:
    """Load what was known on a day (None: everything) from the clone at `root`.

    Raises `BrokenTable` listing every problem of the rows where the file cannot be used.
    """
    try:
        rows = _parse(root / "data" / FILE)
    except (OSError, ValueError, TypeError, OverflowError) as error:
        found = problems(root) or [Problem(FILE, None, None, None, f"a table that pandas can read ({error})")]
        raise BrokenTable(found) from error
    if known_on is not None:
        rows = rows[(rows["recorded"] <= pd.Timestamp(known_on)).to_numpy()]
    group = _codes(rows, ["series", "quantity", "region"])
    same_day = (group[1:] == group[:-1]) & (np.diff(_days(rows["day"])) == 0)
    last = np.append(~same_day, True)[: len(rows)]
    rows = rows[last].reset_index(drop=True)
    return Measured(rows, _extents(rows, group[last]))


def _parse(path: Path) -> pd.DataFrame:
    """Read the file in one pass; raises `ValueError` for anything that a row-wise reading would refuse."""
    text = dict.fromkeys(("series", "quantity", "region", "unit", "day", "recorded"), "category")
    rows = pd.read_csv(path, dtype={**text, "value": "float64"}, keep_default_na=False, encoding="utf-8-sig")
    if list(rows.columns) != COLUMNS or rows.empty:
        raise ValueError("the columns and at least one row")
    if any((rows[column].cat.codes < 0).any() or "" in rows[column].cat.categories for column in text):
        raise ValueError("a value in every cell")
    for column in ("series", "quantity", "region", "unit"):
        rows[column] = rows[column].cat.reorder_categories(sorted(rows[column].cat.categories))
    for column in ("day", "recorded"):
        days = pd.to_datetime(rows[column].cat.categories, format="%Y-%m-%d")
        rows[column] = days.to_numpy()[rows[column].cat.codes.to_numpy()]
    _refuse(rows)
    return rows


def _refuse(rows: pd.DataFrame) -> None:
    day, recorded = _days(rows["day"]), _days(rows["recorded"])
    value = rows["value"].to_numpy()
    if not np.isfinite(value).all() or (day > recorded).any() or (rows["day"] < pd.Timestamp(EARLIEST)).any():
        raise ValueError("finite values and possible days")
    if ((value < 0) & ~rows["quantity"].isin(MAY_FALL_BELOW_ZERO).to_numpy()).any():
        raise ValueError("no negative value")
    allowed = {name: Measurement.model_fields[name].annotation for name in ("quantity", "unit")}
    for name, kinds in allowed.items():
        if not set(rows[name].cat.categories) <= set(getattr(kinds, "__args__", ())):
            raise ValueError(f"known values of {name}")
    place = np.stack([_codes(rows, ["series", "quantity", "region"]), day, recorded])
    step = np.diff(place)
    rises = (step[0] > 0) | ((step[0] == 0) & ((step[1] > 0) | ((step[1] == 0) & (step[2] > 0))))
    if not rises.all():
        raise ValueError("rows sorted by series, quantity, region, day, recorded, each once")


def _codes(rows: pd.DataFrame, columns: list[str]) -> npt.NDArray[np.int64]:
    """Return one number a row that sorts as the text of the columns does."""
    code = np.zeros(len(rows), dtype=np.int64)
    for column in columns:
        code = code * len(rows[column].cat.categories) + rows[column].cat.codes.to_numpy()
    return code


def _days(column: "pd.Series[Any]") -> npt.NDArray[np.int64]:
    return column.to_numpy().astype("datetime64[D]").astype(np.int64)


def _extents(rows: pd.DataFrame, group: npt.NDArray[np.int64]) -> dict[Key, slice]:
    starts = [0, *(np.flatnonzero(np.diff(group)) + 1).tolist()] if len(rows) else []
    heads = rows.iloc[starts]
    keys = zip(heads["series"], heads["quantity"], heads["region"], strict=True)
    ends = [*starts[1:], len(rows)]
    return {key: slice(start, end) for key, start, end in zip(keys, starts, ends, strict=True)}
