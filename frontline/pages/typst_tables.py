"""Tables of the PDF: columns as wide as their words need, type as small as the page asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from frontline.pages.page import Token

WIDTH = 482.0
"""Points across the widest block of the page (17 cm)."""
LARGEST, SMALLEST = 8.5, 5.0
_EM = 0.52
_GAP = 11.0
_PROSE = 28
"""A column whose longest cell has more characters than this is prose, and takes what room is left."""


@dataclass(frozen=True)
class Shape:
    """How a table is set: Typst's columns, the alignment of each, the size of type in points.

    A table that is `tight` does not fit at the smallest size unless its words break anywhere.
    """

    columns: list[str]
    aligns: list[str]
    size: float
    tight: bool = False

    def table(self, heads: Sequence[str], bodies: Sequence[str]) -> str:
        """Return the table as Typst; each row comes as its cells joined by commas."""
        header = f"  table.header({', '.join(heads)}),\n" if heads else ""
        rows = "".join(f"  {row},\n" for row in bodies if row)
        shape = f"columns: ({', '.join(self.columns)},), align: ({', '.join(self.aligns)},)"
        return (
            f"#data-table({self.size:.1f}pt, {len(heads)}, {str(self.tight).lower()},\n  {shape},\n{header}{rows})\n\n"
        )


def fitted(rows: Sequence[Sequence[str]], aligns: Sequence[str]) -> Shape:
    """Return the shape of a table whose cells are given as plain text; `aligns` says how many columns there are."""
    width = max([len(aligns), *(len(row) for row in rows)])
    sides = [*aligns, *["left"] * width][:width]
    columns = [[row[at] for row in rows if at < len(row)] for at in range(width)]
    need = sum(_longest_word(column) for column in columns) * _EM
    room = WIDTH - _GAP * width
    fits = room / need if need else LARGEST
    tracks = [_track(column, side) for column, side in zip(columns, sides, strict=True)]
    return Shape(tracks, sides, max(SMALLEST, min(LARGEST, fits)), tight=fits < SMALLEST)


def head_rows(head: Token) -> list[list[Token]]:
    """Return the rows of a table's head, which Markdown gives as bare cells and HTML as rows."""
    children = head["children"]
    if children and children[0]["type"] == "table_cell":
        return [children]
    return [row["children"] for row in children]


def _longest_word(column: Sequence[str]) -> int:
    return max((len(word) for text in column for word in text.split(" ")), default=1)


def _track(column: Sequence[str], side: str) -> str:
    longest = max((len(text) for text in column), default=0)
    if side == "right" or longest <= _PROSE:
        return "auto"
    return f"{min(longest, 120) / _PROSE:.2f}fr"
