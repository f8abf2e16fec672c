"""Ukraine's oblasts shaded by gain, from the measured numbers: no mapper's polygon is needed."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import shapely
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from frontline.analysis.series import Gain
from frontline.analysis.windows import Window, day_text
from frontline.charts.chart import Chart
from frontline.charts.ground import (
    BEHIND,
    CRIMEA,
    Projection,
    bounds_of,
    draw_neighbours,
    draw_ukraine,
    fill,
    frame,
    middle,
    scale_bar,
    ukraine,
    whole_of_ukraine,
)
from frontline.charts.look import GRID, INK, MUTED, PAPER, SIZE, STEPS, TEAL, figure
from frontline.charts.marks import Marks
from frontline.measured import OBLASTS
from frontline.numbers import shown
from frontline.prose.words import area, foot

BREAKS = (10.0, 50.0, 250.0, 1000.0)  # km²: the same in every edition, so that maps can be laid side by side
HEIGHT = 4.6  # inches
MARGIN = 10.0  # km around Ukraine
ON_DARK = 4  # the first shade on which letters are set in the colour of the paper


def oblasts_map(gains: Sequence[Gain], names: Mapping[str, str], window: Window) -> Chart | None:
    """Draw each oblast in the shade of its net gain (km²); one without measured rows stays blank.

    `names` are the regions' names by id. Returns None where no oblast has a gain or a fall.
    """
    told = {gain.series.region: gain for gain in gains}
    if not any(round(gain.value) for gain in gains):
        return None
    fig, (axes,) = figure(HEIGHT)
    centres = _draw(axes, told, names)
    short = {region: names[region].removesuffix(" oblast") for region in told}
    return Chart(
        id="oblasts-map",
        title=_finding(gains, short, f"since {day_text(window.first)}"),
        subtitle=f"Net gain by oblast, km², {window.text}. DeepState: control; a blank oblast has no measured rows. "
        "Crimea: internationally recognised territory of Ukraine, occupied since 2014.",
        foot=foot(gain.series for gain in gains)
        + " Measured within geoBoundaries, drawn with Natural Earth; equal-area.",
        alt="Map of Ukraine’s oblasts shaded by net gain: "
        + ", ".join(f"{short[region]} {area(gain.value)}" for region, gain in told.items())
        + ". All other oblasts are blank; Crimea is hatched as occupied since 2014.",
        figure=fig,
        columns=["Oblast", "Net gain, km²", "Class"],
        rows=[[names[region], gain.value, class_name(gain.value)] for region, gain in told.items()],
        marks=[Marks(axes, [centres[region][0] for region in told], [centres[region][1] for region in told])],
    )


def step(value: float) -> int | None:
    """Return the place of the shade of a gain in km²; None is a fall."""
    rounded = round(value)
    if rounded <= 0:
        return 0 if rounded == 0 else None
    return 1 + sum(value >= one for one in BREAKS)


def class_name(value: float) -> str:
    """Return the class of a gain in words, as the legend has it."""
    place = step(value)
    return "net fall" if place is None else _class_names()[place]


def _class_names() -> list[str]:
    ends = [shown(one) for one in BREAKS]
    between = [f"{low} to {high}" for low, high in pairwise(ends)]
    return ["none", f"below {ends[0]}", *between, f"{ends[-1]} and more"]


def _draw(axes: Axes, told: Mapping[str, Gain], names: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    """Draw the map and return where each oblast that was measured has its label."""
    projection = Projection.around(whole_of_ukraine())
    shapes = ukraine(projection)
    west, south, east, north = bounds_of(list(shapes.values()))
    frame(axes, (west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN))
    draw_neighbours(axes, projection)
    draw_ukraine(axes, projection)
    centres = {}
    for code, shape in shapes.items():
        gain = told.get(OBLASTS[code])
        if gain is not None:
            centres[gain.series.region] = middle(shape)
            fill(axes, shape, **_shade(gain.value), zorder=1.5)
            _label(axes, centres[gain.series.region], names[gain.series.region].removesuffix(" oblast"), gain.value)
        elif code in CRIMEA:
            fill(axes, shape, facecolor="none", hatch="////", hatchcolor=GRID, zorder=1.5)
    _name_crimea(axes, shapes["UA-43"])
    scale_bar(axes)
    _key(axes, told)
    return centres


def _shade(value: float) -> dict[str, Any]:
    place = step(value)
    if place is None:
        return {"facecolor": PAPER, "hatch": "||", "hatchcolor": TEAL}
    return {"facecolor": STEPS[place]}


def _label(axes: Axes, at: tuple[float, float], name: str, value: float) -> None:
    place = step(value)
    colour = PAPER if place is not None and place >= ON_DARK else INK
    small: dict[str, Any] = {"ha": "center", "color": colour, "fontsize": SIZE - 1, "zorder": 5}
    if place is None:
        small["bbox"] = BEHIND
    axes.annotate(name, at, xytext=(0, 0.5), textcoords="offset points", va="bottom", **small)
    axes.annotate(
        shown(value, signed=True),
        at,
        xytext=(0, -0.5),
        textcoords="offset points",
        va="top",
        **(small | {"fontsize": SIZE + 0.5, "fontweight": "semibold"}),
    )


def _name_crimea(axes: Axes, shape: shapely.Geometry) -> None:
    axes.annotate(
        "Crimea\noccupied since 2014",
        middle(shape),
        ha="center",
        va="center",
        color=MUTED,
        fontsize=SIZE - 2,
        linespacing=1.1,
        zorder=5,
    )


def _key(axes: Axes, told: Mapping[str, Gain]) -> None:
    names = _class_names()
    handles = [
        Patch(facecolor=shade, edgecolor=MUTED, linewidth=0.5, label=name)
        for shade, name in zip(STEPS, names, strict=True)
    ]
    if any(step(gain.value) is None for gain in told.values()):
        handles.insert(0, Patch(**_shade(-1), edgecolor=MUTED, linewidth=0.5, label="net fall"))
    unmeasured = Patch(facecolor=PAPER, edgecolor=MUTED, linewidth=0.5, label="not measured")
    axes.legend(
        handles=[*handles[::-1], unmeasured],
        loc="lower left",
        frameon=False,
        title="Net gain, km²",
        alignment="left",
        fontsize=SIZE - 1,
        title_fontsize=SIZE - 1,
        labelcolor=MUTED,
        handlelength=1.3,
        handleheight=0.9,
        labelspacing=0.25,
        borderaxespad=0.1,
    )


def _finding(gains: Sequence[Gain], short: Mapping[str, str], since: str) -> str:
    rising = sorted((gain for gain in gains if round(gain.value) > 0), key=lambda gain: gain.value)
    if not rising:
        lowest = min(gains, key=lambda gain: gain.value)
        name = short[lowest.series.region]
        return f"No oblast measured shows a net gain {since}; the largest fall is {area(lowest.value)} in {name}"
    least, most = rising[0], rising[-1]
    if len(gains) == 1:
        return f"The map of {short[most.series.region]} oblast shows a net gain {since}: {area(most.value)}"
    if least is most:
        return (
            f"Of {len(gains)} oblasts measured, only {short[most.series.region]} shows a net gain {since}: "
            f"{area(most.value)}"
        )
    return (
        f"{len(rising)} of {len(gains)} oblasts measured show a net gain {since}: {area(least.value)} "
        f"({short[least.series.region]}) to {area(most.value)} ({short[most.series.region]})"
    )
