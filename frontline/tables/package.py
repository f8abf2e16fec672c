"""The data package: where the tables are, how they are described, and what the measured side covers."""

import datetime as dt
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frontline.tables.errors import BrokenTable, CallerMistake, Problem
from frontline.tables.writing import write_bytes

DESCRIPTOR = "data/datapackage.json"


@dataclass(frozen=True)
class Coverage:
    """The days and regions that a series has rows for, and the days on which these were recorded."""

    first: dt.date
    last: dt.date
    recorded_first: dt.date
    recorded_last: dt.date
    regions: tuple[str, ...]


def find_root(start: Path | None = None) -> Path:
    """Return the folder that holds `data/datapackage.json`: FRONTLINE_ROOT, or the nearest above `start`."""
    given = os.environ.get("FRONTLINE_ROOT")
    if given and start is None:
        if (Path(given) / DESCRIPTOR).is_file():
            return Path(given).resolve()
        raise CallerMistake(
            "FRONTLINE_ROOT names no clone of the project", expected=f"a folder with {DESCRIPTOR}", got=given
        )
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / DESCRIPTOR).is_file():
            return folder
    raise CallerMistake(
        "no clone of the project here",
        expected=f"to run inside a folder with {DESCRIPTOR}, or --root",
        got=str(here),
        example="frontline --root path/to/clone render",
    )


def read_descriptor(root: Path) -> dict[str, Any]:
    """Return the parsed `datapackage.json`; raises `BrokenTable` where it cannot be used."""
    try:
        parsed = json.loads((root / DESCRIPTOR).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BrokenTable([Problem("datapackage.json", None, None, None, f"readable JSON ({error})")]) from error
    if not isinstance(parsed, dict) or not isinstance(parsed.get("resources"), list):
        raise BrokenTable([Problem("datapackage.json", None, "resources", None, "a list of resources")])
    return parsed


def write_descriptor(root: Path, descriptor: dict[str, Any]) -> None:
    """Write `datapackage.json` atomically, in one fixed layout."""
    write_bytes(root / DESCRIPTOR, (json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n").encode())


def coverage(root: Path) -> dict[str, Coverage]:
    """Return what each measured series covers, as the data package declares it."""
    declared = _measured(read_descriptor(root)).get("coverage", {})
    try:
        return {series: _coverage(entry) for series, entry in declared.items()}
    except (KeyError, TypeError, ValueError) as error:
        problem = Problem("datapackage.json", None, "coverage", None, f"first, last, recorded_*, regions ({error!r})")
        raise BrokenTable([problem]) from error


def update_coverage(root: Path, covered: dict[str, Coverage]) -> None:
    """Write what the measured series cover into the data package; changes nothing else in it."""
    descriptor = read_descriptor(root)
    _measured(descriptor)["coverage"] = {series: _entry(covered[series]) for series in sorted(covered)}
    write_descriptor(root, descriptor)


def _measured(descriptor: dict[str, Any]) -> dict[str, Any]:
    for resource in descriptor["resources"]:
        if isinstance(resource, dict) and resource.get("name") == "measured":
            return resource
    raise BrokenTable([Problem("datapackage.json", None, "resources", None, "a resource named measured")])


def _coverage(entry: dict[str, Any]) -> Coverage:
    return Coverage(
        first=dt.date.fromisoformat(entry["first"]),
        last=dt.date.fromisoformat(entry["last"]),
        recorded_first=dt.date.fromisoformat(entry["recorded_first"]),
        recorded_last=dt.date.fromisoformat(entry["recorded_last"]),
        regions=tuple(entry["regions"]),
    )


def _entry(covered: Coverage) -> dict[str, Any]:
    return {
        "first": covered.first.isoformat(),
        "last": covered.last.isoformat(),
        "recorded_first": covered.recorded_first.isoformat(),
        "recorded_last": covered.recorded_last.isoformat(),
        "regions": list(covered.regions),
    }
