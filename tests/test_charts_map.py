"""Maps that need no polygons: outlines, projection, shades, the map of oblasts."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from series_of import day, series_of
from small_mirror import SHARED

from frontline.analysis.series import Gain
from frontline.analysis.windows import Window
from frontline.charts import ground, map_oblasts
from frontline.charts.chart import Chart
from frontline.charts.look import COLOURS, INK, MUTED, PAPER, STEPS, figure
from frontline.charts.map_oblasts import class_name, oblasts_map
from frontline.measured import OBLASTS
from frontline.upstream.geometry import GEOD, areas

WINDOW = Window(day("2024-07-08"), day("2024-11-20"))
NAMES = {"donetsk": "Donetsk oblast", "sumy": "Sumy oblast", "kherson": "Kherson oblast"}
TOKENS = Path(ground.__file__).parents[1] / "pages" / "templates" / "frontline_html" / "tokens.css"

# Machado, Oliveira and Fernandes (2009): what a reader without one kind of cone sees, on linear RGB.
DEFICIENCIES = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def linear(colour: str) -> np.ndarray:
    values = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def luminance(rgb: np.ndarray) -> float:
    return float(np.clip(rgb, 0, 1) @ [0.2126, 0.7152, 0.0722])


def lightness(rgb: np.ndarray) -> float:
    return 116 * luminance(rgb) ** (1 / 3) - 16


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(linear(one)), luminance(linear(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tokens(dark: bool) -> dict[str, str]:
    light_part, dark_part = TOKENS.read_text("utf-8").split("@media (prefers-color-scheme: dark)")
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark_part if dark else light_part))


def shades(dark: bool) -> list[str]:
    return [tokens(dark)[COLOURS[shade]] for shade in STEPS]


def test_shades_darken_from_class_to_class_on_paper_and_lighten_in_the_dark() -> None:
    light = [lightness(linear(shade)) for shade in shades(dark=False)]
    dark = [lightness(linear(shade)) for shade in shades(dark=True)]
    assert shades(dark=False) == list(STEPS)
    assert min(-np.diff(light)) > 5
    assert min(np.diff(dark)) > 5


@pytest.mark.parametrize("kind", DEFICIENCIES)
def test_shades_keep_their_order_for_colour_blind_readers(kind: str) -> None:
    for dark, sign in ((False, -1), (True, 1)):
        seen = [lightness(np.array(DEFICIENCIES[kind]) @ linear(shade)) for shade in shades(dark)]
        assert min(sign * np.diff(seen)) > 4


@pytest.mark.parametrize("dark", [False, True])
def test_letters_stand_out_from_every_shade(dark: bool) -> None:
    known = tokens(dark)
    for place, shade in enumerate(shades(dark)):
        letters = PAPER if place >= map_oblasts.ON_DARK else INK
        assert contrast(known[COLOURS[letters]], shade) >= 4.5, place


def test_every_region_of_ukraine_has_an_outline_and_crimea_is_no_part_of_russia() -> None:
    shapes = ground.outlines()
    assert {code for code in shapes if code.startswith("UA-")} == set(OBLASTS)
    peninsula = shapely.union_all([shapes[code] for code in ground.CRIMEA])
    assert shapely.area(shapely.intersection(peninsula, shapes["RUS"])) < 1e-6
    assert areas(np.array([peninsula]))[0] == pytest.approx(27_000, rel=0.03)


def test_outlines_are_small_valid_and_share_their_borders() -> None:
    shapes = np.array(list(ground.outlines().values()))
    assert ground.OUTLINES.stat().st_size < 64_000
    assert shapely.is_valid(shapes).all()
    country = shapely.union_all(shapes[[code.startswith("UA-") for code in ground.outlines()]])
    assert areas(np.array([country]))[0] == pytest.approx(603_628, rel=0.02)
    assert sum(len(part.interiors) for part in shapely.get_parts(country)) <= 1  # no slivers between oblasts


@pytest.mark.skipif(not SHARED.is_dir(), reason="no upstream files here")
def test_outlines_are_no_copy_of_an_upstream_file() -> None:
    ours = hashlib.sha256(ground.OUTLINES.read_bytes()).hexdigest()
    theirs = {hashlib.sha256(path.read_bytes()).hexdigest() for path in SHARED.glob("natural_earth*/*")}
    assert ours not in theirs


@given(st.floats(24, 38), st.floats(45, 51), st.floats(0.1, 2), st.floats(0.1, 1))
def test_the_projection_keeps_areas(west: float, south: float, wide: float, high: float) -> None:
    cell = shapely.segmentize(shapely.box(west, south, west + wide, south + high), 0.02)
    projection = ground.Projection.around(ground.whole_of_ukraine())
    assert shapely.area(projection.shape(cell)) == pytest.approx(float(areas(np.array([cell]))[0]), rel=1e-3)
    assert shapely.hausdorff_distance(projection.degrees(projection.shape(cell)), cell) < 1e-6


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    projection = ground.Projection.around(ground.whole_of_ukraine())
    _, (axes,) = figure(4)
    ground.fit(axes, ground.bounds_of(list(ground.ukraine(projection).values())))
    ground.scale_bar(axes)
    (bar,), (label,) = axes.lines, axes.texts
    ends = shapely.LineString([(bar.get_xdata()[place], bar.get_ydata()[place]) for place in (1, 2)])
    (start, end) = shapely.get_coordinates(projection.degrees(ends))
    assert GEOD.inv(*start, *end)[2] / 1000 == pytest.approx(float(label.get_text().removesuffix(" km")), rel=0.01)


def gain(region: str, value: float) -> Gain:
    levels = {"2024-07-07": 1000.0, "2024-11-20": 1000.0 + value}
    given_ = {"name": "deepstate", "mapper": "DeepState", "quantity": "control", "label": "DeepState daily"}
    return series_of(levels, region=region, **given_).gain(WINDOW.first, WINDOW.last)


def drawn(*gains: Gain) -> Chart:
    chart = oblasts_map(gains, NAMES, WINDOW)
    assert chart is not None
    return chart


def faces(chart: Chart) -> Sequence[str]:
    return re.findall(r"fill: (#[0-9a-f]{6})", chart.svg)


def test_the_title_names_the_extremes() -> None:
    chart = drawn(gain("donetsk", 1514.4), gain("kherson", 6.2), gain("sumy", 0))
    assert chart.title == (
        "2 of 3 oblasts measured show a net gain since 8 July 2024: 6 km² (Kherson) to 1,514 km² (Donetsk)"
    )
    assert "Donetsk 1,514 km², Kherson 6 km², Sumy 0 km²" in chart.alt
    assert chart.rows[0] == ["Donetsk oblast", 1514.4, "1,000 and more"]
    both = drawn(gain("sumy", 3), gain("kherson", -1))
    assert both.title == "Of 2 oblasts measured, only Sumy shows a net gain since 8 July 2024: 3 km²"
    assert drawn(gain("sumy", 3)).title == "The map of Sumy oblast shows a net gain since 8 July 2024: 3 km²"


def test_a_map_of_falls_says_so() -> None:
    chart = drawn(gain("sumy", -12.0), gain("kherson", 0))
    assert chart.title == "No oblast measured shows a net gain since 8 July 2024; the largest fall is −12 km² in Sumy"
    assert chart.rows[0] == ["Sumy oblast", -12.0, "net fall"]


def test_the_subtitle_says_what_crimea_is() -> None:
    words = "internationally recognised territory of Ukraine, occupied since 2014"
    assert words in drawn(gain("sumy", 3)).subtitle


def test_classes_meet_without_gaps() -> None:
    assert [class_name(value) for value in (-0.6, -0.4, 0.4, 0.6, 9.9, 10, 49.9, 250, 999.9, 1000)] == [
        "net fall",
        "none",
        "none",
        "below 10",
        "below 10",
        "10 to 50",
        "10 to 50",
        "250 to 1,000",
        "250 to 1,000",
        "1,000 and more",
    ]


def test_the_key_runs_from_most_to_none_and_then_to_what_is_not_measured() -> None:
    (axes,) = drawn(gain("donetsk", 1514), gain("sumy", -3)).figure.axes
    legend = axes.get_legend()
    assert legend is not None
    names = [text.get_text() for text in legend.get_texts()]
    assert (names[0], names[-3:]) == ("1,000 and more", ["none", "net fall", "not measured"])


def test_an_oblast_without_rows_is_blank() -> None:
    one, both = drawn(gain("donetsk", 1514)), drawn(gain("donetsk", 1514), gain("sumy", 1200))
    assert faces(both).count(STEPS[5]) == faces(one).count(STEPS[5]) + 1
    assert MUTED in one.svg


def test_nothing_measured_or_nothing_moved_draws_nothing() -> None:
    assert oblasts_map([], NAMES, WINDOW) is None
    assert oblasts_map([gain("sumy", 0.2)], NAMES, WINDOW) is None
