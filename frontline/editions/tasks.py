"""What a worker of a cluster runs: an edition made here, in a process of its own, and sent back as bytes.

Nothing is written but temporary files: whoever asked puts the edition in its place. So a worker needs neither a shared
folder nor credentials, and one that is believed dead cannot write beside the one that took over.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from frontline.editions.inputs import project
from frontline.editions.pool import Ended, Pool
from frontline.editions.store import clear_workshops, workshop
from frontline.tables import RunFailure, find_root

Parcel = dict[str, bytes]
"""The files of an edition by their path in it."""

_stopped: set[str] = set()
_idle: dict[str, list[Pool]] = {}  # by sweep: their warm processes hold the package as it was when it began
_lock = Lock()


class Stopped(RunFailure):
    """Whoever asked for the edition no longer wants it."""


def project_here() -> dict[str, str]:
    """Return what editions are made from and with here: in the clone in which the worker was started."""
    return project(find_root())


def stop(sweep: str) -> None:
    """Have every edition of a sweep that is in the making here ended, and what was warm for it."""
    _stopped.add(sweep)
    _close_idle(sweep)


def make_edition(sweep: str, name: str, job: Mapping[str, Any], earlier: Parcel) -> tuple[Ended, Parcel]:
    """Make an edition; return what became of it, and its files where it was made anew.

    `earlier` are the files of an edition that stands in its place, for what of it still holds.
    """
    root = find_root()
    with workshop() as reports, _pool(sweep, root) as pool:
        unpack(earlier, reports / name)
        pool.start(name, {**job, "root": str(root), "reports": str(reports)})
        while sweep not in _stopped:
            for ended in pool.wait():
                return ended, pack(reports / name) if ended.rendered else {}
        raise Stopped(f"{name} is not wanted any more")


@contextmanager
def _pool(sweep: str, root: Path) -> Iterator[Pool]:
    """Yield a pool that nobody uses; another sweep that uses these workers too will warm its own again."""
    for other in set(_idle) - {sweep}:
        _close_idle(other)
    with _lock:
        idle = _idle.get(sweep)
        pool = idle.pop() if idle else Pool(root, workers=1)
    try:
        yield pool
    except BaseException:
        _end(pool)
        raise
    with _lock:
        _idle.setdefault(sweep, []).append(pool)
    if sweep in _stopped:
        _close_idle(sweep)


def _close_idle(sweep: str) -> None:
    with _lock:
        pools = _idle.pop(sweep, [])
    for pool in pools:
        _end(pool)


def _end(pool: Pool) -> None:
    pool.close()
    clear_workshops()


def pack(folder: Path) -> Parcel:
    """Return every file of a folder and those below it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def unpack(parcel: Parcel, folder: Path) -> None:
    """Write files into a folder, which need not be there."""
    for name, data in parcel.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
