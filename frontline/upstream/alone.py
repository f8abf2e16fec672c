"""One refresh at a time in a clone."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from frontline.tables import RunFailure


@contextlib.contextmanager
def alone(data: Path) -> Iterator[None]:
    """Hold the folder of tables for one refresh; what a killed one left half written is cleared away.

    The hold is on the folder itself and ends with the process, however it ends. Raises `RunFailure`
    while another refresh holds it.
    """
    handle = os.open(data, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise RunFailure(
                f"another refresh is at work in {data}; nothing was measured or written. "
                "Wait until it has ended and refresh again"
            ) from error
        for table in ("measured.csv", "datapackage.json"):
            for left in data.glob(f".{table}.*"):
                left.unlink(missing_ok=True)
        yield
    finally:
        os.close(handle)
