"""The sample edition is what this clone renders, byte for byte, in whichever way (`make sample` renders it anew)."""

import json
import os
import platform
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, command, files_of

from frontline.editions.inputs import made_with
from frontline.editions.record import read_record, whole
from frontline.editions.warm import ORDINARY

SAMPLE = PROJECT / "reports" / "sample" / "2024-11-20"
HOW = "if that is meant: `make sample`, look at reports/sample, commit it with the change"


def seen(record: bytes) -> dict[str, Any]:
    """Return a record without what names the code itself, which changes with every comment."""
    told: dict[str, Any] = json.loads(record)
    del told["inputs"]["frontline"]
    for report in told["reports"].values():
        del report["content"]
    return told


@pytest.fixture(scope="module")
def sample() -> dict[str, bytes]:
    files = files_of(SAMPLE)
    assert files, HOW
    stored = json.loads(files["edition.json"])["made_with"]
    if stored != made_with() or platform.system() != "Linux" or platform.machine() != "x86_64":
        pytest.skip(f"the same bytes are promised on Linux x86-64 with {stored}")
    return files


def test_the_sample_is_a_fresh_render(sample: dict[str, bytes], default_edition: Path) -> None:
    fresh = files_of(default_edition)
    assert sample.keys() == fresh.keys(), HOW
    differ = [name for name in fresh if name != "edition.json" and sample[name] != fresh[name]]
    assert not differ, HOW
    assert seen(sample["edition.json"]) == seen(fresh["edition.json"]), HOW


def test_the_record_of_the_sample_names_its_files(sample: dict[str, bytes]) -> None:
    record = read_record(SAMPLE)
    assert record is not None
    assert whole(SAMPLE, record.files)
    assert all(whole(SAMPLE, report.files) for report in record.reports.values())


@pytest.mark.parametrize("surroundings", [{}, {ORDINARY: "1"}], ids=["forked", "ordinary kernels"])
def test_a_sweep_gives_the_bytes_of_an_edition_rendered_alone(
    default_edition: Path, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    done = command(
        PROJECT, "sweep", "--grid", "as_of=2024-11-20", "--reports", str(tmp_path), env=os.environ | surroundings
    )
    assert done.returncode == 0, done.stderr
    swept, alone = files_of(tmp_path / "2024-11-20"), files_of(default_edition)
    assert [name for name in swept.keys() | alone.keys() if swept.get(name) != alone.get(name)] == []
