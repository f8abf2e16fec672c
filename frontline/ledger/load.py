"""Reading the whole ledger, and every problem of every table at once."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from frontline.ledger.consistency import contradictions
from frontline.ledger.doubtful import is_mendable, with_doubtful
from frontline.ledger.rows import Claim, Event, Figure, Hedge, Place, Region, Source
from frontline.tables import (
    BrokenTable,
    Content,
    Problem,
    Row,
    dangling,
    double_keys,
    parse_content,
    read_content,
    references,
)

TABLES: dict[str, tuple[type[Row], tuple[str, ...]]] = {
    "sources": (Source, ("id",)),
    "hedges": (Hedge, ("hedge",)),
    "regions": (Region, ("id",)),
    "places": (Place, ("id",)),
    "events": (Event, ("id",)),
    "figures": (Figure, ("id",)),
    "claims": (Claim, ("id",)),
}
R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Ledger:
    """What was said: every table by its key, in the order of the file."""

    sources: Mapping[str, Source]
    figures: Mapping[str, Figure]
    hedges: Mapping[str, Hedge]
    claims: Mapping[str, Claim]
    places: Mapping[str, Place]
    events: Mapping[str, Event]
    regions: Mapping[str, Region]

    def figures_of(self, source_id: str) -> tuple[Figure, ...]:
        """Return the figures read in one source."""
        return tuple(figure for figure in self.figures.values() if figure.source == source_id)

    def stated(self, claim: Claim) -> tuple[Figure, ...]:
        """Return the figures that state a claim."""
        return tuple(self.figures[key] for key in claim.figures)

    def dated(self, figure: Figure) -> bool:
        """Tell whether the page showed its date; if not, `published` is only the earliest day that fits the page."""
        return self.sources[figure.source].published is not None


@dataclass(frozen=True)
class _Table:
    """A table as far as it could be read: its good rows, the line of each, and the keys of all rows."""

    file: str
    rows: Sequence[Row]
    lines: Sequence[int]
    keys: frozenset[str]
    problems: Sequence[Problem]


def load_ledger(root: Path) -> Ledger:
    """Read the tables of what was said; raises `BrokenTable` with every problem of all of them.

    A claim whose row is at fault is kept as one that cannot be checked, with the reason.
    """
    return _ledger(_contents(root))


@lru_cache(maxsize=2)  # by the contents themselves: tables that have changed are checked anew, the same once a process
def _ledger(contents: tuple[Content, ...]) -> Ledger:
    tables = _tables(contents)
    found = _problems(tables)
    if not all(map(is_mendable, found)):
        raise BrokenTable(found)
    good = {
        line: row
        for line, row in zip(tables["claims"].lines, tables["claims"].rows, strict=True)
        if isinstance(row, Claim)
    }
    (text,) = (content.text for content in contents if content.file == "claims.csv")
    claims = with_doubtful(text, good, found)
    return Ledger(
        sources=_by_key(tables, "sources", Source),
        figures=_by_key(tables, "figures", Figure),
        hedges=_by_key(tables, "hedges", Hedge),
        claims=MappingProxyType({claim.id: claim for claim in claims}),
        places=_by_key(tables, "places", Place),
        events=_by_key(tables, "events", Event),
        regions=_by_key(tables, "regions", Region),
    )


def problems(root: Path) -> list[Problem]:
    """Return every problem of the ledger's tables, in the order of file and row; none if all is well."""
    return _problems(_tables(_contents(root)))


def _contents(root: Path) -> tuple[Content, ...]:
    return tuple(read_content(root / "data" / f"{name}.csv") for name in TABLES)


def _tables(contents: Iterable[Content]) -> dict[str, _Table]:
    return {name: _table(content, row) for (name, (row, _)), content in zip(TABLES.items(), contents, strict=True)}


def _table(content: Content, row: type[Row]) -> _Table:
    rows, found = parse_content(content, row)
    bad = {problem.row for problem in found if problem.row and problem.row > 1}
    lines = [line for line in range(2, len(rows) + len(bad) + 2) if line not in bad]
    keys = _first_cells(content.text) if found else frozenset(str(next(iter(dict(item).values()))) for item in rows)
    return _Table(content.file, rows, lines, keys, found)


def _first_cells(text: str) -> frozenset[str]:
    """Return the keys of a table with broken rows, so that a reference to one of these is no second problem."""
    try:
        return frozenset(cells[0].strip() for cells in csv.reader(io.StringIO(text, newline="")) if cells)
    except csv.Error:
        return frozenset()


def _keys(tables: Mapping[str, _Table]) -> dict[str, frozenset[str]]:
    """Return the known keys; of a table that cannot be read all that is asked for, as one problem is enough."""
    return {name: table.keys if table.rows else frozenset(_asked_for(name, tables)) for name, table in tables.items()}


def _asked_for(name: str, tables: Mapping[str, _Table]) -> Iterator[str]:
    for table in tables.values():
        for row in table.rows:
            for column, mark in references(type(row)):
                cell = getattr(row, column)
                if mark.table == name and cell:
                    yield from cell.split(mark.separator) if mark.separator else [cell]


def _problems(tables: Mapping[str, _Table]) -> list[Problem]:
    keys = _keys(tables)
    found: list[Problem] = []
    for name, table in tables.items():
        _, key = TABLES[name]
        between = [*double_keys(table.file, table.rows, key), *dangling(table.file, table.rows, keys)]
        found += [*table.problems, *(_at_its_line(problem, table.lines) for problem in between)]
    rows = {name: list(zip(table.lines, table.rows, strict=False)) for name, table in tables.items()}
    found += contradictions(rows["sources"], rows["figures"], rows["claims"])
    return sorted(found, key=lambda problem: (problem.file, problem.row or 0))


def _at_its_line(problem: Problem, lines: Sequence[int]) -> Problem:
    return problem if problem.row is None else replace(problem, row=lines[problem.row - 2])


def _by_key(tables: Mapping[str, _Table], name: str, row: type[R]) -> Mapping[str, R]:
    _, (key,) = TABLES[name]
    return MappingProxyType({getattr(item, key): item for item in tables[name].rows if isinstance(item, row)})
