"""Sweeps end to end: many editions, each made apart; what fails is told, what holds is left."""

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import build_clone, command, files_of, kernels_of, write_notebook

from frontline.editions import FORMATS, make_plan
from frontline.editions.comparison import compare
from frontline.editions.grid import parameter_sets
from frontline.editions.limits import Limits
from frontline.editions.places import Folder, place_at
from frontline.editions.record import Stored
from frontline.editions.rendering import render
from frontline.editions.sweeping import Progress, asked, sweep
from frontline.editions.warm import ORDINARY
from frontline.parameters import OutsideCoverage

DAYS = ("2024-11-20", "2025-03-01", "2025-04-01")


def swept(
    root: Path, grids: Sequence[str], formats: Sequence[str] = (), reports: Path | None = None, **options: Any
) -> Progress:
    wanted = asked(root, ["claim_check"], parameter_sets([], grids, None))
    with place_at(reports, root) as place:
        return sweep(wanted, place, formats=formats, **options)


def for_days(source: str) -> str:
    """Cells that do as they are told on the second day alone."""
    return f"if as_of == {DAYS[1]!r}:\n    " + source.replace("\n", "\n    ")


def assert_nothing_is_left(root: Path) -> None:
    assert kernels_of(root) == []
    assert [path.name for path in (root / "reports").iterdir() if path.name.startswith(".")] == []
    for path in Path(tempfile.gettempdir()).glob("frontline-*-*"):
        assert Path(f"/proc/{path.name.split('-')[1]}").exists()


def test_an_edition_is_the_same_alone_in_a_sweep_and_with_the_ordinary_kernel(
    clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = render(make_plan(clone, ["claim_check"]), formats=FORMATS, reports=tmp_path / "alone").folder
    swept(clone, ["as_of=2024-11-20,2025-03-01"], FORMATS, reports=tmp_path / "swept")
    monkeypatch.setenv(ORDINARY, "1")
    swept(clone, ["as_of=2024-11-20"], FORMATS, reports=tmp_path / "ordinary")
    assert files_of(alone) == files_of(tmp_path / "swept" / "2024-11-20")
    assert files_of(alone) == files_of(tmp_path / "ordinary" / "2024-11-20")


def test_a_second_run_does_only_what_failed_or_changed(clone: Path) -> None:
    write_notebook(clone, "claim_check", for_days("raise ValueError('not on this day')"))
    first = swept(clone, [f"as_of={','.join(DAYS)}"])
    assert (sorted(first.rendered), list(first.failed)) == ([DAYS[0], DAYS[2]], [DAYS[1]])
    assert "ValueError: not on this day" in first.failed[DAYS[1]]
    again = swept(clone, [f"as_of={','.join(DAYS)},2025-05-01"])
    assert (sorted(again.kept), again.rendered) == ([DAYS[0], DAYS[2]], ["2025-05-01"])
    write_notebook(clone, "claim_check")
    assert len(swept(clone, [f"as_of={','.join(DAYS)}"]).rendered) == 3
    assert len(swept(clone, [f"as_of={','.join(DAYS)}"], force=True).rendered) == 3
    assert_nothing_is_left(clone)


FAULTS = {
    "kills its process": ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "its kernel is gone"),
    "kills its worker": ("import os, signal\nos.kill(os.getppid(), signal.SIGKILL)", "its process ended"),
    "exits the interpreter": ("import os\nos._exit(0)", "its kernel is gone"),
    "takes more memory than it may": ("x = bytearray(3 * 1024**3)", "MemoryError"),
    "spins for ever": ("while True: pass", "a cell took longer than 4 seconds"),
    "forks": ("import os, time\nif os.fork() == 0:\n    time.sleep(600)\nraise ValueError('forked')", "forked"),
}


@pytest.mark.parametrize("way", FAULTS)
def test_a_notebook_that_misbehaves_stops_no_other(clone: Path, way: str) -> None:
    source, told = FAULTS[way]
    write_notebook(clone, "claim_check", for_days(source))
    done = swept(clone, [f"as_of={','.join(DAYS)}"], limits=Limits(seconds=4))
    assert sorted(done.rendered) == [DAYS[0], DAYS[2]]
    assert told in done.failed[DAYS[1]]
    assert not (clone / "reports" / DAYS[1]).exists()
    assert_nothing_is_left(clone)


def test_a_notebook_that_prints_a_hundred_megabytes_is_capped(clone: Path) -> None:
    write_notebook(clone, "claim_check", "for _ in range(1000):\n    print('x' * 100_000)")
    assert swept(clone, ["as_of=2024-11-20"], ("html",)).rendered == ["2024-11-20"]
    stored = json.loads((clone / "reports" / "2024-11-20" / "claim_check.ipynb").read_text())
    text = "".join(stored["cells"][-1]["outputs"][0]["text"])
    assert 250_000 <= len(text) < 251_000
    assert "[left out: what this cell printed beyond 250,000 characters]" in text


def test_what_the_data_do_not_cover_is_one_failure(clone: Path) -> None:
    done = swept(clone, ["as_of=2024-11-20,2035-01-01"])
    assert done.rendered == ["2024-11-20"]
    assert "outside every chosen series" in done.failed["as_of=2035-01-01"]
    with pytest.raises(OutsideCoverage):
        asked(clone, [], parameter_sets([], ["as_of=2035-01-01"], None))


def test_tables_that_change_in_mid_sweep_are_noticed(clone: Path) -> None:
    wanted = asked(clone, ["claim_check"], parameter_sets([], ["as_of=2024-11-20,2025-03-01"], None))

    def change(state: Progress) -> None:
        if state.done == 1:
            (clone / "data" / "extra.csv").write_text("a\n1\n")

    done = sweep(wanted, Folder(clone / "reports"), formats=(), workers=1, tell=change)
    assert len(done.rendered) == 1
    assert [message for message in done.failed.values() if "data/extra.csv differ from when the sweep began" in message]


def test_sets_that_mean_the_same_edition_are_one(clone: Path) -> None:
    wanted = asked(clone, [], parameter_sets([], ["region=donetsk,UA-14,Donetsk"], None))
    assert list(wanted.plans) == ["2024-11-20+region=donetsk"]


SWEEP = ("sweep", "claim_check", "--format", "html", "--grid", f"as_of={','.join(DAYS)}")


def test_the_command_line_tells_each_failure_and_compares_the_rest(clone: Path) -> None:
    write_notebook(clone, "troop_deployments", for_days("raise ValueError('not on this day')"))
    done = command(clone, "sweep", "troop_deployments", *SWEEP[1:])
    assert done.returncode == 1
    assert done.stdout == "open reports/comparison.html\n"
    assert "2 rendered, 0 unchanged, 1 failed" in done.stderr
    assert done.stderr.count("ValueError: not on this day") == 1
    assert "Traceback" not in done.stderr
    page = (clone / "reports" / "comparison.html").read_text()
    assert "2 editions compared" in page
    assert f'href="{DAYS[0]}/claim_check.html#n-gain"' in page


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--grid", "as_off=2024-11-20"], "unknown parameter"),
        (["--grid", "as_of=2024-11-20", "--grid", "region=donetks"], "nearest valid: donetsk"),
        (["--grid", "as_of"], "NAME=V1,V2"),
        (["--params", "none.csv"], "none.csv is no table of parameters"),
        ([], "something to vary"),
    ],
)
def test_mistakes_are_refused_before_any_work(clone: Path, arguments: list[str], told: str) -> None:
    done = command(clone, "sweep", *arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert not (clone / "reports").exists()


def start(root: Path) -> subprocess.Popen[str]:
    line = [sys.executable, "-m", "frontline", *SWEEP, "--workers", "1"]
    return subprocess.Popen(line, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_an_interrupt_stops_soon_and_keeps_what_is_finished(clone: Path) -> None:
    write_notebook(
        clone, "claim_check", for_days("import pathlib, time\npathlib.Path('../started').touch()\ntime.sleep(600)")
    )
    running = start(clone)
    limit = time.monotonic() + 60
    while not (clone / "started").exists() and time.monotonic() < limit:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    began = time.monotonic()
    _, said = running.communicate(timeout=20)
    assert running.returncode == 130, said
    assert time.monotonic() - began < 2  # as the README promises; half a second on a busy machine
    assert "Traceback" not in said
    assert (clone / "reports" / DAYS[0] / "edition.json").exists()
    assert not (clone / "reports" / DAYS[1]).exists()
    assert_nothing_is_left(clone)


LOST = f"""
import os, pathlib, signal, sys
from frontline import cli
from frontline.editions.pool import Pool
heard = Pool.wait
def lost(pool):
    ended = list(heard(pool))
    if pathlib.Path("started").exists():
        try:
            os.kill(os.getpid(), signal.SIGINT)
        except BaseException:
            pass
    return ended
Pool.wait = lost
sys.argv = ["frontline", *{SWEEP!r}, "--workers", "1"]
cli.main()
"""


def test_an_interrupt_that_is_lost_while_workers_are_waited_for_stops_the_sweep_all_the_same(clone: Path) -> None:
    write_notebook(
        clone, "claim_check", for_days("import pathlib, time\npathlib.Path('../started').touch()\ntime.sleep(600)")
    )
    done = subprocess.run(
        [sys.executable, "-c", LOST], cwd=clone, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 130, done.stderr
    assert "Traceback" not in done.stderr
    assert (clone / "reports" / DAYS[0] / "edition.json").exists()
    assert_nothing_is_left(clone)


LARGE = for_days("from IPython.display import HTML, display\ndisplay(HTML('<p>much</p>' * 500_000))")


def assert_the_second_day_alone_failed(root: Path, reports: Path, done: "subprocess.CompletedProcess[str]") -> None:
    assert done.returncode == 1
    assert "2 rendered, 0 unchanged, 1 failed" in done.stderr
    assert f"failed: {DAYS[1]}\n  cannot write in" in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in reports.iterdir()) == [DAYS[0], DAYS[2], "comparison.html"]
    for day in (DAYS[0], DAYS[2]):
        stored = Stored.at(reports / day)
        assert stored.record
        assert stored.has(stored.record.all_files)
    assert kernels_of(root) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a disk small enough to fill")
def test_a_disk_that_fills_up_in_mid_sweep_fails_one_edition(clone: Path, tmp_path: Path) -> None:
    write_notebook(clone, "claim_check", LARGE)
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", disk], check=False).returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        done = command(clone, *SWEEP, "--workers", "1", "--reports", str(disk))
        assert_the_second_day_alone_failed(clone, disk, done)
        assert "the disk is full" in done.stderr
    finally:
        subprocess.run(["umount", disk], check=True)


def limit_file_size() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000_000, 4_000_000))


def test_a_disk_that_fails_in_mid_sweep_fails_one_edition(clone: Path) -> None:
    write_notebook(clone, "claim_check", LARGE)
    done = command(clone, *SWEEP, preexec_fn=limit_file_size)
    assert_the_second_day_alone_failed(clone, clone / "reports", done)


def test_a_killed_sweep_takes_its_processes_along(clone: Path) -> None:
    running = start(clone)
    limit = time.monotonic() + 60
    while not kernels_of(clone) and time.monotonic() < limit:
        time.sleep(0.05)
    running.kill()
    running.communicate(timeout=20)
    while kernels_of(clone) and time.monotonic() < limit:
        time.sleep(0.05)
    done = command(clone, *SWEEP)
    assert done.returncode == 0, done.stderr
    assert_nothing_is_left(clone)


def test_two_sweeps_into_one_folder_do_not_disturb_each_other(clone: Path, tmp_path: Path) -> None:
    both = [start(clone), start(clone)]
    said = [one.communicate(timeout=90)[1] for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    other = build_clone(tmp_path / "other")
    swept(other, [f"as_of={','.join(DAYS)}"], ("html",))
    for day in DAYS:
        assert files_of(clone / "reports" / day) == files_of(other / "reports" / day)
    assert_nothing_is_left(clone)


def test_there_is_nothing_to_compare_without_an_edition(tmp_path: Path) -> None:
    assert compare(Folder(tmp_path), ["2024-11-20"]) is None
    assert list(tmp_path.iterdir()) == []
