"""What the reports say of themselves, of ratios and of counts."""

import datetime as dt

import pytest
from evidence_of import evidence_of
from series_of import day, steady

from frontline.analysis import statements
from frontline.analysis.windows import Window
from frontline.charts.monthly import monthly_gains
from frontline.ledger import Event
from frontline.numbers import Cards, Table
from frontline.prose import edition, gains, kursk


def test_an_edition_names_the_day_of_its_newest_record() -> None:
    words = edition.looks_at(evidence_of(), [], "latest").markdown
    assert "as recorded up to 22 August 2026." in words
    early = evidence_of(known_on=dt.date(2025, 9, 1))
    assert edition.newest_record(early) <= dt.date(2025, 9, 1)


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("2025-03-10", {"ISW geodesic": "1.23", "DeepState archive": "0.85"}),
        ("2026-08-21", {"ISW as published": "0.04", "DeepState daily": "0.28"}),
    ],
)
def test_a_part_of_a_year_is_set_against_a_whole_one_by_the_day(as_of: str, said: dict[str, str]) -> None:
    evidence = evidence_of(as_of)
    cards = gains.headline(evidence, evidence.territory())
    assert isinstance(cards, Cards)
    told = {card.note: card for card in cards.cards if card.number.unit == "ratio"}
    assert set(told) == set(said)
    assert all(card.label.startswith("A day of ") for card in told.values())
    assert {name: card.number.bare for name, card in told.items()} == said


def test_a_pace_whose_first_border_has_no_row_says_of_how_many_days_it_is() -> None:
    evidence = evidence_of("2024-11-08")  # ISW geodesic has no row of 6 to 9 October 2024
    cards = gains.headline(evidence, evidence.territory())
    assert isinstance(cards, Cards)
    told = {card.note.partition(",")[0]: card for card in cards.cards if "the last" in card.label}
    geodesic, archive = told["ISW geodesic"], told["DeepState archive"]
    assert geodesic.note.replace("\N{NO-BREAK SPACE}", " ") == "ISW geodesic, over 34 days: no row of 9 October 2024"
    assert str(geodesic.number.formula) == "(S(2024-11-08) − S(2024-10-05)) ÷ 34 days"
    assert archive.note == "DeepState archive"


@pytest.mark.parametrize("as_of", ["2023-01-05", "2024-11-20", "2025-03-10"])
def test_no_label_of_a_card_can_break_before_its_last_word(as_of: str) -> None:
    evidence = evidence_of(as_of)
    cards = gains.headline(evidence, evidence.territory())
    assert isinstance(cards, Cards)
    labels = " ".join(card.label for card in cards.cards)
    assert "so\N{NO-BREAK SPACE}far" in labels
    assert " far" not in labels
    assert "30\N{NO-BREAK SPACE}days" in labels


def events(*sources: str | None) -> list[Event]:
    given = {"name": "A day", "region": "ukraine", "kind": "other"}
    return [
        Event.model_validate({"id": f"e{n}", "day": dt.date(2023, 2, 1 + n), "source": source, **given})
        for n, source in enumerate(sources)
    ]


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ((None,), "the ledger has no source for this day."),
        ((None, None), "the ledger has no source for any of these days."),
        ((None, "spacewar"), "the ledger has no source for 1 of these 2 days."),
        (("spacewar",), "each with its source."),
    ],
)
def test_days_without_a_source_are_counted_in_words_that_fit(sources: tuple[str | None, ...], said: str) -> None:
    window = Window(day("2023-01-01"), day("2023-06-30"))
    chart = monthly_gains([steady("2022-12-31", "2023-06-30", 0, 1)], window, events(*sources))
    assert chart is not None
    assert chart.foot.endswith(said)


def test_more_credits_than_origins_are_explained() -> None:
    evidence = evidence_of()
    told = statements.about(
        evidence, topic="territory", quantities=("area_held", "area_peak", "area_regained"), region="kursk"
    )
    table = kursk.stated_table(told, evidence)
    assert isinstance(table, Table)
    assert len({row[3] for row in table.rows}) > statements.origins(told)
    assert table.foot.endswith("Credits stand as they were worded; several of them can be one origin.")
    one = kursk.stated_table(told[:1], evidence)
    assert one is not None
    assert one.title == "1 statement of 1 origin on areas held or regained in Kursk"
    assert "Credits" not in one.foot
