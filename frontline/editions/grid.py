"""The sets of parameters of a sweep: from grids, from a table, and what all of them share."""

import calendar
import csv
import datetime as dt
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from frontline.parameters import WrongValue, read_assignments
from frontline.tables import CallerMistake

Values = dict[str, str | int]

EXAMPLE = "frontline sweep --grid as_of=2024-01..2025-12/month --grid region=donetsk,luhansk"
_RANGE = re.compile(r"(?P<first>[\d-]+)\.\.(?P<last>[\d-]+)(?:/(?P<step>\w+))?")
_FORMS = {r"\d{4}": "year", r"\d{4}-\d{2}": "month", r"\d{4}-\d{2}-\d{2}": "day"}
_STEPS = {"year": ("year", "month"), "month": ("month",), "day": ("day", "week", "month", "year")}
_LONGEST = 20_000  # days of a range: half a century


class UnusableTable(CallerMistake):
    """The table of parameter sets cannot be used."""


def parameter_sets(fixed: Sequence[str], grids: Sequence[str], table: Path | None) -> list[Values]:
    """Return every combination of the table's rows with the grids' values, each with what is fixed.

    Names and values are not checked against notebooks. Raises a `CallerMistake` for what cannot be read.
    """
    if not grids and table is None:
        raise WrongValue("a sweep needs something to vary", expected="--grid or --params", example=EXAMPLE)
    shared, axes = read_assignments(fixed), read_grids(grids)
    rows = read_table(table) if table is not None else [{}]
    taken = [*shared, *axes]
    for name in [*axes, *dict.fromkeys(name for row in rows for name in row)]:
        if taken.count(name) + any(name in row for row in rows) > 1:
            raise WrongValue(f"{name} is given twice", expected="each name once", got=name, example=EXAMPLE)
    return [
        {**shared, **row, **dict(zip(axes, values, strict=True))}
        for row in rows
        for values in itertools.product(*axes.values())
    ]


def read_grids(texts: Sequence[str]) -> dict[str, list[str | int]]:
    """Return the values of each `NAME=V1,V2` or `NAME=FIRST..LAST/STEP`; a range of months yields month ends."""
    axes: dict[str, list[str | int]] = {}
    for text in texts:
        name, equals, listed = (part.strip() for part in text.partition("="))
        parts = [part.strip() for part in listed.split(",")]
        if not (name and equals and all(parts)):
            raise WrongValue(
                "--grid takes a name and its values", expected="NAME=V1,V2", got=repr(text), example=EXAMPLE
            )
        if name in axes:
            raise WrongValue(f"{name} is given twice", expected="each name once", got=text, example=EXAMPLE)
        values = [value for part in parts for value in _values(part)]
        axes[name] = [read_assignments([f"{name}={value}"])[name] for value in dict.fromkeys(values)]
    return axes


def read_table(path: Path) -> list[Values]:
    """Return a set of parameters for each row of a CSV file; an empty cell leaves a parameter at its default."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _unusable(path, f"it cannot be read: {error}") from error
    if len(rows) < 2:
        raise _unusable(path, "it has no rows")
    header = [name.strip() for name in rows[0]]
    if len(set(header)) != len(header) or not all(header):
        raise _unusable(path, "each column needs a name of its own")
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(header):
            raise _unusable(path, f"row {number} has {len(row)} cells, the header {len(header)}")
    return [_given(header, row) for row in rows[1:]]


def _given(header: Sequence[str], row: Sequence[str]) -> Values:
    cells = {name: cell.strip() for name, cell in zip(header, row, strict=True)}
    return read_assignments([f"{name}={cell}" for name, cell in cells.items() if cell])


def _unusable(path: Path, why: str) -> UnusableTable:
    expected = "a CSV file: a header with names of parameters, and a row for each edition"
    return UnusableTable(f"{path} is no table of parameters: {why}", expected=expected, got=str(path))


def _values(part: str) -> list[str]:
    found = _RANGE.fullmatch(part)
    if ".." not in part:
        return [part]
    try:
        if found is None:
            raise ValueError
        return [day.isoformat() for day in _days(found.groupdict())]
    except ValueError:
        raise WrongValue(
            "a range cannot be read",
            expected="FIRST..LAST/STEP with days (day, week, month, year), months or years; in order",
            got=repr(part),
            example=EXAMPLE,
        ) from None


def _days(asked: Mapping[str, str | None]) -> list[dt.date]:
    first, last = asked["first"] or "", asked["last"] or ""
    form = next((form for pattern, form in _FORMS.items() if re.fullmatch(pattern, first)), "")
    step = asked["step"] or form
    if len(first) != len(last) or first > last or step not in _STEPS.get(form, ()):
        raise ValueError
    begin, end = (dt.date.fromisoformat(one + "-01-01"[len(one) - 4 :][: 10 - len(one)]) for one in (first, last))
    if form != "day":
        end = _last_day(end if form == "month" else end.replace(month=12))
    if (end - begin).days > _LONGEST:
        raise ValueError
    return list(_steps(begin, end, step))


def _steps(begin: dt.date, end: dt.date, step: str) -> Iterator[dt.date]:
    for number in range((end - begin).days + 1):
        day = begin + dt.timedelta(days=number)
        if (
            step == "day"
            or (step == "week" and number % 7 == 0)
            or (step == "month" and day == _last_day(day))
            or (step == "year" and (day.month, day.day) == (12, 31))
        ):
            yield day


def _last_day(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
