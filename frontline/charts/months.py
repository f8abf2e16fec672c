"""An axis of months, one place each, and days told by the ends of their months."""

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from frontline.analysis.windows import Window, day_month, month
from frontline.charts.look import PAPER

FEW = 6  # bars of fewer months are drawn narrower, so that one month does not fill the page
MOST_DAYS = 62  # of a chart whose data are told day by day
LABELS = 14  # as many names as the width holds
PART = 0.45  # opacity of the bar of a month that is not whole
SPAN = ("First day", "Last day")  # what the rows of months are told by


def bar_width(months: int) -> float:
    """Return how wide the bar of a month is, where a month's place is one."""
    return 0.72 * min(1, months / FEW)


def months_counted(ends: pd.DatetimeIndex, since: dt.date) -> list[Window]:
    """Return the days that the bar of each month counts: from its first day, or `since`, to the day it is dated by."""
    return [Window(max(month(end.date()).first, since), end.date()) for end in ends]


def is_whole(days: Window) -> bool:
    """Tell whether days are a whole month."""
    return days == month(days.first)


def parts_told(months: Sequence[Window], *, drawn: bool = False) -> str:
    """Say from and to which days months are counted that are not whole; nothing where all are.

    Where they are `drawn` beside others, their bars are fainter.
    """
    if len(months) == 1:
        return "" if is_whole(months[0]) else f"Counted: {months[0].text}."
    told = [f"the first month is counted from {day_month(months[0].first)}"] if not is_whole(months[0]) else []
    told += [f"the last month is counted to {day_month(months[-1].last)}"] if not is_whole(months[-1]) else []
    if not told:
        return ""
    faint = {1: ", and its bar is fainter", 2: ", and their bars are fainter"}[len(told)] if drawn else ""
    words = " and ".join(told)
    return f"{words[0].upper()}{words[1:]}{faint}."


def pale_parts(axes: Axes, bars: Sequence[Rectangle], months: Sequence[Window]) -> None:
    """Make the bars of months that are not whole fainter than the others; a bar alone has none to stand out from."""
    for bar, days in zip(bars, months, strict=True):
        if len(months) > 1 and not is_whole(days):
            _pale(axes, bar)


def _pale(axes: Axes, bar: Rectangle) -> None:
    """Make a bar fainter, on paper of its own, as lines of the grid would show through it."""
    paper = Rectangle(bar.get_xy(), bar.get_width(), bar.get_height(), color=PAPER, linewidth=0)
    axes.add_patch(paper)
    bar.set_alpha(PART)
    bar.set_zorder(paper.get_zorder() + 0.1)


def outlined(values: pd.DataFrame) -> pd.DataFrame:
    """Return the rows by which some column is outlined; days are sorted.

    They are its first day, its lowest and its highest, and the last of each month on which it has a value.
    """
    months = pd.DatetimeIndex(values.index).to_numpy().astype("datetime64[M]")
    kept = np.zeros(len(months), dtype=bool)
    for column in values.to_numpy().T:
        places = np.flatnonzero(~np.isnan(column))
        if len(places):
            kept[[places[0], places[column[places].argmin()], places[column[places].argmax()]]] = True
        kept[places[np.flatnonzero(months[places[1:]] != months[places[:-1]])]] = True
        kept[places[-1:]] = True
    return values[kept]


def thinned(values: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return a chart's data, of every day where these are few, else of the days that outline it; days are sorted.

    With them comes each day as a row tells it.
    """
    told = values if len(values) <= MOST_DAYS else outlined(values)
    return told, [f"{day:%Y-%m-%d}" for day in told.index]


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
