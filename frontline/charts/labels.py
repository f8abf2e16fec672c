"""Labels at the ends of lines, pushed apart where they would touch."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from frontline.charts.look import MUTED, SIZE, ink_of
from frontline.charts.room import Room

End = tuple[Any, float, str, str]
"""Where a line ends (x, y), its name and its colour."""

EDGE = 0.02  # of a panel's width: a line that ends so near its edge is named beyond it
LEADER: dict[str, Any] = {"arrowstyle": "-", "color": MUTED, "linewidth": 0.6, "shrinkA": 0, "shrinkB": 3}


def spread(heights: Sequence[float], gap: float) -> list[float]:
    """Return the heights moved as little as needed to lie at least `gap` apart, in the same order."""
    order = np.argsort(heights, kind="stable")
    placed = np.asarray(heights, dtype=float)[order]
    shift = np.arange(len(placed)) * gap
    # Least movement under an order constraint is an isotonic fit (pool adjacent violators).
    blocks: list[list[float]] = []
    for value in placed - shift:
        blocks.append([value])
        while len(blocks) > 1 and np.mean(blocks[-2]) > np.mean(blocks[-1]):
            upper = blocks.pop()
            blocks[-1] += upper
    fitted = np.concatenate([np.full(len(block), np.mean(block)) for block in blocks]) + shift if blocks else placed
    moved = np.empty_like(fitted)
    moved[order] = fitted
    return [float(value) for value in moved]


def end_labels(
    axes: Axes,
    ends: Sequence[End],
    *,
    lines: float = 1.15,
    size: float = SIZE,
    weight: str = "semibold",
) -> None:
    """Write each (x, y, text, colour) to the right of its line's end, `lines` line heights apart at least."""
    if not ends:
        return
    low, high = axes.get_ylim()
    height = axes.get_position().height * float(axes.get_figure(root=True).get_size_inches()[1])  # type: ignore[union-attr]
    gap = lines * (size / 72) / max(height, 0.1) * (high - low)
    for (x, y, text, colour), moved in zip(ends, spread([end[1] for end in ends], gap), strict=True):
        axes.plot([x], [y], marker="o", markersize=3.5, color=colour, clip_on=False, zorder=5)
        axes.annotate(
            text,
            (x, moved),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            color=ink_of(colour),
            fontsize=size,
            fontweight=weight,
            annotation_clip=False,
        )


def line_names(axes: Axes, ends: Sequence[End]) -> None:
    """Name lines where they end, all of them drawn before: beyond the panel's edge, or where no line runs."""
    early = [end for end in ends if not _at_edge(axes, end[0])]
    end_labels(axes, [end for end in ends if end not in early])
    free = Room(axes)
    for x, y, text, colour in early:
        axes.plot([x], [y], marker="o", markersize=3.5, color=colour, clip_on=False, zorder=5)
        away = free.beside(x, y, text, SIZE)
        axes.annotate(
            text,
            (x, y),
            xytext=away,
            textcoords="offset points",
            va="center",
            color=ink_of(colour),
            fontsize=SIZE,
            fontweight="semibold",
            arrowprops=LEADER if abs(away[1]) > SIZE else None,
        )


def _at_edge(axes: Axes, x: Any) -> bool:
    low, high = axes.get_xlim()
    return bool(float(axes.convert_xunits(x)) > high - EDGE * (high - low))  # type: ignore[no-untyped-call]


def key_above(axes: Axes) -> None:
    """Say above the plot what its marks stand for, from their labels."""
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=4,
        frameon=False,
        fontsize=SIZE - 0.5,
        labelcolor=MUTED,
        handletextpad=0.1,
        columnspacing=1.2,
        borderaxespad=0.1,
    )
