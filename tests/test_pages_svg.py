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
    shown = Drawings().inlined(f'<svg viewBox="0 0 9 9">{body}</svg>', "a", {}) or ""
    assert '<g clip-path="url(#.1)" style="fill:none;stroke:#000"><path d="M0 0"/><path d="M0 0"/></g>' in shown
    texts = '<text x="1" y="2">a; b: "c"</text>' * 2
    assert f'<g style="fill:#111">{texts}</g><path d="M0 0" clip-path=' in shown


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
