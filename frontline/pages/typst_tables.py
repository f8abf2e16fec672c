"""Tables of the PDF: columns as wide as their words need, type as small as the page asks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil
from operator import truediv

from frontline.pages.page import Token

WIDTH = 482.0
"""Points across the widest block of the page (17 cm)."""
LARGEST, SMALLEST = 8.5, 5.0
_EM = 0.52
"""Of the size of type: what the letters of wide words take, by which the size is chosen."""
_LETTER = 0.46
"""What letters take on the average, by which the room is shared."""
_GAP = 11.0
_KEPT = 20
"""A row of no more lines than this is not parted by the end of a page."""
_SHORT = 12
"""A cell below the head with no more characters than this rather stands in one line."""
_GROWN = 1.2
"""By how much a table may grow for the sake of short cells in one line."""
_PROSE = 120
"""A cell with more characters than this asks for no more width."""
_DIGITS = 16
"""Characters of a number and its unit that stand in one line; two ends of a range may part."""
_SLACK = 1.12
"""By how much a line of digits or wide letters may pass the average."""


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
    width = max([len(aligns), *(len(row) for row in rows)])
    sides = [*aligns, *["left"] * width][:width]
    columns = [[row[at] for row in rows if at < len(row)] for at in range(width)]
    words = [_longest_word(column) for column in columns]
    need = sum(words) * _EM
    room = WIDTH - _GAP * width
    fits = room / need if need else LARGEST
    size = max(SMALLEST, min(LARGEST, fits))
    most = [_most(column, side, heads) for column, side in zip(columns, sides, strict=True)]
    letters = room / (size * _LETTER)
    digits = [max(words[at], min(most[at], _DIGITS)) if sides[at] == "right" else words[at] for at in range(width)]
    whole = [max(digits[at], _longest_short(columns[at][heads:])) for at in range(width)]
    leasts = (_least(words, whole, letters), digits if sum(digits) <= letters else words)
    lengths = [[len(text) for text in row] for row in rows]
    widths = _widths(leasts, most, letters, lengths)
    tracks = [f"{across * _LETTER * LARGEST + _GAP:.1f}fr" for across in widths] or ["auto"] * width
    kept = not widths or max(_lines([row], widths) for row in lengths) <= _KEPT
    return Shape(tracks, sides, size, tight=fits < SMALLEST, kept=kept)


def _longest_short(column: Sequence[str]) -> int:
    return ceil(max((len(text) for text in column if len(text) <= _SHORT), default=0) * _SLACK)


def _least(words: Sequence[int], whole: Sequence[int], room: float) -> list[int]:
    """Return the least widths: those at which no line parts a short cell, of as many columns as have the room."""
    least = list(words)
    for at in sorted(range(len(words)), key=lambda at: whole[at] - words[at]):
        if sum(least) + whole[at] - least[at] <= room:
            least[at] = whole[at]
    return least


def _most(column: Sequence[str], side: str, heads: int) -> int:
    """Return how many characters a column would take in one line; a heading over numbers wraps."""
    texts = column[heads:] if side == "right" and len(column) > heads else column
    return max([_longest_word(column), *(min(len(text), _PROSE) for text in texts)])


def _widths(
    leasts: tuple[Sequence[int], Sequence[int]], most: Sequence[int], room: float, rows: Sequence[Sequence[int]]
) -> list[float]:
    """Return the widths of columns, none where no text wraps: at the first of the least widths unless lines grow."""
    if sum(most) <= room:
        return []
    ample = [high * _SLACK for high in most]
    first, second = (_shared(least, ample, room, rows) for least in leasts)
    return first if _lines(rows, first) <= _lines(rows, second) * _GROWN else second


def _shared(least: Sequence[float], most: Sequence[float], room: float, rows: Sequence[Sequence[int]]) -> list[float]:
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


def _parted(least: Sequence[float], most: Sequence[float], room: float, whole: Collection[int]) -> list[float]:
    """Return widths of which some are whole and the rest share what is left; none where it is not enough."""
    low = [most[at] if at in whole else width for at, width in enumerate(least)]
    spare, wanted = room - sum(low), sum(most) - sum(low) or 1
    if whole and spare < 0:
        return []
    return [width + max(spare, 0) * (high - width) / wanted for width, high in zip(low, most, strict=True)]


def _lines(rows: Sequence[Sequence[int]], widths: Sequence[float]) -> float:
    """Return the lines of all rows, each as many as its longest cell takes."""
    return sum([ceil(max(map(truediv, row, widths), default=0)) for row in rows])


def _said(value: bool) -> str:
    return str(value).lower()


def head_rows(head: Token) -> list[list[Token]]:
    """Return the rows of a table's head, which Markdown gives as bare cells and HTML as rows."""
    children = head["children"]
    if children and children[0]["type"] == "table_cell":
        return [children]
    return [row["children"] for row in children]


def _longest_word(column: Sequence[str]) -> int:
    return max((len(word) for text in column for word in text.split(" ")), default=1)
