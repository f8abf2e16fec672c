import datetime as dt

import pandas as pd
import pytest
from evidence_of import evidence_of
from series_of import day, series_of, steady

from frontline.analysis import agreement
from frontline.analysis.agreement import Stretch
from frontline.analysis.evidence import Evidence
from frontline.analysis.windows import Window
from frontline.charts.agreement import apart_chart
from frontline.numbers import Table
from frontline.prose import agreement as told

LATEST = evidence_of("2026-08-21")


@pytest.fixture(scope="module")
def latest() -> list[Stretch]:
    return agreement.stretches(LATEST.territory(), Window(LATEST.since, LATEST.as_of))


def plain(words: object) -> str:
    return str(words._repr_mimebundle_()[0]["text/plain"]).replace("\N{NO-BREAK SPACE}", " ")  # type: ignore[attr-defined]


def test_a_comparison_goes_on_with_a_line_of_its_own_where_a_series_ends(latest: list[Stretch]) -> None:
    assert [(one.pair.other.id, one.window) for one in latest] == [
        ("deepstate_archive", Window(day("2023-01-01"), day("2025-08-03"))),
        ("deepstate", Window(day("2025-08-04"), day("2026-08-21"))),
    ]
    assert [one.apart().iloc[0] for one in latest] == [0, 0]


def test_months_after_the_archive_are_counted_and_those_that_disagree_are_named(latest: list[Stretch]) -> None:
    words = plain(told.story(latest, LATEST))
    assert "in 40 of 44 months, the last of them counted to 21 August 2026" in words
    assert "April 2026 (ISW −120 km², DeepState +142 km²)" in words
    assert "May 2026 (ISW −291 km², DeepState +20 km²)" in words
    assert "DeepState archive ends on 3 August 2025; the days after it are compared by DeepState daily" in words


def test_the_title_says_between_which_days_the_maps_moved_apart(latest: list[Stretch]) -> None:
    chart = apart_chart(latest)
    assert chart is not None
    first, later = chart.title.split("; ")
    assert first == "1 January 2023 – 3 August 2025: ISW’s map gained 1,421 km² more than DeepState’s"
    assert later.startswith("4 August 2025 – 21 August 2026: DeepState’s map gained ")
    assert len(chart.columns) == 3


def test_the_windows_compared_reach_the_end_of_the_report(latest: list[Stretch]) -> None:
    table = told.windows_table(latest, LATEST)
    assert isinstance(table, Table)
    assert [str(row[0]).replace("\N{NO-BREAK SPACE}", " ") for row in table.rows][:4] == [
        "2023",
        "2024",
        "2025",
        "1 Jan \N{EN DASH} 21 Aug 2026",
    ]
    assert table.rows[1][-1] == "ISW as published; DeepState archive"
    assert table.rows[2][-1] == "ISW as published; DeepState daily"
    assert table.foot.endswith("Each number is rounded by itself.")


def default() -> tuple[Evidence, list[Stretch]]:
    evidence = evidence_of("2025-03-10")
    return evidence, agreement.stretches(evidence.territory(), Window(evidence.since, evidence.as_of))


def test_what_a_plane_adds_is_told_beside_what_stands_apart() -> None:
    evidence, compared = default()
    table = told.windows_table(compared, evidence)
    assert isinstance(table, Table)
    names = [name for name, _ in table.columns]
    rows = {
        str(row[0]): dict(zip(names, (getattr(cell, "text", cell) for cell in row), strict=True)) for row in table.rows
    }
    assert (rows["2024"]["Apart"], rows["2024"]["Apart, geodesic"]) == ("+419", "+289")
    assert (rows["2024"]["ISW as published"], rows["2024"]["ISW geodesic"]) == ("3,735", "3,604")
    assert rows["2023"]["Apart, geodesic"] == ""
    assert "An empty cell: the geodesic series does not cover the window." in table.subtitle
    words = plain(told.story(compared, evidence))
    assert "They point apart in May 2023 (ISW −48 km², DeepState +21 km²) and August 2023 (ISW +8 km², " in words
    assert "ISW as published gives 4,747 km² where ISW geodesic gives 4,584 km²" in words
    assert "+163 km² of the difference comes from measuring on a plane." in words
    chart = apart_chart(compared, evidence.territory())
    assert chart is not None
    assert "is planar, and that is +163 km² of the difference, 24 November 2023" in chart.subtitle
    alone = apart_chart(compared)
    assert alone is not None
    assert "planar" not in alone.subtitle


def test_windows_from_before_the_report_are_said_to_be() -> None:
    early = evidence_of("2023-01-05")
    table = told.windows_table(agreement.stretches(early.territory(), Window(early.since, early.as_of)), early)
    assert isinstance(table, Table)
    assert "Windows that begin before 1 January 2023 reach back before the first day of this report." in table.subtitle
    evidence, compared = default()
    whole = told.windows_table(compared, evidence)
    assert isinstance(whole, Table)
    assert "reach back" not in whole.subtitle


def test_a_step_of_several_days_is_named_where_the_line_jumps() -> None:
    window = Window(dt.date(2023, 1, 1), dt.date(2023, 1, 12))
    one = series_of({"2022-12-31": 0.0, "2023-01-01": 84.0, "2023-01-03": 89.0, "2023-01-12": 90.0})
    other = steady("2022-12-31", "2023-01-12", 0, 0, mapper="DeepState", name="deepstate_archive")
    chart = apart_chart([Stretch(agreement.Pair(one, other), window)])
    assert chart is not None
    (named,) = [text for text in chart.figure.axes[0].texts if "+89" in text.get_text()]
    assert named.get_text().startswith("+89")
    assert named.xy == (pd.Timestamp("2023-01-01"), 84.0)  # type: ignore[attr-defined]


def test_a_single_part_of_a_month_is_said_to_be_one() -> None:
    evidence = evidence_of("2023-01-05")
    compared = agreement.stretches(evidence.territory(), Window(evidence.since, evidence.as_of))
    assert "in 1 of 1 month, counted to 5 January 2023." in plain(told.story(compared, evidence))


def test_an_end_that_nothing_goes_on_from_is_said() -> None:
    lines = [line for line in LATEST.territory() if line.id != "deepstate"]
    compared = agreement.stretches(lines, Window(LATEST.since, LATEST.as_of))
    assert "DeepState archive ends on 3 August 2025: nothing after that day is compared." in plain(
        told.story(compared, LATEST)
    )


def test_a_few_days_apart_are_filled_as_they_are_drawn_in_steps() -> None:
    window = Window(dt.date(2023, 1, 1), dt.date(2023, 1, 12))
    one = steady("2022-12-31", "2023-01-12", 0, 5)
    other = steady("2022-12-31", "2023-01-12", 0, 1, mapper="DeepState", name="deepstate_archive")
    chart = apart_chart([Stretch(agreement.Pair(one, other), window)])
    assert chart is not None
    (axes,) = chart.figure.axes
    (filled,) = axes.collections
    assert len(filled.get_paths()[0].vertices) > 4 * 12, "a step has two corners a day, above and below"
