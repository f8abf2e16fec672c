import json
import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from small_mirror import NULL, box, collection, feature

from frontline.upstream import UpstreamFailure
from frontline.upstream.geometry import areas, by_region, polygons, read_polygons

# WGS 84, as in the EPSG registry.
MAJOR, FLATTENING = 6378.137, 1 / 298.257223563


def cell_km2(south: float, north: float, degrees: float) -> float:
    """Return the exact area of a cell between two parallels (Snyder 1987, formula 3-12)."""
    square = FLATTENING * (2 - FLATTENING)
    root = math.sqrt(square)

    def q(latitude: float) -> float:
        sine = math.sin(math.radians(latitude))
        log = math.log((1 - root * sine) / (1 + root * sine)) / (2 * root)
        return (1 - square) * (sine / (1 - square * sine**2) - log)

    return math.radians(degrees) * MAJOR**2 * (q(north) - q(south)) / 2


def km2(*shapes: shapely.Geometry) -> list[float]:
    return areas(np.array(shapes, dtype=object)).tolist()


@pytest.mark.parametrize(("south", "north"), [(44, 45), (48, 49), (51, 52)])
def test_a_cell_has_its_area_on_the_ellipsoid(south: float, north: float) -> None:
    # The sides along parallels are geodesics between vertices 0.02° apart: a millionth short of the parallel.
    assert km2(box(36, south, 37, north)) == pytest.approx([cell_km2(south, north, 1)], rel=1e-6)


def test_a_hole_does_not_count_and_orientation_does_not_matter() -> None:
    ring, hole = box(36, 48, 37, 49), box(36.4, 48.4, 36.6, 48.6)
    holed = shapely.difference(ring, hole)
    assert km2(holed) == pytest.approx([km2(ring)[0] - km2(hole)[0]])
    assert km2(shapely.reverse(holed)) == pytest.approx(km2(holed))


def test_lines_and_points_in_a_collection_have_no_area() -> None:
    cell = box(36, 48, 37, 49)
    line = shapely.LineString([(36, 48), (37, 48), (37, 49)])
    assert km2(shapely.GeometryCollection([cell, line, shapely.Point(0, 0)]), line) == [km2(cell)[0], 0.0]


@given(
    corners=st.lists(
        st.tuples(st.floats(36, 37, allow_subnormal=False), st.floats(48, 49)), min_size=4, max_size=9, unique=True
    ),
    west=st.floats(36.01, 36.99),
    south=st.floats(48.01, 48.99),
)
def test_area_adds_up_over_a_partition(corners: list[tuple[float, float]], west: float, south: float) -> None:
    # A cut puts vertices on sides that were geodesics; at 0.01° between vertices that is far below a hectare.
    shape = shapely.segmentize(shapely.MultiPoint(corners).convex_hull, 0.01)
    quarters = [
        shapely.box(36, 48, west, south),
        shapely.box(west, 48, 37, south),
        shapely.box(36, south, west, 49),
        shapely.box(west, south, 37, 49),
    ]
    parts = by_region(np.array([shape], dtype=object), quarters)
    assert parts.sum() == pytest.approx(km2(shape)[0], abs=0.005)


def test_null_empty_and_other_geometries_fall_away_and_heights_too(caplog: pytest.LogCaptureFixture) -> None:
    cell = box(36, 48, 37, 49)
    document = collection(
        NULL, feature(shapely.force_3d(cell)), feature(shapely.Point(36, 48)), feature(shapely.Polygon())
    )
    drawn = read_polygons([document], ["a.geojson"])
    assert len(drawn.parts) == 1
    assert not shapely.has_z(drawn.parts).any()
    assert "a.geojson: 1 of 4 geometries are null" in caplog.text
    for told in ("empty geometries", "points or lines", "polygons had heights"):
        assert f"1 of 3 {told}" in caplog.text


def test_an_invalid_polygon_is_repaired_and_counted(caplog: pytest.LogCaptureFixture) -> None:
    bow = shapely.Polygon([(36, 48), (37, 49), (37, 48), (36, 49)])
    drawn = read_polygons([collection(feature(box(34, 48, 35, 49))), collection(feature(bow))], ["a", "b"])
    assert shapely.is_valid(drawn.parts).all()
    assert drawn.owner.tolist() == [0, 1, 1]  # the bow is two triangles
    assert "1 of 2 polygons were invalid" in caplog.text


def test_polygons_of_nested_collections_keep_their_owner() -> None:
    nested = shapely.GeometryCollection([shapely.MultiPolygon([box(1, 1, 2, 2), box(3, 3, 4, 4)])])
    assert polygons(np.array([shapely.Point(0, 0), nested], dtype=object)).owner.tolist() == [1, 1]


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (b"<!DOCTYPE html><title>404", "<!DOCTYPE html>"),
        (collection(feature(box(36, 48, 37, 49)))[:90], "FeatureCollection"),
        (b'{"features": [1]}', "features"),
        (b'{"features": [{"type": "Feature", "properties": {}}]}', "without geometry"),
        (collection(feature(box(-60, -52, -59, -51))), "-60.00, -52.00"),
    ],
)
def test_what_is_no_map_of_the_theatre_is_refused_by_name(document: bytes, said: str) -> None:
    with pytest.raises(UpstreamFailure, match=r"bad\.geojson") as refused:
        read_polygons([collection(feature(box(36, 48, 37, 49))), document], ["good.geojson", "bad.geojson"])
    assert said in str(refused.value)
    assert refused.value.exit_code == 1


def test_a_geometry_of_another_kind_is_refused_by_name() -> None:
    broken = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": "none"}}
    with pytest.raises(UpstreamFailure, match="GeoJSON geometries"):
        read_polygons([json.dumps({"type": "FeatureCollection", "features": [NULL, broken]}).encode()], ["x"])
