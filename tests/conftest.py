"""Scratch clones: small projects in a temporary folder, made of the same parts as the real one."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from frontline.editions import FORMATS, make_plan
from frontline.editions.rendering import render
from frontline.parameters import NOTEBOOKS, parameters_cell

# Tests that say nothing of a clone mean this one, or the scratch clone in whose folder they run.
os.environ.pop("FRONTLINE_ROOT", None)

# Time is measured in benchmarks, never asserted in tests.
settings.register_profile("frontline", deadline=None)
settings.load_profile("frontline")

PROJECT = Path(__file__).resolve().parents[1]

SLOW = (
    "test_published_browser.py",
    "test_sweep.py",
    "test_cluster.py",
    "test_faults.py",
    "test_frame_stock.py",
    "test_published_bad_input.py",
    "test_object_store.py",
    "test_editions_render.py",
    "test_published_sample.py",
    "test_published_addresses.py",
)
"""The files of tests that take longest, the longest first: begun last, one would leave the other workers idle."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the slow files; the rest stays in order."""
    rank = {name: place for place, name in enumerate(SLOW)}
    items.sort(key=lambda item: rank.get(item.path.name, len(SLOW)))


COVERAGE: dict[str, dict[str, Any]] = {
    "isw_published": {"first": "2022-03-05", "last": "2025-12-31", "recorded": "2025-07-01", "regions": ["ukraine"]},
    "isw_layers": {
        "first": "2022-02-24",
        "last": "2025-12-31",
        "recorded": "2026-01-05",
        "regions": ["ukraine", "donetsk", "luhansk"],
    },
    "isw_kursk": {"first": "2024-08-06", "last": "2025-04-30", "recorded": "2026-01-05", "regions": ["kursk"]},
    "deepstate": {
        "first": "2024-07-08",
        "last": "2026-01-10",
        "recorded": "2026-01-11",
        "regions": ["ukraine", "donetsk", "pre2022"],
    },
    "deepstate_archive": {
        "first": "2022-04-03",
        "last": "2025-08-03",
        "recorded": "2025-08-04",
        "regions": ["ukraine", "kursk"],
    },
    "general_staff": {"first": "2022-02-24", "last": "2026-01-10", "recorded": "2026-01-11", "regions": ["theatre"]},
}

REGIONS = """\
id,name,iso_3166_2
ukraine,Ukraine,UA
donetsk,Donetsk Oblast,UA-14
luhansk,Luhansk Oblast,UA-09
kyiv,Kyiv Oblast,UA-32
kursk,Kursk Oblast,RU-KRS
pre2022,Held since before 2022,
theatre,The whole theatre,
"""


def descriptor() -> dict[str, Any]:
    """Return the data package of a scratch clone."""
    covered = {
        series: {
            "first": one["first"],
            "last": one["last"],
            "recorded_first": one["recorded"],
            "recorded_last": "2026-01-12",
            "regions": one["regions"],
        }
        for series, one in COVERAGE.items()
    }
    return {"name": "scratch", "resources": [{"name": "measured", "path": "measured.csv", "coverage": covered}]}


def build_scratch(root: Path) -> Path:
    """Fill `root` with the smallest tables that parameters are checked against."""
    data = root / "data"
    data.mkdir(parents=True)
    (data / "datapackage.json").write_text(json.dumps(descriptor()))
    (data / "regions.csv").write_text(REGIONS)
    (data / "claims.csv").write_text("id,source\nc-1,wubi-2024-11-20\nc-2,wubi-2024-11-20\nc-3,other-2025-01-01\n")
    return root


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A clone with tables alone."""
    return build_scratch(tmp_path / "clone")


def tiny_notebook(name: str, *sources: str) -> dict[str, Any]:
    """Return a notebook with a heading, the parameters cell of its model, and code cells."""
    code = [
        {
            "id": f"c{place}",
            "cell_type": "code",
            "metadata": {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        for place, source in enumerate([parameters_cell(NOTEBOOKS[name]), *sources])
    ]
    code[0]["metadata"] = {"tags": ["parameters"]}
    heading = {"id": "h", "cell_type": "markdown", "metadata": {}, "source": f"# A tiny {name.replace('_', ' ')}"}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "frontline": {"report": True}}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": [heading, *code]}


CARDS = """\
from IPython.display import display
from frontline.parameters import {model}
run = {model}.open(as_of=as_of, since=since, region=region, series=series, known_on=known_on)
record = {{"id": "n-gain", "text": "487 km²", "value": 486.9, "unit": "km2", "kind": "measured", "formula": "S",
          "inputs": [{{"table": "measured.csv", "series": "isw_published"}}]}}
cards = [{{"label": "Gain <2023>", "value": "487 km²", "note": run.region, "number": "n-gain"}}]
display({{"text/markdown": "487"}}, raw=True,
        metadata={{"frontline": {{"role": "cards", "cards": cards, "numbers": [record, record]}}}})
"""


def write_notebook(root: Path, name: str, *sources: str) -> Path:
    """Put a tiny notebook into a clone; without sources, one with headline cards."""
    path = root / "notebooks" / f"{name}.ipynb"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(tiny_notebook(name, *(sources or [CARDS.format(model=NOTEBOOKS[name].__name__)]))))
    return path


def build_clone(root: Path) -> Path:
    """Fill `root` with the project's tables and three tiny notebooks."""
    shutil.copytree(PROJECT / "data", root / "data")
    for name in NOTEBOOKS:
        write_notebook(root, name)
    return root


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with the project's tables and three tiny notebooks."""
    return build_clone(tmp_path / "clone")


@pytest.fixture(scope="session")
def default_edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the default edition, rendered once from the project itself."""
    plan = make_plan(PROJECT, [], {})
    return render(plan, formats=FORMATS, reports=tmp_path_factory.mktemp("published")).folder


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder and those below it with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def kernels_of(root: Path) -> list[int]:
    """Return the processes that work for a clone: those that carry its path in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if f"FRONTLINE_ROOT={root}\0".encode() in path.read_bytes():
                found.append(int(path.parent.name))
    return found


def command(root: Path, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command line in a clone, as a person would, and return what it said."""
    line = [sys.executable, "-m", "frontline", *arguments]
    return subprocess.run(line, cwd=root, capture_output=True, text=True, check=False, timeout=60, **options)
