"""An edition is swapped in whole, whatever happens in between."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from frontline.editions.faults import DiskFailed, UnusableFolder
from frontline.editions.store import building, clear_leftovers, workshop


def dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def edition(reports: Path, text: str) -> Path:
    with building(reports, "2024-11-20") as folder:
        (folder / "index.html").write_text(text)
    return reports / "2024-11-20"


def test_a_new_edition_takes_the_place_of_the_old(tmp_path: Path) -> None:
    reports = tmp_path / "deep" / "reports"
    assert (edition(reports, "old") / "index.html").read_text() == "old"
    assert (edition(reports, "new") / "index.html").read_text() == "new"
    assert [path.name for path in reports.iterdir()] == ["2024-11-20"]


def test_an_error_leaves_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    place = edition(tmp_path, "old")
    with pytest.raises(KeyboardInterrupt), building(tmp_path, "2024-11-20") as folder:
        (folder / "index.html").write_text("half")
        raise KeyboardInterrupt
    assert [path.name for path in tmp_path.iterdir()] == ["2024-11-20"]
    assert (place / "index.html").read_text() == "old"


def test_a_swap_that_fails_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = edition(tmp_path, "old")
    rename = Path.rename

    def fail_for_the_new(self: Path, target: Path) -> Path:
        if ".new-" in self.name:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_for_the_new)
    with pytest.raises(DiskFailed, match="disk is full"):
        edition(tmp_path, "new")
    assert (place / "index.html").read_text() == "old"


def test_what_killed_runs_left_is_cleared(tmp_path: Path) -> None:
    gone = dead_process()
    for name in (f".a.new-{gone}-x", f".b.old-{gone}-x", f".c.old-{gone}-x", f".d.new-{os.getpid()}-x", "c", ".other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    clear_leftovers(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f".d.new-{os.getpid()}-x", ".other", "b", "c"]
    assert (tmp_path / "b" / "file").read_text() == f".b.old-{gone}-x"
    assert (tmp_path / "c" / "file").read_text() == "c"


def test_workshops_of_killed_runs_are_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / f"frontline-{dead_process()}-x"
    left.mkdir()
    with workshop() as work:
        assert not left.exists()
        assert work.is_dir()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_folder_that_cannot_be_used_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UnusableFolder) as refusal:
        clear_leftovers(tmp_path / place)
    assert refusal.value.exit_code == 2
    assert str(tmp_path / place) in str(refusal.value)
