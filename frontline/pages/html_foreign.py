"""Foreign HTML made safe for our page: nothing that acts, nothing that is fetched, tables that can be heard."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import nh3
from lxml import etree
from lxml import html as lxml_html

from frontline.pages.html_tables import Cell, laid_out, words
from frontline.pages.pictures import as_data, from_address

DEEPEST = 60
"""Elements nested deeper lose their tags and keep their words: no page means anything by them."""

_SILENT = re.compile(r"<(script|style|template|noscript)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_SEEN = re.compile(r"<(?:img|svg|table|hr)\b", re.IGNORECASE)
_MARKUP = re.compile(r"<[^>]*>")

_DROPPED = ("script", "style", "template", "noscript", "iframe", "object", "embed", "link", "meta", "title", "base")
_CONTROLS = ("input", "button", "select", "textarea", "audio", "video", "canvas", "math")
_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del", "details"),
    *("dfn", "div", "dl", "dt", "em", "figcaption", "figure", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol"),
    *("p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td"),
    *("tfoot", "th", "thead", "tr", "tt", "u", "ul", "var"),
}
_ATTRIBUTES = {
    "*": {"class", "dir", "lang", "title"},
    "a": {"href"},
    "div": {"role", "tabindex", "aria-label"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}


def says_something(html: str) -> bool:
    """Say whether HTML shows anything once scripts and styles are gone."""
    visible = _SILENT.sub("", html)
    return bool(_SEEN.search(visible) or _MARKUP.sub("", visible).strip())


def fragment(html: str) -> Any:
    """Return HTML as an lxml `div` that holds it, without what acts or is only machinery, nested as deep as we read."""
    parser = lxml_html.HTMLParser(huge_tree=True)
    root = lxml_html.fragment_fromstring(_storable(html), create_parent="div", parser=parser)
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in (*_DROPPED, *_CONTROLS):
            element.drop_tree()
        else:
            element.attrib.pop("class", None)  # the names of our own style sheet are ours
    for element in list(_deeper(root, DEEPEST)):
        element.drop_tag()
    return root


def _deeper(root: Any, depth: int) -> Iterator[Any]:
    """Yield the elements nested deeper than `depth`."""
    level = [root]
    for _ in range(depth):
        level = [child for element in level for child in element]
    return (inner for element in level for inner in element.iterdescendants())


def cleaned(html: str, label: Callable[[], str]) -> str:
    """Return HTML that is safe to put into a page; `label` gives each table's region a name of its own."""
    root = fragment(html)
    for element in list(root.iter()):
        if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            element.tag = "p"
            element.set("class", "heading")
        elif element.tag == "svg":
            _replace(element, _drawn(element))
        elif element.tag == "img":
            _replace(element, _shown(element))
    for table in list(root.iter("table")):
        _mark(table)
        _wrap(table, label())
    text = (root.text or "") and nh3.clean_text(root.text)
    inner = text + "".join(lxml_html.tostring(child, encoding="unicode") for child in root)
    return nh3.clean(
        inner,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel=None,
        attribute_filter=_only_pictures,
    )


def _only_pictures(tag: str, attribute: str, value: str) -> str | None:
    """Let `data:` addresses be pictures and never links."""
    is_data = value.strip().lower().startswith("data:")
    return value if is_data == ((tag, attribute) == ("img", "src")) else None


def _storable(html: str) -> str:
    """Return HTML without the characters that no XML tree can hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", html)


def _drawn(svg: Any) -> Any:
    if "xmlns" not in svg.attrib:
        svg.set("xmlns", "http://www.w3.org/2000/svg")
    tail, svg.tail = svg.tail, None
    address = f"data:image/svg+xml,{etree.tostring(svg, encoding='unicode')}"
    svg.tail = tail
    return _image(address, words(svg) or "Drawing without a description")


def _shown(image: Any) -> Any:
    return _image(image.get("src") or "", image.get("alt") or "Picture without a description")


def _image(address: str, alt: str) -> Any:
    picture = from_address(address, alt)
    if picture:
        return lxml_html.Element("img", {"src": as_data(picture), "alt": alt})
    absent = lxml_html.Element("span", {"class": "absent"})
    absent.text = f"[{alt}: {address[:200]}]"
    return absent


def _replace(element: Any, other: Any) -> None:
    other.tail = element.tail
    element.getparent().replace(element, other)


def _mark(table: Any) -> None:
    """Give heading cells their scope and cells of numbers their alignment."""
    layout = laid_out(table)
    for row in layout.rows:
        for cell in row:
            if cell.heading and not words(cell.element):
                cell.element.tag = "td"
            elif cell.heading or cell.row < layout.head:
                cell.element.tag = "th"
                cell.element.set("scope", _scope(cell, layout.head))
            cell.element.set("class", "number" if layout.aligns[cell.column] == "right" else "words")


def _scope(cell: Cell, head: int) -> str:
    if cell.row < head:
        return "colgroup" if cell.colspan > 1 else "col"
    return "rowgroup" if cell.rowspan > 1 else "row"


def _wrap(table: Any, label: str) -> None:
    region = lxml_html.Element("div", {"class": "scroll", "role": "region", "tabindex": "0", "aria-label": label})
    region.tail, table.tail = table.tail, None
    table.getparent().replace(table, region)
    region.append(table)
