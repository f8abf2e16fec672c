import datetime as dt

import pytest
from evidence_of import evidence_of

from frontline.analysis.evidence import Evidence
from frontline.analysis.losses import losses_for_ground
from frontline.numbers import Prose, Table
from frontline.prose import edition, gains, kursk, missing, redraws, troops


def plain(told: object) -> str:
    assert isinstance(told, Prose)
    return str(told._repr_mimebundle_()[0]["text/plain"]).replace("\N{NO-BREAK SPACE}", " ")


def donetsk() -> Evidence:
    return evidence_of(region="donetsk")


def test_kursk_is_told_as_of_its_last_measure_where_the_report_looks_further() -> None:
    words = plain(kursk.kursk_story(evidence_of("2026-08-21")))
    assert "On 3 August 2025 (the last day measured: DeepState has nothing later up to 21 August 2026)" in words
    assert "on 5 November 2025 (the last day measured: ISW has nothing later up to 21 August 2026)" in words
    assert "no data" not in words


def test_kursk_is_said_to_be_left_out_of_a_report_on_another_region() -> None:
    assert plain(kursk.kursk_story(donetsk())) == "*Kursk: not part of a report on Donetsk oblast.*"


@pytest.mark.parametrize(
    ("as_of", "since", "said"),
    [
        ("2024-07-31", "2023-01-01", "the first measure of it is of 6 August 2024"),
        ("2026-08-21", "2026-01-01", "the last measure of it is of 5 November 2025"),
    ],
)
def test_kursk_before_its_first_measure_and_after_its_last(as_of: str, since: str, said: str) -> None:
    assert plain(kursk.kursk_story(evidence_of(as_of, since=dt.date.fromisoformat(since)))) == f"*Kursk: {said}.*"


def test_years_without_the_eve_of_a_january_are_not_called_days_without_data() -> None:
    evidence = donetsk()
    words = plain(missing.uncovered("Years", missing.JANUARIES, evidence.territory(), evidence))
    assert words == (
        "*Years: no series chosen covers the eve of a January and days after it "
        "(DeepState, daily covers 7 July \N{EN DASH} 20 November 2024).*"
    )


def test_stated_gains_are_missing_from_the_ledger_and_not_from_the_series() -> None:
    words = plain(gains.said_table([], evidence_of("2023-01-05")))
    assert words.startswith("*Stated gains: the ledger has no statement, published by 5 January 2023,")
    assert "series" not in words


def test_one_map_is_named_where_there_is_no_other_to_compare() -> None:
    evidence = donetsk()
    words = plain(missing.one_map(evidence, evidence.territory()))
    assert words.startswith("*Two maps of the same ground: only DeepState among those chosen measures Donetsk oblast")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"region": "kursk"}, "is none of the oblasts compared"),
        ({"series": "isw"}, "its maps are not chosen"),
        ({"as_of": "2023-01-05"}, "DeepState’s daily polygons begin only on 7 July 2024"),
    ],
)
def test_gains_by_oblast_are_missing_for_a_reason(given: dict[str, str], said: str) -> None:
    evidence = evidence_of(**given)  # type: ignore[arg-type]
    assert said in plain(missing.no_oblasts(evidence, edition.window_of(evidence)))


def test_a_table_says_why_cells_of_a_map_are_empty() -> None:
    evidence = evidence_of("2026-08-21")
    claimed = evidence.shown("general_staff", "losses", "theatre")
    assert claimed is not None
    lines = [line for line in evidence.territory() if line.id in ("isw_published", "deepstate_archive")]
    window = edition.window_of(evidence)
    table = troops.losses_table(losses_for_ground(claimed, lines, window), window)
    assert isinstance(table, Table)
    assert "" in table.rows[-1]
    assert "An empty cell: the map does not cover the quarter; DeepState, archive ends on 3 August 2025." in table.foot
    assert "planar, about 3.3% too large" in table.foot


def test_no_net_gain_is_told_of_days_before_the_report() -> None:
    evidence = evidence_of("2023-01-05")
    assert redraws.nets_table(evidence, evidence.territory()) is None
    whole = redraws.nets_table(evidence_of(), evidence_of().territory())
    assert whole is not None
    assert whole.foot.endswith("Each number is rounded by itself.")
    assert whole.columns[-1][0] == "Candidates"


def test_net_gains_by_several_series_of_a_mapper_say_by_which() -> None:
    evidence = evidence_of("2026-08-21")
    table = redraws.nets_table(evidence, evidence.territory())
    assert table is not None
    assert table.columns[-1][0] == "By"
    assert {row[0]: row[-1] for row in table.rows}["2024"] == "ISW, as published; DeepState, archive"
    assert {row[0]: row[-1] for row in table.rows}["2025"] == "ISW, as published; DeepState, daily"
