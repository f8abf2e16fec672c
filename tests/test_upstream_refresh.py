"""A refresh from end to end, from a folder and from a server, over a small mirror of every upstream."""

import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest
import small_mirror

from frontline.measured import Measurement, load_measured, problems
from frontline.tables import CallerMistake, coverage, read_rows
from frontline.upstream import UPSTREAMS, SomeUpstreamsFailed, UpstreamFailure, fetch, refresh

ALL = {series for upstream in UPSTREAMS for series in upstream.series}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_mirror.empty_clone(tmp_path / "clone")


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    return small_mirror.write(tmp_path / "mirror", small_mirror.content())


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTLINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(fetch, "TRIES", 1)  # a failed try waits a second before the next


def rows_of(root: Path) -> list[Measurement]:
    return read_rows(root / "data" / "measured.csv", Measurement)


def test_every_series_is_measured_and_covered(root: Path, mirror: Path) -> None:
    counts = refresh(root, mirror)
    assert set(counts) == ALL
    assert min(counts.values()) > 0
    assert len(rows_of(root)) == sum(counts.values())
    assert set(coverage(root)) == ALL
    assert coverage(root)["isw_published"].recorded_first == dt.date(2024, 11, 10)
    assert coverage(root)["deepstate"].regions == ("crimea", "donetsk", "kherson", "pre2022", "ukraine")
    assert [problem for problem in problems(root) if problem.file == "measured.csv"] == []


def test_the_values_are_the_mirrors(root: Path, mirror: Path) -> None:
    refresh(root, mirror)
    measured = load_measured(root)
    both = measured.series("isw_layers", "control_and_advances", "ukraine")
    assert both.tolist() == [110.75]  # the second day has no advances
    assert measured.series("isw_kursk", "regained", "kursk").tolist() == [3.33]
    assert measured.series("isw_published", "control_and_advances", "ukraine").tolist() == [100.0, 102.5, 103.0]
    assert measured.series("deepstate_archive", "held_and_grey", "kursk").tolist() == [8.75] * 4
    assert measured.series("economist_casualties", "casualties_high", "theatre").tolist() == [29.0, 30.0]
    assert measured.series("general_staff", "losses_correction", "theatre").tolist() == [200.0]
    daily, archive = (measured.series(one, "control", "ukraine") for one in ("deepstate", "deepstate_archive"))
    assert daily.to_dict() == archive.to_dict()


def test_the_past_state_of_a_file_is_kept_beside_the_present_one(root: Path, mirror: Path) -> None:
    refresh(root, mirror, ["isw_published"])
    key = ("isw_published", "control_and_advances", "ukraine")
    assert load_measured(root, dt.date(2024, 11, 29)).series(*key).tolist() == [100.0, 101.0]
    assert len(rows_of(root)) == 4  # the unchanged day has one row


def test_a_second_refresh_changes_not_a_byte(root: Path, mirror: Path) -> None:
    refresh(root, mirror)
    before = {path.name: path.read_bytes() for path in (root / "data").iterdir()}
    assert set(refresh(root, mirror).values()) == {0}
    assert {path.name: path.read_bytes() for path in (root / "data").iterdir()} == before


def test_one_series_at_a_time_gives_the_same_table(root: Path, mirror: Path, tmp_path: Path) -> None:
    refresh(root, mirror)
    other = tmp_path / "other"
    (other / "data").mkdir(parents=True)
    for series in ("general_staff", "deepstate_archive", "isw_kursk", "deepstate", "isw_layers"):
        refresh(other, mirror, [series])
    refresh(other, mirror)
    assert (other / "data" / "measured.csv").read_bytes() == (root / "data" / "measured.csv").read_bytes()


def test_a_server_gives_what_the_folder_gives(root: Path, mirror: Path, tmp_path: Path) -> None:
    refresh(root, mirror)
    other = tmp_path / "other"
    (other / "data").mkdir(parents=True)
    with small_mirror.served(mirror) as address:
        refresh(other, address + "/")
    assert (other / "data" / "measured.csv").read_bytes() == (root / "data" / "measured.csv").read_bytes()


def test_a_new_day_and_a_revised_one_are_appended(root: Path, mirror: Path) -> None:
    refresh(root, mirror)
    before = rows_of(root)
    path = mirror / small_mirror.AREA
    path.write_bytes(
        small_mirror.economist({"2024-11-08": 100.0, "2024-11-09": 102.75, "2024-11-10": 103.0, "2024-11-11": 104.0})
    )
    relist(mirror, small_mirror.AREA, recorded="2024-12-01")
    assert refresh(root, mirror)["isw_published"] == 2
    after = rows_of(root)
    assert [row for row in after if row in before] == before
    assert [(row.day.day, row.value) for row in after if row not in before] == [(9, 102.75), (11, 104.0)]


def test_a_changed_file_that_claims_the_same_day_is_refused(root: Path, mirror: Path) -> None:
    refresh(root, mirror)
    changed = small_mirror.economist({"2024-11-08": 100.0, "2024-11-09": 102.5, "2024-11-10": 150.0})
    (mirror / small_mirror.AREA).write_bytes(changed)
    relist(mirror, small_mirror.AREA, recorded=small_mirror.LATER)
    with pytest.raises(SomeUpstreamsFailed, match="a later day of recording"):
        refresh(root, mirror)


def relist(mirror: Path, name: str, recorded: str) -> None:
    listed = json.loads((mirror / "manifest.json").read_text())
    listed["files"][name] = {
        "recorded": recorded,
        "sha256": hashlib.sha256((mirror / name).read_bytes()).hexdigest(),
    }
    (mirror / "manifest.json").write_text(json.dumps(listed))


@pytest.mark.parametrize("over_http", [False, True])
def test_an_upstream_that_fails_does_not_stop_the_others(root: Path, mirror: Path, over_http: bool) -> None:
    (mirror / small_mirror.LAYERS).unlink()
    (mirror / small_mirror.PERSONNEL).write_bytes(b"<html>busy</html>")
    with small_mirror.served(mirror) as address, pytest.raises(SomeUpstreamsFailed) as failed:
        refresh(root, address if over_http else mirror)
    assert [failure.file for failure in failed.value.failures] == [small_mirror.LAYERS, small_mirror.PERSONNEL]
    missing, changed = map(str, failed.value.failures)
    assert ("404" if over_http else "No such file") in missing
    assert "sha256" in changed
    assert failed.value.exit_code == 1
    assert str(failed.value).count("what to do:") == 3
    assert {row.series for row in rows_of(root)} == ALL - {"isw_layers", "isw_kursk", "general_staff"}


def test_a_failed_upstream_keeps_every_row_that_it_had(root: Path, mirror: Path) -> None:
    refresh(root, mirror)
    before = (root / "data" / "measured.csv").read_bytes()
    for name in (small_mirror.AREA, small_mirror.DAILY, small_mirror.SNAPSHOTS):
        (mirror / name).write_bytes(b"half a file")
    with pytest.raises(SomeUpstreamsFailed):
        refresh(root, mirror)
    assert (root / "data" / "measured.csv").read_bytes() == before


def test_the_daily_files_cannot_be_dated_without_the_archive(root: Path, mirror: Path) -> None:
    with pytest.raises(SomeUpstreamsFailed, match="refresh deepstate_archive first"):
        refresh(root, mirror, ["deepstate"])


def test_without_a_manifest_only_the_known_files_are_taken(root: Path, mirror: Path) -> None:
    (mirror / "manifest.json").unlink()
    with pytest.raises(SomeUpstreamsFailed, match=r"say so in manifest\.json"):
        refresh(root, mirror, ["isw_layers"])


def test_a_broken_manifest_is_refused(root: Path, mirror: Path) -> None:
    (mirror / "manifest.json").write_text('{"files": {"a": {"recorded": "soon"}}}')
    with pytest.raises(UpstreamFailure, match=r"repair the manifest"):
        refresh(root, mirror)


def test_an_unknown_series_is_the_callers_mistake(root: Path, mirror: Path) -> None:
    with pytest.raises(CallerMistake, match="deepstat") as mistake:
        refresh(root, mirror, ["deepstat"])
    assert mistake.value.exit_code == 2
    assert "isw_kursk" in str(mistake.value)


def test_a_folder_that_is_not_there_is_the_callers_mistake(root: Path, tmp_path: Path) -> None:
    with pytest.raises(CallerMistake, match="a folder, or an address"):
        refresh(root, tmp_path / "nowhere")


def test_a_server_that_does_not_answer_is_named(root: Path) -> None:
    with pytest.raises(SomeUpstreamsFailed, match=r"127\.0\.0\.1") as failed:
        refresh(root, "http://127.0.0.1:9")
    assert len(failed.value.failures) == len(UPSTREAMS)
    assert (root / "data" / "measured.csv").read_bytes() == b""


def test_a_file_without_a_public_address_says_so() -> None:
    archive = next(upstream for upstream in UPSTREAMS if upstream.id == "deepstate_archive")
    with pytest.raises(UpstreamFailure, match="--from"):
        fetch.Mirror.at(None).fetch(archive)


def test_every_upstream_file_is_pinned() -> None:
    for file in [file for upstream in UPSTREAMS for file in upstream.files]:
        assert len(file.sha256) == 64
        assert file.url is None or file.url.startswith(("https://raw.githubusercontent.com/", "https://codeload."))
