"""Links of a PDF between numbers and notes: each leads to its other end."""

import ctypes
import re
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from notebooks.demo import demo, shown
from notebooks.rules import broken_rules

from frontline.pages import FrontlinePDFExporter
from frontline.pages.note_links import led, name
from frontline.pages.pdf import compiled

TITLE = '#set document(title: "x")\n'


class Link(NamedTuple):
    """A link inside a document: the words that it stands on and those that it leads to, with their pages."""

    page: int
    words: str
    to_page: int
    to_words: str


def links(pdf: bytes) -> list[Link]:
    document = pypdfium2.PdfDocument(pdf)
    return [link for at, page in enumerate(document) for link in _links(document, at, page)]


def _links(document: Any, at: int, page: Any) -> list[Link]:
    found = []
    for place in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, place)
        end = pdfium.FPDFLink_GetDest(document, pdfium.FPDFAnnot_GetLink(annotation))
        if end:
            box = pdfium.FS_RECTF()
            pdfium.FPDFAnnot_GetRect(annotation, box)
            words = _words(page, box.left, box.bottom, box.right, box.top)
            to_page = pdfium.FPDFDest_GetDestPageIndex(document, end)
            found.append(Link(at, words, to_page, _words(document[to_page], *_below(end))))
    return found


def _below(end: Any) -> tuple[float, float, float, float]:
    """Return what stands first where a link leads: a line from there on."""
    known = [ctypes.c_int() for _ in range(3)]
    x, y, zoom = (ctypes.c_float() for _ in range(3))
    pdfium.FPDFDest_GetLocationInPage(end, *known, x, y, zoom)
    return x.value - 1, y.value - 9, x.value + 100, y.value + 1


def _words(page: Any, left: float, bottom: float, right: float, top: float) -> str:
    text = page.get_textpage().get_text_bounded(left=left, bottom=bottom, right=right, top=top)
    return " ".join(text.split())


def record(key: str, text: str) -> dict[str, Any]:
    return {"id": key, "text": text, "value": 1, "kind": "measured", "formula": "", "inputs": []}


def noted(*paragraphs: str, **numbers: str) -> bytes:
    """Return the PDF of paragraphs, and of numbers by their ids."""
    carried = [record(f"n-{key}", text) for key, text in numbers.items()]
    cells = [new_markdown_cell("# T\n\n" + "\n\n".join(paragraphs))]
    cells.append(new_code_cell("", outputs=[shown("numbers", {"text/markdown": "Words."}, numbers=carried)]))
    made, _ = FrontlinePDFExporter().from_notebook_node(new_notebook(cells=cells), {})
    return bytes(made)


def test_a_number_leads_to_its_note_and_the_note_back_to_where_it_first_stands() -> None:
    made = noted(
        "Then [5.5 km²](#n-b).",
        "First [7 km²](#n-a), " + "word " * 900 + "again [7 km²](#n-a).",
        a="7 km²",
        b="5.5 km²",
    )
    found = links(made)
    assert [link.words for link in found if link.to_words.startswith("7 km² measured")] == ["7 km²", "7 km²"]
    assert [link.words for link in found if link.to_words.startswith("5.5 km² measured")] == ["5.5 km²"]
    notes = max(link.to_page for link in found)
    back = {link.words: link for link in found if link.page == notes and link.to_page == 0}
    assert back["7 km²"].to_words.startswith("7 km², word")
    assert back["5.5 km²"].to_words.startswith("5.5 km².")
    assert len(found) == 3 + 2


def test_the_note_of_a_number_that_stands_nowhere_leads_nowhere() -> None:
    found = links(noted("One [7 km²](#n-a).", a="7 km²", b="5.5 km²"))
    assert [link.words for link in found] == ["7 km²", "7 km²"]


def test_every_number_of_the_demo_has_both_links_and_no_rule_is_broken() -> None:
    made, _ = FrontlinePDFExporter().from_notebook_node(demo(150), {})
    pdf = bytes(made)
    assert not re.findall(rb"\((?:note|number):\d+\)", pdf)
    assert broken_rules(pdf) == []
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    assert "leads to its note here" in text
    assert {link.page for link in links(pdf)} > {0}


def test_nothing_but_the_names_is_written_over() -> None:
    source = f'{TITLE}#link("{name("note", 3)}")[seven]\n#pagebreak()\n#link("{name("number", 3)}")[note of seven]'
    made = compiled(source, {}, ["ua-1", "a-3a"])
    assert links(made) == [Link(0, "seven", 1, "note of seven"), Link(1, "note of seven", 0, "seven")]
    assert [int(page) for page in re.findall(rb"/Contents\(page (\d+)\)", made)] == [2, 1]
    assert led(made) is made


@pytest.mark.parametrize("standards", [[], ["1.7"], ["ua-1", "a-3a"]])
def test_a_pdf_without_tags_is_led_too(standards: list[str]) -> None:
    source = f'{TITLE}#link("{name("note", 3)}")[seven]\n#pagebreak()\n#link("{name("number", 3)}")[note of seven]'
    made = compiled(source, {}, standards)
    assert [link.to_page for link in links(made)] == [1, 0]
    assert b"/URI" not in made


def test_an_end_without_the_other_leads_to_itself() -> None:
    made = compiled(f'{TITLE}#link("{name("note", 3)}")[seven]', {}, ["ua-1", "a-3a"])
    assert links(made) == [Link(0, "seven", 0, "seven")]


def test_other_links_are_left_alone() -> None:
    made = compiled(f'{TITLE}#link("https://example.org/note:1")[a] #link(<b>)[c] #text("b")<b>', {}, ["ua-1", "a-3a"])
    assert b"/URI(https://example.org/note:1)" in made
    assert [link.words for link in links(made)] == ["c"]


@pytest.mark.parametrize("place", [0, 10**6])
def test_a_name_has_room_for_any_place(place: int) -> None:
    written_over = len("/A<</Type/Action/S/URI/URI()>>") + len(name("note", place))
    assert written_over >= len("/Dest[999999 0 R/XYZ -1234.5678 -1234.5678 0]")
    assert len(f"({name('note', place)})") >= len("(page 999999)")
