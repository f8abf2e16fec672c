"""Writing a file whole or not at all."""

import contextlib
import csv
import io
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from frontline.tables.errors import RunFailure
from frontline.tables.rows import Row


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` to `path` atomically: the old content stays until the new one is safely on disk."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise RunFailure(f"cannot write {path}: {error.strerror or error}; nothing was changed") from error


def write_rows(path: Path, row: type[Row], rows: Iterable[Row]) -> None:
    """Write typed rows as CSV (UTF-8, LF): dates in ISO form, floats by `repr`, an absent value as an empty cell."""
    names = list(row.model_fields)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(getattr(item, name)) for name in names] for item in rows)
    write_bytes(path, buffer.getvalue().encode())


def _cell(value: object) -> str:
    return "" if value is None else str(value)
