"""`make verify`: render twice in deliberately different surroundings, and compare every byte.

The second render runs from a copy of the clone in another folder, with another home, time zone,
locale, hash seed, clock variable, umask and number of cores.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("data", "frontline", "notebooks")

HERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1"}
THERE = {"TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "COLUMNS": "40", "MPLBACKEND": "svg"}


def main() -> int:
    """Render, compare, and say where the first differing byte of each differing file is."""
    with tempfile.TemporaryDirectory() as folder:
        one, other = Path(folder) / "one", Path(folder) / "a different place" / "other"
        for part in PARTS:
            shutil.copytree(ROOT / part, other / "clone" / part, ignore=shutil.ignore_patterns("__pycache__"))
        first = _render(ROOT, one, HERE, cores={0})
        second = _render(other / "clone", other, THERE, cores=os.sched_getaffinity(0))
        differing = list(_differences(first, second))
    for line in differing:
        print(line)
    print(f"{len(first)} files compared, {len(differing)} differ")
    return 1 if differing else 0


def _render(root: Path, place: Path, environment: dict[str, str], cores: set[int]) -> dict[str, bytes]:
    place.mkdir(parents=True, exist_ok=True)
    (place / "home").mkdir()
    cores = cores & os.sched_getaffinity(0) or os.sched_getaffinity(0)
    subprocess.run(
        [sys.executable, "-m", "frontline", "--root", str(root), "render", "--reports", str(place / "reports")],
        cwd=place,
        env=os.environ | environment | {"HOME": str(place / "home"), "PYTHONPATH": str(root)},
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
        umask=0o022 if root == ROOT else 0o077,
        check=True,
    )
    edition = next(path for path in (place / "reports").iterdir() if path.is_dir())
    files = (path for path in sorted(edition.rglob("*")) if path.is_file())
    return {str(path.relative_to(edition)): path.read_bytes() for path in files}


def _differences(first: dict[str, bytes], second: dict[str, bytes]) -> Iterator[str]:
    for name in sorted(first.keys() | second.keys()):
        one, other = first.get(name), second.get(name)
        if one is None or other is None:
            yield f"{name}: only in the {'second' if one is None else 'first'} render"
        elif one != other:
            place = next(
                (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
            )
            yield f"{name}: sha256 {_short(one)} and {_short(other)}, from byte {place}"
            yield f"  first:  {one[max(0, place - 60) : place + 60]!r}"
            yield f"  second: {other[max(0, place - 60) : place + 60]!r}"


def _short(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]


if __name__ == "__main__":
    sys.exit(main())
