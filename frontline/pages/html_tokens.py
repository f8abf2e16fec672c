"""Foreign HTML read as the tokens that Markdown gives, for pages that are not HTML."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from frontline.pages.html_foreign import fragment
from frontline.pages.html_tables import MOST_ROWS, Cell, Layout, filled, laid_out
from frontline.pages.inline_html import image_of, token_of
from frontline.pages.page import Token

MOST_NESTED = 4
"""A table or a quote inside so many others is set as its words: the compiler cannot nest them without end."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SECTIONS = {"div", "section", "article", "header", "footer", "main", "aside", "nav", "center"}
_GROUPS = {*_SECTIONS, "figure", "details", "form", "address", "fieldset", "dl"}
_PARAGRAPHS = {"p", "figcaption", "summary", "caption", "dt", "dd", *_HEADINGS}
_PARTS = {"thead", "tbody", "tfoot", "tr", "td", "th"}
_BLOCKS = {*_GROUPS, *_PARAGRAPHS, *_PARTS, "ul", "ol", "table", "pre", "blockquote", "hr", "svg"}
_SPACE = re.compile(r"[ \t\n\r\f]+")


def tokens_of(html: str) -> list[Token]:
    """Return the tokens of an HTML fragment: its words, marks, lists, tables and pictures."""
    return _blocks(fragment(html))


def _blocks(parent: Any) -> list[Token]:
    """Return the blocks inside an element; loose words between them become paragraphs."""
    found: list[Token] = []
    run: list[Token] = _text(parent.text)
    for child in parent:
        if child.tag in _BLOCKS:
            found += [*_paragraph(run), *_block(child)]
            run = _text(child.tail)
        else:
            inner = _blocks(child) if _holds_block(child) else None
            if inner is not None:
                found += [*_paragraph(run), *inner]
                run = _text(child.tail)
            else:
                run += [*_inline(child), *_text(child.tail)]
    return [*found, *_paragraph(run)]


def _holds_block(element: Any) -> bool:
    return any(inner.tag in _BLOCKS for inner in element.iterdescendants())


def _block(element: Any) -> list[Token]:
    if element.tag in _PARAGRAPHS:
        return _words(element)
    setter = _SETTERS.get(element.tag)
    return setter(element) if setter else _blocks(element)


def _words(element: Any) -> list[Token]:
    words = _blocks(element) if _holds_block(element) else _paragraph(_inlines(element))
    return [_strong(token) for token in words] if element.tag in (*_HEADINGS, "dt", "summary") else words


def _list(element: Any) -> list[Token]:
    items = [{"type": "list_item", "children": _blocks(item)} for item in element if item.tag == "li"]
    return [{"type": "list", "children": items, "attrs": {"ordered": element.tag == "ol"}}] if items else []


def _code(element: Any) -> list[Token]:
    return [{"type": "block_code", "raw": "".join(element.itertext()).strip("\n")}]


def _quote(element: Any) -> list[Token]:
    inner = _blocks(element)
    return inner if _depth(element) >= MOST_NESTED else [{"type": "block_quote", "children": inner}]


def _depth(element: Any) -> int:
    """Return in how many of its own kind an element stands."""
    return sum(1 for _ in element.iterancestors(element.tag))


def _rule(_: Any) -> list[Token]:
    return [{"type": "thematic_break"}]


def _strong(token: Token) -> Token:
    if token["type"] != "paragraph":
        return token
    return {**token, "children": [{"type": "strong", "children": token["children"]}]}


def _paragraph(run: list[Token]) -> list[Token]:
    if not any(token["type"] != "text" or token["raw"].strip() for token in run):
        return []
    return [{"type": "paragraph", "children": run}]


def _inlines(element: Any) -> list[Token]:
    run = _text(element.text)
    for child in element:
        run += [*_inline(child), *_text(child.tail)]
    return run


def _inline(element: Any) -> list[Token]:
    if element.tag == "br":
        return [{"type": "linebreak"}]
    if element.tag == "img":
        return [image_of(dict(element.attrib))]
    token = token_of(str(element.tag), dict(element.attrib), _inlines(element))
    return [token] if token else _inlines(element)


def _text(text: str | None) -> list[Token]:
    return [{"type": "text", "raw": _SPACE.sub(" ", text)}] if text else []


def _drawing(svg: Any) -> list[Token]:
    svg.set("xmlns", "http://www.w3.org/2000/svg")
    svg.tail = None
    address = f"data:image/svg+xml,{etree.tostring(svg, encoding='unicode')}"
    image = image_of({"src": address, "alt": " ".join("".join(svg.itertext()).split())})
    return [{"type": "paragraph", "children": [image]}]


def _table(element: Any) -> list[Token]:
    """Return a table, its caption before it; one that is too long keeps its first rows."""
    if _depth(element) >= MOST_NESTED:
        return _blocks(element)
    captions = [token for child in element if child.tag == "caption" for token in _block(child)]
    layout = laid_out(element)
    if not layout.columns:
        return captions
    rows = [{"type": "table_row", "children": list(_cells(layout, row))} for row in filled(layout)]
    head, body = rows[: layout.head], rows[layout.head :][:MOST_ROWS]
    parts = [{"type": "table_head", "children": head}, {"type": "table_body", "children": body}]
    left_out = len(layout.rows) - layout.head - MOST_ROWS
    note = f"[… {left_out:,} rows are left out here; the notebook holds them …]"
    notes = [{"type": "paragraph", "children": [{"type": "text", "raw": note}]}] if left_out > 0 else []
    return [*captions, {"type": "table", "children": parts, "attrs": {"columns": layout.columns}}, *notes]


def _cells(layout: Layout, row: list[Cell | None]) -> Iterator[Token]:
    for cell in row:
        if cell is None:
            yield {"type": "table_cell", "children": [], "attrs": {}}
            continue
        attrs = {
            "align": layout.aligns[cell.column],
            "head": cell.heading,
            "colspan": cell.colspan,
            "rowspan": min(cell.rowspan, max(layout.head + MOST_ROWS - cell.row, 1)),
        }
        yield {"type": "table_cell", "children": _inner(cell.element), "attrs": attrs}


def _inner(element: Any) -> list[Token]:
    """Return what stands in a cell: words where it holds only words, else blocks."""
    return _blocks(element) if _holds_block(element) else _inlines(element)


_SETTERS = {
    "ul": _list,
    "ol": _list,
    "table": _table,
    "pre": _code,
    "blockquote": _quote,
    "hr": _rule,
    "svg": _drawing,
}
