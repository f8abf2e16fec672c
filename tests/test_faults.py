"""What goes wrong while rendering: one message, the right exit code, and an earlier edition untouched."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import build_clone, command, files_of, kernels_of, write_notebook

from frontline.editions import make_plan
from frontline.editions.faults import CellFailed, ExportFailed
from frontline.editions.limits import Limits
from frontline.editions.record import Stored, whole
from frontline.editions.rendering import Ways
from frontline.editions.rendering import render as run

RENDER = ("render", "claim_check", "--format", "html")
SLEEP = "import pathlib, time\npathlib.Path('../started').touch()\ntime.sleep(60)"


def render(root: Path, *more: str, **options: object) -> subprocess.CompletedProcess[str]:
    return command(root, *RENDER, *more, **options)


def start(root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "frontline", *RENDER],
        cwd=root,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def until(condition: object, seconds: float = 20) -> None:
    limit = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.02)


def assert_nothing_is_left(root: Path) -> None:
    assert kernels_of(root) == []
    reports = root / "reports"
    assert not reports.exists() or [path.name for path in reports.iterdir() if path.name.startswith(".")] == []


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of a clone like `clone`, rendered once: editions do not depend on where they were made."""
    root = build_clone(tmp_path_factory.mktemp("rendered") / "clone")
    assert render(root).returncode == 0
    return root / "reports"


@pytest.fixture
def edition(clone: Path, rendered: Path) -> Iterator[dict[str, bytes]]:
    """An earlier edition in `clone`, which no fault may touch."""
    shutil.copytree(rendered, clone / "reports")
    before = files_of(clone / "reports" / "2024-11-20")
    yield before
    assert files_of(clone / "reports" / "2024-11-20") == before
    assert_nothing_is_left(clone)


FAILING = {
    "raises": ("x = 1\nraise ValueError('no such town')", ["claim_check: the cell In [3]", "ValueError: no such town"]),
    "fails in the package": (
        "from frontline.tables import read_rows, Row\nfrom pathlib import Path\nread_rows(Path('none.csv'), Row)",
        ["BrokenTable", "none.csv", "rows.py:"],
    ),
    "is killed": ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", ["claim_check: its kernel is gone"]),
}


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("way", FAILING)
def test_a_notebook_that_fails_is_told_once(clone: Path, way: str) -> None:
    source, told = FAILING[way]
    write_notebook(clone, "claim_check", source)
    done = render(clone)
    assert done.returncode == 1
    assert done.stdout == ""
    for words in told:
        assert done.stderr.count(words) == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 6


@pytest.mark.usefixtures("edition")
def test_a_cell_that_never_ends_is_told(clone: Path) -> None:
    write_notebook(clone, "claim_check", "while True: pass")
    with pytest.raises(CellFailed, match="claim_check: a cell took longer than 1 seconds"):
        run(make_plan(clone, ["claim_check"]), formats=("html",), ways=Ways(limits=Limits(seconds=1)))


def test_two_renders_at_once_do_not_disturb_each_other(clone: Path) -> None:
    both = [start(clone), start(clone)]
    said = [one.communicate(timeout=60) for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    stored = Stored.at(clone / "reports" / "2024-11-20")
    assert stored.record
    assert whole(stored.folder, stored.reports["claim_check"].files | stored.record.files)
    assert_nothing_is_left(clone)


def test_the_others_stop_when_one_fails(clone: Path) -> None:
    write_notebook(clone, "claim_check", "raise ValueError('at once')")
    write_notebook(clone, "troop_deployments", SLEEP)
    began = time.monotonic()
    done = command(clone, "render", "claim_check", "troop_deployments", "--format", "html")
    assert done.returncode == 1
    assert "at once" in done.stderr
    assert time.monotonic() - began < 20
    assert_nothing_is_left(clone)


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.usefixtures("edition")
def test_an_interrupt_stops_everything_soon(clone: Path, sent: signal.Signals, code: int) -> None:
    write_notebook(clone, "claim_check", SLEEP)
    running = start(clone)
    until((clone / "started").exists)
    running.send_signal(sent)
    began = time.monotonic()
    _, said = running.communicate(timeout=20)
    assert running.returncode == code
    assert "Traceback" not in said
    assert time.monotonic() - began < 10


LOST = """
import os, signal
from frontline import cli
from frontline.editions import exporting
def warm(_):
    try:
        exec("os.kill(os.getpid(), signal.{sent})")
    except BaseException:
        pass
exporting.warm = warm
cli.main()
"""


@pytest.mark.parametrize(("sent", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
@pytest.mark.usefixtures("edition")
def test_an_interrupt_that_is_lost_while_a_kernel_works_stops_the_run_all_the_same(
    clone: Path, sent: str, code: int
) -> None:
    write_notebook(clone, "claim_check", SLEEP)
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", LOST.format(sent=sent), *RENDER], cwd=clone, capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert time.monotonic() - began < 20
    assert_nothing_is_left(clone)


SWALLOWED = """
import os, signal
from frontline import cli
from frontline.tables import CallerMistake
def run(**_):
    try:
        exec("os.kill(os.getpid(), signal.{sent})")
    except BaseException as error:
        {then}
cli.app = run
cli.main()
"""


@pytest.mark.parametrize("then", ["raise", "raise CallerMistake('a table that cannot be read') from error"])
@pytest.mark.parametrize(("sent", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_an_interrupt_is_told_as_one_whatever_it_struck(sent: str, code: int, then: str) -> None:
    script = SWALLOWED.format(sent=sent, then=then)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "cannot be read" not in done.stderr


@pytest.mark.usefixtures("edition")
def test_a_killed_run_is_cleared_away_by_the_next(clone: Path) -> None:
    good = (clone / "notebooks" / "claim_check.ipynb").read_text()
    write_notebook(clone, "claim_check", SLEEP)
    running = start(clone)
    until((clone / "started").exists)
    running.kill()
    running.communicate()
    until(lambda: kernels_of(clone) == [])
    (clone / "notebooks" / "claim_check.ipynb").write_text(good)
    assert render(clone).returncode == 0


def test_killed_at_any_moment_an_edition_is_whole(clone: Path) -> None:
    place = clone / "reports" / "2024-11-20"
    moments = random.Random(1)
    for number in range(3):
        write_notebook(clone, "claim_check", f"print({number})")
        running = start(clone)
        time.sleep(moments.uniform(0.3, 2))
        running.kill()
        running.communicate()
        stored = Stored.at(place)
        assert stored.record is None or whole(place, stored.reports["claim_check"].files | stored.record.files)
        assert stored.record is not None or not place.exists()
    assert render(clone).returncode == 0
    until(lambda: kernels_of(clone) == [])
    assert_nothing_is_left(clone)


def limit_file_size() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))


@pytest.mark.usefixtures("edition")
def test_a_disk_that_fails_is_told(clone: Path) -> None:
    done = render(clone, "--force", preexec_fn=limit_file_size)
    assert done.returncode == 1
    assert "cannot write in" in done.stderr
    assert "an earlier one stays as it was" in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a disk small enough to fill")
def test_a_disk_that_fills_up_is_told(clone: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if not mount or subprocess.run([mount, "-t", "tmpfs", "-o", "size=16k", "none", disk], check=False).returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        done = render(clone, "--reports", str(disk))
        assert (done.returncode, list(disk.iterdir())) == (1, [])
        assert "the disk is full" in done.stderr
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.usefixtures("edition")
def test_a_broken_table_is_refused_before_a_kernel_starts(clone: Path) -> None:
    write_notebook(clone, "claim_check", SLEEP)
    table = clone / "data" / "figures.csv"
    lines = table.read_text().splitlines(keepends=True)
    good = "".join(lines)
    table.write_text("".join([*lines[:2], "half a row\n", *lines[2:]]))
    done = render(clone)
    table.write_text(good)
    assert done.returncode == 2
    assert "figures.csv:3" in done.stderr
    assert not (clone / "started").exists()


@pytest.mark.parametrize(
    ("table", "content"),
    [
        ("measured.csv", None),
        ("measured.csv", b""),
        ("measured.csv", b"\xff\xfe"),
        ("sources.csv", b""),
        ("claims.csv", None),
    ],
)
def test_an_unreadable_table_is_refused(clone: Path, table: str, content: bytes | None) -> None:
    path = clone / "data" / table
    path.unlink() if content is None else path.write_bytes(content)
    done = render(clone)
    assert done.returncode == 2
    assert table in done.stderr
    assert "Traceback" not in done.stderr


def test_a_notebook_that_is_missing_or_none_is_refused(clone: Path) -> None:
    path = clone / "notebooks" / "claim_check.ipynb"
    path.write_text("{ no notebook")
    assert (done := render(clone)).returncode == 2
    assert "claim_check.ipynb is no notebook" in done.stderr
    path.unlink()
    assert (done := render(clone)).returncode == 2
    assert "the notebook claim_check is missing" in done.stderr
    assert_nothing_is_left(clone)


def test_a_folder_that_cannot_be_used_is_refused(clone: Path) -> None:
    (clone / "file").touch()
    done = render(clone, "--reports", "file")
    assert done.returncode == 2
    assert "reports cannot be written to file" in done.stderr


@pytest.mark.parametrize("form", ["html", "pdf"])
@pytest.mark.usefixtures("edition")
def test_a_page_that_cannot_be_made_is_told(form: str, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def from_notebook_node(self, *_: object, **__: object) -> None:
            raise LookupError("no such font")

    monkeypatch.setattr("frontline.editions.exporting.exporter", lambda _: Broken())
    with pytest.raises(ExportFailed, match=f"claim_check: its {form.upper()} could not be made: LookupError: no such"):
        run(make_plan(clone, ["claim_check"]), formats=(form,), force=True)
