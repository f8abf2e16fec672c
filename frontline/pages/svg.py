"""Drawings set into the page itself, so that their colours follow the reader's light or dark.

A drawing comes with a name for every group, the same style on every line, and room between its tags. In the page it
keeps only the names that something refers to, and what stands side by side says once what it has in common. Letters
that come as outlines are defined once a page, styles are told once in its style sheet; for letters that come as text,
the page embeds the typeface.
"""

import re
from collections.abc import Collection, Mapping
from html import escape
from itertools import groupby

from frontline.pages.typefaces import Face, faces_of

_PROLOGUE = re.compile(
    r"<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?\s*>|<!--.*?-->|<metadata\b.*?</metadata\s*>", re.DOTALL
)
_UNIVERSAL = re.compile(r"<defs>\s*<style[^>]*>\s*\*\s*\{([^{}<>]*)\}\s*</style>\s*</defs>")
_ROOT = re.compile(r"\s*<svg\b([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*"([^"]*)\"""")
_DRAWS = {
    *("svg", "g", "path", "use", "defs", "clippath", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
    *("text", "tspan", "textpath", "symbol", "marker", "mask", "pattern", "lineargradient", "radialgradient", "stop"),
    *("image", "title", "desc"),
}
_OTHER = re.compile(rf"<(?!(?:{'|'.join(sorted(_DRAWS))})[\s/>])[a-z]")
_HANDLER = re.compile(r"on[a-z]+\s*=")
_FETCHED = re.compile(r"""href\s*=\s*["']?(?!["']?\s*(?:\#|data:image/))""")
_STYLED = re.compile(r"""url\(\s*["']?(?!["']?\#)""")
_LETTER = re.compile(r'<path id="(?P<id>[^"]+)" (?P<shape>d="[^"]*"(?: transform="[^"]*")?)/>')
_NAME = re.compile(r"""(?P<own>\sid=")(?P<id>[^"]*)"|(?P<use>href="\#|url\(\s*["']?\#)(?P<other>[^"')\s]+)""")
_USE = re.compile(r'<use href="#(?P<id>[^"]*)"[^>]*/>')
_HREF = re.compile(r'href="#([^"\')\s]+)')  # apart, as each begins with letters that are quick to find
_URL = re.compile(r"""url\(\s*["']?#([^"')\s]+)""")
_ROOM = re.compile(r">\s+<")
_EMPTY = re.compile(r"<(g|defs)>(?:\s*)</\1>|<g/>")
_UNSEEN = re.compile(r'<path d="[^"]*" style="fill:none"/>')
_MOVED = re.compile(r'(<use href="[^"]*") transform="translate\(([-\d.]+) 0\)"')
_CLIPPED = re.compile(r'(<g clip-path="[^"]*">)(?:<(?:use|path)\s[^>]*/>)*</g>(?:\1(?:<(?:use|path)\s[^>]*/>)*</g>)+')
_MARK = r"<(?:use|path)\s[^<>]*/>|<text\s[^<>]*>[^<]*</text>"
_MARKS = re.compile(_MARK)
_SIDE_BY_SIDE = re.compile(rf"(?:{_MARK}){{2,}}")
_COMMON = re.compile(r' (?:clip-path|style)="[^"]*"')
_TEXTS = re.compile(r"(<text\b.*?</text>)", re.DOTALL)
_OPACITY = re.compile(r"(?<![\w-])opacity")
_GROUP = re.compile(r"<g(?P<own>\s[^>]*)?>|</g>")
_SIZE = re.compile(r"[\d.]+")
_STYLE = re.compile(r'(?<=<)(?![^<>]*\sclass=)([^<>]*?) style="((?:[\w :;#.,%+-]|var\(--[\w-]+\))*)"')
"""A tag's style that can stand in a style sheet and do there what it does in its place, and no more."""

_LEFT_OUT = ("width", "height", "id", "class", "role", "style", "version", "viewBox")


class Drawings:
    """The drawings of one page, whose names never meet and whose letters are defined once.

    `tokens` are those of the page's style sheet: another one is given with the colour that it stands for.
    """

    def __init__(self, tokens: Collection[str] = ()) -> None:
        self._tokens = tokens
        self._letters: dict[str, str] = {}
        self._styles: dict[str, str] = {}
        self._count = 0
        self.faces: set[Face] = set()

    def inlined(self, drawing: str, alt: str, colours: Mapping[str, str]) -> str | None:
        """Return SVG as it can stand inside HTML, None where it holds more than a drawing.

        `colours` maps a colour as `#rrggbb` to the token of the style sheet that replaces it; the colour itself stays
        as the fallback.
        """
        text = _PROLOGUE.sub("", drawing)
        shared = _UNIVERSAL.search(text)
        text = _UNIVERSAL.sub("", text, count=1).strip()
        root = _ROOT.match(text)
        if not root or not _only_draws(text.lower()):
            return None
        attributes = dict(_ATTRIBUTE.findall(root.group(1)))
        box = attributes.get("viewBox") or _box(attributes)
        if not box:
            return None
        kept = "".join(f' {name}="{value}"' for name, value in attributes.items() if _is_kept(name))
        style = f' style="{escape(shared.group(1).strip())}"' if shared else ""
        self.faces |= faces_of(text)
        opening = f'<svg class="plot" role="img" aria-label="{escape(alt)}" viewBox="{box}"{kept}{style}>'
        body = self._renamed(text[root.end() :].replace("xlink:href", "href"))
        return opening + _STYLE.sub(self._classed, self._recoloured(_tight(body), colours))

    @property
    def styles(self) -> str:
        """The rules that the page's style sheet needs once all drawings are in the page."""
        return "".join(f".{name}{{{style}}}\n" for style, name in self._styles.items())

    def _classed(self, tag: re.Match[str]) -> str:
        name = self._styles.setdefault(tag[2], f"d{len(self._styles):x}")
        return f'{tag[1]} class="{name}"'

    def _renamed(self, body: str) -> str:
        """Return a drawing's body with names of this page's own for what is referred to, and no others."""
        names: dict[str, str] = {}
        wanted = {*_HREF.findall(body), *_URL.findall(body)}

        blank = {found["id"] for found in _LETTER.finditer(body) if found["shape"].startswith('d=""')}

        def letter(found: re.Match[str]) -> str:
            if found["id"] in blank:
                return ""
            known = self._letters.get(found["shape"])
            names[found["id"]] = known or self._new()
            self._letters[found["shape"]] = names[found["id"]]
            return "" if known else found.group()

        def name(found: re.Match[str]) -> str:
            old = found["id"] if found["own"] else found["other"]
            if found["own"] and old not in wanted:
                return ""
            new = names.get(old) or names.setdefault(old, self._new())
            return f'{found["own"]}{new}"' if found["own"] else f"{found['use']}{new}"

        body = _LETTER.sub(letter, body)
        return _NAME.sub(name, _USE.sub(lambda use: "" if use["id"] in blank else use[0], body) if blank else body)

    def _recoloured(self, text: str, colours: Mapping[str, str]) -> str:
        named = {colour.lower(): token for colour, token in colours.items() if re.fullmatch(r"[\w-]+", str(token))}
        if not named:
            return text

        def token(found: re.Match[str]) -> str:
            name = named[found.group().lower()]
            return f"var(--{name})" if name in self._tokens else f"var(--{name},{found.group()})"

        known = re.compile("|".join(re.escape(colour) for colour in sorted(named)), re.IGNORECASE)
        return known.sub(token, text)

    def _new(self) -> str:
        """Return a name that no heading can have: slugs hold no dot."""
        self._count += 1
        return f".{self._count:x}"


def _only_draws(text: str) -> bool:
    """Say whether SVG in small letters has no element but those that draw, runs nothing and fetches nothing."""
    if "@import" in text or "&#" in text:
        return False
    return not any(found.search(text) for found in (_OTHER, _HANDLER, _FETCHED, _STYLED))


def _is_kept(name: str) -> bool:
    return name not in _LEFT_OUT and not name.startswith(("xmlns", "aria-", "data-"))


def _box(attributes: Mapping[str, str]) -> str:
    """Return the drawing's extent where only its size is given."""
    sizes = [_SIZE.match(attributes.get(name, "")) for name in ("width", "height")]
    return "" if None in sizes else "0 0 " + " ".join(size.group() for size in sizes if size)


def _tight(body: str) -> str:
    """Return a drawing without room between its tags, empty groups, and styles that its neighbours have too."""
    parts = _TEXTS.split(body)  # every other part is a text, whose room is seen
    parts[::2] = [_brief(_ROOM.sub("><", part).strip()) for part in parts[::2]]
    parts[1::2] = [_brief(tag) + end + told for tag, end, told in (part.partition(">") for part in parts[1::2])]
    body = "".join(parts)
    body = _UNSEEN.sub("", _MOVED.sub(_placed, body))
    body = _EMPTY.sub("", _ungrouped(_EMPTY.sub("", body)))
    body = _CLIPPED.sub(lambda run: run[0].replace(f"</g>{run[1]}", ""), body)
    return _SIDE_BY_SIDE.sub(_said_once, body)


def _brief(tags: str) -> str:
    """Return tags without the room in their styles."""
    return tags.replace("; ", ";").replace(": ", ":")


def _said_once(run: re.Match[str]) -> str:
    """Group marks that stand side by side and have clip and style in common, save where they shine through as one."""
    parts = []
    for common, alike in groupby(_MARKS.findall(run[0]), key=_common):
        marks = list(alike)
        said = not common or len(marks) == 1
        parts.append("".join(marks) if said else f"<g{common}>{''.join(_COMMON.sub('', mark) for mark in marks)}</g>")
    return "".join(parts)


def _common(mark: str) -> str:
    """Return what a mark can have in common with others: a clip follows its turn, so what is turned keeps its own."""
    tag = mark.partition(">")[0]
    told = _COMMON.findall(tag)
    return "" if (" transform=" in tag and len(told) > 1) or _OPACITY.search(tag) else "".join(told)


def _placed(letter: re.Match[str]) -> str:
    """Place a letter by whole units of its font, a hundredth of its size: less than the eye or a printer can tell."""
    return f'{letter[1]} x="{round(float(letter[2]))}"'


def _ungrouped(body: str) -> str:
    """Return a drawing without the groups that say nothing of what is in them."""
    open_groups: list[bool] = []

    def kept(tag: re.Match[str]) -> str:
        if tag.group() != "</g>":
            open_groups.append(tag["own"] is not None)
            return tag.group() if open_groups[-1] else ""
        return tag.group() if not open_groups or open_groups.pop() else ""

    return _GROUP.sub(kept, body)
