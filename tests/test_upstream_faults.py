"""What goes wrong while refreshing: each fault is named, the others go on, and the tables stay whole."""

import errno
import hashlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
import small_mirror
from requests.adapters import HTTPAdapter
from small_mirror import AREA, DAILY, LAYERS, PERSONNEL, SNAPSHOTS

from frontline.measured import Measurement
from frontline.tables import RunFailure, read_rows
from frontline.upstream import SomeUpstreamsFailed, documents, fetch, refresh
from frontline.upstream.alone import alone

PAGE = b"<!DOCTYPE html>\n<html><body>Sign in to go on</body></html>"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_mirror.empty_clone(tmp_path / "clone")


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    return small_mirror.write(tmp_path / "mirror", small_mirror.content())


@pytest.fixture(autouse=True)
def _quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTLINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(fetch, "TRIES", 1)
    monkeypatch.setattr(fetch, "TIMEOUT", 0.5)


def table(root: Path) -> bytes:
    return (root / "data" / "measured.csv").read_bytes()


Answer = Callable[[BaseHTTPRequestHandler, bytes], None]


@contextmanager
def serving(folder: Path, faults: Mapping[str, Answer]) -> Iterator[str]:
    """Serve a folder, some of its files by faulty answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.lstrip("/")
            content = (folder / name).read_bytes()
            faults.get(name, whole)(self, content)

        def log_message(self, *_: Any) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def whole(handler: BaseHTTPRequestHandler, content: bytes, status: int = 200, length: int | None = None) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(content) if length is None else length))
    handler.end_headers()
    handler.wfile.write(content)


def status(number: int) -> Answer:
    return lambda handler, _: whole(handler, b"busy", status=number)


def half(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    whole(handler, content[: len(content) // 2], length=len(content))


def hang(handler: BaseHTTPRequestHandler, _: bytes) -> None:
    time.sleep(1)


def hang_up(handler: BaseHTTPRequestHandler, _: bytes) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


FAULTS: list[tuple[Answer, str]] = [
    (status(404), "404"),
    (status(500), "500"),
    (half, "IncompleteRead"),
    (hang, "timed out"),
    (hang_up, "onnection"),
    (lambda handler, _: whole(handler, PAGE), "a page of HTML, which begins"),
    (lambda handler, content: whole(handler, content[:-9]), "hash"),
    (lambda handler, _: whole(handler, b""), "hash"),
]


@pytest.mark.parametrize(("fault", "said"), FAULTS)
def test_a_server_that_fails_with_one_file_is_named_and_the_rest_is_measured(
    root: Path, mirror: Path, fault: Answer, said: str
) -> None:
    with serving(mirror, {LAYERS: fault}) as address, pytest.raises(SomeUpstreamsFailed) as failed:
        refresh(root, address)
    (failure,) = failed.value.failures
    assert failure.file == LAYERS
    assert said in failure.got
    assert f"{address}/{LAYERS}" in failure.expected
    series = {row.series for row in read_rows(root / "data" / "measured.csv", Measurement)}
    assert {"isw_published", "deepstate", "general_staff"} <= series
    assert "isw_layers" not in series


def test_no_answer_of_a_server_is_left_open(root: Path, mirror: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[requests.Response] = []
    send = HTTPAdapter.send

    def kept(*asked: Any, **how: Any) -> requests.Response:
        answers.append(send(*asked, **how))
        return answers[-1]

    monkeypatch.setattr(HTTPAdapter, "send", kept)
    with serving(mirror, {LAYERS: status(500)}) as address, pytest.raises(SomeUpstreamsFailed):
        refresh(root, address)
    assert {answer.status_code for answer in answers} == {200, 500}
    assert all(answer.raw.closed for answer in answers)


def test_what_failed_is_measured_once_the_server_is_well(root: Path, mirror: Path, tmp_path: Path) -> None:
    with serving(mirror, {DAILY: half}) as address, pytest.raises(SomeUpstreamsFailed):
        refresh(root, address)
    with serving(mirror, {}) as address:
        assert refresh(root, address)["deepstate"] > 0
    other = small_mirror.empty_clone(tmp_path / "other")
    refresh(other, mirror)
    assert table(root) == table(other)


def changed(mirror: Path, name: str, content: bytes, recorded: str = "2024-12-24") -> None:
    """Put a later state of a file into a mirror."""
    (mirror / name).write_bytes(content)
    listed = json.loads((mirror / "manifest.json").read_text())
    listed["files"][name] = {"recorded": recorded, "sha256": hashlib.sha256(content).hexdigest()}
    (mirror / "manifest.json").write_text(json.dumps(listed))


AREAS = {"2024-11-08": 100.0, "2024-11-09": 102.5, "2024-11-10": 103.0}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (AREA, small_mirror.economist(AREAS | {"2024-11-11": 9000.0}), ("3,000 km2 a day", "9,000.00 on 2024-11-11")),
        (
            AREA,
            small_mirror.economist({day: 1e6 * area for day, area in AREAS.items()}),
            ("revisions", "100,000,000.00"),
        ),
        (AREA, small_mirror.economist(dict(list(AREAS.items())[1:])), ("the 3 days", "1 of them are gone, 2024-11-08")),
        (AREA, small_mirror.economist(AREAS).replace(b"area_assessed", b"area_judged"), ("columns", "no column")),
        (AREA, b"date,area_assessed_as_russia_controlled\n", ("rows with the columns", "no rows")),
        (PERSONNEL, b'[{"date": "2024-11-09", "people": 700}]', ("'personnel' in every record", "None in record 1")),
        (PERSONNEL, b'[{"date": "2024-11-09", "personnel": 700}]', ("the 2 days", "2024-11-10")),
        (LAYERS, small_mirror.layers().replace(b"areaKm2", b"areaM2"), ("'areaKm2'", "None in record 1")),
        (SNAPSHOTS, b"ts,occupied_total_km2\n1731096600,1\n", ("columns", "crimea_km2")),
        (DAILY, small_mirror.daily({}), ("daily files", "none")),
    ],
)
def test_a_file_that_changed_its_meaning_is_refused_and_every_row_stays(
    root: Path, mirror: Path, name: str, content: bytes, said: tuple[str, str]
) -> None:
    refresh(root, mirror)
    before = table(root)
    changed(mirror, name, content)
    with pytest.raises(SomeUpstreamsFailed) as failed:
        refresh(root, mirror)
    assert [failure.file for failure in failed.value.failures] == [name]
    (failure,) = failed.value.failures
    assert said[0] in failure.expected
    assert said[1] in failure.got
    assert table(root) == before


def test_a_mirror_of_an_earlier_state_adds_it_beside_the_later_one(root: Path, mirror: Path) -> None:
    refresh(root, mirror)
    changed(mirror, AREA, small_mirror.economist({"2024-11-08": 99.0}), recorded="2024-11-09")
    assert refresh(root, mirror)["isw_published"] == 1


def test_a_new_day_is_the_only_one_measured(root: Path, mirror: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = []
    measure = documents.measure_documents
    monkeypatch.setattr(
        documents, "measure_documents", lambda maps, *more: counts.append(len(maps)) or measure(maps, *more)
    )
    refresh(root, mirror)
    for name, content in small_mirror.content(5).items():
        if name in (DAILY, SNAPSHOTS):
            changed(mirror, name, content)
    appended = refresh(root, mirror)
    refresh(root, mirror)
    assert counts == [4, 1, 0]
    assert appended == dict.fromkeys(appended, 0) | {"deepstate": 5, "deepstate_archive": 7}


def test_a_daily_file_that_upstream_changed_later_is_a_revision(root: Path, mirror: Path) -> None:
    refresh(root, mirror)
    before = read_rows(root / "data" / "measured.csv", Measurement)
    maps = {
        f"202411{9 + step:02}": small_mirror.collection(small_mirror.feature(small_mirror.controlled(max(step, 1))))
        for step in range(4)
    }
    changed(mirror, DAILY, small_mirror.daily(maps))
    assert refresh(root, mirror)["deepstate"] == 2  # Ukraine and Donetsk, on one day
    rows = read_rows(root / "data" / "measured.csv", Measurement)
    assert [row for row in rows if row in before] == before
    assert {str(row.recorded) for row in rows if row not in before} == {"2024-12-24"}
    assert refresh(root, mirror)["deepstate"] == 0


def test_two_refreshes_at_once_the_second_is_refused(root: Path, mirror: Path) -> None:
    with alone(root / "data"), pytest.raises(RunFailure, match="another refresh is at work") as refused:
        refresh(root, mirror)
    assert refused.value.exit_code == 1
    assert table(root) == b""
    refresh(root, mirror)
    assert table(root) != b""


def test_a_full_disk_changes_nothing(root: Path, mirror: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RunFailure, match="No space left on device; nothing was changed"):
        refresh(root, mirror)
    assert sorted(path.name for path in (root / "data").iterdir()) == ["datapackage.json", "measured.csv"]
    assert table(root) == b""


def test_a_full_cache_fails_the_run_after_the_tables_are_safe(
    root: Path, mirror: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "polygons").write_text("a file where the folder should be")
    with pytest.raises(SomeUpstreamsFailed, match="room in the cache"):
        refresh(root, mirror)
    assert b"deepstate,control" in table(root)


def run(root: Path, place: object, **options: Any) -> subprocess.Popen[str]:
    line = [sys.executable, "-m", "frontline", "refresh", "--from", str(place)]
    return subprocess.Popen(
        line, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ), **options
    )


def finished(running: subprocess.Popen[str]) -> int:
    running.communicate(timeout=60)
    return running.returncode


def test_the_command_says_what_failed_and_leaves_with_one(root: Path, mirror: Path) -> None:
    (mirror / LAYERS).write_bytes(PAGE)
    running = run(root, mirror)
    said, complaint = running.communicate(timeout=60)
    assert running.returncode == 1
    assert complaint.count(f"upstream file {LAYERS}") == 2  # the summary's and its own
    assert "Traceback" not in complaint + said
    assert b"isw_published" in table(root)


def test_interrupted_while_a_server_hangs_it_leaves_with_130(root: Path, mirror: Path) -> None:
    asked = threading.Event()

    def wait(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        asked.set()
        time.sleep(1)

    with serving(mirror, {LAYERS: wait}) as address:
        running = run(root, address)
        assert asked.wait(30)
        running.send_signal(signal.SIGINT)
        _, complaint = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "Traceback" not in complaint
    assert table(root) == b""


def test_killed_at_any_moment_the_table_is_the_old_or_the_new_one(root: Path, mirror: Path, tmp_path: Path) -> None:
    other = small_mirror.empty_clone(tmp_path / "other")
    began = time.monotonic()
    assert finished(run(other, mirror)) == 0
    takes = time.monotonic() - began
    moments = random.Random(20241120)
    for _ in range(5):
        running = run(root, mirror)
        time.sleep(takes * moments.uniform(0.3, 1.05))
        running.kill()
        finished(running)
        assert table(root) in (b"", table(other))
        json.loads((root / "data" / "datapackage.json").read_text())
    (root / "data" / ".measured.csv.left").write_text("half a")
    assert finished(run(root, mirror)) == 0
    assert table(root) == table(other)
    assert sorted(path.name for path in (root / "data").iterdir()) == ["datapackage.json", "measured.csv"]
