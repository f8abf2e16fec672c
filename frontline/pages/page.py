"""A page before it is HTML or Typst: blocks in order, under headings that skip no level."""

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

Token = dict[str, Any]
"""A node of parsed Markdown as mistune gives it: `type`, then `children`, `raw` or `attrs`."""

Record = Mapping[str, Any]
"""A number with its address, as an output carries it: `id`, `text`, `value`, `unit`, `kind`, `formula`, `inputs`."""


@dataclass(frozen=True)
class Prose:
    """Parsed Markdown."""

    tokens: list[Token]
    kind: ClassVar[str] = "prose"


@dataclass(frozen=True)
class Box:
    """Prose set apart under a title, such as the limits of a report."""

    heading: Token
    tokens: list[Token]
    kind: ClassVar[str] = "box"


@dataclass(frozen=True)
class Picture:
    """An image with its bytes; `alt` says what is to be seen."""

    media: str
    data: bytes
    alt: str
    kind: ClassVar[str] = "picture"


@dataclass(frozen=True)
class Column:
    """A column of a table; `align` is left or right."""

    name: str
    align: str


@dataclass(frozen=True)
class Grid:
    """Columns and rows; a cell is text, or a mapping: `text`, `number` (an address) or `href`, perhaps `value`."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    row_header: bool = True


@dataclass(frozen=True)
class Chart:
    """A numbered figure: title, subtitle, drawing, foot, and the data behind it.

    `marks` are places on the drawing, in its units, each with the row of the data that it stands for: x, y, row.
    """

    id: str
    number: int
    title: str
    subtitle: str
    foot: str
    picture: Picture
    colours: Mapping[str, str]
    data: Grid | None
    marks: Sequence[tuple[int, int, int]] = ()
    kind: ClassVar[str] = "chart"


@dataclass(frozen=True)
class Table:
    """A numbered table: title, subtitle, cells, foot."""

    id: str
    number: int
    title: str
    subtitle: str
    foot: str
    grid: Grid
    kind: ClassVar[str] = "table"


@dataclass(frozen=True)
class Cards:
    """Headline numbers; each card has `label`, `value`, `note` and perhaps `number` and `hedge`."""

    cards: Sequence[Mapping[str, Any]]
    kind: ClassVar[str] = "cards"

    @property
    def across(self) -> int:
        """How many cards stand in a row where there is room: at most four, the rows as even as can be."""
        rows = math.ceil(len(self.cards) / 4) or 1
        return math.ceil(len(self.cards) / rows) or 1


@dataclass(frozen=True)
class Code:
    """A cell's source in its language."""

    text: str
    language: str
    kind: ClassVar[str] = "code"


@dataclass(frozen=True)
class Printed:
    """Text that a cell printed or returned; `error` marks what went to the error stream."""

    text: str
    error: bool = False
    kind: ClassVar[str] = "printed"


@dataclass(frozen=True)
class Failure:
    """The traceback of a cell that raised."""

    text: str
    kind: ClassVar[str] = "failure"


@dataclass(frozen=True)
class Foreign:
    """HTML from elsewhere, not trusted."""

    html: str
    kind: ClassVar[str] = "foreign"


@dataclass(frozen=True)
class Raw:
    """A raw cell in the page's own format."""

    text: str
    kind: ClassVar[str] = "raw"


Block = Prose | Box | Picture | Chart | Table | Cards | Code | Printed | Failure | Foreign | Raw


@dataclass(frozen=True)
class Section:
    """A second-level heading and what stands under it."""

    heading: Token
    blocks: list[Block] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The fragment of the heading."""
        return str(self.heading["attrs"]["id"])


@dataclass(frozen=True)
class Edition:
    """What the edition says of itself, where an edition is being made."""

    name: str = ""
    command: str = ""
    links: Sequence[Mapping[str, str]] = ()
    parameters: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Page:
    """A whole page: `opening` stands before the first second-level heading."""

    title: str
    language: str
    opening: list[Block]
    sections: list[Section]
    numbers: Mapping[str, Record]
    anchors: frozenset[str]
    edition: Edition

    @property
    def marked(self) -> bool:
        """Whether a chart of the page has marks."""
        blocks = [*self.opening, *(block for section in self.sections for block in section.blocks)]
        return any(isinstance(block, Chart) and block.marks for block in blocks)


_YEARS = range(1900, 2101)
"""Whole numbers that are read as years."""


def cell_text(cell: object) -> str:
    """Return a table's cell as it is shown: a mapping by its `text`, nothing for None.

    A number has its thousands grouped, save a year.
    """
    value = cell.get("text", "") if isinstance(cell, dict) else cell
    if isinstance(value, str):
        return value
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float):
        return f"{_signed(value):,.10g}".replace("-", "\N{MINUS SIGN}")
    if isinstance(value, int) and not isinstance(value, bool) and value not in _YEARS:
        return f"{value:,}".replace("-", "\N{MINUS SIGN}")
    return str(value)


def cell_address(cell: object) -> str:
    """Return where a cell leads: to the row of its `number` or to its `href`; nothing where it holds neither."""
    if not isinstance(cell, dict):
        return ""
    return f"#{cell['number']}" if cell.get("number") else str(cell.get("href") or "")


def as_csv(grid: Grid) -> bytes:
    """Return a grid as CSV (UTF-8, LF), its numbers as they came."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([column.name for column in grid.columns])
    for row in grid.rows:
        writer.writerow([cell_value(cell) for cell in row])
    return buffer.getvalue().encode("utf-8", "replace")


def cell_value(cell: Any) -> Any:
    """Return what a cell holds for who calculates with it: its value where it has one, else its text."""
    value = cell.get("value", cell.get("text", "")) if isinstance(cell, dict) else cell
    return _signed(value) if isinstance(value, float) else value


def _signed(value: float) -> float:
    """Return a number whose zero has no sign: rounding leaves one."""
    return value + 0.0
