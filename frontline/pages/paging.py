"""Which boxes and tables are short enough to stand on one page, and which parts are long enough to begin one.

Judged by what they hold: measuring them in the compiler would lay each out twice. What begins a page is also what the
compiler sets at the same time as the rest.
"""

from collections.abc import Mapping
from math import ceil

from frontline.pages.markdown import plain
from frontline.pages.page import Box, Chart, Grid, Section, Table, cell_text

MOST_LINES = 26
"""About two fifths of a page."""
MANY_LINES, MANY_NOTES = 110, 60
"""Lines of charts, tables and boxes from which a part takes about two pages; notes from which they fill a page."""
_BOX_LINE, _CELL_LINE = 80, 24
"""Characters that surely fit a line of a box, and of a cell of prose."""


def is_short(block: Box | Table) -> bool:
    """Say whether a block takes no more than two fifths of a page."""
    return _lines(block) <= MOST_LINES


def is_long(section: Section) -> bool:
    """Say whether a part of the document is long enough to begin a page."""
    return sum(_lines(block) for block in section.blocks if isinstance(block, Box | Chart | Table)) >= MANY_LINES


def _lines(block: Box | Chart | Table) -> int:
    if isinstance(block, Chart):
        return MOST_LINES
    return _of_table(block.grid) if isinstance(block, Table) else _of_box(block)


def _of_box(box: Box) -> int:
    parts = [part for token in box.tokens for part in (token["children"] if token["type"] == "list" else [token])]
    return 2 + sum(ceil(len(plain([part])) / _BOX_LINE) for part in parts)


def _of_table(grid: Grid) -> int:
    return 3 + sum(max((ceil(len(_text(cell)) / _CELL_LINE) for cell in row), default=0) for row in grid.rows)


def _text(cell: object) -> str:
    return str(cell.get("text", "")) if isinstance(cell, Mapping) else cell_text(cell)
