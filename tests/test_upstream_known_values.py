"""Numbers that were known before this package measured them, each with a tolerance and its reason."""

import datetime as dt
import json
import logging
from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from small_mirror import SHARED

from frontline.measured import Measured, load_measured
from frontline.upstream import refresh
from frontline.upstream.deepstate_archive import SNAPSHOTS, measure_snapshot, read
from frontline.upstream.geometry import areas
from frontline.upstream.source import Fetched

PROJECT = Path(__file__).parents[1]
needs_upstream = pytest.mark.skipif(not SHARED.is_dir(), reason="the real upstream files are not beside the clone")


@pytest.fixture(scope="module")
def measured() -> Measured:
    return load_measured(PROJECT)


def gain(measured: Measured, key: tuple[str, str, str], window: str) -> float:
    first, last = map(pd.Timestamp, window.split(".."))
    series = measured.series(*key)
    return float(series[:last].iloc[-1] - series[: first - pd.Timedelta(days=1)].iloc[-1])


PUBLISHED = ("isw_published", "control_and_advances", "ukraine")
ISW = ("isw_layers", "control_and_advances", "ukraine")
KURSK = ("isw_kursk", "regained", "kursk")
DAILY = ("deepstate", "control", "ukraine")
ARCHIVE = ("deepstate_archive", "control", "ukraine")

HUNDREDTHS = 0.02  # the rows' own rounding, at both ends of a window
PRINTED = 0.06  # as printed to a tenth, beside the rows' rounding
UNIT = 0.5  # as printed to a square kilometre


@pytest.mark.parametrize(
    ("key", "window", "expected", "tolerance"),
    [
        (PUBLISHED, "2023-01-01..2023-12-31", 486.9, PRINTED),
        (PUBLISHED, "2024-01-01..2024-11-19", 2874.2, PRINTED),
        (ISW, "2024-11-01..2024-11-30", 627.6, PRINTED),  # with Kursk the 839 that ISW stated for November
        (KURSK, "2024-11-01..2024-11-30", 212.3, PRINTED),
        (ISW, "2024-12-01..2024-12-31", 568.9, PRINTED),  # with Kursk the 593 that ISW stated for December
        (KURSK, "2024-12-01..2024-12-31", 25.3, PRINTED),
        (KURSK, "2024-10-01..2024-11-19", 254, UNIT + HUNDREDTHS),  # 254.50: printed as 254
        (KURSK, "2024-10-01..2024-11-20", 326, UNIT),
        (ARCHIVE, "2023-01-01..2023-12-31", -185.7, PRINTED),
        (ARCHIVE, "2024-01-01..2024-11-19", 2580, UNIT),
        (DAILY, "2024-11-18..2024-11-24", 234.79, 1),  # DeepState's own count, of its own week's hours
        (ARCHIVE, "2024-11-18..2024-11-24", 234.79, 1),
    ],
)
def test_gain(measured: Measured, key: tuple[str, str, str], window: str, expected: float, tolerance: float) -> None:
    assert gain(measured, key, window) == pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize(
    ("key", "day", "expected", "tolerance"),
    [
        (ISW, "2024-11-03", 110649, UNIT),
        (("deepstate_archive", "held", "kursk"), "2024-10-01", 778, UNIT),
        (("deepstate_archive", "grey", "kursk"), "2024-10-01", 346, UNIT),
        (("deepstate_archive", "held", "kursk"), "2024-11-19", 587, UNIT),
        (("deepstate_archive", "grey", "kursk"), "2024-11-19", 247, UNIT),
        (("deepstate_archive", "held", "kursk"), "2024-11-16", 593.9, PRINTED),
        (("deepstate", "control", "crimea"), "2024-11-19", 27174, UNIT),
        (("deepstate_archive", "control", "crimea"), "2024-11-19", 27174, UNIT),
        (("deepstate", "control", "pre2022"), "2024-11-19", 16805, UNIT),
        (("deepstate_archive", "control", "pre2022"), "2024-11-19", 16805, UNIT),
    ],
)
def test_level(measured: Measured, key: tuple[str, str, str], day: str, expected: float, tolerance: float) -> None:
    assert measured.series(*key)[day] == pytest.approx(expected, abs=tolerance)


def test_what_ukraine_held_in_kursk_was_level_in_early_september(measured: Measured) -> None:
    held = measured.series("deepstate_archive", "held", "kursk")["2024-09-01":"2024-09-10"]
    assert held.between(897, 898).all()


def test_donetsk_had_most_of_the_gains_of_autumn_2024(measured: Measured) -> None:
    window = "2024-08-01..2024-11-19"
    donetsk = gain(measured, ("deepstate", "control", "donetsk"), window)
    assert donetsk > 0.8 * gain(measured, DAILY, window)


def test_the_published_series_was_revised_in_twelve_days(measured: Measured) -> None:
    before = load_measured(PROJECT, dt.date(2025, 7, 7)).series(*PUBLISHED)
    revised = (measured.series(*PUBLISHED).reindex(before.index) - before).round(1)
    assert (revised != 0).sum() == 12
    assert revised["2025-01-01"] == pytest.approx(115479.7 - 115198.1, abs=PRINTED)


def test_both_deepstate_series_agree_on_every_day_that_both_have(measured: Measured) -> None:
    # The archive's table and the daily files round the same drawing differently: up to 0.06 km².
    apart = (measured.series(*DAILY) - measured.series(*ARCHIVE)).dropna().abs()
    assert len(apart) > 300
    assert apart.max() < 0.1


def test_regions_add_up_to_the_whole(measured: Measured) -> None:
    # Slivers along the land border, which DeepState and geoBoundaries draw differently: 53 to 59 km².
    oblasts = [key for key in measured.extents if key[0] == "deepstate" and key[2] not in ("ukraine", "pre2022")]
    together = sum(measured.series(*key) for key in oblasts)
    outside = measured.series(*DAILY) - together
    assert outside.between(52, 60).all()


@needs_upstream
def test_the_committed_table_comes_out_of_the_upstream_files_byte_for_byte(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTLINE_CACHE", str(tmp_path / "cache"))  # nothing is remembered from an earlier refresh
    (tmp_path / "data").mkdir()
    with caplog.at_level(logging.INFO):
        refresh(tmp_path, SHARED)
    assert "769 daily files: 76 show D−2, 382 are taken as D−1 without confirmation" in caplog.text
    committed = (PROJECT / "data" / "measured.csv").read_bytes()
    assert (tmp_path / "data" / "measured.csv").read_bytes() == committed


@needs_upstream
@pytest.mark.parametrize(
    ("stamp", "outside"),
    [(1722977162, 0), (1725654859, 11.364), (1727771655, 11.364), (1731964660, 11.364), (1735678434, 11.364)],
)
def test_a_raw_snapshot_has_the_areas_of_the_derived_table(stamp: int, outside: float) -> None:
    name = f"deepstate_full_archive/raw/{stamp}.geojson"
    found = measure_snapshot(Fetched(name, SHARED / name, SNAPSHOTS.recorded))
    table = read(Fetched(SNAPSHOTS.name, SHARED / SNAPSHOTS.name, SNAPSHOTS.recorded))
    row = next(one.km2 for one in table if one.moment.timestamp() == stamp)
    assert found["crimea"] == pytest.approx(row["crimea"], abs=0.001)  # the table's rounding
    assert found["ordlo"] == pytest.approx(row["ordlo"], abs=0.001)
    assert found["crimea"] + found["ordlo"] + found["occupied"] == pytest.approx(row["total"], abs=0.002)
    assert found["grey"] == pytest.approx(row["grey"], abs=0.001)
    assert found["kursk_grey"] == pytest.approx(row["kursk_grey"], abs=0.001)
    # The table's border takes one polygon at Tyotkino, in Kursk oblast, for Ukraine.
    assert found["held"] - row["held"] == pytest.approx(outside, abs=0.001)


@needs_upstream
def test_kursk_in_the_derived_table_is_what_the_polygons_give() -> None:
    document = json.loads((SHARED / "deepstate_full_archive" / "deepstate_kursk_changes.geojson").read_bytes())
    shapes = shapely.make_valid([shapely.from_geojson(json.dumps(one["geometry"])) for one in document["features"]])
    measured: dict[tuple[int, str], float] = defaultdict(float)
    for one, km2 in zip(document["features"], areas(np.asarray(shapes, dtype=object)), strict=True):
        measured[one["properties"]["ts"], one["properties"]["status"]] += km2
    table = read(Fetched(SNAPSHOTS.name, SHARED / SNAPSHOTS.name, SNAPSHOTS.recorded))
    km2_by_moment = {int(one.moment.timestamp()): one.km2 for one in table}
    label = {"ua_held": "held", "unknown": "kursk_grey"}
    apart = [km2_by_moment[stamp][label[status]] - km2 for (stamp, status), km2 in measured.items()]
    # On five days of October 2024 the table has one polygon of 1.765 km² more than the file of polygons.
    assert [one for one in apart if abs(one) > 0.01] == pytest.approx([1.765] * 5, abs=0.001)


@needs_upstream
def test_the_kursk_polygons_are_simplified_and_the_daily_areas_are_not(measured: Measured) -> None:
    regained = measured.series(*KURSK)
    ratios = []
    for path in sorted((SHARED / "isw_war_datasets_dashboard" / "kursk_geojson").glob("*.geojson")):
        shapes = [one["geometry"] for one in json.loads(path.read_bytes())["features"] if one["geometry"]]
        drawn = shapely.make_valid([shapely.from_geojson(json.dumps(shape)) for shape in shapes])
        ratios.append(areas(np.asarray(drawn, dtype=object)).sum() / regained[path.stem])
    assert len(ratios) == 37
    assert 0.98 < min(ratios) < 0.999
    assert 1.03 < max(ratios) < 1.05
