import datetime as dt
import re
from dataclasses import replace

import pytest
from evidence_of import ROOT, evidence_of

from frontline.analysis import agreement, beside, statements, strength
from frontline.analysis.choices import load_choices
from frontline.analysis.claims import check_claims
from frontline.analysis.evidence import Evidence
from frontline.analysis.losses import losses_for_ground
from frontline.analysis.redraws import candidates
from frontline.analysis.windows import Window
from frontline.charts.losses import monthly_losses_chart
from frontline.charts.strength import present_chart, sent_chart
from frontline.numbers import Cards, Prose, Table, Worded
from frontline.prose import agreement as agreed
from frontline.prose import claims, edition, gains, kursk, losses, redraws, revisions, troops
from frontline.prose.words import listed

NOT_NEUTRAL = re.compile(r"\b(liberat\w+|regime|lost|orcs?|invaders?|enemy|militants?|terrorists?)\b", re.IGNORECASE)


def told(evidence: Evidence) -> list[Prose | Table | Cards | None]:
    """Return everything that the reports tell in words and tables."""
    lines = evidence.territory()
    window = edition.window_of(evidence)
    checked = check_claims(evidence, load_choices(ROOT), "wubi-2024-11-20")
    compared = agreement.stretches(lines, window)
    stated = statements.about(evidence, topic="territory", quantities=("area_held", "area_peak", "area_regained"))
    claimed = evidence.shown("general_staff", "losses", "theatre")
    each: list[Prose | Table | Cards | None] = [
        edition.looks_at(evidence, [], "latest"),
        edition.corrections(evidence, [line.id for line in lines]),
        edition.sources(evidence, [line.id for line in lines]),
        gains.headline(evidence, lines),
        gains.summary(evidence, lines),
        gains.said_table(beside.said_beside_measured(evidence, lines, evidence.region), evidence),
        kursk.kursk_story(evidence),
        kursk.stated_table(stated, evidence),
        troops.headline(troops.Report(evidence, claimed)),
        losses.losses_table(losses_for_ground(claimed, lines, window) if claimed else [], window, evidence),
        claims.headline(checked, evidence),
        claims.verdict_table(checked),
        claims.unchecked_table(checked),
        claims.article(evidence, "wubi-2024-11-20"),
    ]
    found = candidates(lines, window)
    revised = revisions.revised_days(evidence, lines, window)
    each += [
        redraws.story(found, lines, window, evidence),
        redraws.in_short(found, lines, window),
        redraws.candidates_table(found),
        redraws.nets_table(evidence, lines),
        redraws.method(lines),
        revisions.story(evidence, lines, revised, []),
        revisions.revisions_table(revised),
        revisions.states_table(evidence, lines),
    ]
    if compared:
        each += [agreed.story(compared, evidence), agreed.windows_table(compared, evidence)]
    for one in checked:
        each += claims.claim_story(one) if one.readings else ()
    return each


EDITIONS = {
    "default": {},
    "kursk": {"as_of": "2025-03-10", "region": "kursk"},
    "donetsk": {"as_of": "2026-08-01", "region": "donetsk"},
    "almost nothing": {"as_of": "2023-01-02"},
    "one mapper": {"series": "deepstate"},
    "before the incursion": {"as_of": "2024-07-31"},
}


@pytest.mark.parametrize("name", EDITIONS)
def test_every_edition_is_told_with_addresses_and_neutral_words(name: str) -> None:
    for thing in told(evidence_of(**EDITIONS[name])):  # type: ignore[arg-type]
        if thing is None:
            continue
        data, metadata = thing._repr_mimebundle_()
        carried = metadata["frontline"]
        known = {record["id"] for record in carried.get("numbers", [])}
        words = str(data.get("text/markdown", "")) + str(data["text/plain"])
        linked = set(re.findall(r"\(#(n-[^)]+)\)", words))
        linked |= {cell["number"] for row in carried.get("rows", []) for cell in row if isinstance(cell, dict)}
        assert linked <= known
        assert "nan" not in words.lower().split()
        assert not NOT_NEUTRAL.search(words), NOT_NEUTRAL.search(words)


def test_every_gain_is_what_its_rows_give() -> None:
    evidence = evidence_of()
    checked = 0
    for thing in told(evidence):
        if thing is None:
            continue
        _, metadata = thing._repr_mimebundle_()
        for record in metadata["frontline"].get("numbers", []):
            assert record["kind"] != "measured" or len(record["inputs"]) == 1, record["id"]
            if record["id"].startswith("n-gain-") and len(record["inputs"]) == 2:
                base, end = (row["value"] for row in record["inputs"])
                assert abs(record["value"]) == pytest.approx(abs(end - base), abs=0.06)
                checked += 1
    assert checked > 5


def test_the_year_is_told_against_the_year_before_on_both_maps() -> None:
    evidence = evidence_of()
    words = gains.summary(evidence, evidence.territory()).markdown
    assert "**ISW geodesic** gives a net gain of [2,782" in words
    assert "[487" in words
    assert "[5.92" in words  # to 20 November; the claim's own window ends a day earlier
    assert "[6.65" in words  # a day: the year so far has 325 days, the year before 365
    assert "**DeepState archive** gives a net gain of [2,599" in words
    assert "a fall, of which there is no multiple" in words


def test_a_region_whose_series_begins_within_the_year_is_told_from_where_it_begins() -> None:
    evidence = evidence_of(region="donetsk", since=dt.date(2024, 7, 7))
    words = gains.summary(evidence, evidence.territory()).markdown
    assert words.startswith("- **DeepState daily** gives a net gain in Donetsk oblast of [1,514")
    assert "for 8 July \N{EN DASH} 20 November 2024" in words.replace("\N{NO-BREAK SPACE}", " ")
    cards = gains.headline(evidence, evidence.territory())
    assert isinstance(cards, Cards)
    assert cards.cards[0].label == "Russian net gain in Donetsk oblast since 8 July 2024"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([True, False], "1 of 2 stated gains is obtained by at least one series for the same days"),
        ([False, False], "None of 2 stated gains is obtained by any series for the same days"),
        ([True], "The one stated gain is obtained by a series for the same days"),
        ([False], "The one stated gain is obtained by no series for the same days"),
        ([], "No series covers the window of the stated gain"),
    ],
)
def test_how_many_stated_gains_are_obtained_is_said_in_words_that_fit(given: list[bool], said: str) -> None:
    evidence = evidence_of()
    rows = beside.said_beside_measured(evidence, evidence.territory(), "ukraine")
    chosen = [next(row for row in rows if row.gains and row.obtained == one) for one in given]
    table = gains.said_table(chosen or [replace(rows[0], gains=())], evidence)
    assert isinstance(table, Table)
    assert table.title == said
    assert ("An empty cell: that series does not cover the window." in table.subtitle) == any(
        "" in row for row in table.rows
    )


def test_a_cell_told_by_an_earlier_day_says_so() -> None:
    evidence = evidence_of("2025-03-10")
    rows = beside.said_beside_measured(evidence, evidence.territory(), "ukraine")
    table = gains.said_table(rows, evidence)
    assert isinstance(table, Table)
    assert "A missing day takes the last earlier value: " in table.foot
    (told,) = re.findall(r"ISW geodesic has no row of ([^;]*)", table.foot)
    assert "30 September 2024 (told by 29 September 2024)" in told
    whole = [row for row in rows if not any(gain.series.id == "isw_layers" for gain in row.gains)]
    without = gains.said_table(whole, evidence)
    assert isinstance(without, Table)
    assert "ISW geodesic" not in without.foot


def test_a_stated_gain_without_a_row_is_named_below_the_table() -> None:
    evidence = evidence_of()
    rows = beside.said_beside_measured(evidence, evidence.territory(), "ukraine")
    table = gains.said_table(rows, evidence)
    assert isinstance(table, Table)
    # F072, whose page does not tell the region
    foot = table.foot.replace("\N{NO-BREAK SPACE}", " ")
    assert "does not tell the region: about 1,500 km² by ISW, at Kyiv Post (repost) for " in foot
    oblast = evidence_of(region="donetsk")
    table = gains.said_table(rows, oblast)
    assert isinstance(table, Table)
    assert "does not tell the region" not in table.foot


def test_losses_added_for_earlier_days_are_told_where_the_window_holds_them() -> None:
    added = "28 February 2025 holds 1,650 people added for earlier days"
    later = evidence_of("2025-03-10")
    claimed = troops.claimed_losses(later)
    cards = troops.headline(troops.Report(later, claimed))
    assert claimed is not None
    assert cards is not None
    assert any(card.note.endswith("; with people added for earlier days on 28 February 2025") for card in cards.cards)
    window = Window(dt.date(2024, 10, 1), dt.date(2025, 3, 31))
    assert losses.added_told(later, window) == added
    assert losses.added_told(later, Window(dt.date(2024, 10, 1), dt.date(2025, 2, 27))) == ""
    assert "added for earlier days" not in str(troops.headline(troops.Report(evidence_of(), claimed)))
    table = losses.losses_table(losses_for_ground(claimed, later.territory(), window), window, later)
    whole = Window(dt.date(2024, 10, 1), dt.date(2025, 6, 30))
    latest = evidence_of("2025-07-10")
    claimed = troops.claimed_losses(latest)
    assert claimed is not None
    longer = losses.losses_table(losses_for_ground(claimed, latest.territory(), whole), whole, latest)
    assert table is not None
    assert longer is not None
    assert added not in table.foot  # no whole quarter holds it yet
    assert added in longer.foot
    chart = monthly_losses_chart(claimed, whole, losses.added_told(latest, whole))
    assert chart is not None
    assert chart.foot.startswith(f"{added} and 22 April 2025 holds 160 people added for earlier days. Source: ")


def test_the_list_of_series_names_an_office_with_its_article() -> None:
    told = edition.sources(evidence_of(), ["general_staff", "isw_layers"]).markdown
    assert told.startswith("Series of the General Staff of Ukraine and ISW:")


def test_a_measured_number_has_the_decimals_of_the_stated_one_beside_it() -> None:
    evidence = evidence_of("2025-03-10")
    table = gains.said_table(beside.said_beside_measured(evidence, evidence.territory(), evidence.region), evidence)
    assert isinstance(table, Table)
    (row,) = [row for row in table.rows if isinstance(row[1], Worded) and row[1].text.endswith("234.79")]
    assert "235.02" in row  # near, and not within: no tick


def test_what_kursks_layer_began_with_is_no_gain_since() -> None:
    words = kursk.kursk_story(evidence_of()).markdown.replace("\N{NO-BREAK SPACE}", " ")
    assert re.search(r"took back: \[554 km²\]\S+, of which \[48 km²\]\S+ stood in it on its first day", words)


def test_small_words() -> None:
    assert (listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])) == ("a", "a and b", "a, b and c")


def test_what_is_not_told_of_a_region_is_not_called_missing() -> None:
    assert troops.nothing("Claimed losses", evidence_of(region="donetsk"), "theatre").markdown == (
        "*Claimed losses: not available for Donetsk oblast.*"
    )
    in_kursk = troops.nothing("Strength", evidence_of(region="kursk", since=dt.date(2024, 1, 1)), "kursk").markdown
    assert in_kursk == "*Strength: no figure from 1 January 2024 to 20 November 2024.*"


def test_a_window_within_a_quarter_says_that_it_holds_no_whole_one() -> None:
    window = Window(dt.date(2023, 1, 1), dt.date(2023, 1, 5))
    assert losses.losses_table([], window, evidence_of()) is None
    said = losses.no_quarter(window)
    assert "no whole quarter from 1 January 2023 to 5 January 2023" in said.markdown


def test_whose_casualties_in_kursk_were_claimed_follows_the_data() -> None:
    assert troops.claimed_in_kursk(evidence_of()) == (
        "Of Kursk alone, the Ukrainian side stated casualties of Russian forces."
    )
    late = troops.claimed_in_kursk(evidence_of("2025-03-10"))
    assert late.endswith("stated casualties of Russian, North Korean and Ukrainian forces.")
    assert "the Ukrainian side, the Russian side and others stated" in late
    assert troops.claimed_in_kursk(evidence_of("2023-01-05")) == ""


def test_who_stated_ukrainian_strength_follows_the_data() -> None:
    told = troops.ukrainian_strength(evidence_of())
    until = "published up to 20 November 2024"
    assert (
        told == f"No Ukrainian number {until} is in the ledger. What there is comes from the Russian side and others."
    )
    # F208, published on 10 January 2025, is told of Ukrainian troops in one copy, and of Russian ones in the others
    later = troops.ukrainian_strength(evidence_of("2025-03-10"))
    assert later.startswith(
        "Of Ukrainian numbers published up to 10 March 2025 the ledger has only one doubtful copy, which is not quoted"
    )
    assert troops.ukrainian_strength(evidence_of("2023-01-05")) == ""


def test_a_card_has_the_hedge_with_its_number() -> None:
    cards = troops.headline(troops.Report(evidence_of(), None))
    assert isinstance(cards, Cards)
    data, carried = cards._repr_mimebundle_()
    assert (
        "about 50,000 Russian soldiers in Kursk: Oleksandr Pavliuk, Ukrainian Ground Forces, 19 " in data["text/plain"]
    )
    hedges = {card["label"]: card.get("hedge") for card in carried["frontline"]["cards"]}
    assert hedges["Russian soldiers in Kursk"] == "about"
    assert hedges["Russian soldiers in the theatre"] is None  # stated plainly


def test_a_stated_range_is_shown_by_its_ends_on_a_card(monkeypatch: pytest.MonkeyPatch) -> None:
    evidence = evidence_of("2024-09-15")
    (told,) = [one for one in strength.present(evidence, "russia") if one.is_range]
    monkeypatch.setattr(strength, "present", lambda _, side: [told] * (side == "russia"))
    cards = troops.headline(troops.Report(evidence, None))
    assert isinstance(cards, Cards)
    (card,) = [card for card in cards.cards if card.label == "Russian soldiers in Kursk"]
    assert card.number.text == "30,000 to 45,000"
    assert not card.hedge
    assert "middle" not in card.note


def test_of_several_statements_for_one_day_a_card_shows_one_that_is_sure_and_credits_someone() -> None:
    told = strength.present(evidence_of(), "north_korea")
    last = troops.latest(told)
    same_day = [one.figure.id for one in told if one.day == last.day]
    assert last.figure.id == "F231"  # the Pentagon's
    assert same_day[-1] == "F233"  # higher, of medium confidence, credits nobody


def test_a_number_read_with_north_koreans_and_without_is_one_statement() -> None:
    evidence = evidence_of("2025-03-10")
    (told,) = [one for one in strength.sent_or_planned(evidence) if one.value == 59_000]
    assert [figure.id for figure in told.figures] == ["F205", "F206"]
    chart = sent_chart(evidence)
    assert chart is not None
    assert "Told as of Russians and as with North Koreans: a source in the Ukrainian General Staff, 23" in chart.foot


def test_a_day_that_no_page_tells_is_said_to_be_inferred() -> None:
    evidence = evidence_of("2025-03-10")
    chart = present_chart(evidence, "ukraine")
    assert chart is not None
    foot = chart.foot.replace("\N{NO-BREAK SPACE}", " ")
    assert "Days inferred, as the page does not tell them: Apti Alaudinov, Akhmat commander, 15 August 2024; " in foot
    assert "the Pentagon" not in foot
    every = statements.statements(evidence.ledger.figures.values(), evidence)
    noted = [one for one in every if re.search(r"inferred|(is|are) estimated|not given", str(one.figure.note))]
    assert len(noted) > 15
    assert all(one.days_inferred for one in noted)


def test_the_limits_count_who_speaks_of_whom() -> None:
    evidence = evidence_of()
    box = troops.Report(evidence, None).limits()
    assert box is not None
    told = box._repr_mimebundle_()[0]["text/plain"]
    every = strength.told(evidence)
    by_ukraine = [one for one in every if one.origin.startswith("ukraine") and one.figure.side.startswith("russia")]
    by_russia = [one for one in every if one.origin.startswith("russia") and one.figure.side == "ukraine"]
    counted = len(by_ukraine) + len(by_russia)
    assert f"Drawn as rows: {len(every)}; of these by one belligerent about the other: {counted}." in told
    assert len(by_russia) > 0


def test_a_window_without_stated_gains_says_so() -> None:
    assert isinstance(gains.said_table([], evidence_of()), Prose)


def test_the_corrections_in_force_are_listed_with_reason_and_evidence() -> None:
    drawn = ["isw_layers"]
    words = (
        edition.corrections(evidence_of(), drawn)
        ._repr_mimebundle_()[0]["text/plain"]
        .replace("\N{NO-BREAK SPACE}", " ")
    )
    assert words.startswith("Faulty values of the sources, not used here:")
    assert "- **ISW geodesic**, 3 July 2024: 371.6 km² left out. Assessed advances: part of their layer" in words
    assert "108,358.6 km² left out. Control plus advances: the sum holds the same partial layer. It falls" in words
    assert "until it was revised on 8 July 2025." in words
    assert "4 March 2025" not in words  # after the last day that the report looks at
    later = edition.corrections(evidence_of(), drawn, dt.date(2025, 3, 10)).markdown  # a claim may look further
    assert "4 March 2025" in later.replace("\N{NO-BREAK SPACE}", " ")
    assert edition.corrections(evidence_of("2023-01-05"), drawn).markdown.startswith("No correction")
    before = edition.corrections(evidence_of(known_on=dt.date(2025, 9, 1)), drawn).markdown
    assert before.startswith("No correction of a source is in force in this report.")
    assert edition.corrections(evidence_of(), ["deepstate"]).markdown == before.partition(".")[0] + "."
    assert before.endswith("as the wrong value is not what is known: ISW geodesic (3 July 2024).")
