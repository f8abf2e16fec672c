"""Which day a daily DeepState file shows.

A file dated D was pulled at 03:00 UTC on D, so it shows the map of D−1; where that map came later
than the pull, it still shows D−2. The archive of snapshots tells which, as far as it reaches.
"""

import datetime as dt
import logging
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ONE_DAY = dt.timedelta(days=1)
SAME = 0.1  # km²: of the same drawing the archive and the files give areas up to 0.06 apart

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Dated:
    """A daily file's date, the day that its map shows, and whether the archive confirms it."""

    file: dt.date
    day: dt.date
    confirmed: bool

    @property
    def lag(self) -> int:
        """Days between the map and the file."""
        return (self.file - self.day).days


def date_files(areas: Mapping[dt.date, float], archive: Mapping[dt.date, float]) -> list[Dated]:
    """Return the day that each file shows, from its area and the archive's area by day (km²).

    D−1 where the archive's map of that day has the file's area, also if D−2 has the same (the map
    did not change); D−2 where only that one has; otherwise, and beyond the archive, D−1 unconfirmed
    (±1 day). A day without a snapshot shows the map before it.
    """
    shown = sorted(archive.items())
    dated = [_date(file, area, shown) for file, area in sorted(areas.items())]
    _tell(dated)
    return dated


def _date(file: dt.date, area: float, shown: Sequence[tuple[dt.date, float]]) -> Dated:
    for lag in (1, 2):
        day = file - lag * ONE_DAY
        until = bisect_right(shown, day, key=lambda one: one[0])
        if until and day <= shown[-1][0] and abs(shown[until - 1][1] - area) <= SAME:
            return Dated(file, day, confirmed=True)
    return Dated(file, file - ONE_DAY, confirmed=False)


def _tell(dated: Sequence[Dated]) -> None:
    late = sum(one.lag == 2 for one in dated)
    open_ = sum(not one.confirmed for one in dated)
    log.info("%d daily files: %d show D−2, %d are taken as D−1 without confirmation", len(dated), late, open_)
