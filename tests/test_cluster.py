"""Sweeps on a cluster: a real scheduler and two workers of this machine, one of which is killed."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import build_clone, command, files_of, kernels_of, write_notebook
from small_bucket import SmallBucket
from small_cluster import STRANGER, SmallCluster, ancestors

from frontline.editions.cluster import Cluster, ClusterLost
from frontline.editions.inputs import project, sha256
from frontline.editions.record import parse_record

DAYS = ("2024-11-20", "2025-03-01", "2025-04-01")
WAIT_ONCE = f"""\
import os, pathlib, time
started = pathlib.Path('../started')
if as_of == {DAYS[1]!r} and not started.exists():
    started.write_text(str(os.getpid()))
    time.sleep(600)
"""


def until(condition: Any, seconds: float = 60) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clone in which the workers were started."""
    return build_clone(tmp_path_factory.mktemp("shared") / "clone")


@pytest.fixture(scope="module")
def cluster(root: Path) -> Iterator[SmallCluster]:
    """A cluster with two workers."""
    made = SmallCluster(root.parent / "cluster")
    try:
        for _ in range(2):
            made.start_worker(root)
        yield made
    finally:
        made.close()


@pytest.fixture(autouse=True)
def clean(root: Path) -> Iterator[None]:
    yield
    for left in ("started", "tried"):
        (root / left).unlink(missing_ok=True)
    write_notebook(root, "claim_check")
    shutil.rmtree(root / "reports", ignore_errors=True)


def sweep(root: Path, cluster: SmallCluster | None, *days: str, notebook: str = "claim_check") -> Any:
    """Run a sweep on a cluster, or here, to its end."""
    return command(root, *line(cluster.address if cluster else None, days, notebook))


def line(address: str | None, days: Sequence[str], notebook: str = "claim_check") -> list[str]:
    there = ["--scheduler", address] if address else []
    return ["sweep", notebook, "--format", "html", "--grid", f"as_of={','.join(days)}", *there]


def start(root: Path, cluster: SmallCluster, *days: str) -> "subprocess.Popen[str]":
    """Start a sweep, and wait until its notebook of the second day waits."""
    words = [sys.executable, "-m", "frontline", *line(cluster.address, days)]
    running = subprocess.Popen(words, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    until(lambda: (root / "started").exists() or running.poll() is not None)
    return running


def assert_nothing_is_left(root: Path, cluster: SmallCluster) -> None:
    until(lambda: kernels_of(root) == [])
    assert [path.name for path in (root / "reports").iterdir() if path.name.startswith(".")] == []
    until(lambda: list(cluster.temporary.glob("frontline-*")) == [])


def test_every_edition_arrives_whole_though_a_worker_is_killed(
    root: Path, cluster: SmallCluster, tmp_path: Path
) -> None:
    write_notebook(root, "claim_check", WAIT_ONCE)
    running = start(root, cluster, *DAYS)
    above = ancestors(int((root / "started").read_text()))
    worker = next(one for one in cluster.processes if one.pid in above)
    worker.kill()
    worker.wait()
    said = running.communicate(timeout=120)
    assert running.returncode == 0, said
    assert said[0] == "open reports/comparison.html\n"
    assert "3 rendered, 0 unchanged, 0 failed" in said[1]
    assert_nothing_is_left(root, cluster)
    assert sorted(path.name for path in (root / "reports").iterdir()) == sorted([*DAYS, "comparison.html"])
    alone = ["render", "claim_check", "--format", "html", "-p", f"as_of={DAYS[1]}", "--reports", str(tmp_path)]
    assert command(root, *alone).returncode == 0
    assert files_of(root / "reports" / DAYS[1]) == files_of(tmp_path / DAYS[1])
    assert "0 rendered, 3 unchanged, 0 failed" in sweep(root, cluster, *DAYS).stderr
    cluster.start_worker(root)


def test_what_fails_is_told_as_in_a_sweep_here_and_tried_once(root: Path, cluster: SmallCluster) -> None:
    write_notebook(
        root,
        "claim_check",
        "open('../tried', 'a').write(as_of + '\\n')",
        f"if as_of == {DAYS[1]!r}:\n    raise ValueError('not on this day')",
        f"if as_of == {DAYS[2]!r}:\n    more_than_it_may_take = bytearray(3 * 1024**3)",
    )
    there = sweep(root, cluster, *DAYS)
    tried = (root / "tried").read_text().split()
    here = sweep(root, None, *DAYS)
    assert sorted(tried) == sorted(DAYS)
    assert (there.returncode, here.returncode) == (1, 1)
    for told in ("1 rendered, 0 unchanged, 2 failed", "ValueError: not on this day", "MemoryError"):
        assert told in there.stderr
    assert sorted(there.stderr.splitlines()[-8:]) == sorted(here.stderr.splitlines()[-8:])
    assert "Traceback" not in there.stderr
    assert_nothing_is_left(root, cluster)


def test_what_still_holds_of_an_edition_is_kept(root: Path, cluster: SmallCluster) -> None:
    assert command(root, "render", "claim_check", "--format", "html").returncode == 0
    before = files_of(root / "reports" / DAYS[0])
    assert "1 rendered" in sweep(root, cluster, DAYS[0], notebook="troop_deployments").stderr
    after = files_of(root / "reports" / DAYS[0])
    assert after["claim_check.html"] == before["claim_check.html"]
    assert "troop_deployments.html" in after


def test_a_cluster_fills_an_object_store(root: Path, cluster: SmallCluster) -> None:
    bucket = SmallBucket()
    try:
        words = [*line(cluster.address, DAYS[:1]), "--reports", "s3://bucket/reports"]
        done = command(root, *words, env=os.environ | bucket.environment)
        assert (done.returncode, done.stdout) == (0, "open s3://bucket/reports/comparison.html\n"), done.stderr
        found = bucket.files(f"reports/{DAYS[0]}/")
    finally:
        bucket.close()
    record = parse_record(found.pop("edition.json"))
    assert record
    assert record.all_files == {name: sha256(data) for name, data in found.items()}


def test_an_interrupt_ends_what_the_workers_do(root: Path, cluster: SmallCluster) -> None:
    write_notebook(root, "claim_check", WAIT_ONCE)
    running = start(root, cluster, *DAYS[:2])
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert running.returncode == 130, said
    assert "Traceback" not in said
    assert_nothing_is_left(root, cluster)
    assert not (root / "reports" / DAYS[1]).exists()
    assert "1 rendered" in sweep(root, cluster, DAYS[1]).stderr


def test_a_worker_with_another_project_is_refused_before_any_work(cluster: SmallCluster, clone: Path) -> None:
    (clone / "data" / "extra.csv").write_text("a\n1\n")
    write_notebook(clone, "claim_check", "print('another')")
    done = sweep(clone, cluster, *DAYS)
    assert done.returncode == 2
    assert "the worker tcp://127.0.0.1:" in done.stderr
    assert "would make other editions: data/extra.csv, notebooks/claim_check.ipynb differ" in done.stderr
    assert "got: data/extra.csv missing, " in done.stderr
    assert list((clone / "reports").iterdir()) == []


def test_a_cluster_without_a_worker_that_can_is_refused(root: Path, tmp_path: Path) -> None:
    other = SmallCluster(tmp_path / "cluster")
    try:
        none = sweep(root, other, *DAYS)
        other.start_worker(root, STRANGER)
        stranger = sweep(root, other, *DAYS)
    finally:
        other.close()
    assert (none.returncode, stranger.returncode) == (2, 2)
    assert f"the scheduler at {other.address} has no workers" in none.stderr
    assert "dask worker" in none.stderr
    assert "cannot make editions" in stranger.stderr
    assert "No module named 'frontline" in stranger.stderr
    assert "Traceback" not in none.stderr + stranger.stderr


def test_an_edition_whose_workers_all_end_is_given_up(root: Path, tmp_path: Path) -> None:
    other = SmallCluster(tmp_path / "cluster", DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
    try:
        worker = other.start_worker(root)
        write_notebook(root, "claim_check", WAIT_ONCE)
        running = start(root, other, DAYS[1])
        worker.kill()
        _, said = running.communicate(timeout=60)
    finally:
        other.close()
    assert running.returncode == 1, said
    assert "every worker that made it ended (1): killed, or out of memory" in said
    assert "Traceback" not in said


def test_a_cluster_that_has_lost_its_workers_ends_the_sweep(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = SmallCluster(tmp_path / "cluster")
    monkeypatch.setattr("frontline.editions.cluster.WITHOUT_WORKERS", 1)
    try:
        worker = other.start_worker(root)
        made = Cluster(other.address, project(root))
        worker.kill()
        with pytest.raises(ClusterLost, match="there has been no worker for 1 seconds"):
            until(lambda: list(made.wait()))
        made.close()
    finally:
        other.close()


def test_a_scheduler_that_is_lost_ends_the_sweep(root: Path, tmp_path: Path) -> None:
    other = SmallCluster(tmp_path / "cluster")
    try:
        other.start_worker(root)
        write_notebook(root, "claim_check", WAIT_ONCE)
        running = start(root, other, DAYS[1])
        other.scheduler.kill()
        _, said = running.communicate(timeout=60)
    finally:
        other.close()
    assert running.returncode == 1, said
    assert "the scheduler is gone; what is finished stays" in said
    assert "Traceback" not in said
    until(lambda: kernels_of(root) == [])


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of something that is no scheduler."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"tcp://127.0.0.1:{listening.getsockname()[1]}"


def test_an_address_without_a_scheduler_is_refused(root: Path, silent: str) -> None:
    words = [sys.executable, "-m", "frontline"]
    addresses = ("tcp://127.0.0.1:1", "nowhere", silent)
    asked = [
        subprocess.Popen([*words, *line(address, DAYS)], cwd=root, stderr=subprocess.PIPE, text=True)
        for address in addresses
    ]
    for address, running in zip(addresses, asked, strict=True):
        _, said = running.communicate(timeout=60)
        assert running.returncode == 2, said
        assert f"no scheduler answers at {address}: " in said
        assert "dask scheduler" in said
        assert "Traceback" not in said


def test_without_the_extra_it_is_told_how_to_install_it(root: Path) -> None:
    bare = "import sys; sys.modules['distributed'] = None\nfrom frontline.cli import main; main()"
    words = [sys.executable, "-c", bare, *line("tcp://127.0.0.1:1", DAYS)]
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install '.[cluster]'" in done.stderr
