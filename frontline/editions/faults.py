"""Ways in which rendering fails, each with one message."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from frontline.tables import CallerMistake, RunFailure

UNTOUCHED = "no edition was written; an earlier one stays as it was"


class CellFailed(RunFailure):
    """A cell of a notebook raised."""


class KernelDied(RunFailure):
    """A notebook's kernel ended before the notebook did."""


class ExportFailed(RunFailure):
    """An executed notebook could not be made into HTML or PDF."""


class DiskFailed(RunFailure):
    """Writing the edition failed: the disk is full, or worse."""


class UnusableFolder(CallerMistake):
    """The folder for reports cannot be used."""


class MissingExtra(CallerMistake):
    """What goes beyond one machine needs packages that are not installed."""


class MissingNotebook(CallerMistake):
    """A notebook's file is not where it should be, or is no notebook."""


@contextmanager
def disk_faults(folder: Path) -> Iterator[None]:
    """Turn what the operating system says about writing below `folder` into one message."""
    try:
        yield
    except OSError as error:
        reason = "the disk is full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else error.strerror or str(error)
        raise DiskFailed(f"cannot write in {folder}: {reason}; {UNTOUCHED}") from error
