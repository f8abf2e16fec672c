"""Who stands behind a number, and the contradictions: each told anew from the ledger."""

import dataclasses

import pytest
from evidence_of import ROOT, evidence_of

from frontline.analysis.choices import load_choices
from frontline.analysis.claims import CheckedClaim, check_claim, check_claims
from frontline.analysis.contradictions import (
    Contradiction,
    Disagreement,
    contradiction_problems,
    disagreement,
    disagreements,
    load_contradictions,
)
from frontline.analysis.estimates import FORTNIGHT
from frontline.analysis.forensics import forensics
from frontline.analysis.scoreboard import by_origin, scoreboard
from frontline.analysis.witnesses import lineage, may_lead, named, witness, witnesses_of
from frontline.charts.lineage import lineage_chart
from frontline.numbers import Prose, Worded
from frontline.prose.claims import claim_story, lineage_of
from frontline.prose.forensics import all_table
from frontline.prose.witnesses import disagreement_tables, estimates_table, others_table

CASES = {case.id: case for case in load_contradictions(ROOT)}
LATEST = evidence_of("2026-11-01")


@pytest.fixture(scope="module")
def checked() -> dict[str, CheckedClaim]:
    return {one.claim.id: one for one in check_claims(evidence_of(), load_choices(ROOT), "wubi-2024-11-20")}


def case(name: str) -> Disagreement:
    told = disagreement(CASES[name], LATEST)
    assert told is not None
    return told


def test_all_25_of_the_check_list_are_declared() -> None:
    assert list(CASES) == [f"X{number:02}" for number in range(1, 26)]
    assert not contradiction_problems(list(CASES.values()), LATEST.ledger)


@pytest.mark.parametrize("name", [name for name, one in CASES.items() if one.kind != "dropped"])
def test_each_is_reproduced_from_the_ledger(name: str) -> None:
    told = case(name)
    assert len(told.voices) >= 2
    assert told.case.finding
    if told.case.kind == "side":
        assert told.lowest.figure.side != told.highest.figure.side
    else:
        assert told.factor > 1.01


@pytest.mark.parametrize("name", [name for name, one in CASES.items() if one.kind == "dropped"])
def test_or_dropped_with_a_reason(name: str) -> None:
    assert CASES[name].reason
    assert disagreements([CASES[name]], LATEST) == []


@pytest.mark.parametrize(
    ("name", "low", "high", "factor"),
    [
        ("X01", 386, 2233, 5.8),
        ("X03", 1000, 1500, 1.5),
        ("X13", 300, 4000, 13.3),
        ("X17", 15.4, 103, 6.7),
        ("X18", 18.1, 593 / 31, 1.06),
        ("X19", 28880 / 499.43, 68, 1.18),
        ("X21", 3500, 68500, 19.6),
        ("X22", 17.9, 18.4, 1.03),
        ("X24", 67000, 68000, 1.01),
        ("X25", 90, 233, 2.59),
    ],
)
def test_with_the_numbers_of_the_check_list(name: str, low: float, high: float, factor: float) -> None:
    told = case(name)
    assert (told.lowest.value, told.highest.value) == pytest.approx((low, high))
    assert told.factor == pytest.approx(factor, rel=0.01)


def test_one_witness_that_cannot_have_said_it_all_is_called_out() -> None:
    assert case("X01").within_one
    assert case("X01").witnesses == ("isw",)
    assert not case("X09").within_one
    assert case("X24").within_one  # one briefing


def test_a_repost_or_a_doubtful_copy_heads_no_contradiction() -> None:
    for told in disagreements(list(CASES.values()), LATEST):
        if told.headed:
            assert told.lowest.leads
            assert told.highest.leads
            assert not told.highest.second_hand
            assert not told.lowest.second_hand
    november = case("X02")
    assert max(voice.value for voice in november.voices) == 1202  # a repost of The Guardian
    assert november.highest.value == 839
    assert not case("X25").headed


def test_only_what_was_published_by_then_is_told() -> None:
    then = {told.case.id for told in disagreements(list(CASES.values()), evidence_of("2024-11-20"))}
    assert "X01" in then
    assert not {"X02", "X13", "X15", "X25"} & then
    assert disagreement_tables(list(CASES.values()), evidence_of("2022-12-31")) == []


def test_a_sum_has_the_address_of_each_part() -> None:
    both = next(voice for voice in case("X03").voices if len(voice.figures) == 2)
    assert both.value == 1069
    assert [row["id"] for row in both.number.inputs] == ["F048", "F051"]


def test_a_case_with_an_unknown_figure_is_a_problem() -> None:
    wrong = Contradiction(id="X99", topic="t", kind="spread", figures="F001 F998+F999", finding="f")
    assert [problem.value for problem in contradiction_problems([wrong], LATEST.ledger)] == ["F998", "F999"]


@pytest.mark.parametrize(
    ("kind", "figures", "reason"),
    [("dropped", "F001 F002", None), ("spread", "F001 F002", "why"), ("spread", "F1", None), ("spread", "F001+", None)],
)
def test_a_case_that_says_too_little_is_refused(kind: str, figures: str, reason: str | None) -> None:
    with pytest.raises(ValueError, match=r"reason|pattern"):
        Contradiction.model_validate(
            {"id": "X99", "topic": "t", "kind": kind, "figures": figures, "finding": "f", "reason": reason}
        )


def test_a_count_on_anothers_map_is_no_second_witness() -> None:
    assert witness("afp-on-isw") == witness("isw") == "isw"
    figures = [LATEST.ledger.figures[name] for name in ("F005", "F012", "F013", "F014")]
    assert witnesses_of(figures) == ("isw",)
    assert [named(origin) for origin in ("afp-on-isw", "russia-command", "us-and-ukraine-officials")] == [
        "AFP, from ISW data", "Russia: Command", "officials of the US and Ukraine",
    ]  # fmt: skip


def test_the_lineage_leads_from_publication_to_witness(checked: dict[str, CheckedClaim]) -> None:
    links = lineage_of(list(checked.values()), evidence_of())
    chart = lineage_chart(links, "Numbers of this article")
    assert chart is not None
    assert "summaries among them) rest on" in chart.title
    assert "BBC (3 reposts)" in chart.alt
    assert "BBC (summary)" in chart.alt
    assert len(chart.rows) == len(links) == len({link.figure.id for link in links})
    assert ["F012", "AFP", "AFP, from ISW data", "ISW", "spacewar"] in [list(row) for row in chart.rows]
    assert lineage_chart([], "nothing") is None


def test_50_000_troops_stand_against_at_least_eight_estimates_with_origins_counted(
    checked: dict[str, CheckedClaim],
) -> None:
    one = checked["C21"]
    assert len(one.others) >= 8
    counted = [estimate.statement for estimate in one.estimates if estimate.standing == "equivalent"]
    assert {statement.figure.id for statement in counted} == {"F199", "F201", "F203"}
    table = estimates_table(one, evidence_of())
    assert table is not None
    assert table.title.startswith(f"C21: {len(one.others)} other estimates by ")
    assert f"; 3 of them within {FORTNIGHT} days of the claim’s own" in table.title
    assert table.subtitle == "The claim: Russia has some 50,000 troops in Kursk."
    assert "no: other days; sent, moved or on the way" in {row[-1] for row in table.rows}
    # with North Koreans, and sent since August, are other questions
    apart = {estimate.statement.figure.id: estimate.choices for estimate in one.estimates}
    assert apart["F200"]["scope"] == "with_north_koreans"
    assert apart["F198"]["definition"] == "sent"


def test_copies_of_an_estimate_add_no_origin(checked: dict[str, CheckedClaim]) -> None:
    evidence = evidence_of()
    copies = {
        f"F9{number:02}": evidence.ledger.figures["F203"].model_copy(
            update={"id": f"F9{number:02}", "stated_by": f"Paper {number}"}
        )
        for number in range(10)
    }
    ledger = dataclasses.replace(evidence.ledger, figures={**evidence.ledger.figures, **copies})
    again = check_claim(ledger.claims["C21"], dataclasses.replace(evidence, ledger=ledger), load_choices(ROOT))
    assert len(again.others) == len(checked["C21"].others)


def test_a_figure_alone_has_its_page_as_publication() -> None:
    (link,) = lineage([LATEST.ledger.figures["F063"]], LATEST)
    assert (link.publication, link.count) == ("Online.UA", "UK: Ministry of Defence")
    assert link.witness == link.count


def test_another_number_on_the_word_of_the_same_witness_is_called_out(checked: dict[str, CheckedClaim]) -> None:
    table = others_table(list(checked.values()), evidence_of())
    assert table is not None
    beside = {(row[0], row[3]): row[5] for row in table.rows}
    assert beside["C05", "AFP, at SpaceWar"] == "the same witness, another number"
    assert beside["C05", "Newsweek, at Trending Feeds (repost)"] == "the same witness, another number"
    assert ("C04", "AFP, at News Bulletin 247 (repost)") not in beside  # January to 12 August is another period
    later = check_claims(evidence_of("2024-12-20"), load_choices(ROOT), "wubi-2024-11-20")
    table = others_table(later, evidence_of("2024-12-20"))
    assert table is not None
    assert {(row[0], row[3]): row[5] for row in table.rows}["C04", "MTV Uutiset"] == "another witness"
    assert others_table([], evidence_of()) is None


def said_of(name: str, as_of: str) -> str:
    (one,) = [
        one for one in check_claims(evidence_of(as_of), load_choices(ROOT), "wubi-2024-11-20") if one.claim.id == name
    ]
    end = claim_story(one)[-1]
    assert isinstance(end, Prose)
    return end.markdown.replace("\N{NO-BREAK SPACE}", " ")


def test_what_others_stated_is_told_with_hedge_and_days_and_on_whose_word() -> None:
    told = said_of("C06", "2024-11-20")
    seen = "Newsweek, at Trending Feeds (repost), for 1 Sep – 10 Nov 2024"
    assert f"at least [1,101 km²](#n-stated-F015) by {seen}" in told
    assert "It rests on the same witness as the article’s number, ISW." in told
    same = "Of these, [3](#n-same-witness-C04) rest on the same witness as the article’s number, ISW."
    assert same in said_of("C04", "2025-03-10")
    share = said_of("C19", "2025-03-10")
    assert "more than [40%](#n-stated-" in share
    assert "It does not rest on the same witness as the article’s number, ISW." in share


def test_an_estimate_read_in_a_repost_is_marked(checked: dict[str, CheckedClaim]) -> None:
    table = estimates_table(checked["C21"], evidence_of())
    assert table is not None
    seen = {row[2].number.id: row[3] for row in table.rows if isinstance(row[2], Worded)}
    assert seen["stated-F199"] == "Kyiv Independent, at Dayfr (repost)"
    assert seen["stated-F183"] == "ISW, at BCFA (repost); BBC, at NewsClick Nigeria (repost)"
    assert seen["stated-F195"] == "ISW, at BCFA (repost)"


def test_the_title_of_the_lineage_counts_the_pages_that_were_read(checked: dict[str, CheckedClaim]) -> None:
    chart = lineage_chart(lineage_of(list(checked.values()), evidence_of()), "Numbers")
    assert chart is not None
    pages = {(str(row[4]), str(row[1])) for row in chart.rows}
    reposts, summaries = (sum(page.endswith(mark) for _, page in pages) for mark in ("(repost)", "(summary)"))
    three = {page for page, publication in pages if publication == "BBC (repost)"}
    # the third tells what ISW's page tells too: one statement, and a page of its own
    assert three == {"wubi-2024-11-20", "aderonke-bamidele-2024-11-20", "newsclick-nigeria"}
    assert "BBC (3 reposts)" in {text.get_text() for text in chart.figure.axes[0].texts}
    among = f"{reposts} reposts and {summaries} summaries among them"
    assert chart.title.startswith(f"{len({page for page, _ in pages})} pages ({among}) rest on ")
    (one,) = lineage([LATEST.ledger.figures["F063"]], LATEST)
    alone = lineage_chart([one], "A number")
    assert alone is not None
    assert alone.title == "1 page rests on 1 witness"
    early = evidence_of("2023-01-05")
    second_hand = lineage_chart(
        lineage_of(check_claims(early, load_choices(ROOT), "wubi-2024-11-20"), early), "Numbers"
    )
    assert second_hand is not None
    assert second_hand.title == "2 reposts and 1 summary rest on 2 witnesses"


def test_that_no_case_rests_on_one_witness_goes_without_saying() -> None:
    first, copied = disagreement_tables(list(CASES.values()), evidence_of())
    assert "one witness" not in first.subtitle
    assert copied.subtitle.endswith("Of them, 2 rest on one witness that cannot have said it all.")
    assert "a range is ranked by its middle, and the factor takes its nearer end" in first.subtitle


@pytest.mark.parametrize(
    ("origin", "name"),
    [
        ("nis", "South Korea: National Intelligence Service"),
        ("ukraine-general-staff-source", "Ukraine: a source in the General Staff"),
        ("western-officials", "Western officials"),
        ("ukraine-command", "Ukraine: Command"),
    ],
)
def test_an_origin_is_named_in_words_and_not_by_the_parts_of_its_id(origin: str, name: str) -> None:
    assert origin in {figure.origin for figure in LATEST.ledger.figures.values()}
    assert named(origin) == name


def test_what_is_known_of_a_case_names_the_numbers_that_are_not_its_highest() -> None:
    told = case("X12")
    assert told.highest.value == 1000
    assert "11,000" in str(told.case.finding)


def test_no_factor_is_taken_to_the_middle_of_a_range() -> None:
    told = case("X05")
    assert told.lowest.number.bare == "800 to 900"
    assert told.factor == pytest.approx(1376 / 900)


def test_a_page_that_disagrees_with_itself_is_named_once() -> None:
    tables = disagreement_tables(load_contradictions(ROOT), evidence_of("2025-03-10"))
    told = {str(row[0])[:3]: str(row[4]) for table in tables for row in table.rows}
    assert told["X18"].startswith("Espreso, against its own 593 ÷ 31 days. One witness: ISW")
    assert "what such numbers of one page give together" in tables[0].subtitle


def test_that_a_witness_cannot_have_said_it_all_is_told_where_a_case_rests_on_one() -> None:
    first, copied = disagreement_tables(list(CASES.values()), evidence_of())
    assert not any("One witness: " in str(row[4]) for row in first.rows)
    assert "Where all rest on one witness" not in first.foot
    assert "give together" not in first.subtitle
    assert "Where all rest on one witness" in copied.foot


def test_two_numbers_of_one_area_weeks_apart_head_no_disagreement() -> None:
    told = disagreement(CASES["X05"], evidence_of())
    assert told is not None
    # 1,294 km² on 27 August and over 1,300 on 19 September agree; what disagrees was read in reposts
    assert not told.headed
    assert (told.lowest.value, told.highest.value) == (907, 1300)


def test_a_case_leaves_out_no_number_beyond_those_that_it_names() -> None:
    figures = [one for one in LATEST.ledger.figures.values() if one.confidence != "low"]
    theatre = {one.id for one in figures if one.quantity == "force_in_ukraine" and one.side == "russia"}
    of_2024 = {one.id for one in figures if one.id in theatre and one.last.year == 2024}
    assert of_2024 == set(CASES["X14"].figures.split())
    held = [one for one in evidence_of().figures() if (one.region, one.side) == ("kursk", "ukraine")]
    stated = [one for one in held if one.quantity in ("area_held", "area_peak")]
    largest = disagreement(CASES["X05"], evidence_of())
    assert largest is not None
    beyond = [one for one in stated if may_lead(one, LATEST.ledger.sources[one.source])]
    assert max(one.best or one.high or one.low or 0 for one in beyond) == largest.highest.value == 1300


def test_what_is_known_of_a_case_denies_no_number_of_its_own_row() -> None:
    told = case("X12")
    assert told.lowest.figure.origin.startswith("russia-")
    assert "No official" not in (told.case.finding or "")


def test_a_number_for_other_days_is_not_called_another_number() -> None:
    later = evidence_of("2025-03-10")
    table = others_table(check_claims(later, load_choices(ROOT), "wubi-2024-11-20"), later)
    assert table is not None
    beside = {(row[0], row[1], str(row[4]).replace("\N{NO-BREAK SPACE}", " ")): row[5] for row in table.rows}
    assert beside["C04", "AFP, from ISW data", "1 Jan – 30 Nov 2024"] == "the same witness, for other days"
    assert beside["C05", "AFP, from ISW data", "2023"] == "the same witness, another number"
    apart = [row for row in table.rows if row[5] == "the same witness, another number"]
    assert f"{len(apart)} of them another number for the same days" in table.title


def test_an_origin_has_one_name_in_all_tables() -> None:
    names = {row.origin: row.name for row in by_origin(scoreboard(LATEST))}
    assert all(name == named(origin) for origin, name in names.items())
    findings = forensics(LATEST.figures(), LATEST)
    table = all_table(findings, LATEST)
    assert table is not None
    assert {row[2] for row in table.rows} <= {named(finding.figure.origin) for finding in findings}
