import datetime as dt

import pytest
from evidence_of import evidence_of

from frontline.analysis.evidence import Evidence
from frontline.analysis.losses import by_quarter, lines_of
from frontline.numbers import Prose, Table, Worded
from frontline.prose import edition, gains, kursk, losses, missing, redraws, troops


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
        "(DeepState daily covers 7 July \N{EN DASH} 20 November 2024).*"
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
    window = edition.window_of(evidence)
    table = losses.losses_table(by_quarter(evidence, claimed, window), window, evidence)
    assert isinstance(table, Table)
    assert "" in table.rows[-1]
    assert "An empty cell: the map does not cover the quarter; DeepState archive ends on 3 August 2025." in table.foot
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
    assert {row[0]: row[-1] for row in table.rows}["2024"] == "ISW as published; DeepState archive"
    assert {row[0]: row[-1] for row in table.rows}["2025"] == "ISW as published; DeepState daily"


def test_a_report_on_troops_of_a_region_that_none_are_told_of_is_one_sentence() -> None:
    evidence = donetsk()
    report = troops.Report(evidence, troops.claimed_losses(evidence))
    told = report.absent()
    assert told is not None
    assert told.markdown == (
        "The ledger has no figure of strength and none of losses that is told of Donetsk oblast alone; the edition "
        "of all Ukraine has those told of other regions and of the whole theatre."
    )
    assert told._repr_mimebundle_()[1]["frontline"] == {"role": "absent", "text": told.markdown}
    assert report.part("In short", "Lead", [told], troops.nothing("Numbers", evidence)) == []
    assert report.limits() is None
    assert troops.method(report, areas=False) is None


def test_a_report_on_troops_says_of_a_part_without_figures_why_and_nothing_else() -> None:
    evidence = evidence_of("2023-01-05")
    report = troops.Report(evidence, troops.claimed_losses(evidence))
    assert report.absent() is None
    heading, why = report.part("The force", "Moscow counts a zone.", [None], troops.nothing("The force", evidence))
    assert heading.markdown == "## The force"
    assert why.markdown == "*The force: no figure from 1 January 2023 to 5 January 2023.*"
    (lead, *_) = report.part("Losses", "A claim.", [why], why)
    assert lead.markdown == "## Losses\n\nA claim."
    limits = report.limits()
    assert limits is not None
    assert "rawn as rows" not in limits.markdown
    assert "North Koreans" not in limits.markdown
    assert "What the losses were" in limits.markdown


def test_a_report_without_maps_names_none() -> None:
    evidence = evidence_of()
    claimed = troops.claimed_losses(evidence)
    assert claimed is not None
    assert "on the maps of ISW and DeepState" in edition.looks_at(evidence, [], "latest").markdown
    told = edition.looks_at(evidence, [], "latest", [claimed]).markdown
    assert "map" not in told
    assert "20 November 2024**, as recorded up to 8 August 2026." in told
    assert "recorded" not in edition.looks_at(donetsk(), [], "latest", []).markdown
    assert "on no map of it" in edition.looks_at(evidence_of(region="lviv"), [], "latest").markdown


@pytest.mark.parametrize(
    ("as_of", "left_out"),
    [("2025-03-10", "1 January – 10 March 2025"), ("2024-11-20", "1 October – 20 November 2024"), ("2024-12-31", "")],
)
def test_a_table_of_quarters_says_which_days_it_leaves_out(as_of: str, left_out: str) -> None:
    evidence = evidence_of(as_of)
    table = ground_table(evidence)
    assert isinstance(table, Table)
    said = f"Left out, as no whole quarter with data: {left_out}."
    assert said in table.subtitle if left_out else "Left out" not in table.subtitle


@pytest.mark.parametrize("series", ["all", "isw"])
def test_losses_are_not_divided_by_a_gain_that_rests_on_a_redraw(series: str) -> None:
    table = ground_table(evidence_of(series=series))
    rows = {str(row[0]).replace("\N{NO-BREAK SPACE}", " "): row for row in table.rows}
    assert rows["Q4 2023"][2:4] == ["218", "not clear"]  # 141 km² without a candidate of 77
    assert isinstance(rows["Q1 2024"][3], Worded)
    assert "200 km² or less, with or without the map’s own redraw candidates" in table.subtitle


def ground_table(evidence: Evidence) -> Table:
    claimed = troops.claimed_losses(evidence)
    assert claimed is not None
    window = edition.window_of(evidence)
    table = losses.losses_table(by_quarter(evidence, claimed, window), window, evidence)
    assert table is not None
    return table


def test_a_report_lists_the_lines_alone_that_a_quarter_has() -> None:
    evidence = evidence_of("2023-01-05")
    claimed = troops.claimed_losses(evidence)
    assert claimed is not None
    assert lines_of(by_quarter(evidence, claimed, edition.window_of(evidence))) == []
    told = edition.sources(evidence, ["isw_published", "general_staff", "economist_casualties"]).markdown
    assert "- **ISW as published** (isw_published): control of terrain" in told
    assert "- **General Staff of Ukraine** (general_staff): " in told
    assert "- **economist_casualties** (economist_casualties): " in told
