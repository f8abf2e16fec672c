"""Stated areas in Kursk: what was held and what was regained are two things, on one picture."""

from evidence_of import evidence_of

from frontline.analysis import statements
from frontline.analysis.windows import Window
from frontline.charts.kursk import COLOURS, kursk_area
from frontline.charts.look import PAPER
from frontline.numbers import Worded


def test_a_stated_gain_does_not_look_like_a_stated_hold() -> None:
    evidence = evidence_of()
    stated = statements.about(
        evidence, topic="territory", quantities=("area_held", "area_peak", "area_regained"), region="kursk"
    )
    chart = kursk_area(evidence.kursk(), stated, Window(evidence.since, evidence.as_of))
    assert chart is not None
    (axes,) = chart.figure.axes
    faces = {
        float(line.get_ydata()[0]): line.get_markerfacecolor()  # type: ignore[index]
        for line in axes.get_lines()
        if line.get_marker() in ("o", "s", "D") and len(line.get_xdata()) == 1 and line.get_markersize() > 4  # type: ignore[arg-type]
    }
    told = {one.value: one.figure.quantity for one in stated}
    assert told[593] == "area_regained"
    assert {value: faces[value] == COLOURS["regained"] for value in told} == {
        value: quantity == "area_regained" for value, quantity in told.items()
    }
    assert set(faces.values()) == {PAPER, COLOURS["regained"]}
    assert "filled: regained" in [text.get_text() for text in axes.get_legend().get_texts()]  # type: ignore[union-attr]
    kinds = {row[chart.columns.index("Stated, km²")]: row[chart.columns.index("Of what")] for row in chart.rows}
    assert kinds[593] == "regained"
    assert all(isinstance(row[-1], Worded) for row in chart.rows if row[-1] is not None)
