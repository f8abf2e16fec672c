"""The report in miniature as HTML."""

import re
from pathlib import Path
from typing import Any

import pytest
from nbconvert.exporters import get_exporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from notebooks.demo import COLOURS, EDITION, HOSTILE, box, cards, chart, demo, prose, shown, table
from notebooks.rules import dom, faults

from frontline.pages import FrontlineHTMLExporter
from frontline.pages.typefaces import rules

SHEETS = Path(__file__).parents[1] / "frontline" / "pages" / "templates" / "frontline_html"


def export(notebook: NotebookNode, **resources: Any) -> str:
    text, _ = FrontlineHTMLExporter().from_notebook_node(notebook, resources)
    return str(text)


@pytest.fixture(scope="module")
def text() -> str:
    return export(demo(), frontline=EDITION)


@pytest.fixture(scope="module")
def tree(text: str) -> Any:
    return dom(text)


def outputs(*given: NotebookNode) -> NotebookNode:
    cells = [new_markdown_cell("# T"), new_code_cell("x", outputs=list(given))]
    return new_notebook(cells=cells, metadata={"frontline": {"report": True}})


def test_nothing_acts_and_nothing_is_fetched(text: str) -> None:
    assert faults(text) == []
    assert "<script" not in text


def test_the_entry_point_is_the_exporter() -> None:
    assert get_exporter("frontline-html") is FrontlineHTMLExporter


def test_the_page_says_its_title_language_and_edition(tree: Any) -> None:
    assert tree.get("lang") == "en"
    assert tree.findtext(".//title") == "Territorial gains on the front line · 2024-11-20"
    assert tree.xpath("//h1/text()") == ["Territorial gains on the front line"]
    assert tree.xpath("//header//a/@href") == [link["href"] for link in EDITION["links"]]
    assert EDITION["command"] in tree.xpath("//footer")[0].text_content()


def test_another_language_is_heeded() -> None:
    assert dom(export(demo(), frontline={"language": "uk"})).get("lang") == "uk"


def test_a_keyboard_skips_to_the_report(tree: Any) -> None:
    first = tree.xpath("//body//a")[0]
    assert first.get("href") == "#report"
    assert tree.xpath("//main/@id") == ["report"]


def test_contents_lead_to_every_section(tree: Any) -> None:
    leads = tree.xpath("//nav[@id='contents']//a/@href")
    assert leads == ["#month-by-month", "#what-was-said", "#method-and-limits", "#numbers"]
    assert {lead[1:] for lead in leads} <= set(tree.xpath("//@id"))


def test_code_is_hidden_in_a_report_unless_it_is_tagged(tree: Any) -> None:
    assert "show(monthly)" not in tree.text_content()
    notebook = outputs()
    notebook.cells[1].metadata["tags"] = ["show"]
    assert dom(export(notebook)).xpath("//pre[@class='code']/code//text()") == ["x"]


def test_every_number_is_a_link_to_its_address(tree: Any) -> None:
    links = tree.xpath("//a[@class='number']")
    assert {link.get("href") for link in links} == {"#n-gain-2023", "#n-gain-2024", "#n-ratio", "#n-stated-ratio"}
    assert {link.get("href")[1:] for link in links} <= set(tree.xpath("//section[@id='numbers']//tr/@id"))
    first = tree.xpath("//p//a[@href='#n-gain-2023']/data")[0]
    assert (first.get("value"), first.text) == ("486.9", "487\N{NO-BREAK SPACE}km²")


def test_an_address_names_the_row_the_formula_and_the_source(tree: Any) -> None:
    measured = tree.xpath("//tr[@id='n-gain-2023']")[0].text_content()
    assert "measured.csv" in measured
    assert "isw_layers, control_and_advances, ukraine, recorded 2025-08-03: 2023-12-31 100,486.9" in measured
    assert "S(2023-12-31) −\N{NO-BREAK SPACE}S(2022-12-31)" in measured
    stated = tree.xpath("//tr[@id='n-stated-ratio']")[0]
    assert stated.xpath(".//a/@href") == ["https://example.org/a?b=c&d=e_f#g"]
    assert HOSTILE in stated.text_content()


def test_a_link_to_a_number_without_record_is_left_as_words() -> None:
    tree = dom(export(outputs(prose("gained [5 km²](#n-unknown)"))))
    assert tree.xpath("//main//a") == []
    assert "gained 5\N{NO-BREAK SPACE}km²" in tree.text_content()


def test_a_page_without_numbers_has_no_section_for_them() -> None:
    assert dom(export(outputs(prose("words")))).xpath("//*[@id='numbers']") == []


def test_a_chart_stands_between_its_words(tree: Any) -> None:
    figure = tree.xpath("//figure[@class='chart']")[0]
    parts = [child.tag for child in figure]
    assert parts == ["figcaption", "label", "div", "p", "details"]
    assert [child.tag for child in figure.find("div")] == ["svg"]
    caption = " ".join(figure.find("figcaption").text_content().split())
    assert caption.startswith("Figure 1 Gains grew from summer 2024 on Net gain of each month, km².")
    assert figure.xpath("p//a/@href") == ["https://example.org/archive"]


def test_words_for_plain_jupyter_are_left_out(text: str) -> None:
    assert "(plain)" not in text


def test_alt_texts_are_real_and_differ(tree: Any) -> None:
    names = tree.xpath("//*[local-name()='svg']/@aria-label")
    assert len(set(names)) == len(names) == 2
    assert all("km²" in name for name in names)


def test_a_drawing_takes_its_colours_from_the_sheet_and_keeps_its_ids_apart(text: str, tree: Any) -> None:
    drawings = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    styles = dict(re.findall(r"^\.(d[0-9a-f]+)\{(.*)\}$", text, re.MULTILINE))
    for drawing in drawings:
        told = " ".join(styles[name] for name in re.findall(r'class="(d[0-9a-f]+)"', drawing))
        assert "var(--blue)" in told or "var(--orange)" in told
    first, second = (set(re.findall(r"(?:url\(|href=\")#([\w.-]+)", drawing)) for drawing in drawings)
    assert len(first) == len(second) == 2
    assert first.isdisjoint(second)
    assert first | second <= set(tree.xpath("//@id"))


def test_the_sheet_gives_every_token_for_light_and_dark() -> None:
    light, dark = (SHEETS / "tokens.css").read_text().split("@media (prefers-color-scheme: dark)")
    for token in COLOURS.values():
        assert f"--{token}: #" in light
        assert f"--{token}: #" in dark


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_colour_of_words_is_readable(scheme: int) -> None:
    part = (SHEETS / "tokens.css").read_text().split("@media (prefers-color-scheme: dark)")[scheme]
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))
    words = [name for name in tokens if name.startswith(("ansi-", "code-"))]
    for name in ("ink", "muted", "link", "accent", *words):
        for ground in ("paper", "panel"):
            high, low = sorted((luminance(tokens[name]), luminance(tokens[ground])), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 4.5, (name, ground)


def test_a_chart_brings_its_data_folded(tree: Any) -> None:
    details = tree.xpath("//figure[@id='monthly-gains']/details")[0]
    assert details.get("open") is None
    assert details.findtext("summary") == "Data of figure 1"
    assert details.xpath(".//thead//th/text()") == ["Month", "ISW", "DeepState"]
    cells = details.xpath(".//tbody/tr[12]/*")
    assert [cell.text_content() for cell in cells] == ["2024-12", "1,206", "−147"]


def marked(*marks: object) -> str:
    words, drawn, foot = chart("monthly-gains", "T")
    drawn["metadata"]["frontline"]["marks"] = list(marks)
    return export(outputs(words, drawn, foot))


def test_a_charts_marks_come_with_the_script_that_tells_them() -> None:
    text = marked([10, 20, 0], [30, 40, 11])
    assert dom(text).xpath("//figure[@id='monthly-gains']//*[@data-marks]/@data-marks") == ["10 20 0;30 40 11"]
    assert text.count("<script") == 1
    assert faults(text) == []


def test_marks_that_are_none_are_left_out_and_the_script_with_them() -> None:
    hostile = ('"><script>', [1, 2], [1, 2, 12], [1, 2, -1], [1, True, 0], ['"onload="x', 2, 0], None, {"x": 1})
    assert "data-marks" not in marked(*hostile)
    assert "<script" not in marked(*hostile)


def test_a_table_heads_its_columns_and_rows(tree: Any) -> None:
    figure = tree.xpath("//figure[@class='table']")[0]
    assert figure.xpath(".//thead/tr/th/@scope") == ["col"] * 4
    assert figure.xpath(".//tbody/tr/th/@scope") == ["row"] * 6
    assert figure.xpath(".//thead/tr/th[@class='number']/text()") == ["Said, km²", "Measured, km²"]
    assert figure.xpath(".//tbody/tr[1]/td[3]/a/@href") == ["#n-gain-2023"]
    assert figure.xpath(".//tbody/tr[1]/th/a/@href") == ["https://example.org/x?y=1&z=2"]


def test_a_hostile_name_stands_as_it_is(tree: Any) -> None:
    assert HOSTILE in tree.xpath("//figure[@class='table']//tbody/tr[2]/th/text()")


def test_cards_are_terms_with_their_values(tree: Any) -> None:
    assert tree.xpath("//dl[@class='cards across-4']/div/dt/text()")[0] == "Gained in 2023"
    assert tree.xpath("//dl[@class='cards across-4']/div[1]/dd[@class='value']/a/@href") == ["#n-gain-2023"]
    assert tree.xpath("//dl[@class='cards across-4']/div[3]/dd[@class='value']/text()") == [
        "23.2\N{NO-BREAK SPACE}km² a day"
    ]


@pytest.mark.parametrize(("count", "across"), [(1, 1), (3, 3), (4, 4), (5, 3), (6, 3), (7, 4), (9, 3)])
def test_cards_stand_in_even_rows(count: int, across: int) -> None:
    listed = [{"label": f"{at}", "value": "1", "note": ""} for at in range(count)]
    output = shown("cards", {"text/markdown": "-"}, cards=listed)
    assert dom(export(outputs(output))).xpath("//dl/@class") == [f"cards across-{across}"]


def test_a_box_is_named_by_its_title_once(tree: Any) -> None:
    section = tree.xpath("//section[@class='box']")[0]
    assert section.xpath("h2/text()") == ["What this cannot tell you"]
    assert section.get("aria-labelledby") == section.find("h2").get("id")
    assert section.text_content().count("What this cannot tell you") == 1


def test_a_box_stands_under_the_heading_before_it() -> None:
    cells = [
        new_markdown_cell("# T\n\n## Two\n\n### Three"),
        new_code_cell("x", outputs=[box("Limits", "words")]),
        new_markdown_cell("### Three again"),
    ]
    tree = dom(export(new_notebook(cells=cells, metadata={"frontline": {"report": True}})))
    assert [node.tag for node in tree.iter("h1", "h2", "h3", "h4")] == ["h1", "h2", "h3", "h4", "h3"]


def test_two_charts_of_one_id_do_not_share_it() -> None:
    assert faults(export(outputs(*chart("same", "One"), *chart("same", "Two"), table(), table(), cards()))) == []


def test_a_data_frame_shown_by_a_report_is_a_table_that_can_be_heard() -> None:
    frame = (
        "<table class='dataframe'><thead><tr><th></th><th>a</th></tr></thead><tbody><tr><th>0</th><td>1</td></table>"
    )
    tree = dom(export(outputs(shown("none", {"text/html": frame}))))
    assert tree.xpath("//div[@class='foreign']//th/@scope") == ["col", "row"]


def test_the_size_of_a_page_is_its_content(text: str) -> None:
    assert len(text.encode()) - len(rules([])) < 40_000, "beside the typeface, which is the same in every page"


def test_the_same_notebook_gives_the_same_page() -> None:
    assert export(demo(), frontline=EDITION) == export(demo(), frontline=EDITION)


def test_a_cell_of_prose_is_not_squeezed_and_a_short_heading_not_broken() -> None:
    columns = [{"name": "Who", "align": "left"}, {"name": "What", "align": "left"}, {"name": "km²", "align": "right"}]
    rows = [["2 May 2024", "words " * 12, "5"], ["words " * 12, "words", {"text": "6", "href": "https://a.b"}]]
    output = shown("table", {"text/plain": ""}, columns=columns, rows=rows)
    (table,) = dom(export(outputs(output))).xpath("//table")
    assert table.get("class") == "l2 n3 headed"
    cells = table.xpath("tbody//*[self::th or self::td]")
    assert [cell.get("class") for cell in cells] == [None, None, None, "long", None, None]


def test_a_table_has_no_cell_between_its_cells_and_no_attribute_that_ends_early() -> None:
    columns = [{"name": "Who", "align": "left"}, {"name": "", "align": "right"}]
    rows = [["", None], ["a b", {"text": "6 <", "number": "n-a"}]]
    record = {"id": "n-a", "text": "6 <", "value": 'a b=">', "kind": "measured", "inputs": []}
    tree = dom(export(outputs(shown("table", {"text/plain": ""}, columns=columns, rows=rows, numbers=[record]))))
    cells = [[(cell.tag, cell.text_content()) for cell in row] for row in tree.xpath("//figure//tbody/tr")]
    assert cells == [[("td", ""), ("td", "")], [("th", "a b"), ("td", "6 <")]]
    assert tree.xpath("//figure//data/@value") == ['a b=">']


def test_what_a_preprocessor_puts_into_an_output_stays_out_of_the_notebook() -> None:
    class Louder(Preprocessor):
        def preprocess_cell(self, cell: Any, resources: Any, index: int) -> Any:
            for output in cell.get("outputs", ()):
                output["data"]["text/plain"] = "LOUD"
                output["metadata"]["loud"] = True
            return cell, resources

    notebook = outputs(new_output("display_data", {"text/plain": "quiet"}))
    exporter = FrontlineHTMLExporter()
    exporter.register_preprocessor(Louder, enabled=True)
    assert "LOUD" in exporter.from_notebook_node(notebook)[0]
    (output,) = notebook.cells[-1].outputs
    assert (output.data, output.metadata) == ({"text/plain": "quiet"}, {})
