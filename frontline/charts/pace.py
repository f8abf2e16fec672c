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
from frontline.charts.months import at_month_ends
from frontline.numbers import shown
from frontline.prose.words import definition, foot

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
    table = at_month_ends(pd.DataFrame({line.gain_label: values for line, values in told}))
    return Chart(
        id="pace",
        title=_finding(told),
        subtitle=f"Net gain over the trailing {PACE_DAYS} days, km² a day. {definition(line for line, _ in told)}.",
        foot=foot(line for line, _ in told),
        alt="Lines of the pace. " + " ".join(_said(line, values) for line, values in told),
        figure=fig,
        columns=["At the end of", *table.columns],
        rows=[
            [f"{day:%Y-%m}", *(None if pd.isna(v) else round(float(v), 1) for v in row)]
            for day, row in zip(table.index, table.to_numpy(), strict=True)
        ],
        marks=[Marks(axes, table.index, table[column]) for column in table],
    )


def _finding(told: Sequence[tuple[MeasuredSeries, "pd.Series[float]"]]) -> str:
    last = max(values.index[-1] for _, values in told)
    ending = [(line, float(values.iloc[-1])) for line, values in told if values.index[-1] == last]
    low, high = min(value for _, value in ending), max(value for _, value in ending)
    span = shown(low) if round(low) == round(high) else f"{shown(low)} to {shown(high)}"
    return f"{span} km² a day at the end of the window, {_rank(told, last)}"


def _rank(told: Sequence[tuple[MeasuredSeries, "pd.Series[float]"]], last: pd.Timestamp) -> str:
    """Set the end of the window beside the fastest pace that any line shows in it."""
    line, values = max(told, key=lambda one: float(one[1].max()))
    if all(series.index[-1] == last and series.iloc[-1] >= series.max() - 0.5 for _, series in told):
        return "the fastest pace of the window"
    if values.idxmax() == last:
        return f"by {line.gain_label} the fastest of the window"
    return f"after a peak of {shown(values.max())} on {day_text(highest_day(values))} by {line.gain_label}"


def _said(line: MeasuredSeries, values: "pd.Series[float]") -> str:
    return (
        f"{line.gain_label}: lowest {shown(values.min(), 1)} km² a day ({day_text(lowest_day(values))}), highest "
        f"{shown(values.max(), 1)} ({day_text(highest_day(values))}), last {shown(values.iloc[-1], 1)}."
    )
