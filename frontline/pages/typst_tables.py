"""Tables of the PDF: columns as wide as their words need, type as small as the page asks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil

from frontline.pages.letters import REGULAR, ems
from frontline.pages.page import Token

WIDTH = 482.0
"""Points across the widest block of the page (17 cm)."""
LARGEST, SMALLEST = 8.5, 5.0
_GAP = 11.0
_KEPT = 20
"""A row of no more lines than this is not parted by the end of a page."""
_SHORT = 6.0
"""A cell below the head no wider than this, in ems, rather stands in one line."""
_GROWN = 1.2
"""By how much a table may grow for the sake of short cells in one line."""
_PROSE = 55.0
"""A cell wider than this, in ems, asks for no more width."""
_NUMBER = 8.0
"""Ems of a number and its unit that stand in one line; two ends of a range may part."""
_SLACK = 1.02
"""How much wider than its text a column is: the compiler rounds, and breaks a line that fits to the point."""
_RAGGED = 1.3
"""Ems that a line which is followed by another leaves empty, on the average."""
_ROUNDING = 1e-6


@dataclass(frozen=True)
class Shape:
    """How a table is set: Typst's columns, the alignment of each, the size of type in points.

    A table that is `tight` does not fit at the smallest size unless its words break anywhere; the rows of one that is
    `kept` are short enough to stand on one page each.
    """

    columns: list[str]
    aligns: list[str]
    size: float
    tight: bool = False
    kept: bool = True

    def table(self, heads: Sequence[str], bodies: Sequence[str], foot: str = "") -> str:
        """Return the table as Typst; each row comes as its cells joined by commas, the foot as one cell's words."""
        header = f"  table.header({', '.join(heads)}, head-rule),\n" if heads else ""
        rows = "".join(f"  {row},\n" for row in bodies if row)
        footer = f"  table-foot({len(self.columns)}, [{foot}]),\n" if foot else ""
        shape = f"columns: ({', '.join(self.columns)},), align: ({', '.join(self.aligns)},)"
        return (
            f"#data-table({self.size:.1f}pt, {_said(self.tight)}, {_said(self.kept)},\n"
            f"  {shape},\n{header}{rows}{footer})\n\n"
        )


def fitted(rows: Sequence[Sequence[str]], aligns: Sequence[str], heads: int = 1) -> Shape:
    """Return the shape of a table whose cells are given as plain text, its first `heads` rows heading the columns.

    `aligns` says how many columns there are.
    """
    count = max([len(aligns), *(len(row) for row in rows)])
    sides = [*aligns, *["left"] * count][:count]
    lengths = [
        [ems(text) * _weight(at, place < heads) for at, text in enumerate(row)] for place, row in enumerate(rows)
    ]
    words = [_longest_word([row[at : at + 1] for row in rows], at, heads) for at in range(count)]
    space = WIDTH - _GAP * count
    fits = space / sum(words) if sum(words) else LARGEST
    size = max(SMALLEST, min(LARGEST, fits))
    widths = _widths(words, lengths, sides, heads, space / size)
    # A table that is narrower than the page is not stretched; left to the compiler, its columns take it more time.
    unit = "fr" if sum(widths) > space / size - _ROUNDING else "pt"
    tracks = [f"{width * size + _GAP:.1f}{unit}" for width in widths]
    kept = max((_lines([row], widths) for row in lengths), default=0) <= _KEPT
    return Shape(tracks, sides, size, tight=fits < SMALLEST, kept=kept)


def _widths(
    words: Sequence[float], rows: Sequence[Sequence[float]], sides: Sequence[str], heads: int, room: float
) -> list[float]:
    """Return the widths of columns: those of their texts where there is room, else short cells are whole.

    A heading over numbers gives way first; short cells do so where lines would grow by them.
    """
    columns = [[row[at] for row in rows if at < len(row)] for at in range(len(words))]
    below = [column[heads:] for column in columns]
    most = [
        max([word, *(min(length, _PROSE) for length in (body if side == "right" and body else column))])
        for word, body, column, side in zip(words, below, columns, sides, strict=True)
    ]
    if sum(most) <= room:
        with_heads = [max(high, *column) for high, column in zip(most, columns, strict=True)]
        return with_heads if sum(with_heads) <= room else _parted(most, with_heads, room)
    numbers = [
        max(word, min(high, _NUMBER)) if side == "right" else word
        for word, high, side in zip(words, most, sides, strict=True)
    ]
    least = numbers if sum(numbers) <= room else words
    short = [max(low, _longest_short(body)) for low, body in zip(numbers, below, strict=True)]
    with_short = _shared(_with_short(least, short, room), most, room, rows)
    without = _shared(least, most, room, rows)
    return with_short if _lines(rows, with_short) <= _lines(rows, without) * _GROWN else without


def _weight(at: int, heads: bool) -> float:
    """Return what a cell's words take of their width in bold: heads are set so, and what heads a row."""
    return _SLACK if heads or not at else _SLACK * REGULAR


def _longest_word(column: Sequence[Sequence[str]], at: int, heads: int) -> float:
    """Return the width of the longest word of a column, of which some rows may have no cell."""
    parts = ((column[:heads], _weight(at, heads=True)), (column[heads:], _weight(at, heads=False)))
    words = (({word for cell in part for text in cell for word in text.split(" ")}, weight) for part, weight in parts)
    return max((ems(word) * weight for found, weight in words for word in found), default=0.5)


def _longest_short(column: Sequence[float]) -> float:
    return max((length for length in column if length <= _SHORT), default=0)


def _with_short(least: Sequence[float], short: Sequence[float], room: float) -> list[float]:
    """Return the least widths at which no line parts a short cell, in as many columns as have the room."""
    widths = list(least)
    for at in sorted(range(len(least)), key=lambda at: short[at] - least[at]):
        if sum(widths) + short[at] - widths[at] <= room:
            widths[at] = short[at]
    return widths


def _shared(least: Sequence[float], most: Sequence[float], room: float, rows: Sequence[Sequence[float]]) -> list[float]:
    """Return widths between least and most: columns that lack little get it whole where no row needs more lines for it.

    `rows` are the lengths of their texts; what is left is shared by length.
    """
    whole: set[int] = set()
    widths = _parted(least, most, room, whole)
    lines = _lines(rows, widths)
    for at in sorted(range(len(least)), key=lambda at: most[at] - least[at]):
        tried = _parted(least, most, room, {*whole, at})
        if tried and (needed := _lines(rows, tried)) <= lines:
            whole, widths, lines = {*whole, at}, tried, needed
    return widths


def _parted(least: Sequence[float], most: Sequence[float], room: float, whole: Collection[int] = ()) -> list[float]:
    """Return widths of which some are whole and the rest share what is left; none where it is not enough."""
    low = [most[at] if at in whole else width for at, width in enumerate(least)]
    spare, wanted = room - sum(low), sum(most) - sum(low) or 1
    if whole and spare < 0:
        return []
    return [width + max(spare, 0) * (high - width) / wanted for width, high in zip(low, most, strict=True)]


def _lines(rows: Sequence[Sequence[float]], widths: Sequence[float]) -> int:
    """Return the lines of all rows, each as many as its longest cell takes."""
    return sum([_row_lines(row, widths) for row in rows])


def _row_lines(row: Sequence[float], widths: Sequence[float]) -> int:
    most = 1
    for length, width in zip(row, widths, strict=False):
        if length > width + _ROUNDING:
            most = max(most, ceil(length / max(width - _RAGGED, width / 2)))
    return most


def _said(value: bool) -> str:
    return str(value).lower()


def head_rows(head: Token) -> list[list[Token]]:
    """Return the rows of a table's head, which Markdown gives as bare cells and HTML as rows."""
    children = head["children"]
    if children and children[0]["type"] == "table_cell":
        return [children]
    return [row["children"] for row in children]
