"""Axes that several charts share."""

import datetime as dt

import matplotlib.dates as mdates
from matplotlib.axes import Axes


def date_axis(axes: Axes, first: dt.date, last: dt.date) -> None:
    """Set a time axis whose labels say as much as the length of the window needs."""
    locator = mdates.AutoDateLocator(minticks=4, maxticks=8, interval_multiples=True)  # type: ignore[no-untyped-call]
    formatter = mdates.ConciseDateFormatter(locator, show_offset=False)  # type: ignore[no-untyped-call]
    formatter.formats = ["%Y", "%b", "%-d %b", "%H:%M", "%H:%M", "%S"]
    formatter.zero_formats = ["", "%b\n%Y", "%-d %b", "", "", ""]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(formatter)
    axes.set_xlim(first, last)  # type: ignore[arg-type]
