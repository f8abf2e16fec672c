"""Losses claimed by a belligerent, by month."""

import datetime as dt

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from frontline.analysis.days import day_at
from frontline.analysis.losses import monthly_losses
from frontline.analysis.series import MeasuredSeries
from frontline.analysis.windows import Window, day_month, day_text, month
from frontline.charts.chart import Chart
from frontline.charts.look import INK, PAPER, SIZE, figure, grid
from frontline.charts.marks import Marks
from frontline.charts.months import bar_width, counted_to, ends_month, month_axis
from frontline.charts.stated import SIDES
from frontline.numbers import shown
from frontline.prose.words import foot

CLAIMANT = "ukraine"
PART = 0.45  # opacity of the bar of a month that is not whole


def monthly_losses_chart(claimed: MeasuredSeries, window: Window) -> Chart | None:
    """Draw the claimed losses (people) of each month as bars."""
    values = monthly_losses(claimed, window.first, window.last)
    if values.empty:
        return None
    fig, (axes,) = figure(2.5)
    colour, *_ = SIDES[CLAIMANT]
    bars = axes.bar(range(len(values)), values, width=bar_width(len(values)), color=colour, linewidth=0)
    last = day_at(values, -1)
    parts = {0: window.first.day > 1, len(values) - 1: not ends_month(last)}
    for place in (place for place, is_part in parts.items() if is_part):
        _pale(axes, bars[place])
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
        + _parts(window.first, last)
        + _ends(claimed, window),
        foot=foot([claimed]),
        alt=f"Bars from {values.index[0]:%B %Y} to {values.index[-1]:%B %Y}: lowest {shown(values.min())} "
        f"({values.idxmin():%B %Y}), highest {shown(values.max())} ({values.idxmax():%B %Y}), "
        f"last {shown(values.iloc[-1])}. {counted_to(last)}".rstrip()
        + _ends(claimed, window),
        figure=fig,
        columns=["Month", "Claimed losses, people"],
        rows=[[f"{day:%Y-%m}", float(value)] for day, value in values.items()],
        marks=[Marks(axes, range(len(values)), values)],
    )


def _pale(axes: Axes, bar: Rectangle) -> None:
    """Make a bar paler, on paper of its own, as lines of the grid would show through it."""
    paper = Rectangle(bar.get_xy(), bar.get_width(), bar.get_height(), color=PAPER, linewidth=0)
    axes.add_patch(paper)
    bar.set_alpha(PART)
    bar.set_zorder(paper.get_zorder() + 0.1)


def _finding(values: "pd.Series[float]", window: Window) -> str:
    top, highest = values.idxmax(), shown(values.max())
    if len(values) == 1:
        return f"{highest} Russian losses are claimed for {_days(Window(window.first, day_at(values, -1)))}"
    return f"The highest claim of these months is {highest} Russian losses, in {top:%B %Y}"


def _days(window: Window) -> str:
    """Return days within a month as a sentence goes on."""
    if window == month(window.first):
        return f"the whole of {window.text}"
    return window.text if window.days == 1 else f"{window.first.day} to {day_text(window.last)}"


def _parts(first: dt.date, last: dt.date) -> str:
    """Say which months are counted in part."""
    begun = f"The first month is counted from {day_month(first)}" if first.day > 1 else ""
    told = [begun, counted_to(last).removesuffix(".")]
    return "".join(f" {words}, and its bar is paler." for words in told if words)


def _ends(claimed: MeasuredSeries, window: Window) -> str:
    """Say where the claims end before the window does: a month that they do not fill has no bar."""
    return f" Data to {day_text(claimed.last)}." if claimed.last < window.last else ""
