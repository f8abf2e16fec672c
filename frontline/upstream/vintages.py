"""Append what is new or revised; never edit a row."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from frontline.measured import Measurement
from frontline.upstream.failure import UpstreamFailure

Key = tuple[object, ...]


def append(known: Sequence[Measurement], measured: Iterable[Measurement]) -> list[Measurement]:
    """Return the rows to append to `known`, so that it says what upstream said and when.

    A row is appended where its series, quantity, region and day are new, or where its value differs
    from the one known on the day of its recording. Raises `UpstreamFailure` where a row would
    contradict one recorded on the same day: a file cannot have said two things.
    """
    ordered = sorted(measured, key=lambda row: row.place)
    series = {row.series for row in ordered}
    held: dict[Key, list[Measurement]] = defaultdict(list)
    for row in known:
        if row.series in series:
            held[row.key].append(row)
    appended = []
    for row in ordered:
        earlier = [one for one in held[row.key] if one.recorded <= row.recorded]
        before = max(earlier, key=lambda one: one.recorded, default=None)
        if before is not None and before.value == row.value:
            continue
        if before is not None and before.recorded == row.recorded:
            raise _contradiction(before, row)
        held[row.key].append(row)
        appended.append(row)
    return appended


def _contradiction(before: Measurement, row: Measurement) -> UpstreamFailure:
    return UpstreamFailure(
        f"of {row.series}, {row.quantity}, {row.region}, {row.day}",
        expected=f"{before.value}, as recorded on {before.recorded}",
        got=f"{row.value} for the same day of recording",
        advice="a changed file needs a later day of recording; a changed way of measuring needs a new series, "
        "or measured.csv emptied and measured again",
    )
