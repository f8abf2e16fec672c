"""Editions in an object store, by whatever `fsspec` can write to.

Nothing there can be renamed, so an edition is whole by its record alone: the earlier record is deleted first, the
files are written, those that the new edition does not have are deleted, and the new record is written last. Stopped
at any moment, this leaves a whole edition or none. Credentials and endpoints are fsspec's own settings.
"""

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from frontline.editions.faults import MissingExtra, UnusableFolder
from frontline.editions.record import FILE, Record, Stored, parse_record
from frontline.tables import RunFailure

EXAMPLE = "frontline render --reports s3://bucket/reports"


class StoreFailed(RunFailure):
    """The object store did not take or give what it was asked to."""


@dataclass(frozen=True)
class Listed(Stored):
    """What an object store lists under an edition's name: that files are there, not what is in them."""

    names: frozenset[str]

    def has(self, files: Mapping[str, str]) -> bool:
        """Whether every one of `files` is there; their bytes are not read."""
        return self.names.issuperset(files)


class ObjectStore:
    """Editions below a URL; made in a folder of this machine, then written there."""

    def __init__(self, url: str, folder: Path) -> None:
        """Look whether the bucket can be reached. Raises a `CallerMistake`."""
        self.folder = folder
        self._url = url.rstrip("/")
        self._files, self._path = _filesystem(self._url)
        self._brought: dict[str, tuple[int, int]] = {}

    def record(self, name: str) -> Record | None:
        """Return the record of the edition of this name."""
        with self._faults(), contextlib.suppress(FileNotFoundError):
            return parse_record(self._files.cat_file(self._at(f"{name}/{FILE}")))
        return None

    def stored(self, name: str) -> Stored:
        """Look at what stands under a name: its record, and which files are listed."""
        record = self.record(name)
        return Listed(self.folder / name, record, frozenset(self._names(name) if record else ()))

    def bring(self, name: str) -> None:
        """Fetch the edition of this name, if there is one."""
        made, names = self.folder / name, sorted(self._names(name))
        if FILE not in names:
            return
        with self._faults():
            self._files.get([self._at(f"{name}/{one}") for one in names], [str(made / one) for one in names])
        self._brought[name] = _identity(made / FILE)

    def publish(self, name: str) -> None:
        """Write an edition that was made, its record last; one that was only brought is left as it stands."""
        made = self.folder / name
        try:
            if (made / FILE).exists() and _identity(made / FILE) != self._brought.pop(name, None):
                self._write_edition(name, made)
        finally:
            shutil.rmtree(made, ignore_errors=True)

    def write(self, name: str, data: bytes) -> None:
        """Write a file beside the editions."""
        path = self.folder / name
        path.write_bytes(data)
        with self._faults():
            self._files.put_file(str(path), self._at(name))  # unlike `pipe_file` it tells the type of a page

    def address(self, name: str) -> str:
        """Return the URL of a file."""
        return f"{self._url}/{name}"

    def _write_edition(self, name: str, made: Path) -> None:
        before = self._names(name)
        files = [path.relative_to(made).as_posix() for path in sorted(made.rglob("*")) if path.is_file()]
        others = [one for one in files if one != FILE]
        with self._faults():
            if FILE in before:
                self._files.rm_file(self._at(f"{name}/{FILE}"))
            self._files.put([str(made / one) for one in others], [self._at(f"{name}/{one}") for one in others])
            if left := before - set(files):
                self._files.rm([self._at(f"{name}/{one}") for one in sorted(left)])
            self._files.put_file(str(made / FILE), self._at(f"{name}/{FILE}"))

    def _names(self, name: str) -> set[str]:
        place = self._at(name)
        with self._faults(), contextlib.suppress(FileNotFoundError):
            return {found.removeprefix(f"{place}/") for found in self._files.find(place)}
        return set()

    def _at(self, name: str) -> str:
        return f"{self._path}/{name}"

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # each store raises what it likes
            raise StoreFailed(f"{self._url}: {_told(error)}; an edition there is whole or has no {FILE}") from error


def _filesystem(url: str) -> tuple[Any, str]:
    """Return the file system behind a URL and the path in it, once its bucket has answered."""
    try:
        files, path = import_module("fsspec.core").url_to_fs(url, use_listings_cache=False)
        _require_bucket(files, path)
    except ImportError as error:
        raise MissingExtra(
            f"{url} needs packages that are not installed: {error}",
            expected="the extra `cluster` for s3://, or what fsspec names for another store",
            example="pip install '.[cluster]'",
        ) from error
    except Exception as error:
        raise UnusableFolder(
            f"reports cannot be written to {url}: {_told(error)}",
            expected="a folder, or the URL of a bucket that is there, with credentials as fsspec finds them (AWS_*)",
            got=url,
            example=EXAMPLE,
        ) from error
    return files, path.rstrip("/")


def _require_bucket(files: Any, path: str) -> None:
    """Ask for the path and what it is in; of all that, only the bucket must be there."""
    while path:
        with contextlib.suppress(FileNotFoundError):
            files.info(path)
            return
        path = path.rpartition("/")[0]
    raise FileNotFoundError("no such bucket")


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns


def _told(error: Exception) -> str:
    return str(error) or type(error).__name__
