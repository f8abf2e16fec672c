"""Names of lines stand where no line runs through them."""

import pytest
from evidence_of import evidence_of
from matplotlib.path import Path
from matplotlib.text import Annotation, Text

from frontline.analysis import agreement, gains, statements
from frontline.analysis.windows import Window
from frontline.charts.agreement import apart_chart
from frontline.charts.chart import Chart
from frontline.charts.kursk import kursk_area
from frontline.charts.pace import pace_chart
from frontline.charts.revisions import revisions_chart
from frontline.charts.years import within_years
from frontline.prose.revisions import revised_days

AIR = 6.0  # points around a name: with less, lines of two names read as one
DAYS = ("2024-11-20", "2025-03-10", "2026-08-21")


def charts(as_of: str) -> list[Chart | None]:
    evidence = evidence_of(as_of)
    lines, window = evidence.territory(), Window(evidence.since, evidence.as_of)
    stated = statements.about(evidence, topic="territory", quantities=("area_held", "area_regained"), region="kursk")
    return [
        within_years(gains.within_years(lines, window.first, window.last)),
        pace_chart(lines, window),
        kursk_area(evidence.kursk(), stated, window),
        apart_chart(agreement.stretches(lines, window)),
        revisions_chart(evidence, lines, revised_days(evidence, lines, window), window),
    ]


def struck(chart: Chart) -> list[str]:
    """Return the names of lines in a chart that a line or the axis below runs through."""
    chart.figure.draw_without_rendering()
    found = []
    for axes in chart.figure.axes:
        paths = [Path(line.get_transform().transform(line.get_xydata())) for line in axes.get_lines()]
        foot = axes.get_window_extent().y0
        for text in axes.texts:
            if isinstance(text, Annotation) and text.get_fontweight() == "semibold":
                box = Text.get_window_extent(text)  # without its leader
                on_axis = box.y0 < foot and box.x0 < axes.get_window_extent().x1
                crossed = any(len(path) > 1 and path.intersects_bbox(box, filled=False) for path in paths)
                found += [text.get_text()] if on_axis or crossed else []
    return found


@pytest.mark.parametrize("as_of", DAYS)
def test_no_line_runs_through_the_name_of_another(as_of: str) -> None:
    for chart in charts(as_of):
        assert chart is not None
        assert struck(chart) == [], chart.id


@pytest.mark.parametrize("as_of", DAYS[:2])
def test_lines_that_reach_the_edge_are_named_beyond_it(as_of: str) -> None:
    evidence = evidence_of(as_of)
    lines, window = evidence.territory(), Window(evidence.since, evidence.as_of)
    chart = revisions_chart(evidence, lines, revised_days(evidence, lines, window), window)
    assert chart is not None
    named = [text for text in chart.figure.axes[-1].texts if isinstance(text, Annotation)]
    assert {text.get_text() for text in named} == {line.label for line in lines}
    assert [text.arrow_patch for text in named] == [None] * len(lines), "no leader crosses a line"


@pytest.mark.parametrize("as_of", DAYS)
def test_names_of_steps_stand_apart(as_of: str) -> None:
    chart = next(chart for chart in charts(as_of) if chart and chart.id == "mappers-apart")
    chart.figure.draw_without_rendering()
    named = [text for text in chart.figure.axes[0].texts if isinstance(text, Annotation) and "km²" in text.get_text()]
    assert len(named) >= 4
    boxes = [Text.get_window_extent(text).padded(AIR * chart.figure.dpi / 72) for text in named]
    assert not [1 for place, box in enumerate(boxes) for other in boxes[:place] if box.overlaps(other)]
