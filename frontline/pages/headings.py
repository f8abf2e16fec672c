"""Headings: one title, no skipped level, an address each."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from frontline.pages.markdown import plain
from frontline.pages.page import Token


def settle(headings: Sequence[Token], fallback: str, taken: Iterable[str] = ()) -> str:
    """Give each heading token a level from 2 on and an id, in place; return the page's title.

    The first heading is the title when it is of level 1: it keeps that level and is printed at the head of the page.
    Every other heading moves below it.
    """
    titled = bool(headings) and headings[0]["attrs"]["level"] == 1
    rest = headings[1:] if titled else headings
    levels = renumbered([token["attrs"]["level"] for token in rest])
    used = set(taken)
    for token, level in zip(rest, levels, strict=True):
        token["attrs"] = {**token["attrs"], "level": level, "id": unique(slug(plain(token["children"])), used)}
    return (plain(headings[0]["children"]).strip() if titled else "") or fallback


def renumbered(levels: Sequence[int]) -> list[int]:
    """Return levels from 2 on that keep who stands under whom and skip none, at the deepest 6."""
    settled: list[int] = []
    above: list[int] = []
    for level in levels:
        while above and above[-1] >= level:
            above.pop()
        settled.append(min(2 + len(above), 6))
        above.append(level)
    return settled


def slug(text: str) -> str:
    """Return text as a fragment: small letters, digits and hyphens of any script."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[^\w]+", "-", folded).strip("-") or "section"


def unique(wanted: str, used: set[str]) -> str:
    """Return a name that is not among those used, and count it among them."""
    name, count = wanted, 1
    while name in used:
        count += 1
        name = f"{wanted}-{count}"
    used.add(name)
    return name
