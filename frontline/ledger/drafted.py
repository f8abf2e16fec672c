"""A draft on its way out: its day as typed, its tables as CSV."""

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from frontline.tables import CallerMistake, RunFailure, write_bytes


def read_day(text: str) -> dt.date:
    """Return a day as typed; raises `CallerMistake` for anything but YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise CallerMistake(
            "--published is not a day", expected="a day as YYYY-MM-DD", got=text, example="--published 2025-03-01"
        ) from None


def as_csv(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    """Return a header and rows as they stand in a table of the ledger."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def write_tables(folder: Path, tables: Mapping[str, tuple[Sequence[str], Sequence[Mapping[str, str]]]]) -> None:
    """Write each table of a draft into a folder, which is made where it lacks."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunFailure(f"cannot make the folder {folder}: {error.strerror}") from error
    for name, (columns, rows) in tables.items():
        write_bytes(folder / f"{name}.csv", as_csv(columns, rows).encode())
