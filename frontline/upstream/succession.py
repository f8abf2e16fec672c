"""Areas of maps that follow each other, from what changes between them.

The front moves in a few places a day. Where two maps differ, the sides that came and the sides that
went close to loops, and by Stokes' theorem the signed area of the loops is what the map has gained.
A loop within an outline counts for that outline. Where a loop touches the outline's border, the map
is intersected with the outline as a whole, as on the first day: so the result does not depend on
where the succession starts (to 1e-7 km²), and geodesic areas stay geodesic.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import shapely

from frontline.upstream.geometry import GEOD, Floats, Geometries, Indices, areas, in_threads
from frontline.upstream.plain_maps import Maps

Flags = npt.NDArray[np.bool_]


class Overlapping(Exception):
    """Two polygons of one map lie over each other along a side, so that its sides cannot be told apart."""


def measure_succession(maps: Maps, outlines: Sequence[shapely.Geometry]) -> Floats:
    """Return geodesic km², one row a map: the whole, then within each outline; raises `Overlapping`."""
    within = np.array(outlines, dtype=object)
    shapely.prepare(within)
    loops = [(place, loop) for place in range(1, len(maps.maps)) for loop in _changes(maps, place)]
    gains, anew = _gains(maps, loops, within)
    anew[0] = True
    held = _within(maps, within, anew)
    km2 = np.zeros_like(gains)
    km2[0, 0] = areas(maps.shapes[sorted(maps.maps[0])]).sum()
    km2[0, 1:] = held[0]
    for place in range(1, len(km2)):
        km2[place] = km2[place - 1] + gains[place]
        km2[place, 1:][anew[place]] = held[place][anew[place]]
    return km2


def _changes(maps: Maps, place: int) -> Iterator[Indices]:
    """Yield the loops of vertices between a map and the one before it."""
    before, after = maps.maps[place - 1], maps.maps[place]
    gone, come = _sides(maps, before - after), _sides(maps, after - before)
    forth = np.fromiter(come - gone, dtype=np.int64)
    back = np.fromiter(gone - come, dtype=np.int64)
    wide = len(maps.vertices)
    starts, ends = np.concatenate([forth // wide, back % wide]), np.concatenate([forth % wide, back // wide])
    return _loops(starts.tolist(), ends.tolist())


def _sides(maps: Maps, polygons: Iterable[int]) -> set[int]:
    """Return the directed sides of polygons of one map, each side once."""
    sides = [maps.sides[one] for one in polygons]
    different: set[int] = set().union(*sides)
    if len(different) < sum(map(len, sides)):
        raise Overlapping
    return different


def _loops(starts: list[int], ends: list[int]) -> Iterator[Indices]:
    """Join directed sides to loops; every vertex has as many sides that end there as sides that start."""
    onward: dict[int, int] = {}
    more: defaultdict[int, list[int]] = defaultdict(list)  # further sides, where maps touch themselves in a point
    for start, end in zip(starts, ends, strict=True):
        if start in onward:
            more[start].append(end)
        else:
            onward[start] = end
    while onward:
        start = here = next(iter(onward))
        loop: list[int] = []
        while not loop or here != start:
            loop.append(here)
            there = onward.pop(here)
            if more.get(here):
                onward[here] = more[here].pop()
            here = there
        yield np.array(loop)


def _gains(maps: Maps, loops: Sequence[tuple[int, Indices]], outlines: Geometries) -> tuple[Floats, Flags]:
    """Return what each map gains on the one before, whole and by outline, and where that has to be measured anew."""
    gains = np.zeros((len(maps.maps), 1 + len(outlines)))
    anew = np.zeros((len(maps.maps), len(outlines)), dtype=np.bool_)
    if not loops:
        return gains, anew
    place = np.array([one for one, _ in loops])
    corners = [maps.vertices[loop] for _, loop in loops]
    km2 = np.array([GEOD.polygon_area_perimeter(*corner.T)[0] for corner in corners]) / 1e6
    owner = np.repeat(np.arange(len(corners)), [len(corner) for corner in corners])
    hulls = shapely.convex_hull(shapely.linestrings(np.concatenate(corners), indices=owner))
    np.add.at(gains[:, 0], place, km2)
    for column, outline in enumerate(outlines):
        touched = shapely.intersects(outline, hulls)
        inside = touched & shapely.contains_properly(outline, hulls)
        np.add.at(gains[:, column + 1], place[inside], km2[inside])
        anew[place[touched & ~inside], column] = True
    return gains, anew


def _within(maps: Maps, outlines: Geometries, asked: Flags) -> Floats:
    """Return km² of a map within an outline, where asked; each polygon is intersected once with each outline."""
    pairs = [(place, polygon, column) for place, column in np.argwhere(asked).tolist() for polygon in maps.maps[place]]
    place, polygon, column = np.array(pairs).T
    (which, where), same = np.unique(np.stack([polygon, column]), axis=1, return_inverse=True)
    km2 = areas(in_threads(shapely.intersection, outlines[where], maps.shapes[which]))
    held = np.zeros(asked.shape)
    np.add.at(held, (place, column), km2[same.ravel()])
    return held
