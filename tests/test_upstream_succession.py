"""Maps measured by what changes between them have the areas of maps measured whole."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from small_mirror import box, collection, feature

from frontline.upstream import documents, plain_maps
from frontline.upstream.documents import Memory, measure_documents, measure_polygons
from frontline.upstream.geometry import Floats, read_polygons

OUTLINES = [
    box(36, 47, 37, 49),
    box(37, 47, 38.003, 49),
    shapely.difference(box(38.003, 47, 39, 49), box(38.4, 48, 38.6, 48.3)),
]
TINY = 1e-7  # km²: a tenth of a square metre


def document(*shapes: shapely.Geometry, **told: Any) -> bytes:
    """Return a map as GDAL writes it: one feature, one multipolygon."""
    several = shapely.MultiPolygon([part for shape in shapes for part in shapely.get_parts(shape)])
    made = {"type": "Feature", "properties": {}, "geometry": json.loads(shapely.to_geojson(several))}
    return json.dumps({"type": "FeatureCollection", "name": "a map", **told, "features": [made]}).encode()


def whole(maps: list[bytes]) -> Floats:
    return measure_polygons(read_polygons(maps, [str(place) for place in range(len(maps))]), len(maps), OUTLINES)


def quick(maps: list[bytes]) -> Floats:
    assert plain_maps.read_maps(maps) is not None
    return measure_documents(maps, [str(place) for place in range(len(maps))], OUTLINES)


CELLS = [(36.1 + 0.05 * column, 47.2 + 0.05 * row) for column in range(55) for row in range(30)]
patches = st.lists(st.sampled_from(CELLS), min_size=1, max_size=6).map(
    lambda cells: shapely.union_all([shapely.box(west, south, west + 0.12, south + 0.07) for west, south in cells])
)


@given(steps=st.lists(st.tuples(st.booleans(), patches), min_size=1, max_size=6))
def test_what_changes_adds_up_to_the_whole(steps: list[tuple[bool, shapely.Geometry]]) -> None:
    front = box(36.5, 47.1, 38.2, 48.2)
    maps = [document(front)]
    for gained, patch in steps:
        front = shapely.union(front, patch) if gained else shapely.difference(front, patch)
        maps.append(document(shapely.set_precision(front, 1e-6)))
    assert quick(maps) == pytest.approx(whole(maps), abs=TINY)
    assert quick(maps[1:]) == pytest.approx(quick(maps)[1:], abs=TINY)  # wherever the succession starts


def test_holes_islands_and_maps_that_stay_are_followed() -> None:
    front, island = box(36.2, 47.1, 36.8, 47.6), box(38.1, 48.4, 38.2, 48.5)
    lake = box(36.4, 47.2, 36.5, 47.3)
    holed = shapely.difference(front, lake)
    maps = [document(shape) for shape in (front, holed, holed)]
    maps += [document(holed, island), document(shapely.reverse(holed)), document(island), document(front, lake)]
    assert quick(maps) == pytest.approx(whole(maps), abs=TINY)


def test_a_map_that_swallows_an_outline_is_seen() -> None:
    maps = [document(box(36.1, 47.1, 36.2, 47.2)), document(box(35, 46, 40, 50)), document(box(36.1, 47.1, 36.2, 47.2))]
    assert quick(maps) == pytest.approx(whole(maps), abs=TINY)


BOW = shapely.Polygon([(36, 48), (37, 49), (37, 48), (36, 49)])


@pytest.mark.parametrize(
    "odd",
    [
        document(BOW),
        document(shapely.force_3d(box(36, 48, 37, 49), 5)),
        collection(feature(box(36, 48, 37, 49)), feature(box(37, 47, 38, 48))),
        collection(feature(box(36, 48, 37, 49))),
        document(box(36, 48, 37, 49), box(36, 48, 37, 49)),
        b'{"features": []}',
    ],
)
def test_what_is_not_plain_is_read_whole(odd: bytes) -> None:
    maps = [document(box(36, 47, 37, 48)), odd]
    assert plain_maps.read_maps(maps) is None
    assert measure_documents(maps, ["a", "b"], OUTLINES) == pytest.approx(whole(maps), abs=TINY)


def test_polygons_that_lie_over_each_other_are_measured_whole() -> None:
    maps = [document(box(36, 47, 37, 48)), document(box(36, 47, 37, 48.5), box(36, 47, 36.5, 49))]
    names = ["a", "b"]
    assert measure_documents(maps, names, OUTLINES) == pytest.approx(whole(maps), abs=TINY)
    assert measure_documents(maps[::-1], names, OUTLINES) == pytest.approx(whole(maps[::-1]), abs=TINY)


@pytest.mark.parametrize(
    "broken",
    [
        document(box(36, 47, 37, 48))[:-60],
        document(box(36, 47, 37, 48)).replace(b"36.0", b"much"),
        document(box(-36, 47, -35, 48)),
        document(box(36, 47, 37, 48)).replace(b"FeatureCollection", b"Collection"),
        document(box(36, 47, 37, 48)).replace(b'"features"', b'"feature"'),
        document(shapely.box(36, 47, 37, 48)).replace(b"[37.0, 47.0]]]]", b"[36.5, 46.9]]]]"),
    ],
)
def test_what_is_broken_is_not_plain(broken: bytes) -> None:
    assert plain_maps.read_maps([document(box(36, 47, 37, 48)), broken]) is None


class Counted:
    """Counts the documents that are measured."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen: list[int] = []
        monkeypatch.setattr(documents, "measure_documents", self.measure)

    def measure(self, maps: list[bytes], names: list[str], outlines: list[shapely.Geometry]) -> Floats:
        self.seen.append(len(maps))
        return measure_documents(maps, names, outlines)


def named(count: int) -> dict[str, bytes]:
    return {str(day): document(box(36, 47, 37, 48 + day / 10)) for day in range(count)}


def test_only_new_documents_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(monkeypatch)
    outlines = dict(zip("abc", OUTLINES, strict=True))
    first = Memory.of(tmp_path, outlines)
    first.measure(named(4), OUTLINES)
    first.keep()
    found = Memory.of(tmp_path, outlines).measure(named(5), OUTLINES)
    assert counted.seen == [4, 1]
    assert np.round(found, 9).tolist() == np.round(whole(list(named(5).values())), 9).tolist()


def test_other_outlines_and_broken_memories_are_measured_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(monkeypatch)
    first = Memory.of(tmp_path, {"a": OUTLINES[0]})
    first.measure(named(2), OUTLINES[:1])
    first.keep()
    Memory.of(tmp_path, {"a": OUTLINES[1]}).measure(named(2), OUTLINES[1:2])
    (path,) = (tmp_path / "areas").iterdir()
    path.write_text('{"half a')
    Memory.of(tmp_path, {"a": OUTLINES[0]}).measure(named(2), OUTLINES[:1])
    assert counted.seen == [2, 2, 2]


def test_a_cache_that_cannot_be_written_costs_time_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "areas").write_text("a file where the folder should be")
    memory = Memory.of(tmp_path, {"a": OUTLINES[0]})
    memory.measure(named(1), OUTLINES[:1])
    memory.keep()
    assert "areas are not remembered" in caplog.text
