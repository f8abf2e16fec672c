import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from evidence_of import ROOT, evidence_of

from frontline.analysis.candidates import by_whom
from frontline.analysis.choices import load_choices
from frontline.analysis.claims import check_claims
from frontline.analysis.scoreboard import OriginScore, Score, by_origin, is_gross, scoreboard


@cache
def scores(as_of: str = "2026-08-01", **more: str) -> dict[str, Score]:
    return {score.statement.figure.id: score for score in scoreboard(evidence_of(as_of, **more))}


def origins() -> dict[str, OriginScore]:
    return {row.origin: row for row in by_origin(scores().values())}


@pytest.mark.parametrize(
    ("name", "definition"),
    [
        ("F007", "ISW geodesic"),  # 110,649 km² to the unit
        ("F041", "DeepState, control"),  # March 2024: 39.2 for 39
        ("F043", "DeepState, control"),  # August 2024: 363.49 for 363
        ("F027", "ISW geodesic, with Kursk"),  # about 3,500 to the end of November 2024: 3,595.7
        ("F026", "ISW, control only"),  # about 2,656 to the same day: 2,666.4 without assessed advances
        ("F152", "DeepState, held"),  # held in Kursk at the end of 2024: 482.6 for 483
    ],
)
def test_a_stated_area_comes_out_by_its_definition_alone(name: str, definition: str) -> None:
    assert definition in scores()[name].by


def test_what_comes_within_one_percent_is_near_and_not_obtained() -> None:
    # ISW's November and December 2024 with Kursk: 0.1% and 0.2% off, so beyond the rounding of an exact number.
    for name in ("F055", "F068"):
        score = scores()[name]
        assert score.by == ()
        assert score.near
        assert score.closest is not None
        assert score.closest.levels.line.id == "with_kursk"


def test_what_no_definition_gives_is_neither() -> None:
    # 2,233 km² for 2023 is four to six times every other count of the same year and map.
    score = scores()["F013"]
    assert score.covered
    assert score.by == ()
    assert not score.near


def test_a_statement_comes_out_by_the_interval_that_its_words_allow() -> None:
    for score in scores().values():
        inside = [match for match in score.values if match.value in score.statement.interval]
        assert bool(score.by) == bool(inside)
        assert set(score.by) == {match.levels.line.definition for match in inside}
        if score.by:
            assert score.closest in inside


def test_each_definition_gives_one_value_for_the_days_stated() -> None:
    for score in scores().values():
        lines = [match.levels.line.id for match in score.values]
        assert len(lines) == len(set(lines))
        for match in score.values:
            assert match.freedom == 0
            assert match.off == pytest.approx(match.value - score.statement.value, abs=0.011)


def test_a_definition_with_kursk_says_nothing_of_windows_that_end_before_its_layer() -> None:
    def lines(name: str) -> set[str]:
        return {match.levels.line.id for match in scores()[name].values}

    assert not {"with_kursk", "deepstate_with_kursk"} & lines("F005")  # 2023
    assert not {"with_kursk", "deepstate_with_kursk"} & lines("F036")  # to 31 May 2024
    assert {"with_kursk", "deepstate_with_kursk"} <= lines("F004")  # to 19 November 2024
    assert "regained" not in lines("F145")  # 13 August 2024: ISW's layer starts in September
    assert "regained" in lines("F001")
    for score in scores().values():
        assert not [match for match in score.values if str(match.value) == "-0.0"]


def test_no_name_of_an_origin_is_cut() -> None:
    assert [row.name for row in origins().values() if row.short.endswith("…")] == []


def test_a_bound_that_holds_is_no_miss() -> None:
    (row,) = [one for one in by_origin(scores("2024-11-20").values()) if one.origin == "russia-authorities"]
    assert (row.obtained, row.usual_miss) == (1, None)


def test_a_claim_and_the_scoreboard_read_one_measure_of_its_figure() -> None:
    evidence = evidence_of()
    (claim,) = [one for one in check_claims(evidence, load_choices(ROOT), "wubi-2024-11-20") if one.claim.id == "C18"]
    closest = scores("2024-11-20")["F008"].closest
    assert closest is not None
    assert claim.judged.closest is not None
    assert closest.value == claim.judged.closest.value == 1247.79


def test_origins_are_counted_once_and_add_up() -> None:
    rows = origins().values()
    assert sum(len(row.scores) for row in rows) == len(scores())
    for row in rows:
        assert row.obtained + row.near <= len(row.covered) <= len(row.scores)
        assert sum(row.by.values()) >= row.obtained
    covered = [len(row.covered) for row in rows]
    assert covered == sorted(covered, reverse=True)


def test_a_number_credited_by_ten_papers_to_one_origin_is_one_statement() -> None:
    # ISW's 4,168 km² for 2024 was read in three publications, of Ukraine in some and of the theatre in others.
    (told,) = [score for score in scores().values() if score.statement.value == 4168.0]
    assert told.statement.origin == "isw"
    assert told.statement.repeated_by


def test_only_what_was_published_by_the_day_is_scored() -> None:
    early = scores("2024-11-20")
    assert early
    assert early.keys() < scores().keys() | early.keys()
    assert all(str(score.statement.figure.published) <= "2024-11-20" for score in early.values())


def test_gross_gains_are_left_out_as_net_series_cannot_give_them() -> None:
    assert all(score.statement.figure.quantity != "area_gained_gross" for score in scores().values())


def test_one_mappers_report_scores_by_that_mapper_alone() -> None:
    for score in scores(series="isw").values():
        assert {match.levels.line.mapper for match in score.values} <= {"ISW"}


def test_definitions_stand_in_one_order_however_python_orders_sets() -> None:
    told = "print([row[0] for row in definition_table(scoreboard(evidence_of())).rows])"
    names = "from evidence_of import evidence_of; from frontline.prose.scoreboard import definition_table"
    code = f"{names}; from frontline.analysis.scoreboard import scoreboard; {told}"
    orders = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parent,
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "3", "5")
    }
    assert len(orders) == 1


def test_what_only_the_coarsest_rounding_lets_come_out_is_counted_apart() -> None:
    thousand = scores()["F141"]  # "about 1,000 km²" beside 583: 500 to 1,500 by its one digit, 950 to 1,050 by a finer
    assert thousand.by
    assert thousand.coarse
    assert not scores()["F004"].coarse  # "about 2,700": five percent, whatever its rounding


def test_ground_regained_is_a_gross_gain_save_where_a_mapper_has_a_layer_of_it() -> None:
    figures = evidence_of("2025-03-10").ledger.figures
    assert is_gross(figures["F093"])
    assert not is_gross(figures["F001"])
    assert {score.statement.figure.id for score in scoreboard(evidence_of("2025-03-10"))}.isdisjoint({"F093"})


def test_a_gain_of_ukraine_is_told_as_one() -> None:
    figures = evidence_of().ledger.figures
    assert by_whom(figures["F145"]) == " by Ukraine"
    assert by_whom(figures["F001"]) == by_whom(figures["F147"]) == ""
