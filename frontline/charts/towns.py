"""Towns on a map, each with its name where there is room for it."""

from collections.abc import Iterator, Sequence

import shapely
from matplotlib.axes import Axes

from frontline.charts.ground import BEHIND, Bounds, Projection
from frontline.charts.look import INK, MUTED, PAPER, SIZE
from frontline.ledger import Place

LETTER = 0.5  # of the type's size: the mean width of a letter
GAP = 3.5  # points between a town's mark and its name


def name_towns(
    axes: Axes, projection: Projection, first: Sequence[Place], others: Sequence[Place], avoid: shapely.Geometry
) -> list[Place]:
    """Mark towns and write their names: the first ones always, others where they touch no name before them.

    Names stand off the lines to `avoid` (on the map) where they can. Returns the towns shown.
    """
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    inside = [(town, *projection.point(town.lon, town.lat), town in first) for town in dict.fromkeys((*first, *others))]
    inside = [one for one in inside if west < one[1] < east and south < one[2] < north]
    point = (east - west) / (72 * _width(axes))
    taken = [(x - 2 * point, y - 2 * point, x + 2 * point, y + 2 * point) for _, x, y, _ in inside]
    shown = []
    for town, x, y, main in inside:
        size = SIZE - 0.5 if main else SIZE - 2
        choices = list(_sides(x, y, len(town.name) * LETTER * size * point, 0.8 * size * point, GAP * point))
        choices = [one for one in choices if one[1][0] > west and one[1][2] < east]
        others_taken = [box for box in taken if not _holds(box, (x, y))]
        free = [one for one in choices if not any(_touch(one[1], box) for box in others_taken)]
        if not free and not main:
            continue
        align, box = min(free or choices, key=lambda one: shapely.intersects(avoid, shapely.box(*one[1])))
        taken.append(box)
        _mark(axes, (x, y), town.name, align, main=main)
        shown.append(town)
    return shown


def _mark(axes: Axes, at: tuple[float, float], name: str, align: tuple[str, str], *, main: bool) -> None:
    horizontal, vertical = align
    offset = {"left": GAP, "right": -GAP, "center": 0.0}[horizontal], {"bottom": GAP, "top": -GAP}.get(vertical, 0.0)
    colour, size = (INK, SIZE - 0.5) if main else (MUTED, SIZE - 2)
    axes.plot(
        *at, "o", markersize=3.6 if main else 2.2, color=colour, markeredgecolor=PAPER, markeredgewidth=0.4, zorder=7
    )
    axes.annotate(
        name,
        at,
        xytext=offset,
        textcoords="offset points",
        ha=horizontal,
        va="center_baseline" if vertical == "center" else vertical,
        color=INK,
        fontsize=size,
        fontweight="semibold" if main else "regular",
        bbox=None if main else BEHIND | {"alpha": 0.6},
        zorder=8,
    )


def _sides(x: float, y: float, wide: float, high: float, gap: float) -> Iterator[tuple[tuple[str, str], Bounds]]:
    """Yield where a name could stand, the best side first: its alignment and the room that it takes."""
    yield ("left", "center"), (x + gap, y - high / 2, x + gap + wide, y + high / 2)
    yield ("right", "center"), (x - gap - wide, y - high / 2, x - gap, y + high / 2)
    yield ("center", "bottom"), (x - wide / 2, y + gap, x + wide / 2, y + gap + high)
    yield ("center", "top"), (x - wide / 2, y - gap - high, x + wide / 2, y - gap)


def _touch(one: Bounds, other: Bounds) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _holds(box: Bounds, point: tuple[float, float]) -> bool:
    return box[0] < point[0] < box[2] and box[1] < point[1] < box[3]


def _width(axes: Axes) -> float:
    figure = axes.get_figure(root=True)
    assert figure is not None
    return float(axes.get_position().width * figure.get_size_inches()[0])
