"""A chart's drawing for the PDF: its lines as a picture, its labels as text that the compiler sets on it.

Within a picture the compiler reads the typeface anew for every label, and embeds it once more.
"""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import NamedTuple

from frontline.pages.typefaces import FAMILY

_LENGTH = r"[1-9]\d{0,4}(?:\.\d{1,6})?"
_PLACE = r"-?\d{1,5}(?:\.\d{1,6})?"
_ROOT = re.compile(rf'<svg font-family="{FAMILY}\b[^>]*? width="({_LENGTH})pt"')
_LABEL = re.compile(
    rf'\n <text x="({_PLACE})" y="({_PLACE})" style="font-size: ({_LENGTH})px(?:; font-style: (italic))?'
    r'(?:; font-weight: ([1-9]00))?; fill: (#[0-9a-f]{6})(?:; text-anchor: (middle|end))?">([^<]*)</text>(?=\n)'
)
"""A label that stands in the drawing itself and in no group: nothing clips, moves or turns it."""
_SIDES = {"": "left", "middle": "center", "end": "right"}


class Lettering(NamedTuple):
    """What labels look like, and by which side they hang at their place; the size is in units of the drawing."""

    side: str
    size: str
    weight: str
    style: str
    fill: str


class Label(NamedTuple):
    """Words and their place: how far across and how far down their line is, in units of the drawing."""

    x: str
    y: str
    words: str


class Drawing(NamedTuple):
    """A drawing, `width` units across: SVG without its labels, and these by what they look like."""

    width: str
    lines: str
    labels: Mapping[Lettering, Sequence[Label]]


def parted(svg: str) -> Drawing | None:
    """Return a drawing in parts; None where it is not one of our charts, whose typeface the compiler has."""
    root = _ROOT.search(svg)
    if root is None:
        return None
    labels: dict[Lettering, list[Label]] = {}
    for x, y, size, style, weight, fill, anchor, words in _LABEL.findall(svg):
        how = Lettering(_SIDES[anchor], size, weight or "400", style or "normal", fill)
        labels.setdefault(how, []).append(Label(x, y, unescape(words)))
    return Drawing(root[1], _LABEL.sub("", svg), labels)
