"""A notebook becomes a page: blocks in order, under headings, with the numbers that its outputs carry."""

from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from notebooks.demo import EDITION, box, cards, chart, demo, number, prose, shown, table

from frontline.pages.compose import compose
from frontline.pages.page import Block, Box, Chart, Failure, Foreign, Page, Picture, Printed, Prose, Table
from frontline.pages.paging import is_short

RESOURCES: dict[str, Any] = {"raw_mimetypes": ["text/html"], "metadata": {"name": "the-notebook"}}


def page(*cells: NotebookNode, metadata: dict[str, Any] | None = None, **resources: Any) -> Page:
    return compose(new_notebook(cells=list(cells), metadata=metadata or {}), {**RESOURCES, **resources})


def kinds(blocks: list[Block]) -> list[str]:
    return [block.kind for block in blocks]


def blocks_of(*outputs: NotebookNode) -> list[Block]:
    return page(new_code_cell("", outputs=list(outputs))).opening


def displayed(data: dict[str, Any], **metadata: Any) -> NotebookNode:
    return new_output("display_data", data=data, metadata=metadata)


def test_the_report_in_miniature() -> None:
    made = compose(demo(), {"frontline": EDITION})
    assert made.title == "Territorial gains on the front line"
    assert kinds(made.opening) == ["prose", "cards", "prose", "box"]
    assert [section.id for section in made.sections] == ["month-by-month", "what-was-said", "method-and-limits"]
    assert [kinds(section.blocks) for section in made.sections] == [
        ["prose", "chart"],
        ["prose", "table", "chart"],
        ["prose"],
    ]
    assert list(made.numbers) == ["n-gain-2023", "n-gain-2024", "n-ratio", "n-stated-ratio"]
    assert made.edition.command == EDITION["command"]
    assert made.edition.parameters[0] == ["as_of", "2024-11-20"]


def test_a_cell_is_parted_where_a_section_begins() -> None:
    made = page(new_markdown_cell("# T\n\na\n\n## One\n\nb\n\n### Deeper\n\nc\n\n## Two\n\nd"))
    assert kinds(made.opening) == ["prose"]
    assert [section.id for section in made.sections] == ["one", "two"]
    assert [len(section.blocks[0].tokens) for section in made.sections if isinstance(section.blocks[0], Prose)] == [
        3,
        1,
    ]
    assert made.anchors == {"one", "deeper", "two"}


def test_a_heading_told_by_an_output_counts_too() -> None:
    made = page(new_markdown_cell("# T"), new_code_cell("", outputs=[prose("## Told\n\nwords")]))
    assert [section.id for section in made.sections] == ["told"]


@pytest.mark.parametrize(
    ("metadata", "name", "title"),
    [({"title": "Given"}, "the-notebook", "Given"), ({}, "the-notebook", "the-notebook"), ({}, "", "Notebook")],
)
def test_a_page_without_heading_has_a_title(metadata: dict[str, Any], name: str, title: str) -> None:
    notebook = new_notebook(cells=[new_markdown_cell("words")], metadata=metadata)
    assert compose(notebook, {"metadata": {"name": name}}).title == title


def test_what_is_filtered_is_left_out() -> None:
    cells = [new_markdown_cell("words"), new_raw_cell("<p>raw</p>", metadata={"format": "text/html"})]
    cells.append(new_code_cell("code", outputs=[new_output("stream", name="stdout", text="out")]))
    assert kinds(page(*cells).opening) == ["prose", "raw", "code", "printed"]
    for name, left in {
        "include_markdown": ["raw", "code", "printed"],
        "include_raw": ["prose", "code", "printed"],
        "include_code": ["prose", "raw"],
        "include_input": ["prose", "raw", "printed"],
        "include_output": ["prose", "raw", "code"],
    }.items():
        assert kinds(page(*cells, global_content_filter={name: False}).opening) == left, name


@pytest.mark.parametrize("metadata", [{"frontline": {"report": True}}, {"frontline": {"report": 1}}])
def test_a_report_hides_its_code(metadata: dict[str, Any]) -> None:
    hidden, kept = new_code_cell("a"), new_code_cell("b", metadata={"tags": ["show"]})
    assert kinds(page(hidden, kept, metadata=metadata).opening) == ["code"]


@pytest.mark.parametrize("metadata", [{}, {"frontline": "odd"}, {"frontline": {"report": False}}])
def test_any_other_notebook_shows_it(metadata: dict[str, Any]) -> None:
    assert kinds(page(new_code_cell("a"), metadata=metadata).opening) == ["code"]


@pytest.mark.parametrize(
    ("data", "block"),
    [
        ({"text/html": "<b>x</b>", "image/png": "QUJD", "text/plain": "x"}, Foreign),
        ({"text/html": "<script>x</script>", "image/png": "QUJD", "text/plain": "x"}, Picture),
        ({"text/markdown": "x", "text/plain": "x"}, Prose),
        ({"image/svg+xml": "<svg/>", "image/png": "QUJD"}, Picture),
        ({"image/png": "***", "text/plain": "x"}, Printed),
        ({"text/latex": "$x$", "text/plain": "x"}, Prose),
        ({"text/latex": "\\begin{tabular}{l}\\end{tabular}", "text/plain": "x"}, Printed),
        ({"application/json": {"a": 1}}, Printed),
        ({"text/plain": ["lines ", "of text"]}, Printed),
    ],
)
def test_an_output_is_set_by_its_best_type(data: dict[str, Any], block: type[Block]) -> None:
    assert [type(made) for made in blocks_of(displayed(data))] == [block]


def test_an_output_without_anything_is_nothing() -> None:
    assert blocks_of(displayed({})) == []


def test_an_error_without_traceback_says_what_it_was() -> None:
    (failure,) = blocks_of(new_output("error", ename="KeyError", evalue="'x'", traceback=[]))
    assert failure == Failure("KeyError: 'x'")


def test_charts_and_tables_are_numbered_apart_and_pictures_are_not() -> None:
    given = [*chart("a", "A"), table(), displayed({"image/png": "QUJD"}), *chart("b", "B"), table()]
    made = blocks_of(*given)
    assert [(block.kind, block.number) for block in made if isinstance(block, Chart | Table)] == [
        ("chart", 1),
        ("table", 1),
        ("chart", 2),
        ("table", 2),
    ]
    assert [block.id for block in made if isinstance(block, Table)] == [
        "said-beside-measured",
        "said-beside-measured-2",
    ]


def test_a_chart_without_picture_falls_back_to_its_text() -> None:
    (block,) = blocks_of(shown("chart", {"text/plain": "words"}, id="x"))
    assert block == Printed("words")


def test_a_chart_without_alt_text_is_named_by_its_title() -> None:
    (block,) = blocks_of(shown("chart", {"image/svg+xml": "<svg/>"}, title="The pace doubled"))
    assert isinstance(block, Chart)
    assert block.picture.alt == "The pace doubled"
    assert block.data is None


def test_bare_columns_are_aligned_by_what_they_hold() -> None:
    data = {"columns": ["Day", "Gain", "Mixed"], "rows": [["1", 2.5, 1], ["2", None, "x"], ["short"]]}
    (block,) = blocks_of(shown("chart", {"image/svg+xml": "<svg/>"}, data=data))
    assert isinstance(block, Chart)
    assert block.data is not None
    assert [column.align for column in block.data.columns] == ["left", "right", "left"]
    assert [len(row) for row in block.data.rows] == [3, 3, 3]


def test_a_box_loses_the_title_that_its_markdown_repeats() -> None:
    (block,) = blocks_of(box("Limits", "**Bold** words"))
    assert isinstance(block, Box)
    assert len(block.tokens) == 1
    assert block.heading["attrs"]["id"] == "limits"


def test_numbers_of_every_role_are_gathered() -> None:
    record = number("x", 1.0, "1 km²")
    made = page(new_code_cell("", outputs=[cards(), shown("table", {"text/plain": ""}, columns=[], numbers=[record])]))
    assert "n-x" in made.numbers
    assert "n-ratio" in made.numbers


@pytest.mark.parametrize(("length", "short"), [(3, True), (20, True), (60, False)])
def test_short_boxes_are_told_from_long(length: int, short: bool) -> None:
    (block,) = blocks_of(box("Limits", "- " + "\n- ".join(["a limit"] * length)))
    assert isinstance(block, Box)
    assert is_short(block) is short


@pytest.mark.parametrize(("rows", "short"), [(6, True), (60, False)])
def test_short_tables_are_told_from_long(rows: int, short: bool) -> None:
    (block,) = blocks_of(table(rows))
    assert isinstance(block, Table)
    assert is_short(block) is short
