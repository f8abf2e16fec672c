"""An axis of months, one place each."""

import datetime as dt

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from frontline.analysis.windows import day_month

FEW = 6  # bars of fewer months are drawn narrower, so that one month does not fill the page
MOST_DAYS = 62  # of a chart whose data are told day by day
LABELS = 14  # as many names as the width holds


def bar_width(months: int) -> float:
    """Return how wide the bar of a month is, where a month's place is one."""
    return 0.72 * min(1, months / FEW)


def counted_to(last: dt.date) -> str:
    """Say to which day the last month drawn is counted; nothing where it is whole."""
    return "" if ends_month(last) else f"The last month is counted to {day_month(last)}."


def ends_month(day: dt.date) -> bool:
    """Tell whether a day is a month's last."""
    return (day + dt.timedelta(days=1)).day == 1


def at_month_ends(values: pd.DataFrame) -> pd.DataFrame:
    """Return the last value that each column has in each month, dated by the month's end; days are sorted."""
    days = pd.DatetimeIndex(values.index)
    months = days.to_numpy().astype("datetime64[M]")
    ends = (np.arange(months[0], months[-1] + 1) + 1).astype("datetime64[D]") - 1
    index = pd.DatetimeIndex(ends, name=days.name).as_unit(days.unit)
    places = (months - months[0]).astype(np.int64)
    told = np.full((len(index), values.shape[1]), np.nan)
    for column, known in zip(told.T, values.to_numpy().T, strict=True):
        there = ~np.isnan(known)
        column[places[there]] = known[there]  # of several in a month the last one stays
    return pd.DataFrame(told, index=index, columns=values.columns)


def thinned(values: pd.DataFrame) -> tuple[pd.DataFrame, str, list[str]]:
    """Return a chart's data, of every day where these are few, else of the ends of months; days are sorted.

    With them come the heading of the days and each day as a row tells it.
    """
    if len(values) <= MOST_DAYS:
        return values, "Day", [f"{day:%Y-%m-%d}" for day in values.index]
    months = at_month_ends(values)
    return months, "At the end of", [f"{day:%Y-%m}" for day in months.index]


def month_axis(axes: Axes, months: pd.DatetimeIndex) -> None:
    """Name the months under bars 0, 1, 2 …; the last is always named, the year where it changes."""
    step = max(1, -(-len(months) // LABELS))
    places = [place for place in range(len(months)) if (len(months) - 1 - place) % step == 0]
    years = [months[place].year for place in places]
    turns = [number == 0 or years[number] != years[number - 1] for number in range(len(places))]
    texts = [
        f"{months[place]:%b}\n{months[place]:%Y}" if turn else f"{months[place]:%b}"
        for place, turn in zip(places, turns, strict=True)
    ]
    axes.set_xticks(places, texts)
    axes.set_xlim(-0.6, len(months) - 0.4)
