"""Where editions stand: a folder, or an object store by its URL."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Protocol

from frontline.editions.record import Record, Stored, read_record
from frontline.editions.store import clear_leftovers, workshop
from frontline.tables import write_bytes


class Place(Protocol):
    """Where editions stand, each under its name; they are made in `folder`, on this machine."""

    @property
    def folder(self) -> Path:
        """The folder in which editions are made."""
        ...

    def record(self, name: str) -> Record | None:
        """Return the record of the edition of this name, None where there is none."""
        ...

    def stored(self, name: str) -> Stored:
        """Look at what stands under a name."""
        ...

    def bring(self, name: str) -> None:
        """Have the edition that stands under a name in `folder` too, for what of it still holds."""
        ...

    def publish(self, name: str) -> None:
        """Have the edition that was made in `folder` stand here, whole."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Write a file beside the editions, whole."""
        ...

    def address(self, name: str) -> str:
        """Return what a person opens."""
        ...


class Folder:
    """A folder on this machine: editions are made where they stand."""

    def __init__(self, folder: Path) -> None:
        """Clear away what runs that were killed have left. Raises `UnusableFolder`."""
        clear_leftovers(folder)
        self.folder = folder

    def record(self, name: str) -> Record | None:
        """Return the record of the edition of this name."""
        return read_record(self.folder / name)

    def stored(self, name: str) -> Stored:
        """Look at what stands under a name."""
        return Stored.at(self.folder / name)

    def bring(self, name: str) -> None:
        """Do nothing: it is here."""

    def publish(self, name: str) -> None:
        """Do nothing: it is here."""

    def write(self, name: str, data: bytes) -> None:
        """Write a file beside the editions."""
        write_bytes(self.folder / name, data)

    def address(self, name: str) -> str:
        """Return the path of a file."""
        return str(self.folder / name)


@contextmanager
def place_at(reports: str | Path | None, root: Path) -> Iterator[Place]:
    """Yield the place that is asked for, by default `reports/` of the clone. Raises a `CallerMistake`."""
    asked = str(reports or root / "reports").removeprefix("file://")
    if "://" not in asked:
        yield Folder(Path(asked))
        return
    store = import_module("frontline.editions.object_store")  # it needs an extra
    with workshop() as folder:
        place: Place = store.ObjectStore(asked, folder)
        yield place
