"""Polygons of the mappers: read, repaired, and their areas on the ellipsoid.

Areas are geodesic on WGS 84 (Karney, *Algorithms for geodesics*, 2013, as `pyproj.Geod`): the sides
of a polygon are geodesics and no projection comes in. An equal-area projection would be three times
faster, and its straight sides miss the geodesic ones by 0.6 km² on 110,000; at a tenth of a square
kilometre that shows, so it is not used.
"""

import json
import logging
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Geod

from frontline.upstream.failure import BROKEN, UpstreamFailure

GEOD = Geod(ellps="WGS84")
THEATRE = (20.0, 43.0, 47.0, 57.0)  # degrees: west, south, east, north of anything that these maps can show
COLLECTIONS = (4, 5, 6, 7)  # multipoint, multiline, multipolygon, collection, as GEOS numbers them
POLYGON = 3

log = logging.getLogger(__name__)

Geometries = npt.NDArray[np.object_]
Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Drawn:
    """Polygons of several documents, flat: `parts[i]` belongs to document `owner[i]`."""

    parts: Geometries
    owner: Indices


def polygons(geometries: Geometries) -> Drawn:
    """Take geometries apart into polygons without heights; points, lines and empty ones fall away."""
    pieces = _pieces(geometries)
    kept = (shapely.get_type_id(pieces.parts) == POLYGON) & ~shapely.is_empty(pieces.parts)
    return Drawn(shapely.force_2d(pieces.parts[kept]), pieces.owner[kept])


def _pieces(geometries: Geometries) -> Drawn:
    parts, owner = geometries, np.arange(len(geometries))
    while np.isin(shapely.get_type_id(parts), COLLECTIONS).any():
        parts, index = shapely.get_parts(parts, return_index=True)
        owner = owner[index]
    return Drawn(parts, owner)


def areas(geometries: Geometries) -> Floats:
    """Return the geodesic area of each geometry in km²; what is not a polygon has none."""
    drawn = polygons(geometries)
    rings, polygon = shapely.get_rings(shapely.orient_polygons(drawn.parts), return_index=True)
    corners = np.split(shapely.get_coordinates(rings), np.cumsum(shapely.get_num_coordinates(rings))[:-1])
    km2 = [GEOD.polygon_area_perimeter(*corner.T)[0] / 1e6 for corner in corners if len(corner)]
    return np.bincount(drawn.owner[polygon], weights=km2, minlength=len(geometries)).astype(np.float64)


def in_threads(function: Callable[..., Any], *arrays: Geometries) -> npt.NDArray[Any]:
    """Apply a function of shapely, which lets threads run side by side, to arrays of one length."""
    workers = max(1, min(os.cpu_count() or 1, 8, len(arrays[0])))
    with ThreadPoolExecutor(workers) as pool:
        return np.concatenate(list(pool.map(function, *(np.array_split(array, workers) for array in arrays))))


def read_polygons(documents: Sequence[bytes], names: Sequence[str]) -> Drawn:
    """Read GeoJSON documents into valid polygons of the theatre.

    Null, empty and non-polygon geometries are dropped, heights too; invalid polygons are repaired by
    `shapely.make_valid`; counts are logged. Raises `UpstreamFailure` for what is no GeoJSON and for
    polygons elsewhere on the globe.
    """
    collections = shapely.from_geojson(np.array(documents, dtype=object), on_invalid="ignore")
    for index in np.flatnonzero(shapely.is_missing(collections)).tolist():  # GEOS gives up on a null geometry
        collections[index] = _collect(documents[index], names[index])
    _tell_dropped(_pieces(collections).parts, len(documents))
    drawn = repair(polygons(collections))
    _stay_in_theatre(drawn, names)
    return drawn


def _tell_dropped(parts: Geometries, documents: int) -> None:
    """Log how many geometries are no polygons, are empty, or lose their heights."""
    empty, other = shapely.is_empty(parts), shapely.get_type_id(parts) != POLYGON
    counts = {
        "empty geometries were dropped": empty,
        "points or lines were dropped": other & ~empty,
        "polygons had heights, which were left out": shapely.has_z(parts) & ~other & ~empty,
    }
    for what, found in counts.items():
        if found.any():
            log.warning("%d of %d %s, in %d documents", found.sum(), len(parts), what, documents)


def repair(drawn: Drawn) -> Drawn:
    """Return the polygons with the invalid ones made valid."""
    invalid = ~shapely.is_valid(drawn.parts)
    if not invalid.any():
        return drawn
    log.warning("%d of %d polygons were invalid and were repaired", invalid.sum(), len(invalid))
    mended = polygons(shapely.make_valid(drawn.parts[invalid]))
    parts = np.concatenate([drawn.parts[~invalid], mended.parts])
    owner = np.concatenate([drawn.owner[~invalid], drawn.owner[invalid][mended.owner]])
    return Drawn(parts, owner)


def by_region(parts: Geometries, outlines: Sequence[shapely.Geometry]) -> Floats:
    """Return the geodesic area, in km², that each part has within each outline: one row a part."""
    shapely.prepare(np.array(outlines, dtype=object))
    inside = np.zeros((len(parts), len(outlines)))
    for column, outline in enumerate(outlines):
        hit = np.flatnonzero(shapely.intersects(outline, parts))
        if len(hit):
            inside[hit, column] = areas(shapely.intersection(outline, parts[hit]))
    return inside


def features(document: bytes, name: str) -> list[dict[str, Any]]:
    """Return the features of a GeoJSON document; raises `UpstreamFailure` where it is none."""
    try:
        found = json.loads(document)["features"]
        if not all(isinstance(feature["properties"] or {}, dict) and "geometry" in feature for feature in found):
            raise ValueError("features without geometry or properties")
    except (ValueError, KeyError, TypeError) as error:
        start = document[:40].decode("utf-8", "replace")
        raise UpstreamFailure(
            name, expected="a GeoJSON FeatureCollection", got=f"{start!r}… ({error!r})", advice=BROKEN
        ) from error
    return list(found)


def geometry(feature: dict[str, Any], name: str) -> shapely.Geometry | None:
    """Return the geometry of a feature, None where it is null; raises `UpstreamFailure` where it is broken."""
    if feature["geometry"] is None:
        return None
    try:
        return shapely.from_geojson(json.dumps(feature["geometry"]))
    except shapely.errors.GEOSException as error:
        raise UpstreamFailure(name, expected="GeoJSON geometries", got=str(error), advice=BROKEN) from error


def _collect(document: bytes, name: str) -> shapely.Geometry:
    found = [geometry(feature, name) for feature in features(document, name)]
    kept = [one for one in found if one is not None]
    if len(kept) < len(found):
        log.warning("%s: %d of %d geometries are null and were dropped", name, len(found) - len(kept), len(found))
    return shapely.GeometryCollection(kept)


def _stay_in_theatre(drawn: Drawn, names: Sequence[str]) -> None:
    west, south, east, north = THEATRE
    bounds = shapely.bounds(drawn.parts)
    inside = (bounds[:, 0] >= west) & (bounds[:, 1] >= south) & (bounds[:, 2] <= east) & (bounds[:, 3] <= north)
    if not inside.all():
        stray = int(np.flatnonzero(~inside)[0])
        raise UpstreamFailure(
            names[int(drawn.owner[stray])],
            expected=f"polygons in longitude {west:g} to {east:g}, latitude {south:g} to {north:g}",
            got=f"one in {', '.join(f'{degree:.2f}' for degree in bounds[stray])}",
            advice=BROKEN,
        )
