"""Refuse what no front line and no count does: steps and revisions beyond a stated bound, days that are gone.

A changed unit, a half-drawn map or a cut file can read perfectly well; it shows against the rows that
are there already.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from frontline.measured import Measurement
from frontline.upstream.failure import UpstreamFailure
from frontline.upstream.source import Upstream

SETTLED = dt.date(2023, 1, 1)  # in 2022 whole regions changed hands in days, and maps were drawn coarsely

Key = tuple[str, str, str]
Days = Mapping[dt.date, Measurement]


def refuse_implausible(upstream: Upstream, measured: Sequence[Measurement], known: Sequence[Measurement]) -> None:
    """Raise `UpstreamFailure` where an upstream's newest state cannot follow on the rows known."""
    series = {row.series for row in measured}
    before, after = _newest([row for row in known if row.series in series]), _newest(measured)
    for key in sorted(before.keys() | after.keys()):
        earlier, days = before.get(key, {}), after.get(key, {})
        _keeps_days(upstream, key, days, earlier)
        _revises_little(upstream, key, days, earlier)
        _steps_little(upstream, key, days)


def _newest(rows: Sequence[Measurement]) -> Mapping[Key, Days]:
    """Return each line as its newest state has it: of every day the row recorded last, in the order of days."""
    lines: defaultdict[Key, dict[dt.date, Measurement]] = defaultdict(dict)
    for row in sorted(rows, key=lambda row: (row.day, row.recorded)):
        lines[row.series, row.quantity, row.region][row.day] = row
    return dict(lines)


def _keeps_days(upstream: Upstream, key: Key, days: Days, earlier: Days) -> None:
    newest = max((row.recorded for row in days.values()), default=dt.date.max)
    if upstream.whole_states:
        days = {day: row for day, row in days.items() if row.recorded == newest}
    gone = sorted(day for day, row in earlier.items() if day not in days and row.recorded <= newest)
    if gone:
        raise _failure(
            upstream,
            expected=f"the {len(earlier)} days of {_told(key)} that are known",
            got=f"{len(gone)} of them are gone, {gone[0]} to {gone[-1]}",
            advice="fetch the file again, it may be cut; the rows that are known stay, and nothing was appended",
        )


def _revises_little(upstream: Upstream, key: Key, days: Days, earlier: Days) -> None:
    for day in sorted(days.keys() & earlier.keys()):
        old, new = earlier[day], days[day]
        if new.recorded >= old.recorded and abs(new.value - old.value) > upstream.most_revised:
            raise _failure(
                upstream,
                expected=f"revisions of {_told(key)} by {upstream.most_revised:,.0f} {new.unit} at most",
                got=f"{new.value:,.2f} on {day}, which was {old.value:,.2f}",
                advice="look whether upstream has changed its unit or method: that is a new series, no revision",
            )


def _steps_little(upstream: Upstream, key: Key, days: Days) -> None:
    settled = [row for day, row in days.items() if day >= SETTLED]
    for before, row in pairwise(settled):
        bound = upstream.most_a_day * (row.day - before.day).days
        if abs(row.value - before.value) > bound:
            raise _failure(
                upstream,
                expected=f"steps of {_told(key)} by {upstream.most_a_day:,.0f} {row.unit} a day at most",
                got=f"{row.value:,.2f} on {row.day} after {before.value:,.2f} on {before.day}",
                advice="look at both days upstream; if the step is real, raise `most_a_day` in the upstream's module",
            )


def _told(key: Key) -> str:
    return " ".join(key)


def _failure(upstream: Upstream, *, expected: str, got: str, advice: str) -> UpstreamFailure:
    return UpstreamFailure(upstream.newest.name, expected=expected, got=got, advice=advice)
