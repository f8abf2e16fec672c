"""The report in miniature as PDF."""

import os
import re
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from nbconvert.exporters import get_exporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from notebooks.demo import EDITION, HOSTILE, box, chart, demo, prose, shown
from notebooks.rules import broken_rules

from frontline.pages import FrontlinePDFExporter, FrontlineTypstExporter
from frontline.pages.note_links import name
from frontline.pages.pdf import FIXED_TIME

TESTS = Path(__file__).parent


def export(notebook: NotebookNode, **resources: Any) -> bytes:
    made, _ = FrontlinePDFExporter().from_notebook_node(notebook, resources)
    return bytes(made)


def source(notebook: NotebookNode) -> str:
    text, _ = FrontlineTypstExporter().from_notebook_node(notebook)
    return str(text)


def pages(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def words(pdf: bytes) -> str:
    return " ".join(" ".join(pages(pdf)).split())


def links(pdf: bytes) -> int:
    """Count the links inside the document."""
    document = pypdfium2.PdfDocument(pdf)
    found = 0
    for page in document:
        for at in range(pdfium.FPDFPage_GetAnnotCount(page)):
            annotation = pdfium.FPDFPage_GetAnnot(page, at)
            link = pdfium.FPDFAnnot_GetLink(annotation)
            found += bool(link and pdfium.FPDFLink_GetDest(document, link))
    return found


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return export(demo(), frontline=EDITION)


@pytest.fixture(scope="module")
def long_pdf() -> bytes:
    return export(demo(150), frontline=EDITION)


def test_every_rule_of_pdf_ua_and_pdf_a_is_kept(pdf: bytes, long_pdf: bytes) -> None:
    assert broken_rules(pdf) == []
    assert broken_rules(long_pdf) == []


def test_the_entry_point_is_the_exporter() -> None:
    assert get_exporter("frontline-pdf") is FrontlinePDFExporter


def test_title_language_and_date(pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(pdf)
    assert document.get_metadata_value("Title") == "Territorial gains on the front line"
    assert document.get_metadata_value("CreationDate").startswith("D:20240101")
    assert b"/Lang(en)" in pdf
    assert FIXED_TIME == 1_704_067_200


def test_the_date_is_the_one_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1732060800")
    assert pypdfium2.PdfDocument(export(demo())).get_metadata_value("CreationDate").startswith("D:20241120")


def test_bookmarks_follow_the_headings(pdf: bytes) -> None:
    marks = [(mark.level, mark.get_title()) for mark in pypdfium2.PdfDocument(pdf).get_toc()]
    assert marks == [
        (0, "What this cannot tell you"),
        (0, "Month by month"),
        (1, "By mapper"),
        (0, "What was said"),
        (0, "Method and limits"),
        (0, "Where each number comes from"),
    ]


def test_numbers_lead_to_their_addresses(pdf: bytes) -> None:
    assert links(pdf) >= 4 + 3 + 6 + 4 + 1  # prose, cards, table, contents, the section that is referred to
    text = words(pdf)
    assert "isw_layers, control_and_advances, ukraine, recorded 2025-08-03: 2023-12-31 100,486.9" in text
    assert "S(2023-12-31) − S(2022-12-31)" in text


def test_a_number_has_one_note_however_often_it_is_led_to() -> None:
    typeset = source(demo(20))
    assert typeset.count(f'#number("{name("note", 0)}"') > 1
    assert typeset.count(f'#noted-back("{name("number", 0)}"') == 1


def test_words_of_every_block_are_there(pdf: bytes) -> None:
    text = words(pdf)
    for expected in (
        "Edition 2024-11-20",
        "Pace in November 2024",
        "23.2 km² a",
        "Who held it yesterday.",
        "Figure 1",
        "Gains grew from summer 2024 on",
        "Table 1",
        "Sources: the publications linked; ISW.",
        EDITION["command"],
        "as_of: 2024-11-20",
    ):
        assert expected in text
    assert "(plain)" not in text
    assert "show(monthly)" not in text


def test_a_hostile_name_stands_as_it_is(pdf: bytes) -> None:
    assert HOSTILE.replace(" ", "") in words(pdf).replace(" ", "")


def test_alt_texts_are_in_the_tags(pdf: bytes) -> None:
    alts = [match.group() for match in re.finditer(rb"/Alt\s*[(<]", pdf)]
    assert len(alts) >= 3  # two charts, one equation


def test_a_long_table_repeats_its_header(long_pdf: bytes) -> None:
    headed = [text for text in pages(long_pdf) if "Publication" in text and "Measured, km²" in text]
    assert len(headed) >= 3


def test_no_heading_and_no_caption_ends_a_page() -> None:
    for rows in range(1, 40, 3):
        made = pages(export(demo(rows)))
        for text in made:
            last = [line for line in text.split("\n") if line.strip()][-2]  # the last is the page number
            assert not last.startswith(
                ("Month by", "What was", "Method and", "Where each", "Figure", "Table", "By mapper")
            )


def test_a_chart_keeps_its_title_plot_and_foot_on_one_page() -> None:
    for height in (200, 300, 420):
        outputs = [*chart("a", "First", height), *chart("b", "Second", height), *chart("c", "Third", height)]
        made = pages(export(new_notebook(cells=[new_markdown_cell("# T"), new_code_cell("x", outputs=outputs)])))
        assert all(text.count("Figure ") == text.count("Sources: Institute") for text in made)


def test_a_box_is_not_parted() -> None:
    cells = [new_markdown_cell("# T\n\n" + "word " * 900)]
    cells.append(new_code_cell("x", outputs=[box("Limits", "- " + "\n- ".join(f"limit {at}" for at in range(12)))]))
    made = pages(export(new_notebook(cells=cells)))
    assert any("Limits" in text and "limit 11" in text for text in made)


def test_a_box_longer_than_a_page_is_parted_and_whole() -> None:
    long = box("Limits", "- " + "\n- ".join(f"limit {at} of many" for at in range(120)))
    text = words(export(new_notebook(cells=[new_markdown_cell("# T"), new_code_cell("x", outputs=[long])])))
    assert all(f"limit {at} of many" in text for at in range(120))


def test_the_data_of_a_chart_is_attached(pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(pdf)
    names = [document.get_attachment(at).get_name() for at in range(document.count_attachments())]
    assert names == ["monthly-gains.csv", "pace.csv"]
    data = bytes(document.get_attachment(0).get_data()).decode().split("\n")
    assert data[:2] == ["Month,ISW,DeepState", "2024-01,100.5,-12.25"]


def test_only_fonts_of_packages_are_embedded(pdf: bytes) -> None:
    names = set(re.findall(rb"/FontName/[A-Z]{6}\+([A-Za-z0-9]+)", pdf))
    assert names
    assert all(name.startswith((b"SourceS", b"DejaVu", b"Libertinus", b"NewCM")) for name in names), names


def test_the_same_notebook_gives_the_same_bytes() -> None:
    assert export(demo(), frontline=EDITION) == export(demo(), frontline=EDITION)


def test_the_same_bytes_in_other_surroundings(tmp_path: Path) -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(TESTS)!r}); import zlib\n"
        "from notebooks.demo import EDITION, demo\n"
        "from frontline.pages import FrontlineHTMLExporter, FrontlinePDFExporter\n"
        "html, _ = FrontlineHTMLExporter().from_notebook_node(demo(), {'frontline': EDITION})\n"
        "pdf, _ = FrontlinePDFExporter().from_notebook_node(demo(), {'frontline': EDITION})\n"
        "print(zlib.crc32(html.encode()), zlib.crc32(pdf))\n"
    )
    told = []
    for number, (zone, seed) in enumerate([("Pacific/Kiritimati", "1"), ("America/Anchorage", "2")]):
        home = tmp_path / str(number)
        home.mkdir()
        changed = {"TZ": zone, "PYTHONHASHSEED": seed, "HOME": str(home), "LC_ALL": "C.UTF-8", "TMPDIR": str(home)}
        environment = {**os.environ, **changed, "PYTHONPATH": str(TESTS.parent)}
        told.append(subprocess.check_output([sys.executable, "-c", program], cwd=home, env=environment))
    here = f"{zlib.crc32(export(demo(), frontline=EDITION))}"
    assert told[0] == told[1]
    assert told[0].decode().split()[1] == here


def test_an_exporter_can_be_used_again_after_a_broken_notebook() -> None:
    exporter = FrontlinePDFExporter()
    broken = new_notebook(cells=[new_markdown_cell("# T\n\n![x](data:image/png;base64,iVBORw0KGgo=)")])
    exporter.from_notebook_node(broken)
    made, _ = exporter.from_notebook_node(demo(), {"frontline": EDITION})
    assert bytes(made) == export(demo(), frontline=EDITION)


def test_source_and_its_files_are_given_apart() -> None:
    text, told = FrontlineTypstExporter().from_notebook_node(demo())
    assert told["output_extension"] == ".typ"
    assert all(f'"{name}"' in text for name in told["outputs"])
    assert "pace.csv" in told["outputs"]


def test_a_table_of_prose_and_numbers_gives_its_room_to_the_prose() -> None:
    columns = [{"name": "Claim", "align": "left"}, {"name": "km²", "align": "right"}]
    table = shown("table", {"text/plain": "t"}, columns=columns, rows=[["a long claim " * 20, "1"]])
    text = source(new_notebook(cells=[new_code_cell("x", outputs=[table])]))
    found = re.search(r"columns: \(([\d.]+)fr, ([\d.]+)fr,\), align: \(left, right,\)", text)
    assert found
    assert float(found[1]) > 10 * float(found[2])


def test_no_line_parts_a_short_cell_beside_cells_that_wrap() -> None:
    names = ["Stated", "Credited to", "What gives it", "Off by", "Freedom", "As close", "By chance"]
    columns = [
        {"name": name, "align": "left" if name in ("Credited to", "What gives it", "Freedom") else "right"}
        for name in names
    ]
    days = "2 Sep – 27 Sep 2024: 325.1 km²".replace(" ", "\N{NO-BREAK SPACE}")
    row = ["AFP, from ISW data", f"ISW as published, gain, {days}"]
    rows = [["40 km², gain, Kursk oblast", *row, "−0.5", "any window", f"{at} of 13,109", "0.69"] for at in range(9)]
    rows += [["1,171 km², largest area so far, Kursk oblast", *row, "−0.5", "own days", "3 of 8", "0.69"]]
    told = shown("table", {"text/plain": "t"}, columns=columns, rows=rows, row_header=True)
    made = export(new_notebook(cells=[new_code_cell("x", outputs=[told])]))
    for short in ("any window", "own days", "8 of 13,109"):
        text = pypdfium2.PdfDocument(made)[0].get_textpage()
        at, count = text.search(short).get_next()
        assert text.get_charbox(at + count - 1)[2] > text.get_charbox(at)[2], short
        assert abs(text.get_charbox(at)[1] - text.get_charbox(at + count - 1)[1]) < 4, short


@pytest.mark.parametrize("paragraphs", range(24, 34))
def test_the_notes_begin_where_some_of_them_have_room(paragraphs: int) -> None:
    record = {"id": "n-1", "value": 1, "text": "1", "kind": "computed", "inputs": [{"table": "measured.csv"}]}
    told = prose("\n\n".join(["A line."] * paragraphs) + "\n\n[1](#n-1)", record)
    document = pypdfium2.PdfDocument(export(new_notebook(cells=[new_code_cell(outputs=[told])])))
    for page in document:
        text = page.get_textpage()
        if found := text.search("Where each number comes from").get_next():
            _, bottom, _, _ = text.get_charbox(found[0])
            assert bottom > 5 / 2.54 * 72, "points from the page's lower edge"
            return
    pytest.fail("no notes")


@pytest.mark.parametrize(("rows", "begins_a_page"), [(106, False), (107, True)])
def test_a_part_of_about_two_pages_begins_one(rows: int, begins_a_page: bool) -> None:
    table = shown("table", {"text/plain": "t"}, columns=[{"name": "A"}], rows=[["1"]] * rows)
    cells = [new_markdown_cell("# T\n\nA line.\n\n## Long part"), new_code_cell("x", outputs=[table])]
    first, *_ = pages(export(new_notebook(cells=cells)))
    assert ("Long part" not in first) == begins_a_page


@pytest.mark.parametrize(("notes", "begin_a_page"), [(59, False), (60, True)])
def test_many_notes_begin_a_page(notes: int, begin_a_page: bool) -> None:
    ids = [f"n-{number}" for number in range(notes)]
    records = [{"id": name, "value": 1, "text": "1", "kind": "computed", "inputs": []} for name in ids]
    told = prose(" ".join(f"[1](#{name})" for name in ids), *records)
    first, *_ = pages(export(new_notebook(cells=[new_code_cell(outputs=[told])])))
    assert ("Where each number comes from" not in first) == begin_a_page


def noted(count: int) -> NotebookNode:
    """Return a notebook with so many notes, some long and some short, whose last part ends with a box."""
    ids = [f"n-{number}" for number in range(count)]
    rows = [{"table": "measured.csv", "id": f"row-{at}", "value": at} for at in range(40)]
    records = [
        {"id": name, "value": at, "text": f"note{at}end", "kind": "computed", "inputs": rows[: at % 7 * at % 40]}
        for at, name in enumerate(ids)
    ]
    cells = [
        new_markdown_cell("# T\n\nA line.\n\n## Method"),
        new_code_cell("x", outputs=[box("Found an error?", "Say so.")]),
    ]
    told = prose(" ".join(f"[1](#{name})" for name in ids), *records)
    return new_notebook(cells=[new_code_cell("x", outputs=[told]), *cells], metadata={"frontline": {"report": True}})


@pytest.mark.parametrize("count", [4, 13, 59, 61, 75, 105, 208, 332])
def test_the_columns_of_notes_on_their_last_page_are_of_a_height(count: int) -> None:
    document = pypdfium2.PdfDocument(export(noted(count), frontline=EDITION))
    last = max(page for page in range(len(document)) if "note" in document[page].get_textpage().get_text_bounded())
    text = document[last].get_textpage()
    middle = document[last].get_width() / 2
    boxes = [text.get_rect(at) for at in range(text.count_rects())]
    lowest = [
        min(
            (
                bottom
                for left, bottom, _, top in boxes
                if top - bottom < 8 and bottom > ends and (left > middle) == right
            )
        )
        for ends in [text.get_charbox(text.search("Found an error").get_next()[0])[3]]
        for right in (False, True)
    ]
    assert abs(lowest[0] - lowest[1]) < 90, "points, about the longest note"


@pytest.mark.parametrize("count", [4, 59, 61, 75, 90])
def test_what_closes_an_edition_stands_below_the_notes_on_one_page(count: int) -> None:
    *_, last = pages(export(noted(count), frontline=EDITION))
    assert last.index("Found an error?") < last.index("as_of: 2024-11-20") < last.index(EDITION["command"][:20])
    assert source(noted(count)).index("Found an error") < source(noted(count)).index("leads to its note"), "no edition"


def test_what_closes_an_edition_is_set_smaller_than_the_report() -> None:
    told = noted(4)
    told["cells"].insert(0, new_markdown_cell("Say so."))
    made = export(told, frontline=EDITION)
    (_, lower, _, upper), (_, bottom, _, top) = placed(made, 0, "Say so."), placed(made, 0, "Say so.", last=True)
    assert top - bottom < 0.9 * (upper - lower)


def placed(pdf: bytes, page: int, words: str, *, last: bool = False) -> tuple[float, float, float, float]:
    """Return the left, bottom, right and top of the first or last line in which words stand, in points."""
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    found = text.search(words, index=text.count_chars() - 1 if last else 0)
    first, count = found.get_prev() if last else found.get_next()
    boxes = [text.get_charbox(at) for at in range(first, first + count)]
    return boxes[0][0], min(box[1] for box in boxes), boxes[-1][2], boxes[0][3]


def test_the_numbers_of_a_row_of_cards_stand_on_one_line() -> None:
    given = [{"label": "A label", "value": "11"}, {"label": "A label as long as two lines of its card", "value": "22"}]
    given += [{"label": "A third", "value": "33", "note": "A note."}]
    made = export(new_notebook(cells=[new_code_cell("x", outputs=[shown("cards", {"text/plain": "c"}, cards=given)])]))
    lowest = [placed(made, 0, value)[1] for value in ("11", "22", "33")]
    assert max(lowest) - min(lowest) < 1
    assert placed(made, 0, "its card")[1] - placed(made, 0, "22")[3] > 4, "points between a label and its number"
    text = words(made)
    assert text.index("A label") < text.index("11") < text.index("its card") < text.index("22") < text.index("A third")
    assert broken_rules(made) == []


def test_one_card_is_no_wider_than_a_card() -> None:
    label = "word " * 12 + "end"
    told = shown("cards", {"text/plain": "c"}, cards=[{"label": label, "value": "11"}])
    made = export(new_notebook(cells=[new_code_cell("x", outputs=[told])]))
    assert placed(made, 0, "word")[1] > placed(made, 0, "end")[3], "the label takes two lines"


@pytest.mark.parametrize(("heading", "lines"), [("A heading " * 5, 1), ("A heading that takes more " * 3, 2)])
def test_the_lines_of_a_long_heading_are_of_a_length(heading: str, lines: int) -> None:
    made = export(new_notebook(cells=[new_markdown_cell(f"# T\n\n## Part\n\n### {heading.strip()}\n\nA line.")]))
    text = pypdfium2.PdfDocument(made)[0].get_textpage()
    boxes = [text.get_rect(at) for at in range(text.count_rects())]
    found = [
        right - left
        for left, bottom, right, top in boxes
        if "eading" in text.get_text_bounded(left, bottom, right, top)
    ]
    assert len(found) == lines
    assert min(found) > 0.6 * max(found)
    assert [mark.get_title() for mark in pypdfium2.PdfDocument(made).get_toc()][1] == heading.strip()


def test_the_lines_of_a_long_title_are_of_a_length() -> None:
    made = export(new_notebook(cells=[new_markdown_cell("# Territorial gains on the Russo-Ukrainian front line")]))
    first, second = (placed(made, 0, part) for part in ("Territorial", "line"))
    assert first[1] > second[3]
    assert second[2] > 250


@pytest.mark.parametrize("rows", [40, 41, 42, 43, 44, 45, 46, 47, 48, 90])
def test_the_foot_of_a_long_table_stands_below_rows_of_it(rows: int) -> None:
    carried = {"columns": [{"name": "A"}, {"name": "B"}], "foot": "Whence it comes."}
    table = shown("table", {"text/plain": "t"}, rows=[[f"row{at}", "1"] for at in range(rows)], **carried)
    made = export(new_notebook(cells=[new_markdown_cell("# T"), new_code_cell("x", outputs=[table])]))
    assert all("row" in text for text in pages(made) if "Whence" in text)
    assert "Whence" in pages(made)[-1]
    assert broken_rules(made) == []


def test_an_address_on_the_web_is_parted_at_its_joints_alone() -> None:
    shifted = ["word " * words for words in range(6, 14)]
    told = "\n\n".join(f"{before}[https://aderonkebamidele.com/russian-gains](https://a.b)" for before in shifted)
    made = export(new_notebook(cells=[new_markdown_cell(f"# T\n\n{told}")]))
    lines = [line.strip() for text in pages(made) for line in text.replace("\x02", "-").split("\n")]
    ends = {line.rsplit(" ", 1)[-1] for line in lines if "word" in line}
    assert ends <= {"word", "https://aderonkebamidele.", "https://aderonkebamidele.com/"} | {
        "https://aderonkebamidele.com/russian-",
        "https://aderonkebamidele.com/russian-gains",
    }
    assert "".join(lines).count("https://aderonkebamidele.com/russian-gains") == len(shifted)


@pytest.mark.parametrize(("rows", "begun"), [(12, False), (20, True)])
def test_a_table_longer_than_a_quarter_of_a_page_begins_where_there_is_room(rows: int, begun: bool) -> None:
    table = shown("table", {"text/plain": "t"}, columns=[{"name": "A"}], rows=[[f"row{at}"] for at in range(rows)])
    lines = "\n\n".join(["A line."] * (24 if begun else 33))
    first, *_ = pages(
        export(new_notebook(cells=[new_markdown_cell(f"# T\n\n{lines}"), new_code_cell(outputs=[table])]))
    )
    assert ("row0" in first) == begun
