"""Tables of foreign HTML: every cell at its place, spans that fit, columns of numbers told from columns of words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_NUMBER = re.compile(
    r"[+\-−–]?[\d.,\s'’]*\d[\d.,]*\s?(?:%|[a-zµ]{1,3}[²³]?)?(?:e[+-]?\d+)?|nan|none|—|–|-", re.IGNORECASE
)
MOST_ROWS = 1_000
"""A table in a PDF keeps this many rows; the notebook holds the rest."""


@dataclass(frozen=True)
class Cell:
    """A cell of a table: where it stands, how far it reaches, whether it is a heading."""

    element: Any
    row: int
    column: int
    rowspan: int
    colspan: int
    heading: bool


@dataclass(frozen=True)
class Layout:
    """Cells by row; the first `head` rows head the columns; `aligns` has left or right for each column."""

    rows: list[list[Cell]]
    head: int
    columns: int
    aligns: list[str]


def laid_out(table: Any) -> Layout:
    """Return the layout of an lxml `table` element; a table without rows has no columns."""
    heads, *bodies = _row_groups(table)
    cells = _placed(heads, 0)
    for rows in bodies:
        cells += _placed(rows, len(cells))
    columns = max((cell.column + cell.colspan for row in cells for cell in row), default=0)
    aligns = [_alignment(cells[len(heads) :], column) for column in range(columns)]
    return Layout(cells, len(heads), columns, aligns)


def filled(layout: Layout) -> list[list[Cell | None]]:
    """Return each row's cells with None where the table leaves a gap; places under a span above have neither."""
    taken = {
        (cell.row + down, cell.column + right)
        for row in layout.rows
        for cell in row
        for down in range(cell.rowspan)
        for right in range(cell.colspan)
    }
    rows: list[list[Cell | None]] = []
    for at, row in enumerate(layout.rows):
        starts = {cell.column: cell for cell in row}
        wanted = (column for column in range(layout.columns) if column in starts or (at, column) not in taken)
        rows.append([starts.get(column) for column in wanted])
    return rows


def words(element: Any) -> str:
    """Return the text of an element with its white space folded."""
    return " ".join("".join(element.itertext()).split())


def _row_groups(table: Any) -> list[list[Any]]:
    """Return the rows that head the columns, then those of each body; no span reaches from one group to the next."""
    heads: list[Any] = []
    loose: list[Any] = []
    bodies: list[list[Any]] = [loose]
    for part in table:
        rows = [row for row in part if row.tag == "tr"]
        if part.tag == "thead":
            heads += rows
        elif part.tag in ("tbody", "tfoot"):
            bodies.append(rows)
        elif part.tag == "tr":
            loose.append(part)
    first = next((rows for rows in bodies if rows), [])
    if not heads and len(first) > 1 and all(cell.tag == "th" for cell in _cells(first[0])):
        heads.append(first.pop(0))
    return [heads, *bodies]


def _cells(row: Any) -> Iterator[Any]:
    return (cell for cell in row if cell.tag in ("td", "th"))


def _placed(rows: list[Any], first: int) -> list[list[Cell]]:
    """Return cells at their columns; a span that would leave this part of the table is cut."""
    placed: list[list[Cell]] = []
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        line, column = [], 0
        for element in _cells(row):
            while (at, column) in taken:
                column += 1
            rowspan = min(_span(element, "rowspan"), len(rows) - at)
            colspan = _free(taken, at, column, _span(element, "colspan"))
            taken.update((at + down, column + right) for down in range(rowspan) for right in range(colspan))
            line.append(Cell(element, first + at, column, rowspan, colspan, element.tag == "th"))
            column += colspan
        placed.append(line)
    return placed


def _free(taken: set[tuple[int, int]], row: int, column: int, wanted: int) -> int:
    width = 1
    while width < wanted and (row, column + width) not in taken:
        width += 1
    return width


def _span(element: Any, name: str) -> int:
    text = str(element.get(name) or "1").strip()
    return min(max(int(text), 1), 1_000) if text.isdecimal() else 1


def _alignment(rows: list[list[Cell]], column: int) -> str:
    texts = [words(cell.element) for row in rows for cell in row if cell.column == column and not cell.heading]
    filled = [text for text in texts if text]
    return "right" if filled and all(_NUMBER.fullmatch(text) for text in filled) else "left"
