"""What stands together on a page of the PDF: which boxes and tables, which parts begin one, how notes fill columns.

Judged by what they hold: measuring them in the compiler would lay each out twice. What begins a page is also what the
compiler sets at the same time as the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil

from frontline.pages.markdown import plain
from frontline.pages.numbers_section import Address
from frontline.pages.page import Box, Chart, Grid, Page, Section, Table, cell_text

MOST_LINES, MOST_TABLE_LINES = 26, 16
"""About two fifths and a quarter of a page: rows of a table may better be parted than lines of a box."""
MANY_LINES, MANY_NOTES = 110, 60
"""Lines of charts, tables and boxes from which a part takes about two pages; notes from which they fill a page."""
_BOX_LINE, _CELL_LINE = 80, 24
"""Characters that surely fit a line of a box, and of a cell of prose."""
_NOTE_LINE, _NOTE_GAP = 72, 0.3
"""Characters that a line of a note takes on the average, and the lines that stand for the space below a note."""
_FIRST_PAGE, _WHOLE_PAGE = 172, 184
"""Lines of notes in both columns of a page, below their heading and where they have it to themselves."""


@dataclass(frozen=True)
class Columns:
    """Notes in two columns: `flowing` fill whole pages, what is left stands in a left and a right column of a height.

    The compiler fills a column before it begins the next, so the last page would have a left one alone.
    """

    flowing: Sequence[Address]
    left: Sequence[Address]
    right: Sequence[Address]


def in_columns(notes: Sequence[Address]) -> Columns:
    """Return notes in columns, as far as the length of their texts tells how many fill a page."""
    ends = list(accumulate(_of_note(note) for note in notes))
    whole = _flowing(ends) if len(notes) >= MANY_NOTES else 0
    before = ends[whole - 1] if whole else 0
    middle = (before + ends[-1]) / 2 if ends else 0
    half = whole + sum(end - _of_note(note) < middle for note, end in zip(notes[whole:], ends[whole:], strict=True))
    return Columns(notes[:whole], notes[whole:half], notes[half:])


def _flowing(ends: Sequence[float]) -> int:
    """Return how many notes, that begin a page and end after so many lines, fill whole pages."""
    pages = max(0, int((ends[-1] - _FIRST_PAGE) // _WHOLE_PAGE + 1))
    room = _FIRST_PAGE + (pages - 1) * _WHOLE_PAGE
    return sum(end <= room for end in ends) if pages else 0


def closed(page: Page) -> tuple[Page, list[Box]]:
    """Return an edition's page without the box that ends it, and that box: it closes the PDF, below the notes."""
    last = page.sections[-1] if page.sections else None
    if not (last and last.blocks and isinstance(last.blocks[-1], Box) and page.numbers and page.edition.command):
        return page, []
    rest = replace(last, blocks=last.blocks[:-1])
    return replace(page, sections=[*page.sections[:-1], rest]), [last.blocks[-1]]


def is_short(block: Box | Table) -> bool:
    """Say whether a block is rather kept whole than the page before it filled."""
    return _lines(block) <= (MOST_TABLE_LINES if isinstance(block, Table) else MOST_LINES)


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
    return 3 + sum(max((ceil(len(cell_text(cell)) / _CELL_LINE) for cell in row), default=0) for row in grid.rows)


def _of_note(note: Address) -> float:
    first = f"{note.text} {note.kind}: {note.formula}"
    others = (f"{origin.table} {origin.words}{origin.told}" for origin in note.origins)
    return _NOTE_GAP + sum(ceil(len(line) / _NOTE_LINE) for line in (first, *others))
