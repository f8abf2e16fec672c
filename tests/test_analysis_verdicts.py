import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontline.analysis.readings import Reading
from frontline.analysis.stated import Interval
from frontline.analysis.verdicts import judge

DAY = dt.date(2024, 11, 19)
STATED = Interval(5.5, 6.0, high_closed=False)


def reading(value: float | None, mapper: str = "ISW", standing: str = "equivalent", **choices: str) -> Reading:
    return Reading(mapper, mapper.lower(), DAY, DAY, "ratio", choices, "ratio", value, "f", (), standing)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ([5.5, 5.9], "agrees"),
        ([5.9, 6.0], "depends"),
        ([5.49, 6.0], "differs"),
        ([5.9, None], "depends"),
        ([None], "cannot be checked"),
        ([], "cannot be checked"),
    ],
)
def test_the_rule(values: list[float | None], verdict: str) -> None:
    assert judge([reading(value) for value in values], STATED).verdict == verdict


def test_a_verdict_flips_just_beyond_the_edge() -> None:
    assert judge([reading(5.9999)], STATED).verdict == "agrees"
    assert judge([reading(6.0)], STATED).verdict == "differs"
    assert judge([reading(5.4999)], STATED).verdict == "differs"


def test_inferior_readings_and_other_questions_never_count() -> None:
    others = [reading(99, standing="inferior"), reading(99, standing="other question")]
    assert judge([reading(5.9), *others], STATED).verdict == "agrees"
    assert judge(others, STATED).verdict == "cannot be checked"


def test_the_choice_that_flips_is_named_the_mapper_first() -> None:
    judged = judge([reading(5.9, "ISW", method="planar"), reading(None, "DeepState", method="geodesic")], STATED)
    assert judged.flips == ("mapper",)
    within = judge(
        [reading(5.9, base="eve"), reading(7.3, base="first"), reading(7.2, "DeepState", base="eve")], STATED
    )
    assert within.flips == ("mapper", "base")


def test_the_closest_reading_is_named() -> None:
    judged = judge([reading(7.0), reading(6.4, "DeepState"), reading(6.0, standing="inferior")], STATED)
    assert judged.closest is not None
    assert judged.closest.value == 6.4


@given(st.lists(st.floats(0, 12), min_size=1, max_size=6), st.integers(2, 10))
def test_copies_of_a_witness_change_no_verdict(values: list[float], copies: int) -> None:
    readings = [reading(value, mapper) for value, mapper in zip(values, "ABCDEF", strict=False)]
    once, often = judge(readings, STATED), judge(readings * copies, STATED)
    assert (once.verdict, once.flips) == (often.verdict, often.flips)


@given(st.floats(0, 12), st.floats(0, 12))
def test_a_verdict_does_not_depend_on_the_order(one: float, other: float) -> None:
    pair = [reading(one), dataclasses.replace(reading(other), mapper="DeepState")]
    assert judge(pair, STATED).verdict == judge(pair[::-1], STATED).verdict
