"""The frame: what `make` says, what set-up needs, what is pinned."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from conftest import PROJECT

NO_NETWORK = {
    "PIP_CONFIG_FILE": "/dev/null",
    "PIP_EXTRA_INDEX_URL": "",
    "PIP_FIND_LINKS": "",
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_NO_CACHE_DIR": "1",
    "PIP_RETRIES": "0",
}


def make(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", *arguments],
        cwd=folder,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def said(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return what was said on failing, but for make's own last line."""
    return [line for line in done.stderr.splitlines() if not line.startswith("make")]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The files that set-up reads, as on a fresh clone."""
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(PROJECT / name, tmp_path)
    return tmp_path


def stub(folder: Path, script: str) -> str:
    path = folder / "python"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_make_alone_prints_help(checkout: Path) -> None:
    done = make(checkout)
    assert done.returncode == 0
    for target in ("report", "test", "check", "bench", "verify", "refresh", "sample", "clean"):
        assert f"make {target} " in done.stdout
    for variable in ("AS_OF", "SINCE", "REGION", "SERIES", "KNOWN_ON", "NOTEBOOK", "REPORTS"):
        assert variable in done.stdout
    assert not (checkout / ".venv").exists()


def test_variables_pass_through(checkout: Path) -> None:
    done = make(
        checkout, "-n", "report", "AS_OF=2025-03-10", "SINCE=2024-01-01", "REGION=kursk", "SERIES=isw",
        "KNOWN_ON=latest", "NOTEBOOK=claim_check", "REPORTS=/tmp/my reports",
    )  # fmt: skip
    assert (
        "render claim_check -p 'as_of=2025-03-10' -p 'since=2024-01-01' -p 'region=kursk' -p 'series=isw' "
        "-p 'known_on=latest' --reports '/tmp/my reports'"
    ) in done.stdout


def test_no_python_is_told_in_a_line(checkout: Path) -> None:
    done = make(checkout, "report", "PYTHON=python-that-is-not")
    assert done.returncode == 2
    assert said(done) == [
        "frontline: no python-that-is-not here; install Python 3.11 or newer with venv "
        "(Debian: apt install python3 python3-venv)"
    ]


def test_an_old_python_is_told_in_a_line(checkout: Path) -> None:
    old = stub(checkout, 'case "$1" in --version) echo "Python 3.9.2";; *) exit 1;; esac')
    done = make(checkout, "report", f"PYTHON={old}")
    assert said(done) == [
        "frontline: Python 3.9.2 is too old; install Python 3.11 or newer and name it: make PYTHON=python3.11 report"
    ]


def test_a_python_without_venv_is_told_in_a_line(checkout: Path) -> None:
    bare = stub(checkout, f'case "$2" in *ensurepip*) exit 1;; *) exec {sys.executable} "$@";; esac')
    done = make(checkout, "test", f"PYTHON={bare}")
    assert said(done) == [f"frontline: {bare} has no venv module; install it (Debian: apt install python3-venv)"]


def test_no_network_is_told_in_a_line(checkout: Path) -> None:
    done = make(checkout, "test", f"PYTHON={sys.executable}", **NO_NETWORK)
    assert done.returncode == 2
    assert said(done) == [
        "setting up .venv, once: a minute or two",
        "frontline: packages could not be installed; connect to the Python package index or point PIP_INDEX_URL "
        "at a mirror (details: .venv/setup.log)",
    ]
    assert not (checkout / ".venv" / ".installed").exists()


def test_all_that_is_installed_is_pinned() -> None:
    text = (PROJECT / "requirements.txt").read_text()
    pinned = {name.lower(): version for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE)}
    assert text.count("--hash=sha256:") >= len(pinned)
    assert "http" not in re.sub(r"\S*httpx?\S*|httpcore\S*", "", text)
    for requirement in _required():
        assert re.split(r"[\s<>=~!\[;]", requirement)[0].lower() in pinned


def test_what_runs_here_is_what_is_pinned() -> None:
    pins = re.findall(
        r"^([\w.-]+)==([\w.]+)(?: ; (.*?))? \\$", (PROJECT / "requirements.txt").read_text(), re.MULTILINE
    )
    installed = {_plain(one.metadata["Name"]): one.version for one in metadata.distributions()}
    differing = {
        name: (version, installed[_plain(name)])
        for name, version, marker in pins
        if not marker and _plain(name) in installed and installed[_plain(name)] != version
    }
    assert differing == {}


def test_every_file_of_the_frame_is_there() -> None:
    for name in (
        "README.md",
        "LICENSE",
        "CITATION.cff",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        ".ci/run",
        "data/README.md",
    ):
        assert (PROJECT / name).is_file(), name
    assert os.access(PROJECT / ".ci" / "run", os.X_OK)


def test_the_readme_gives_the_two_commands_first() -> None:
    code = re.findall(r"```\w*\n(.*?)```", (PROJECT / "README.md").read_text(), re.DOTALL)
    assert [line.split("#")[0].strip() for line in code[0].strip().splitlines()] == ["make report", "make test"]


def _required() -> list[str]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    return [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
