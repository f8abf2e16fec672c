"""What an edition is made from, each by its sha256, and by which environment."""

import hashlib
import json
import platform
import sys
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

import frontline
from frontline.parameters import NOTEBOOKS

PACKAGE = Path(frontline.__file__).parent

# Packages whose version shows in the bytes of a report. Python counts by its minor version: patch versions change
# nothing that a report shows, and differ between otherwise equal machines.
_SHAPING = (
    "brotli",
    "font-source-sans-pro",
    "font-source-serif-pro",
    "fonttools",
    "ipython",
    "jinja2",
    "latex2mathml",
    "matplotlib",
    "mistune",
    "nbconvert",
    "nbformat",
    "nh3",
    "numpy",
    "pandas",
    "papermill",
    "pygments",
    "pyproj",
    "shapely",
    "typst",
    "ziamath",
)


def sha256(data: bytes) -> str:
    """Return the sha256 of `data` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest(value: object) -> str:
    """Return the sha256 of a value that JSON can hold, whatever the order of its keys."""
    return sha256(json.dumps(value, sort_keys=True, default=str).encode())


def data_inputs(root: Path) -> dict[str, str]:
    """Return the sha256 of every table in data/ and of the package's own source."""
    tables = sorted(path for path in (root / "data").iterdir() if path.suffix in (".csv", ".json"))
    return {f"data/{path.name}": sha256(path.read_bytes()) for path in tables} | {"frontline": _package_digest()}


def project(root: Path, inputs: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return all that an edition is made from and with, save what its parameters ask for beyond the clone.

    `inputs` is what `data_inputs` tells, where the caller has just asked it. Where the whole is equal on two machines,
    both make the same editions.
    """
    sources = {f"notebooks/{name}.ipynb": root / "notebooks" / f"{name}.ipynb" for name in NOTEBOOKS}
    notebooks = {name: sha256(path.read_bytes()) for name, path in sources.items() if path.is_file()}
    known = dict(inputs or data_inputs(root))
    return known | notebooks | made_with() | {"system": f"{sys.platform} {platform.machine()}"}


def differing(these: Mapping[str, str], those: Mapping[str, str]) -> list[str]:
    """Return the names of inputs that are not the same in both."""
    return [name for name in {**these, **those} if these.get(name) != those.get(name)]


def made_with() -> dict[str, str]:
    """Return the environment that shapes a report: Python and the packages that draw and set it."""
    return dict(_versions())


@cache
def _versions() -> dict[str, str]:
    versions = {"python": ".".join(platform.python_version_tuple()[:2])}
    return versions | {name: metadata.version(name) for name in _SHAPING}


def _package_digest() -> str:
    files = sorted(
        path.relative_to(PACKAGE)
        for path in PACKAGE.rglob("*")
        if path.is_file()
        and path.suffix != ".pyc"
        and not any(part.startswith((".", "__pycache__")) for part in path.parts[len(PACKAGE.parts) :])
    )
    return digest({path.as_posix(): sha256((PACKAGE / path).read_bytes()) for path in files})
