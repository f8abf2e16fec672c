"""Losses claimed by a belligerent, by month."""

import datetime as dt

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from frontline.analysis.days import day_at
from frontline.analysis.losses import monthly_losses
from frontline.analysis.series import MeasuredSeries
from frontline.analysis.windows import Window, day_text
from frontline.charts.chart import Chart
from frontline.charts.look import BY_MAPPER, INK, PAPER, SIZE, figure, grid
from frontline.charts.marks import Marks
from frontline.charts.months import bar_width, counted_to, ends_month, month_axis
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
    last = day_at(values, -1)
    if not ends_month(last):
        _pale(axes, bars[-1])
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
        title=_finding(values, last),
        subtitle="Russian killed and wounded as claimed by the General Staff of Ukraine, people a month; not verified."
        + _last_bar(last)
        + _ends(claimed, window),
        foot=foot([claimed]),
        alt=f"Bars from {values.index[0]:%B %Y} to {values.index[-1]:%B %Y}: lowest {shown(values.min())} "
        f"({values.idxmin():%B %Y}), highest {shown(values.max())} ({values.idxmax():%B %Y}), "
        f"last {shown(values.iloc[-1])}. {counted_to(last)}".rstrip()
        + _ends(claimed, window),
        figure=fig,
        columns=["Month", "Claimed losses, people"],
        rows=[[f"{day:%Y-%m}", int(value)] for day, value in values.items()],
        marks=[Marks(axes, range(len(values)), values)],
    )


def _pale(axes: Axes, bar: Rectangle) -> None:
    """Make a bar paler, on paper of its own, as lines of the grid would show through it."""
    paper = Rectangle(bar.get_xy(), bar.get_width(), bar.get_height(), color=PAPER, linewidth=0)
    axes.add_patch(paper)
    bar.set_alpha(PART)
    bar.set_zorder(paper.get_zorder() + 0.1)


def _finding(values: "pd.Series[float]", last: dt.date) -> str:
    top, highest = values.idxmax(), shown(values.max())
    if len(values) == 1:
        until = "the whole of" if ends_month(last) else f"the days to {last.day}"
        return f"{highest} Russian losses are claimed for {until} {top:%B %Y}"
    return f"The highest claim of these months is {highest} Russian losses, in {top:%B %Y}"


def _last_bar(last: dt.date) -> str:
    return "" if ends_month(last) else f" {counted_to(last).removesuffix('.')}, and its bar is paler."


def _ends(claimed: MeasuredSeries, window: Window) -> str:
    """Say where the claims end before the window does: a month that they do not fill has no bar."""
    return f" Data to {day_text(claimed.last)}." if claimed.last < window.last else ""
