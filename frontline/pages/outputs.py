"""What a cell gave back, as blocks: the roles of our own outputs first, then any output by its best media type."""

from collections.abc import Iterator, Mapping
from typing import Any

from frontline.pages import pictures
from frontline.pages.equations import is_equation
from frontline.pages.headings import slug, unique
from frontline.pages.html_foreign import says_something
from frontline.pages.markdown import parse
from frontline.pages.page import (
    Block,
    Box,
    Cards,
    Chart,
    Column,
    Failure,
    Foreign,
    Grid,
    Picture,
    Printed,
    Prose,
    Table,
)
from frontline.pages.shorten import shorten

RESERVED = frozenset({"numbers", "contents", "contents-title", "report"})
"""The fragments that a page's own parts have."""

DEEPEST = 7
"""The level at which a box's title enters: below any heading of Markdown, so that it stands under the last one."""


class Setter:
    """Sets outputs as blocks and counts what is numbered."""

    def __init__(self) -> None:
        self.charts = 0
        self.tables = 0
        self.pictures = 0
        self.ids = set(RESERVED)

    def blocks(self, output: Mapping[str, Any], notes: str) -> Iterator[Block]:
        """Yield the blocks of one output; `notes` keeps its footnotes apart."""
        kind = output.get("output_type")
        if kind == "stream":
            yield Printed(shorten(pictures.text_of(output.get("text", ""))), output.get("name") == "stderr")
        elif kind == "error":
            lines = output.get("traceback") or [f"{output.get('ename', '')}: {output.get('evalue', '')}"]
            yield Failure(shorten("\n".join(map(str, lines))))
        elif kind in ("display_data", "execute_result"):
            yield from self._displayed(output.get("data", {}), output.get("metadata", {}), notes)

    def _displayed(self, data: Mapping[str, Any], metadata: Mapping[str, Any], notes: str) -> Iterator[Block]:
        carried = metadata.get("frontline")
        role = carried.get("role") if isinstance(carried, Mapping) else None
        if role in ("chart-title", "chart-foot"):
            return
        block = self._of_role(role, carried, data, notes) if isinstance(carried, Mapping) else None
        block = block or self._of_media(data, metadata, notes)
        if block:
            yield block

    def _of_role(self, role: Any, carried: Mapping[str, Any], data: Mapping[str, Any], notes: str) -> Block | None:
        if role == "chart":
            return self._chart(carried, data)
        if role == "table" and "columns" in carried:
            self.tables += 1
            return Table(number=self.tables, grid=_grid(carried), **self._texts(carried, f"table-{self.tables}"))
        if role == "cards":
            return Cards([card for card in carried.get("cards", ()) if isinstance(card, Mapping)])
        if role == "box" and "text/markdown" in data:
            return _box(str(carried.get("title", "")), pictures.text_of(data["text/markdown"]), notes)
        return None

    def _chart(self, carried: Mapping[str, Any], data: Mapping[str, Any]) -> Chart | None:
        media = next((media for media in pictures.EXTENSIONS if media in data), None)
        picture = pictures.from_bundle(data, media, str(carried.get("alt", ""))) if media else None
        if picture is None:
            return None
        self.charts += 1
        texts = self._texts(carried, f"chart-{self.charts}")
        shown = Picture(picture.media, picture.data, picture.alt or texts["title"] or f"Figure {self.charts}")
        grid = _grid(carried["data"]) if isinstance(carried.get("data"), Mapping) else None
        colours = carried.get("colours")
        return Chart(
            number=self.charts,
            picture=shown,
            colours=colours if isinstance(colours, Mapping) else {},
            data=grid,
            marks=_marks(carried.get("marks"), len(grid.rows)) if grid else (),
            **texts,
        )

    def _texts(self, carried: Mapping[str, Any], fallback: str) -> dict[str, str]:
        texts = {key: str(carried.get(key) or "") for key in ("title", "subtitle", "foot")}
        return {"id": unique(slug(str(carried.get("id") or fallback)), self.ids), **texts}

    def _of_media(self, data: Mapping[str, Any], metadata: Mapping[str, Any], notes: str) -> Block | None:
        if "text/html" in data and says_something(html := pictures.text_of(data["text/html"])):
            return Foreign(html)
        if "text/markdown" in data:
            return Prose(parse(pictures.text_of(data["text/markdown"]), notes=notes))
        for media in pictures.EXTENSIONS:
            if media in data and (picture := pictures.from_bundle(data, media, self._alt(media, metadata))):
                return picture
        if "text/latex" in data and is_equation(latex := pictures.text_of(data["text/latex"])):
            return Prose([{"type": "block_math", "raw": latex}])
        for media in ("text/plain", "text/latex"):
            if media in data:
                return Printed(shorten(pictures.text_of(data[media])))
        names = ", ".join(sorted(data))
        return Printed(f"[An output of type {names} can only be seen in a live notebook.]") if names else None

    def _alt(self, media: str, metadata: Mapping[str, Any]) -> str:
        """Return the alt text that an output brings, else words that at least tell it from the others."""
        self.pictures += 1
        for place in (metadata.get(media), metadata, metadata.get("frontline")):
            if isinstance(place, Mapping) and place.get("alt"):
                return str(place["alt"])
        return f"Picture {self.pictures} of this notebook, which gives no description of it"


def _marks(carried: Any, rows: int) -> tuple[tuple[int, int, int], ...]:
    """Return the marks of a chart; those that are none, or stand for no row of its data, are left out."""
    found = [one for one in carried if isinstance(one, list | tuple)] if isinstance(carried, list) else []
    whole = [(x, y, row) for x, y, row in (one for one in found if len(one) == 3) if _is_whole(x, y, row)]
    return tuple(mark for mark in whole if 0 <= mark[2] < rows)


def _is_whole(*values: Any) -> bool:
    return all(isinstance(value, int) and not isinstance(value, bool) for value in values)


def _box(title: str, markdown: str, notes: str) -> Box:
    """Return a box; the title that its Markdown repeats for plain Jupyter is left out."""
    text = markdown.removeprefix(f"**{title}**").lstrip()
    heading = {"type": "heading", "attrs": {"level": DEEPEST}, "children": [{"type": "text", "raw": title}]}
    return Box(heading, parse(text, notes=notes))


def _grid(carried: Mapping[str, Any]) -> Grid:
    rows = [list(row) for row in carried.get("rows", ())]
    columns = [
        _column(given, [row[at] for row in rows if at < len(row)]) for at, given in enumerate(carried["columns"])
    ]
    width = len(columns)
    even = [[*row, *[""] * width][:width] for row in rows]
    return Grid(columns, even, bool(carried.get("row_header", True)))


def _column(given: Any, cells: list[Any]) -> Column:
    """Return a column; one that comes as a bare name is aligned by what its cells hold."""
    if isinstance(given, Mapping):
        return Column(str(given.get("name", "")), "right" if given.get("align") == "right" else "left")
    values = [cell.get("value") if isinstance(cell, Mapping) else cell for cell in cells]
    filled = [value for value in values if value not in (None, "")]
    numeric = bool(filled) and all(isinstance(value, int | float) for value in filled)
    return Column(str(given), "right" if numeric else "left")
