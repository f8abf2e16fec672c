"""Measure the upstreams again, and append what is new to `measured.csv`."""

import datetime as dt
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from frontline.measured import Measurement, coverage_of
from frontline.tables import CallerMistake, RunFailure, keep, read_rows, update_coverage, write_rows
from frontline.tables.package import DESCRIPTOR
from frontline.upstream import (
    deepstate_archive,
    deepstate_daily,
    economist,
    economist_casualties,
    general_staff,
    isw_layers,
)
from frontline.upstream.alone import alone
from frontline.upstream.failure import SomeUpstreamsFailed, UpstreamFailure
from frontline.upstream.fetch import Mirror
from frontline.upstream.plausible import refuse_implausible
from frontline.upstream.source import Upstream
from frontline.upstream.vintages import append

# In the order of their needs: the daily files are dated by the archive.
UPSTREAMS: tuple[Upstream, ...] = (
    economist.UPSTREAM,
    economist_casualties.UPSTREAM,
    isw_layers.UPSTREAM,
    general_staff.UPSTREAM,
    deepstate_archive.UPSTREAM,
    deepstate_daily.UPSTREAM,
)

log = logging.getLogger(__name__)


def refresh(
    root: Path, mirror: Path | str | None = None, series: Sequence[str] | None = None, *, progress: bool = False
) -> dict[str, int]:
    """Measure upstreams and append what is new or revised to `data/measured.csv` of the clone at `root`.

    `mirror` is a folder or URL that keeps the upstream files by their names, None the public
    addresses. `series` chooses some of the series, None all. What maps are drawn from is kept in the
    cache. Returns how many rows were appended to each series asked for. No row is ever edited or
    dropped, and the file is the old or the new one, whole; the coverage in the data package follows it.

    Raises `SomeUpstreamsFailed` (exit code 1) after the others have been measured and written,
    `CallerMistake` for an unknown series, `BrokenTable` for a `measured.csv` that cannot be used,
    `RunFailure` while another refresh is at work in this clone or where the disk is full.
    """
    wanted = _wanted(series)
    with alone(root / "data"):
        return _refresh(root, mirror, wanted, progress=progress)


def _refresh(root: Path, mirror: Path | str | None, wanted: list[str], *, progress: bool) -> dict[str, int]:
    path = root / "data" / "measured.csv"
    known = _read(path)
    source = Mirror.at(mirror, progress=progress)
    failures: list[UpstreamFailure] = []
    counts = dict.fromkeys(wanted, 0)
    drawn: dict[str, tuple[bytes, dt.date]] = {}
    for upstream in UPSTREAMS:
        chosen = set(upstream.series) & set(wanted)
        if not chosen:
            continue
        if upstream.ended and mirror is None and chosen <= {row.series for row in known}:
            log.info("%s has ended: its rows stay as they are", upstream.id)
            continue
        try:
            new = _measure(upstream, source, known, chosen)
        except UpstreamFailure as failure:
            failures.append(failure)
            continue
        known = known + new
        drawn |= _drawn(upstream, source)
        for row in new:
            counts[row.series] += 1
        log.info("%s: %d rows to append", upstream.id, len(new))
    appended = sum(counts.values())
    if appended:
        known.sort(key=lambda row: row.place)
        write_rows(path, Measurement, known)
    if known and (root / DESCRIPTOR).is_file():
        update_coverage(root, coverage_of(known))
    failures += _kept(drawn)
    if failures:
        raise SomeUpstreamsFailed(failures, appended)
    return counts


def _measure(upstream: Upstream, source: Mirror, known: list[Measurement], chosen: set[str]) -> list[Measurement]:
    lacking = set(upstream.needs) - {row.series for row in known}
    if lacking:
        raise UpstreamFailure(
            upstream.files[0].name,
            expected=f"{', '.join(sorted(lacking))} to be measured already",
            got="no rows of it",
            advice=f"refresh {' '.join(sorted(lacking))} first, or with it",
        )
    rows = [row for row in upstream.measure(source.fetch(upstream), known) if row.series in chosen]
    refuse_implausible(upstream, rows, known)
    return append(known, rows)


def _drawn(upstream: Upstream, source: Mirror) -> Iterator[tuple[str, tuple[bytes, dt.date]]]:
    """Yield the files that maps are drawn from, as far as the mirror has them."""
    for file in upstream.drawn:
        try:
            (fetched,) = source.fetch(replace(upstream, files=(file,), editions=None))
        except UpstreamFailure as failure:
            log.info("%s is not kept for maps: %s", file.name, failure.got)
        else:
            yield fetched.name, (fetched.path.read_bytes(), fetched.recorded)


def _kept(drawn: Mapping[str, tuple[bytes, dt.date]]) -> list[UpstreamFailure]:
    """Keep files for maps; a cache that cannot be written fails the run after the tables are safe."""
    try:
        if drawn:
            keep(drawn)
    except RunFailure as failure:
        return [
            UpstreamFailure(
                ", ".join(drawn),
                expected="room in the cache for what maps are drawn from",
                got=str(failure),
                advice="make room, or point FRONTLINE_CACHE at a folder that can be written, and refresh again",
            )
        ]
    return []


def _wanted(series: Sequence[str] | None) -> list[str]:
    there = [one for upstream in UPSTREAMS for one in upstream.series]
    unknown = [one for one in series or () if one not in there]
    if unknown:
        raise CallerMistake(
            "no such series to refresh",
            expected=f"any of {', '.join(there)}",
            got=", ".join(unknown),
            example="frontline refresh isw_published",
        )
    return [one for one in there if not series or one in series]


def _read(path: Path) -> list[Measurement]:
    if not path.is_file() or not path.stat().st_size:
        return []
    return read_rows(path, Measurement)
