"""Pace: gain a day over the trailing thirty days."""

from collections.abc import Sequence

import pandas as pd

from frontline.analysis.days import day_at, highest_day, lowest_day
from frontline.analysis.gains import PACE_DAYS, pace, paced_unevenly
from frontline.analysis.series import MeasuredSeries
from frontline.analysis.windows import Window, day_text
from frontline.charts.axes import date_axis
from frontline.charts.chart import Chart
from frontline.charts.labels import line_names
from frontline.charts.look import MUTED, figure, grid, lines_of, others_told
from frontline.charts.marks import Marks
from frontline.charts.months import thinned
from frontline.numbers import shown
from frontline.prose.words import definition, foot, listed

Told = tuple[MeasuredSeries, "pd.Series[float]"]
"""A series and its pace by day."""


def pace_chart(lines: Sequence[MeasuredSeries], window: Window) -> Chart | None:
    """Draw the pace (km² a day) of each series; a mapper's other series is thinner and dashed."""
    told = [(line, values) for line in lines if len(values := pace(line, window.first, window.last)) > 1]
    if not told:
        return None
    fig, (axes,) = figure(3.0)
    ends, mappers = [], [line.mapper for line, _ in told]
    for (line, values), style in zip(told, lines_of(mappers), strict=True):
        axes.plot(values.index, values, **style)
        ends.append((values.index[-1], float(values.iloc[-1]), line.gain_label, style["color"]))
    axes.axhline(0, color=MUTED, linewidth=0.8)
    grid(axes)
    first = min(day_at(values, 0) for _, values in told)
    date_axis(axes, max(first, window.first), window.last)
    line_names(axes, ends)
    table, days = thinned(pd.DataFrame({line.gain_label: values for line, values in told}))
    return Chart(
        id="pace",
        title=_finding(told),
        subtitle=f"Net gain{told[0][0].within} over the trailing {PACE_DAYS} days, km² a day. "
        f"{definition(line for line, _ in told)}.{others_told(mappers)}",
        foot=foot(line for line, _ in told) + _uneven(told),
        alt="Lines of the pace. " + " ".join(_said(line, values) for line, values in told),
        figure=fig,
        columns=["Day", *table.columns],
        rows=[
            [day, *(None if pd.isna(v) else round(float(v), 1) for v in row)]
            for day, row in zip(days, table.to_numpy(), strict=True)
        ],
        marks=[Marks(axes, table.index, table[column]) for column in table],
    )


def _uneven(told: Sequence[Told]) -> str:
    """Say of how many days a pace is where rows are missing, as a foot goes on; nothing where none is."""
    if not any(paced_unevenly(line, pd.DatetimeIndex(values.index)) for line, values in told):
        return ""
    return (
        " A day without a row is told by the last earlier row; the gain is then divided by the days between the two "
        "rows."
    )


def _finding(told: Sequence[Told]) -> str:
    """Say the pace of each map on the first day and the last, by its longest line that reaches it, and the highest."""
    last = max(values.index[-1] for _, values in told)
    longest: dict[str, Told] = {}
    for line, values in told:
        kept = longest.get(line.mapper)
        if values.index[-1] == last and (kept is None or values.index[0] < kept[1].index[0]):
            longest[line.mapper] = line, values
    first = min(values.index[0] for _, values in longest.values())
    ends = ", ".join(_ends(line, values, first) for line, values in longest.values())
    return f"Pace in km² a day on {day_text(first)} and {day_text(last)}: {ends}; {_highest(told, longest)}"


def _ends(line: MeasuredSeries, values: "pd.Series[float]", first: pd.Timestamp) -> str:
    began = "" if values.index[0] == first else f" on {day_text(day_at(values, 0))}"
    return f"{shown(values.iloc[0], 1)}{began} and {shown(values.iloc[-1], 1)} ({line.gain_label})"


def _highest(told: Sequence[Told], longest: dict[str, Told]) -> str:
    line, values = max(told, key=lambda one: float(one[1].max()))
    named = longest.get(line.mapper)
    if named and named[1] is values and highest_day(values) == day_at(values, -1):
        return "the last is the highest" if len(longest) == 1 else f"the last of {line.gain_label} is the highest"
    top = shown(values.max(), 1)
    days = {highest_day(one): of.gain_label for of, one in reversed(told) if shown(one.max(), 1) == top}
    return f"highest {top} on {listed([f'{day_text(day)} ({label})' for day, label in sorted(days.items())])}"


def _said(line: MeasuredSeries, values: "pd.Series[float]") -> str:
    return (
        f"{line.gain_label}: lowest {shown(values.min(), 1)} km² a day ({day_text(lowest_day(values))}), highest "
        f"{shown(values.max(), 1)} ({day_text(highest_day(values))}), last {shown(values.iloc[-1], 1)}."
    )
