import datetime as dt
import itertools
import re
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from evidence_of import ROOT, evidence_of
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from series_of import day, series_of, steady

from frontline.analysis import agreement, gains, redraws, statements
from frontline.analysis.choices import load_choices
from frontline.analysis.claims import check_claims
from frontline.analysis.windows import Window
from frontline.charts.agreement import apart_chart, largest_steps
from frontline.charts.chart import Chart, captions
from frontline.charts.claims import claims_overview
from frontline.charts.kursk import kursk_area
from frontline.charts.labels import spread
from frontline.charts.look import FAMILY, WIDTH, figure
from frontline.charts.losses import monthly_losses_chart
from frontline.charts.marks import Marks, placed
from frontline.charts.monthly import monthly_gains
from frontline.charts.months import PART, outlined
from frontline.charts.oblasts import by_oblast_chart
from frontline.charts.pace import pace_chart
from frontline.charts.redraws import steps_chart, year_without
from frontline.charts.renderer import POINTS
from frontline.charts.revisions import revisions_chart
from frontline.charts.stated import SIDES
from frontline.charts.strength import (
    kursk_losses_chart,
    north_korean_chart,
    present_chart,
    sent_chart,
    theatre_chart,
)
from frontline.charts.years import within_years
from frontline.pages.page import cell_text
from frontline.pages.typefaces import CHARACTERS, faces_of
from frontline.prose.revisions import revised_days, story
from frontline.prose.words import events_between

WINDOW = Window(day("2023-01-01"), day("2024-11-20"))


def charts() -> dict[str, Chart | None]:
    evidence = evidence_of()
    lines = evidence.territory()
    events = events_between(evidence.ledger.events.values(), WINDOW.first, WINDOW.last)
    stated = statements.about(evidence, topic="territory", quantities=("area_held",), region="kursk")
    compared = agreement.stretches(lines, WINDOW)
    by_oblast, covered = gains.by_oblast(evidence, WINDOW)
    claimed = evidence.shown("general_staff", "losses", "theatre")
    assert claimed is not None
    found = redraws.candidates(lines, WINDOW)
    (disagreeing,) = redraws.opposed(lines, WINDOW)
    return {
        "steps": steps_chart(lines, found, WINDOW),
        "without": year_without(disagreeing),
        "revisions": revisions_chart(evidence, lines, revised_days(evidence, lines, WINDOW), WINDOW),
        "monthly": monthly_gains(lines, WINDOW, events),
        "years": within_years(gains.within_years(lines, WINDOW.first, WINDOW.last)),
        "pace": pace_chart(lines, WINDOW),
        "oblasts": by_oblast_chart(
            by_oblast,
            {r.id: r.name for r in evidence.ledger.regions.values()},
            covered,
            gains.of_the_country(evidence, covered),
        ),
        "kursk": kursk_area(evidence.kursk(), stated, WINDOW),
        "apart": apart_chart(compared),
        "russia": present_chart(evidence, "russia"),
        "ukraine": present_chart(evidence, "ukraine"),
        "sent": sent_chart(evidence),
        "korea": north_korean_chart(evidence),
        "theatre": theatre_chart(evidence),
        "losses": monthly_losses_chart(claimed, WINDOW),
        "kursk losses": kursk_losses_chart(evidence),
        "claims": claims_overview(check_claims(evidence, load_choices(ROOT), "wubi-2024-11-20"), evidence),
    }


@pytest.fixture(scope="module")
def drawn() -> dict[str, Chart | None]:
    return charts()


def bundles(drawn: dict[str, Chart | None]) -> dict[str, tuple[str, dict[str, object]]]:
    told = {}
    for name, chart in drawn.items():
        assert chart is not None, name
        data, metadata = chart._repr_mimebundle_()
        told[name] = data["image/svg+xml"], metadata["frontline"]
    return told


def test_every_chart_says_what_is_to_be_seen_and_brings_its_data(drawn: dict[str, Chart | None]) -> None:
    for name, (_, carried) in bundles(drawn).items():
        assert re.search(r"\d", str(carried["alt"])), f"{name}: alt text without a number"
        assert len(str(carried["alt"])) > 60, name
        assert str(carried["foot"]).startswith("Source: "), name
        table = carried["data"]
        assert isinstance(table, dict)
        assert table["rows"], name
        assert {len(row) for row in table["rows"]} == {len(table["columns"])}, name


def test_no_two_charts_share_title_alt_or_id(drawn: dict[str, Chart | None]) -> None:
    told = [carried for _, carried in bundles(drawn).values()]
    for part in ("id", "title", "alt"):
        assert len({str(one[part]) for one in told}) == len(told), part


def test_charts_are_well_formed_svg_and_the_same_bytes_twice(drawn: dict[str, Chart | None]) -> None:
    again = bundles(charts())
    for name, (svg, _) in bundles(drawn).items():
        assert ElementTree.fromstring(svg).tag.endswith("svg")
        assert svg == again[name][0], name


def test_letters_of_charts_are_text_that_pages_bring_the_typeface_of(drawn: dict[str, Chart | None]) -> None:
    for name, (svg, _) in bundles(drawn).items():
        root = ElementTree.fromstring(svg)
        texts = [text for text in root.iter() if text.tag.endswith("}text")]
        assert texts, name
        assert root.get("font-family") == f"{FAMILY}, sans-serif", name
        assert faces_of(svg), name
        missing = {letter for text in texts for letter in text.text or "" if ord(letter) not in CHARACTERS}
        assert not missing, f"{name}: letters that the page's typeface lacks"
        assert not re.search(r'd="[^"]*\.\d{3}', svg), f"{name}: more digits than the eye can use"


def marks_of(carried: dict[str, object]) -> list[list[int]]:
    marks = carried["marks"]
    assert isinstance(marks, list)
    return marks


def test_every_mark_lies_on_the_drawing_and_stands_for_a_row_of_the_data(drawn: dict[str, Chart | None]) -> None:
    for name, (svg, carried) in bundles(drawn).items():
        box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
        table = carried["data"]
        assert box, name
        assert isinstance(table, dict)
        marks = marks_of(carried)
        assert marks, name
        assert all(0 <= x <= float(box[1]) and 0 <= y <= float(box[2]) for x, y, _ in marks), name
        assert {row for *_, row in marks} <= set(range(len(table["rows"]))), name


def test_a_mark_stands_where_its_value_is_drawn(drawn: dict[str, Chart | None]) -> None:
    _, carried = bundles(drawn)["losses"]
    table, marks = carried["data"], marks_of(carried)
    assert isinstance(table, dict)
    values = [value for *_, value in table["rows"]]
    across, down, rows = (list(one) for one in zip(*marks, strict=True))
    assert rows == list(range(len(values)))
    assert across == sorted(set(across)), "a month further on stands further right"
    slope, start = np.polyfit(values, down, 1)
    assert slope < 0, "more stands higher"
    assert np.abs(start + slope * np.array(values) - down).max() <= 1, "points: a mark's place is rounded to one"


def test_a_missing_value_is_not_marked_and_one_beyond_the_panel_stands_at_its_edge() -> None:
    drawn, (axes,) = figure(2.0)
    axes.set_xlim(0, 10)
    axes.set_ylim(0, 1)
    drawn.draw_without_rendering()
    marks = placed(drawn, [Marks(axes, [0, 5, 12, 10], [0.5, None, 0.5, float("nan")], [7, 8, 9, 10])])
    assert [row for *_, row in marks] == [7, 9]
    (left, high, _), (right, same, _) = marks
    assert high == same
    box = axes.get_position()
    assert [left, right] == [round(edge * WIDTH * POINTS) for edge in (box.x0, box.x1)]


def test_every_colour_has_a_name_that_a_page_may_swap(drawn: dict[str, Chart | None]) -> None:
    for name, (svg, carried) in bundles(drawn).items():
        colours = carried["colours"]
        assert isinstance(colours, dict)
        used = {colour.lower() for colour in re.findall(r"#[0-9a-fA-F]{6}\b", svg)}
        assert used <= set(colours) | {"#000000"}, name


def test_plain_jupyter_gets_title_and_source_as_words(drawn: dict[str, Chart | None]) -> None:
    chart = drawn["monthly"]
    assert chart is not None
    above, below = captions(chart)
    assert chart.title in above.markdown
    assert chart.foot in below.markdown


def test_the_monthly_title_follows_the_data() -> None:
    slow = steady("2022-12-31", "2023-06-30", 0, 1)
    chart = monthly_gains([slow], Window(day("2023-01-01"), day("2023-06-30")), [])
    assert chart is not None
    assert chart.title == "January 2023 brought the largest gain of these months: 31 km² on ISW’s map"


def test_a_single_month_is_not_called_the_largest() -> None:
    line = steady("2022-12-31", "2023-06-30", 0, 1)
    chart = monthly_gains([line], Window(day("2023-01-01"), day("2023-01-05")), [])
    assert chart is not None
    assert chart.title == "1–5 January 2023: 5 km² on ISW’s map"
    assert chart.alt == "Bars of the net gain of 1–5 January 2023: 5 km² (ISW as published)."
    assert "fainter" not in chart.subtitle, "there is no other bar"
    assert {patch.get_alpha() for patch in chart.figure.axes[0].patches} == {None}


def test_months_that_are_not_whole_are_fainter_and_told_by_their_days() -> None:
    line = steady("2022-12-31", "2023-06-30", 0, 1)
    chart = monthly_gains([line], Window(day("2023-01-15"), day("2023-03-05")), [])
    assert chart is not None
    assert chart.subtitle.endswith(
        "The first month is counted from 15 January and the last month is counted to 5 March, "
        "and their bars are fainter."
    )
    assert [row[:2] for row in chart.rows] == [
        ["2023-01-15", "2023-01-31"],
        ["2023-02-01", "2023-02-28"],
        ["2023-03-01", "2023-03-05"],
    ]
    assert [patch.get_alpha() for patch in chart.figure.axes[0].patches[:3]] == [PART, None, PART]


def test_a_border_day_that_a_series_lacks_is_told() -> None:
    evidence = evidence_of()
    chart = monthly_gains(evidence.territory(), WINDOW, [])
    assert chart is not None
    assert "ISW geodesic has no row of 30 September 2024 (told by 29 September 2024)." in chart.foot
    line = next(line for line in evidence.territory() if line.id == "isw_layers")
    whole = monthly_gains([line], Window(day("2023-12-01"), day("2024-08-31")), [])
    assert whole is not None
    assert "has no row" not in whole.foot


def test_the_fastest_pace_is_that_of_all_lines_and_not_of_the_first() -> None:
    window = Window(day("2023-03-01"), day("2023-06-30"))
    lead = steady("2022-12-31", "2023-06-30", 0, 1)
    days = pd.date_range("2022-12-31", "2023-06-30")
    slowing = {f"{one:%Y-%m-%d}": 9.0 * place if place < 90 else 810 + 0.0 * place for place, one in enumerate(days)}
    other = series_of(slowing, name="deepstate", mapper="DeepState", quantity="control", label="DeepState daily")
    chart = pace_chart([lead, other], window)
    assert chart is not None
    assert chart.title == (
        "Pace in km² a day on 1 March 2023 and 30 June 2023: 1.0 and 1.0 (ISW as published), 9.0 and 0.0 (DeepState "
        "daily); highest 9.0 on 1 March 2023 (DeepState daily)"
    )
    assert "other series" not in chart.subtitle


def test_paces_that_go_opposite_ways_are_told_apart() -> None:
    evidence = evidence_of("2023-01-05")
    chart = pace_chart(evidence.territory(), Window(evidence.since, evidence.as_of))
    assert chart is not None
    assert chart.title.startswith(
        "Pace in km² a day on 1 January 2023 and 5 January 2023: 1.1 and 4.4 (ISW as published), 7.8 and 5.5 "
        "(DeepState archive); highest 7.8 on 1 January 2023 (DeepState archive)"
    )


def test_a_pace_is_told_by_the_line_that_reaches_the_end_and_from_its_first_day() -> None:
    evidence = evidence_of("2026-08-21")
    chart = pace_chart(evidence.territory(), Window(evidence.since, evidence.as_of))
    assert chart is not None
    assert " on 1 January 2023 and 21 August 2026: " in chart.title
    assert ", 5.7 on 6 August 2024 and −0.4 (DeepState daily); highest " in chart.title


def test_a_pace_over_missing_days_is_not_the_fastest_for_being_that_of_more_days() -> None:
    evidence = evidence_of()  # ISW geodesic has no row of 6 to 9 October 2024
    chart = pace_chart(evidence.territory(), WINDOW)
    assert chart is not None
    assert chart.title.endswith(
        "; highest 23.1 on 8 November 2024 (ISW as published) and 15 November 2024 (DeepState archive)"
    )
    assert "divided by the days between the two rows" in chart.foot
    whole = next(line for line in evidence.territory() if line.id == "isw_published")
    alone = pace_chart([whole], WINDOW)
    assert alone is not None
    assert "without a row" not in alone.foot


def test_the_fastest_pace_on_the_last_day_is_told_of_its_line() -> None:
    window = Window(day("2023-03-01"), day("2023-06-30"))
    lead = steady("2022-12-31", "2023-06-30", 0, 1)
    days = pd.date_range("2022-12-31", "2023-06-30")
    growing = {f"{one:%Y-%m-%d}": 0.1 * place**2 for place, one in enumerate(days)}
    other = series_of(growing, name="deepstate", mapper="DeepState", quantity="control", label="DeepState daily")
    chart = pace_chart([lead, other], window)
    assert chart is not None
    assert chart.title.endswith("; the last of DeepState daily is the highest")


@pytest.mark.parametrize(
    ("as_of", "edge", "rows", "names"),
    [
        ("2023-01-05", 32, 6, ["1 Jan", "8 Jan", "15 Jan", "22 Jan", "29 Jan"]),
        ("2023-03-20", 91, 3, ["Jan", "Feb", "Mar"]),
        ("2024-11-20", 366, 13, ["Jan", "Mar", "May", "Jul", "Sep", "Nov"]),
    ],
)
def test_years_reach_as_far_as_their_lines(as_of: str, edge: int, rows: int, names: list[str]) -> None:
    evidence = evidence_of(as_of)
    told = gains.within_years(evidence.territory(), evidence.since, evidence.as_of)
    chart = within_years(told)
    assert chart is not None
    axes = chart.figure.axes[0]
    assert axes.get_xlim() == (0, edge)
    texts = [text.text or "" for text in ElementTree.fromstring(chart.svg).iter() if text.tag.endswith("}text")]
    assert [text for text in texts if re.fullmatch(r"(\d+ )?[A-Z][a-z]{2}", text)][: len(names)] == names
    assert len(chart.rows) == rows
    lasts = [[row[place] for row in chart.rows if row[place] is not None][-1] for place in range(1, len(told) + 1)]
    assert lasts == [line.values.iloc[-1] for line in told], "the data reach the end of every line"


def test_a_whole_year_is_not_called_so_far() -> None:
    evidence = evidence_of("2024-12-31")
    chart = within_years(gains.within_years(evidence.territory(), evidence.since, evidence.as_of))
    assert chart is not None
    assert chart.title.startswith("2024 and all of 2023: 3,735 km²")


def test_series_of_one_mapper_are_told_apart(drawn: dict[str, Chart | None]) -> None:
    chart = drawn["pace"]
    assert chart is not None
    assert "other series: thinner, dashed" in chart.subtitle
    lines = [line for line in chart.figure.axes[0].get_lines() if len(line.get_xdata()) > 2]  # type: ignore[arg-type]
    assert [line.is_dashed() for line in lines] == [False, True, False, True]
    assert len({line.get_color() for line in lines}) == 4


def test_maps_are_apart_by_the_difference_of_their_gains_in_the_window() -> None:
    window = Window(day("2023-01-01"), day("2023-12-31"))
    one = series_of({"2022-12-31": 0.0, "2023-01-01": 91.0, "2023-12-31": 100.0})
    other = steady("2022-12-31", "2023-12-31", 0, 0, mapper="DeepState", label="DeepState archive")
    pair = agreement.Pair(one, other)
    chart = apart_chart([agreement.Stretch(pair, window)])
    assert chart is not None
    gains_ = [gain.value for gain in pair.gains(window)]
    assert pair.apart(window).iloc[-1] == gains_[0] - gains_[1] == 100.0
    assert chart.title == "2023: ISW’s map gained 100 km² more than DeepState’s"


def test_a_wait_of_days_is_told_in_days() -> None:
    evidence = evidence_of("2025-03-10", region="donetsk", since=dt.date(2024, 7, 7))
    chart = revisions_chart(evidence, evidence.territory(), [], Window(day("2024-07-08"), day("2025-03-10")))
    assert chart is not None
    assert chart.title == "No day revised; the first records came up to 2 days after their day"
    assert chart.columns[1:] == ["DeepState daily, days to the record"]
    assert "first recorded 1 day after the first day shown" in chart.alt
    ticks = chart.figure.axes[0].get_yticks()
    assert [float(tick).is_integer() for tick in ticks] == [True] * len(ticks)


def test_days_that_all_waited_alike_and_were_not_revised_are_told_in_a_sentence() -> None:
    evidence = evidence_of(region="donetsk", since=dt.date(2024, 7, 7))
    lines = evidence.territory()
    assert revisions_chart(evidence, lines, [], Window(day("2024-07-08"), day("2024-11-20"))) is None
    words = str(story(evidence, lines, [], [])._repr_mimebundle_()[0]["text/plain"])
    assert "up to 22 August 2026, each day shown 1 day after it." in words


def test_the_data_of_revisions_hold_both_panels(drawn: dict[str, Chart | None]) -> None:
    chart = drawn["revisions"]
    assert chart is not None
    assert chart.columns[-2:] == ["Series revised", "Change, km²"]
    revised = [(row[0], *row[-2:]) for row in chart.rows if row[-1] is not None]
    assert revised[-1] == ("2024-11-09", "ISW as published", 1453.18)
    assert len(revised) == 4
    assert [mark.axes for mark in chart.marks][-1] is chart.figure.axes[0]
    assert "at most 2.6 years" in chart.alt
    assert "ISW as published was first recorded 2.5 years after the first day shown and 0.6 years after" in chart.alt


def test_an_oblast_is_shown_among_the_others_and_kursk_among_none() -> None:
    window = Window(day("2024-07-08"), day("2024-11-20"))
    whole, _ = gains.by_oblast(evidence_of(), window)
    one, _ = gains.by_oblast(evidence_of(region="donetsk"), window)
    assert [gain.series.region for gain in one] == [gain.series.region for gain in whole]
    assert gains.by_oblast(evidence_of(region="kursk"), window)[0] == []


def test_a_share_of_oblasts_is_not_taken_for_one_of_the_country(drawn: dict[str, Chart | None]) -> None:
    chart = drawn["oblasts"]
    assert chart is not None
    assert chart.title == (
        "84% of the net gain since 8 July 2024 lies in Donetsk oblast: 1,514 km² of the 1,805 km² in the 8 oblasts "
        "measured"
    )
    said = (
        "sum to 1,805.3 km²; for all of Ukraine the same series gives 1,801.5 km², as the net gain outside all of them "
        "is −3.8 km². Each number is rounded by itself."
    )
    assert said in chart.foot
    assert said in chart.alt


def test_oblasts_without_a_bar_are_named_and_are_in_the_data(drawn: dict[str, Chart | None]) -> None:
    chart = drawn["oblasts"]
    assert chart is not None
    said = "No bar: at most half a km² either way in Dnipropetrovsk oblast, Mykolaiv oblast and Sumy oblast."
    assert said in chart.foot
    assert said in chart.alt
    assert [row[0] for row in chart.rows[5:]] == ["Dnipropetrovsk oblast", "Mykolaiv oblast", "Sumy oblast"]
    assert len(chart.figure.axes[0].patches) == 5
    all_drawn = by_oblast_chart(
        [steady("2024-01-01", "2024-02-01", 0, 1).gain(day("2024-01-02"), day("2024-02-01"))],
        {"ukraine": "A"},
        Window(day("2024-01-02"), day("2024-02-01")),
    )
    assert all_drawn is not None
    assert "No bar" not in all_drawn.foot


def test_a_title_over_statements_names_no_number_that_nobody_stated() -> None:
    evidence = evidence_of("2025-03-10")
    sent, korea = sent_chart(evidence), north_korean_chart(evidence)
    assert sent is not None
    assert korea is not None
    assert ": 5,000 to 70,000, in" in sent.title
    assert ": 1,000 to 12,000, in" in korea.title
    # what a statement leaves open stays open in the title
    present = present_chart(evidence_of("2025-03-10"), "russia")
    assert present is not None
    assert ": from up to 4,000 to more than 60,000, in" in present.title
    assert "60,000–70,000" in sent.alt
    assert 65_000 not in {row[sent.columns.index("Stated")] for row in sent.rows}


def test_claimed_losses_in_kursk_are_told_apart_by_army_and_by_what_was_counted() -> None:
    chart = kursk_losses_chart(evidence_of("2025-03-10"))
    assert chart is not None
    assert "20,842 to more than 38,000 Russian casualties; 7,905 Russian killed; " in chart.title
    assert chart.title.endswith("; more than 50,000 Ukrainian casualties")
    assert "20,842: told as killed and wounded, though 717 prisoners are in the sum" in chart.foot
    kinds = [tuple(row[place] for place in map(chart.columns.index, ("Whose", "What"))) for row in chart.rows]
    assert len(list(itertools.groupby(kinds))) == len(set(kinds)) > 3


def test_a_row_of_north_koreans_says_where_they_were_and_as_what() -> None:
    chart = north_korean_chart(evidence_of())
    assert chart is not None
    told = {tuple(row[place] for place in map(chart.columns.index, ("Where", "What"))) for row in chart.rows}
    assert ("Kursk", "present") in told
    assert len(told) > 2


def test_a_month_that_is_not_whole_is_said_to_be_a_part() -> None:
    claimed = evidence_of().shown("general_staff", "losses", "theatre")
    assert claimed is not None
    part = monthly_losses_chart(claimed, WINDOW)
    whole = monthly_losses_chart(claimed, Window(WINDOW.first, day("2024-10-31")))
    days = monthly_losses_chart(claimed, Window(WINDOW.first, day("2023-01-05")))
    assert part is not None
    assert whole is not None
    assert days is not None
    assert "The last month is counted to 20 November, and its bar is fainter." in part.subtitle
    assert part.rows[-1][:2] == ["2024-11-01", "2024-11-20"]
    assert "fainter" not in days.subtitle
    assert "The last month is counted to 20 November." in part.alt
    assert "counted to" not in whole.subtitle + whole.alt
    assert days.title == "3,760 Russian losses are claimed for 1–5 January 2023"
    assert days.alt == "One bar of the Russian losses claimed for 1–5 January 2023: 3,760. " + (
        "Counted: 1–5 January 2023."
    )


def test_days_of_one_month_are_named_from_first_to_last() -> None:
    claimed = evidence_of().shown("general_staff", "losses", "theatre")
    assert claimed is not None
    titles = [
        chart.title.partition(" claimed for ")[2]
        for first, last in (("2024-02-01", "2024-02-29"), ("2024-02-10", "2024-02-29"), ("2024-02-10", "2024-02-10"))
        if (chart := monthly_losses_chart(claimed, Window(day(first), day(last))))
    ]
    assert titles == ["the whole of February 2024", "10–29 February 2024", "10 February 2024"]


def test_a_first_month_that_is_not_whole_is_said_to_be_a_part() -> None:
    claimed = evidence_of().shown("general_staff", "losses", "theatre")
    assert claimed is not None
    chart = monthly_losses_chart(claimed, Window(day("2023-01-15"), day("2023-06-30")))
    assert chart is not None
    assert "The first month is counted from 15 January, and its bar is fainter." in chart.subtitle
    assert [patch.get_alpha() is not None for patch in chart.figure.axes[0].containers[0]] == [True] + [False] * 5


def test_losses_have_the_colour_of_who_claims_them_and_are_grouped() -> None:
    claimed = evidence_of().shown("general_staff", "losses", "theatre")
    assert claimed is not None
    chart = monthly_losses_chart(claimed, WINDOW)
    assert chart is not None
    bars = chart.figure.axes[0].containers[0]
    assert {to_hex(bar.get_facecolor()) for bar in bars} == {SIDES["ukraine"][0]}
    assert cell_text(chart.rows[0][2]) == "21,540"


def test_no_name_of_the_ledger_is_cut_beside_the_axis() -> None:
    evidence = evidence_of("2025-03-10")
    for chart in (present_chart(evidence, "ukraine"), north_korean_chart(evidence), kursk_losses_chart(evidence)):
        assert chart is not None
        texts = [text.text or "" for text in ElementTree.fromstring(chart.svg).iter() if text.tag.endswith("}text")]
        assert len(texts) > len(chart.rows)
        assert not [text for text in texts if "…" in text]


def test_a_number_stated_as_the_most_is_drawn_down_to_nobody() -> None:
    chart = present_chart(evidence_of("2025-03-10"), "ukraine")
    assert chart is not None
    axes = chart.figure.axes[0]
    place = next(place for place, row in enumerate(chart.rows) if row[-1] == "up to")
    line = next(line for line in axes.lines if list(line.get_ydata()) == [place, place])
    assert min(line.get_xdata()) == 0
    assert axes.get_xlim()[0] <= 0
    assert "an arrow" not in chart.subtitle, "no end is open upwards"


def test_no_data_draws_no_chart() -> None:
    nothing = Window(day("2020-01-01"), day("2020-06-30"))
    line = steady("2022-12-31", "2023-06-30", 0, 1)
    assert monthly_gains([line], nothing, []) is None
    assert pace_chart([line], nothing) is None
    assert kursk_area([], [], nothing) is None
    assert within_years([]) is None
    assert steps_chart([line], [], nothing) is None
    assert revisions_chart(evidence_of(), [], [], nothing) is None
    assert by_oblast_chart([], {}, nothing) is None


def test_a_window_of_two_days_is_drawn() -> None:
    line = steady("2022-12-31", "2023-06-30", 0, 1)
    chart = monthly_gains([line], Window(day("2023-03-05"), day("2023-03-06")), [])
    assert chart is not None
    assert chart.rows == [["2023-03-05", "2023-03-06", 2.0]]
    chart._repr_mimebundle_()


@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=8), st.floats(0.1, 50))
def test_labels_are_pushed_apart_and_keep_their_order(heights: list[float], gap: float) -> None:
    moved = spread(heights, gap)
    order = sorted(range(len(heights)), key=lambda place: (heights[place], place))
    placed = [moved[place] for place in order]
    assert all(b - a >= gap - 1e-6 * max(1, abs(a)) for a, b in itertools.pairwise(placed))


def test_labels_that_do_not_touch_stay() -> None:
    assert spread([1.0, 10.0, 5.0], 2.0) == [1.0, 10.0, 5.0]


def test_the_largest_steps_between_the_mappers_are_found() -> None:
    one, other = evidence_of().territory()[0], evidence_of().territory()[2]
    values = agreement.Pair(one, other).apart(Window(day("2023-01-01"), day("2023-12-31")))
    found = dict(largest_steps(values))
    assert any(
        abs((when - pd.Timestamp("2023-06-07")).days) <= 3 and step < -300 for when, step in found.items()
    )  # ISW's −583 of 6-9 June 2023 against DeepState's −132


@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=1, max_size=120), st.integers(1, 40))
def test_an_outline_has_the_last_value_of_each_month_the_first_the_lowest_and_the_highest(
    values: list[float | None], apart: int
) -> None:
    days = pd.date_range("2023-01-20", periods=len(values), freq=f"{apart}D", name="day")
    frame = pd.DataFrame({"one": values, "other": values[::-1]}, index=days, dtype=float)
    told = outlined(frame)
    pd.testing.assert_frame_equal(told, frame.loc[told.index])
    for column in frame:
        known = frame[column].dropna()
        assert (told[column].min(), told[column].max()) == (known.min(), known.max()) or known.empty
        assert known.index[:1].isin(told.index).all()
    last = frame.resample("ME").last()
    pd.testing.assert_frame_equal(told.resample("ME").last().reindex(last.index), last, check_freq=False)


def test_the_data_of_a_part_of_a_month_are_told_by_their_own_day() -> None:
    evidence = evidence_of()
    chart = pace_chart(evidence.territory(), WINDOW)
    assert chart is not None
    days = [row[0] for row in chart.rows]
    assert days[-1] == "2024-11-20"
    assert "2024-10-31" in days
    assert "2024-11-30" not in days


def test_the_fastest_pace_is_told_once() -> None:
    evidence = evidence_of(region="donetsk", since=day("2024-07-07"))
    chart = pace_chart(evidence.territory(), Window(day("2024-07-07"), day("2024-11-20")))
    assert chart is not None
    assert chart.title == (
        "Pace in km² a day on 6 August 2024 and 20 November 2024: 4.9 and 19.4 (DeepState daily); "
        "the last is the highest"
    )
    told = [float(str(row[1])) for row in chart.rows]
    assert (min(told), max(told)) == (4.9, 19.4)
