"""Stated areas in Kursk: a level of a day is drawn among levels, what is stated of a span of days is not."""

import matplotlib.dates as mdates
import pytest
from evidence_of import evidence_of
from matplotlib.lines import Line2D

from frontline.analysis import statements
from frontline.analysis.evidence import Evidence
from frontline.analysis.statements import Statement
from frontline.analysis.windows import Window
from frontline.charts.chart import Chart
from frontline.charts.kursk import MARK, kursk_area
from frontline.numbers import Worded
from frontline.prose import kursk

QUANTITIES = ("area_held", "area_peak", "area_regained")


def drawn(evidence: Evidence) -> tuple[Chart, list[Statement]]:
    stated = statements.about(evidence, topic="territory", quantities=QUANTITIES, region="kursk")
    chart = kursk_area(evidence.kursk(), stated, Window(evidence.since, evidence.as_of))
    assert chart is not None
    return chart, stated


def marks(chart: Chart) -> list[Line2D]:
    """Return the marks of stated areas."""
    (axes,) = chart.figure.axes
    return [line for line in axes.get_lines() if line.get_markersize() == MARK and len(line.get_xdata()) == 1]  # type: ignore[arg-type]


@pytest.mark.parametrize("as_of", ["2024-11-20", "2025-03-10"])
def test_only_what_was_held_on_a_day_is_drawn_among_levels(as_of: str) -> None:
    chart, stated = drawn(evidence_of(as_of))
    held = sorted(one.value for one in stated if one.figure.quantity == "area_held")
    told = [row for row in chart.rows if isinstance(row[-1], Worded)]
    assert sorted(row[chart.columns.index("Stated as held, km²")] for row in told) == held  # type: ignore[type-var]
    assert 593 not in held
    assert len(marks(chart)) == len(held)
    assert "Not drawn, as stated of spans of days: " in chart.subtitle
    assert f"{sum(one.figure.quantity == 'area_peak' for one in stated)} largest area" in chart.subtitle


def test_an_area_of_some_day_among_several_stands_among_them() -> None:
    chart, _ = drawn(evidence_of("2025-03-10"))
    first, stated = chart.columns.index("Of a day from"), chart.columns.index("Stated as held, km²")
    rows = {row[stated]: (row[first], row[0]) for row in chart.rows}
    assert rows[1171.0] == ("2024-08-21", "2024-08-31")
    assert "a line across: it is of some day in these" in chart.subtitle
    early, _ = drawn(evidence_of("2024-08-20"))
    assert "a line across" not in early.subtitle


@pytest.mark.parametrize("as_of", ["2024-08-20", "2024-11-20", "2025-03-10", "2026-08-21"])
def test_every_mark_of_a_stated_area_stands_on_its_day(as_of: str) -> None:
    chart, stated = drawn(evidence_of(as_of))
    told = {(one.value, one.figure.first, one.figure.last) for one in stated if one.figure.quantity == "area_held"}
    found = marks(chart)
    assert len(found) >= len(told) > 0
    for mark in found:
        (value,) = mark.get_ydata()  # type: ignore[misc]
        when = mdates.num2date(mark.get_xdata()[0]).date()  # type: ignore[index,no-untyped-call]
        days = [(first, last) for stated_, first, last in told if stated_ == value]
        assert any(first <= when <= last for first, last in days), value
        assert mark.get_markerfacecolor() == "none"  # one that lies beneath it is seen


def test_the_table_tells_the_days_and_a_level_for_a_day_alone() -> None:
    evidence = evidence_of()
    stated = statements.about(evidence, topic="territory", quantities=QUANTITIES, region="kursk")
    table = kursk.stated_table(stated, evidence)
    assert table is not None
    rows = {str(row[2].text): row for row in table.rows if isinstance(row[2], Worded)}
    assert str(rows["some 593"][0]).replace("\N{NO-BREAK SPACE}", " ") == "1 Oct \N{EN DASH} 19 Nov 2024"
    assert rows["some 593"][-2:] == ["", ""]
    assert "" not in rows["1,263"][-2:]
    assert "for areas stated as held on one day: no level stands beside a largest area, a regained" in table.subtitle


def test_the_day_of_a_level_that_has_no_row_is_named() -> None:
    evidence = evidence_of("2025-03-10")  # DeepState's archive has no row of 28 February 2025
    stated = statements.about(evidence, topic="territory", quantities=QUANTITIES, region="kursk")
    table = kursk.stated_table(stated, evidence)
    assert table is not None
    said = " A missing day takes the last earlier value: DeepState has no row of 28 February 2025 (told by 27 February "
    assert f"{said}2025)." in table.foot
    early = kursk.stated_table([one for one in stated if one.day.year == 2024], evidence)
    assert early is not None
    assert "has no row" not in early.foot
