"""Editions in an object store: whole by their record, which is written last, whatever fails in between."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import command, files_of, write_notebook
from small_bucket import SmallBucket

from frontline.editions.faults import MissingExtra, UnusableFolder
from frontline.editions.inputs import sha256
from frontline.editions.places import Place, place_at
from frontline.editions.record import FILE, Record, parse_record
from frontline.tables import RunFailure

URL = "s3://bucket/deep/reports"
DAYS = ("2024-11-20", "2025-03-01")
NAME = "2024-11-20+region=donetsk"


@pytest.fixture(scope="module")
def served() -> Iterator[SmallBucket]:
    """One server for all: file systems are kept by their settings."""
    made = SmallBucket()
    yield made
    made.close()


@pytest.fixture
def bucket(served: SmallBucket, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallBucket]:
    """An empty bucket, which the environment points to."""
    for name, value in served.environment.items():
        monkeypatch.setenv(name, value)
    yield served
    served.refuse = lambda *_: False
    for key in served.files():
        served.remove(key)
    served.requests.clear()


def frontline(root: Path, *words: str) -> Any:
    return command(root, *words, "--format", "html", "--reports", URL)


SWEEP = ("sweep", "claim_check", "--grid", f"as_of={','.join(DAYS)}")


def test_a_sweep_writes_the_same_editions_as_into_a_folder(clone: Path, bucket: SmallBucket) -> None:
    there = frontline(clone, *SWEEP)
    assert (there.returncode, there.stdout) == (0, f"open {URL}/comparison.html\n"), there.stderr
    assert command(clone, *SWEEP, "--format", "html").returncode == 0
    assert bucket.files("deep/reports/") == files_of(clone / "reports")
    assert bucket.type_of(f"deep/reports/{DAYS[0]}/index.html") == "text/html"
    for day in DAYS:
        written = [key for method, key in bucket.requests if method == "PUT" and f"/{day}/" in key]
        assert written[-1].endswith(FILE)
        assert len(written) == len(files_of(clone / "reports" / day))


def test_what_stands_there_whole_is_left(clone: Path, bucket: SmallBucket) -> None:
    assert "2 rendered" in frontline(clone, *SWEEP).stderr
    bucket.requests.clear()
    again = frontline(clone, *SWEEP)
    assert "0 rendered, 2 unchanged" in again.stderr
    assert [key for method, key in bucket.requests if method not in ("GET", "HEAD")] == ["deep/reports/comparison.html"]
    bucket.remove(f"deep/reports/{DAYS[0]}/claim_check.html")
    assert "1 rendered, 1 unchanged" in frontline(clone, *SWEEP).stderr


def test_a_render_keeps_siblings_and_drops_what_no_longer_holds(clone: Path, bucket: SmallBucket) -> None:
    first = frontline(clone, "render", "claim_check", "troop_deployments")
    assert (first.returncode, first.stdout) == (0, f"open {URL}/{DAYS[0]}/index.html\n"), first.stderr
    before = bucket.files(f"deep/reports/{DAYS[0]}/")
    write_notebook(clone, "claim_check", "print('changed')")
    second = frontline(clone, "render", "troop_deployments", "--force")
    assert "rendered: troop_deployments; unchanged: nothing" in second.stderr
    after = bucket.files(f"deep/reports/{DAYS[0]}/")
    assert sorted(set(before) - set(after)) == ["claim_check.html", "claim_check.ipynb"]
    bucket.requests.clear()
    assert "unchanged: troop_deployments" in frontline(clone, "render", "troop_deployments").stderr
    assert {method for method, _ in bucket.requests} <= {"GET", "HEAD"}


def test_a_file_that_was_changed_there_is_made_again(clone: Path, bucket: SmallBucket) -> None:
    assert frontline(clone, "render", "claim_check").returncode == 0
    whole = bucket.files()
    bucket.put(f"deep/reports/{DAYS[0]}/claim_check.html", b"by hand")
    assert "rendered: claim_check" in frontline(clone, "render", "claim_check").stderr
    assert bucket.files() == whole


def test_an_edition_that_cannot_be_read_or_written_stops_no_other(clone: Path, bucket: SmallBucket) -> None:
    refused = {("PUT", f"deep/reports/{DAYS[1]}/claim_check.html"), ("HEAD", f"deep/reports/2025-04-01/{FILE}")}
    bucket.refuse = lambda method, key: (method, key) in refused
    done = frontline(clone, *SWEEP[:-1], f"as_of={','.join(DAYS)},2025-04-01")
    assert done.returncode == 1
    assert "1 rendered, 0 unchanged, 2 failed" in done.stderr
    assert f"failed: {DAYS[1]}\n  {URL}: Access Denied" in done.stderr
    assert f"failed: 2025-04-01\n  {URL}: " in done.stderr
    assert "Traceback" not in done.stderr
    assert {key for key in bucket.files() if key.endswith(FILE)} == {f"deep/reports/{DAYS[0]}/{FILE}"}


def edition(place: Place, files: dict[str, bytes]) -> Record:
    """Fill the folder of a place with an edition of these files."""
    record = Record(NAME, "", {}, {}, {}, {}, {name: sha256(data) for name, data in files.items()})
    for name, data in {**files, FILE: record.as_bytes()}.items():
        path = place.folder / NAME / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return record


OLD = {"index.html": b"old", "claims.json": b"[]", "data/gone.csv": b"1"}
NEW = {"index.html": b"new", "claims.json": b"[]", "data/new.csv": b"2"}


def test_stopped_at_any_moment_there_is_a_whole_edition_or_none(bucket: SmallBucket, tmp_path: Path) -> None:
    seen = set()
    for answered in range(30):
        bucket.refuse = lambda *_: False
        with place_at(URL, tmp_path) as place:
            edition(place, OLD)
            place.publish(NAME)
            edition(place, NEW)
            limit = len(bucket.requests) + answered
            bucket.refuse = lambda *_, limit=limit: len(bucket.requests) >= limit
            failed = False
            try:
                place.publish(NAME)
            except RunFailure:
                failed = True
            bucket.refuse = lambda *_: False
        found = bucket.files(f"deep/reports/{NAME}/")
        record = parse_record(found.pop(FILE)) if FILE in found else None
        if record:
            assert record.files == {name: sha256(data) for name, data in found.items()}
        seen.add("none" if record is None else found["index.html"].decode())
        if not failed:
            assert found == NEW
            break
    assert seen == {"old", "none", "new"}


def test_what_was_only_brought_is_not_written_again(bucket: SmallBucket, tmp_path: Path) -> None:
    with place_at(URL, tmp_path) as place:
        record = edition(place, OLD)
        place.publish(NAME)
        assert list(place.folder.iterdir()) == []
        assert place.record(NAME) == record
        assert place.record("2024-11-20") is None
        assert place.stored(NAME).has(record.files)
        bucket.requests.clear()
        place.bring(NAME)
        assert files_of(place.folder / NAME).keys() == {*OLD, FILE}
        place.publish(NAME)
        place.bring("2024-11-20")
        place.publish("2024-11-20")
    assert {method for method, _ in bucket.requests} <= {"GET", "HEAD"}
    assert not place.folder.exists()


@pytest.mark.usefixtures("bucket")
def test_a_bucket_that_is_not_there_is_refused(clone: Path) -> None:
    done = command(clone, "render", "claim_check", "--reports", "s3://none/reports")
    assert done.returncode == 2
    assert "reports cannot be written to s3://none/reports" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bucket_without_credentials_is_refused(bucket: SmallBucket, tmp_path: Path) -> None:
    bucket.refuse = lambda *_: True
    with (
        pytest.raises(UnusableFolder, match=f"cannot be written to {URL}: "),
        place_at(URL, tmp_path),
    ):
        pass


def test_a_store_that_is_not_known_or_not_installed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnusableFolder, match="Protocol not known: nowhere"), place_at("nowhere://x", tmp_path):
        pass
    with pytest.raises(MissingExtra, match="gcsfs"), place_at("gs://bucket/reports", tmp_path):
        pass
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(MissingExtra, match="cluster"), place_at(URL, tmp_path):
        pass


def test_the_url_of_a_folder_is_that_folder(tmp_path: Path) -> None:
    with place_at(f"file://{tmp_path}/reports", tmp_path) as place:
        assert place.folder == tmp_path / "reports"
        assert place.address("x") == os.fspath(tmp_path / "reports" / "x")
