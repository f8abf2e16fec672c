"""What charts and cards say where a series ends before the report does, and how they round."""

import datetime as dt
import re

import pytest
from evidence_of import evidence_of
from series_of import day, steady

from frontline.analysis.series import MeasuredSeries
from frontline.analysis.windows import Window
from frontline.charts.losses import monthly_losses_chart
from frontline.charts.monthly import monthly_gains
from frontline.charts.pace import pace_chart
from frontline.numbers import Cards
from frontline.prose import gains, troops

LATEST = evidence_of("2026-08-21")
WINDOW = Window(day("2023-01-01"), day("2026-08-21"))


@pytest.fixture(scope="module")
def claimed() -> MeasuredSeries:
    line = LATEST.shown("general_staff", "losses", "theatre")
    assert line is not None
    assert line.last == dt.date(2026, 8, 8)
    return line


def test_a_whole_last_month_is_drawn_whole_where_the_data_end_before_the_report(claimed: MeasuredSeries) -> None:
    chart = monthly_losses_chart(claimed, WINDOW)
    assert chart is not None
    assert chart.rows[-1][:2] == ["2026-07-01", "2026-07-31"]
    assert "fainter" not in chart.subtitle
    assert "counted to" not in chart.subtitle + chart.alt
    assert chart.subtitle.endswith("Data to 8 August 2026.")
    assert chart.alt.endswith("Data to 8 August 2026.")
    assert {patch.get_alpha() for patch in chart.figure.axes[0].patches} == {None}


def test_the_grid_does_not_show_through_a_pale_bar(claimed: MeasuredSeries) -> None:
    until = claimed.until(day("2024-11-20"))
    assert until is not None
    chart = monthly_losses_chart(until, Window(day("2023-01-01"), day("2024-11-20")))
    assert chart is not None
    (pale,) = [patch for patch in chart.figure.axes[0].patches if patch.get_alpha() is not None]
    beneath = [
        patch
        for patch in chart.figure.axes[0].patches
        if patch is not pale and patch.get_extents().bounds == pale.get_extents().bounds
    ]
    assert [patch.get_alpha() for patch in beneath] == [None]


def test_claimed_losses_that_end_early_are_told_to_their_last_day(claimed: MeasuredSeries) -> None:
    cards = troops.headline(troops.Report(LATEST, claimed))
    assert isinstance(cards, Cards)
    (card,) = [card for card in cards.cards if card.label == "Russian losses claimed for 2026 so far"]
    assert card.note == "General Staff of Ukraine, to 8 August 2026, where the data end"


def test_months_of_gains_are_counted_to_the_last_day_drawn() -> None:
    line = steady("2022-12-31", "2023-05-31", 0, 1)
    chart = monthly_gains([line], Window(day("2023-01-01"), day("2023-06-10")), [])
    assert chart is not None
    assert "counted to" not in chart.subtitle


def test_the_pace_is_rounded_once_on_card_and_in_chart() -> None:
    evidence = evidence_of()
    lines = evidence.territory()
    chart = pace_chart(lines, Window(evidence.since, evidence.as_of))
    cards = gains.headline(evidence, lines)
    assert chart is not None
    assert isinstance(cards, Cards)
    (card,) = [one for one in cards.cards if "the last" in one.label and one.note == "ISW geodesic"]
    told = re.search(r"ISW geodesic: .*?last (\S+)\.(?: |$)", chart.alt)
    assert told is not None
    assert told[1] == card.number.bare
    assert chart.rows[-1][list(chart.columns).index("ISW geodesic")] == float(told[1])


def test_claimed_losses_are_stated_and_not_measured(claimed: MeasuredSeries) -> None:
    gain = claimed.gain(day("2024-01-01"), day("2024-11-20"))
    assert gain.end.number().kind == "stated"
    assert isinstance(gain.end.input()["value"], int)  # nobody is counted in tenths
    assert gain.number().kind == "computed"
    assert str(gain.number().formula).endswith(", of totals claimed by the General Staff of Ukraine")
    assert steady("2022-12-31", "2023-05-31", 0, 1).level(day("2023-01-01")).number().kind == "measured"


@pytest.mark.parametrize(
    ("until", "first"), [("2023-02-05", ["2023-01-02", "2023-01-03"]), ("2023-06-30", ["2023-01-02", "2023-01-31"])]
)
def test_the_data_of_few_days_are_told_day_by_day(until: str, first: list[str]) -> None:
    line = steady("2022-12-02", "2023-06-30", 0, 1)
    chart = pace_chart([line], Window(day("2023-01-02"), day(until)))
    assert chart is not None
    assert (chart.columns[0], [row[0] for row in chart.rows[:2]]) == ("Day", first)
    assert len(chart.rows) == len(chart.marks[0].xs)
