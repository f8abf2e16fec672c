"""The daily polygons: which day a file shows, and its areas by region."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import shapely
import small_mirror
from small_mirror import box, collection, controlled, feature

from frontline.measured import Measurement
from frontline.upstream import UpstreamFailure, deepstate_daily, geoboundaries
from frontline.upstream.deepstate_dates import date_files
from frontline.upstream.geometry import areas
from frontline.upstream.source import Fetched, Fetches

RECORDED = dt.date(2024, 11, 30)


def day(number: int) -> dt.date:
    return dt.date(2024, 11, number)


def km2(shape: shapely.Geometry) -> float:
    return float(areas(np.array([shape], dtype=object))[0])


def dated(files: dict[int, float], archive: dict[int, float]) -> dict[int, tuple[int, bool]]:
    found = date_files(
        {day(file): area for file, area in files.items()}, {day(on): area for on, area in archive.items()}
    )
    return {one.file.day: (one.day.day, one.confirmed) for one in found}


ARCHIVE = {4: 100.0, 5: 110.0, 6: 120.0, 8: 140.0, 9: 140.0}


def test_a_file_shows_the_day_before_where_the_archive_has_its_area() -> None:
    assert dated({5: 100.05, 6: 110.0}, ARCHIVE) == {5: (4, True), 6: (5, True)}


def test_a_file_that_came_before_the_map_shows_two_days_before() -> None:
    assert dated({7: 110.0}, ARCHIVE) == {7: (5, True)}


def test_an_unchanged_map_is_taken_as_the_day_before() -> None:
    assert dated({10: 140.0}, ARCHIVE) == {10: (9, True)}


def test_a_day_without_a_snapshot_shows_the_map_before_it() -> None:
    assert dated({8: 120.0}, ARCHIVE) == {8: (7, True)}


def test_without_a_match_and_beyond_the_archive_it_is_the_day_before_unconfirmed() -> None:
    assert dated({6: 115.0, 11: 140.0, 12: 150.0}, ARCHIVE) == {6: (5, False), 11: (9, True), 12: (11, False)}
    assert dated({2: 90.0}, ARCHIVE) == {2: (1, False)}


def fetches(folder: Path, maps: dict[str, bytes], archive: dict[str, float] | None = None) -> Fetches:
    content = small_mirror.files(archive or {}) | {small_mirror.DAILY: small_mirror.daily(maps)}
    small_mirror.write(folder, content)
    return Fetches(tuple(Fetched(name, folder / name, RECORDED) for name in content))


def documents(steps: dict[str, int]) -> dict[str, bytes]:
    return {date: collection(feature(controlled(step))) for date, step in steps.items()}


def known(values: dict[int, float]) -> list[Measurement]:
    return [
        Measurement(
            series="deepstate_archive",
            quantity="control",
            region="ukraine",
            day=day(on),
            value=round(value, 2),
            unit="km2",
            recorded=RECORDED,
        )
        for on, value in values.items()
    ]


def told(rows: Sequence[Measurement], region: str) -> dict[tuple[int, int], float]:
    return {(row.day.day, row.recorded.day): row.value for row in rows if row.region == region}


def test_a_file_is_measured_whole_and_by_region(tmp_path: Path) -> None:
    rows = deepstate_daily.measure(fetches(tmp_path, documents({"20241105": 0, "20241106": 1})), known({4: 0.0}))
    assert {row.region for row in rows} == {"ukraine", "pre2022", "crimea", "kherson", "donetsk"}
    assert told(rows, "pre2022")[4, 5] == round(km2(small_mirror.ORDLO), 2)
    assert told(rows, "crimea")[4, 5] == round(km2(small_mirror.CRIMEA), 2)
    assert told(rows, "kherson") == {(4, 5): 0.0, (5, 6): 0.0}  # given from the start, so that a gain has a base
    gained = told(rows, "donetsk")[5, 6] - told(rows, "donetsk")[4, 5]
    assert gained == pytest.approx(km2(box(37.5, 47.1, 38, 47.2)), abs=0.02)
    assert told(rows, "ukraine")[5, 6] - told(rows, "ukraine")[4, 5] == pytest.approx(gained, abs=0.02)


def test_what_the_boundary_gives_to_crimea_beyond_the_mappers_crimea_counts_as_kherson(tmp_path: Path) -> None:
    isthmus = box(33.5, 45.9, 34, 46)
    document = collection(feature(shapely.union_all([controlled(0), isthmus])))
    rows = deepstate_daily.measure(fetches(tmp_path, {"20241105": document}), known({4: 0.0}))
    assert told(rows, "kherson")[4, 5] == pytest.approx(km2(isthmus), abs=0.02)
    assert told(rows, "crimea")[4, 5] == round(km2(small_mirror.CRIMEA), 2)


def test_another_oblast_is_given_from_the_first_day_that_it_has_any_area(tmp_path: Path) -> None:
    oblasts = small_mirror.collection(
        *(feature(box(37, 47, 39, 49), shapeISO=code) for code in ("UA-14",)),
        feature(box(32, 46, 35, 47), shapeISO="UA-65"),
        feature(box(33, 44.4, 36, 46), shapeISO="UA-43"),
        feature(box(39, 47, 40, 48), shapeISO="UA-53"),
    )
    patch = box(39, 47, 39.2, 47.2)
    maps = documents({"20241105": 0, "20241107": 0})
    maps["20241106"] = collection(feature(shapely.union_all([controlled(0), patch])))
    files = fetches(tmp_path, maps)
    (tmp_path / small_mirror.OBLASTS).write_bytes(oblasts)
    rows = deepstate_daily.measure(files, known({4: 0.0}))
    assert told(rows, "poltava") == {(5, 6): pytest.approx(km2(patch), abs=0.02), (6, 7): 0.0}


def test_two_files_that_show_one_day_and_a_day_that_none_shows(tmp_path: Path) -> None:
    # The file of the 7th still holds the map of the 5th; nothing shows the 6th.
    files = fetches(tmp_path, documents({"20241106": 1, "20241107": 1, "20241108": 3}))
    archive = {4: km2(controlled(0)), 5: km2(controlled(1)), 6: km2(controlled(2)), 7: km2(controlled(3))}
    rows = deepstate_daily.measure(files, known(archive))
    assert sorted(told(rows, "ukraine")) == [(5, 6), (5, 7), (7, 8)]
    assert told(rows, "ukraine")[5, 6] == told(rows, "ukraine")[5, 7]


def test_a_file_dated_2202_is_dropped_and_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    rows = deepstate_daily.measure(fetches(tmp_path, documents({"20241105": 0, "22020203": 1})), known({4: 0.0}))
    assert {row.recorded for row in rows} == {day(5)}
    assert "1 files are dated after 2024-11-30" in caplog.text


def test_regions_that_do_not_add_up_stop_the_run(tmp_path: Path) -> None:
    outside = box(31, 50, 32, 51)
    document = collection(feature(shapely.union_all([controlled(0), outside])))
    with pytest.raises(UpstreamFailure, match="add up to the whole within") as refused:
        deepstate_daily.measure(fetches(tmp_path, {"20241105": document}), known({4: 0.0}))
    assert "2024-11-05" in refused.value.file
    assert f"{km2(outside):+,.1f}"[:5] in refused.value.got


@pytest.mark.parametrize(
    ("maps", "said"),
    [
        ({}, "none"),
        ({"20241305": collection(feature(box(36, 48, 37, 49)))}, "20241305"),
        ({"20241105": collection()}, "0.0 km² of 0.0"),
        ({"20241105": b"<html>"}, "<html>"),
    ],
)
def test_an_archive_that_cannot_be_used_is_refused(maps: dict[str, bytes], said: str, tmp_path: Path) -> None:
    with pytest.raises(UpstreamFailure) as refused:
        deepstate_daily.measure(fetches(tmp_path, maps), known({4: 0.0}))
    assert said in str(refused.value)


def test_half_an_archive_is_refused(tmp_path: Path) -> None:
    files = fetches(tmp_path, documents({"20241105": 0, "20241106": 1}))
    path = tmp_path / small_mirror.DAILY
    path.write_bytes(path.read_bytes()[:900])
    with pytest.raises(UpstreamFailure, match="a tar archive"):
        deepstate_daily.measure(files, known({4: 0.0}))


@pytest.mark.parametrize(
    ("codes", "said"), [(["UA-14", "UA-14"], "UA-14"), (["RU-KRS"], "RU-KRS"), (["UA-14"], "Crimea and Kherson")]
)
def test_oblasts_that_are_not_ukraines_are_refused(codes: list[str], said: str, tmp_path: Path) -> None:
    path = tmp_path / "oblasts.geojson"
    path.write_bytes(collection(*(feature(box(37, 47, 39, 49), shapeISO=code) for code in codes)))
    with pytest.raises(UpstreamFailure, match=said):
        geoboundaries.read(Fetched("oblasts.geojson", path, RECORDED))
