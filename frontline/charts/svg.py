"""A figure as SVG text: the same bytes for the same figure, and no more digits than the eye can use."""

import io
import re

from matplotlib.figure import Figure

_PATH = re.compile(r'(?<= d=")[^"]*')
_LONG = re.compile(r"-?\d+\.\d{3,}")
_PROLOGUE = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)


def svg_of(figure: Figure) -> str:
    """Return the figure as an `<svg>` element, without prologue, date or creator."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = _METADATA.sub("", _PROLOGUE.sub("", buffer.getvalue()))
    return _PATH.sub(lambda path: _LONG.sub(_shorter, path[0]), text)


def _shorter(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
