"""Any text can be set in Typst, and reads as it was written."""

import re
import unicodedata

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from frontline.pages.escape import argument, literal, markup, printable
from frontline.pages.fonts import covered, files
from frontline.pages.pdf import compiled

STANDARDS = ["ua-1", "a-3a"]
HEAD = (
    '#set document(title: "t")\n#set page(width: 60cm)\n'
    '#set text(font: ("Source Serif Pro", "DejaVu Sans"), hyphenate: false)\n'
)
LATIN = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=60)
CYRILLIC = st.text(st.characters(min_codepoint=0x410, max_codepoint=0x44F), max_size=30)
ANY = st.text(st.characters(exclude_categories=()), max_size=40)


def read(source: str) -> str:
    """Return the words of a document as a reader copies them."""
    pdf = compiled(HEAD + source, {}, STANDARDS)
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))


def folded(text: str) -> str:
    return re.sub(r"\s", "", text)


@settings(deadline=None)
@given(LATIN | CYRILLIC)
@example("= no heading")
@example("- no list + none / none 1. none")
@example("#let x = 1; $x$ *b* _i_ `c` <l> @r https://a.b/c // no comment /* none */ \\u{41} ~ -- --- ... 'q' \"q\"")
@example('#raw("x") [c] ]] } {')
@example("<b>#x*_$")
@example("\\")
def test_markup_reads_as_the_text(text: str) -> None:
    assert folded(read(f"#emph[{markup(text)}]x")) == folded(f"{text}x")
    assert folded(read(f"#emph({argument(markup(text))})x")) == folded(f"{text}x")


@settings(deadline=None)
@given(LATIN)
@example('"); #panic() //')
@example("\\n \\u{41} \\")
def test_a_string_reads_as_the_text(text: str) -> None:
    assert folded(read(f"#text({literal(text)})x")) == folded(f"{text}x")


@settings(deadline=None, max_examples=150)
@given(ANY)
@example("\x00\x07\x1b\ud800\ufdd0\ufffe\uffff\U0010ffff")
@example("\ufeff\u200b\u200d\ufe0f\u202e\u2066\u00ad")
@example("\ue000\U000f0000\U00100000")
@example("a\r\nb\rc\u2028d\u2029e\x85f\x0bg\x0ch")
@example("U\u0310\u06dd\u070f\u08e2\u0600\U000110bd")
@example("中文😀हि한")
def test_any_text_compiles_to_a_valid_document(text: str) -> None:
    for source in (markup(text), f"#raw(block: true, {literal(text)})"):
        assert isinstance(read(f"{source}x"), str)


@given(ANY)
def test_what_is_printable_stays_and_the_rest_is_named(text: str) -> None:
    kept = printable(text)
    assert kept == printable(kept)
    for character in text:
        assert character in kept or f"U+{ord(character):04X}" in kept or unicodedata.category(character) in ("Mn", "Cf")


def test_a_refused_character_is_named() -> None:
    assert printable("aéb", uncovered={"é"}) == "a U+00E9 b"


def test_words_alone_are_a_string_as_an_argument_and_the_rest_is_content() -> None:
    assert argument(markup('a "b" \\')) == r'"a \"b\" \\"'
    assert argument(markup("a") + markup("b")) == '[#"a"#"b"]'
    assert argument(markup(" a")) == '[ #"a"]'
    assert argument("") == "[]"


def test_white_space_is_folded_in_markup_and_kept_in_strings() -> None:
    assert markup("a \n\n\t b") == '#"a b"'
    assert markup("a\u00a0b") == '#"a\u00a0b"'
    assert literal("a\n  b\t") == '"a\\n  b\\t"'


@pytest.mark.parametrize("character", "aЖїґ—−×²≈≥→☑☐שع\u00a0“”…")
def test_the_fonts_cover_what_reports_print(character: str) -> None:
    assert ord(character) in covered()


def test_what_is_set_without_looking_is_covered() -> None:
    for point in range(0x20, 0x2800):
        character = chr(point)
        if printable(character, uncovered={"\ue000"}) != character:
            assert printable(character) != character, f"U+{point:04X}"


def test_the_fonts_are_found_without_their_packages() -> None:
    names = {path.name for path in files()}
    assert {"SourceSerifPro-Regular.ttf", "SourceSansPro-Semibold.ttf", "DejaVuSans.ttf"} <= names
    assert 0x4E2D not in covered()
