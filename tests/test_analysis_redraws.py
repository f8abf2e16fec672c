import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from evidence_of import ROOT, evidence_of
from hypothesis import given, settings
from hypothesis import strategies as st
from series_of import day, series_of, steady

from frontline.analysis.evidence import Evidence, read_ahead
from frontline.analysis.redraws import (
    Redraw,
    candidates,
    covering,
    find_redraws,
    gain_without_redraws,
    opposed,
)
from frontline.analysis.series import MeasuredSeries
from frontline.analysis.steps import NOISE_MULTIPLE, SMALLEST_KM2, SPAN, noise
from frontline.analysis.windows import Window, year

START = dt.date(2024, 1, 1)
ALL = Window(day("2023-01-01"), day("2026-08-21"))
DEEPSTATE = {"name": "deepstate", "mapper": "DeepState", "quantity": "control", "label": "DeepState daily"}


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return evidence_of("2026-08-22")


@pytest.fixture(scope="module")
def found(evidence: Evidence) -> list[Redraw]:
    return candidates(evidence.territory(), ALL)


def line(changes: list[float], **more: str) -> MeasuredSeries:
    levels = 100_000 + np.cumsum(changes)
    days = pd.date_range(START, periods=len(levels))
    return series_of({f"{one:%Y-%m-%d}": float(value) for one, value in zip(days, levels, strict=True)}, **more)


def after(days: int) -> dt.date:
    return START + dt.timedelta(days=days)


# The known redraws, each with the tolerance that its source leaves: sizes are read from maps that are revised, and a
# step's days from snapshots up to a day apart.
@pytest.mark.parametrize(
    ("mapper", "first", "last", "step", "tolerance"),
    [
        ("ISW", "2023-01-01", "2023-01-01", 91.0, 0.5),
        ("ISW", "2023-06-06", "2023-06-09", -583.4, 0.5),
        ("ISW", "2023-07-26", "2023-07-26", -230.0, 20.0),  # about 230 was told; the day itself has 214
        ("DeepState", "2023-08-25", "2023-08-25", -175.0, 0.5),
        ("DeepState", "2023-09-04", "2023-09-04", -203.0, 0.5),
        ("DeepState", "2026-08-12", "2026-08-12", -116.0, 0.5),
    ],
)
def test_known_redraws_are_candidates(  # noqa: PLR0913, PLR0917  a case has this many parts
    mapper: str, first: str, last: str, step: float, tolerance: float, found: list[Redraw]
) -> None:
    window = Window(day(first), day(last))
    (redraw,) = [one for one in found if one.mapper == mapper and one.window == window]
    assert redraw.step.value == pytest.approx(step, abs=tolerance)
    assert abs(redraw.unexplained) <= abs(redraw.step.value)
    assert abs(redraw.unexplained) > max(SMALLEST_KM2, NOISE_MULTIPLE * redraw.noise)


def test_the_other_map_in_the_days_of_the_dam_is_told_beside_the_step(found: list[Redraw]) -> None:
    (june,) = [one for one in found if one.step.first == day("2023-06-06")]
    # Told beforehand as −132; the rows by day give −134.5. Dating a snapshot by a day moves it by that much.
    assert june.same_days.value == pytest.approx(-132, abs=3)
    assert june.closest is not None
    assert june.unexplained == pytest.approx(june.step.value - june.closest.value, abs=0.05)


def test_2023_has_another_sign_on_each_map_and_the_same_without_candidates(evidence: Evidence) -> None:
    ((isw, deepstate),) = opposed(evidence.territory(), ALL)
    assert isw.gain.first == day("2023-01-01")
    assert (isw.gain.value, deepstate.gain.value) == (486.93, -185.7)  # the published nets, exact
    # Seven candidates of ISW and two of DeepState: a multiple of noise from 5 to 10 moves ISW's by up to 150.
    assert isw.value == pytest.approx(362, abs=150)
    assert deepstate.value == pytest.approx(182, abs=5)  # the same for every multiple from 4 to 10
    assert (len(isw.redraws), len(deepstate.redraws)) == (7, 2)


KEYS = (("isw_published", "control_and_advances"), ("deepstate_archive", "control"))


def test_two_files_of_one_mapper_are_one_witness(found: list[Redraw]) -> None:
    for mapper in ("ISW", "DeepState"):
        days = [one.window for one in found if one.mapper == mapper]
        assert all(before.last < after.first for before, after in pairwise(days)), mapper
    assert {one.step.series.id for one in found} == {"isw_published", "deepstate_archive", "deepstate"}


def test_ground_held_and_ground_regained_are_not_compared() -> None:
    regained = steady("2024-08-01", "2024-12-31", 0, 2, name="isw_kursk", quantity="regained", region="kursk")
    held = steady("2024-08-01", "2024-12-31", 900, -2, **DEEPSTATE | {"quantity": "held"}, region="kursk", towards=-1)
    assert find_redraws(regained, held) == ()
    assert candidates([regained, held], ALL) == []
    assert covering([regained, held], Window(day("2024-09-01"), day("2024-09-30"))) is None


changes = st.lists(st.floats(-20, 20).map(lambda value: round(value, 1)), min_size=60, max_size=120)


@settings(deadline=None, max_examples=40)
@given(changes)
def test_a_map_compared_with_itself_has_no_candidate(values: list[float]) -> None:
    assert find_redraws(line(values), line(values, **DEEPSTATE)) == ()


@settings(deadline=None, max_examples=40)
@given(changes, st.integers(5, 54), st.sampled_from([300.0, -300.0]), st.booleans())
def test_a_step_put_into_one_map_is_found_with_its_size_and_day(
    values: list[float], place: int, size: float, in_isw: bool
) -> None:
    drawn = list(values)
    drawn[place] += size
    isw, deepstate = (drawn, values) if in_isw else (values, drawn)
    (redraw,) = find_redraws(line(isw), line(deepstate, **DEEPSTATE))
    assert redraw.mapper == ("ISW" if in_isw else "DeepState")
    assert redraw.step.first <= after(place) <= redraw.step.last
    assert redraw.window.days <= SPAN
    # Movement that both maps show can be told apart only to what one map shows in a few days.
    assert redraw.unexplained == pytest.approx(size, abs=2 * SPAN * 20)


@settings(deadline=None, max_examples=40)
@given(changes, st.integers(5, 54), st.integers(1, 59), st.integers(0, 30))
def test_a_gain_with_candidates_is_the_gain_without_and_the_candidates(
    values: list[float], place: int, first: int, length: int
) -> None:
    drawn = list(values)
    drawn[place] += 300
    series, other = line(drawn), line(values, **DEEPSTATE)
    last = min(first + length, len(values) - 1)
    cleared = gain_without_redraws(series, other, after(first), after(last))
    assert cleared.gain == series.gain(after(first), after(last))
    assert cleared.value + cleared.removed == pytest.approx(cleared.gain.value, abs=0.05)
    if first > place + SPAN or last < place - SPAN:
        assert cleared.redraws == ()
    assert gain_without_redraws(other, series, after(first), after(last)).redraws == ()


@settings(deadline=None, max_examples=40)
@given(changes, st.integers(5, 54), st.integers(2, 58))
def test_parts_of_a_candidate_add_up_over_adjoining_windows(values: list[float], place: int, cut: int) -> None:
    drawn = list(values)
    drawn[place] += 300
    (redraw,) = find_redraws(line(drawn), line(values, **DEEPSTATE))
    parts = redraw.within(after(1), after(cut)) + redraw.within(after(cut + 1), after(59))
    assert parts == pytest.approx(redraw.within(after(1), after(59)), abs=0.2)


def test_a_step_that_the_other_dates_three_days_later_is_no_candidate() -> None:
    one, other = [1.0] * 90, [1.0] * 90
    one[40], other[43] = 250.0, 240.0
    assert find_redraws(line(one), line(other, **DEEPSTATE)) == ()
    other[43], other[45] = 1.0, 240.0
    assert [redraw.mapper for redraw in find_redraws(line(one), line(other, **DEEPSTATE))] == ["ISW", "DeepState"]


def test_what_both_show_but_draw_differently_is_no_candidate() -> None:
    one, other = [1.0] * 90, [1.0] * 90
    one[40], other[40] = -1000.0, -600.0
    assert find_redraws(line(one), line(other, **DEEPSTATE)) == ()


def test_a_change_over_days_without_a_map_is_not_dated_to_the_next_map() -> None:
    whole = line([10.0] * 90)
    kept = {f"{when:%Y-%m-%d}": value for when, value in whole.values.items() if not 31 < when.day_of_year < 46}
    assert find_redraws(series_of(kept), line([10.0] * 90, **DEEPSTATE)) == ()


def test_too_few_days_tell_no_noise_and_no_candidate() -> None:
    one = [0.0] * 20
    one[10] = 300.0
    assert find_redraws(line(one), line([0.0] * 20, **DEEPSTATE)) == ()
    assert find_redraws(line([0.0]), line([0.0], **DEEPSTATE)) == ()


def test_noise_is_not_moved_by_the_steps_looked_for() -> None:
    quiet = np.random.default_rng(3).normal(0, 10, 365)
    redrawn = quiet.copy()
    redrawn[[50, 51, 200]] += 400
    middle = slice(150, 200)
    assert noise(quiet)[middle] == pytest.approx(10, rel=0.25)
    assert noise(redrawn)[middle] == pytest.approx(noise(quiet)[middle], rel=0.05)


def test_steps_of_whole_series_are_told_whatever_is_cut_off() -> None:
    early, late = evidence_of("2023-10-01"), evidence_of("2026-08-22")
    asked = ("isw_published", "control_and_advances", "ukraine"), ("deepstate_archive", "control", "ukraine")
    cut = [one for key in asked if (one := early.shown(*key))]
    whole = [one for key in asked if (one := late.find(*key))]
    told = early.redraws(*cut)
    assert told == late.redraws(*reversed(whole))
    assert len(told) > len(find_redraws(*cut))


def test_what_was_known_earlier_has_steps_of_its_own() -> None:
    asked = ("isw_published", "control_and_advances", "ukraine"), ("deepstate_archive", "control", "ukraine")
    read_ahead(ROOT)
    now, then = evidence_of(), evidence_of(known_on=dt.date(2025, 8, 5))
    for evidence in (now, then):
        one, other = (line for key in asked if (line := evidence.find(*key)))
        told = [(redraw.window, redraw.step.value, redraw.noise) for redraw in evidence.redraws(one, other)]
        afresh = find_redraws(replace(one), replace(other))
        assert told == [(redraw.window, redraw.step.value, redraw.noise) for redraw in afresh]
        assert {redraw.step.series for redraw in evidence.redraws(one, other)} <= {one, other}
        assert all(str(row["recorded"]) <= "2025-08-05" for row in told_rows(evidence, one)) is (evidence is then)


def told_rows(evidence: Evidence, one: MeasuredSeries) -> list[Mapping[str, object]]:
    return [one.address(one.last), *(earlier.address(earlier.last) for earlier in evidence.earlier(one))]


def test_every_number_says_where_it_comes_from(found: list[Redraw], evidence: Evidence) -> None:
    (june,) = [one for one in found if one.step.first == day("2023-06-06")]
    number = june.number()
    assert (number.text, number.kind) == (f"{chr(0x2212)}402\N{NO-BREAK SPACE}km²", "computed")
    assert number.formula == "(S(2023-06-09) − S(2023-06-05)) − (T(2023-06-11) − T(2023-06-07))"
    assert [row["series"] for row in number.inputs] == ["isw_published"] * 2 + ["deepstate_archive"] * 2
    both = covering(evidence.territory(), year(2023))
    assert both is not None
    told = both[1].number()
    assert told.value == both[1].value
    assert told.formula is not None
    assert told.formula.count(" 2023)") == 2
    assert len(told.inputs) == 2 + sum(len(one.inputs) for one in both[1].redraws)
