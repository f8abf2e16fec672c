"""A new claim of a known kind is a row; a claim at fault is told by `frontline check` and shown as such."""

from pathlib import Path

import pytest
from clone_of import append, append_claim, checked_in, clone_of

from frontline.analysis.check import all_problems
from frontline.prose.claims import unchecked_table


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    return clone_of(tmp_path)


BASE = {"base_first": "2023-01-01", "base_last": "2023-12-31"}


@pytest.mark.parametrize(
    ("kind", "cells", "verdict"),
    [
        (
            "gain",
            {"region": "donetsk", "first": "2024-08-01", "last": "2024-09-30"},
            "cannot be checked",
        ),  # no figure, so no number to hold against
        ("comparison", BASE, "agrees"),
        ("acceleration", BASE, "agrees"),
        ("acceleration", {"side": "ukraine", **BASE}, "differs"),
        ("trend", {"region": "kursk", "side": "ukraine", "first": "2024-10-01", "last": "2024-11-19"}, "agrees"),
        ("trend", {"region": "luhansk", "first": "2024-08-01", "last": "2024-11-19"}, "agrees"),
        ("trend", {"region": "kursk", "side": "ukraine", "first": "2024-08-08", "last": "2024-08-20"}, "differs"),
        ("strength", {"region": "kursk"}, "cannot be checked"),
        ("distance", {"region": "donetsk", "place": "toretsk", "first": "2024-08-01"}, "agrees"),
        ("distance", {"region": "donetsk", "place": "pokrovsk toretsk", "first": "2024-08-01"}, "agrees"),
        ("distance", {"region": "sumy", "place": "sudzha", "reason": "It lies in Kursk"}, "cannot be checked"),
    ],
)
def test_a_claim_without_a_number_is_a_row(clone: Path, kind: str, cells: dict[str, str], verdict: str) -> None:
    append_claim(clone, kind=kind, **({"last": "2024-11-19"} if kind == "distance" else {}), **cells)
    assert not list(all_problems(clone))
    one = checked_in(clone)["C99"]
    assert one.judged.verdict == verdict
    assert str(one.why)


@pytest.mark.parametrize(
    ("kind", "quantity", "unit", "best", "cells", "verdict"),
    [
        ("gain", "area_gained", "km2", "2000", {"last": "2024-09-10"}, "depends"),
        ("gain", "area_gained", "km2", "9000", {"last": "2024-09-10"}, "differs"),
        ("ratio", "gain_ratio", "ratio", "2", {"base_first": "2023-10-01", "base_last": "2024-03-31"}, "agrees"),
        ("level", "area_controlled", "km2", "111000", {"first": "2024-11-19", "last": "2024-11-19"}, "agrees"),
        ("level", "area_held", "km2", "593", {"region": "kursk", "side": "ukraine", "first": "2024-11-15",
                                              "last": "2024-11-15"}, "depends"),
        ("peak", "area_peak", "km2", "898", {"region": "kursk", "side": "ukraine", "first": "2024-08-06",
                                             "last": "2024-10-01"}, "depends"),
        ("share", "share_regained", "percent", "34", {"region": "kursk", "first": "2024-08-06",
                                                      "last": "2024-11-19"}, "agrees"),
        ("regained", "area_regained", "km2", "250", {"region": "kursk", "first": "2024-10-01",
                                                     "last": "2024-11-19"}, "depends"),
    ],
)  # fmt: skip
def test_a_claim_with_a_number_is_two_rows(  # noqa: PLR0913, PLR0917
    clone: Path, kind: str, quantity: str, unit: str, best: str, cells: dict[str, str], verdict: str
) -> None:
    window = {"first": "2024-01-01", "last": "2024-06-30"} | {k: v for k, v in cells.items() if k in ("first", "last")}
    where = {"region": cells.get("region", "ukraine"), "side": cells.get("side", "russia")}
    append(
        clone, "figures", id="F999", source="wubi-2024-11-20", stated_by="BBC", origin="bbc", topic="territory",
        quantity=quantity, unit=unit, best=best, hedge="about", published="2024-11-20", confidence="high",
        **where, **window,
    )  # fmt: skip
    append_claim(clone, kind=kind, figure="F999", **cells)
    assert not list(all_problems(clone))
    one = checked_in(clone)["C99"]
    assert one.judged.verdict == verdict, [(r.mapper, r.value, r.standing) for r in one.readings]
    assert str(one.why)


@pytest.mark.parametrize(
    ("cells", "column", "expected"),
    [
        ({"first": "2024-07-01"}, "last", "not before first, 2024-07-01"),
        ({"region": "atlantis"}, "region", "an id of regions.csv"),
        ({"kind": "isw_layers"}, "kind", "'gain'"),
        ({"figure": "F998"}, "figure", "an id of figures.csv"),
        ({"kind": "ratio", "base_first": "2023-06-01", "base_last": "2023-06-30"}, "base_first", "one sign"),
        ({"first": "2019-01-01", "last": "2019-12-31"}, "first", "a window that an open series of ukraine covers"),
        ({"region": "lviv"}, "first", "a window that an open series of lviv covers"),
    ],
)
def test_a_claim_at_fault_is_told_by_row_and_column(
    clone: Path, cells: dict[str, str], column: str, expected: str
) -> None:
    line = append_claim(clone, **cells)
    found = [problem for problem in all_problems(clone) if problem.file == "claims.csv"]
    assert [(problem.row, problem.column) for problem in found] == [(line, column)]
    assert expected in found[0].expected


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"first": "2024-07-01"}, "last is 2024-06-30, expected not before first, 2024-07-01"),
        ({"region": "atlantis"}, "region is atlantis"),
        ({"first": "2019-01-01", "last": "2019-12-31"}, "No open series covers"),
    ],
)
def test_a_claim_at_fault_is_shown_as_one_that_cannot_be_checked(clone: Path, cells: dict[str, str], told: str) -> None:
    append_claim(clone, **cells)
    checked = checked_in(clone)
    assert len(checked) == 35
    assert checked["C99"].judged.verdict == "cannot be checked"
    table = unchecked_table(list(checked.values()))
    assert table is not None
    assert told in str(next(row for row in table.rows if row[0] == "C99")[2])


def test_a_ratio_to_a_gain_of_uncertain_sign_cannot_be_checked(clone: Path) -> None:
    append(
        clone, "figures", id="F999", source="wubi-2024-11-20", stated_by="BBC", origin="bbc", topic="territory",
        quantity="gain_ratio", region="ukraine", side="russia", unit="ratio", best="3", hedge="about",
        first="2024-01-01", last="2024-06-30", published="2024-11-20", confidence="high",
    )  # fmt: skip
    append_claim(clone, kind="ratio", figure="F999", base_first="2023-06-01", base_last="2023-06-30")
    one = checked_in(clone)["C99"]
    assert one.judged.verdict == "cannot be checked"
    assert "no ratio can be taken, since its gain of June 2023 is −" in str(one.why)


def test_vintages_that_agree_are_one_reading_and_those_that_differ_are_two(clone: Path) -> None:
    append_claim(clone, id="C98", last="2024-07-02")
    append_claim(clone, id="C99", last="2024-07-03")  # a day that was wrong upstream until 8 July 2025
    checked = checked_in(clone)

    def earlier(claim: str) -> list[float | None]:
        return [r.value for r in checked[claim].readings if r.choices.get("vintage") == "earlier"]

    assert earlier("C98") == []
    (then,) = earlier("C99")
    now = next(r for r in checked["C99"].readings if r.series == "isw_published" and "vintage" not in r.choices)
    assert now.value is not None
    assert then == pytest.approx(now.value - 756.4, abs=0.11)  # 111,943.3 instead of 112,699.7


def test_a_choice_other_than_the_mapper_is_told_with_what_each_option_gives(clone: Path) -> None:
    append(
        clone, "figures", id="F999", source="wubi-2024-11-20", stated_by="BBC", origin="bbc", topic="territory",
        quantity="area_held", region="kursk", side="ukraine", unit="km2", best="593", hedge="about",
        first="2024-11-15", last="2024-11-15", published="2024-11-20", confidence="high",
    )  # fmt: skip
    append_claim(
        clone, kind="level", figure="F999", region="kursk", side="ukraine", first="2024-11-15", last="2024-11-15"
    )
    one = checked_in(clone)["C99"]
    assert one.judged.flips == ("definition",)
    told = str(one.why).replace("\N{NO-BREAK SPACE}", " ")
    assert told.startswith("it turns on what is counted: by DeepState’s map, with held it is 594 km², with held plus")
    assert [number.unit for number in one.why.numbers] == ["km2", "km2"]
    assert "](#n-reading-C99-deepstate_archive-held" in one.why.markdown
