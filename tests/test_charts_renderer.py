"""Letters stay text, lines go through their points, and a plot is laid out as matplotlib does it."""

import io
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.font_manager import FontProperties

from frontline.charts.look import BLUE, FAMILY, SIZE, figure, panel_title
from frontline.charts.renderer import POINTS, Renderer
from frontline.charts.svg import svg_of


def test_a_text_hangs_by_the_end_that_it_is_aligned_by() -> None:
    drawn, (axes,) = figure(2.0)
    for place, (side, text) in enumerate((("left", "a  b"), ("center", "c & d"), ("right", "$x^2$"))):
        axes.text(place, 0.5, text, ha=side)
    axes.set_ylabel("up")
    axes.set_xlim(-1, 3)
    root = ElementTree.fromstring(svg_of(drawn))
    texts = {text.text: text for text in root.iter() if text.tag.endswith("}text")}
    assert "text-anchor" not in texts["a\N{NO-BREAK SPACE} b"].attrib["style"], "two spaces stay two"
    assert "text-anchor: middle" in texts["c & d"].attrib["style"]
    assert texts["up"].attrib["transform"].startswith("rotate(-90 ")
    assert not [text for text in texts if text and "x" in text], "a formula is drawn"
    middle = float(texts["c & d"].attrib["x"])
    wide, _, _ = Renderer(1, 1, io.StringIO()).get_text_width_height_descent(
        "a\N{NO-BREAK SPACE} b", FontProperties(family=FAMILY, size=SIZE), ismath=False
    )
    assert 0 < wide < middle - float(texts["a\N{NO-BREAK SPACE} b"].attrib["x"])


@given(st.lists(st.integers(0, 9), min_size=2, max_size=40))
def test_a_line_goes_through_its_points(values: list[int]) -> None:
    drawn, (axes,) = figure(2.0)
    (line,) = axes.plot(values, color=BLUE, solid_capstyle="butt")
    line.get_path().should_simplify = False
    found = re.search(rf'<path d="([^"]*)"[^>]*stroke: {BLUE}', svg_of(drawn))
    assert found
    expected = drawn.transFigure.inverted().transform(axes.transData.transform(list(enumerate(values))))
    wide, high = drawn.get_size_inches() * POINTS
    np.testing.assert_allclose(points_of(found[1]), expected * (wide, -high) + (0, high), atol=0.006)  # two decimals


def points_of(path: str) -> list[tuple[float, float]]:
    """Return the corners of path data of straight lines."""
    points: list[tuple[float, float]] = []
    for command, told in re.findall(r"([MLHV])([^MLHV]*)", path):
        places = [float(place) for place in told.split()]
        if command in "ML":
            points += zip(places[::2], places[1::2], strict=True)
        else:
            points += [(place, points[-1][1]) if command == "H" else (points[-1][0], place) for place in places]
    return points


def test_a_text_is_as_wide_whoever_measured_with_its_font_before() -> None:
    renderer, small = Renderer(1, 1, io.StringIO()), FontProperties(family=FAMILY, size=SIZE)
    before = renderer.get_text_width_height_descent("before", small, ismath=False)
    drawn, (axes,) = figure(2.0)
    axes.set_title("drawn in pixels")
    drawn.draw_without_rendering()
    after = renderer.get_text_width_height_descent("erofeb", small, ismath=False)  # the letters of the first
    assert after[0] == pytest.approx(before[0], rel=0.1), "kerning alone may differ"


def test_a_plot_is_laid_out_as_matplotlib_itself_does_when_it_saves() -> None:
    drawn = []
    for save in (svg_of, lambda one: one.savefig(io.BytesIO(), format="svg", dpi=POINTS)):
        one, panels = figure(3, rows=2, heights=(2, 1))
        for axes in panels:
            axes.plot([0, 1000], [5, 12000])
            axes.annotate("at the end of a line", (1000, 12000), annotation_clip=False)
        panel_title(panels[0], "A panel", above=12)
        save(one)
        drawn.append([axes.get_position().bounds for axes in panels])
    assert drawn[0] == drawn[1]
