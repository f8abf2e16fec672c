import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontline.measured import Measurement, load_measured
from frontline.tables import write_rows
from frontline.upstream import UpstreamFailure
from frontline.upstream.vintages import append

FIRST = dt.date(2024, 11, 1)


def row(day: int, value: float, recorded: int, region: str = "ukraine") -> Measurement:
    return Measurement(
        series="deepstate",
        quantity="control",
        region=region,
        day=FIRST + dt.timedelta(days=day),
        value=value,
        unit="km2",
        recorded=FIRST + dt.timedelta(days=recorded),
    )


def test_only_new_and_revised_days_are_appended() -> None:
    known = [row(0, 10.0, 5), row(1, 20.0, 5)]
    assert append(known, [row(0, 10.0, 7), row(1, 21.0, 7), row(2, 30.0, 7)]) == [row(1, 21.0, 7), row(2, 30.0, 7)]


def test_a_value_that_comes_back_is_a_revision_too() -> None:
    assert append([row(0, 10.0, 5), row(0, 11.0, 6)], [row(0, 10.0, 7)]) == [row(0, 10.0, 7)]


def test_an_earlier_state_found_later_is_appended_beside_the_later_one() -> None:
    assert append([row(0, 11.0, 6)], [row(0, 10.0, 5)]) == [row(0, 10.0, 5)]


def test_appending_twice_appends_nothing() -> None:
    states = [row(0, 10.0, 5), row(0, 11.0, 6), row(1, 1.0, 6), row(0, 11.0, 7)]
    known = append([], states)
    assert append(known, states) == []


def test_two_values_recorded_on_one_day_are_refused() -> None:
    with pytest.raises(UpstreamFailure, match=r"10\.0, as recorded on 2024-11-06") as refused:
        append([row(0, 10.0, 5)], [row(0, 12.5, 5)])
    assert refused.value.got.startswith("12.5")


states = st.lists(
    st.dictionaries(st.integers(0, 6), st.sampled_from([0.0, 1.0, 1.5, 2.25]), min_size=1), min_size=1, max_size=5
)


@given(published=states)
def test_known_on_replays_what_was_known_when_it_was_written(
    published: list[dict[int, float]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("clone")
    (root / "data").mkdir()
    known: list[Measurement] = []
    written = {}
    for number, state in enumerate(published):
        recorded = 10 + 2 * number
        known += append(known, [row(day, value, recorded) for day, value in state.items()])
        written[recorded] = told(root, known, None)
        # Upstream revises or adds days, and what it leaves out is still known.
        assert {FIRST + dt.timedelta(days=day): value for day, value in state.items()}.items() <= written[
            recorded
        ].items()
    for recorded, state_then in written.items():
        for day in (recorded, recorded + 1):  # and on the day after, before the next state
            assert told(root, known, FIRST + dt.timedelta(days=day)) == state_then


def told(root: Path, rows: list[Measurement], known_on: dt.date | None) -> dict[dt.date, float]:
    write_rows(root / "data" / "measured.csv", Measurement, sorted(rows, key=lambda row: row.place))
    series = load_measured(root, known_on).series("deepstate", "control", "ukraine")
    return {day.date(): value for day, value in series.items()}
