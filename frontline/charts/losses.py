"""Losses claimed by a belligerent, by month."""

import pandas as pd

from frontline.analysis.losses import monthly_losses
from frontline.analysis.series import MeasuredSeries
from frontline.analysis.windows import Window
from frontline.charts.chart import Chart
from frontline.charts.look import BY_MAPPER, INK, SIZE, figure, grid
from frontline.charts.marks import Marks
from frontline.charts.months import bar_width, counted_to, ends_whole, month_axis
from frontline.numbers import shown
from frontline.prose.words import foot

PART = 0.45  # opacity of the bar of a month that is not whole


def monthly_losses_chart(claimed: MeasuredSeries, window: Window) -> Chart | None:
    """Draw the claimed losses (people) of each month as bars."""
    values = monthly_losses(claimed, window.first, window.last)
    if values.empty:
        return None
    fig, (axes,) = figure(2.5)
    bars = axes.bar(
        range(len(values)), values, width=bar_width(len(values)), color=BY_MAPPER[claimed.mapper], linewidth=0
    )
    if not ends_whole(window):
        bars[-1].set_alpha(PART)
    grid(axes)
    axes.yaxis.set_major_formatter(lambda value, _: shown(value))
    month_axis(axes, pd.DatetimeIndex(values.index))
    top = int(values.to_numpy().argmax())
    axes.annotate(
        shown(values.iloc[top]),
        (top, values.iloc[top]),
        xytext=(0, 2),
        textcoords="offset points",
        ha="center",
        va="bottom",
        color=INK,
        fontsize=SIZE - 0.5,
    )
    return Chart(
        id="claimed-losses",
        title=_finding(values, window),
        subtitle="Russian killed and wounded as claimed by the General Staff of Ukraine, people a month; not verified."
        + _last_bar(window),
        foot=foot([claimed]),
        alt=f"Bars from {values.index[0]:%B %Y} to {values.index[-1]:%B %Y}: lowest {shown(values.min())} "
        f"({values.idxmin():%B %Y}), highest {shown(values.max())} ({values.idxmax():%B %Y}), "
        f"last {shown(values.iloc[-1])}. {counted_to(window)}".rstrip(),
        figure=fig,
        columns=["Month", "Claimed losses, people"],
        rows=[[f"{day:%Y-%m}", int(value)] for day, value in values.items()],
        marks=[Marks(axes, range(len(values)), values)],
    )


def _finding(values: "pd.Series[float]", window: Window) -> str:
    top, highest = values.idxmax(), shown(values.max())
    if len(values) == 1:
        until = "the whole of" if ends_whole(window) else f"the days to {window.last.day}"
        return f"{highest} Russian losses are claimed for {until} {top:%B %Y}"
    return f"The highest claim of these months is {highest} Russian losses, in {top:%B %Y}"


def _last_bar(window: Window) -> str:
    return "" if ends_whole(window) else f" {counted_to(window).removesuffix('.')}, and its bar is paler."
