"""Load `distances.csv`: how far towns lie from what a mapper marks as occupied."""

import datetime as dt
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

FILE = "distances.csv"


def load_distances(
    root: Path, known_on: dt.date | None = None, until: dt.date | None = None
) -> dict[str, pd.DataFrame]:
    """Return by place the rows known on a day and not younger than another (None: all), sorted by day.

    None where a clone has no such table; `frontline check` tells what is wrong with one. The frames are nobody's to
    change: who asks again may be handed the same.
    """
    path = root / "data" / FILE
    if not path.is_file():
        return {}
    told = {place: _within(rows, known_on, until) for place, rows in _by_place(path.read_bytes()).items()}
    return {place: rows for place, rows in told.items() if len(rows)}


@lru_cache(maxsize=1)  # by the content itself: a file that has changed is read anew, the same one once a process
def _by_place(content: bytes) -> dict[str, pd.DataFrame]:
    rows = pd.read_csv(BytesIO(content), parse_dates=["day", "recorded"])
    return {str(place): mine.sort_values("day") for place, mine in rows.groupby("place")}


def _within(rows: pd.DataFrame, known_on: dt.date | None, until: dt.date | None) -> pd.DataFrame:
    kept = np.full(len(rows), fill_value=True)
    for column, bound in (("recorded", known_on), ("day", until)):
        if bound is not None:
            kept &= rows[column].to_numpy() <= np.datetime64(bound)
    return rows if kept.all() else rows[kept]


def distance_address(rows: pd.DataFrame, day: dt.date) -> dict[str, Any]:
    """Return the row that speaks for a day, the last one up to it, as the input of a number."""
    row = rows.iloc[int(rows["day"].searchsorted(pd.Timestamp(day), side="right")) - 1]
    return {
        "table": FILE,
        "series": str(row["series"]),
        "place": str(row["place"]),
        "day": str(row["day"].date()),
        "recorded": str(row["recorded"].date()),
        "value": float(row["km"]),
        "unit": "km",
    }
