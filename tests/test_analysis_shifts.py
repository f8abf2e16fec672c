import datetime as dt
import math
from functools import cache

import numpy as np
import pytest
from evidence_of import ROOT, evidence_of
from hypothesis import given
from hypothesis import strategies as st

from frontline.analysis.candidates import Grid
from frontline.analysis.choices import load_choices
from frontline.analysis.claims import CheckedClaim, check_claims
from frontline.analysis.levels import Levels
from frontline.analysis.shifts import OF_DAYS, SHIFT, Windows, inside, recompute, shifted, windows_around
from frontline.analysis.stated import Interval
from frontline.prose.shifts import days_table


@cache
def checked() -> list[CheckedClaim]:
    return check_claims(evidence_of(), load_choices(ROOT), "wubi-2024-11-20")


@cache
def line(name: str) -> Levels:
    return next(one for one in Grid(evidence_of("2026-08-01")).lines_of("ukraine") if one.line.id == name)


def test_on_its_own_days_a_claim_gives_what_its_readings_give() -> None:
    for row in shifted(checked(), evidence_of()):
        series = {part.series for part in row.levels.line.parts}
        values = [
            reading.value for reading in row.checked.counted if reading.series in series and reading.value is not None
        ]
        # Rounded once, on the page: the two tables that show it show the same digits.
        assert any(row.own == pytest.approx(value, abs=0.006) for value in values), row.checked.claim.id


def test_moving_the_days_spans_the_value_on_the_days_told() -> None:
    rows = shifted(checked(), evidence_of())
    assert {row.checked.claim.id for row in rows} >= {"C02", "C03", "C04", "C05", "C06", "C17", "C20", "C26"}
    for row in rows:
        assert row.low <= row.own <= row.high
        assert 0 <= row.allowed <= row.windows


def test_no_window_ends_after_the_claims_own_last_day() -> None:
    for one in checked():
        if one.stated is not None and one.readings and one.claim.last is not None:
            levels = line("as_published")
            windows = windows_around(one.claim, levels)
            assert windows.last.max() <= levels.number(one.claim.last)
            if windows.base_last is not None and one.claim.base_last is not None:
                assert windows.base_last.max() == levels.number(one.claim.base_last)
            axes = 1 if one.claim.kind in OF_DAYS else 2 * SHIFT + 1
            assert len(windows.last) == axes * (SHIFT + 1) * (
                1 if one.claim.base_first is None else (2 * SHIFT + 1) * (SHIFT + 1)
            )


@given(st.data())
def test_many_windows_at_once_give_what_each_gives_alone(data: st.DataObject) -> None:
    levels = line("as_published")
    days = st.integers(400, len(levels.values) - 1)
    one = [sorted([data.draw(days), data.draw(days)]) for _ in range(2)]
    (first, last), (base_first, base_last) = one
    windows = Windows(*(np.array([place]) for place in (first, last, base_first, base_last)))
    series = levels.series[0]
    later = series.gain(levels.day(first), levels.day(last))
    earlier = series.gain(levels.day(base_first), levels.day(base_last))
    # A gain of the series is rounded to the tenth, one of the matrix to the hundredth.
    assert recompute("gain", levels, windows)[0] == pytest.approx(later.value, abs=0.06)
    assert recompute("comparison", levels, windows)[0] == pytest.approx(later.value - earlier.value, abs=0.12)
    assert recompute("level", levels, windows)[0] == pytest.approx(later.end.value, abs=0.01)
    ratio = recompute("ratio", levels, windows)[0]
    if earlier.value > 201:
        assert ratio == pytest.approx(later.value / earlier.value, abs=0.06 * (1 + abs(ratio)) / 200)
    if earlier.value < 199:
        assert math.isnan(ratio)


@given(st.floats(-10, 10), st.floats(0, 5), st.booleans(), st.booleans())
def test_a_matrix_of_values_is_judged_as_single_values_are(low: float, width: float, left: bool, right: bool) -> None:
    stated = Interval(low, low + width, left, right)
    values = np.array([low, low + width, low - 0.1, low + width / 2, low + width + 0.1, math.nan])
    assert inside(values, stated).tolist() == [bool(value in stated) for value in values]


def test_a_claim_that_compares_needs_the_other_window() -> None:
    windows = Windows(np.array([500]), np.array([600]))
    with pytest.raises(LookupError, match="another window"):
        recompute("ratio", line("as_published"), windows)
    with pytest.raises(LookupError, match="strength"):
        recompute("strength", line("as_published"), Windows(*(np.array([500]),) * 4))


def test_the_last_days_of_a_line_are_its_last_days() -> None:
    levels = line("geodesic")
    beyond = levels.number(levels.day(len(levels.values) - 1) + dt.timedelta(days=1))
    assert np.isnan(levels.at(np.array([beyond, -1]))).all()


def test_the_table_of_days_says_how_many_windows_are_allowed() -> None:
    table = days_table(shifted(checked(), evidence_of()), checked())
    assert table is not None
    ratio = next(row for row in table.rows if row[0] == "C03")
    # "Almost six times": a seventh of the windows around its days, so it stands or falls with them.
    allowed, of, windows = str(ratio[5]).replace(",", "").split()
    assert (of, windows) == ("of", "14400")
    assert 1400 < int(allowed) < 5800
    level = next(row for row in table.rows if row[0] == "C17")
    assert level[5] == "1 of 8"
    assert "C02, the pace less that of 2023" in table.subtitle
    assert table.foot == (
        "Claims with readings that have no row here: C08 (neither a number nor a direction is stated); "
        "C09 and C12 (a distance of towns, no area)."
    )
    assert days_table([], []) is None
