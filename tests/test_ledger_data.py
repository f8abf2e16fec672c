"""The committed ledger: what it holds, what it leaves out, and that it keeps its own rules."""

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

from frontline.ledger import Ledger, load_ledger, problems

PROJECT = Path(__file__).resolve().parents[1]
SHARED = PROJECT.parent / "shared"
CODEBOOK = (PROJECT / "data" / "README.md").read_text("utf-8")
REPEATED = ["F160", "F161", "F162", "F205", "F206", "F236", "F251"]

needs_shared = pytest.mark.skipif(not (SHARED / "facts").is_dir(), reason="the collected facts are not here")


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return load_ledger(PROJECT)


def left_out() -> set[str]:
    section = CODEBOOK.split("## What was left out")[1].split("Kept with confidence")[0]
    rows = [line for line in section.splitlines() if line.startswith("| F")]
    return {figure for row in rows for figure in re.findall(r"F\d{3}", row.split("|")[1])}


def test_the_committed_tables_have_no_problem() -> None:
    assert problems(PROJECT) == []


def test_the_article_states_three_numbers(ledger: Ledger) -> None:
    ratio, regained, troops = (ledger.figures[key] for key in ("F003", "F001", "F002"))
    assert (ratio.best, ratio.hedge, ratio.locator, ratio.attributed_to) == (6, "almost", "p2s1", "ISW")
    assert (regained.best, regained.unit, regained.locator, regained.origin) == (593, "km2", "p9s1", "isw")
    assert (troops.best, troops.unit, troops.locator, troops.attributed_to) == (50_000, "people", "p7s2", None)
    assert {figure.last.isoformat() for figure in (ratio, regained, troops)} == {"2024-11-19"}
    assert ledger.sources["wubi-2024-11-20"].kind == "repost"


def test_only_the_article_that_we_hold_has_locators(ledger: Ledger) -> None:
    held = {figure.source for figure in ledger.figures.values() if figure.locator}
    held |= {claim.source for claim in ledger.claims.values() if claim.locator}
    assert held == {"wubi-2024-11-20"}


def test_each_collected_figure_is_here_or_named_with_its_reason(ledger: Ledger) -> None:
    collected = {f"F{number:03}" for number in range(1, 296)}
    assert left_out() | set(ledger.figures) == collected
    assert not left_out() & set(ledger.figures)
    assert f"{len(ledger.figures)} are here" in CODEBOOK


def test_figures_of_low_confidence_are_named_with_their_fault(ledger: Ledger) -> None:
    named = re.findall(r"F\d{3}", CODEBOOK.split("Kept with confidence")[1].split("\n\n")[0])
    assert named == [figure.id for figure in ledger.figures.values() if figure.confidence == "low"]
    assert all(ledger.figures[figure].note for figure in named)


def test_one_source_that_many_papers_repeat_is_one_origin(ledger: Ledger) -> None:
    assert {ledger.figures[figure].origin for figure in REPEATED} == {"ukraine-general-staff-source"}
    assert len({ledger.figures[figure].source for figure in REPEATED}) > 2


def test_no_origin_has_two_names(ledger: Ledger) -> None:
    """Whoever is credited by name has one origin, save those that the codebook explains."""
    origins: dict[str, set[str]] = defaultdict(set)
    for figure in ledger.figures.values():
        if figure.attributed_to:
            origins[figure.attributed_to.split(",")[0]].add(figure.origin)
    several = {name: found for name, found in origins.items() if len(found) > 1}
    assert several == {
        # ISW quotes a Ukrainian spokesman, and adds up losses that the General Staff claims.
        "ISW": {"isw", "ukraine-northern-command", "isw-on-ukraine-general-staff"},
        # EU-East drops the words by which Reuters tells that it has one source inside the General Staff.
        "the Ukrainian General Staff": {"ukraine-general-staff", "ukraine-general-staff-source"},
    }


def test_a_calculation_names_the_data_that_it_is_made_of(ledger: Ledger) -> None:
    origins = {figure.origin for figure in ledger.figures.values()}
    made_of = {origin.split("-on-")[1] for origin in origins if "-on-" in origin}
    assert made_of == {"isw", "deepstate", "ukraine-general-staff"}
    assert made_of <= origins


def test_an_undated_page_is_as_old_as_what_it_tells(ledger: Ledger) -> None:
    for source in ledger.sources.values():
        figures = ledger.figures_of(source.id)
        if source.published is None and figures:
            assert min(figure.published for figure in figures) >= max(figure.last for figure in figures), source.id


def test_every_source_is_used(ledger: Ledger) -> None:
    used = {figure.source for figure in ledger.figures.values()} | {claim.source for claim in ledger.claims.values()}
    unused = {source.id for source in ledger.sources.values() if source.kind != "dataset"} - used
    assert not unused


def test_the_data_sets_and_their_rights_are_sources(ledger: Ledger) -> None:
    sets = {source.id: source.rights for source in ledger.sources.values() if source.kind == "dataset"}
    assert {"economist", "isw-dashboard", "deepstate-daily", "deepstate-archive", "general-staff-dataset"} < set(sets)
    assert "CC BY 4.0" in sets["economist"] and "ODbL" in sets["geoboundaries"]
    assert all(f"| {name} |" in CODEBOOK for name in sets)


def test_all_34_claims_are_listed(ledger: Ledger) -> None:
    assert list(ledger.claims) == [f"C{number:02}" for number in range(1, 35)]
    assert all(claim.reason for claim in ledger.claims.values() if claim.kind == "not numeric")
    stated = {figure for claim in ledger.claims.values() for figure in claim.figures}
    assert stated == {"F001", "F002", "F003", "F004", "F005", "F006", "F007", "F008", "F009"}


def test_the_windows_of_the_headline_claims(ledger: Ledger) -> None:
    ratio = ledger.claims["C03"]
    days = (ratio.first, ratio.last, ratio.base_first, ratio.base_last)
    assert [str(day) for day in days] == ["2024-01-01", "2024-11-19", "2023-01-01", "2023-12-31"]
    assert (ledger.claims["C20"].kind, ledger.claims["C26"].kind) == ("regained", "trend")


@pytest.mark.parametrize("region", ["ukraine", "kursk", "pre2022", "crimea", "donetsk", "theatre", "kursk_belgorod"])
def test_regions_of_the_design_are_there(ledger: Ledger, region: str) -> None:
    assert region in ledger.regions


def test_ukraine_has_24_oblasts_and_each_iso_code_one_region(ledger: Ledger) -> None:
    codes = [region.iso_3166_2 for region in ledger.regions.values() if region.iso_3166_2]
    assert len(set(codes)) == len(codes) == 28
    oblasts = [region for region in ledger.regions.values() if region.kind == "oblast"]
    assert len([region for region in oblasts if (region.iso_3166_2 or "").startswith("UA-")]) == 24


def test_events_come_in_the_order_of_their_days(ledger: Ledger) -> None:
    days = [event.day for event in ledger.events.values()]
    assert days == sorted(days) and len(days) >= 20


def test_words_take_no_side(ledger: Ledger) -> None:
    told = [claim.statement for claim in ledger.claims.values()]
    told += [f"{event.name} {event.note}" for event in ledger.events.values()]
    told += [figure.note or "" for figure in ledger.figures.values()]
    assert not re.search(r"\b(liberat\w*|regime|terror\w*|lost|invaders?|occupiers?)\b", " ".join(told), re.IGNORECASE)


@needs_shared
def test_numbers_are_those_that_were_collected(ledger: Ledger) -> None:
    converted = {"F269"}  # printed per square mile
    with (SHARED / "facts" / "figures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            figure = ledger.figures.get(row["id"])
            if figure is None or figure.id in converted:
                continue
            numbers = [float(row[name]) if row[name] else None for name in ("low", "best", "high")]
            assert [figure.low, figure.best, figure.high] == numbers, figure.id
            source = ledger.sources[figure.source]
            assert source.seen_at == row["url"], figure.id
            if row["published"]:
                assert str(source.published) == row["published"], figure.id


@needs_shared
def test_nothing_is_copied_from_the_article() -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[\w’']+", text.lower())
        return {tuple(words[start : start + 9]) for start in range(len(words) - 8)}

    article = {run for path in (SHARED / "article").glob("*.txt") for run in runs(path.read_text("utf-8"))}
    ours = {run for path in (PROJECT / "data").glob("*.csv") for run in runs(path.read_text("utf-8"))}
    assert not article & (ours | runs(CODEBOOK))


# Ids, addresses, units and days are data, and a title is its publication's; whatever else a table says is our wording.
NO_WORDS = {"id", "source", "url", "seen_at", "upstream", "unit", "quantity", "locator", "origin", "title"}
DAYS = {"day", "first", "last", "published", "base_first", "base_last"}
TABLES = ("choices", "claims", "contradictions", "corrections", "events", "figures", "hedges", "places", "regions")
ROUGH = re.compile(r"km2|\(c\)|'|\b20\d\d-\d\d-\d\d\b")


@pytest.mark.parametrize("table", [*TABLES, "series", "sources"])
def test_words_that_may_be_shown_are_set_as_the_reports_are(table: str) -> None:
    with (PROJECT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    words = [text for row in rows for name, text in row.items() if name not in NO_WORDS | DAYS and text]
    assert [text for text in words if ROUGH.search(text)] == []
