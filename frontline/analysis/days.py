"""Days of a dated series."""

import datetime as dt

import numpy as np
import pandas as pd


def day_at(values: "pd.Series[float] | pd.DataFrame", place: int) -> dt.date:
    """Return the day of the row at a place; −1 is the last."""
    return pd.DatetimeIndex(values.index)[place].date()


def highest_day(values: "pd.Series[float]") -> dt.date:
    """Return the first day of the highest value."""
    return day_at(values, int(np.nanargmax(values.to_numpy())))


def lowest_day(values: "pd.Series[float]") -> dt.date:
    """Return the first day of the lowest value."""
    return day_at(values, int(np.nanargmin(values.to_numpy())))
