"""Inline HTML inside Markdown: loose tags are paired and become tokens, so that no raw tag reaches a page."""

import html
import re

from frontline.pages.page import Token

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<attributes>[^>]*)>")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")

MOST_OPEN = 30
"""Tags opened inside so many others are passed over."""

_MARKS = {
    "a": "link",
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "cite": "emphasis",
    "var": "emphasis",
    "s": "strikethrough",
    "del": "strikethrough",
    "strike": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "sub": "subscript",
    "sup": "superscript",
    "mark": "mark",
    "small": "small",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
}


def paired(tokens: list[Token]) -> list[Token]:
    """Return tokens with inline tags replaced by tokens of their meaning; tags without one leave their text."""
    if not any(token["type"] == "inline_html" for token in tokens):
        return tokens
    levels: list[tuple[str, Token]] = [("", {"type": "all", "children": []})]
    for token in tokens:
        match = _TAG.fullmatch(token["raw"].strip()) if token["type"] == "inline_html" else None
        if token["type"] != "inline_html":
            levels[-1][1]["children"].append(token)
        elif match and match["close"]:
            _close(levels, match["name"].lower())
        elif match:
            _open(levels, match["name"].lower(), attributes_of(match["attributes"]))
    while len(levels) > 1:
        _close(levels, levels[-1][0])
    children: list[Token] = levels[0][1]["children"]
    return children


def attributes_of(text: str) -> dict[str, str]:
    """Return the attributes of a tag, names in small letters, values unescaped."""
    return {name.lower(): html.unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(text)}


def token_of(name: str, attributes: dict[str, str], children: list[Token]) -> Token | None:
    """Return the token that an inline HTML element means, None where it only groups."""
    kind = _MARKS.get(name)
    if kind == "link":
        return (
            {"type": "link", "children": children, "attrs": {"url": attributes["href"]}}
            if "href" in attributes
            else None
        )
    return {"type": kind, "children": children} if kind else None


def image_of(attributes: dict[str, str]) -> Token:
    """Return the token of an `img` element."""
    attrs = {"url": attributes.get("src", ""), "alt": attributes.get("alt", "")}
    return {"type": "image", "children": [], "attrs": attrs}


def _open(levels: list[tuple[str, Token]], name: str, attributes: dict[str, str]) -> None:
    siblings = levels[-1][1]["children"]
    if name == "br":
        siblings.append({"type": "linebreak"})
    elif name == "img":
        siblings.append(image_of(attributes))
    elif name in _MARKS and len(levels) <= MOST_OPEN and (token := token_of(name, attributes, [])):
        levels.append((name, token))


def _close(levels: list[tuple[str, Token]], name: str) -> None:
    """End the innermost open tag of that name and every tag left open inside it."""
    if name not in {open_name for open_name, _ in levels[1:]}:
        return
    while True:
        open_name, token = levels.pop()
        levels[-1][1]["children"].append(token)
        if open_name == name:
            return
