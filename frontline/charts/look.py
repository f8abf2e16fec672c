"""The one look of every chart: colours by name, type, sizes.

The colours of data stand a step of lightness apart, so that greyscale and the three common colour-vision deficiencies
tell them apart (tests/test_published_palette.py measures it); each has a name under which a page may swap it for its
own (dark) tone. Words in a colour that is too light for them take its ink.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import font_source_sans_pro
import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from frontline.charts.panel import Panel
from frontline.numbers import shown

INK = "#1b1f24"
MUTED = "#59626d"
GRID = "#d8dce1"
BAND = "#eceff2"
PAPER = "#ffffff"
SEA = "#cddfe9"

PLUM = "#651955"
BLUE = "#14508c"
TEAL = "#007368"
ORANGE = "#c95f11"
SAND = "#aa924b"

BLUE_OTHER = "#5896d2"  # a mapper's other series: dashed over the first, so told from its colour
ORANGE_OTHER = "#7a3600"

ORANGE_INK = "#b04d00"
SAND_INK = "#7b6621"
BLUE_OTHER_INK = "#3a78b8"
ORANGE_OTHER_INK = "#7f3a02"

# Shades of a map from little to much, lighter to darker: greyscale keeps their order, dark pages turn it round.
STEPS = ("#f9f0e4", "#f9d2ac", "#f0ab73", "#d97d3a", "#ab5317", "#6f2c09")

COLOURS = {
    INK: "ink",
    MUTED: "muted",
    GRID: "grid",
    BAND: "band",
    PAPER: "paper",
    SEA: "sea",
    BLUE: "blue",
    ORANGE: "orange",
    TEAL: "teal",
    PLUM: "plum",
    SAND: "sand",
    BLUE_OTHER: "blue-other",
    ORANGE_OTHER: "orange-other",
    ORANGE_INK: "orange-ink",
    SAND_INK: "sand-ink",
    BLUE_OTHER_INK: "blue-other-ink",
    ORANGE_OTHER_INK: "orange-other-ink",
} | {shade: f"step-{place}" for place, shade in enumerate(STEPS)}

BY_MAPPER = {"ISW": BLUE, "DeepState": ORANGE}

OTHER = {BLUE: BLUE_OTHER, ORANGE: ORANGE_OTHER}

INKS = {ORANGE: ORANGE_INK, SAND: SAND_INK, BLUE_OTHER: BLUE_OTHER_INK, ORANGE_OTHER: ORANGE_OTHER_INK}

WIDTH = 6.7  # inches: the text width of the printed page, so that type keeps its size there
SIZE = 9.0  # points
_DASHES = ((4, 1.6), (1, 1.4))
FAMILY = "Source Sans Pro"

_STYLE = {
    "font.family": FAMILY,
    "font.size": SIZE,
    "text.color": INK,
    "axes.labelcolor": MUTED,
    "axes.edgecolor": MUTED,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.axisbelow": True,
    "axes.titley": 1.0,
    "axes.unicode_minus": True,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.major.size": 3,
    "xtick.major.width": 0.6,
    "ytick.major.size": 0,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "lines.linewidth": 1.8,
    "lines.solid_capstyle": "round",
    "path.simplify_threshold": 0.2,  # points: a ninth of a line's width, which years of days need not tell
    "svg.fonttype": "path",  # of formulas; other letters stay text
    "svg.hashsalt": "frontline",
    "figure.facecolor": "none",
    "axes.facecolor": "none",
}


@cache
def _prepare() -> None:
    folder = Path(font_source_sans_pro.__file__).parent / "files"
    for name in ("Regular", "Semibold", "Bold", "It"):
        font_manager.fontManager.addfont(folder / f"SourceSansPro-{name}.ttf")
    mpl.rcParams.update(_STYLE)  # type: ignore[arg-type]


def figure(
    height: float, rows: int = 1, columns: int = 1, *, heights: Sequence[float] | None = None, sharey: bool = False
) -> tuple[Figure, list[Axes]]:
    """Return an empty figure of the page's width (height in inches) and its panels from left to right, row by row.

    `heights` are the rows' relative heights.
    """
    _prepare()
    layout = ConstrainedLayoutEngine(w_pad=0.02, h_pad=0.03, wspace=0.03, hspace=0.04)
    drawn = Figure(figsize=(WIDTH, height), layout=layout)
    grid_of = drawn.subplots(
        rows, columns, squeeze=False, sharey=sharey, height_ratios=heights, subplot_kw={"axes_class": Panel}
    )
    panels = list(grid_of.flat)
    for axes in panels:
        axes.yaxis.set_major_formatter(lambda value, _: shown(value, 0 if float(value).is_integer() else 1))
        _hold_still(axes)
    return drawn, panels


def _hold_still(axes: Axes) -> None:
    """Say where a panel's title and the names of its axes stand: each search for room measures all ticks anew."""
    axes.set_title("")
    axes.xaxis.set_label_coords(0.5, 0)
    axes.yaxis.set_label_coords(0, 0.5)


def key_of(mappers: Iterable[str]) -> str:
    """Say which mapper has which colour, of those that are drawn: `blue: ISW, orange: DeepState`."""
    drawn = set(mappers)
    return ", ".join(f"{COLOURS[colour]}: {mapper}" for mapper, colour in BY_MAPPER.items() if mapper in drawn)


def ink_of(colour: str) -> str:
    """Return the tone in which words of a colour can be read."""
    return INKS.get(colour, colour)


def lines_of(mappers: Sequence[str]) -> list[dict[str, Any]]:
    """Return how series are drawn, by their mappers: a mapper's other series thinner, dashed, in another shade."""
    told: list[dict[str, Any]] = []
    for place, mapper in enumerate(mappers):
        colour, before = BY_MAPPER[mapper], mappers[:place].count(mapper)
        other = {"color": OTHER.get(colour, colour), "linewidth": 1.2, "dashes": _DASHES[(before - 1) % len(_DASHES)]}
        told.append(other if before else {"color": colour})
    return told


def others_told(mappers: Sequence[str]) -> str:
    """Say how a mapper's other series is drawn, as a subtitle goes on; nothing where none is."""
    several = len(set(mappers)) < len(mappers)
    return " A mapper’s other series: thinner, dashed, in another shade of its colour." if several else ""


def panel_title(axes: Axes, text: str, colour: str = INK, above: float = 6.0) -> None:
    """Name a panel of a small multiple, at its left, some points above it."""
    axes.set_title(text, loc="left", fontsize=SIZE + 0.5, fontweight="semibold", color=ink_of(colour), pad=above)


def grid(axes: Axes, axis: str = "y") -> None:
    """Draw the lines that help to read values, and none others."""
    axes.grid(visible=True, axis=axis)  # type: ignore[arg-type]
