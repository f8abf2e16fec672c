from functools import cache
from xml.etree import ElementTree

import pytest
from evidence_of import ROOT, evidence_of
from matplotlib.backends.backend_agg import FigureCanvasAgg

from frontline.analysis.choices import load_choices
from frontline.analysis.claims import CheckedClaim, check_claims
from frontline.analysis.forensics import forensics
from frontline.analysis.scoreboard import by_origin, scoreboard
from frontline.analysis.verdicts import holds
from frontline.charts import curve as curves
from frontline.charts.chart import Chart
from frontline.charts.curve import curve
from frontline.charts.look import BAND, GRID
from frontline.charts.scoreboard import scoreboard_chart
from frontline.numbers import Number, Worded
from frontline.prose import forensics as traced
from frontline.prose import scoreboard as scored

ARTICLE = "wubi-2024-11-20"


@cache
def checked() -> dict[str, CheckedClaim]:
    found = check_claims(evidence_of(), load_choices(ROOT), ARTICLE)
    return {one.claim.id: one for one in found}


@cache
def drawn(name: str) -> Chart:
    chart = curve(checked()[name])
    assert chart is not None
    return chart


CURVES = ("C03", "C04", "C05", "C06", "C17", "C20")


@pytest.mark.parametrize("name", CURVES)
def test_a_curve_holds_every_reading_with_a_value_in_order_of_size(name: str) -> None:
    values = [row[5].value for row in drawn(name).rows if isinstance(row[5], Number)]
    expected = [reading.value for reading in checked()[name].readings if reading.value is not None]
    assert values == sorted(expected)


@pytest.mark.parametrize("name", CURVES)
def test_a_curve_says_how_many_readings_that_count_lie_within(name: str) -> None:
    one = checked()[name]
    assert one.stated is not None
    held = sum(holds(reading, one.stated) for reading in one.counted)
    valued = sum(reading.value is not None for reading in one.counted)
    title = drawn(name).title
    if held == 0:
        assert "none of the" in title or "outside" in title
    elif held == valued:
        assert any(word in title for word in ("all", "both", "the one"))
    else:
        assert f"{held} of the {valued}" in title
    assert ("no value" in title) == (valued < len(one.counted))


@pytest.mark.parametrize("name", CURVES)
def test_a_curve_tells_each_reading_in_words_and_with_its_address(name: str) -> None:
    one, chart = checked()[name], drawn(name)
    valued = [reading for reading in one.readings if reading.value is not None]
    assert len(chart.numbers) == len(valued)
    assert all(number.inputs for number in chart.numbers)
    for number in chart.numbers:
        assert number.bare in chart.alt
    _, metadata = chart._repr_mimebundle_()
    assert len(metadata["frontline"]["numbers"]) == len({number.id for number in chart.numbers})


def test_a_reading_without_value_is_named_below_the_curve() -> None:
    foot = drawn("C03").foot.replace("\N{NO-BREAK SPACE}", " ")
    assert foot.endswith("blue: ISW. No value: DeepState, no ratio can be taken, since its gain of 2023 is −186 km².")


@pytest.mark.parametrize("name", CURVES)
def test_a_curve_explains_the_marks_that_it_draws_and_no_others(name: str) -> None:
    chart, standings = drawn(name), {str(row[4]) for row in drawn(name).rows}
    words = {"equivalent": "circles", "inferior": "diamonds", "other question": "crosses"}
    assert {standing for standing, word in words.items() if word in chart.subtitle} == standings
    mappers = {str(row[0]) for row in chart.rows}
    assert {mapper for mapper in ("ISW", "DeepState") if f": {mapper}" in chart.foot.split(". No value")[0]} == mappers


def test_what_others_stated_stands_on_the_same_axis() -> None:
    chart = drawn("C05")
    assert "Others stated" in chart.alt
    assert "584" in chart.alt
    assert "what others stated" in chart.subtitle


@pytest.mark.parametrize("name", CURVES)
def test_a_curve_takes_at_most_half_a_page_and_is_well_formed(name: str) -> None:
    chart = drawn(name)
    width, height = chart.figure.get_size_inches()
    assert height <= 5.0
    assert width < 7.0
    ElementTree.fromstring(chart.svg)


def test_fewer_than_three_readings_are_left_to_a_table() -> None:
    told = [one for one in checked().values() if 0 < len(one.readings) < curves.FEWEST]
    assert told
    assert all(curve(one) is None for one in told)
    assert curve(checked()["C01"]) is None


def test_the_scoreboard_draws_every_covered_statement_and_fits_a_page() -> None:
    for as_of in ("2024-11-20", "2026-08-01"):
        scores = scoreboard(evidence_of(as_of))
        chart = scoreboard_chart(by_origin(scores))
        assert chart is not None
        assert {row[1] for row in chart.rows} == {score.statement.figure.id for score in scores if score.covered}
        assert chart.figure.get_size_inches()[1] < 9.0
        assert f"{sum(bool(score.by) for score in scores)} of " in chart.title
        ElementTree.fromstring(chart.svg)


def test_nothing_to_score_draws_nothing() -> None:
    assert scoreboard_chart([]) is None
    assert scored.origin_table([]) is None
    assert scored.definition_table([]) is None
    assert traced.article_table([], evidence_of()) is None
    assert traced.all_table([], evidence_of()) is None
    assert traced.other_measure([], evidence_of()) is None


def test_the_tables_of_the_forensics_split_the_article_from_the_others() -> None:
    evidence = evidence_of()
    findings = forensics(evidence.figures(), evidence)
    mine = traced.of_article(findings, list(checked().values()))
    others = traced.of_others(findings, mine)
    assert {one.figure.id for one in mine} == {"F001", "F003", "F004", "F005", "F006", "F007", "F008", "F009"}
    assert len(mine) + len(others) == len(findings)
    table = traced.all_table(others, evidence)
    assert table is not None
    assert len(table.rows) == len(others)


def test_columns_are_explained_once_where_both_tables_stand() -> None:
    evidence = evidence_of()
    findings = forensics(evidence.figures(), evidence)
    alone, second = (traced.all_table(findings, evidence, explained=explained) for explained in (False, True))
    assert alone is not None
    assert second is not None
    assert alone.foot.startswith(traced.FOOT)
    assert second.foot.startswith("Columns as below the table of the article’s numbers.")
    assert alone.foot.removeprefix(traced.FOOT) == second.foot.removeprefix(traced.EXPLAINED) != ""


def test_the_593_is_told_as_what_was_still_held_and_unproven() -> None:
    evidence = evidence_of()
    findings = forensics(evidence.figures(), evidence)
    told = traced.other_measure(traced.of_article(findings, list(checked().values())), evidence)
    assert told is not None
    assert told.markdown.startswith("**Some [593")
    (stated,) = [number for number in told.numbers if number.id == "stated-F001"]
    assert stated.inputs[0]["url"]
    assert "593.9" in told.markdown
    assert "still held by Ukraine" in told.markdown
    assert "coincidence" in told.markdown
    assert "unproven" in told.markdown
    assert [number.value for number in told.numbers if number.id.startswith("match-")] == [593.88]


def test_the_scoreboards_tables_add_up() -> None:
    scores = scoreboard(evidence_of("2026-08-01"))
    by_origins = scored.origin_table(by_origin(scores))
    assert by_origins is not None
    for row in by_origins.rows:
        covered, obtained, coarsely, near, missing = (int(str(row[at])) for at in (2, 3, 4, 5, 6))
        assert covered == obtained + near + missing
        assert coarsely <= obtained
    definitions = scored.definition_table(scores)
    assert definitions is not None
    assert all(int(str(row[1])) >= int(str(row[2])) >= int(str(row[3])) for row in definitions.rows)


def test_a_number_that_three_pages_repeat_is_one_row_of_the_forensics() -> None:
    evidence = evidence_of("2025-03-10")
    findings = forensics(evidence.figures(), evidence)
    table = traced.all_table(traced.of_others(findings, []), evidence)
    assert table is not None
    repeated = [row for row in table.rows if isinstance(row[0], Number) and row[0].bare == "4,168"]
    assert len(repeated) == 1
    told = traced.summary(findings)
    assert told is not None
    (stated,) = [number for number in told.numbers if number.id == "forensics-stated"]
    assert stated.value == len(table.rows) < len(findings)


def test_what_was_stated_of_a_region_names_it_and_what_it_is() -> None:
    evidence = evidence_of()
    table = traced.all_table(traced.of_others(forensics(evidence.figures(), evidence), []), evidence)
    assert table is not None
    told = {row[0].id: (row[0].bare, row[1]) for row in table.rows if isinstance(row[0], Number)}
    assert told["stated-F049"] == ("478", "gain")
    assert told["stated-F050"] == ("324", "gain, Donetsk oblast")
    assert told["stated-F142"] == ("800", "level, Kursk oblast")
    chart = scoreboard_chart(by_origin(scoreboard(evidence)))
    assert chart is not None
    rows = {row[1]: dict(zip(chart.columns, row, strict=True)) for row in chart.rows}
    assert (rows["F050"]["What"], rows["F050"]["Region"]) == ("gain", "Donetsk oblast")
    words = [text.get_text().replace("\N{NO-BREAK SPACE}", " ") for text in chart.figure.axes[0].texts]
    assert "324 km² gain, Donetsk oblast, 1 Oct – 27 Oct 2024" in words


def test_a_value_and_how_far_it_is_off_have_the_same_digits() -> None:
    evidence = evidence_of("2025-03-10")
    table = traced.all_table(traced.of_others(forensics(evidence.figures(), evidence), []), evidence)
    assert table is not None
    for row in table.rows:
        if isinstance(row[3], Worded):
            assert len(str(row[4]).partition(".")[2]) == row[3].number.digits
    told = {row[0].id: row[4] for row in table.rows if isinstance(row[0], Number)}
    assert told["stated-F017"] == "−0.04"  # 7 times: 6.96


def test_the_zero_line_of_the_scoreboard_is_whole_and_no_line_doubles_the_axis() -> None:
    chart = scoreboard_chart(by_origin(scoreboard(evidence_of())))
    assert chart is not None
    axes = chart.figure.axes[0]
    bars = [line.get_zorder() for line in axes.lines if line.get_color() == BAND]
    (zero,) = [line for line in axes.lines if list(line.get_xdata()) == [0, 0]]
    assert zero.get_zorder() > max(bars)
    between = [line for line in axes.lines if list(line.get_xdata()) == [0, 1] and line.get_color() == GRID]
    assert len(between) == len({row[0] for row in chart.rows}) - 1


def test_rows_too_many_to_be_named_say_where_their_names_are() -> None:
    few, many = (scoreboard_chart(by_origin(scoreboard(evidence_of(day)))) for day in ("2024-11-20", "2025-03-10"))
    assert few is not None
    assert many is not None
    assert "the chart’s data has them in this order" in many.subtitle
    assert "the chart’s data has them" not in few.subtitle


def test_what_others_stated_far_off_does_not_stretch_the_scale() -> None:
    later = {
        one.claim.id: one for one in check_claims(evidence_of("2025-03-10"), load_choices(ROOT), "wubi-2024-11-20")
    }
    chart = curve(later["C04"])
    assert chart is not None
    low, high = chart.figure.axes[0].get_ylim()
    assert high - low < 1500  # readings from 2,265 to 2,874; a belligerent's 4,500 stands at the edge
    words = [text.get_text() for text in chart.figure.axes[0].texts]
    assert "Russia: Ministry of Defence: almost 4,500, off the scale" in words
    beyond = [text.xy[1] for text in chart.figure.axes[0].texts if text.get_text().endswith("off the scale")]
    dots = {line.get_ydata()[0] for line in chart.figure.axes[0].lines if line.get_marker() == "o"}
    assert len(beyond) == 2
    assert len({dot for dot in dots if dot > 2900}) == 2, "each has a dot of its own"
    assert "AFP, from ISW data: more than 2,660" in words


def test_no_end_of_the_band_strikes_through_a_number_and_no_patch_lies_on_it() -> None:
    axes = drawn("C06").figure.axes[0]
    stated = checked()["C06"].stated
    assert stated is not None
    canvas = FigureCanvasAgg(drawn("C06").figure)
    canvas.draw()
    end = axes.transData.transform((0, stated.low))[1]
    boxes = {text.get_text(): text.get_window_extent() for text in axes.texts}
    assert "970" in boxes
    assert [name for name, box in boxes.items() if box.y0 < end < box.y1] == []
    assert all(text.get_bbox_patch() is None for text in axes.texts)
