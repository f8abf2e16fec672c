"""What matplotlib tells of itself is the same, whether it was remembered or made."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

TOLD = """
import hashlib, inspect, sys
from pathlib import Path
from frontline.editions import docstrings
docstrings.AHEAD = Path(sys.argv[1])
docstrings.import_matplotlib()
from matplotlib.artist import Artist, kwdoc
print(kwdoc.__qualname__)
for name, module in sorted(sys.modules.items()):
    for called, one in sorted(vars(module).items()) if name.startswith(("matplotlib.", "mpl_toolkits.")) else ():
        if callable(one) and getattr(one, "__module__", "") == name:
            within = vars(one) if isinstance(one, type) else {}
            parts = [part for _, part in sorted(within.items()) if callable(part)]
            print(name, called, [inspect.getdoc(part) for part in (one, *parts)])
"""


def told(folder: Path) -> str:
    done = subprocess.run([sys.executable, "-c", TOLD, str(folder)], capture_output=True, text=True, check=True)
    assert len(done.stdout) > 1_000_000
    return done.stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    code = (
        "from pathlib import Path\nfrom frontline.editions import docstrings\n"
        f"docstrings.AHEAD = Path({str(folder)!r})\ndocstrings.make_ahead()"
    )
    (folder / "of-an-earlier-version.json").write_text("{}")
    subprocess.run([sys.executable, "-c", code], check=True)
    return folder


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> str:
    return told(tmp_path_factory.mktemp("nothing"))


def test_docstrings_are_the_same(made: Path, ordinary: str) -> None:
    assert told(made) == ordinary


def test_what_is_remembered_is_used(made: Path, ordinary: str, tmp_path: Path) -> None:
    (remembered,) = made.iterdir()
    lists = json.loads(remembered.read_text())
    lists["matplotlib.patches.Circle"] = ["another list"]
    (tmp_path / remembered.name).write_text(json.dumps(lists))
    assert "another list" not in ordinary
    assert "another list" in told(tmp_path)


@pytest.mark.parametrize("content", ["", "{", "{}"])
def test_without_a_memory_docstrings_are_made(content: str, made: Path, ordinary: str, tmp_path: Path) -> None:
    (tmp_path / next(made.iterdir()).name).write_text(content)
    assert told(tmp_path) == ordinary
