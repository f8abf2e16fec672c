import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from series_of import HEDGES, figure

from frontline.analysis.stated import Interval, half_unit, narrow_interval, stated_interval


@pytest.mark.parametrize(
    ("value", "half"),
    [(593, 0.5), (50000, 5000), (2700, 50), (110649, 0.5), (234.79, 0.005), (6, 0.5), (10, 5), (0.5, 0.05)],
)
def test_rounding_is_half_a_unit_of_the_last_digit_that_is_not_zero(value: float, half: float) -> None:
    assert half_unit(float(value)) == half


@pytest.mark.parametrize(
    ("value", "hedge", "text"),
    [
        (593, "exact", "592.5 to 593.5"),
        (593, "about", "563.35 to 622.65"),
        (2700, "about", "2,565 to 2,835"),
        (50000, "about", "45,000 to 55,000"),
        (6, "almost", "5.5 to below 6"),
        (1000, "more than", "more than 1,000"),
        (78329, "at least", "at least 78,329"),
        (1000, "up to", "up to 1,000"),
        (50, "nearly half", "45 to below 50"),
    ],
)
def test_a_hedge_replaces_either_end(value: float, hedge: str, text: str) -> None:
    assert stated_interval(figure(float(value), hedge=hedge), HEDGES[hedge]).text == text


def test_a_range_is_what_it_says() -> None:
    stated = stated_interval(figure(None, low=800.0, high=900.0, hedge="range"), HEDGES["range"])
    assert stated == Interval(800.0, 900.0)
    assert narrow_interval(figure(None, low=800.0, high=900.0, hedge="range"), HEDGES["range"]) is None


def test_a_round_number_may_have_been_rounded_finer_than_it_looks() -> None:
    narrow = narrow_interval(figure(50000.0, hedge="about"), HEDGES["about"])
    assert narrow == Interval(49500.0, 50500.0)
    assert narrow_interval(figure(593.0), HEDGES["exact"]) is None


def test_open_ends_do_not_hold_the_number_itself() -> None:
    more = stated_interval(figure(1000.0, hedge="more than"), HEDGES["more than"])
    assert (1000.0 in more, 1000.1 in more) == (False, True)
    almost = stated_interval(figure(6.0, hedge="almost"), HEDGES["almost"])
    assert (5.5 in almost, 5.999 in almost, 6.0 in almost) == (True, True, False)


@given(st.integers(1, 10**7), st.sampled_from(sorted(set(HEDGES) - {"range", "nearly half"})))
def test_a_stated_number_is_at_an_edge_of_its_interval_or_inside(value: int, hedge: str) -> None:
    stated = stated_interval(figure(float(value), hedge=hedge), HEDGES[hedge])
    assert stated.low <= value <= stated.high
    assert stated.distance(value) == 0
    assert stated.low < stated.high or math.isclose(stated.low, stated.high)
