"""How a kernel's process begins: lean while it imports, and like any other from then on."""

import asyncio
import gc
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import nbformat
import pytest
from evidence_of import ROOT
from jupyter_core.utils import ensure_event_loop
from nbformat.v4 import new_code_cell, new_notebook

from frontline.editions.faults import KernelDied
from frontline.editions.herd import Herd
from frontline.editions.kernel import Early, Kernels, ahead, started
from frontline.editions.rendering import Ways
from frontline.editions.running import execute
from frontline.editions.serving import importing
from frontline.editions.warm import ORDINARY

ASKED = """\
import gc, os, sys
print(os.getppid(), os.getpid() == os.getsid(0))
print(gc.isenabled(), gc.get_threshold(), sys.getswitchinterval(), get_ipython().history_manager.hist_file)
print('' in sys.path, os.getcwd())"""
PLAIN = "import gc, sys; print(gc.isenabled(), gc.get_threshold(), sys.getswitchinterval(), ':memory:')"


def told(kernels: Kernels, folder: Path, *sources: str) -> list[str]:
    path = folder / "asking.ipynb"
    cells = [new_code_cell("x = 1", metadata={"tags": ["parameters"]}), *map(new_code_cell, sources)]
    nbformat.write(new_notebook(cells=cells), path)
    cell = execute(path, {}, kernels).cells[-1]
    return "".join(output.get("text", "") for output in cell.outputs).splitlines()


@pytest.fixture
def herd() -> Iterator[Herd]:
    with closing(Herd()) as made:
        yield made


def kernels(folder: Path, launch: Any, count: int = 1) -> Kernels:
    return Kernels(ROOT, folder, epoch=0, count=count, start=lambda environment, place: launch(environment, place, 0))


@pytest.mark.parametrize("way", ["forked", "started", "ahead"])
def test_a_notebook_runs_as_in_any_python(way: str, herd: Herd, tmp_path: Path) -> None:
    with ahead(["asking"]) as early:
        ours = kernels(tmp_path, {"forked": herd.start, "started": started, "ahead": early}[way])
        try:
            parentage, collecting, place = told(ours, tmp_path, ASKED)
        finally:
            ours.stop()
    plain = subprocess.run([sys.executable, "-c", PLAIN], capture_output=True, text=True, check=True)
    assert parentage.endswith(" True")
    assert collecting == plain.stdout.strip()
    assert place == f"True {ROOT / 'notebooks'}"


def test_a_notebook_runs_where_the_loop_of_the_thread_was_taken_away(tmp_path: Path) -> None:
    ensure_event_loop()  # as who runs a notebook by papermill leaves it
    asyncio.run(asyncio.sleep(0))  # leaves the thread without a loop, and without leave to make one
    ours = kernels(tmp_path, started)
    try:
        assert told(ours, tmp_path, "print(1)") == ["1"]
    finally:
        ours.stop()


def test_several_kernels_are_forked_from_one_process_and_end_with_it(herd: Herd, tmp_path: Path) -> None:
    ours = kernels(tmp_path, herd.start, count=2)
    try:
        first, second = (told(ours, tmp_path, ASKED)[0] for _ in range(2))
    finally:
        ours.stop()
    assert first == second
    herd.close()
    with pytest.raises(ProcessLookupError):
        os.kill(int(first.split()[0]), 0)


def test_a_kernel_that_no_notebook_took_was_never_started(herd: Herd, tmp_path: Path) -> None:
    ours = kernels(tmp_path, herd.start, count=2)
    ours.stop()
    process = ours.take()
    assert (process.poll(), process.wait()) == (0, 0)


@pytest.mark.parametrize(("count", "ordinary", "forks"), [(1, "", False), (2, "", True), (2, "1", False)])
def test_only_several_kernels_are_worth_a_process_to_fork_from(
    count: int, ordinary: str, forks: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ORDINARY, ordinary)
    with Ways().starting(count) as start:
        process = start({**os.environ, "JPY_PARENT_PID": str(os.getpid())}, tmp_path)
        process.stdin and process.stdin.close()  # there is no connection file: it ends
        assert (type(process).__name__ == "Late") is forks
        process.wait()


def test_a_process_that_was_never_told_what_for_is_ended() -> None:
    with closing(Early()) as early:
        process = early._process
        assert process.poll() is None
    assert process.poll() is not None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process has loaded")
def test_a_process_that_was_not_told_what_for_loads_nothing_that_a_refusal_should_wait_for() -> None:
    with closing(Early()) as early:
        loaded = Path(f"/proc/{early._process.pid}/maps")
        until = time.monotonic() + 20
        while "sqlite3" not in loaded.read_text():  # what a kernel loads last
            assert time.monotonic() < until
            time.sleep(0.02)
        time.sleep(0.5)
        assert "numpy" not in loaded.read_text()


@pytest.mark.parametrize("notebooks", [[], ["one", "another"]])
def test_several_kernels_are_not_started_ahead(notebooks: list[str]) -> None:
    with ahead(notebooks) as launch:
        assert launch is None


def test_a_process_is_told_once(tmp_path: Path) -> None:
    with ahead(["one"]) as launch:
        assert launch
        ours = kernels(tmp_path, launch, count=2)
        ours.stop()
    assert len({process.pid for process in ours._processes}) == 2


def test_a_process_that_has_died_before_it_was_told_is_missed_by_its_notebook(tmp_path: Path) -> None:
    with closing(Early()) as early:
        early._process.kill()
        early._process.wait()
        ours = kernels(tmp_path, early.start)
        try:
            with pytest.raises(KernelDied):
                told(ours, tmp_path, "print(1)")
        finally:
            ours.stop()


def test_what_is_imported_is_not_looked_through_again() -> None:
    before = gc.get_freeze_count()
    with importing():
        assert not gc.isenabled()
        kept = [[] for _ in range(10)]
    assert gc.isenabled()
    assert gc.get_freeze_count() > before + len(kept)
    gc.unfreeze()


def test_a_command_leaves_out_what_no_notebook_here_has() -> None:
    code = (
        "import sys\nfrom frontline.cli import main\nsys.argv = ['frontline', '--help']\n"
        "try:\n    main()\nfinally:\n    print(sys.modules['rfc3987_syntax'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout.endswith("None\n")


def test_what_nothing_uses_is_imported_when_it_is_used() -> None:
    script = (
        "import sys\nfrom frontline.editions.lean import be_lean\nbe_lean()\nbe_lean()\n"
        "import papermill.iorw, bs4\n"
        "print([name in sys.modules for name in ('requests.sessions', 'soupsieve.css_match')])\n"
        "soup = bs4.BeautifulSoup('<p class=a>words</p>', 'html.parser')\n"
        "print(soup.select_one('.a').text, papermill.iorw.requests.Session.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[False, False]", "words Session"]


@pytest.mark.parametrize("code", [0, 3])
def test_a_command_ends_with_its_code_after_all_that_is_to_be_done_at_the_end(code: int) -> None:
    script = (
        "import atexit, sys\nfrom frontline import cli\n"
        f"cli.app = lambda **_: (atexit.register(print, 'last words', end=''), sys.exit({code}))\ncli.main()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (code, "last words", "")


def test_what_was_not_foreseen_is_told_as_python_tells_it() -> None:
    script = "from frontline import cli\ncli.app = lambda **_: 1 / 0\ncli.main()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
