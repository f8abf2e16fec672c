"""`edition.json`: what an edition was made from and by, what is in it, and every number with its address."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from frontline.editions.inputs import sha256

FILE = "edition.json"


@dataclass(frozen=True)
class Report:
    """One rendered notebook: what it was made from (`content`), its files by sha256, and what it tells.

    `polygons` are the documents beyond data/ that a front-line map is drawn from.
    """

    title: str
    content: str
    parameters: dict[str, str | int]
    notes: list[str]
    files: dict[str, str]
    cards: list[dict[str, Any]] = field(default_factory=list)
    numbers: list[dict[str, Any]] = field(default_factory=list)
    polygons: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Record:
    """An edition as its `edition.json` has it."""

    edition: str
    command: str
    parameters: dict[str, str | int]
    made_with: dict[str, str]
    inputs: dict[str, str]
    reports: dict[str, Report]
    files: dict[str, str]

    @property
    def all_files(self) -> dict[str, str]:
        """Every file of the edition beside this record, by sha256."""
        return {name: sha256 for report in self.reports.values() for name, sha256 in report.files.items()} | self.files

    def as_bytes(self) -> bytes:
        """Return the record as it is stored."""
        return (json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n").encode()


@dataclass(frozen=True)
class Stored:
    """What stands in an edition's place; without a readable record, that is no edition."""

    folder: Path
    record: Record | None

    @classmethod
    def at(cls, folder: Path) -> "Stored":
        """Look into a folder."""
        return cls(folder, read_record(folder))

    @property
    def reports(self) -> dict[str, Report]:
        """The reports that it has."""
        return self.record.reports if self.record else {}

    def has(self, files: Mapping[str, str]) -> bool:
        """Whether every one of `files` is there with its sha256."""
        return whole(self.folder, files)


def read_record(folder: Path) -> Record | None:
    """Return the record of an edition, or None where there is no whole edition of this form."""
    try:
        return parse_record((folder / FILE).read_bytes())
    except OSError:
        return None


def parse_record(data: bytes) -> Record | None:
    """Return what an `edition.json` says, or None where it is of another form."""
    try:
        stored = json.loads(data)
        reports = {name: Report(**report) for name, report in stored.pop("reports").items()}
        return Record(**stored, reports=reports)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def whole(folder: Path, files: Mapping[str, str]) -> bool:
    """Whether every file is in `folder` with its sha256."""
    return all(_is(folder / name, expected) for name, expected in files.items())


def _is(path: Path, expected: str) -> bool:
    try:
        return sha256(path.read_bytes()) == expected
    except OSError:
        return False
