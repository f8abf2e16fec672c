"""What every part of an HTML page is set from: words, links, numbers."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import count
from pathlib import Path
from typing import Any

from markupsafe import Markup

from frontline.pages.links import target, written
from frontline.pages.markdown import plain
from frontline.pages.page import Column, Grid, Page, Token, cell_text
from frontline.pages.unbroken import unbroken

BRIEF = 22
"""Characters that a row's heading may have and not be broken."""

LONG = 45
"""Characters from which a cell is prose, and is not squeezed to its longest word."""


class HTMLWords:
    """Sets words of one page; `folder` is where the notebook's relative pictures lie."""

    def __init__(self, page: Page, folder: Path | None = None) -> None:
        self._page = page
        self.folder = folder
        self.tables = count(1)

    def text(self, words: object) -> Markup:
        """Return plain text as HTML in which only links written as `[words](address)` are links."""
        parts = ((escape(unbroken(part)), to) for part, to in written(str(words)))
        return Markup("".join(self.anchor(part, to) if to else part for part, to in parts))

    def bare(self, tokens: list[Token]) -> Markup:
        """Return tokens as words alone, as a link in the contents wants them."""
        return Markup(escape(plain(tokens)))

    def cell(self, value: Any) -> Markup:
        """Return a table's cell, which is text or a mapping with `text` and `number` or `href`."""
        if not isinstance(value, Mapping):
            return Markup(escape(unbroken(cell_text(value))))
        address = f"#{value['number']}" if value.get("number") else str(value.get("href") or "")
        words = escape(unbroken(str(value.get("text", ""))))
        return Markup(self.anchor(words, address) if address else words)

    def heads(self, grid: Grid) -> Markup:
        """Return the cells that head a table's columns; a column without name has no heading."""
        cells = (
            f'<th scope="col"{_class("number" if column.align == "right" else "")}>{escape(column.name)}</th>'
            if column.name
            else "<td></td>"
            for column in grid.columns
        )
        return Markup("".join(cells))

    def rows(self, grid: Grid) -> Markup:
        """Return a table's rows, in Python because a template takes ten times as long for thousands of cells."""
        return Markup("".join(f"<tr>{self._row(grid, row)}</tr>\n" for row in grid.rows))

    def _row(self, grid: Grid, row: Sequence[Any]) -> str:
        cells = []
        for at, (value, column) in enumerate(zip(row, grid.columns, strict=True)):
            length = len(_plain(value))
            heads = at == 0 and grid.row_header and length > 0
            name = _class(_measure(length, column, heads))
            cells.append(
                f'<th scope="row"{name}>{self.cell(value)}</th>' if heads else f"<td{name}>{self.cell(value)}</td>"
            )
        return "".join(cells)

    def anchor(self, words: str, address: str) -> str:
        """Return a link; one to a number carries its value, one that leads nowhere is left as words."""
        end = target(address, self._page)
        if end is None:
            return words
        if end.kind == "number":
            value = escape(str(self._page.numbers[end.name].get("value", "")))
            return f'<a class="number" href="#{escape(end.name)}"><data value="{value}">{words}</data></a>'
        return f'<a href="{"" if end.kind == "outside" else "#"}{escape(end.name)}">{words}</a>'


def _measure(length: int, column: Column, heads: bool) -> str:
    """Return the class by which a cell is aligned and given its width."""
    if column.align == "right":
        return "number"
    if length > LONG:
        return "long"
    return "brief" if heads and length <= BRIEF else ""


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _plain(value: Any) -> str:
    return str(value.get("text", "")) if isinstance(value, Mapping) else cell_text(value)
