import csv
import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from evidence_of import ROOT, evidence_of
from hypothesis import given, settings
from hypothesis import strategies as st
from series_of import day, series_of

from frontline.analysis.evidence import Evidence
from frontline.analysis.revisions import Revision, delays, moved, revisions, states, totals
from frontline.analysis.series import MeasuredSeries
from frontline.analysis.windows import Window, year_to
from frontline.measured import Measurement, load_measured
from frontline.prose import revisions as told
from frontline.tables import write_rows

UPSTREAM = Path(__file__).resolve().parents[1].parent / "shared" / "upstream" / "economist"
LINE = ("isw_published", "control_and_advances", "ukraine")
ALL = Window(day("2022-01-01"), day("2026-08-21"))

# The states of the file that The Economist publishes, by the day of the commit (upstream's own manifest).
STATES = ("2025-07-07", "2025-07-08", "2025-09-30", "2025-12-31", "2026-03-31", "2026-06-27", "2026-08-22")


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return evidence_of("2026-08-22")


def line_of(evidence: Evidence, name: str = LINE[0]) -> MeasuredSeries:
    return next(line for line in evidence.territory() if line.id == name)


def test_the_series_was_recorded_in_seven_states_and_not_before_july_2025(evidence: Evidence) -> None:
    found = states(evidence, line_of(evidence))
    assert tuple(str(state.recorded) for state in found) == STATES
    assert [state.revised for state in found] == [0, 12, 0, 0, 0, 0, 0]
    assert sum(state.added for state in found) == len(line_of(evidence).values)
    assert [state.last < state.recorded for state in found] == [True] * 7


def test_the_glitch_of_new_year_2025_was_revised_the_next_day(evidence: Evidence) -> None:
    found = revisions(evidence, line_of(evidence))
    assert len(found) == 12
    (glitch,) = [one for one in found if one.day == day("2025-01-01")]
    assert (round(glitch.before, 1), round(glitch.after, 1)) == (115_198.1, 115_479.7)  # as the rows have them
    assert (str(glitch.first_recorded), str(glitch.recorded)) == STATES[:2]
    before, after, change = glitch.numbers
    assert [row["recorded"] for row in change.inputs] == list(STATES[:2])
    assert (before.value, after.value, change.value) == (glitch.before, glitch.after, glitch.change)


def test_no_total_that_reports_quote_moved_but_the_year_so_far_did_on_each_revised_day(evidence: Evidence) -> None:
    line = line_of(evidence)
    found = revisions(evidence, line)
    assert moved(line, found, totals(line.first, line.last)) == []
    for one in (one for one in found if one.so_far()):
        assert moved(line, found, [year_to(one.day)]) == [(year_to(one.day), one.change)]
        before, stands = one.so_far() or (0.0, 0.0)
        assert stands == line.gain(year_to(one.day).first, one.day).value
        assert stands - before == pytest.approx(one.change, abs=0.05)


def test_faults_of_both_isw_files_on_one_day_are_one_fault(evidence: Evidence) -> None:
    # A partial layer, as corrections.csv says: the planar area of what was missing exceeds the geodesic by 3 to 5%.
    gone = {one.day: one.change for one in revisions(evidence, line_of(evidence))}
    assert gone[day("2024-07-03")] / 722 == pytest.approx(1.04, abs=0.02)
    assert gone[day("2025-03-04")] / 1_655 == pytest.approx(1.04, abs=0.02)


def test_only_the_daily_files_were_recorded_as_they_came_out(evidence: Evidence) -> None:
    waited = {line.id: delays(evidence, line) for line in evidence.territory()}
    assert waited["deepstate"].max() == 2
    in_2024 = {name: days["2024-01-01":"2024-12-31"].min() for name, days in waited.items()}  # type: ignore[misc]
    assert min(in_2024[name] for name in ("isw_published", "isw_layers", "deepstate_archive")) > 180


def test_the_report_says_from_the_rows_that_2024_is_seen_with_hindsight() -> None:
    evidence = evidence_of("2024-11-20")
    prose = told.hindsight(evidence, evidence.territory()).markdown
    assert "hindsight: **2023** and **1 January – 20 November 2024**." in prose
    assert "No line that covers them whole was recorded before 7 July 2025." in prose
    assert "**DeepState daily**: first recorded on 8 July 2024" in prose
    later = evidence_of("2026-08-20")
    assert "hindsight: **2023** and **2024**." in told.hindsight(later, later.territory()).markdown
    daily = evidence_of("2025-06-30", since=day("2025-03-01"))
    alone = told.hindsight(daily, [line_of(daily, "deepstate")]).markdown
    assert alone.startswith("What a line shows of days before its first record")


def test_the_story_counts_days_and_totals() -> None:
    evidence = evidence_of("2024-11-20")
    lines, window = evidence.territory(), Window(evidence.since, evidence.as_of)
    found = told.revised_days(evidence, lines, window)
    assert [str(one.day) for one in found] == ["2024-02-22", "2024-07-03", "2024-10-14", "2024-11-09"]
    prose = told.story(evidence, lines, found, [Window(day("2024-01-01"), day("2024-11-09"))])
    assert prose.markdown.startswith("[4](#n-days-revised) of the days of this period were revised")
    assert "[1](#n-totals-moved) of the [" in prose.markdown
    months_and_a_year = 22 + 1
    assert f"None of the [{months_and_a_year}](" in told.story(evidence, lines, found, []).markdown
    twice = [Window(day("2024-01-01"), day("2024-01-31")), Window(day("2022-12-01"), day("2024-01-31"))]
    assert f"None of the [{months_and_a_year}](" in told.story(evidence, lines, found, twice).markdown
    elsewhere = told.revised(evidence, lines, window)
    assert elsewhere is not None
    assert "None of the [7](#n-totals-counted) totals of whole quarters moved" in elsewhere.markdown
    table = told.revisions_table(found)
    assert table is not None
    assert [row[-1] for row in table.rows][-1] == "+1,274 → +2,727"
    listed = told.states_table(evidence, lines)
    assert listed is not None
    assert len(listed.rows) == len(STATES)
    assert listed.title == "Recorded states of the series: ISW as published"
    assert [row[-2:] for row in listed.rows][1] == ["12", "4"]
    assert listed.subtitle.endswith(
        "Not listed: ISW geodesic and DeepState archive, recorded once; DeepState daily (on 740 days), recorded as "
        "its days came out."
    )


def test_as_known_on_the_first_day_nothing_is_revised() -> None:
    evidence = evidence_of("2024-11-20", known_on=day(STATES[0]))
    lines = evidence.territory()
    found = told.revised_days(evidence, lines, ALL)
    assert [one for one in found if one.series.id == "isw_published"] == []
    assert "No day of this period was revised." in told.story(evidence, lines, [], []).markdown
    assert told.revisions_table([]) is None
    assert told.states_table(evidence, lines) is None


def test_a_total_moves_where_a_revised_day_is_its_end_or_its_eve() -> None:
    line = series_of({"2023-12-31": 100.0, "2024-01-31": 140.0, "2024-02-29": 150.0})
    revised = [Revision(line, day("2024-01-31"), 130.0, 140.0, day("2024-03-01"), day("2024-03-02"))]
    windows = totals(line.first, line.last)
    assert [window.text for window in windows] == ["January 2024", "February 2024"]
    assert [(window.text, by) for window, by in moved(line, revised, windows)] == [
        ("January 2024", 10.0),
        ("February 2024", -10.0),
    ]


@pytest.mark.skipif(not UPSTREAM.exists(), reason="needs the upstream files that are not committed")
@pytest.mark.parametrize("recorded", STATES)
def test_known_on_replays_each_published_state_exactly(recorded: str) -> None:
    name = "area_assessed_as_controlled_by_russia.csv" if recorded == STATES[-1] else f"vintages/{recorded}.csv"
    with (UPSTREAM / name).open(encoding="utf-8") as file:
        published = {
            pd.Timestamp(row["date"]): round(float(row["area_assessed_as_russia_controlled"]) / 1e6, 2)
            for row in csv.DictReader(file)
        }
    replayed = load_measured(ROOT, dt.date.fromisoformat(recorded)).series(*LINE)
    assert replayed.to_dict() == published


levels = st.lists(st.sampled_from([None, 10.0, 11.5, 12.0]), min_size=4, max_size=4)


@settings(deadline=None, max_examples=40)
@given(published=st.lists(levels, min_size=1, max_size=4))
def test_revisions_lead_from_the_first_state_to_the_last(
    published: list[list[float | None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """States of four days, each recorded two days after the one before; None leaves a day as it was."""
    root = tmp_path_factory.mktemp("clone")
    (root / "data").mkdir()
    known: dict[dt.date, float] = {}
    rows, after = [], {}
    for number, state in enumerate(published):
        recorded = dt.date(2024, 2, 1) + dt.timedelta(days=2 * number)
        for place, value in enumerate(state):
            when = dt.date(2024, 1, 1) + dt.timedelta(days=place)
            if value is not None and known.get(when) != value:
                known[when] = value
                rows.append(row(when, value, recorded))
        after[recorded] = dict(known)
    if not rows:
        return
    write_rows(root / "data" / "measured.csv", Measurement, sorted(rows, key=lambda one: one.place))
    for recorded, then in after.items():
        measured = load_measured(root, recorded)
        if then:
            assert {when.date(): value for when, value in measured.series(*LINE).items()} == then
    everything = load_measured(root).recorded(*LINE)
    assert len(everything) == len(rows)
    assert everything.drop_duplicates("day", keep="last")["value"].tolist() == [known[when] for when in sorted(known)]


def row(when: dt.date, value: float, recorded: dt.date) -> Measurement:
    return Measurement(
        series=LINE[0],
        quantity="control_and_advances",
        region=LINE[2],
        day=when,
        value=value,
        unit="km2",
        recorded=recorded,
    )
