"""Gain by oblast, from DeepState's daily polygons."""

from collections.abc import Sequence

from frontline.analysis.series import Gain
from frontline.analysis.windows import Window, day_text
from frontline.charts.chart import Chart
from frontline.charts.look import BY_MAPPER, INK, MUTED, SIZE, figure
from frontline.charts.marks import Marks
from frontline.numbers import shown
from frontline.prose.words import area, foot, listed


def by_oblast_chart(
    gains: Sequence[Gain], names: dict[str, str], window: Window, whole: Gain | None = None
) -> Chart | None:
    """Draw the net gain (km²) of each oblast as bars, the largest at the top, each with its value.

    `whole` is the gain of the country in the same days by the same series: what oblasts do not add up to is said.
    """
    told = [gain for gain in gains if round(gain.value) != 0]
    rest = [gain for gain in gains if round(gain.value) == 0]
    still = [names[gain.series.region] for gain in rest]
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
    total = sum(gain.value for gain in gains)
    return Chart(
        id="by-oblast",
        title=_finding(told, names, total, len(gains), f"since {day_text(window.first)}"),
        subtitle=f"Net gain by oblast, km², {window.text}. DeepState: control; oblasts by geoBoundaries.",
        foot=foot(gain.series for gain in told) + _without_bar(still) + _of_the_whole(total, whole),
        alt="Bars of the net gain of each oblast: "
        + ", ".join(f"{names[gain.series.region]} {area(gain.value)}" for gain in told)
        + "."
        + _without_bar(still)
        + _of_the_whole(total, whole),
        figure=fig,
        columns=["Oblast", "Net gain, km²", "Area at the end, km²"],
        rows=[[names[gain.series.region], gain.value, gain.end.value] for gain in (*told, *rest)],
        marks=[Marks(axes, [gain.value for gain in told], places)],
    )


def _without_bar(still: Sequence[str]) -> str:
    """Name the oblasts measured whose net gain is nothing to the km², as a foot goes on; nothing where none is."""
    return f" No bar: at most half a km² either way in {listed(still)}." if still else ""


def _of_the_whole(total: float, whole: Gain | None) -> str:
    """Say what the series gives for the country, and how much of it lies in none of the oblasts."""
    if whole is None:
        return ""
    outside = shown(whole.value - total, 1, signed=True)
    return (
        f" The oblasts measured sum to {shown(total, 1)} km²; for all of Ukraine the same series gives "
        f"{shown(whole.value, 1)} km², as the net gain outside all of them is {outside} km². Each "
        "number is rounded by itself."
    )


def _finding(told: Sequence[Gain], names: dict[str, str], total: float, measured: int, since: str) -> str:
    top = told[0]
    name = names[top.series.region]
    if total <= 0 or top.value <= 0:
        return f"No clear net gain in these oblasts {since}; the largest is {area(top.value)} in {name}"
    if top.value >= total:
        return (
            f"All of the net gain {since} lies in {name}: {area(top.value)}, with falls elsewhere"
            if top.value > total
            else f"All of the net gain {since} lies in {name}: {area(top.value)}"
        )
    return (
        f"{shown(100 * top.value / total)}% of the net gain {since} lies in {name}: {area(top.value)} of the "
        f"{area(total)} in the {measured} oblasts measured"
    )
