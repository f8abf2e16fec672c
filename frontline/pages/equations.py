"""Equations: LaTeX as MathML for HTML and as a drawing for PDF; None where it cannot be read."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

_CHILDREN = {
    "mfrac": 2,
    "msub": 2,
    "msup": 2,
    "mroot": 2,
    "munder": 2,
    "mover": 2,
    "msubsup": 3,
    "munderover": 3,
}
_EQUATION = re.compile(r"\s*(?:\$|\\\[|\\\(|\\begin\{(?:equation|align|gather|multline|eqnarray|math)\b)")
_ELEMENTS = {
    *("math", "mrow", "mi", "mo", "mn", "ms", "mtext", "mspace", "mstyle", "mpadded", "mphantom", "menclose", "merror"),
    *("msqrt", "mtable", "mtr", "mtd", "mlabeledtr", "mfenced", "mmultiscripts", "mprescripts", "none", *_CHILDREN),
}
_UNSAFE = ("href", "on", "src", "style")


@dataclass(frozen=True)
class Drawing:
    """An equation drawn as SVG; lengths in points, `depth` is how far it reaches below the line of text."""

    svg: str
    height: float
    depth: float


def is_equation(latex: str) -> bool:
    """Say whether LaTeX from an output is an equation, and not a table or a text."""
    return bool(_EQUATION.match(latex))


@lru_cache(256)
def mathml(latex: str, block: bool) -> str | None:
    """Return MathML for LaTeX, None where it cannot be read whole."""
    from latex2mathml.converter import convert  # noqa: PLC0415  up to 50 ms that only pages with equations pay

    try:
        root = etree.fromstring(convert(_bare(latex), display="block" if block else "inline"))
    except Exception:  # the converter raises many unrelated kinds, and each means the same here
        return None
    if not all(_is_sound(node) for node in root.iter()):
        return None
    return etree.tostring(root, encoding="unicode")


@lru_cache(256)
def drawing(latex: str, block: bool, size: float) -> Drawing | None:
    """Return LaTeX drawn for text of `size` points, None where it cannot be read whole."""
    if mathml(latex, block) is None:
        return None
    with warnings.catch_warnings():  # it finds its typeface in a way that newer Pythons deprecate
        warnings.simplefilter("ignore", DeprecationWarning)
        import ziamath  # noqa: PLC0415  80 ms that only PDFs with equations pay

    try:
        equation = ziamath.zmath.Latex(_bare(latex), size=size, inline=not block, margin=0)
        _, height = equation.getsize()
        return Drawing(equation.svg(), float(height), max(0.0, -float(equation.getyofst())))
    except Exception:  # as above: asserts, parse errors, key errors
        return None


def _bare(latex: str) -> str:
    """Return LaTeX without the fences that an output carries."""
    text = latex.strip()
    for opening, closing in (("$$", "$$"), ("$", "$"), (r"\[", r"\]"), (r"\(", r"\)")):
        inner = text[len(opening) : -len(closing)]
        if inner and text.startswith(opening) and text.endswith(closing):
            return inner.strip()
    return text


def _is_sound(node: Any) -> bool:
    """Say whether a MathML node is whole, holds no command left unread, and cannot act."""
    name = str(node.tag).rpartition("}")[2]
    wanted = _CHILDREN.get(name)
    if name not in _ELEMENTS:
        return False
    if wanted is not None and len(node) != wanted:
        return False
    if name in ("mi", "mo") and (node.text or "").startswith("\\") and len(node.text) > 1:
        return False
    return not any(attribute.startswith(_UNSAFE) for attribute in _names(node))


def _names(node: Any) -> Iterator[str]:
    return (str(name).rpartition("}")[2].lower() for name in node.attrib)
