"""Axes that several charts share."""

import datetime as dt

import matplotlib.dates as mdates
from matplotlib.axes import Axes


def date_axis(axes: Axes, first: dt.date, last: dt.date) -> None:
    """Set a time axis whose labels say as much as the length of the window needs."""
    # Nine ticks: with eight, no step of months fits between 43 months and the four years from which years are named.
    locator = mdates.AutoDateLocator(minticks=4, maxticks=9, interval_multiples=True)  # type: ignore[no-untyped-call]
    formatter = mdates.ConciseDateFormatter(locator, show_offset=False)  # type: ignore[no-untyped-call]
    formatter.formats = ["%Y", "%b", "%-d %b", "%H:%M", "%H:%M", "%S"]
    formatter.zero_formats = ["", "%b\n%Y", "%-d %b", "", "", ""]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(formatter)
    axes.set_xlim(first, last)  # type: ignore[arg-type]
