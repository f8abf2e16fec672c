"""Gain accumulated within each year, year against year, a panel a mapper."""

import datetime as dt
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from frontline.analysis.gains import YearLine
from frontline.charts.chart import Chart
from frontline.charts.labels import line_names
from frontline.charts.look import BY_MAPPER, MUTED, PLUM, SAND, TEAL, figure, grid, panel_title
from frontline.charts.marks import Marks
from frontline.charts.months import MOST_DAYS
from frontline.prose.words import area, definition, foot

_EARLIER = (PLUM, SAND, TEAL, MUTED)  # a year keeps its colour in every edition; the latest takes its mapper's
_YEAR = 365
_STARTS = np.cumsum([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30])
_WEEK = 7
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def within_years(told: Sequence[YearLine]) -> Chart | None:
    """Draw the accumulated gain (km²) by day of the year, a line a year, labelled at its end."""
    if not told:
        return None
    mappers = list(dict.fromkeys(line.series.mapper for line in told))
    fig, panels = figure(3.1, columns=len(mappers), sharey=True)
    for axes, mapper in zip(panels, mappers, strict=True):
        _panel(axes, [line for line in told if line.series.mapper == mapper])
        _days_axis(axes, max(len(line.values) - 1 for line in told))
    years = sorted({line.year for line in told})
    span = str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
    return Chart(
        id="within-years",
        title=_finding(told),
        subtitle=f"Gain accumulated{told[0].series.within} since the eve of 1 January, km², {span}. "
        + definition(line.series for line in told)
        + ".",
        foot=foot(line.series for line in told),
        alt="Lines that start at 0 on the eve of 1 January. " + " ".join(map(_said, told)),
        figure=fig,
        columns=["Day of the year", *(f"{line.series.gain_label}, {line.year}" for line in told)],
        rows=(rows := _rows(told)),
        marks=[
            Marks(panels[mappers.index(line.series.mapper)], [row[0] for row in rows], [row[place] for row in rows])
            for place, line in enumerate(told, start=1)
        ],
    )


def _panel(axes: Axes, lines: Sequence[YearLine]) -> None:
    latest = max(line.year for line in lines)
    ends = []
    for line in lines:
        colour = BY_MAPPER[line.series.mapper] if line.year == latest else _EARLIER[line.year % len(_EARLIER)]
        axes.plot(line.values.index, line.values, color=colour, linewidth=2.2 if line.year == latest else 1.5)
        ends.append((line.values.index[-1], line.values.iloc[-1], str(line.year), colour))
    axes.axhline(0, color=MUTED, linewidth=0.8)
    grid(axes)
    panel_title(axes, " / ".join(dict.fromkeys(line.series.gain_label for line in lines)))
    line_names(axes, ends)


def _days_axis(axes: Axes, days: int) -> None:
    """Name the months of a year, or where no line runs so far, the days up to the end of the month drawn last."""
    end = next((int(start) for start in _STARTS if start >= days), _YEAR)
    if end <= MOST_DAYS:
        weeks = range(1, end + 1, _WEEK)
        axes.set_xticks(weeks, [_name(day) for day in weeks])
    else:
        months = int((end > _STARTS).sum())
        every = 2 if months > len(_NAMES) // 2 else 1
        axes.set_xticks(_STARTS[:months:every] + 1, _NAMES[:months:every])
    axes.set_xlim(0, end + 1)


def _name(day: int) -> str:
    date = dt.date(2023, 1, 1) + dt.timedelta(days=day - 1)  # a year of 365 days
    return f"{date.day} {date:%b}"


def _finding(told: Sequence[YearLine]) -> str:
    latest = max(line.year for line in told)
    now = [line for line in told if line.year == latest]
    before = {line.series.mapper: line for line in told if line.year == latest - 1}
    parts = []
    for line in now:
        then = before.get(line.series.mapper)
        compared = f" against {area(then.values.iloc[-1])}" if then else ""
        parts.append(f"{area(line.values.iloc[-1])}{compared} ({line.series.gain_label})")
    so_far = "" if min(len(line.values) for line in now) > _YEAR else " so far"
    return f"{latest}{so_far}{f' and all of {latest - 1}' if before else ''}: {'; '.join(parts)}"


def _said(line: YearLine) -> str:
    days = len(line.values) - 1
    return f"{line.series.gain_label}, {line.year}: {area(line.values.iloc[-1])} after {days} days."


def _rows(told: Sequence[YearLine]) -> list[list[float | int | None]]:
    lasts = {len(line.values) - 1 for line in told}
    last = max(lasts)
    marks = (
        range(last + 1) if last <= MOST_DAYS else sorted({*(int(day) for day in _STARTS[1:] if day <= last), *lasts})
    )
    return [
        [day, *(float(line.values.loc[day]) if day in line.values.index else None for line in told)] for day in marks
    ]
