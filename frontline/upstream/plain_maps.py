"""Read maps that repeat each other: plain GeoJSON documents of one MultiPolygon each.

769 daily maps hold 2.3 million vertices, and 18,540 different ones. So a polygon whose text was met
before is not read again, and a vertex becomes numbers once: four times faster than a reader of any
GeoJSON, which `geometry.read_polygons` is and which stays for documents that are not plain.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
import shapely

from frontline.upstream.geometry import THEATRE, Floats, Geometries, in_threads

OPENING = b'"geometry":{"type":"MultiPolygon","coordinates":[[[['
CLOSING = b"]]]]}}]}"

Ring = list[int]


@dataclass(frozen=True)
class Maps:
    """Several maps: `maps[i]` numbers the polygons of the i-th, each a shell and its holes.

    `sides[p]` are the directed sides of polygon p, which has its inside on their left; a side from
    vertex a to vertex b of `vertices` (longitude, latitude) is the number a × len(vertices) + b.
    `shapes[p]` is the same polygon.
    """

    maps: list[frozenset[int]]
    sides: list[frozenset[int]]
    shapes: Geometries
    vertices: Floats


def read_maps(documents: Sequence[bytes]) -> Maps | None:
    """Read documents that are plain, with valid polygons of the theatre; None where one is not."""
    polygons: defaultdict[bytes, int] = defaultdict(count().__next__)
    maps = []
    for document in documents:
        texts = _polygons(document)
        if texts is None or len(set(texts)) < len(texts):
            return None
        maps.append(frozenset([polygons[text] for text in texts]))
    points: defaultdict[bytes, int] = defaultdict(count().__next__)
    numbered = points.__getitem__
    rings = [[list(map(numbered, ring.split(b"],["))) for ring in text.split(b"]],[[")] for text in polygons]
    vertices = _vertices(list(points))
    if vertices is None or any(ring[0] != ring[-1] or len(ring) < 4 for polygon in rings for ring in polygon):
        return None
    return _drawn(maps, rings, vertices)


def _polygons(document: bytes) -> list[bytes] | None:
    """Return the text of each polygon of a plain document."""
    head, found, body = document.translate(None, b" \t\r\n").partition(OPENING)
    if not found or not body.endswith(CLOSING):
        return None
    try:
        collection = json.loads(head + b'"geometry":null}]}')
        plain = collection["type"] == "FeatureCollection" and len(collection["features"]) == 1
    except (ValueError, KeyError, TypeError):
        return None
    return body[: -len(CLOSING)].split(b"]]],[[[") if plain else None


def _vertices(points: Sequence[bytes]) -> Floats | None:
    try:
        vertices = np.array([[float(degrees) for degrees in point.split(b",")] for point in points])
    except ValueError:
        return None
    if vertices.ndim != 2 or vertices.shape[1] != 2:
        return None
    west, south, east, north = THEATRE
    inside = (vertices >= (west, south)) & (vertices <= (east, north))
    return vertices if inside.all() else None


def _drawn(maps: list[frozenset[int]], numbers: list[list[Ring]], vertices: Floats) -> Maps | None:
    polygon = np.repeat(np.arange(len(numbers)), [len(rings) for rings in numbers])
    flat = [np.array(ring) for rings in numbers for ring in rings]
    owner = np.repeat(np.arange(len(flat)), [len(ring) for ring in flat])
    lines = shapely.linearrings(vertices[np.concatenate(flat)], indices=owner)
    shapes = shapely.polygons(lines, indices=polygon)
    if not in_threads(shapely.is_valid, shapes).all():
        return None
    is_shell = np.append(True, polygon[1:] != polygon[:-1])
    turned = shapely.is_ccw(lines) != is_shell
    sides: list[list[int]] = [[] for _ in numbers]
    for place, ring in enumerate(flat):
        path = ring[::-1] if turned[place] else ring
        sides[polygon[place]] += (path[:-1] * len(vertices) + path[1:]).tolist()
    return Maps(maps, [frozenset(one) for one in sides], shapes, vertices)
