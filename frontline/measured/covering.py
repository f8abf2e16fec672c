"""What the measured series cover: the declaration that parameters are checked against without pandas."""

from collections import defaultdict
from collections.abc import Iterable

from frontline.measured.rows import Measurement
from frontline.tables import Coverage


def coverage_of(rows: Iterable[Measurement]) -> dict[str, Coverage]:
    """Return, for each series, its first and last day, first and last day of recording, and its regions."""
    by_series: dict[str, list[Measurement]] = defaultdict(list)
    for row in rows:
        by_series[row.series].append(row)
    return {
        series: Coverage(
            first=min(row.day for row in held),
            last=max(row.day for row in held),
            recorded_first=min(row.recorded for row in held),
            recorded_last=max(row.recorded for row in held),
            regions=tuple(sorted({row.region for row in held})),
        )
        for series, held in sorted(by_series.items())
    }
