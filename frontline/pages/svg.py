"""Drawings set into the page itself, so that their colours follow the reader's light or dark."""

import re
from collections.abc import Mapping
from html import escape

_PROLOGUE = re.compile(
    r"<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?\s*>|<!--.*?-->|<metadata\b.*?</metadata\s*>", re.DOTALL
)
_UNIVERSAL = re.compile(r"<defs>\s*<style[^>]*>\s*\*\s*\{([^{}<>]*)\}\s*</style>\s*</defs>")
_ROOT = re.compile(r"\s*<svg\b([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*"([^"]*)\"""")
_TAG = re.compile(r"<\s*/?\s*([^\s/>]+)")
_ACTS = re.compile(
    r"""[\s"'/]on\w+\s*=|\bhref\s*=\s*["']?\s*(?!["']?\s*(?:\#|data:image/))|url\(\s*["']?(?!["']?\#)|@import|&\#""",
    re.I,
)
_BORROWED = re.compile(r"""(?P<before>\sid="|url\(\s*["']?\#|href="\#)""")
_SIZE = re.compile(r"[\d.]+")

_DRAWS = {
    *("svg", "g", "path", "use", "defs", "clippath", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
    *("text", "tspan", "textpath", "symbol", "marker", "mask", "pattern", "lineargradient", "radialgradient", "stop"),
    *("image", "title", "desc"),
}
_LEFT_OUT = ("width", "height", "id", "class", "role", "style", "version")


def inlined(drawing: str, prefix: str, alt: str, colours: Mapping[str, str]) -> str | None:
    """Return SVG as it can stand inside HTML, None where it holds more than a drawing.

    `prefix` keeps its ids apart from other drawings on the page. `colours` maps a colour as `#rrggbb` to the token of
    the style sheet that replaces it; the colour itself stays as the fallback.
    """
    text = _PROLOGUE.sub("", drawing)
    shared = _UNIVERSAL.search(text)
    text = _UNIVERSAL.sub("", text, count=1).strip()
    root = _ROOT.match(text)
    if not root or _ACTS.search(text) or not {name.lower() for name in _TAG.findall(text)} <= _DRAWS:
        return None
    attributes = dict(_ATTRIBUTE.findall(root.group(1)))
    box = attributes.get("viewBox") or _box(attributes)
    if not box:
        return None
    body = _BORROWED.sub(rf"\g<before>{prefix}", text[root.end() :].replace("xlink:href", "href"))
    kept = "".join(f' {name}="{value}"' for name, value in attributes.items() if _is_kept(name))
    style = f' style="{escape(shared.group(1).strip())}"' if shared else ""
    opening = f'<svg class="plot" role="img" aria-label="{escape(alt)}" viewBox="{box}"{kept}{style}>'
    return opening + _recoloured(body, colours)


def _is_kept(name: str) -> bool:
    return name not in _LEFT_OUT and name != "viewBox" and not name.startswith(("xmlns", "aria-", "data-"))


def _box(attributes: Mapping[str, str]) -> str:
    """Return the drawing's extent where only its size is given."""
    sizes = [_SIZE.match(attributes.get(name, "")) for name in ("width", "height")]
    return "" if None in sizes else "0 0 " + " ".join(size.group() for size in sizes if size)


def _recoloured(text: str, colours: Mapping[str, str]) -> str:
    tokens = {colour.lower(): token for colour, token in colours.items() if re.fullmatch(r"[\w-]+", str(token))}
    if not tokens:
        return text
    known = re.compile("|".join(re.escape(colour) for colour in sorted(tokens)), re.IGNORECASE)
    return known.sub(lambda found: f"var(--{tokens[found.group().lower()]}, {found.group()})", text)
