"""The parts of the benchmarks that a run on one machine does not show to be right."""

import sys
from pathlib import Path

import pytest
from evidence_of import ROOT

sys.path.insert(0, str(ROOT))  # benchmarks are no part of the package
from benchmarks import run
from benchmarks.machine import ratio, told
from benchmarks.sweep import days
from benchmarks.watch import watched


def test_the_middle_is_told_with_both_ends() -> None:
    assert told([3.0, 1.0, 2.0]) == "2.00 (1.00 to 3.00)"
    assert ratio([3.0, 1.0, 2.0], [4.0]) == 0.5


def test_a_sweep_is_over_days_that_follow_each_other() -> None:
    assert days(3) == ["2024-11-20", "2024-11-19", "2024-11-18"]


def test_what_the_processors_do_for_a_command_and_its_children_is_counted(tmp_path: Path) -> None:
    busy = "import subprocess, sys; sum(range(10**7)); subprocess.run([sys.executable, '-c', 'sum(range(10**7))'])"
    alone = watched([sys.executable, "-c", "sum(range(10**7))"], tmp_path)
    both = watched([sys.executable, "-c", busy], tmp_path)
    assert 0 < alone.processors < both.processors
    assert alone.seconds > 0


def test_a_command_that_fails_ends_the_benchmark(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="failed"):
        watched([sys.executable, "-c", "raise SystemExit(1)"], tmp_path)


def test_sections_that_are_not_measured_stay_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = tmp_path / "results.md"
    monkeypatch.setattr(run.stock, "pdf_exporter", lambda: None)
    monkeypatch.setattr(run.sweep, "growth", lambda sizes: f"{sizes}\n")
    for measured in ("first", "second"):
        monkeypatch.setattr(run.cold, "section", lambda _, measured=measured: f"{measured}\n")
        chosen = ["cold", "growth"] if measured == "first" else ["cold"]
        monkeypatch.setattr(sys, "argv", ["run", *chosen, "--quick", "--to", str(results)])
        run.main()
    text = results.read_text()
    assert "second" in text
    assert "first" not in text
    assert f"## {run.HEADINGS['growth']}\n\n(8, 24)\n" in text


def test_a_section_that_there_is_not_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["run", "warm"])
    with pytest.raises(SystemExit):
        run.main()
