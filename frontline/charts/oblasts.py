"""Gain by oblast, from DeepState's daily polygons."""

from collections.abc import Sequence

from frontline.analysis.series import Gain
from frontline.analysis.windows import Window
from frontline.charts.chart import Chart
from frontline.charts.look import BY_MAPPER, INK, MUTED, SIZE, figure
from frontline.charts.marks import Marks
from frontline.numbers import shown
from frontline.prose.words import area, foot


def by_oblast_chart(gains: Sequence[Gain], names: dict[str, str], window: Window) -> Chart | None:
    """Draw the net gain (km²) of each oblast as bars, the largest at the top, each with its value."""
    told = [gain for gain in gains if round(gain.value) != 0]
    if not told:
        return None
    fig, (axes,) = figure(0.7 + 0.27 * len(told))
    places = range(len(told))
    colour = BY_MAPPER[told[0].series.mapper]
    axes.barh(places, [gain.value for gain in told], height=0.66, color=colour, linewidth=0)
    for place, gain in zip(places, told, strict=True):
        axes.annotate(
            shown(gain.value, signed=True),
            (max(gain.value, 0), place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            color=INK,
            fontsize=SIZE,
        )
    axes.set_yticks(list(places), [names[gain.series.region] for gain in told])
    axes.tick_params(axis="y", labelcolor=INK)
    axes.invert_yaxis()
    axes.axvline(0, color=MUTED, linewidth=0.8)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.margins(x=0.12)
    total = sum(gain.value for gain in told)
    return Chart(
        id="by-oblast",
        title=_finding(told, names, total),
        subtitle=f"Net gain by oblast, km², {window.text}. DeepState: control; oblasts by geoBoundaries.",
        foot=foot(gain.series for gain in told),
        alt="Bars of the net gain of each oblast: "
        + ", ".join(f"{names[gain.series.region]} {area(gain.value)}" for gain in told)
        + ".",
        figure=fig,
        columns=["Oblast", "Net gain, km²", "Area at the end, km²"],
        rows=[[names[gain.series.region], gain.value, gain.end.value] for gain in told],
        marks=[Marks(axes, [gain.value for gain in told], places)],
    )


def _finding(told: Sequence[Gain], names: dict[str, str], total: float) -> str:
    top = told[0]
    name = names[top.series.region]
    if total <= 0 or top.value <= 0:
        return f"No clear net gain in these oblasts; the largest is {area(top.value)} in {name}"
    if top.value >= total:
        return (
            f"All of the net gain lies in {name}: {area(top.value)}, with falls elsewhere"
            if top.value > total
            else f"All of the net gain lies in {name}: {area(top.value)}"
        )
    return f"{shown(100 * top.value / total)}% of the net gain lies in {name}: {area(top.value)} of {area(total)}"
