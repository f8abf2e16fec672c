"""What the committed tables give for the article's claims. A change here changes what the report says."""

import dataclasses
import datetime as dt
import json
import re
from collections.abc import Mapping

import pytest
from evidence_of import ROOT, evidence_of, run_of

from frontline.analysis.choices import load_choices
from frontline.analysis.claims import CheckedClaim, check_claim, check_claims, witnesses
from frontline.analysis.desk import claims_document
from frontline.analysis.evidence import load_evidence
from frontline.charts.claims import claims_overview
from frontline.ledger import Ledger
from frontline.numbers import Cards, Prose
from frontline.prose.claims import article, claim_story, headline, unchecked_table, verdict_table
from frontline.prose.forensics import summary as searched
from frontline.prose.scoreboard import summary as scored
from frontline.tables import CallerMistake


@pytest.fixture(scope="module")
def checked() -> dict[str, CheckedClaim]:
    evidence = evidence_of()
    return {one.claim.id: one for one in check_claims(evidence, load_choices(ROOT), "wubi-2024-11-20")}


def test_every_claim_of_the_article_and_its_fuller_versions_is_told(checked: dict[str, CheckedClaim]) -> None:
    assert sorted(checked) == [f"C{number:02}" for number in range(1, 35)]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [("C02", "agrees"), ("C03", "depends"), ("C04", "agrees"), ("C05", "differs"), ("C06", "depends"),
     ("C07", "agrees"), ("C17", "agrees"), ("C20", "differs"), ("C21", "cannot be checked"), ("C26", "agrees")],
)  # fmt: skip
def test_the_first_verdicts(checked: dict[str, CheckedClaim], claim: str, verdict: str) -> None:
    assert checked[claim].judged.verdict == verdict


def test_almost_six_times_turns_on_the_mapper(checked: dict[str, CheckedClaim]) -> None:
    one = checked["C03"]
    assert one.judged.flips == ("mapper",)
    by_mapper = {reading.mapper: reading for reading in one.counted}
    assert by_mapper["ISW"].value == pytest.approx(5.90, abs=0.005)  # 2,874.2 ÷ 486.9
    assert by_mapper["DeepState"].value is None
    assert "−186 km²" in str(by_mapper["DeepState"].why).replace("\N{NO-BREAK SPACE}", " ")


def test_the_593_regained_is_not_obtained_and_the_closest_is_named(checked: dict[str, CheckedClaim]) -> None:
    one = checked["C20"]
    assert [round(reading.value or 0) for reading in one.counted if reading.mapper == "ISW"] == [254]
    assert str(one.why).startswith("we could not obtain this number from the open series listed; the closest is 313")


def plain(choices: Mapping[str, str]) -> bool:
    return not {"first_day", "evidence_day", "without_redraws"} & set(choices.values())


def test_the_planar_series_counts_only_where_its_mapper_has_nothing_else(checked: dict[str, CheckedClaim]) -> None:
    def standing(claim: str) -> set[str]:
        return {r.standing for r in checked[claim].readings if r.series == "isw_published" and plain(r.choices)}

    assert standing("C03") == {"equivalent"}  # nothing else of ISW reaches back to 2022
    assert standing("C04") == {"inferior"}


def test_a_claim_that_cannot_be_checked_says_why(checked: dict[str, CheckedClaim]) -> None:
    reasons = [one.why for one in checked.values() if one.judged.verdict == "cannot be checked"]
    assert len(reasons) > 15
    assert all(len(str(reason)) > 5 for reason in reasons)


def altered(claim: str, **more: object) -> tuple[Ledger, str]:
    """Return the ledger with the claim's figure altered."""
    ledger = evidence_of().ledger
    name = ledger.claims[claim].figures[0]
    figure = ledger.figures[name].model_copy(update=more)
    return dataclasses.replace(ledger, figures={**ledger.figures, name: figure}), name


@pytest.mark.parametrize(("stated", "verdict"), [(110651.0, "differs"), (99999.0, "differs"), (110649.0, "agrees")])
def test_a_claim_with_a_false_number_differs(stated: float, verdict: str) -> None:
    ledger, _ = altered("C17", best=stated)
    evidence = dataclasses.replace(evidence_of(), ledger=ledger)
    assert check_claim(ledger.claims["C17"], evidence, load_choices(ROOT)).judged.verdict == verdict


def test_ten_copies_of_one_witness_change_neither_verdict_nor_count(checked: dict[str, CheckedClaim]) -> None:
    evidence = evidence_of()
    copies = {
        f"F9{number:02}": figure.model_copy(update={"id": f"F9{number:02}", "stated_by": f"Paper {number}"})
        for number, figure in enumerate([evidence.ledger.figures["F012"]] * 10)
    }
    ledger = dataclasses.replace(evidence.ledger, figures={**evidence.ledger.figures, **copies})
    again = check_claim(ledger.claims["C05"], dataclasses.replace(evidence, ledger=ledger), load_choices(ROOT))
    assert again.judged == checked["C05"].judged
    assert witnesses(again) == witnesses(checked["C05"]) > 0


def test_as_of_never_moves_a_claims_own_window(checked: dict[str, CheckedClaim]) -> None:
    later = check_claims(evidence_of("2025-03-10"), load_choices(ROOT), "wubi-2024-11-20")
    assert {one.claim.id: one.judged.verdict for one in later} == {
        name: one.judged.verdict for name, one in checked.items()
    }


def test_a_region_keeps_its_own_claims() -> None:
    kept = check_claims(evidence_of(region="kursk"), load_choices(ROOT), "wubi-2024-11-20")
    assert {one.claim.region for one in kept} == {"kursk"}


def test_an_option_that_nobody_declared_may_not_be_used() -> None:
    with pytest.raises(CallerMistake, match="does not declare 'guess' for 'layer'"):
        load_choices(ROOT).standing("gain", {"layer": "guess"})


def test_claims_json_says_the_same_for_machines(checked: dict[str, CheckedClaim]) -> None:
    document = claims_document(run_of())
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    ratio = next(one for one in document if one["id"] == "C03")
    assert ratio["stated"] == {"low": 5.5, "best": 6.0, "high": 6.0, "unit": "ratio", "hedge": "almost"}
    assert (ratio["verdict"], ratio["flips"], ratio["locator"]) == ("depends", ["mapper"], "p2s1")
    assert {reading["holds"] for reading in ratio["readings"] if reading["value"] is not None} == {True, False}
    assert {reading["holds"] for reading in ratio["readings"] if reading["value"] is None} == {None}


@pytest.mark.parametrize(
    ("claim", "isw", "deepstate"),
    [
        ("C04", 2773.8, 2580.1),  # about 2,700 in 2024
        ("C05", 486.9, -185.7),  # 465 in 2023
        ("C06", 1029.0, 969.7),  # more than 1,000 from 1 September to 3 November
    ],
)
def test_the_numbers_of_2023_and_2024_have_a_reading_of_each_mapper(
    checked: dict[str, CheckedClaim], claim: str, isw: float, deepstate: float
) -> None:
    counted = {reading.mapper: round(reading.value or 0, 1) for reading in checked[claim].counted}
    assert counted == {"ISW": isw, "DeepState": deepstate}


def test_ukraines_hold_shrinks_held_and_held_plus_grey(checked: dict[str, CheckedClaim]) -> None:
    by_definition = {reading.choices["definition"]: reading.value for reading in checked["C26"].counted}
    assert by_definition == {"held": -195.88, "held_and_grey": -313.48}


def test_the_hubs_come_nearer(checked: dict[str, CheckedClaim]) -> None:
    by_place = {reading.inputs[0]["place"]: reading.value for reading in checked["C09"].counted}
    assert by_place == {"pokrovsk": -14.8, "kurakhove": -11.0}
    assert checked["C09"].judged.verdict == checked["C12"].judged.verdict == "agrees"


def test_no_distance_younger_than_the_embargo_is_told() -> None:
    evidence = load_evidence(run_of(embargo_until=dt.date(2024, 11, 18)))
    one = check_claim(evidence.ledger.claims["C09"], evidence, load_choices(ROOT))
    assert (one.readings, one.judged.verdict) == ((), "cannot be checked")


def test_a_mapper_counts_once_however_many_files_it_has(checked: dict[str, CheckedClaim]) -> None:
    for one in checked.values():
        made = [(r.mapper, r.measure, r.choices.get("definition")) for r in one.counted]
        assert len(made) == len(set(made)), one.claim.id


@pytest.mark.parametrize(
    ("stated", "hedge", "verdict"),
    [
        (110649.0, "more than", "agrees"),  # 110,649.4 is measured
        (110650.0, "at least", "differs"),
        (110649.0, "up to", "differs"),
        (110650.0, "up to", "agrees"),
        (110650.0, "almost", "agrees"),
        (110648.0, "exact", "differs"),
    ],
)
def test_a_verdict_flips_just_beyond_the_edge(stated: float, hedge: str, verdict: str) -> None:
    ledger, _ = altered("C17", best=stated, hedge=hedge)
    evidence = dataclasses.replace(evidence_of(), ledger=ledger)
    assert check_claim(ledger.claims["C17"], evidence, load_choices(ROOT)).judged.verdict == verdict


@pytest.mark.parametrize("claim", ["C03", "C04", "C05", "C06", "C17", "C18", "C19", "C20"])
def test_a_deliberately_false_number_differs(claim: str) -> None:
    ledger = evidence_of().ledger
    figure = ledger.figures[ledger.claims[claim].figures[0]]
    assert figure.best is not None
    false = figure.model_copy(update={"best": figure.best * 40 + 1, "low": None, "high": None, "hedge": "exact"})
    ledger = dataclasses.replace(ledger, figures={**ledger.figures, figure.id: false})
    evidence = dataclasses.replace(evidence_of(), ledger=ledger)
    assert check_claim(ledger.claims[claim], evidence, load_choices(ROOT)).judged.verdict == "differs"


def test_redraws_and_the_cut_off_are_shown_and_do_not_count(checked: dict[str, CheckedClaim]) -> None:
    standing = {
        option: {reading.standing for reading in checked["C03"].readings if option in reading.choices.values()}
        for option in ("without_redraws", "evidence_day", "first_day")
    }
    assert set(map(frozenset, standing.values())) == {frozenset({"inferior"})}
    evident = next(r for r in checked["C03"].readings if r.choices["cut_off"] == "evidence_day")
    assert evident.last.isoformat() == "2024-11-03"


def test_every_option_used_is_declared_and_every_kind_has_its_choices(checked: dict[str, CheckedClaim]) -> None:
    choices = load_choices(ROOT)
    for one in checked.values():
        for reading in one.readings:
            for choice, option in reading.choices.items():
                assert choices.declared(one.claim.kind, choice, option).reason


def test_the_ratio_without_redraw_candidates_is_shown_and_not_counted(checked: dict[str, CheckedClaim]) -> None:
    without = [one for one in checked["C03"].readings if one.choices.get("redraws") == "without_redraws"]
    assert {one.standing for one in without} == {"inferior"}
    values = {one.mapper: one.value for one in without}
    assert values["ISW"] == pytest.approx(7.8, abs=1.8)  # its denominator, 2023, moves with the multiple of noise
    assert values["DeepState"] is None


def test_the_cards_and_the_overview_tell_directions_from_numbers(checked: dict[str, CheckedClaim]) -> None:
    directions = [one.claim.id for one in checked.values() if one.directional and one.judged.verdict == "agrees"]
    assert directions == ["C02", "C07", "C09", "C12", "C26"]
    cards = headline(list(checked.values()), evidence_of())
    assert isinstance(cards, Cards)
    notes = {card.label: card.note for card in cards.cards}
    assert "C02, C07, C09, C12 and C26 state only a direction" in notes["agrees"]
    chart = claims_overview(list(checked.values()), evidence_of())
    assert chart is not None
    assert chart.title.startswith("Claims that open series can speak to: of 8 with a number, 2 agree, 2 depend")
    assert chart.title.endswith("of 5 with only a direction, all agree")


def test_readings_of_two_towns_are_told_apart_in_the_overview(checked: dict[str, CheckedClaim]) -> None:
    chart = claims_overview([checked["C09"]], evidence_of(region="donetsk"))
    assert chart is not None
    measures = {row[chart.columns.index("Measure")] for row in chart.rows}
    assert measures == {
        f"change of the distance of {town} from what DeepState marks as occupied" for town in ("Pokrovsk", "Kurakhove")
    }
    assert "−14.8 km (Pokrovsk); DeepState −11.0 km (Kurakhove)" in chart.alt.replace("\N{NO-BREAK SPACE}", " ")
    assert {text.get_text() for text in chart.figure.axes[0].texts} >= {"Pokrovsk", "Kurakhove"}
    for absent in ("strokes", "crosses", "Each claim", "rounding"):
        assert absent not in chart.subtitle
    assert "orange: DeepState" in chart.foot
    assert "ISW" not in chart.foot


def test_a_difference_is_said_to_be_one_and_from_what(checked: dict[str, CheckedClaim]) -> None:
    for name, of, value in (
        ("C02", "the pace less that of 2023", "+7.5 km²/day"),
        ("C07", "the gain less that of 2023", "+877 km²"),
        ("C12", "the change of the distance of Kupiansk from what DeepState marks as occupied", "−3.8 km"),
    ):
        head, _, end = claim_story(checked[name])
        assert isinstance(head, Prose)
        assert isinstance(end, Prose)
        assert f"as a direction: {of} is " in head.markdown
        assert f"{of} is {value}" in str(checked[name].why).replace("\N{NO-BREAK SPACE}", " ")
    table = verdict_table(list(checked.values()))
    assert table is not None
    rows = {str(row[0])[:3]: [cell if isinstance(cell, str) else cell.text for cell in row] for row in table.rows}
    told = {name: [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row] for name, row in rows.items()}
    assert told["C02"][1].endswith(" (pace less that of 2023)")
    assert told["C02"][2:4] == ["more than 0 km²/day", "+7.5 km²/day"]
    assert told["C18"][2] == "above 1,171 to 1,229.55 km²"
    assert "sentence (s)" in table.subtitle


def test_an_interval_is_told_as_its_words_were(checked: dict[str, CheckedClaim]) -> None:
    told = {}
    for name in ("C18", "C19"):
        head = claim_story(checked[name])[0]
        assert isinstance(head, Prose)
        told[name] = head.markdown.replace("\N{NO-BREAK SPACE}", " ")
    assert "it allows above 1,171 to 1,229.55 km²" in told["C18"]
    assert "Stated as “nearly half”, it allows 45 to below 50% (both ends: as the words say)." in told["C19"]


def test_a_verdict_begins_a_paragraph_of_its_own(checked: dict[str, CheckedClaim]) -> None:
    for one in checked.values():
        if one.readings:
            end = claim_story(one)[-1]
            assert isinstance(end, Prose)
            assert re.search(r"(?:^|\n\n)\*\*Verdict: ", end.markdown), one.claim.id


def test_the_address_of_a_count_tells_what_was_counted(checked: dict[str, CheckedClaim]) -> None:
    cards = headline(list(checked.values()), evidence_of())
    none = headline([checked["C09"]], evidence_of(region="donetsk"))
    assert isinstance(cards, Cards)
    assert isinstance(none, Cards)
    told = {card.label: card.number for card in cards.cards}
    assert told["differs"].formula == "claims judged “differs”"
    assert [row["id"] for row in told["differs"].inputs] == ["C05", "C18", "C19", "C20"]
    empty = {card.label: card.number for card in none.cards}["differs"]
    assert (empty.value, empty.formula) == (0, "claims judged “differs”: none of these")
    assert [row["id"] for row in empty.inputs] == ["C09"]


def test_a_force_without_other_estimates_promises_none() -> None:
    early = {
        one.claim.id: one for one in check_claims(evidence_of("2023-01-05"), load_choices(ROOT), "wubi-2024-11-20")
    }
    assert str(early["C21"].why) == "no open series counts soldiers"


@pytest.mark.parametrize("name", ["C22", "C29"])
def test_no_claim_sends_the_reader_to_another_edition(checked: dict[str, CheckedClaim], name: str) -> None:
    assert "an edition that reaches" not in str(checked[name].why)
    assert "where its edition reaches" in str(checked[name].why)


def test_a_number_read_from_one_row_is_measured_and_any_other_computed(checked: dict[str, CheckedClaim]) -> None:
    for one in checked.values():
        for reading in one.readings:
            number = reading.number(one.claim.id)
            if number is not None:
                assert (number.kind == "measured") == (len(number.inputs) == 1)
    assert {reading.number("C17").kind for reading in checked["C17"].readings} == {"measured"}  # type: ignore[union-attr]
    assert {reading.number("C18").kind for reading in checked["C18"].readings} == {"measured"}  # type: ignore[union-attr]
    assert {reading.number("C04").kind for reading in checked["C04"].readings} == {"computed"}  # type: ignore[union-attr]


def test_the_card_and_the_table_of_what_cannot_be_checked_agree(checked: dict[str, CheckedClaim]) -> None:
    cards = headline(list(checked.values()), evidence_of())
    assert isinstance(cards, Cards)
    table = unchecked_table(list(checked.values()))
    assert table is not None
    silent = {row[0] for row in table.rows}
    note = next(card.note for card in cards.cards if card.label == "cannot be checked")
    nothing = "neither a number nor a direction to hold them against"
    assert note == f"no open series speaks to them; C08 has readings, but states {nothing}"
    assert nothing in table.subtitle
    notebook = (ROOT / "notebooks" / "claim_check.ipynb").read_text()
    assert "neither a number nor a direction to hold the readings against" in notebook
    assert "Anything without a number or a direction." in notebook
    unchecked = {one.claim.id for one in checked.values() if one.judged.verdict == "cannot be checked"}
    assert unchecked - silent == {"C08"}


def test_a_planar_area_is_called_one_where_it_is_the_closest(checked: dict[str, CheckedClaim]) -> None:
    assert "487 km² by ISW, planar and about three percent too large, scaled 471 km²" in str(
        checked["C05"].why
    ).replace("\N{NO-BREAK SPACE}", " ")


def test_an_article_later_than_the_edition_is_said_to_be() -> None:
    early = evidence_of("2023-01-05")
    assert "later than this edition" in article(early, "wubi-2024-11-20").markdown
    assert "later than" not in article(evidence_of(), "wubi-2024-11-20").markdown
    assert searched([]) is None
    assert scored([]) is None


def test_no_name_of_a_claim_is_cut_in_the_overview(checked: dict[str, CheckedClaim]) -> None:
    chart = claims_overview(list(checked.values()), evidence_of())
    assert chart is not None
    assert not [text for axes in chart.figure.axes if "…" in (text := axes.get_title(loc="left"))]
