import datetime as dt

import pandas as pd
import pytest
from evidence_of import evidence_of
from matplotlib.path import Path
from matplotlib.text import Text
from series_of import day, steady

from frontline.analysis.redraws import candidates, covering, opposed
from frontline.analysis.windows import Window, year
from frontline.charts.axes import date_axis
from frontline.charts.look import figure
from frontline.charts.redraws import daily_steps, steps_chart, telling, year_without
from frontline.charts.revisions import revisions_chart
from frontline.prose import redraws as told
from frontline.prose.revisions import revised_days

REPORT = Window(day("2023-01-01"), day("2024-11-20"))
LATER = Window(day("2023-01-01"), day("2026-08-20"))


def test_the_steps_are_numbered_as_in_the_table() -> None:
    lines = evidence_of().territory()
    found = candidates(lines, REPORT)
    chart, table = steps_chart(lines, found, REPORT), told.candidates_table(found)
    assert chart is not None
    assert table is not None
    assert chart.title == "Steps that the other map lacks: 8 on ISW’s map and 2 on DeepState’s map"
    assert [row[0] for row in table.rows] == [str(number) for number in range(1, 11)]
    assert "7: DeepState, 25 August 2023, −175 km²" in chart.alt
    assert table.rows[6][1:3] == ["25\N{NO-BREAK SPACE}Aug\N{NO-BREAK SPACE}2023", "DeepState"]
    assert ["2023-08-25", 14.8, -174.8] in [
        [row[0], *(round(float(str(value)), 1) for value in row[1:])] for row in chart.rows
    ]


def test_2023_is_the_showcase() -> None:
    lines = evidence_of().territory()
    (both,) = opposed(lines, REPORT)
    chart = year_without(both)
    assert chart.title == "Without the candidates both maps point the same way in 2023: ISW +362, DeepState +182 km²"
    ends = {f"{one:%Y-%m-%d}" for one in pd.date_range("2022-12-31", "2023-12-31", freq="ME")}
    assert ends <= {row[0] for row in chart.rows}
    assert list(chart.rows[-1])[1:] == [486.93, 362.14, -185.7, 182.35]
    story = told.story(candidates(lines, REPORT), lines, REPORT).markdown
    assert "**2023, where the maps disagree on the sign**" in story
    assert "both point the same way: the disagreement hangs on these steps" in story
    assert "[+182\N{NO-BREAK SPACE}km²](#n-highest-" in story


def test_a_disagreement_that_no_candidate_explains_is_said_to_stay() -> None:
    rising = steady("2022-12-31", "2023-12-31", 100, 1)
    falling = steady(
        "2022-12-31", "2023-12-31", 900, -1, name="deepstate", mapper="DeepState", quantity="control", label="DeepState"
    )
    both = covering([rising, falling], year(2023))
    assert both is not None
    assert "the maps still point apart in 2023: ISW +365, DeepState −365 km²" in year_without(both).title
    whole = Window(day("2023-01-01"), day("2023-12-31"))
    assert told.story([], [rising, falling], whole).markdown == "No step of either map passes the rule below, 2023."
    assert told.candidates_table([]) is None


def test_a_step_that_makes_most_of_a_short_window_is_named_though_it_does_not_pass() -> None:
    evidence = evidence_of("2023-01-05")
    lines, window = evidence.territory(), Window(day("2023-01-01"), day("2023-01-05"))
    assert candidates(lines, window) == []
    words = str(told.story([], lines, window, evidence)._repr_mimebundle_()[0]["text/plain"]).replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert words == (
        "No step of either map passes the rule below, 1–5 January 2023. The one that comes nearest is ISW’s "
        "of 1 January 2023: +91 km², of which +66 km² is unexplained, 2.4 times the noise. Its unexplained part "
        "makes up 54% of the 122 km² that ISW’s map gains in these days. With all days measured it does pass: "
        "the claim check, which looks at these, counts it as a candidate."
    )
    short = told.in_short([], lines, window)
    assert short is not None
    assert "A step of ISW’s map, 1 January 2023, shows on DeepState’s in part at most." in short.markdown.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    whole = evidence_of()
    found = candidates(whole.territory(), REPORT)
    assert told.in_short(found, whole.territory(), REPORT) is None


def test_events_are_named_beside_the_candidates_that_they_fall_upon() -> None:
    evidence = evidence_of()
    lines = evidence.territory()
    story = told.story(candidates(lines, REPORT), lines, REPORT, evidence).markdown
    assert "Kakhovka dam breaks, 6 June 2023 (No.\N{NO-BREAK SPACE}4)" in story
    assert "Kursk" not in story


def test_nets_are_told_with_and_without_for_the_windows_that_the_report_compares() -> None:
    evidence = evidence_of()
    table = told.nets_table(evidence, evidence.territory())
    assert table is not None
    assert table.rows[0][0] == "2023"
    assert [getattr(cell, "bare", cell) for cell in table.rows[0]][1:] == ["+487", "+362", "−186", "+182", "7 and 2"]


def test_one_map_tells_no_redraws() -> None:
    evidence = evidence_of(series="isw")
    lines = evidence.territory()
    assert candidates(lines, REPORT) == []
    assert "there are not two here" in told.story([], lines, REPORT).markdown
    assert told.method(lines) is None
    assert told.nets_table(evidence, lines) is None
    assert steps_chart(lines, [], REPORT) is None


def test_each_day_is_told_by_one_line_and_lines_that_add_none_are_left_out() -> None:
    early = steady("2022-12-31", "2023-06-30", 0, 1, name="deepstate_archive", mapper="DeepState", quantity="control")
    within = steady("2023-02-01", "2023-03-01", 0, 5, name="deepstate", mapper="DeepState", quantity="control")
    late = steady("2023-06-01", "2023-12-31", 0, 2, name="deepstate", mapper="DeepState", quantity="control")
    lines = telling([early, within, late], year(2023))
    assert lines == [early, late]
    steps = daily_steps(lines, year(2023))
    assert steps[:"2023-06-30"].unique().tolist() == [1.0]  # type: ignore[misc]
    assert steps["2023-07-01":].unique().tolist() == [2.0]  # type: ignore[misc]
    assert len(steps) == 365


def test_revisions_are_drawn_beside_the_hindsight_of_each_line() -> None:
    evidence = evidence_of("2026-08-20")
    lines = evidence.territory()
    found = revised_days(evidence, lines, LATER)
    chart = revisions_chart(evidence, lines, found, LATER)
    assert chart is not None
    assert chart.title == "9 days revised, by up to 2,006 km²; the first records came up to 2.6 years after their day"
    assert "ISW as published, 1 January 2025: +282 km²" in chart.alt
    calm = revisions_chart(evidence, lines, [], LATER)
    assert calm is not None
    assert calm.title.startswith("No day revised")
    assert "No day was revised." in calm.alt
    calm._repr_mimebundle_()


def test_a_window_of_any_length_finds_its_ticks() -> None:
    start = dt.date(2023, 1, 1)
    for days in (2, 20, 45, 200, 690, *range(1250, 1500, 25), 1700):
        _, (axes,) = figure(1.0)
        axes.plot(pd.DatetimeIndex([start, start + dt.timedelta(days)]), [0, 1])
        date_axis(axes, start, start + dt.timedelta(days))
        assert 2 <= len(axes.get_xticks()) <= 12, days


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        ("2024-07-08", "2024-11-20", ["Aug\n2024", "Sep"]),
        ("2023-01-01", "2023-01-05", ["1 Jan\n2023", "2 Jan"]),
        ("2023-06-15", "2024-03-15", ["Jul\n2023", "Sep"]),
        ("2023-01-01", "2026-08-21", ["Jan\n2023", "Jul"]),
    ],
)
def test_the_first_tick_of_an_axis_of_days_carries_its_year(first: str, last: str, names: list[str]) -> None:
    _, (axes,) = figure(1.0)
    axes.plot(pd.DatetimeIndex([first, last]), [0, 1])
    date_axis(axes, day(first), day(last))
    low, high = axes.get_xlim()
    ticks = axes.get_xticks()
    told = axes.xaxis.get_major_formatter().format_ticks(ticks)
    assert [name for tick, name in zip(ticks, told, strict=True) if low <= tick <= high][:2] == names


def test_no_number_of_a_step_touches_another_or_a_bar() -> None:
    lines = evidence_of("2026-08-21").territory()
    chart = steps_chart(lines, candidates(lines, LATER), LATER)
    assert chart is not None
    chart.figure.draw_without_rendering()
    counted = 0
    for axes in chart.figure.axes:
        boxes = [Text.get_window_extent(text).padded(-1.5) for text in axes.texts]
        bars = [Path(line.get_transform().transform(line.get_xydata())) for line in axes.get_lines()]
        for place, box in enumerate(boxes):
            assert not any(box.overlaps(other) for other in boxes[:place])
            assert not any(bar.intersects_bbox(box, filled=False) for bar in bars)
            counted += 1
    assert counted == 16
