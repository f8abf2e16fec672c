"""A chart's labels in the PDF: text of the page, each where the drawing has it."""

import re

import pypdfium2
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from notebooks.rules import broken_rules
from PIL import Image, ImageChops, ImageStat

from frontline.charts.look import figure
from frontline.charts.svg import svg_of
from frontline.pages import FrontlinePDFExporter
from frontline.pages.typst_drawing import parted

HOSTILE = 'a "b" \\ #c & <d> [e] \N{NARROW NO-BREAK SPACE}− 5 km²'


def drawn(words: str = HOSTILE) -> str:
    """Return a chart with labels in every look, hanging by each side, and some that are more than words at a place."""
    canvas, (axes,) = figure(3.0)
    axes.set_xlim(0, 1)
    axes.bar([0.5], [1.0], width=0.3)
    for at, side in enumerate(("left", "center", "right")):
        look = {"size": 9 + at, "color": "#d7a79c", "weight": (400, 600, 700)[at]}
        axes.text(0.5, 0.2 + at / 5, f"{side} side", ha=side, **look)
    axes.text(0.1, 0.9, "leaning", style="italic")
    axes.text(0.1, 0.5, "pale", alpha=0.5)
    axes.text(0.1, 0.3, "clipped", clip_on=True)
    axes.text(0.95, 0.9, words, ha="right")
    axes.set_ylabel("turned")
    return svg_of(canvas)


def another(svg: str) -> str:
    """Return a drawing that is not known as one of our charts."""
    return svg.replace("<svg ", '<svg class="another" ', 1)


def exported(svg: str) -> bytes:
    carried = {"role": "chart", "id": "a", "title": "T", "alt": "Bars of a chart"}
    output = new_output("display_data", {"image/svg+xml": svg}, metadata={"frontline": carried})
    cells = [new_markdown_cell("# A chart"), new_code_cell("x", outputs=[output])]
    made, _ = FrontlinePDFExporter().from_notebook_node(new_notebook(cells=cells), {})
    return bytes(made)


def picture(svg: str) -> Image.Image:
    page: Image.Image = pypdfium2.PdfDocument(exported(svg))[0].render(scale=2, grayscale=True).to_pil()
    return page.convert("L")


def apart(one: Image.Image, other: Image.Image) -> float:
    """Return how much two pictures differ, of 255 on average."""
    return float(ImageStat.Stat(ImageChops.difference(one, other)).mean[0])


def ends(svg: str, words: str) -> tuple[float, ...]:
    """Return the box of the first letter of words on the page and that of the last, in points."""
    text = pypdfium2.PdfDocument(exported(svg))[0].get_textpage()
    first, count = text.search(words).get_next()
    return (*text.get_charbox(first), *text.get_charbox(first + count - 1))


def text_of(svg: str) -> str:
    return pypdfium2.PdfDocument(exported(svg))[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize("words", ["left side", "center side", "right side", "leaning", "5 km²"])
def test_a_label_stands_where_the_whole_drawing_has_it(words: str) -> None:
    svg = drawn()
    assert ends(svg, words) == pytest.approx(ends(another(svg), words), abs=0.05)


def test_labels_look_as_they_do_in_the_whole_drawing() -> None:
    svg = drawn()
    seen = picture(svg)
    assert apart(seen, picture(another(svg))) < apart(seen, picture(re.sub("<text.*?</text>", "", svg))) / 10


def test_a_label_is_words_of_the_page_and_breaks_no_rule() -> None:
    svg = drawn()
    assert " ".join(HOSTILE.split()) in " ".join(text_of(svg).split())
    assert broken_rules(exported(svg)) == []


def test_what_is_clipped_turned_or_shines_through_stays_in_the_drawing() -> None:
    parts = parted(drawn())
    assert parts is not None
    words = [label.words for labels in parts.labels.values() for label in labels]
    assert HOSTILE in words
    assert sorted(re.findall(r"<text[^>]*>(.*?)</text>", parts.lines)) == ["clipped", "pale", "turned"]


def test_labels_are_told_apart_by_what_they_look_like() -> None:
    parts = parted(drawn())
    assert parts is not None
    found = {label.words: how for how, labels in parts.labels.items() for label in labels}
    looks = {words: (how.side, how.weight, how.style, how.size) for words, how in found.items()}
    assert looks["left side"] == ("left", "400", "normal", "9")
    assert looks["center side"] == ("center", "600", "normal", "10")
    assert looks["right side"] == ("right", "700", "normal", "11")
    assert looks["leaning"][2] == "italic"


def test_a_drawing_of_another_hand_stays_whole() -> None:
    assert parted(another(drawn())) is None
    assert parted("<svg/>") is None


def test_a_chart_without_labels() -> None:
    empty = '<svg font-family="Source Sans Pro, sans-serif" width="72pt"></svg>'
    assert parted(empty) == ("72", empty, {})


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ('width="482.4pt"', 'width="0pt"'),
        ('width="482.4pt"', f'width="{"9" * 400}pt"'),
        ("font-size: 11px", "font-size: 0px"),
        ("font-weight: 700", "font-weight: 99999"),
        ('x="245.75"', f'x="{"9" * 400}"'),
    ],
)
def test_a_drawing_that_says_what_ours_never_do_is_drawn_all_the_same(said: str, instead: str) -> None:
    svg = drawn()
    assert said in svg
    assert "A chart" in text_of(svg.replace(said, instead))


@pytest.mark.parametrize(
    "svg",
    [
        "<svg",
        '<svg width="0" height="0"/>',
        '<svg font-family="Source Sans Pro, sans-serif" width="72pt" height="72pt"><path d=',
    ],
)
def test_a_chart_that_cannot_be_read_stands_as_its_alt_text(svg: str) -> None:
    assert "[Bars of a chart: a picture that cannot be read]" in text_of(svg)


def test_a_letter_that_no_typeface_has_is_named() -> None:
    svg = drawn().replace("left side", "\N{WAVING WHITE FLAG}")
    assert "U+1F3F3" in text_of(svg)
