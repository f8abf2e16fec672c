"""What every part of an HTML page is set from: words, links, numbers."""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from itertools import count
from pathlib import Path
from typing import Any

from markupsafe import Markup

from frontline.pages.links import target, written
from frontline.pages.markdown import plain
from frontline.pages.numbers_section import Address, Origin
from frontline.pages.page import Column, Grid, Page, Token, cell_address, cell_text
from frontline.pages.unbroken import HYPHENED, pieces, unbroken

BRIEF = 22
"""Characters that a row's heading may have and not be broken."""

LONG = 45
"""Characters from which a cell is prose, and is not squeezed to its longest word."""

WORDY = 150
"""Characters from which a cell is a paragraph, for which a table is rather made wider than its rows high."""

_BARE = re.compile(r"[\w.#−+-]+")


class HTMLWords:
    """Sets words of one page; `folder` is where the notebook's relative pictures lie."""

    def __init__(self, page: Page, folder: Path | None = None) -> None:
        self._page = page
        self.folder = folder
        self.tables = count(1)

    def text(self, words: object) -> Markup:
        """Return plain text as HTML in which only links written as `[words](address)` are links."""
        parts = ((held(part), to) for part, to in written(str(words)))
        return Markup("".join(self.anchor(part, to) if to else part for part, to in parts))

    def bare(self, tokens: list[Token]) -> Markup:
        """Return tokens as words alone, as a link in the contents wants them."""
        return Markup(escape(plain(tokens)))

    def cell(self, value: Any) -> Markup:
        """Return a table's cell, which is text or a mapping with `text` and `number` or `href`."""
        words, address = held(cell_text(value)), cell_address(value)
        return Markup(self.anchor(words, address) if address else words)

    def shape(self, grid: Grid) -> Markup:
        """Return the classes of a table by which its columns are aligned and given their width.

        A class for each column, not for each cell: a wide table would repeat it a thousand times.
        """
        names = [f"n{at}" if column.align == "right" else "" for at, column in enumerate(grid.columns, 1)]
        longest = [max(len(cell_text(value)) for value in column) for column in zip(*grid.rows, strict=True)]
        for at, length in enumerate(longest):
            if not names[at] and at >= grid.row_header and length > LONG:
                names[at] = f"l{at + 1}"
        names += ["headed" if grid.row_header else "", "wordy" if max(longest, default=0) > WORDY else ""]
        return Markup(attribute("class", " ".join(filter(None, names))) if any(names) else "")

    def heads(self, grid: Grid) -> Markup:
        """Return the cells that head a table's columns; a column without name has no heading."""
        cells = (
            f"<th scope=col{' class=number' if column.align == 'right' else ''}>{escape(column.name)}"
            if column.name
            else "<td>"
            for column in grid.columns
        )
        return Markup("".join(cells))

    def rows(self, grid: Grid) -> Markup:
        """Return a table's rows, in Python because a template takes ten times as long for thousands of cells."""
        return Markup("".join(f"<tr>{self._row(grid, row)}</tr>\n" for row in grid.rows))

    def _row(self, grid: Grid, row: Sequence[Any]) -> str:
        head = grid.row_header and bool(row) and cell_text(row[0]) != ""
        cells = "<td>".join([self.cell(value) for value in row[head:]])
        rest = f"<td>{cells}" if len(row) > head else ""
        return f"<th scope=row{_width(row[0], grid.columns[0])}>{self.cell(row[0])}{rest}" if head else rest

    def addresses(self, addresses: Sequence[Address]) -> Markup:
        """Return the rows of the section that tells where each number comes from."""
        return Markup("".join(map(self._address, addresses)))

    def _address(self, address: Address) -> str:
        number = f"<tr{attribute('id', address.id)}><th scope=row>{held(address.text or address.id)}"
        formula = f"<br><i>{held(address.formula)}</i>" if address.formula else ""
        origins = "<br>".join(map(self._origin, address.origins))
        return f"{number}<td>{held(address.kind)}{formula}<td>{origins}</tr>\n"

    def _origin(self, origin: Origin) -> str:
        table = f"<code>{escape(origin.table)}</code> " if origin.table else ""
        return f"{table}{self.cell({'text': origin.words, 'href': origin.href})}{held(origin.told)}"

    def anchor(self, words: str, address: str) -> str:
        """Return a link; one to a number carries its value, one that leads nowhere is left as words."""
        end = target(address, self._page)
        if end is None:
            return words
        if end.kind == "number":
            value = attribute("value", str(self._page.numbers[end.name].get("value", "")))
            return f"<a class=number{attribute('href', f'#{end.name}')}><data{value}>{words}</data></a>"
        return f'<a href="{"" if end.kind == "outside" else "#"}{escape(end.name)}">{words}</a>'


@lru_cache(maxsize=4096)
def held(text: str) -> str:
    """Return plain text as HTML in which no line parts what belongs together, and a URL only where it has a joint."""
    return HYPHENED.sub(_held, escape(unbroken(text), quote=False))


def _held(found: "re.Match[str]") -> str:
    if found.lastgroup == "url":
        return "<wbr>".join(pieces(found[0]))
    return f"<time>{found[0]}</time>" if found.lastgroup == "date" else f"<span class=whole>{found[0]}</span>"


def arguments(command: str) -> Markup:
    """Return a command line as HTML whose lines break between its words alone, where they fit."""
    return Markup(" ".join(f"<span>{escape(word)}</span>" for word in command.split(" ")))


def attribute(name: str, value: str) -> str:
    """Return an attribute, without quotes where HTML wants none."""
    return f" {name}={value}" if _BARE.fullmatch(value) else f' {name}="{escape(value)}"'


def _width(value: Any, column: Column) -> str:
    """Return the class of a row's heading, by its length."""
    length = len(cell_text(value))
    if column.align == "right":
        return " class=number"
    if length > LONG:
        return " class=long"
    return " class=wraps" if length > BRIEF else ""
