import textwrap
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontline.ledger import Figure, Ledger, load_ledger
from frontline.ledger.article import UnusableArticle
from frontline.ledger.locate import locate
from frontline.tables import CallerMistake

PROJECT = Path(__file__).resolve().parents[1]
ARTICLE = PROJECT.parent / "shared" / "article"
SOURCE = "wubi-2024-11-20"

HEADER = "Some Paper\n\nA heading that nobody counts\n\n2024-11-20 07:00:02\n\n"
BODY = """Dr. Gray was asked on Nov. 20 about three maps. She would name none of them.

“Some 593 sq km came back.” So the paper “Daily” wrote — it gave no day for it.

An unnamed officer spoke of fifty thousand troops, or of 50 battalions. Nobody counted 18 500 of them.

The pace was almost six times that of the year before, when 1,171 sq km changed hands."""
TEXT = HEADER + BODY


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return load_ledger(PROJECT)


@pytest.fixture(scope="module")
def small(ledger: Ledger) -> Ledger:
    """The ledger with the three located figures moved to where the small article has them."""
    return moved(ledger, F001="p2s1", F002="p3s1", F003="p4s1")


def moved(ledger: Ledger, **places: str) -> Ledger:
    figures: dict[str, Figure] = dict(ledger.figures)
    for figure, place in places.items():
        figures[figure] = figures[figure].model_copy(update={"locator": place})
    return replace(ledger, figures=figures)


def outcome(text: str | bytes, ledger: Ledger) -> dict[str, bool]:
    data = text.encode() if isinstance(text, str) else text
    return {hit.figure: hit.found for hit in locate(data, ledger, SOURCE).hits}


ALL = {"F001": True, "F002": True, "F003": True}


def test_each_figure_stands_where_the_ledger_says(small: Ledger) -> None:
    located = locate(TEXT.encode(), small, SOURCE)
    assert not located.misses
    assert [hit.text for hit in located.hits] == [
        "F001: found at p2s1",
        "F002: found at p3s1",
        "F003: found at p4s1",
    ]


def test_a_figure_elsewhere_is_named_with_the_nearest_place(small: Ledger) -> None:
    located = locate((TEXT + "\n\nIn the end 593 sq km it was.").encode(), moved(small, F001="p4s1"), SOURCE)
    (miss,) = located.misses
    assert (miss.figure, miss.locator, miss.stands_at) == ("F001", "p4s1", "p5s1")
    assert "593 sq km" in miss.spelled and "it stands at p5s1" in miss.text


def test_a_figure_that_is_nowhere_is_named_with_what_was_sought(small: Ledger) -> None:
    (miss,) = locate(TEXT.replace("six times", "five times").encode(), small, SOURCE).misses
    assert (miss.figure, miss.stands_at) == ("F003", None)
    assert miss.spelled == ("6 times", "six times", "6-fold", "six-fold")
    assert "nowhere" in miss.text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("593 sq km", "593 sq mi"),
        ("593 sq km", "593 km"),
        ("593 sq km", "1,593 sq km"),
        ("593 sq km", "593.5 sq km"),
        ("593 sq km", "5,930 sq km"),
        ("fifty thousand troops", "fifteen thousand troops"),
        ("fifty thousand troops", "50,000 sq km"),
        ("fifty thousand troops", "150 000 troops"),
        ("six times", "twenty-six times"),
        ("six times", "six percent"),
        ("six times", "sixteen times"),
    ],
)
def test_another_number_or_unit_is_a_miss(small: Ledger, old: str, new: str) -> None:
    assert list(outcome(TEXT.replace(old, new), small).values()).count(False) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("593 sq km", "593km²"),
        ("593 sq km", "593-square-kilometre strip"),
        ("593 sq km", "593 square kilometers"),
        ("593 sq km", "593 sq. km"),
        ("593 sq km", "five hundred and ninety-three square kilometres"),
        ("fifty thousand troops", "50,000 Russian and North Korean troops"),
        ("fifty thousand troops", "50 000 soldiers"),
        ("fifty thousand troops", "50,000"),
        ("fifty thousand troops", "50 thousand men"),
        ("fifty thousand troops", "50k troops"),
        ("almost six times", "almost a sixfold rise over"),
        ("almost six times", "almost 6x"),
        ("almost six times", "almost 6 times"),
    ],
)
def test_a_number_may_be_spelled_otherwise(small: Ledger, old: str, new: str) -> None:
    assert outcome(TEXT.replace(old, new), small) == ALL


@pytest.mark.parametrize(
    "header", ["", "By Someone\n", "A\nB\nC\n\n", "Paper\n\n\n\n  20 November 2024  \n\n", "* * *\n\n"]
)
def test_another_header_moves_nothing(small: Ledger, header: str) -> None:
    located = locate((header + BODY).encode(), small, SOURCE)
    assert (outcome(header + BODY, small), located.shift) == (ALL, 0)


@pytest.mark.parametrize("sentences", [1, 2, 5])
def test_a_header_with_sentences_of_its_own_is_seen_through(small: Ledger, sentences: int) -> None:
    located = locate(("Is this news?\n\n" * sentences + BODY).encode(), small, SOURCE)
    assert (len(located.misses), located.shift) == (0, sentences)
    assert located.hits[0].stands_at == f"p{2 + sentences}s1"


def test_a_paragraph_put_in_between_is_no_header(small: Ledger) -> None:
    start, end = BODY.split("An unnamed")
    located = locate(f"{start}Something new.\n\nAn unnamed{end}".encode(), small, SOURCE)
    assert ([miss.figure for miss in located.misses], located.shift) == (["F002", "F003"], 0)


@given(
    marks=st.tuples(
        st.sampled_from(["\n", "\r\n", "\r", "\u2028", "\x85"]),
        st.sampled_from([" ", "\u00a0", "\u202f", "\u2009", "\u3000", "  ", "\t"]),
        st.sampled_from(["“”", '""', "«»", "„“", "‘’"]),
    ),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
    header=st.lists(st.from_regex(r"[A-Z][a-z ]{0,30}", fullmatch=True), max_size=4),
)
@settings(deadline=None)
def test_the_spelling_of_a_copy_does_not_matter(
    small: Ledger, marks: tuple[str, str, str], encoding: str, header: list[str]
) -> None:
    line_break, space, (opening, closing) = marks
    text = "\n\n".join([*header, BODY]).replace("“", opening).replace("”", closing)
    text = text.replace(" ", space).replace("\n", line_break)
    assert outcome(text.encode(encoding), small) == ALL


def wrapped(text: str, width: int) -> str:
    return "\n\n".join(textwrap.fill(paragraph, width) for paragraph in text.split("\n\n"))


@pytest.mark.parametrize(
    "layout", [lambda text: text.replace("\n\n", "\n"), lambda text: text.replace("\n\n", "\n \n\n")]
)
def test_paragraphs_may_stand_close_or_far(small: Ledger, layout: Callable[[str], str]) -> None:
    assert outcome(layout(TEXT), small) == ALL


@given(width=st.integers(30, 110))
@settings(deadline=None)
def test_lines_may_be_broken_to_fit_a_width(small: Ledger, width: int) -> None:
    assert outcome(wrapped(TEXT, width), small) == ALL


@pytest.mark.parametrize(
    ("data", "got"),
    [
        (b"", "an empty file"),
        (b"\xef\xbb\xbf \r\n", "an empty file"),
        (BODY.encode("cp1252"), "bytes that are not utf-8, from byte 78 on"),
        (BODY.encode("utf-16-le"), "UTF-16 without"),
        (BODY.encode("utf-16")[:-1], "bytes that are not utf-16"),
        (b"%PDF-1.7 and so on.", "a PDF file"),
        (b"PK\x03\x04 and so on.", "docx"),
        (b"plain\x00text.", "a binary file"),
        (b"<!DOCTYPE html><p>Text.</p>", "a web page's source"),
        (b"Only a heading", "no paragraph ends in sentence punctuation"),
    ],
)
def test_a_file_without_usable_text_is_refused(ledger: Ledger, data: bytes, got: str) -> None:
    with pytest.raises(UnusableArticle) as caught:
        locate(data, ledger, SOURCE)
    assert got in (caught.value.got or "")
    assert caught.value.exit_code == 2 and "UTF-8" in str(caught.value)


@pytest.mark.parametrize(("source", "what"), [("nobody", "no such source"), ("spacewar", "no figure of this source")])
def test_a_source_without_locators_is_refused(ledger: Ledger, source: str, what: str) -> None:
    with pytest.raises(CallerMistake, match=what) as caught:
        locate(TEXT.encode(), ledger, source)
    assert SOURCE in str(caught.value)


@pytest.mark.skipif(not ARTICLE.is_dir(), reason="the article is not here")
def test_the_real_article_has_all_three(ledger: Ledger) -> None:
    (path,) = ARTICLE.glob("*.txt")
    located = locate(path.read_bytes(), ledger, SOURCE)
    assert ([hit.found for hit in located.hits], located.shift) == ([True] * 3, 0)


@pytest.mark.skipif(not ARTICLE.is_dir(), reason="the article is not here")
def test_the_real_article_may_be_copied_in_other_ways(ledger: Ledger) -> None:
    (path,) = ARTICLE.glob("*.txt")
    text = path.read_text("utf-8")
    body = text.split("\n\n", 3)[3]
    for copy in (
        text.replace("\n", "\r\n"),
        body,
        "BBC News\nWritten by nobody\n\n" + body,
        text.replace(" ", "\u00a0"),
        text.replace("\n\n", "\n"),
        wrapped(text, 80),
    ):
        assert outcome(copy, ledger) == ALL
    assert outcome(text.replace("593", "600"), ledger) == ALL | {"F001": False}
