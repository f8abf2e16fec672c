"""Tokens and tables as Typst source."""

from pathlib import Path
from typing import Any

import pytest

from frontline.pages.html_tokens import tokens_of
from frontline.pages.markdown import parse
from frontline.pages.note_links import name
from frontline.pages.page import Column, Edition, Grid, Page, Picture
from frontline.pages.typst_prose import TypstProse

PAGE = Page("t", "en", [], [], {"n-a": {"id": "n-a", "value": 1}}, frozenset({"a-part"}), Edition())
SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>"


def typst(markdown: str, **more: Any) -> str:
    return TypstProse(PAGE, **more)(parse(markdown)).strip()


def foreign(html: str) -> str:
    return TypstProse(PAGE)(tokens_of(html)).strip()


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a *b* **c**", '#"a" #emph("b") #strong("c")'),
        ("~~a~~ <sub>b</sub> <mark>c</mark>", '#strike("a") #sub("b") #highlight("c")'),
        ("<u>a</u> <small>b</small> <kbd>c</kbd>", '#underlined("a") #smaller("b") #coded("c")'),
        ('`a"b\\`', '#raw("a\\"b\\\\")'),
        ("a  \nb", '#"a"#linebreak()#"b"'),
        ("- a\n- b", '#list([#"a"], [#"b"])'),
        ("4. a\n5. b", '#enum(start: 4, [#"a"], [#"b"])'),
        ("1. a", '#enum([#"a"])'),
        ("- [x] a\n- [ ] b", '#list([☑ #"a"], [☐ #"b"])'),
        ("- a\n  - b", '#list([#"a"\n#list([#"b"])])'),
        ("> a", '#quote(block: true)[\n#"a"\n\n]'),
        ("***", "#rule()"),
        ("```python\na\n```", '#code(raw(block: true, lang: "python", "a"))'),
        ("[a](https://b.c/d_e?f=g)", '#outer("https://b.c/d_e?f=g", "a")'),
        ("[a](#n-a)", f'#number("{name("note", 0)}", "a")'),
        ("[a](#A-Part)", '#inner("a-part", "a")'),
        ("[a](#nowhere)", '#"a"'),
        ("[a](javascript:b)", '#"a"'),
        ("[](https://b.c)", ""),
        ("![a](https://b.c/d.png)", '#absent[\\[#"a": #box("https://b.")#box("c/")#box("d.")#box("png")\\]]'),
        ("a[^1]\n\n[^1]: b", '#"a"#super[1]\n\n#notes([#"b"])'),
        ("هذا", '#leftwards[#"هذا"]'),
        ("$\\nosuch{x}$", '#raw("\\\\nosuch{x}")'),
    ],
)
def test_markdown_as_typst(markdown: str, expected: str) -> None:
    assert typst(markdown) == expected


def test_a_heading_stands_one_level_higher_than_in_html() -> None:
    token = {"type": "heading", "attrs": {"level": 2, "id": "a"}, "children": [{"type": "text", "raw": "A"}]}
    prose = TypstProse(PAGE)
    assert prose([token]).strip() == '#heading(level: 1)[#"A"]#label("a")'


def test_an_equation_is_drawn_with_its_source_as_alt_text() -> None:
    prose = TypstProse(PAGE)
    text = prose(parse("$x^2$"))
    (name,) = prose.files
    assert name.startswith("pictures/")
    assert text.startswith(f'#inline-equation("{name}", "x^2", ')


def test_a_picture_is_a_file_named_by_its_bytes() -> None:
    prose = TypstProse(PAGE)
    first, again = (prose.picture(Picture("image/svg+xml", SVG.encode(), alt)) for alt in ('an "a"', "b"))
    assert len(prose.files) == 1
    assert first.endswith(', "an \\"a\\"")')
    assert first.partition(",")[0] == again.partition(",")[0]


def test_a_broken_picture_is_named() -> None:
    picture = Picture("image/svg+xml", SVG.encode(), "a field")
    name = TypstProse(PAGE).file(picture)
    assert TypstProse(PAGE, broken={name}).picture(picture) == (
        '#absent[\\[#"a field": #"a picture that cannot be read"\\]]'
    )


def test_a_picture_beside_the_notebook(tmp_path: Path) -> None:
    (tmp_path / "p.svg").write_text(SVG)
    assert typst("![a](p.svg)", folder=tmp_path).startswith('#inline-picture("pictures/')
    assert typst("![a](p.svg)").startswith("#absent[")


def test_refused_characters_are_named_everywhere() -> None:
    prose = TypstProse(PAGE, uncovered={"é"})
    assert prose.words("é") == ' #"U+00E9" '
    assert prose.literal("é") == '" U+00E9 "'


def test_a_table_of_markdown() -> None:
    text = typst("| a | b |\n|---|--:|\n| *c* | 1 |")
    assert "#data-table(8.5pt, false," in text
    assert "columns: (15.5pt, 15.9pt,), align: (left, right,)" in text
    assert 'table.header([#column-head("a")], [#column-head("b")], head-rule)' in text
    assert '[#emph("c")], [#"1"],' in text


def test_a_row_of_short_cells_is_not_parted_by_a_page_and_a_long_one_may_be() -> None:
    assert "#data-table(8.5pt, false, true," in typst("| a | b |\n|---|---|\n| c | d |")
    assert "#data-table(8.5pt, false, true," in typst(f"| a | b |\n|---|---|\n| c | {'long words ' * 90} |")
    assert "#data-table(8.5pt, false, false," in typst(f"| a | b |\n|---|---|\n| c | {'long words ' * 400} |")


def test_a_short_paragraph_is_taken_along_to_the_page_of_what_follows_and_a_long_one_is_not() -> None:
    short = TypstProse(PAGE).leading(parse("First.\n\nLast words."))
    assert short.endswith('#lead[#"Last words."]\n\n')
    assert "#lead[" not in TypstProse(PAGE).leading(parse("word " * 200))
    assert "#lead[" not in TypstProse(PAGE).leading(parse("- an item"))
    assert TypstProse(PAGE).leading([]) == ""


def test_a_table_of_a_report() -> None:
    grid = Grid(
        [Column("Who", "left"), Column("km²", "right")],
        [[{"text": "A & B", "href": "https://c.d"}, {"text": "5", "number": "n-a"}], ["", None]],
    )
    text = TypstProse(PAGE).grid(grid)
    assert 'table.header([#column-head("Who")], [#column-head("km²")], head-rule)' in text
    assert f'[#row-head([#outer("https://c.d", "A & B")])], [#number("{name("note", 0)}", "5")],' in text
    assert "[], []," in text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a <b>b</b><br>c</p>", '#"a" #strong("b")#linebreak()#"c"'),
        ("a<p>b</p>c", '#"a"\n\n#"b"\n\n#"c"'),
        ("<h1>a</h1>", '#strong("a")'),
        ("<ul><li>a<ul><li>b</ul></ul>", '#list([#"a"\n\n#list([#"b"])])'),
        ("<dl><dt>a<dd>b</dl>", '#strong("a")\n\n#"b"'),
        ("<pre>a\n b</pre>", '#code(raw(block: true, "a\\n b"))'),
        ("<blockquote>a</blockquote>", '#quote(block: true)[\n#"a"\n\n]'),
        ("<hr>", "#rule()"),
        ("<script>a</script><style>b</style><button>c</button>d", '#"d"'),
        ('<a href="javascript:x">a</a> <a href="https://b.c">d</a>', '#"a" #outer("https://b.c", "d")'),
        ("<span>a <div>b</div> c</span>", '#"a"\n\n#"b"\n\n#"c"'),
        ("<figure><img alt=a src=b.png><figcaption>c</figcaption></figure>", '#absent[\\[#"a": #"b.png"\\]]\n\n#"c"'),
        ("", ""),
    ],
)
def test_foreign_html_as_typst(html: str, expected: str) -> None:
    assert foreign(html) == expected


def test_merged_cells_and_gaps_of_foreign_html() -> None:
    text = foreign("<table><thead><tr><th colspan=2>a<tbody><tr><td rowspan=2>b<td>c<tr><td>d<tr><td>e</table>")
    assert 'table.header(table.cell(colspan: 2)[#column-head("a")], head-rule)' in text
    assert 'table.cell(rowspan: 2)[#"b"], [#"c"],' in text
    assert '  [#"d"],\n  [#"e"], [],\n' in text


def test_words_that_lead_to_a_list_stay_on_its_page() -> None:
    text = typst("Named here:\n\n- one\n\nNot here:\n\nwords")
    assert '#lead[#"Named here:"]' in text
    assert '#lead[#"Not here' not in text
