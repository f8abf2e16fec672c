"""Matplotlib's SVG renderer, but letters stay text, places have two decimals, and groups that say nothing are left out.

Whoever shows a drawing brings its typeface: the page embeds it, the PDF's compiler has it.
"""

from functools import cache, lru_cache
from typing import Any

import numpy as np
from matplotlib import _path
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex
from matplotlib.font_manager import FontProperties, fontManager, get_font, weight_dict
from matplotlib.ft2font import LoadFlags

POINTS = 72
"""Of an inch: the unit of a drawing."""

_DECIMALS = 2
_REGULAR = 400
_MEASURED_AT = 100.0  # points: widths grow with the size, as matplotlib itself has it
_OPAQUE = 1.0
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_COMMANDS = [b"M", b"L", b"Q", b"C", b"z"]

_SVG: Any = RendererSVG  # matplotlib types none of it

Face = tuple[str, str, int]
"""Family, style and weight of a text."""


class Renderer(_SVG):  # type: ignore[misc]
    """Draws one figure, `width` by `height` points, into `writer`."""

    def __init__(self, width: float, height: float, writer: Any) -> None:
        super().__init__(width, height, writer, image_dpi=POINTS)

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:
        """Return how wide and high a text is, and how far it reaches below its line (points)."""
        if ismath:
            width, height, descent = super().get_text_width_height_descent(s, prop, ismath)
            return width, height, descent
        size = prop.get_size_in_points() / _MEASURED_AT
        width, height, descent = _extent(s, _face(prop))
        return width * size, height * size, descent * size

    def draw_text(  # noqa: PLR0913, PLR0917 - as matplotlib calls it
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Write a text as such; what has formulas is drawn as matplotlib draws it, letter by letter."""
        if ismath:
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        anchor, x, y = self._anchored(x, y, angle, mtext)
        turned = {"transform": f"rotate({places(-angle)} {places(x)} {places(y)})"} if angle else {}
        style = _letters(prop) | _ink(gc) | ({"text-anchor": anchor} if anchor != "start" else {})
        clip = self._get_clip_attrs(gc)
        if clip:
            self.writer.start("g", **clip)
        told = {"x": places(x), "y": places(y), "style": "; ".join(f"{name}: {value}" for name, value in style.items())}
        self.writer.element("text", _spaced(s), attrib=told | turned)
        if clip:
            self.writer.end("g")

    def open_group(self, s: str, gid: str | None = None) -> None:
        """Leave out the group of an artist."""

    def close_group(self, s: str) -> None:
        """Leave out the group of an artist."""

    def _anchored(self, x: float, y: float, angle: float, mtext: Any) -> tuple[str, float, float]:
        """Return by which end a text hangs, and where: so it stays in its place where another typeface is wider.

        The place of the anchor along the text, that of its line across it, as matplotlib does for `svg.fonttype` none.
        """
        if mtext is None or (angle and mtext.get_rotation_mode() != "anchor"):
            return "start", x, y
        across, down = mtext.get_transform().transform(mtext.get_unitless_position())
        down = self.height - down
        turned = np.deg2rad(angle)
        upright = np.sin(turned), np.cos(turned)
        off = upright[0] * (x - across) + upright[1] * (y - down)
        return _ANCHORS[mtext.get_ha()], across + off * upright[0], down + off * upright[1]

    def _write_metadata(self, metadata: Any) -> None:
        """Write none: neither date nor creator."""

    def _get_font_height_metrics(self, prop: FontProperties) -> tuple[float, float, float]:
        """Return how far a typeface reaches above and below its line, and the gap between lines (points)."""
        size = prop.get_size_in_points()
        above, below, gap = _heights(_face(prop))
        return above * size, below * size, gap * size

    def _convert_path(
        self, path: Any, transform: Any = None, clip: Any = None, simplify: Any = None, sketch: Any = None
    ) -> str:
        box = (0.0, 0.0, self.width, self.height) if clip else None
        told = _path.convert_to_string(  # type: ignore[attr-defined]
            path, transform, box, simplify, sketch, _DECIMALS, _COMMANDS, False
        )
        return _tight(told.decode("ascii"))


def places(number: float) -> str:
    """Return a place with two decimals, less than the eye or a printer can tell, and no zeros at its end."""
    return f"{number:.{_DECIMALS}f}".rstrip("0").rstrip(".")


def _tight(path: str) -> str:
    """Return path data without line ends, letters of repeated commands, and places that a line up or across keeps."""
    told: list[str] = []
    before, at = "", ["", ""]
    for line in path.splitlines():
        command, *to = line.split()
        short = _straight(at, to) if command == "L" else (command, to)
        told.append("".join((" " if short[0] == before != "M" else short[0], " ".join(short[1]))))
        before, at = short[0], to[-2:]
    return "".join(told)


def _straight(at: list[str], to: list[str]) -> tuple[str, list[str]]:
    """Return how a line goes to its end: up or down (V), across (H), or slanting (L)."""
    if at[:1] == to[:1]:
        return "V", to[1:]
    return ("H", to[:1]) if at[1:] == to[1:] else ("L", to)


def _spaced(text: str) -> str:
    """Return a text whose spaces are all seen: of several in a row, browsers show one."""
    return text.replace("  ", "\N{NO-BREAK SPACE} ")


def _ink(gc: Any) -> dict[str, str]:
    """Return the style of a text's colour."""
    alpha = gc.get_alpha() if gc.get_forced_alpha() else gc.get_rgb()[3]
    return {"fill": to_hex(gc.get_rgb())} | ({"opacity": places(alpha)} if alpha != _OPAQUE else {})


def _letters(prop: FontProperties) -> dict[str, str]:
    """Return the style of a text's letters; the family stands once, at the drawing's root."""
    _, slope, weight = _face(prop)
    told = {"font-size": f"{places(prop.get_size_in_points())}px"}
    if slope != "normal":
        told["font-style"] = slope
    return told | ({"font-weight": str(weight)} if weight != _REGULAR else {})


def _face(prop: FontProperties) -> Face:
    weight: Any = prop.get_weight()
    return prop.get_family()[0], prop.get_style(), int(weight_dict.get(weight, weight))


@cache
def _font(face: Face) -> Any:
    family, style, weight = face
    wanted: Any = FontProperties(family=family, style=style, weight=weight)  # type: ignore[arg-type]
    return get_font(fontManager.findfont(wanted))


@lru_cache(maxsize=4096)  # charts share their labels; a report has a few hundred
def _extent(text: str, face: Face) -> tuple[float, float, float]:
    """Return width, height and descent of a text (points) at the size at which texts are measured."""
    font = _font(face)
    font.set_size(_MEASURED_AT, POINTS)  # each time: all of matplotlib shares the font, and sets the size that it needs
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    width, height = font.get_width_height()
    return width / 64, height / 64, font.get_descent() / 64  # FreeType counts 64 parts of a point


@cache
def _heights(face: Face) -> tuple[float, float, float]:
    """Return ascent, descent and line gap of a typeface, as parts of its size (OpenType specification, `OS/2`)."""
    font = _font(face)
    table, units = font.get_sfnt_table("OS/2"), font.get_sfnt_table("head")["unitsPerEm"]
    return table["sTypoAscender"] / units, -table["sTypoDescender"] / units, table["sTypoLineGap"] / units
