"""Editions in their folder: each is swapped in whole, and what a killed run left is cleared away.

A new edition is filled in a hidden folder beside its place. When it is whole, the old one is renamed
aside, the new one into its place, and the old one deleted. Killed before the first renaming, a run
leaves the old edition; killed between the two, the next run renames it back. Hidden folders carry
the id of their process, so that no run touches what another still uses; swaps wait for one another.
"""

import contextlib
import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from frontline.editions.faults import UnusableFolder, disk_faults

_HIDDEN = re.compile(r"\.(?P<name>.+)\.(?P<state>new|old)-(?P<process>\d+)-[^.]*")


@contextlib.contextmanager
def building(reports: Path, name: str) -> Iterator[Path]:
    """Yield a folder to fill; on leaving it becomes the edition `name`, on an error it is gone."""
    clear_leftovers(reports)
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{name}.new-{os.getpid()}-", dir=reports))
        folder.chmod(0o755)
    except OSError as error:
        raise _unusable(reports, error) from error
    try:
        yield folder
        with disk_faults(reports), _alone(reports):
            _swap_in(folder, reports / name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _swap_in(folder: Path, place: Path) -> None:
    aside = place.with_name(folder.name.replace(".new-", ".old-"))
    if place.exists():
        place.rename(aside)
    try:
        folder.rename(place)
    except OSError:
        if aside.exists():
            aside.rename(place)
        raise
    shutil.rmtree(aside, ignore_errors=True)


@contextlib.contextmanager
def _alone(reports: Path) -> Iterator[None]:
    """Wait for another run that is swapping in an edition."""
    handle = os.open(reports, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def workshop() -> Iterator[Path]:
    """Yield a temporary folder for kernels' files; those of runs that were killed are cleared away."""
    with disk_faults(Path("the folder for temporary files")):
        clear_workshops()
        folder = tempfile.mkdtemp(prefix=f"frontline-{os.getpid()}-")
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_workshops() -> None:
    """Clear away the temporary folders of runs that were killed."""
    for path in Path(tempfile.gettempdir()).glob("frontline-*-*"):
        process = path.name.split("-")[1]
        if process.isdigit() and not _alive(int(process)):
            shutil.rmtree(path, ignore_errors=True)


def clear_leftovers(reports: Path) -> None:
    """Make sure that `reports` can be used, and clear away what runs that were killed have left in it."""
    try:
        reports.mkdir(parents=True, exist_ok=True)
        hidden = [path for path in reports.iterdir() if _HIDDEN.fullmatch(path.name)]
    except OSError as error:
        raise _unusable(reports, error) from error
    if hidden:
        with _alone(reports):
            for path in sorted(hidden):
                _clear(path)


def _clear(path: Path) -> None:
    found = _HIDDEN.fullmatch(path.name)
    if found is None or _alive(int(found["process"])) or not path.exists():
        return
    place = path.with_name(found["name"])
    if found["state"] == "old" and not place.exists():
        path.rename(place)
    else:
        shutil.rmtree(path, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _unusable(reports: Path, error: OSError) -> UnusableFolder:
    return UnusableFolder(
        f"reports cannot be written to {reports}: {error.strerror or error}",
        expected="a folder that can be written to",
        got=str(reports),
        example="frontline render --reports reports",
    )
