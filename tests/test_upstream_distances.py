"""How far a town lies from a shape: true on the ellipsoid, and as committed."""

import csv
import datetime as dt
import os
from pathlib import Path

import pytest
import shapely
from evidence_of import ROOT
from pyproj import Geod

from frontline.ledger import Place, load_ledger
from frontline.measured import load_distances
from frontline.measured.checking import problems
from frontline.upstream.distances import distance_km

TOWN = Place(id="a-town", name="A Town", lat=48.28, lon=37.18, region="donetsk")


def box_east_of(lon: float) -> shapely.Geometry:
    return shapely.box(lon, 47.5, lon + 1.0, 49.0)


@pytest.mark.parametrize("lon", [37.3, 37.8, 38.6])
def test_a_distance_is_that_of_the_ellipsoid(lon: float) -> None:
    edge = [(lon, 47.5 + step / 2000) for step in range(3001)]
    nearest = min(Geod(ellps="WGS84").inv(TOWN.lon, TOWN.lat, *corner)[2] for corner in edge) / 1000
    assert distance_km(TOWN, box_east_of(lon)) == pytest.approx(nearest, abs=0.1)


def test_inside_it_is_zero() -> None:
    assert distance_km(TOWN, box_east_of(37.0)) == 0.0


def test_every_town_has_a_distance_on_every_day() -> None:
    ledger = load_ledger(ROOT)
    found = load_distances(ROOT)
    assert set(found) == {place.id for place in ledger.places.values() if place.region != "kursk"}
    assert len({tuple(rows["day"]) for rows in found.values()}) == 1
    assert found["kurakhove"].set_index("day").loc["2024-11-19", "km"] == 2.0


def test_what_was_recorded_later_or_is_too_young_is_left_out() -> None:
    day = dt.date(2024, 9, 1)
    assert load_distances(ROOT, known_on=day)["pokrovsk"]["recorded"].max().date() <= day
    assert load_distances(ROOT, until=day)["pokrovsk"]["day"].max().date() == day


def test_distances_that_have_changed_are_read_anew_however_alike_they_look(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    table = tmp_path / "data" / "distances.csv"
    told = []
    for km in ("1.5", "2.5"):
        table.write_text(f"series,place,day,km,recorded\ndeepstate,kupiansk,2024-09-01,{km},2024-09-02\n", "utf-8")
        os.utime(table, (0, 0))
        told.append(load_distances(tmp_path)["kupiansk"]["km"].item())
    assert told == [1.5, 2.5]


def test_a_clone_need_not_have_distances_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert load_distances(tmp_path) == {}
    for name in ("series", "measured", "corrections"):
        (tmp_path / "data" / f"{name}.csv").write_bytes((ROOT / "data" / f"{name}.csv").read_bytes())
    assert problems(tmp_path) == []
    with (tmp_path / "data" / "distances.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["series", "place", "day", "km", "recorded"], ["deepstate", "kupiansk", "2024-09-01", "-1", "2024-09-02"]]
        )
    assert [(problem.row, problem.column) for problem in problems(tmp_path)] == [(2, "km")]
