"""The ground under a map: outlines, an equal-area projection, a scale bar.

A map is drawn in kilometres around its own middle, in Lambert's azimuthal equal-area projection: what looks twice as
large is twice as large. (On the web's usual Mercator a field in Kursk is drawn at 2.55 times its area.)
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from pyproj import Proj

from frontline.charts.look import BAND, GRID, INK, MUTED, PAPER, SEA, SIZE, figure

OUTLINES = Path(__file__).parent / "geo" / "outlines.json"
UKRAINE = "UA-"
CRIMEA = ("UA-43", "UA-40")  # with Sevastopol
BEHIND = {"boxstyle": "square,pad=0.05", "facecolor": PAPER, "edgecolor": "none"}  # letters that stand on lines
FINEST = 900  # times into a map’s width: half a point on the widest
WIDER = 2.2  # as many times a label is wider than high
LENGTHS = (500, 200, 100, 50, 20, 10, 5, 2)  # km: lengths of a scale bar

Points = npt.NDArray[np.float64]
Bounds = tuple[float, float, float, float]
"""West, south, east, north."""


@cache
def outlines() -> dict[str, shapely.Geometry]:
    """Return the outlines (degrees, WGS 84) by ISO 3166-2 id, neighbouring countries by their three letters."""
    features = json.loads(OUTLINES.read_text("utf-8"))["features"]
    return {feature["id"]: shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features}


def whole_of_ukraine() -> Bounds:
    """Return the degrees between which Ukraine lies, within its internationally recognised borders."""
    return bounds_of([shape for code, shape in outlines().items() if code.startswith(UKRAINE)])


def bounds_of(shapes: list[shapely.Geometry]) -> Bounds:
    """Return the bounds that hold every shape."""
    west, south, east, north = shapely.total_bounds(np.array(shapes, dtype=object)).tolist()
    return west, south, east, north


@dataclass(frozen=True)
class Projection:
    """Lambert's azimuthal equal-area projection of WGS 84 around a middle (degrees), in kilometres."""

    longitude: float
    latitude: float

    @classmethod
    def around(cls, bounds: Bounds) -> "Projection":
        """Return the projection around the middle of some bounds in degrees."""
        west, south, east, north = bounds
        return cls((west + east) / 2, (south + north) / 2)

    @cached_property
    def _project(self) -> Proj:
        return Proj(proj="laea", lon_0=self.longitude, lat_0=self.latitude, ellps="WGS84", units="km")

    def shape(self, geometry: shapely.Geometry) -> shapely.Geometry:
        """Return a shape in degrees as it lies on the map."""
        return shapely.transform(geometry, self._points)

    def degrees(self, geometry: shapely.Geometry) -> shapely.Geometry:
        """Return in degrees what lies on the map."""
        return shapely.transform(geometry, lambda points: self._points(points, back=True))

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a place lies on the map."""
        x, y = self._project(longitude, latitude)
        return float(x), float(y)

    def _points(self, points: Points, *, back: bool = False) -> Points:
        return np.column_stack(self._project(points[:, 0], points[:, 1], inverse=back))


def fill(axes: Axes, shape: shapely.Geometry, **style: Any) -> None:
    """Draw a polygon or several, on the map, with their holes; nothing where there are none."""
    rings = [
        ring
        for part in shapely.get_parts(shape)
        if part.geom_type == "Polygon"
        for ring in (part.exterior, *part.interiors)
    ]
    if not rings:
        return
    path = Outline.make_compound_path(*(Outline(np.asarray(ring.coords)[:, :2], closed=True) for ring in rings))
    axes.add_artist(PathPatch(path, **({"linewidth": 0, "joinstyle": "round"} | style)))


def draw_neighbours(axes: Axes, projection: Projection) -> None:
    """Draw the sea, and the land around Ukraine."""
    axes.set_facecolor(SEA)
    for code, shape in outlines().items():
        if not code.startswith(UKRAINE):
            land = seen(axes, projection.shape(shape))
            fill(axes, land, facecolor=BAND, edgecolor=GRID, linewidth=0.5, zorder=0)


def ukraine(projection: Projection) -> dict[str, shapely.Geometry]:
    """Return Ukraine's regions as they lie on the map, by ISO 3166-2 id."""
    return {code: projection.shape(shape) for code, shape in outlines().items() if code.startswith(UKRAINE)}


def draw_ukraine(axes: Axes, projection: Projection, *, regions: bool = True) -> None:
    """Draw Ukraine within its internationally recognised borders, blank, and the borders of its regions."""
    shapes = list(ukraine(projection).values())
    country = shapely.coverage_union_all(shapes)
    fill(axes, seen(axes, country), facecolor=PAPER, zorder=0.5)
    if regions:
        borders = shapely.difference(shapely.union_all(shapely.boundary(shapes)), shapely.boundary(country))
        draw_lines(axes, seen(axes, borders), edgecolor=MUTED, linewidth=0.5, zorder=2)
    draw_lines(axes, seen(axes, shapely.boundary(country)), edgecolor=INK, linewidth=0.7, zorder=3)


def seen(axes: Axes, shape: shapely.Geometry) -> shapely.Geometry:
    """Return what the axes show of a shape, and no finer than they can show it."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    window = shapely.box(west, south, east, north).buffer(0.02 * (east - west))
    return shapely.simplify(shapely.intersection(shape, window), (east - west) / FINEST)


def draw_lines(axes: Axes, lines: shapely.Geometry, **style: Any) -> None:
    """Draw a line or several on the map."""
    parts = shapely.get_parts(shapely.line_merge(lines))
    if len(parts):
        path = Outline.make_compound_path(*(Outline(np.asarray(part.coords)[:, :2]) for part in parts))
        axes.add_artist(PathPatch(path, **({"facecolor": "none", "joinstyle": "round"} | style)))


def frame(axes: Axes, bounds: Bounds) -> None:
    """Set what an axes shows of a map, in kilometres, with nothing around it."""
    west, south, east, north = bounds
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)


def edge(axes: Axes) -> None:
    """Draw the edge of a map that is cut out of a larger one."""
    for spine in axes.spines.values():
        spine.set(visible=True, color=GRID, linewidth=0.8)


def scale_bar(axes: Axes, *, right: bool = True) -> None:
    """Draw a bar of a round number of kilometres, about a fifth of the map's width, in a lower corner."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    width = east - west
    length = next((one for one in LENGTHS if one <= width / 4), LENGTHS[-1])
    x = east - 0.03 * width - length if right else west + 0.03 * width
    y, tick = south + 0.03 * (north - south), 0.008 * width
    axes.plot([x, x, x + length, x + length], [y + tick, y, y, y + tick], color=MUTED, linewidth=0.9, zorder=8)
    axes.annotate(
        f"{length} km",
        (x + length / 2, y),
        xytext=(0, 3),
        textcoords="offset points",
        ha="center",
        va="bottom",
        color=MUTED,
        fontsize=SIZE - 1.5,
        zorder=8,
    )


def middle(shape: shapely.Geometry) -> tuple[float, float]:
    """Return the point of a shape around which a label, wider than high, fits best."""
    largest = max(shapely.get_parts(shape), key=lambda part: float(part.area))
    narrowed = shapely.transform(largest, lambda points: points * (1 / WIDER, 1))
    centre = shapely.get_point(shapely.maximum_inscribed_circle(narrowed, tolerance=1), 0)
    return float(centre.x) * WIDER, float(centre.y)


def panels(height: float, places: Sequence[Bounds]) -> tuple[Figure, list[Axes]]:
    """Return a figure of the page's width (height in inches) with panels of its own making.

    Each place is left, bottom, width, height in parts of the figure.
    """
    drawn, _ = figure(height)
    drawn.clear()
    drawn.set_layout_engine("none")
    return drawn, [drawn.add_axes(place) for place in places]


def fit(axes: Axes, bounds: Bounds) -> None:
    """Frame bounds on the map (km), grown to the shape of the panel."""
    figure_ = axes.get_figure(root=True)
    assert figure_ is not None
    box = axes.get_position()
    wide, high = figure_.get_size_inches() * (box.width, box.height)
    west, south, east, north = bounds
    width = max(east - west, (north - south) * wide / high)
    height = width * high / wide
    x, y = (west + east) / 2, (south + north) / 2
    frame(axes, (x - width / 2, y - height / 2, x + width / 2, y + height / 2))
