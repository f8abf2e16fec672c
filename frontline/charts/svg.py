"""A figure as SVG text: the same bytes for the same figure, and no more digits than the eye can use."""

import io
import re
from functools import lru_cache

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

_PATH = re.compile(r'(?<= d=")[^"]*')
_LONG = re.compile(r"-?\d+\.\d{3,}")
_PLACE = re.compile(r'(?<= )[xy]="[^"]*"|translate\([^)]*\)')
_PROLOGUE = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)


def svg_of(figure: Figure) -> str:
    """Return the figure as an `<svg>` element, without prologue, date or creator."""
    _lay_out(figure)
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = _METADATA.sub("", _PROLOGUE.sub("", buffer.getvalue()), count=1)
    text = _PLACE.sub(lambda place: _LONG.sub(_shorter, place[0]), text)
    return _PATH.sub(lambda path: _compact(path[0]), text)


def _lay_out(figure: Figure) -> None:
    """Place the panels once, by the measures of SVG; saving would draw the whole figure another time to do it."""
    FigureCanvasSVG(figure)
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
        figure.set_layout_engine(None)


@lru_cache(maxsize=4096)  # every chart brings the same letters
def _compact(path: str) -> str:
    """Return path data in hundredths, without line ends and the letters that a repeated command can go without."""
    parts: list[str] = []
    command = ""
    for word in _LONG.sub(_shorter, path).split():
        if not word.isalpha():
            parts.append(word if parts[-1].isalpha() else f" {word}")
        elif word != command or word == "M":
            parts.append(word)
            command = word
    return "".join(parts)


def _shorter(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
