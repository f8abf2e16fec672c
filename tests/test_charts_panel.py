"""A panel's one tick draws what matplotlib's many draw."""

import io
import re
from collections.abc import Callable

import matplotlib.dates as mdates
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from series_of import day

from frontline.charts.axes import date_axis
from frontline.charts.look import _prepare
from frontline.charts.panel import Panel
from frontline.charts.svg import svg_of

Draw = Callable[[Axes], object]


def names(axes: Axes) -> None:
    axes.plot([3, 1, 2])
    axes.set_yticks([1, 2, 5], ["one", "two", "out of sight"])
    axes.set_ylim(0, 4)
    axes.tick_params(axis="y", labelsize=7, labelcolor="#14508c")


def dates(axes: Axes) -> None:
    axes.plot([day("2023-01-01"), day("2024-11-20")], [0, 12_345.6])
    date_axis(axes, day("2023-01-01"), day("2024-11-20"))
    axes.grid(visible=True, axis="y")


def downwards(axes: Axes) -> None:
    axes.plot([1000, -1000])
    axes.invert_yaxis()
    axes.set_xticks([])


def logarithmic(axes: Axes) -> None:
    axes.plot([1, 10_000])
    axes.set_yscale("log")
    axes.minorticks_off()
    axes.yaxis.set_major_formatter("{x:.0f}")


def drawn(draw: Draw, axes_class: type[Axes]) -> tuple[list[str], list[str]]:
    """Return the texts with their places, and the lines; a grid's lines may be clipped or not."""
    _prepare()
    figure = Figure(figsize=(6, 3), layout="constrained")
    for axes in figure.subplots(1, 2, subplot_kw={"axes_class": axes_class}).flat:
        draw(axes)
    svg = svg_of(figure)
    texts = re.findall(r"<text [^>]*>[^<]*</text>", svg)
    return sorted(texts), sorted(re.findall(r'<path d="([^"]*)"', svg))


@pytest.mark.parametrize("draw", [names, dates, downwards, logarithmic])
def test_a_panel_draws_as_other_axes_do(draw: Draw) -> None:
    texts, lines = drawn(draw, Panel)
    assert texts
    assert (texts, lines) == drawn(draw, Axes)


def test_ticks_follow_when_the_axis_changes() -> None:
    figure = Figure()
    panel = figure.add_subplot(axes_class=Panel)
    panel.set_xlim(0, 10)
    figure.savefig(io.BytesIO(), format="svg")
    panel.set_xlim(100, 200)
    assert {"100", "200"} <= texts_of(svg_of(figure))
    panel.xaxis.set_major_formatter("{x:.0f} km")
    assert "100 km" in texts_of(svg_of(figure))
    panel.tick_params(labelbottom=False)
    assert not [text for text in texts_of(svg_of(figure)) if "km" in text]
    panel.tick_params(axis="x", bottom=False)
    assert not texts_of(svg_of(figure)) & {"100 km", "200 km"}
    panel.xaxis.set_major_locator(mdates.YearLocator())
    panel.tick_params(labelbottom=True)
    assert "100 km" not in texts_of(svg_of(figure))


def texts_of(svg: str) -> set[str]:
    return set(re.findall(r"<text [^>]*>([^<]*)</text>", svg))
