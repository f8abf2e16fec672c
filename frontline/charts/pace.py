"""Pace: gain a day over the trailing thirty days."""

from collections.abc import Sequence

import pandas as pd

from frontline.analysis.days import day_at, highest_day, lowest_day
from frontline.analysis.gains import PACE_DAYS, pace
from frontline.analysis.series import MeasuredSeries
from frontline.analysis.windows import Window, day_text
from frontline.charts.axes import date_axis
from frontline.charts.chart import Chart
from frontline.charts.labels import line_names
from frontline.charts.look import BY_MAPPER, MUTED, figure, grid
from frontline.charts.marks import Marks
from frontline.charts.months import thinned
from frontline.numbers import shown
from frontline.prose.words import definition, foot

SMALL = 10.0  # km² a day, below which a tenth matters
_DASHES = ((), (4, 1.6), (1, 1.4))


def pace_chart(lines: Sequence[MeasuredSeries], window: Window) -> Chart | None:
    """Draw the pace (km² a day) of each series; a mapper's second series is dashed."""
    told = [(line, values) for line in lines if len(values := pace(line, window.first, window.last)) > 1]
    if not told:
        return None
    fig, (axes,) = figure(3.0)
    ends, seen = [], dict.fromkeys(BY_MAPPER, 0)
    for line, values in told:
        colour = BY_MAPPER[line.mapper]
        axes.plot(values.index, values, color=colour, dashes=_DASHES[seen[line.mapper] % 3])
        seen[line.mapper] += 1
        ends.append((values.index[-1], float(values.iloc[-1]), line.gain_label, colour))
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
        f"{definition(line for line, _ in told)}.",
        foot=foot(line for line, _ in told),
        alt="Lines of the pace. " + " ".join(_said(line, values) for line, values in told),
        figure=fig,
        columns=["Day", *table.columns],
        rows=[
            [day, *(None if pd.isna(v) else round(float(v), 1) for v in row)]
            for day, row in zip(days, table.to_numpy(), strict=True)
        ],
        marks=[Marks(axes, table.index, table[column]) for column in table],
    )


def _finding(told: Sequence[tuple[MeasuredSeries, "pd.Series[float]"]]) -> str:
    last = max(values.index[-1] for _, values in told)
    ending = [(line, float(values.iloc[-1])) for line, values in told if values.index[-1] == last]
    low, high = min(value for _, value in ending), max(value for _, value in ending)
    digits = 1 if max(abs(low), abs(high)) < SMALL else 0
    span = dict.fromkeys([shown(low, digits), shown(high, digits)])
    return f"{' to '.join(span)} km² a day at the end of the window, {_rank(told, last)}"


def _rank(told: Sequence[tuple[MeasuredSeries, "pd.Series[float]"]], last: pd.Timestamp) -> str:
    """Set the end of the window beside the fastest pace that any line shows in it."""
    line, values = max(told, key=lambda one: float(one[1].max()))
    if all(series.index[-1] == last and series.iloc[-1] >= series.max() - 0.5 for _, series in told):
        return "the fastest pace of the window"
    if values.idxmax() == last:
        return f"by {line.gain_label} the fastest of the window"
    most = shown(values.max(), 1 if values.max() < SMALL else 0)
    day = day_text(highest_day(values))
    if values.idxmax() == values.index[0]:
        return f"after {most} on the first day, {day}, by {line.gain_label}"
    return f"after a peak of {most} on {day} by {line.gain_label}"


def _said(line: MeasuredSeries, values: "pd.Series[float]") -> str:
    return (
        f"{line.gain_label}: lowest {shown(values.min(), 1)} km² a day ({day_text(lowest_day(values))}), highest "
        f"{shown(values.max(), 1)} ({day_text(highest_day(values))}), last {shown(values.iloc[-1], 1)}."
    )
