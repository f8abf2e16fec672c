"""The front line on a day and the ground gained since another, from polygons in the cache."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from frontline.analysis.evidence import Evidence
from frontline.analysis.front import Front, km2
from frontline.analysis.windows import short_day
from frontline.charts.chart import Chart
from frontline.charts.ground import (
    Bounds,
    Projection,
    bounds_of,
    draw_lines,
    draw_neighbours,
    draw_ukraine,
    edge,
    fill,
    fit,
    middle,
    outlines,
    panels,
    scale_bar,
    seen,
    ukraine,
    whole_of_ukraine,
)
from frontline.charts.look import INK, MUTED, PAPER, PLUM, SIZE, STEPS, TEAL, panel_title
from frontline.charts.towns import name_towns
from frontline.ledger import Place
from frontline.measured import OBLASTS
from frontline.prose import front_line

HEIGHT = 6.2  # inches
MAIN = (0.375, 0.0, 0.625, 1.0)  # left, bottom, width, height of the panels, in parts of the figure
OVERVIEW = (0.0, 0.72, 0.355, 0.25)
KURSK = (0.0, 0.355, 0.355, 0.3)
KEY = (0.0, 0.0, 0.355, 0.32)
KEY_ALONE = (0.0, 0.0, 0.355, 0.68)  # where Kursk has no panel

HUBS = ("pokrovsk", "kurakhove", "kupiansk", "chasiv_yar", "toretsk")
SLIVER = 0.06  # km: a strip narrower than twice this is a line drawn anew, not ground
INLAND = 4.0  # km from coast and state border: a front is where the marked ground ends inside the country
SHORT = 3.0  # km: a shorter line is the edge of a gap between two polygons
BULK = (3.0, 97.0)  # percent of the gained ground that the map takes in, west to east and south to north
ROOM = 0.03  # of the map: a smaller piece of an oblast goes without its name
AROUND = 10.0  # km around what the map is about

MARKED: dict[str, Any] = {"facecolor": STEPS[1]}
GAINED: dict[str, Any] = {"facecolor": STEPS[3]}
FALLEN: dict[str, Any] = {"facecolor": PAPER, "hatch": "|||||", "hatchcolor": TEAL, "edgecolor": TEAL, "linewidth": 0.5}
LINE: dict[str, Any] = {"edgecolor": INK, "linewidth": 1.1}
HELD: dict[str, Any] = {"facecolor": PLUM}
GREY: dict[str, Any] = {"facecolor": PAPER, "hatch": "/////", "hatchcolor": MUTED, "edgecolor": MUTED, "linewidth": 0.5}
SMALL: dict[str, Any] = {"color": MUTED, "fontsize": SIZE - 2, "va": "center", "zorder": 5}
EVER: dict[str, Any] = {"edgecolor": PLUM, "linewidth": 0.9, "linestyle": (0, (2, 1.2))}


def front_line_map(front: Front, evidence: Evidence) -> Chart:
    """Draw the front line, and the ground gained and fallen back (km²) since another day, with Kursk beside it."""
    hubs = hubs_of(evidence)
    around = None if evidence.region == "kursk" else _around_kursk(front)
    places = [MAIN, OVERVIEW, *([KEY, KURSK] if around else [KEY_ALONE])]
    figure, (main, overview, key, *kursk) = panels(HEIGHT, places)
    focus = _focus(front, hubs, evidence.region)
    towns = _draw(main, front, evidence, focus, hubs)
    _draw_overview(overview, front, _extent(main, Projection.around(focus)))
    if around:
        _draw(kursk[0], front, evidence, around, [])
        panel_title(kursk[0], "Kursk oblast, Russia", above=3)
    _key(key, front)
    return Chart(
        id="front-line-map",
        title=front_line.title(front, evidence),
        subtitle=front_line.subtitle(front),
        foot=front_line.source(front),
        alt=front_line.alt_text(front, towns),
        figure=figure,
        columns=["On the map", "Days", "km²"],
        rows=[[name, days, round(value, 1)] for name, days, value in front_line.areas_told(front)],
        inputs=front.inputs,
    )


def hubs_of(evidence: Evidence) -> list[Place]:
    """Return the towns that the map is about: the logistic hubs, and others that claims name."""
    named = [place for claim in evidence.ledger.claims.values() for place in claim.places]
    places = evidence.ledger.places
    return [places[one] for one in dict.fromkeys((*HUBS, *named)) if one in places]


def _focus(front: Front, hubs: Sequence[Place], region: str) -> Bounds:
    """Return what the map is about, in degrees: an oblast, Kursk, or most of the ground gained with the hubs."""
    codes = {name: code for code, name in OBLASTS.items()}
    if region in codes:
        return bounds_of([outlines()[codes[region]]])
    around = _around_kursk(front)
    if region == "kursk" and around is not None:
        return around
    parts = shapely.get_parts(front.gained)
    points = [(town.lon, town.lat) for town in hubs]
    if len(parts):
        centres = shapely.get_coordinates(shapely.centroid(parts))
        weights = shapely.area(parts)
        points += list(zip(*(_bulk(centres[:, axis], weights) for axis in (0, 1)), strict=True))
    return bounds_of([shapely.MultiPoint(points)])


def _bulk(values: Any, weights: Any) -> tuple[float, float]:
    order = np.argsort(values)
    reached = 100 * np.cumsum(weights[order]) / weights.sum()
    low, high = (values[order][min(np.searchsorted(reached, share), len(values) - 1)] for share in BULK)
    return float(low), float(high)


def _around_kursk(front: Front) -> Bounds | None:
    shapes = [front.kursk.ever_held, front.kursk.grey] if front.kursk else []
    shapes = [shape for shape in shapes if not shapely.is_empty(shape)]
    return bounds_of(shapes) if shapes else None


def _draw(axes: Axes, front: Front, evidence: Evidence, focus: Bounds, first: Sequence[Place]) -> list[Place]:
    projection = Projection.around(focus)
    west, south, east, north = bounds_of([projection.shape(shapely.box(*focus))])
    fit(axes, (west - AROUND, south - AROUND, east + AROUND, north + AROUND))
    draw_neighbours(axes, projection)
    draw_ukraine(axes, projection)
    _draw_ground(axes, front, projection)
    scale_bar(axes)
    avoid = seen(axes, _front_line(projection.shape(front.after.document.shape), projection))
    towns = name_towns(axes, projection, first, list(evidence.ledger.places.values()), avoid)
    _name_oblasts(axes, projection, evidence, towns)
    edge(axes)
    return towns


def _name_oblasts(axes: Axes, projection: Projection, evidence: Evidence, towns: Sequence[Place]) -> None:
    """Write the names of the oblasts where they have room, away from the towns."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    unit = 0.02 * (east - west)
    points = [projection.point(town.lon, town.lat) for town in towns]
    near = [shapely.box(x - 8 * unit, y - 2 * unit, x + 8 * unit, y + 2 * unit) for x, y in points]
    window = shapely.box(west + unit, south + 4 * unit, east - unit, north - unit)  # above the scale bar
    for code, shape in ukraine(projection).items():
        room = shapely.difference(shapely.intersection(shape, window), shapely.union_all(near))
        if shapely.area(room) > ROOM * shapely.area(window):
            name = evidence.ledger.regions[OBLASTS[code]].name.replace(" oblast", "\noblast")
            axes.annotate(name, middle(room), **SMALL, ha="center", fontstyle="italic")


def _draw_ground(axes: Axes, front: Front, projection: Projection) -> None:
    after, gained, fallen = (projection.shape(s) for s in (front.after.document.shape, front.gained, front.fallen))
    fill(axes, seen(axes, shapely.difference(after, gained)), **MARKED, zorder=1)
    fill(axes, seen(axes, _ground(gained)), **GAINED, zorder=1.1)
    fill(axes, seen(axes, _ground(fallen)), **FALLEN, zorder=1.2)
    draw_lines(axes, seen(axes, _front_line(after, projection)), **LINE, zorder=4)
    if front.kursk:
        fill(axes, seen(axes, projection.shape(front.kursk.grey)), **GREY, zorder=1.3)
        fill(axes, seen(axes, projection.shape(front.kursk.held)), **HELD, zorder=1.4)
        draw_lines(axes, seen(axes, shapely.boundary(projection.shape(front.kursk.ever_held))), **EVER, zorder=4)


def _ground(shape: shapely.Geometry) -> shapely.Geometry:
    """Return a shape without its slivers: where a border was drawn anew, two maps differ by a hair."""
    return shapely.buffer(shapely.buffer(shape, -SLIVER, join_style="mitre"), SLIVER, join_style="mitre")


def _front_line(after: shapely.Geometry, projection: Projection) -> shapely.Geometry:
    country = shapely.coverage_union_all(list(ukraine(projection).values()))
    lines = shapely.intersection(shapely.boundary(after), shapely.buffer(country, -INLAND))
    parts = shapely.get_parts(shapely.line_merge(lines))
    return shapely.MultiLineString([part for part in parts if shapely.length(part) >= SHORT])


def _extent(axes: Axes, projection: Projection) -> shapely.Geometry:
    """Return what a panel shows, in degrees."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    return projection.degrees(shapely.segmentize(shapely.box(west, south, east, north), 50))


def _draw_overview(axes: Axes, front: Front, extent: shapely.Geometry) -> None:
    projection = Projection.around(whole_of_ukraine())
    fit(axes, bounds_of(list(ukraine(projection).values())))
    draw_ukraine(axes, projection, regions=False)
    after = projection.shape(front.after.document.shape)
    fill(axes, seen(axes, after), **MARKED, zorder=1)
    fill(axes, seen(axes, _ground(projection.shape(front.gained))), **GAINED, zorder=1.1)
    draw_lines(axes, seen(axes, _front_line(after, projection)), edgecolor=INK, linewidth=0.8, zorder=4)
    fill(
        axes, projection.shape(extent), facecolor="none", edgecolor=INK, linewidth=0.6, linestyle=(0, (3, 2)), zorder=5
    )
    axes.annotate("Crimea", middle(ukraine(projection)["UA-43"]), **SMALL, ha="center")


def _key(axes: Axes, front: Front) -> None:
    axes.set_axis_off()
    before, after = short_day(front.before.day), short_day(front.after.day)
    entries: list[Any] = [
        Line2D([], [], color=INK, linewidth=LINE["linewidth"], label=f"Front line, {after}"),
        Patch(**MARKED, label="Marked as occupied on both days"),
        Patch(**GAINED, label=f"Gained since {before}"),
    ]
    if round(km2(front.fallen)):
        entries.append(Patch(**FALLEN, label=f"Marked on {before}, no longer"))
    if front.kursk:
        entries += [
            Patch(**HELD, label=f"Held by Ukraine, {after}"),
            Patch(**GREY, label="Status unknown"),
            Line2D([], [], color=PLUM, linewidth=0.9, linestyle=EVER["linestyle"], label="Held by Ukraine earlier"),
        ]
    axes.legend(
        handles=entries,
        loc="upper left",
        bbox_to_anchor=(0, 1),
        frameon=False,
        fontsize=SIZE - 1,
        labelcolor=INK,
        handlelength=1.5,
        handleheight=0.9,
        labelspacing=0.4,
        borderaxespad=0,
        borderpad=0,
    )
