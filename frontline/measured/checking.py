"""Every problem of `series.csv` and `measured.csv`, row by row."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from frontline.measured.corrections import Correction
from frontline.measured.rows import PLACE, Distance, Measurement, Series
from frontline.tables import Problem, double_keys, parse_rows


def problems(root: Path) -> list[Problem]:
    """Return every problem of the measured side: rows, keys, order, units, unknown series."""
    data = root / "data"
    series, found = parse_rows(data / "series.csv", Series)
    measured, faults = parse_rows(data / "measured.csv", Measurement)
    found.extend(faults)
    if not faults and not measured:
        found.append(Problem("measured.csv", None, None, None, "at least one row; `frontline refresh` measures them"))
    if series and not any(problem.file == "series.csv" for problem in found):
        found.extend(double_keys("series.csv", series, ("id",)))
        found.extend(_at_odds(series, measured, counted=not faults))
    if not faults:
        found.extend(double_keys("measured.csv", measured, PLACE))
        found.extend(_out_of_order(measured))
    known = {one.id for one in series}
    return [*found, *_corrections(data, known, measured), *_distances(data, known)]


def _distances(data: Path, series: set[str]) -> list[Problem]:
    """Return the problems of the distances; a clone need not have any."""
    if not (data / "distances.csv").exists():
        return []
    rows, found = parse_rows(data / "distances.csv", Distance)
    if not found:
        found.extend(double_keys("distances.csv", rows, ("series", "place", "day")))
        found.extend(
            Problem("distances.csv", line, "series", row.series, "an id of series.csv")
            for line, row in enumerate(rows, start=2)
            if row.series not in series
        )
    return found


def _corrections(data: Path, series: set[str], measured: Sequence[Measurement]) -> list[Problem]:
    """Return the problems of the corrections: one that no row was ever about can never apply, nor expire."""
    rows, found = parse_rows(data / "corrections.csv", Correction) if (data / "corrections.csv").exists() else ([], [])
    if not found:
        found.extend(double_keys("corrections.csv", rows, ("series", "region", "day", "expected")))
        found.extend(
            Problem("corrections.csv", line, "series", row.series, "an id of series.csv")
            for line, row in enumerate(rows, start=2)
            if row.series not in series
        )
        there = {(row.series, row.region, row.day) for row in measured}
        found.extend(
            Problem("corrections.csv", line, "day", str(row.day), f"a day that {row.series} has of {row.region}")
            for line, row in enumerate(rows, start=2)
            if there and row.series in series and (row.series, row.region, row.day) not in there
        )
    return found


def _at_odds(series: Sequence[Series], measured: Sequence[Measurement], *, counted: bool) -> Iterator[Problem]:
    """Yield rows whose series is not declared, or declared in another unit; lines count where no row fell out."""
    units = {one.id: one.unit for one in series}
    for line, row in enumerate(measured, start=2):
        where = line if counted else None
        if row.series not in units:
            yield Problem("measured.csv", where, "series", row.series, "an id of series.csv")
        elif row.unit != units[row.series]:
            yield Problem("measured.csv", where, "unit", row.unit, f"{units[row.series]}, the unit of {row.series}")


def _out_of_order(measured: Sequence[Measurement]) -> Iterator[Problem]:
    for line, (before, row) in enumerate(pairwise(measured), start=3):
        if row.place < before.place:
            shown = ",".join(str(part) for part in row.place)
            yield Problem("measured.csv", line, None, shown, f"rows sorted by {', '.join(PLACE)}")
