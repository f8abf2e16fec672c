import pytest
from evidence_of import ROOT, evidence_of

from frontline.analysis.choices import load_choices
from frontline.analysis.claims import check_claims
from frontline.analysis.forensics import forensics as search
from frontline.analysis.scoreboard import by_origin, scoreboard
from frontline.charts.scoreboard import scoreboard_chart
from frontline.numbers import Number
from frontline.prose import claims, edition, forensics, missing_claims

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("given", "reasons"),
    [
        (
            {"as_of": "2023-01-05"},
            {
                "days": "the windows of the claims recomputed above end later",
                "the article’s numbers": "published after 5 January 2023",
                "others’ numbers": "no other number of an area, a share, a ratio or a pace published by 5 January 2023",
                "forces": "no other estimate of the forces published by 5 January 2023",
            },
        ),
        (
            {"region": "donetsk"},
            {
                "days": "the claim recomputed above is on distances",
                "forces": "None of the article’s claims on Donetsk oblast counts a force",
                "the article’s numbers": "on Donetsk oblast state no number of an area",
                "disagreements": "no disagreement between publications on Donetsk oblast",
            },
        ),
        ({"region": "luhansk"}, {"claims": "None of the article’s claims on Luhansk oblast is in the ledger"}),
    ],
    ids=["long before the article", "an oblast", "no claim"],
)
def test_a_section_with_nothing_to_show_gives_its_own_reason(given: dict[str, str], reasons: dict[str, str]) -> None:
    evidence = evidence_of(**given)  # type: ignore[arg-type]
    checked = check_claims(evidence, load_choices(ROOT), "wubi-2024-11-20")
    told = {section: missing_claims.about(section, checked, evidence).markdown for section in missing_claims.REASONS}
    assert [section for section, reason in reasons.items() if reason not in told[section].replace(NBSP, " ")] == []
    assert not any("in the series chosen" in reason for reason in told.values())


def test_no_line_is_told_as_searched_where_nothing_was_searched() -> None:
    assert forensics.grid_table([]) is None
    evidence = evidence_of(region="donetsk")
    table = forensics.grid_table(search(evidence.figures(), evidence))
    assert table is not None
    assert {row[0] for row in table.rows} == {"an oblast"}


def test_the_fuller_versions_of_the_article_are_named_with_their_claims() -> None:
    told = claims.article(evidence_of(), "wubi-2024-11-20").markdown
    assert "<https://aderonkebamidele.com/" in told
    assert "C04, C05, C06" in told
    assert "C17, C18 and C19" in told
    assert "asserted only in fuller versions of it: " in told
    assert (
        "asserted only in a fuller version of it: "
        in claims.article(evidence_of(region="donetsk"), "wubi-2024-11-20").markdown
    )
    assert "fuller" not in claims.article(evidence_of(region="luhansk"), "wubi-2024-11-20").markdown


def test_a_scoreboard_of_one_statement_is_titled_in_words() -> None:
    chart = scoreboard_chart(by_origin(scoreboard(evidence_of(region="donetsk"))))
    assert chart is not None
    assert chart.title == "The one stated area does not come out within its rounding and hedge, nor within one percent"
    assert "0 " not in chart.alt.removesuffix(".")
    whole = scoreboard_chart(by_origin(scoreboard(evidence_of())))
    assert whole is not None
    assert "stated areas come out within their rounding and hedge" in whole.title


def test_a_page_of_the_theatre_is_not_said_to_tell_of_ukraine_alone() -> None:
    scores = scoreboard(evidence_of("2025-03-10"))
    chart = scoreboard_chart(by_origin(scores))
    assert chart is not None
    regions = {row[1]: row[3] for row in chart.rows}
    assert regions["F072"] == "theatre or not told"
    assert regions["F058"] == "Ukraine"
    assert "“Theatre or not told”: the page counts Kursk with Ukraine, or does not tell the region." in chart.foot
    kursk = scoreboard_chart(by_origin(scoreboard(evidence_of(region="kursk"))))
    assert kursk is not None
    assert "heatre or not told" not in kursk.foot


def test_a_quantity_inside_a_stated_range_is_not_off_and_lines_that_gave_none_were_not_searched() -> None:
    evidence = evidence_of("2025-03-10")
    findings = search(evidence.figures(), evidence)
    table, grid = forensics.all_table(findings, evidence), forensics.grid_table(findings)
    assert table is not None
    assert grid is not None
    (row,) = [row for row in table.rows if isinstance(row[0], Number) and row[0].text.startswith("800 to 900")]
    assert row[4] == "0.0"
    searched = {(row[0], row[1]) for row in grid.rows}
    assert ("Ukraine", "DeepState daily") not in searched  # its days begin where the archive has not ended yet
    assert ("Ukraine", "DeepState, control") in searched
    latest = evidence_of("2026-08-01")
    later = forensics.grid_table(search(latest.figures(), latest))
    assert later is not None
    assert ("Ukraine", "DeepState daily") in {(row[0], row[1]) for row in later.rows}


def test_who_finds_an_error_is_told_where_it_goes_and_what_to_give() -> None:
    told = edition.sending().markdown
    for said in ("issue in the repository", "the edition, by its name", "the number’s address", "your evidence"):
        assert said in told
