"""The small parts that pages are made of."""

import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from frontline.pages.ansi import coloured, settled, stripped
from frontline.pages.equations import drawing, is_equation, mathml
from frontline.pages.highlight import highlighted
from frontline.pages.html_foreign import cleaned, says_something
from frontline.pages.html_tables import filled, laid_out
from frontline.pages.links import Target, safe_address, target, written
from frontline.pages.numbers_section import addresses, gathered
from frontline.pages.page import Column, Edition, Grid, Page, as_csv, cell_text
from frontline.pages.pictures import as_data, from_address, from_bundle
from frontline.pages.shorten import shorten
from frontline.pages.stream_ends import settled as ends_settled
from frontline.pages.typst_tables import LARGEST, SMALLEST, fitted

PAGE = Page("t", "en", [], [], {"n-1": {"id": "n-1"}}, frozenset({"a-part"}), Edition())


# Terminal colours


def test_colours_become_classes() -> None:
    assert coloured("\x1b[31mred\x1b[0m \x1b[1;4mboth\x1b[22m one\x1b[m none") == (
        '<span class="ansi-red">red</span> <span class="ansi-bold ansi-underline">both</span>'
        '<span class="ansi-underline"> one</span> none'
    )


@pytest.mark.parametrize(
    ("code", "name"),
    [("38;5;1", "red"), ("38;5;28", "green"), ("38;2;0;0;255", "blue"), ("38;5;226", "yellow"), ("95", "magenta")],
)
def test_any_colour_becomes_the_nearest_name(code: str, name: str) -> None:
    assert coloured(f"\x1b[{code}mx") == f'<span class="ansi-{name}">x</span>'


@pytest.mark.parametrize("code", ["38;5;240", "38;2;90;90;90", "48;5;1", "41", "39", "5", "38;5", "38", "38;9;1", ""])
def test_greys_backgrounds_and_nonsense_keep_the_ink(code: str) -> None:
    assert coloured(f"\x1b[{code}mx") == "x"


@given(st.text(st.sampled_from('\x1b[]0123456789;:mKJH<>&"ab\r\n\b\x07\\'), max_size=40))
def test_any_sequence_leaves_escaped_text(text: str) -> None:
    shown = coloured(text)
    assert "<" not in re.sub(r"</?span[^<>]*>", "", shown)
    assert "\x1b[3" not in stripped("\x1b[31m" + text.replace("\x1b", ""))


def test_hyperlinks_and_cursor_moves_are_left_out() -> None:
    assert stripped("\x1b]8;;https://a.b\x1b\\word\x1b]8;;\x07 \x1b[2Kx") == "word x"


def test_overwritten_text_is_gone() -> None:
    assert settled("1%\r50%\r100%\nab\b\bcd\r\nend") == "100%\ncd\nend"


# Equations


@pytest.mark.parametrize(
    "latex", [r"\frac{a}{b}", r"$x^2$", r"$$\alpha$$", r"\[x\]", r"\begin{align}a&=b\\c&=d\end{align}"]
)
def test_an_equation_is_mathml_and_a_drawing(latex: str) -> None:
    assert (mathml(latex, True) or "").startswith("<math")
    drawn = drawing(latex, True, 10.0)
    assert drawn is not None
    assert drawn.svg.startswith("<svg")
    assert drawn.height > drawn.depth >= 0


@pytest.mark.parametrize("latex", [r"\frac{a", "x_{", r"\nosuch{x}", "", "a & b"])
def test_what_cannot_be_read_is_none(latex: str) -> None:
    assert mathml(latex, False) is None
    assert drawing(latex, False, 10.0) is None


def test_mathml_cannot_act() -> None:
    for latex in (
        r"\text{<script>alert(1)</script>}",
        r"\href{javascript:alert(1)}{x}",
        r"\class{x}{y}",
        r"\style{a}{b}",
    ):
        shown = mathml(latex, False) or ""
        assert "<script" not in shown
        assert "javascript" not in shown


@given(st.text(max_size=20))
def test_any_latex_is_read_or_refused(latex: str) -> None:
    shown = mathml(latex, False)
    assert shown is None or html.fragment_fromstring(shown).tag == "math"


@pytest.mark.parametrize(
    ("latex", "expected"), [("$x$", True), (r"\begin{align}", True), (r"\begin{tabular}", False), ("x", False)]
)
def test_tables_of_latex_are_no_equations(latex: str, expected: bool) -> None:
    assert is_equation(latex) is expected


# Tables of foreign HTML


def test_spans_fit_their_part_of_the_table() -> None:
    table = html.fragment_fromstring(
        "<table><thead><tr><th rowspan=5>a<th>b</thead><tbody><tr><td rowspan=9>c<td colspan=7>d<tr><td>e</tbody>"
        "<tfoot><tr><td>f</tfoot></table>"
    )
    layout = laid_out(table)
    assert (layout.head, layout.columns) == (1, 8)
    assert [[(cell.column, cell.rowspan, cell.colspan) for cell in row] for row in layout.rows] == [
        [(0, 1, 1), (1, 1, 1)],
        [(0, 2, 1), (1, 1, 7)],
        [(1, 1, 1)],
        [(0, 1, 1)],
    ]
    assert [len(row) for row in filled(layout)] == [8, 2, 7, 8]


@given(st.lists(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=4), min_size=1, max_size=5))
def test_every_place_of_a_table_is_filled_once(rows: list[list[tuple[int, int]]]) -> None:
    cells = "".join(
        "<tr>" + "".join(f"<td rowspan={down} colspan={right}>x</td>" for down, right in row) + "</tr>" for row in rows
    )
    layout = laid_out(html.fragment_fromstring(f"<table>{cells}</table>"))
    places = [
        (cell.row + down, cell.column + right)
        for row in layout.rows
        for cell in row
        for down in range(cell.rowspan)
        for right in range(cell.colspan)
    ]
    gaps = sum(cell is None for row in filled(layout) for cell in row)
    assert len(places) == len(set(places))
    assert len(places) + gaps == layout.columns * len(layout.rows)


def test_columns_of_numbers_are_told_from_words() -> None:
    rows = "<tr><td>a</td><td>−1,234.5</td><td>12%</td><td>3 km²</td><td>2024-01</td></tr>" * 2
    assert laid_out(html.fragment_fromstring(f"<table>{rows}</table>")).aligns == [
        "left",
        "right",
        "right",
        "right",
        "left",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<div></div>", False),
        ("<script>x</script>", False),
        ("<!-- x -->", False),
        ("<b>x</b>", True),
        ("<img src=x>", True),
    ],
)
def test_html_that_shows_nothing_is_passed_over(text: str, expected: bool) -> None:
    assert says_something(text) is expected


@given(st.text(st.sampled_from("<>/='\" abhrefonclickscriptsvgimgstyle:;&#x0\n"), max_size=80))
def test_any_html_comes_out_safe(text: str) -> None:
    tree = html.fragment_fromstring(cleaned(text, lambda: "Table"), create_parent="div")
    for node in tree.iter():
        assert node.tag not in ("script", "style", "iframe", "svg")
        assert not any(name.startswith("on") or name == "style" for name in node.attrib)


# Links


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("#n-1", Target("number", "n-1")),
        ("#a-part", Target("heading", "a-part")),
        ("#A-Part", Target("heading", "a-part")),
        ("#nowhere", None),
        ("https://a.b/c d?e=f&g#h", Target("outside", "https://a.b/c%20d?e=f&g#h")),
        ("other.html", Target("outside", "other.html")),
        (" JavaScript:alert(1)", None),
        ("data:text/html,x", None),
        ("vbscript:x", None),
        ("", None),
    ],
)
def test_where_a_link_leads(address: str, expected: Target | None) -> None:
    assert target(address, PAGE) == expected


@given(st.text(max_size=40))
def test_an_address_is_plain_ascii_without_quotes_or_tags(address: str) -> None:
    safe = safe_address(address)
    assert safe is None or (safe.isascii() and not set(safe) & set(' "<>\\^`{|}'))


def test_only_written_links_are_links() -> None:
    parts = list(written("see [a](https://b.c), [d](e) and [5](#n-1)"))
    assert parts == [("see ", None), ("a", "https://b.c"), (", [d](e) and ", None), ("5", "#n-1")]


# Numbers


def test_records_are_gathered_once_in_their_order() -> None:
    first, again, other = {"id": "n-a", "text": "1"}, {"id": "n-a", "text": "2"}, {"id": "n-b"}
    found = gathered([{"numbers": [first, {"id": "x"}, "odd"]}, {"role": "prose"}, {"numbers": [again, other]}])
    assert list(found) == ["n-a", "n-b"]
    assert found["n-a"] is first


def test_an_address_is_told_in_words_and_days_of_one_series_together() -> None:
    series = {"table": "measured.csv", "series": "s", "quantity": "q", "region": "r", "recorded": "t"}
    rows = [{**series, "day": "2023-12-31", "value": 1234.5}, {**series, "day": "2024-01-02", "value": -1}]
    told = addresses({"n-a": {"text": "1", "kind": "measured", "formula": "S", "inputs": rows}})[0]
    assert (told.kind, told.formula) == ("measured", "S")
    (origin,) = told.origins
    assert (origin.table, origin.words) == ("measured.csv", "s, q, r, recorded t")
    assert origin.told == ": 2023-12-31 1,234.5; 2024-01-02 −1"


def test_the_distance_of_a_town_names_the_town() -> None:
    row = {"table": "distances.csv", "series": "deepstate", "place": "pokrovsk", "day": "2024-11-19", "value": 9.7}
    (origin,) = addresses({"n-a": {"text": "1", "kind": "measured", "inputs": [row]}})[0].origins
    assert origin.words == "deepstate, pokrovsk"


def test_sources_stay_apart_and_bare_ids_stand_together() -> None:
    rows = [
        {"table": "claims.csv", "id": "C1"},
        {"table": "claims.csv", "id": "C2"},
        {"table": "figures.csv", "id": "F1", "publisher": "A", "url": "https://a.b", "value": 6},
        {"table": "figures.csv", "id": "F2", "publisher": "A", "url": "https://a.b"},
    ]
    told = addresses({"n-a": {"inputs": rows}})[0]
    assert [(origin.words + origin.told, origin.href) for origin in told.origins] == [
        ("C1; C2", ""),
        ("F1, A: 6", "https://a.b"),
        ("F2, A", "https://a.b"),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *[(None, ""), (math.nan, ""), (1234.5, "1,234.5"), (-0.25, "−0.25"), (-0.0, "0"), (2000.0, "2,000")],
        *[(2024, "2024"), (21540, "21,540"), (-3760, "−3,760"), ("a-b", "a-b"), (True, "True")],
    ],
)
def test_a_cell_is_shown(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_data_are_written_as_they_came() -> None:
    grid = Grid([Column("a,b", "left"), Column("c", "right")], [["x", -1234.5], [{"text": 'q"'}, None], ["z", -0.0]])
    assert as_csv(grid) == b'"a,b",c\nx,-1234.5\n"q""",\nz,0.0\n'


# Pictures, code, long text, sizes of tables


def test_pictures_from_addresses(tmp_path: Path) -> None:
    assert from_address("data:image/svg+xml,%3Csvg/%3E", "a").data == b"<svg/>"  # type: ignore[union-attr]
    assert from_address("data:image/png;base64,QUJD", "a").data == b"ABC"  # type: ignore[union-attr]
    for address in (
        "data:text/html,x",
        "data:image/png;base64,***",
        "data:image/png",
        "https://a.b/c.png",
        "none.png",
        "/x.png",
    ):
        assert from_address(address, "a", tmp_path) is None


def test_a_picture_as_data_comes_back() -> None:
    picture = from_bundle({"image/png": ["QU", "JD"]}, "image/png", "a")
    assert picture is not None
    assert from_address(as_data(picture), "a") == picture


def test_code_is_coloured_where_its_language_is_known() -> None:
    assert '<span class="k">return</span>' in highlighted("return x", "ipython3")
    assert highlighted("a < b", "no such language") == "a &lt; b"


def test_long_text_keeps_both_ends() -> None:
    lines = shorten("\n".join(str(at) for at in range(1_000))).split("\n")
    assert (lines[0], lines[-1], len(lines)) == ("0", "999", 401)
    assert "600 lines are left out" in lines[300]
    assert shorten("x" * 5_000).endswith("[… 3,000 characters are left out here]")
    assert shorten("short\n") == "short"


def test_type_shrinks_with_the_width_of_a_table() -> None:
    assert fitted([["a", "b"]], ["left", "right"]).size == LARGEST
    medium = fitted([["x" * 12] * 10], ["right"] * 10)
    assert SMALLEST < medium.size < LARGEST
    assert not medium.tight
    assert fitted([["x" * 40] * 30], ["right"] * 30).tight


def test_a_column_of_names_is_given_more_room_than_one_of_short_words_and_numbers_stay_whole() -> None:
    names = "Emil Kastehelmi, Black Bird Group, by way of a newspaper that is named too, and more"
    rows = [["Window", "Stated", "Credited to", "Seen at"], ["2023", "more than 2,660", names, "Kyiv Independent"]]
    shape = fitted(rows, ["left", "right", "left", "left"])
    window, stated, credited, seen = (float(track.removesuffix("fr")) for track in shape.columns)
    assert credited > 3 * window
    assert credited > 2 * seen
    assert stated > len("more than 2,660") * LARGEST / 2


def test_a_short_cell_stands_in_one_line_where_no_row_needs_more_lines_for_it() -> None:
    gives = "ISW as published, ground gained from 1 January 2023 to 16 October 2024: 2,659.5 square kilometres"
    rows = [
        ["Credited to", "What gives it", "Freedom", "As close"],
        ["AFP, by way of ISW's data", gives, "any window", "1"],
    ]
    shape = fitted(rows, ["left", "left", "left", "right"])
    _, prose, freedom, _ = (float(track.removesuffix("fr")) for track in shape.columns)
    assert freedom > len("any window") * LARGEST / 2 + 11
    assert prose > freedom * 3


def test_a_table_whose_rows_fit_is_as_wide_as_they_are() -> None:
    day, area = fitted([["Day", "km²"], ["6 August", "5"]], ["left", "right"]).columns
    assert day.endswith("pt")
    assert 3.5 * LARGEST < float(day.removesuffix("pt")) - 11 < 5 * LARGEST
    assert 1.4 * LARGEST < float(area.removesuffix("pt")) - 11 < 2 * LARGEST


def test_a_heading_over_numbers_wraps_only_where_there_is_no_room_for_it() -> None:
    heads = ["Day", "Windows within what was stated"]
    roomy = fitted([heads, ["6 August", "5"]], ["left", "right"]).columns
    assert float(roomy[1].removesuffix("pt")) > 13 * LARGEST
    tight = fitted([heads, ["x " * 100, "5"]], ["left", "right"]).columns
    assert float(tight[1].removesuffix("fr")) < 10 * LARGEST


# Streams of a PDF


def sample(ending: bytes) -> bytes:
    """Return the skeleton of a PDF whose first stream ends as given."""
    head = b"%PDF-1.7\n"
    stream = b"1 0 obj\n<</Length 3>>\nstream\nab" + ending + b"\nendstream\nendobj\n"
    second = b"2 0 obj\n<<>>\nendobj\n"
    table = f"xref\n0 3\n0000000000 65535 f\r\n{len(head):010} 00000 n\r\n{len(head + stream):010} 00000 n\r\n".encode()
    return (
        head + stream + second + table + b"trailer\n<</Size 3>>\nstartxref\n%d\n%%%%EOF" % len(head + stream + second)
    )


def test_a_stream_that_ends_beyond_doubt_is_left() -> None:
    assert ends_settled(sample(b"c")) == sample(b"c")


def test_a_doubtful_end_is_settled_and_every_offset_follows() -> None:
    made = ends_settled(sample(b"\r"))
    assert b"ab\r\r\nendstream" in made
    table = int(made[made.rindex(b"startxref") :].split()[1])
    assert made[table:].startswith(b"xref")
    for number, line in enumerate(made[table:].split(b"\r\n")[1:3], 1):
        assert made[int(line.split()[0].split(b"\n")[-1]) :].startswith(b"%d 0 obj" % number)
