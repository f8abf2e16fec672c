"""What every part of a Typst page is set from: words, links, pictures, equations, and the files behind them."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from frontline.pages import equations, escape, note_links
from frontline.pages.links import target, written
from frontline.pages.numbers_section import Address, Origin
from frontline.pages.page import Chart, Page, Picture, as_csv, cell_address, cell_text
from frontline.pages.pictures import EXTENSIONS
from frontline.pages.typst_drawing import Label, Lettering, parted
from frontline.pages.unbroken import URL, pieces, unbroken

TEXT_SIZE = 10.0
"""Points of the running text; equations are drawn for it."""

_LONGEST_PIECE = 40
"""Characters of a URL that surely fit a line."""

_LINKS = {"outside": "outer", "heading": "inner"}


class TypstWords:
    """Sets words and pictures of one page and gathers the files that they draw on.

    `folder` is where the notebook's relative pictures lie. `broken` names pictures that the compiler could not read,
    `uncovered` holds characters that it could not set.
    """

    def __init__(
        self, page: Page, folder: Path | None = None, broken: Collection[str] = (), uncovered: Collection[str] = ()
    ) -> None:
        self._page = page
        self.folder = folder
        self._broken = broken
        self._uncovered = frozenset(uncovered)
        self._places = {number: place for place, number in enumerate(page.numbers)}
        self._noted: set[str] = set()
        self.placed: set[str] = set()
        self.files: dict[str, bytes] = {}

    def words(self, text: object) -> str:
        """Return plain text as markup."""
        return _words(str(text), self._uncovered)

    def literal(self, text: object) -> str:
        """Return plain text as a string of code."""
        return escape.literal(str(text), self._uncovered)

    def text(self, text: object) -> str:
        """Return plain text as markup in which only links written as `[words](address)` are links."""
        parts = ((self.words(part), to) for part, to in written(str(text)))
        return "".join(self.anchor(part, to) if to else part for part, to in parts)

    def cell(self, value: Any) -> str:
        """Return a table's cell, which is text or a mapping with `text` and `number` or `href`."""
        words, address = self.words(cell_text(value)), cell_address(value)
        return self.anchor(words, address) if address else words

    def addresses(self, addresses: Sequence[Address]) -> str:
        """Return the notes that tell where each number comes from."""
        return "".join(map(self._address, addresses))

    def _address(self, address: Address) -> str:
        words = escape.argument(self.words(address.text or address.id))
        number = (
            f"#noted-back({self._end('number', address.id)}, {words})"
            if address.id in self._noted
            else f"#noted({words})"
        )
        formula = f": #formula({escape.argument(self.words(address.formula))})" if address.formula else ""
        origins = "".join(f" \\\n{self._origin(origin)}" for origin in address.origins)
        return f"{number} {self.words(address.kind)}{formula}{origins}\n\n"

    def _origin(self, origin: Origin) -> str:
        table = f"#coded({escape.argument(self.words(origin.table))}) " if origin.table else ""
        return f"{table}{self.cell({'text': origin.words, 'href': origin.href})}{self.words(origin.told)}"

    def picture(self, picture: Picture, draw: str = "picture") -> str:
        """Return a picture drawn by a function of the template, or its alt text where it cannot be drawn."""
        name = self.file(picture)
        if name in self._broken:
            return self._unreadable(picture)
        return f"#{draw}({self.literal(name)}, {self.literal(picture.alt or 'Picture without a description')})"

    def drawing(self, chart: Chart) -> str:
        """Return a chart's picture, its labels as text where it is one of ours, or its alt text, as an argument."""
        picture = chart.picture
        parts = parted(picture.data.decode("utf-8", "replace")) if picture.media == "image/svg+xml" else None
        name = self.file(replace(picture, data=parts.lines.encode()) if parts else picture)
        if name in self._broken:
            return f"[{self._unreadable(picture)}]"
        shown = f"{self.literal(name)}, {self.literal(picture.alt)}"
        if not parts:
            return f"drawing({shown})"
        labels = ", ".join(self._labels(how, labels) for how, labels in parts.labels.items())
        return f"labelled({shown}, {parts.width}, {labels})"

    def _labels(self, how: Lettering, labels: Sequence[Label]) -> str:
        """Return labels that look alike as an argument of a drawing."""
        at = " ".join(f"({label.x}, {label.y}, {self.literal(label.words)})," for label in labels)
        look = f'size: {how.size}, weight: {how.weight}, style: "{how.style}", fill: rgb("{how.fill}")'
        return f"(side: {how.side}, {look}, at: ({at}))"

    def file(self, picture: Picture) -> str:
        """Return the name under which the compiler finds a picture."""
        digest = hashlib.sha256(picture.data).hexdigest()[:16]
        name = f"pictures/{digest}.{EXTENSIONS[picture.media]}"
        self.files[name] = picture.data
        return name

    def attachment(self, chart: Chart) -> str:
        """Return the data of a chart as a file that the PDF carries; nothing where a chart has none."""
        if chart.data is None:
            return ""
        name = f"{chart.id}.csv"
        self.files[name] = as_csv(chart.data)
        return f"#data-of({self.literal(name)}, {self.literal(f'Data of figure {chart.number}: {chart.title}')})"

    def anchor(self, words: str, address: str) -> str:
        """Return a link; one that leads nowhere, or has no words to follow, is left as words."""
        end = target(address, self._page)
        if end is None or not words.strip():
            return words
        if end.kind == "number":
            self._noted.add(end.name)
            return f"#number({self._end('note', end.name)}, {escape.argument(words)})"
        return f"#{_LINKS[end.kind]}({self.literal(end.name)}, {escape.argument(words)})"

    def _end(self, end: note_links.End, number: str) -> str:
        return self.literal(note_links.name(end, self._places[number]))

    def _unreadable(self, picture: Picture) -> str:
        return self.absent(picture.alt, "a picture that cannot be read")

    def absent(self, alt: str, where: str) -> str:
        """Return words in the place of a picture that cannot be drawn."""
        return f"#absent[\\[{self.words(alt or 'picture')}: {self.words(where)}\\]]"

    def equation(self, latex: str, block: bool) -> str:
        """Return an equation drawn, its source as the alt text; one that cannot be read stands as its source."""
        drawn = equations.drawing(latex, block, TEXT_SIZE)
        if drawn is None:
            return f"#raw({self.literal(latex.strip())})"
        name = self.file(Picture("image/svg+xml", drawn.svg.encode(), latex))
        draw = "display-equation" if block else "inline-equation"
        sizes = f"{drawn.height:.2f}pt, {drawn.depth:.2f}pt"
        return f"#{draw}({self.literal(name)}, {self.literal(latex.strip())}, {sizes})"


@lru_cache(maxsize=4096)
def _words(text: str, uncovered: frozenset[str]) -> str:
    """Return plain text as markup: more than half of what a report says in small letters it says again."""
    if "://" not in text:
        return escape.markup(unbroken(text), uncovered)
    parts = enumerate(URL.split(text))
    return "".join(_url(part, uncovered) if at % 2 else escape.markup(unbroken(part), uncovered) for at, part in parts)


def _url(url: str, uncovered: frozenset[str]) -> str:
    """Return a URL that lines part at its joints alone, where the compiler would part any long word of it."""
    told = ((piece, escape.markup(piece, uncovered)) for piece in pieces(url))
    return "".join(f"#box({escape.argument(piece)})" if len(text) <= _LONGEST_PIECE else piece for text, piece in told)
