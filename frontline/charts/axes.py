"""Axes that several charts share."""

import datetime as dt
from collections.abc import Sequence

import matplotlib.dates as mdates
from matplotlib.axes import Axes

YEAR = "%Y"


class _Dates(mdates.ConciseDateFormatter):
    """Dates as short as they can be; the first to be seen carries its year, as a window need not hold a January."""

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        told: list[str] = super().format_ticks(values)  # type: ignore[no-untyped-call]
        low, high = sorted(self.axis.get_view_interval())  # type: ignore[union-attr]
        first = next((place for place, value in enumerate(values) if low <= value <= high), None)
        if first is not None:
            year = f"{mdates.num2date(values[first]):{YEAR}}"  # type: ignore[no-untyped-call]
            told[first] = told[first] if year in told[first] else f"{told[first]}\n{year}"
        return told


def date_axis(axes: Axes, first: dt.date, last: dt.date) -> None:
    """Set a time axis whose labels say as much as the length of the window needs."""
    # Nine ticks: with eight, no step of months fits between 43 months and the four years from which years are named.
    locator = mdates.AutoDateLocator(minticks=4, maxticks=9, interval_multiples=True)  # type: ignore[no-untyped-call]
    formatter = _Dates(locator, show_offset=False)  # type: ignore[no-untyped-call]
    formatter.formats = ["%Y", "%b", "%-d %b", "%H:%M", "%H:%M", "%S"]
    formatter.zero_formats = ["", "%b\n%Y", "%-d %b", "", "", ""]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(formatter)
    axes.set_xlim(first, last)  # type: ignore[arg-type]
