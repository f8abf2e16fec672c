"""Files of upstreams that a refresh keeps on this machine, for drawing: polygons that may not be in the repository."""

import datetime as dt
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from frontline.tables.errors import RunFailure
from frontline.tables.writing import write_bytes

FOLDER, INDEX = "polygons", "kept.json"


@dataclass(frozen=True)
class Kept:
    """A file of an upstream in the cache: its name there, the day its content was published, its sha256."""

    name: str
    path: Path
    recorded: dt.date
    sha256: str


def cache_folder() -> Path:
    """Return the folder in which fetched files are cached: FRONTLINE_CACHE, or the user's cache."""
    given = os.environ.get("FRONTLINE_CACHE")
    if given:
        return Path(given)
    import pooch  # noqa: PLC0415  only a front-line map and a refresh ask; importing it costs 0.1 s elsewhere

    return Path(pooch.os_cache("frontline"))


def kept_files() -> dict[str, Kept]:
    """Return the kept files that are there, by name; none where nothing readable was kept."""
    folder = cache_folder() / FOLDER
    try:
        listed = json.loads((folder / INDEX).read_text("utf-8"))
        found = [
            Kept(name, folder / entry["path"], dt.date.fromisoformat(entry["recorded"]), str(entry["sha256"]))
            for name, entry in listed.items()
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {kept.name: kept for kept in found if kept.path.is_file()}


def keep(contents: Mapping[str, tuple[bytes, dt.date]]) -> None:
    """Put files into the cache, each by its name with its content and the day of its publication.

    The index names a file only once it is whole; other kept files stay. Raises `RunFailure` where the
    cache cannot be written.
    """
    folder = cache_folder() / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunFailure(f"cannot make the cache {folder}: {error.strerror or error}") from error
    kept = kept_files()
    before = {one.path for one in kept.values()}
    for name, (content, recorded) in contents.items():
        sha256 = hashlib.sha256(content).hexdigest()
        kept[name] = Kept(name, folder / f"{sha256[:12]}-{Path(name).name}", recorded, sha256)
        write_bytes(kept[name].path, content)
    listed = {
        one.name: {"path": one.path.name, "recorded": one.recorded.isoformat(), "sha256": one.sha256}
        for one in kept.values()
    }
    write_bytes(folder / INDEX, (json.dumps(listed, indent=1, sort_keys=True) + "\n").encode())
    for path in before - {one.path for one in kept.values()}:
        path.unlink(missing_ok=True)
