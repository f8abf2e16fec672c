import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from series_of import day, series_of, steady

from frontline.analysis.gains import monthly, pace, within_years
from frontline.analysis.series import MeasuredSeries
from frontline.analysis.windows import Window, month, month_ends, quarters, trailing, year, year_to


def test_a_window_is_the_level_on_its_last_day_less_the_level_on_the_eve_of_its_first() -> None:
    line = series_of({"2023-12-31": 100.0, "2024-01-01": 103.0, "2024-01-02": 104.5})
    assert line.gain(day("2024-01-01"), day("2024-01-02")).value == 4.5
    assert line.gain(day("2024-01-02"), day("2024-01-02")).value == 1.5


def test_a_missing_day_takes_the_last_earlier_value_and_says_which_row_that_was() -> None:
    line = series_of({"2023-12-30": 100.0, "2024-01-03": 110.0})
    gain = line.gain(day("2024-01-01"), day("2024-01-03"))
    assert (gain.base.measured_on, gain.end.measured_on, gain.value) == (day("2023-12-30"), day("2024-01-03"), 10.0)
    number = gain.number()
    assert [row["day"] for row in number.inputs] == ["2023-12-30", "2024-01-03"]
    assert number.formula == "S(2024-01-03) − S(2023-12-30)"


@given(st.dictionaries(st.integers(0, 90), st.floats(0, 1000), min_size=1), st.integers(0, 90))
def test_a_level_is_what_pandas_knows_as_of_the_day(values: dict[int, float], after: int) -> None:
    start = pd.Timestamp("2024-01-01")
    levels = {f"{start + pd.Timedelta(days=place):%Y-%m-%d}": values[place] for place in sorted(values)}
    line, when = series_of(levels), (start + pd.Timedelta(days=after)).date()
    if line.has(when):
        level = line.level(when)
        assert level.value == line.values.asof(pd.Timestamp(when)) == levels[str(level.measured_on)]
    else:
        assert after < min(values) or after > max(values)


def test_a_fall_of_what_ukraine_holds_is_a_gain() -> None:
    held = series_of({"2024-09-30": 780.0, "2024-10-31": 660.0}, quantity="held", towards=-1)
    gain = held.gain(day("2024-10-01"), day("2024-10-31"))
    assert gain.value == 120.0
    assert gain.formula == "S(2024-09-30) − S(2024-10-31)"


@pytest.mark.parametrize(("first", "last"), [("2023-12-31", "2024-01-01"), ("2024-01-02", "2024-01-06")])
def test_a_series_says_nothing_outside_its_days(first: str, last: str) -> None:
    line = steady("2023-12-31", "2024-01-05", 100, 1)
    assert not line.covers(day(first), day(last))
    with pytest.raises(LookupError, match="covers 2023-12-31 to 2024-01-05"):
        line.gain(day(first), day(last))


levels = st.lists(st.floats(0, 1e5).map(lambda value: round(value, 1)), min_size=4, max_size=60)


@given(levels, st.data())
def test_gains_of_adjoining_windows_add_up(values: list[float], data: st.DataObject) -> None:
    days = pd.date_range("2024-01-01", periods=len(values))
    line = series_of({f"{one:%Y-%m-%d}": value for one, value in zip(days, values, strict=True)})
    cut = data.draw(st.integers(1, len(values) - 2))
    first, middle, last = days[1].date(), days[cut].date(), days[-1].date()
    parts = line.gain(first, middle).value + line.gain(middle + dt.timedelta(days=1), last).value
    assert parts == pytest.approx(line.gain(first, last).value, abs=0.11)


@given(levels)
def test_monthly_gains_add_up_to_the_gain_of_the_window(values: list[float]) -> None:
    days = pd.date_range("2024-01-15", periods=len(values))
    line = series_of({f"{one:%Y-%m-%d}": value for one, value in zip(days, values, strict=True)})
    first, last = days[1].date(), days[-1].date()
    frame = monthly([line], first, last)
    assert frame[line.label].sum() == pytest.approx(line.gain(first, last).value, abs=0.1 * len(frame))


def test_months_outside_a_series_are_empty_not_zero() -> None:
    line = steady("2024-02-10", "2024-04-30", 100, 1)
    frame = monthly([line], day("2024-01-01"), day("2024-05-31"))
    assert frame[line.label].isna().tolist() == [True, True, False, False, True]


def test_pace_of_a_steady_front_is_its_step() -> None:
    values = pace(steady("2024-01-01", "2024-06-30", 100, 7), day("2024-03-01"), day("2024-06-30"))
    assert values.unique().tolist() == [7.0]
    assert values.index[0] == pd.Timestamp("2024-03-01")


def without(line: MeasuredSeries, first: str, last: str) -> MeasuredSeries:
    """Return a series without its rows of some days."""
    kept = [one for one in line.days if not day(first) <= one <= day(last)]
    return series_of({f"{one}": line.level(one).value for one in kept})


def test_pace_of_a_steady_front_is_its_step_over_missing_days() -> None:
    line = without(steady("2024-01-01", "2024-06-30", 100, 7), "2024-04-06", "2024-04-09")
    values = pace(line, day("2024-03-01"), day("2024-06-30"))
    assert len(values) == 122
    assert values.tolist() == pytest.approx([7.0] * 122)
    gain = line.gain(day("2024-04-10"), day("2024-05-09"))  # its first border is told by the row of 5 April
    assert gain.value == 34 * 7
    assert gain.pace().value == pytest.approx(7.0)
    assert str(gain.pace().formula).endswith(" ÷ 34 days")


def test_a_pace_that_one_row_alone_tells_is_none() -> None:
    line = without(steady("2024-01-01", "2024-06-30", 100, 7), "2024-02-20", "2024-04-09")
    values = pace(line, day("2024-03-01"), day("2024-06-30"))
    assert values.tolist() == pytest.approx([7.0] * len(values))
    assert pd.Timestamp("2024-04-01") not in values.index


def test_a_year_is_told_by_the_one_series_that_covers_most_of_it() -> None:
    short = steady("2023-12-31", "2024-06-30", 0, 1, name="deepstate_archive", mapper="DeepState")
    long = steady("2023-12-31", "2024-12-31", 0, 2, name="deepstate", mapper="DeepState")
    (told,) = within_years([short, long], day("2024-01-01"), day("2024-11-20"))
    assert told.series.id == "deepstate"
    assert (told.values.iloc[0], told.values.iloc[-1], len(told.values)) == (0.0, 650.0, 326)


def test_a_year_whose_eve_no_series_has_is_not_told() -> None:
    assert within_years([steady("2024-01-05", "2024-12-31", 0, 1)], day("2024-01-01"), day("2024-12-31")) == []


def test_windows_of_the_calendar() -> None:
    assert month(day("2024-02-10")) == Window(day("2024-02-01"), day("2024-02-29"))
    assert year_to(day("2024-11-20")) == Window(day("2024-01-01"), day("2024-11-20"))
    assert trailing(day("2024-11-20"), 30) == Window(day("2024-10-22"), day("2024-11-20"))
    assert trailing(day("2024-11-20"), 30).days == 30
    assert [w.first.isoformat() for w in quarters(day("2024-02-01"), day("2024-11-20"))] == ["2024-04-01", "2024-07-01"]
    assert [f"{end:%m-%d}" for end in month_ends(day("2024-09-01"), day("2024-11-20"))] == [
        "08-31",
        "09-30",
        "10-31",
        "11-20",
    ]


@pytest.mark.parametrize(
    ("window", "text"),
    [
        (year(2023), "2023"),
        (month(day("2024-11-03")), "November 2024"),
        (Window(day("2024-11-03"), day("2024-11-03")), "3 November 2024"),
        (Window(day("2024-11-01"), day("2024-11-19")), "1–19 November 2024"),
        (Window(day("2024-01-01"), day("2024-11-19")), "1 January – 19 November 2024"),
        (Window(day("2023-12-01"), day("2024-01-19")), "1 December 2023 – 19 January 2024"),
    ],
)
def test_a_window_is_told_in_words(window: Window, text: str) -> None:
    assert window.text == text


def test_a_window_of_one_day_is_short_too() -> None:
    one = Window(day("2024-11-03"), day("2024-11-03"))
    assert one.short.replace("\N{NO-BREAK SPACE}", " ") == "3 Nov 2024"
