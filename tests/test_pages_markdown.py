"""Markdown as Jupyter writes it becomes tokens."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontline.pages.headings import renumbered, settle, slug, unique
from frontline.pages.inline_html import attributes_of
from frontline.pages.markdown import parse, plain, walk


def kinds(text: str, **more: Any) -> list[str]:
    return [token["type"] for token in walk(parse(text, **more))]


def first(text: str, kind: str, **more: Any) -> dict[str, Any]:
    return next(token for token in walk(parse(text, **more)) if token["type"] == kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("*a*", "emphasis"),
        ("**a**", "strong"),
        ("~~a~~", "strikethrough"),
        ("`a`", "codespan"),
        ("a<br>b", "linebreak"),
        ("a<br/>b", "linebreak"),
        ("<sub>a</sub>", "subscript"),
        ("<SUP>a</SUP>", "superscript"),
        ("<mark>a</mark>", "mark"),
        ("<kbd>a</kbd>", "code"),
        ('<a href="https://a.b">a</a>', "link"),
        ('see <img src="x.png" alt="a">', "image"),
        ("https://example.org", "link"),
        ("- [ ] a", "task_list_item"),
        ("> a", "block_quote"),
        ("| a |\n|---|\n| b |", "table"),
        ("    a", "block_code"),
        ("***", "thematic_break"),
        ("$a$", "inline_math"),
        ("$$a$$", "block_math"),
        ("\\begin{equation*}\na\n\\end{equation*}", "block_math"),
        ("see \\\\(a\\\\)", "inline_math"),
        ("\\\\[a\\\\]", "block_math"),
        ("a[^1]\n\n[^1]: b", "footnote_ref"),
    ],
)
def test_every_kind_is_read(text: str, kind: str) -> None:
    assert kind in kinds(text)


def test_money_is_no_equation() -> None:
    assert "inline_math" not in kinds("from $5 and $10 to 7")


def test_no_raw_inline_html_is_left() -> None:
    assert "inline_html" not in kinds(
        "<b>a <i>b</b> c</i> <script>d</script> <!-- e --> <custom-tag> </div> <a name='x'>f</a>"
    )


def test_loose_tags_end_with_their_paragraph() -> None:
    tokens = parse("<b>a <i>b\n\nc")
    assert [token["type"] for token in tokens] == ["paragraph", "paragraph"]
    assert plain(tokens[1:]) == "c"


@given(st.text(max_size=200))
def test_any_text_is_parsed(text: str) -> None:
    assert isinstance(plain(parse(text)), str)


@given(st.lists(st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<br>", "<sub>", "</sub>", "x ", "<span>", "</span>"])))
def test_any_order_of_tags_keeps_the_words(pieces: list[str]) -> None:
    text = "y " + "".join(pieces)
    assert plain(parse(text)).count("x") == pieces.count("x ")


def test_entities_are_characters() -> None:
    assert plain(parse("&lt;b&gt; &amp; &copy; &#8212;")) == "<b> & © —"


def test_attributes_of_a_tag() -> None:
    assert attributes_of(" HREF=\"a&amp;b\" alt='c d' width=5") == {"href": "a&b", "alt": "c d", "width": "5"}


def test_an_attachment_becomes_its_data() -> None:
    image = first("![a *b*](attachment:p.png)", "image", attachments={"p.png": {"image/png": "QUJD\n"}})
    assert image["attrs"]["url"] == "data:image/png;base64,QUJD"
    assert image["attrs"]["alt"] == "a b"


def test_a_heading_in_a_quote_or_without_words_heads_nothing() -> None:
    assert "heading" not in kinds("> # a\n\n- # b\n\n## \n\n###### ![](x.png)")


def test_notes_of_cells_are_kept_apart() -> None:
    text = "a[^1] b[^1]\n\n[^1]: c"
    assert first(text, "footnote_ref", notes="3-")["attrs"]["id"] == "3-1"
    told = [token["attrs"]["first"] for token in walk(parse(text)) if token["type"] == "footnote_ref"]
    assert told == [True, False]


@given(st.lists(st.integers(1, 7)))
def test_no_level_is_skipped(levels: list[int]) -> None:
    settled = renumbered(levels)
    assert all(2 <= level <= 6 for level in settled)
    assert settled[:1] in ([], [2])
    assert all(after <= before + 1 for before, after in pairwise(settled))


@pytest.mark.parametrize(
    ("levels", "settled"),
    [
        ([2, 3, 3, 2], [2, 3, 3, 2]),
        ([3, 3, 2], [2, 2, 2]),
        ([2, 4, 3], [2, 3, 3]),
        ([1, 2, 1], [2, 3, 2]),
        ([2, 7, 7, 3], [2, 3, 3, 3]),
        ([7, 2], [2, 2]),
    ],
)
def test_siblings_stay_siblings(levels: list[int], settled: list[int]) -> None:
    assert renumbered(levels) == settled


def heading(text: str, level: int) -> dict[str, Any]:
    return {"type": "heading", "attrs": {"level": level}, "children": [{"type": "text", "raw": text}]}


def test_the_first_heading_of_level_one_is_the_title() -> None:
    tokens = [heading("Title", 1), heading("Part", 2), heading("Part", 2), heading("numbers", 3)]
    assert settle(tokens, "fallback", taken={"numbers"}) == "Title"
    assert [token["attrs"].get("id") for token in tokens] == [None, "part", "part-2", "numbers-2"]
    assert [token["attrs"]["level"] for token in tokens] == [1, 2, 2, 3]


def test_without_one_the_fallback_is() -> None:
    tokens = [heading("Part", 2), heading("Late title", 1)]
    assert settle(tokens, "fallback") == "fallback"
    assert [token["attrs"]["level"] for token in tokens] == [2, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("What was said?", "what-was-said"), ("Курск — 593 км²", "курск-593-км2"), ("…", "section"), ("a_b", "a_b")],
)
def test_a_fragment_is_made_of_words(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_name_is_given_once() -> None:
    used: set[str] = set()
    assert [unique("a", used) for _ in range(3)] == ["a", "a-2", "a-3"]
