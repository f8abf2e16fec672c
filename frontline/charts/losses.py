"""Losses claimed by a belligerent, by month."""

from collections.abc import Sequence

import pandas as pd

from frontline.analysis.losses import monthly_losses
from frontline.analysis.series import MeasuredSeries
from frontline.analysis.windows import Window, day_text
from frontline.charts.chart import Chart
from frontline.charts.look import INK, SIZE, figure, grid
from frontline.charts.marks import Marks
from frontline.charts.months import SPAN, bar_width, is_whole, month_axis, months_counted, pale_parts, parts_told
from frontline.charts.stated import SIDES
from frontline.numbers import shown
from frontline.prose.words import foot

CLAIMANT = "ukraine"


def monthly_losses_chart(claimed: MeasuredSeries, window: Window, added: str = "") -> Chart | None:
    """Draw the claimed losses (people) of each month as bars; `added` says which days hold those of earlier ones."""
    values = monthly_losses(claimed, window.first, window.last)
    if values.empty:
        return None
    fig, (axes,) = figure(2.5)
    colour, *_ = SIDES[CLAIMANT]
    bars = axes.bar(range(len(values)), values, width=bar_width(len(values)), color=colour, linewidth=0)
    months = months_counted(pd.DatetimeIndex(values.index), window.first)
    pale_parts(axes, bars.patches, months)
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
        title=_finding(values, months),
        subtitle=_joined(
            "Russian killed and wounded as claimed by the General Staff of Ukraine, people a month; not verified.",
            parts_told(months, drawn=True),
            _ends(claimed, window),
        ),
        foot=_joined(f"{added}." if added else "", foot([claimed])),
        alt=_joined(_said(values, months), parts_told(months), _ends(claimed, window)),
        figure=fig,
        columns=[*SPAN, "Claimed losses, people"],
        rows=[[f"{days.first}", f"{days.last}", float(value)] for days, value in zip(months, values, strict=True)],
        marks=[Marks(axes, range(len(values)), values)],
    )


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _said(values: "pd.Series[float]", months: Sequence[Window]) -> str:
    if len(values) == 1:
        return f"One bar of the Russian losses claimed for {months[0].text}: {shown(values.iloc[0])}."
    return (
        f"Bars from {values.index[0]:%B %Y} to {values.index[-1]:%B %Y}: lowest {shown(values.min())} "
        f"({values.idxmin():%B %Y}), highest {shown(values.max())} ({values.idxmax():%B %Y}), "
        f"last {shown(values.iloc[-1])}."
    )


def _finding(values: "pd.Series[float]", months: Sequence[Window]) -> str:
    top, highest = values.idxmax(), shown(values.max())
    if len(values) == 1:
        whole = "the whole of " if is_whole(months[0]) else ""
        return f"{highest} Russian losses are claimed for {whole}{months[0].text}"
    return f"The highest claim of these months is {highest} Russian losses, in {top:%B %Y}"


def _ends(claimed: MeasuredSeries, window: Window) -> str:
    """Say where the claims end before the window does: a month that they do not fill has no bar."""
    return f"Data to {day_text(claimed.last)}." if claimed.last < window.last else ""
