"""Drawings set into a page."""

import re

import pytest
from notebooks.demo import drawing as matplotlib_drawing

from frontline.pages.svg import Drawings


def test_a_drawing_is_named_sized_and_coloured() -> None:
    shown = Drawings().inlined(matplotlib_drawing(), 'Bars "up" <now>', {"#14508C": "blue"})
    assert shown is not None
    assert shown.startswith(
        '<svg class="plot" role="img" aria-label="Bars &quot;up&quot; &lt;now&gt;" viewBox="0 0 482.4 260"'
    )
    assert 'style="stroke-linejoin: round; stroke-linecap: butt"' in shown
    assert "<style" not in shown
    assert "fill:var(--blue,#14508c)" in shown
    assert "pt" not in shown.partition(">")[0]


def test_drawings_keep_only_names_in_use_and_share_their_letters() -> None:
    drawings = Drawings()
    letter = '<defs><path id="Sans-41" d="M0 0z" transform="scale(0.1)"/></defs><use xlink:href="#Sans-41"/>'
    clip = '<g id="unused"><g clip-path="url(#p)"/></g><defs><clipPath id="p"><path d="M1 1"/></clipPath></defs>'
    first, second = (drawings.inlined(f'<svg viewBox="0 0 9 9">{letter}{clip}</svg>', "a", {}) or "" for _ in range(2))
    assert first.count("<path") == 2
    assert second.count("<path") == 1
    assert "unused" not in first
    assert re.findall(r'href="(#[^"]+)"', first) == re.findall(r'href="(#[^"]+)"', second)
    assert set(re.findall(r"url\(([^)]+)\)", first)).isdisjoint(re.findall(r"url\(([^)]+)\)", second))
    ids = re.findall(r' id="([^"]+)"', first + second)
    assert len(set(ids)) == len(ids) == 3


def test_text_keeps_its_room() -> None:
    drawn = '<svg viewBox="0 0 9 9"><text>a: <tspan>b</tspan> <tspan>c</tspan></text></svg>'
    assert "a: <tspan>b</tspan> <tspan>c</tspan>" in (Drawings().inlined(drawn, "a", {}) or "")


def test_neighbours_say_once_what_they_have_in_common() -> None:
    line = '<path d="M0 0" clip-path="url(#c)" style="fill: none; stroke: #000"/>'
    told = '<text x="1" y="2" style="fill: #111">a; b: "c"</text>'
    body = f'<defs><clipPath id="c"><path d="M1 1"/></clipPath></defs>{line}\n{line}\n{told} {told}{line}'
    drawings = Drawings()
    shown = drawings.inlined(f'<svg viewBox="0 0 9 9">{body}</svg>', "a", {}) or ""
    assert '<g clip-path="url(#.1)" class="d0"><path d="M0 0"/><path d="M0 0"/></g>' in shown
    texts = '<text x="1" y="2">a; b: "c"</text>' * 2
    assert f'<g class="d1">{texts}</g><path d="M0 0" clip-path="url(#.1)" class="d0"/>' in shown
    assert drawings.styles == ".d0{fill:none;stroke:#000}\n.d1{fill:#111}\n"


def test_drawings_of_a_page_share_its_sheet() -> None:
    drawings, drawn = Drawings(["blue"]), '<svg viewBox="0 0 9 9"><path d="M0 0" style="stroke: #00f"/></svg>'
    first, second = (drawings.inlined(drawn, "a", {"#00f": "blue"}) for _ in range(2))
    assert first == second
    assert drawings.styles == ".d0{stroke:var(--blue)}\n"


@pytest.mark.parametrize(
    "style", ["fill:red}body{display:none", "fill:url(#c)", "fill:red&lt;/style&gt;", "fill:red/*", "fill:\\72 ed"]
)
def test_a_style_that_would_do_more_in_a_sheet_stays_in_its_place(style: str) -> None:
    drawings, line = Drawings(), f'<path d="M0 0" style="{style}"/>'
    shown = drawings.inlined(f'<svg viewBox="0 0 9 9">{line}</svg>', "a", {}) or line
    assert line.replace("#c", "#.1") in shown
    assert drawings.styles == ""


def test_an_element_with_a_class_keeps_its_style() -> None:
    drawn = '<svg viewBox="0 0 9 9"><path class="a" style="fill:red" d="M0 0"/></svg>'
    assert 'class="a" style="fill:red"' in (Drawings().inlined(drawn, "a", {}) or "")


@pytest.mark.parametrize(
    "alone",
    [
        '<path d="M0 0" style="opacity:0.5"/>',  # a group shines through as one
        '<path d="M0 0" transform="scale(2)" clip-path="url(#c)" style="fill:none"/>',  # its clip is turned with it
        '<path d="M0 0"/>',
    ],
)
def test_what_would_look_otherwise_in_a_group_stays_alone(alone: str) -> None:
    shown = Drawings().inlined(f'<svg viewBox="0 0 9 9">{alone * 2}</svg>', "a", {}) or ""
    assert "<g" not in shown
    assert shown.count("<path") == 2


def test_a_drawing_without_viewbox_takes_its_size() -> None:
    assert 'viewBox="0 0 40 20"' in (Drawings().inlined('<svg width="40pt" height="20"><g/></svg>', "a", {}) or "")


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<g onclick='x()'/>",
        "<g\nonload = 'x()'/>",
        "<a href='javascript:x()'><g/></a>",
        "<use href='https://example.org/x#y'/>",
        "<image xlink:href='https://example.org/x.png'/>",
        "<foreignObject><p>x</p></foreignObject>",
        "<style>@import 'x'</style>",
        "<g style='fill:url(https://example.org)'/>",
        "<p>html</p>",
        "<animate/>",
        "<set/>",
    ],
)
def test_what_is_more_than_a_drawing_is_not_set_into_the_page(inside: str) -> None:
    assert Drawings().inlined(f"<svg width='4' height='4'>{inside}</svg>".replace("'", '"'), "a", {}) is None


def test_a_token_cannot_leave_its_place() -> None:
    shown = Drawings().inlined(matplotlib_drawing(), "a", {"#14508c": "x);}</style><script>", "url(": "y"})
    assert shown is not None
    assert "<script" not in shown
