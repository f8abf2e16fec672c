"""Any notebook goes through both exporters, and comes out safe, whole and valid."""

import logging
from pathlib import Path
from typing import Any

import nbformat
import pypdfium2
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from notebooks.rules import broken_rules, dom, faults
from traitlets.config import Config

from frontline.pages import FrontlineHTMLExporter, FrontlinePDFExporter, FrontlineTypstExporter
from frontline.pages.pdf import compiled

NOTEBOOKS = sorted((Path(__file__).parent / "notebooks").glob("*.ipynb"))


def notebook(name: str) -> Path:
    return Path(__file__).parent / "notebooks" / f"{name}.ipynb"


def as_html(name: str) -> str:
    text, _ = FrontlineHTMLExporter().from_filename(str(notebook(name)))
    return str(text)


def as_typst(name: str) -> str:
    text, _ = FrontlineTypstExporter().from_filename(str(notebook(name)))
    return str(text)


def as_pdf(name: str) -> bytes:
    made, _ = FrontlinePDFExporter().from_filename(str(notebook(name)))
    return bytes(made)


def words(pdf: bytes) -> str:
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]
    return " ".join(" ".join(pages).split())


def seen(name: str) -> str:
    return " ".join(dom(as_html(name)).find("body").text_content().split())


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_html_neither_acts_nor_fetches_and_is_well_formed(path: Path) -> None:
    assert faults(as_html(path.stem)) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_pdf_keeps_every_rule(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert broken_rules(as_pdf(path.stem)) == []
    assert caplog.records == []


def test_code_of_a_foreign_notebook_is_shown_in_its_colours() -> None:
    assert dom(as_html("streams")).xpath("//pre[@class='code']//span[@class='nb']/text()") == ["print"]
    assert '#code(raw(block: true, lang: "python"' in as_typst("streams")


def test_markdown_keeps_its_structure_in_html() -> None:
    tree = dom(as_html("every_kind_of_markdown"))
    assert [node.text_content().split()[0] for node in tree.xpath("//ul/li/ul/li/ol/li")] == ["three", "four"]
    assert tree.xpath("//ol/@start") == ["3"]
    assert [node.get("aria-label") for node in tree.xpath("//li[@class='task']/span")] == ["done", "to do"]
    assert tree.xpath("//blockquote/blockquote/p/text()") == ["quoted twice"]
    assert tree.xpath("//td[@class='number']/text()") == ["1", "-2.5"]
    assert tree.xpath("//sub/text()") == ["2"]
    assert tree.xpath("//a[@href='#nested-lists']/text()") == ["a section"]


def test_a_link_that_leads_nowhere_or_acts_is_left_as_words() -> None:
    text = as_html("every_kind_of_markdown")
    assert "nowhere, script, <a" in text
    assert "script" in words(as_pdf("every_kind_of_markdown"))


def test_notes_lead_there_and_back() -> None:
    tree = dom(as_html("every_kind_of_markdown"))
    ids = set(tree.xpath("//@id"))
    notes = [address[1:] for address in tree.xpath("//a/@href") if address.startswith("#note")]
    assert len(notes) == 5
    assert set(notes) <= ids


def test_merged_cells_keep_their_places() -> None:
    tree = dom(as_html("tables_with_merged_cells"))
    assert tree.xpath("//th[@scope='colgroup']/text()") == ["ISW"]
    assert tree.xpath("//th[@scope='rowgroup']/text()") == ["Donetsk"]
    assert tree.xpath("//th[not(normalize-space())]") == []
    assert "table.cell(colspan: 2)" in as_typst("tables_with_merged_cells")
    assert "table.cell(rowspan: 2)" in as_typst("tables_with_merged_cells")


def test_every_wide_table_scrolls_in_a_region_of_its_own() -> None:
    regions = dom(as_html("tables_with_merged_cells")).xpath("//div[@role='region']")
    labels = [region.get("aria-label") for region in regions]
    assert len(set(labels)) == len(labels) > 2
    assert {region.get("tabindex") for region in regions} == {"0"}


def test_hostile_names_stand_as_they_are() -> None:
    for text in (seen("tables_with_merged_cells"), words(as_pdf("tables_with_merged_cells"))):
        assert "Kursk <b>#x*_$" in text
    assert "<b>out</b> #x*_$" in seen("streams")
    assert "<b>out</b> #x*_$" in words(as_pdf("streams"))


def test_hostile_html_loses_what_acts_and_keeps_its_words() -> None:
    for text in (seen("hostile_html"), words(as_pdf("hostile_html"))):
        assert "Not our title" in text
        assert "safe words" in text
        assert "kept lines" in text
        assert "Send" not in text
        assert "</pre><script>alert(1)</script>" in text, "text/plain stands as it is"
    assert 'id="report"' in as_html("hostile_html"), "the id is ours alone"


def test_pictures_of_every_type_are_drawn() -> None:
    tree = dom(as_html("pictures_of_every_type"))
    kinds = {node.get("src").partition(";")[0].partition(",")[0] for node in tree.iter("img")}
    assert kinds == {f"data:image/{kind}" for kind in ("png", "jpeg", "gif", "webp", "svg+xml")}
    assert tree.xpath("//img[@alt='A blue field, as image/webp']")
    _, told = FrontlineTypstExporter().from_filename(str(notebook("pictures_of_every_type")))
    assert {name.rpartition(".")[2] for name in told["outputs"]} == {"png", "jpg", "gif", "webp", "svg"}


def test_a_picture_elsewhere_is_not_fetched_but_named() -> None:
    absent = [node.text_content() for node in dom(as_html("pictures_of_every_type")).xpath("//span[@class='absent']")]
    assert absent[0] == "[far: https://example.org/far.png]"
    assert "https://example.org/far.png" in words(as_pdf("pictures_of_every_type")).replace(" ", "")


def test_a_picture_beside_the_notebook_is_taken_in_and_none_from_outside(tmp_path: Path) -> None:
    picture = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"
    (tmp_path / "secret.svg").write_bytes(picture)
    folder = tmp_path / "notebooks"
    folder.mkdir()
    (folder / "a b.svg").write_bytes(picture)
    cells = [new_markdown_cell("![near](a%20b.svg) ![outside](../secret.svg) ![absolute](/etc/hostname)")]
    nbformat.write(new_notebook(cells=cells), folder / "n.ipynb")
    text, _ = FrontlineHTMLExporter().from_filename(str(folder / "n.ipynb"))
    assert [node.get("alt") for node in dom(text).iter("img")] == ["near"]
    made, _ = FrontlinePDFExporter().from_filename(str(folder / "n.ipynb"))
    assert broken_rules(made) == []


def test_attachments_are_taken_in() -> None:
    assert [node.get("alt") for node in dom(as_html("attachments")).iter("img")] == ["a blue field"]
    assert "not there" in words(as_pdf("attachments"))


def test_broken_pictures_become_words_and_whole_ones_stay() -> None:
    assert "a picture that cannot be read" in words(as_pdf("broken_pictures"))
    pdf = pypdfium2.PdfDocument(as_pdf("broken_pictures"))
    assert sum(item.type == 3 for page in pdf for item in page.get_objects()) == 1


def test_equations_are_mathml_in_html_and_their_source_where_unreadable() -> None:
    tree = dom(as_html("equations"))
    assert len(tree.xpath("//math")) == 5
    assert tree.xpath("//code[starts-with(., '\\frac{a')]")
    assert "costs of $5 and $10" in seen("equations")
    assert "\\nosuchcommand{x}" in words(as_pdf("equations"))


def test_an_error_is_coloured_in_html_and_plain_in_pdf() -> None:
    tree = dom(as_html("error_in_colours"))
    assert "ZeroDivisionError" in tree.xpath("//pre[@class='failure']/span[@class='ansi-red']/text()")
    assert "<b>&" in tree.xpath("//pre[@class='failure']")[0].text_content()
    assert "\x1b" not in as_typst("error_in_colours")
    assert "X: no traceback" in words(as_pdf("error_in_colours"))


def test_streams_settle_as_in_a_terminal() -> None:
    assert "100%" in seen("streams")
    assert "50%" not in seen("streams")
    assert dom(as_html("streams")).xpath("//pre[@class='printed error']")


def test_raw_cells_go_only_where_they_belong() -> None:
    assert "raw html" in seen("raw_cells")
    assert "raw typst" not in seen("raw_cells")
    assert "raw typst" in words(as_pdf("raw_cells"))
    assert "LaTeX" not in words(as_pdf("raw_cells")) + seen("raw_cells")


def test_widgets_and_live_outputs_fall_back() -> None:
    text = seen("widgets")
    assert "IntSlider(value=7)" in text
    assert "application/vnd.plotly.v1+json can only be seen in a live notebook" in text
    assert len(dom(as_html("widgets")).xpath("//img")) == 1


def test_characters_that_no_font_has_are_named() -> None:
    text = words(as_pdf("emoji_and_cjk"))
    assert "U+4E2D U+6587" in text
    assert "U+E000" in text
    assert "中文" in seen("emoji_and_cjk")


def test_text_from_right_to_left_says_so() -> None:
    tree = dom(as_html("right_to_left"))
    assert tree.xpath("//p[@dir='auto']")
    assert "#leftwards[" in as_typst("right_to_left")


def test_pictures_without_alt_text_are_told_apart() -> None:
    names = [node.get("alt") for node in dom(as_html("no_alt_text")).iter("img")]
    assert len(set(names)) == len(names) == 4


def test_tags_of_nbconvert_work() -> None:
    text = seen("removed_by_tags")
    assert " gone = 1" not in text
    assert "output stays" in text
    assert "source_gone" not in text
    assert "source_stays" in text
    assert "output gone" not in text


def test_configured_tags_work_too() -> None:
    config = Config({"TagRemovePreprocessor": {"remove_cell_tags": {"secret"}}})
    cells = [new_markdown_cell("# T"), new_code_cell("x = 'hidden'", metadata={"tags": ["secret"]})]
    text, _ = FrontlineHTMLExporter(config=config).from_notebook_node(new_notebook(cells=cells))
    assert "hidden" not in text


def test_exclude_input_is_heeded() -> None:
    exporter = FrontlineHTMLExporter(exclude_input=True)
    text, _ = exporter.from_filename(str(notebook("streams")))
    assert dom(text).xpath("//pre[@class='code']") == []
    assert "out" in dom(text).text_content()


def test_a_notebook_without_title_takes_its_name() -> None:
    assert dom(as_html("empty")).xpath("//h1/text()") == ["empty"]
    assert pypdfium2.PdfDocument(as_pdf("empty")).get_metadata_value("Title") == "empty"


def test_what_only_claims_to_be_ours_is_set_as_far_as_it_goes() -> None:
    text = seen("claims_to_be_ours")
    assert "no picture" in text
    assert "no columns" in text
    assert "<script>" in text


def test_huge_outputs_are_cut_with_a_word_about_it() -> None:
    printed = new_output("stream", name="stdout", text="line of text\n" * 100_000)
    rows = "".join(f"<tr><td>{at}</td></tr>" for at in range(3_000))
    table = new_output("display_data", data={"text/html": f"<table>{rows}</table>"})
    huge = new_notebook(cells=[new_markdown_cell("# Huge"), new_code_cell("f()", outputs=[printed, table])])
    text, _ = FrontlineHTMLExporter().from_notebook_node(huge)
    assert "99,600 lines are left out here" in text
    made, _ = FrontlinePDFExporter().from_notebook_node(huge)
    assert "2,000 rows are left out here" in words(made)


def test_a_raw_cell_that_the_compiler_refuses_is_shown_as_its_source(caplog: pytest.LogCaptureFixture) -> None:
    for refused in ("=== skipped levels", "#panic()", "#(", "]"):
        raw: Any = nbformat.v4.new_raw_cell(refused, metadata={"raw_mimetype": "text/typst"})
        with caplog.at_level(logging.WARNING):
            made, _ = FrontlinePDFExporter().from_notebook_node(new_notebook(cells=[new_markdown_cell("# T"), raw]))
        assert refused in words(made)
        assert broken_rules(made) == []
    assert caplog.records == []


def test_what_cannot_be_tagged_becomes_an_untagged_pdf_with_a_warning(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def picky(source: str, files: dict[str, bytes], standards: list[str], time: int) -> bytes:
        return compiled('#panic("something new")' if standards else source, files, standards, time)

    monkeypatch.setattr("frontline.pages.pdf.compiled", picky)
    with caplog.at_level(logging.WARNING):
        made, _ = FrontlinePDFExporter().from_notebook_node(new_notebook(cells=[new_markdown_cell("# T\n\nwords")]))
    assert "cannot be set as a tagged PDF, and is not: panicked with: something new" in caplog.text
    assert "words" in words(made)
    assert broken_rules(made) != []


@pytest.mark.parametrize(
    "opening", ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<blockquote>", "<details>", "<span><p>"]
)
def test_html_nested_without_end_keeps_its_words(opening: str) -> None:
    cells = [new_markdown_cell("# T\n\nx " + opening * 500 + "inline"), new_code_cell("x")]
    cells[1].outputs = [new_output("display_data", data={"text/html": opening * 500 + "innermost"})]
    text, _ = FrontlineHTMLExporter().from_notebook_node(new_notebook(cells=cells))
    made, _ = FrontlinePDFExporter().from_notebook_node(new_notebook(cells=cells))
    for told in (dom(text).text_content(), words(made)):
        assert "inline" in told
        assert "innermost" in told


def test_a_cluster_that_no_one_font_holds_is_named_after_the_compiler_refused_it() -> None:
    odd = new_notebook(cells=[new_markdown_cell("# T\n\nnub ا\u0358 and ק\u20e0")])
    made, _ = FrontlinePDFExporter().from_notebook_node(odd)
    assert broken_rules(made) == []
