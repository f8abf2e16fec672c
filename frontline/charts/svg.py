"""A figure as SVG text: the same bytes for the same figure, and no more digits than the eye can use."""

import io
import re

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from frontline.charts.look import FAMILY
from frontline.charts.renderer import POINTS, Renderer, places

_PROLOGUE = re.compile(r"^.*?<svg ", re.DOTALL)
_PLACE = re.compile(r'(?<= )[xy]="[^"]*"|translate\([^)]*\)')
_LONG = re.compile(r"-?\d+\.\d{3,}")


def svg_of(figure: Figure) -> str:
    """Return the figure as an `<svg>` element, without prologue, date or creator."""
    canvas = _Canvas(figure)
    engine = figure.get_layout_engine()
    if engine is not None:  # placed once: a figure that is drawn would lay itself out another time
        engine.execute(figure)
        figure.set_layout_engine(None)
    figure.draw(canvas.renderer)
    canvas.renderer.finalize()
    text = _PROLOGUE.sub(f'<svg font-family="{FAMILY}, sans-serif" ', canvas.text.getvalue(), count=1)
    return _PLACE.sub(lambda place: _LONG.sub(lambda number: places(float(number[0])), place[0]), text)


class _Canvas(FigureCanvasSVG):
    """Has the one renderer that measures, lays out and draws a figure: what a letter measures is asked once."""

    def __init__(self, figure: Figure) -> None:
        super().__init__(figure)
        figure.dpi = POINTS
        self.text = io.StringIO()
        width, height = figure.get_size_inches() * POINTS
        self.renderer = Renderer(width, height, self.text)

    def get_renderer(self) -> Renderer:
        """Return what matplotlib's layout measures by."""
        return self.renderer
