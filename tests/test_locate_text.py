"""The parts of `locate`: paragraphs and sentences, number words, numbers with their units."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from frontline.ledger.article import plain_text
from frontline.ledger.mentions import mentions, spellings
from frontline.ledger.paragraphs import locator, paragraphs, position
from frontline.ledger.vocabulary import Unit
from frontline.ledger.words import WORDS, in_words, value_in_words


def counted(text: str) -> list[int]:
    return [len(sentences) for sentences in paragraphs(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four…", [4]),
        ("Dr. Gray and Gen. Lee met at 9 a.m. on Nov. 3. They left.", [2]),
        ("It took 593 sq. km. Then 50,000 men came.", [2]),
        ("J. D. Vance spoke. So did the U.S. Senate.", [2]),
        ("No. 5 is here. No. That is all.", [3]),
        ('"Is it so?" she asked. "Yes." He left.', [3]),
        ("It grew by 4.5 percent. (Some say more.) Some less.", [3]),
        ("It cost 3.50 a day etc. and more.", [1]),
        ("Élan came. Škoda went.", [2]),
    ],
)
def test_sentences_end_where_they_end(text: str, sentences: list[int]) -> None:
    assert counted(plain_text(text.encode())) == sentences


def test_only_what_ends_a_sentence_is_a_paragraph() -> None:
    text = "Heading\n\nOne. Two.\n\nA caption\n\nSubheading\n\nThree, “four.”\n\nFive:\n\n(Six.)"
    assert counted(plain_text(text.encode())) == [2, 1, 1]


def test_a_heading_right_above_its_paragraph_counts_with_it() -> None:
    assert counted("Heading\nOne. Two.\n\nThree.") == [2, 1]


def test_text_without_any_paragraph() -> None:
    assert paragraphs("Heading\n\n2024-11-20 07:00:02") == ()


@given(st.integers(1, 999), st.integers(1, 99))
def test_locators_read_back(paragraph: int, sentence: int) -> None:
    assert position(locator(paragraph, sentence)) == (paragraph, sentence)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (6, "six"),
        (21, "twenty-one"),
        (593, "five hundred and ninety-three"),
        (1_171, "one thousand one hundred and seventy-one"),
        (2_007, "two thousand and seven"),
        (50_000, "fifty thousand"),
        (110_649, "one hundred and ten thousand six hundred and forty-nine"),
    ],
)
def test_numbers_in_words(value: int, words: str) -> None:
    assert in_words(value) == words


@given(st.integers(1, 10**12 - 1))
def test_number_words_read_back(value: int) -> None:
    words = in_words(value)
    assert re.fullmatch(WORDS, words)
    assert value_in_words(words) == value
    assert value_in_words(words.replace("-", " ").replace(" and ", " ").title()) == value


@pytest.mark.parametrize("value", [0, -1, 10**12])
def test_what_cannot_be_spelled_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="whole number"):
        in_words(value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("almost six times as much", [(6, "ratio")]),
        ("a six-fold, nearly sixfold rise", [(6, "ratio"), (6, "ratio")]),
        ("it doubled, then tripled", [(2, "ratio"), (3, "ratio")]),
        ("593 sq km, 46 sq mi, 4 km, 46 percent", [(593, "km2"), (46, "mi2"), (4, "km"), (46, "percent")]),
        ("18.1 sq km a day and 30 km2/day", [(18.1, "km2_per_day"), (30, "km2_per_day")]),
        ("in 2024 593 sq km", [(2024, None), (593, "km2")]),
        ("800 to 900 square kilometers", [(800, "km2"), (900, "km2")]),
        ("30,000-45,000 troops", [(30_000, "people"), (45_000, "people")]),
        ("60 000 Russian troops", [(60_000, "people")]),
        ("60'000 dead", [(60_000, "people")]),
        ("some 50,000 have been sent", [(50_000, None)]),
        ("a hundred men, half a million men", [(100, "people"), (500_000, "people")]),
        ("half of it, a quarter, two-thirds", [(50, "percent"), (25, "percent"), (200 / 3, "percent")]),
        ("1.2 million people, 50k, 3bn", [(1_200_000, "people"), (50_000, None), (3_000_000_000, None)]),
        ("someone often attends", []),
        ("the F593 of v593", []),
        ("50 m of road", [(50, None)]),
    ],
)
def test_numbers_are_read_with_their_units(text: str, found: list[tuple[float, str | None]]) -> None:
    read = mentions(text)
    assert [mention.unit for mention in read] == [unit for _, unit in found]
    assert [mention.value for mention in read] == pytest.approx([value for value, _ in found])


UNITS: list[Unit] = ["km2", "km2_per_day", "percent", "ratio", "people"]


@given(st.integers(1, 10**9), st.sampled_from(UNITS))
@settings(deadline=None)
def test_each_spelling_of_a_number_is_read_as_that_number(value: int, unit: Unit) -> None:
    for spelling in spellings(value, unit):
        (mention,) = mentions(plain_text(f"It was {spelling}, they say.".encode()))
        assert mention.value == value
        assert mention.unit in (unit, None if unit == "people" else unit)


@given(st.decimals(min_value="0.01", max_value=10**6, places=2))
def test_decimals_are_read_whole(value: object) -> None:
    assume(float(str(value)) != int(float(str(value))))
    for spelling in spellings(float(str(value)), "km2"):
        (mention,) = mentions(f"it was {spelling} then")
        assert mention.value == float(str(value))
