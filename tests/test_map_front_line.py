"""The front-line map: polygons in a temporary cache, what it refuses, what it draws and lists."""

import datetime as dt
import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
import shapely
import small_mirror
from evidence_of import ROOT, evidence_of
from series_of import day
from small_mirror import SHARED, box, collection, controlled, feature

from frontline.analysis.front import Front, NoPolygons, front, km2
from frontline.charts.chart import Chart
from frontline.charts.map_front_line import front_line_map
from frontline.editions import make_plan
from frontline.editions.rendering import render
from frontline.parameters import Embargoed, MissingPolygons, OutsideCoverage, TerritorialGains
from frontline.tables import CallerMistake, RunFailure, cache_folder, keep, kept_files
from frontline.upstream import isw_layers, refresh
from frontline.upstream.polygons import DAILY, KURSK, TERRITORY, kept_dates

AS_OF = "2024-11-11"
HELD, GREY, LARGER = box(35, 51, 35.3, 51.3), box(35.3, 51, 35.4, 51.3), box(34.9, 51, 35.3, 51.4)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FRONTLINE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def in_kursk() -> bytes:
    """Return two changes of the map in Kursk: the larger ground on 8 November, then what is held from the 10th."""
    rows = [("2024-11-08", "ua_held", LARGER), ("2024-11-10", "ua_held", HELD), ("2024-11-10", "unknown", GREY)]
    moments = [int(dt.datetime.fromisoformat(f"{on}T20:00:00+00:00").timestamp()) for on, _, _ in rows]
    return collection(
        *(feature(shape, ts=at, status=status) for at, (_, status, shape) in zip(moments, rows, strict=True))
    )


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone measured from the small mirror, whose polygons are in the cache."""
    root = tmp_path / "clone"
    shutil.copytree(ROOT / "data", root / "data")
    (root / "data" / "measured.csv").write_bytes(b"")
    (root / "data" / "corrections.csv").write_text(
        (ROOT / "data" / "corrections.csv").read_text().splitlines()[0] + "\n"
    )
    refresh(root, small_mirror.write(tmp_path / "mirror", small_mirror.content() | {KURSK: in_kursk()}))
    return root


def front_of(root: Path, as_of: str = AS_OF, since: str = "2024-11-09", **more: object) -> Front:
    return front(evidence_of(as_of, root=root, since=day(since), **more))


def chart_of(root: Path, **more: object) -> Chart:
    evidence = evidence_of(AS_OF, root=root, since=day("2024-11-09"), **more)
    return front_line_map(front(evidence), evidence)


def test_a_refresh_keeps_what_maps_are_drawn_from(clone: Path) -> None:
    assert set(kept_files()) == {DAILY, KURSK}
    assert kept_dates("DeepState") == [day(f"2024-11-{number:02}") for number in (9, 10, 11, 12)]
    assert not list(clone.rglob("*.geojson"))  # and nothing of it in the clone


def test_the_ground_between_two_days_is_what_the_series_gains(clone: Path) -> None:
    found = front_of(clone)
    assert (found.before.day, found.after.day) == (day("2024-11-08"), day("2024-11-11"))
    grown = shapely.difference(controlled(3), controlled(0))
    assert km2(found.gained) == pytest.approx(km2(grown), abs=0.1)
    assert km2(found.fallen) == pytest.approx(0, abs=0.1)
    assert km2(found.gained) == pytest.approx(found.after.level.value - found.before.level.value, abs=0.1)


def test_a_later_day_shows_the_nearest_earlier_polygons(clone: Path) -> None:
    assert front_of(clone, "2024-11-10").after.day == day("2024-11-10")
    kept = kept_files()[DAILY]
    keep({DAILY: (small_mirror.daily({"20241110": collection(feature(controlled(1)))}), kept.recorded)})
    found = front_of(clone)
    assert (found.before.day, found.after.day) == (day("2024-11-09"), day("2024-11-09"))
    assert km2(found.gained) == 0


def test_a_day_after_the_last_map_shows_the_last(clone: Path) -> None:
    found = front_of(clone, "2024-11-20", "2024-11-15")
    assert (found.before.day, found.after.day) == (day("2024-11-11"), day("2024-11-11"))


def test_each_document_is_listed_by_its_own_sha256(clone: Path) -> None:
    sha256 = [hashlib.sha256(collection(feature(controlled(step)))).hexdigest() for step in (0, 3)]
    assert [one["sha256"] for one in front_of(clone).inputs[:2]] == sha256
    assert front_of(clone).inputs[2] == {
        "file": KURSK,
        "sha256": hashlib.sha256(in_kursk()).hexdigest(),
        "recorded": small_mirror.LATER,
    }


def test_kursk_is_shown_as_it_was_on_the_day(clone: Path) -> None:
    kursk = front_of(clone).kursk
    assert kursk is not None
    assert km2(kursk.held) == pytest.approx(km2(HELD), rel=1e-6)
    assert km2(kursk.grey) == pytest.approx(km2(GREY), rel=1e-6)
    assert km2(kursk.ever_held) == pytest.approx(km2(LARGER), rel=1e-6)
    earlier = front_of(clone, "2024-11-09").kursk
    assert earlier is not None
    assert shapely.is_empty(earlier.grey)


def test_a_mirror_may_lack_kursk(clone: Path, tmp_path: Path) -> None:
    shutil.rmtree(cache_folder())
    refresh(clone, small_mirror.write(tmp_path / "other", small_mirror.content()), ["deepstate"])
    assert front_of(clone).kursk is None
    assert "Kursk" not in chart_of(clone).alt


def test_the_chart_tells_its_areas_and_carries_its_documents(clone: Path) -> None:
    chart = chart_of(clone)
    gained = f"{km2(front_of(clone).gained):,.0f} km²"
    told = f"DeepState’s map marks {gained} more as occupied on 11 November 2024 than on 8 November 2024"
    assert chart.title == told
    assert gained in chart.alt
    assert list(chart.rows[2][:2]) == ["Gained", "2024-11-08 to 2024-11-11"]
    assert "sha256" in chart.foot
    _, metadata = chart._repr_mimebundle_()
    assert metadata["frontline"]["inputs"] == [dict(one) for one in chart.inputs]
    assert len(chart.inputs) == 3
    assert chart.svg == chart_of(clone).svg


def test_the_alt_text_says_where_the_hubs_lie(clone: Path) -> None:
    alt = chart_of(clone).alt
    assert re.search(r"Of the towns named, Pokrovsk, Kurakhove, .* lie outside the marked ground\.$", alt)


@pytest.mark.parametrize("region", ["donetsk", "kursk", "crimea"])
def test_the_map_is_about_the_region(clone: Path, region: str) -> None:
    chart = chart_of(clone, region=region)
    assert chart.svg != chart_of(clone).svg
    words = {"donetsk": " more of Donetsk oblast as", "kursk": " of Kursk on", "crimea": " 0 km² more of Crimea as"}
    assert words[region] in chart.title


def test_without_polygons_the_notebook_says_how_to_get_them(clone: Path) -> None:
    shutil.rmtree(cache_folder())
    with pytest.raises(NoPolygons, match="frontline refresh"):
        front_of(clone)


def keep_isw(maps: dict[str, int]) -> None:
    """Keep maps of ISW by their days, each after a number of steps."""
    documents = {on: collection(feature(controlled(step)), small_mirror.NULL) for on, step in maps.items()}
    keep({f"{TERRITORY}{on}.geojson": (document, day("2026-02-03")) for on, document in documents.items()})


def test_without_polygons_of_the_mapper_there_is_no_map(clone: Path) -> None:
    with pytest.raises(NoPolygons, match="frontline refresh"):
        front_of(clone, series="isw")


def test_polygons_of_isw_are_drawn_where_there_are_any(tmp_path: Path) -> None:
    keep_isw({"2023-12-07": 0, "2024-11-03": 2, "2024-11-24": 3})
    with pytest.raises(RunFailure, match="measured were 107,026"):  # the small polygons are not those measured
        front(evidence_of(AS_OF, series="isw"))
    run = TerritorialGains.open(ROOT, map="front_line", series="isw")
    assert len(run.polygons) == 3
    with pytest.raises(OutsideCoverage, match="2023-12-07"):
        TerritorialGains.open(ROOT, map="front_line", series="isw", as_of="2023-12-06")


@pytest.mark.skipif(not SHARED.is_dir(), reason="no upstream files here")
def test_the_real_maps_of_isw_are_drawn() -> None:
    for date in isw_layers.DRAWN:
        keep({f"{TERRITORY}{date}.geojson": ((SHARED / f"{TERRITORY}{date}.geojson").read_bytes(), day("2026-02-03"))})
    evidence = evidence_of("2024-11-20", series="isw")
    found = front(evidence)
    assert (found.before.day, found.after.day) == (day("2023-12-07"), day("2024-11-03"))
    assert [one["sha256"] for one in found.inputs] == [isw_layers.DRAWN[date] for date in ("2023-12-07", "2024-11-03")]
    chart = front_line_map(found, evidence)
    assert chart.title.startswith("ISW’s map marks 2,")
    assert "without assessed advances" in chart.subtitle


def test_a_damaged_cache_is_not_drawn(clone: Path) -> None:
    path = kept_files()[DAILY].path
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(RunFailure, match="fill the cache again"):
        front_of(clone)


def test_polygons_other_than_those_measured_are_not_drawn(clone: Path) -> None:
    maps = {f"202411{9 + step:02}": collection(feature(controlled(step + 1))) for step in range(4)}
    keep({DAILY: (small_mirror.daily(maps), day(small_mirror.LATER))})
    with pytest.raises(RunFailure, match="refresh both"):
        front_of(clone)


def test_a_broken_index_is_an_empty_cache(clone: Path) -> None:
    (cache_folder() / "polygons" / "kept.json").write_text("[")
    assert kept_files() == {}
    with pytest.raises(NoPolygons):
        front_of(clone)


def keep_something() -> None:
    keep({DAILY: (b"an archive", day("2026-01-11"))})


def test_a_newer_file_takes_the_place_of_the_older() -> None:
    keep({DAILY: (b"older", day("2026-01-11")), KURSK: (b"kursk", day("2026-01-11"))})
    keep({DAILY: (b"newer", day("2026-01-12"))})
    kept = kept_files()
    assert (kept[DAILY].path.read_bytes(), kept[DAILY].recorded) == (b"newer", day("2026-01-12"))
    assert kept[KURSK].path.read_bytes() == b"kursk"
    assert len(list(kept[DAILY].path.parent.iterdir())) == 3


def test_a_map_is_refused_before_a_kernel_starts(scratch: Path) -> None:
    with pytest.raises(MissingPolygons, match="frontline refresh") as refused:
        TerritorialGains.open(scratch, map="front_line")
    assert isinstance(refused.value, CallerMistake)
    keep_something()
    run = TerritorialGains.open(scratch, map="front_line")
    assert run.polygons == {DAILY: hashlib.sha256(b"an archive").hexdigest()}
    assert TerritorialGains.open(scratch).polygons == {}


def test_a_map_of_isw_alone_or_of_before_the_polygons_is_refused(scratch: Path) -> None:
    keep_something()
    with pytest.raises(MissingPolygons, match="ISW"):
        TerritorialGains.open(scratch, map="front_line", series="isw")
    with pytest.raises(OutsideCoverage, match="2024-07-08"):
        TerritorialGains.open(scratch, map="front_line", as_of="2024-07-07")


def test_a_map_within_the_embargo_is_refused_with_the_latest_day_allowed(scratch: Path) -> None:
    keep_something()
    today = dt.datetime.now(dt.UTC).date()
    age = (today - day("2025-12-31")).days
    assert TerritorialGains.open(scratch, map="front_line", as_of="2025-12-31", embargo_days=age)
    with pytest.raises(Embargoed, match="2025-12-30") as refused:
        TerritorialGains.open(scratch, map="front_line", as_of="2025-12-31", embargo_days=age + 1)
    assert refused.value.nearest == "2025-12-30"
    assert TerritorialGains.open(scratch, map="oblasts", as_of="2025-12-31", embargo_days=age + 1)


@pytest.mark.skipif(not SHARED.is_dir(), reason="no upstream files here")
def test_the_real_archive_is_drawn_into_an_edition(tmp_path: Path) -> None:
    keep({name: ((SHARED / name).read_bytes(), day("2026-08-22")) for name in (DAILY, KURSK)})
    plan = make_plan(ROOT, ["territorial_gains"], {"map": "front_line", "as_of": "2024-11-19"})
    edition = render(plan, formats=("html",), reports=tmp_path / "reports")
    assert edition.folder.name == "2024-11-19+map=front_line"
    record = json.loads((edition.folder / "edition.json").read_text())
    raw = SHARED / "deepstate_daily" / "raw"
    names = {20240708: "the eve of the first day", 20241120: "the map of 19 November"}
    sha256 = [hashlib.sha256((raw / f"deepstatemap_data_{name}.geojson").read_bytes()).hexdigest() for name in names]
    assert [one["sha256"] for one in record["reports"]["territorial_gains"]["polygons"]][:2] == sha256
    assert record["inputs"][f"cache/{DAILY}"] == kept_files()[DAILY].sha256
    page = (edition.folder / "territorial_gains.html").read_text()
    assert "front-line-map" in page
    assert re.search(r"Of the towns named, [^;]*Vuhledar[^;]* lie inside the marked ground", page)
    assert "oblasts-map" not in page
    assert len(page.encode()) < 700_000
