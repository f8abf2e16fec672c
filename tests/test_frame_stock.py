"""Plain Jupyter keeps working: the project's notebooks under stock papermill."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT

NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))


def papermill(notebook: Path, out: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"JUPYTER_PREFER_ENV_PATH": "1"}
    line = [sys.executable, "-m", "papermill", str(notebook), str(out), "--no-progress-bar", *arguments]
    return subprocess.run(line, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(notebook: Path, tmp_path: Path) -> None:
    done = papermill(notebook, tmp_path / "out.ipynb", "-p", "as_of", "2025-03-10")
    assert done.returncode == 0, done.stderr[-2000:]
    cells = json.loads((tmp_path / "out.ipynb").read_text())["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    assert {"cards", "prose", "box"} <= {
        output.get("metadata", {}).get("frontline", {}).get("role") for output in outputs
    }
    assert all(
        output["output_type"] == "display_data" or output["output_type"] == "execute_result" for output in outputs
    )


def test_a_notebook_itself_refuses(tmp_path: Path) -> None:
    done = papermill(NOTEBOOKS[0], tmp_path / "out.ipynb", "-p", "as_of", "20.11.2024")
    assert done.returncode == 1
    assert "nearest valid: 2024-11-20" in done.stderr
