"""One pass over `measured.csv` with pandas: fast, and strict enough that a row-wise reading would find no fault."""

from functools import lru_cache
from io import BytesIO
from typing import Any, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from frontline.measured.rows import EARLIEST, MAY_FALL_BELOW_ZERO, Measurement, Quantity, Unit

Indices = npt.NDArray[np.int64]


@lru_cache(maxsize=1)  # by the content itself: a file that has changed is read anew, the same one once a process
def parse(content: bytes) -> pd.DataFrame:
    """Read the file in one pass; raises `ValueError` for anything that a row-wise reading would refuse.

    The frame is nobody's to change.
    """
    text = dict.fromkeys(("series", "quantity", "region", "unit", "day", "recorded"), "category")
    rows = pd.read_csv(
        BytesIO(content), dtype={**text, "value": "float64"}, keep_default_na=False, encoding="utf-8-sig"
    )
    if list(rows.columns) != list(Measurement.model_fields) or rows.empty:
        raise ValueError("the columns and at least one row")
    if any((rows[column].cat.codes < 0).any() or "" in rows[column].cat.categories for column in text):
        raise ValueError("a value in every cell")
    for column in ("series", "quantity", "region", "unit"):
        rows[column] = rows[column].cat.reorder_categories(sorted(rows[column].cat.categories))
    for column in ("day", "recorded"):
        told = pd.to_datetime(rows[column].cat.categories, format="%Y-%m-%d")
        rows[column] = told.to_numpy()[rows[column].cat.codes.to_numpy()]
    _refuse(rows)
    return rows


def _refuse(rows: pd.DataFrame) -> None:
    day, recorded = days(rows["day"]), days(rows["recorded"])
    value = rows["value"].to_numpy()
    if not np.isfinite(value).all() or (day > recorded).any() or (rows["day"] < pd.Timestamp(EARLIEST)).any():
        raise ValueError("finite values and possible days")
    if ((value < 0) & ~rows["quantity"].isin(MAY_FALL_BELOW_ZERO).to_numpy()).any():
        raise ValueError("no negative value")
    for name, kinds in (("quantity", Quantity), ("unit", Unit)):
        if not set(rows[name].cat.categories) <= set(get_args(kinds)):
            raise ValueError(f"known values of {name}")
    place = np.stack([groups(rows), day, recorded])
    step = np.diff(place)
    rises = (step[0] > 0) | ((step[0] == 0) & ((step[1] > 0) | ((step[1] == 0) & (step[2] > 0))))
    if not rises.all():
        raise ValueError("rows sorted by series, quantity, region, day, recorded, each once")


def groups(rows: pd.DataFrame) -> Indices:
    """Return one number a row that sorts as its series, quantity and region do."""
    code = np.zeros(len(rows), dtype=np.int64)
    for column in ("series", "quantity", "region"):
        code = code * len(rows[column].cat.categories) + rows[column].cat.codes.to_numpy()
    return code


def days(column: "pd.Series[Any]") -> Indices:
    """Return days as whole numbers."""
    return column.to_numpy().astype("datetime64[D]").astype(np.int64)
