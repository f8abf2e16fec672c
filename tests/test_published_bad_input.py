"""What tables may hold at worst, and editions with little to show: the page holds, says so, and stays valid."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Browser, browsing
from conftest import PROJECT
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from notebooks.rules import broken_rules, dom, faults
from pypdfium2 import PdfDocument
from test_published_browser import BEYOND, SIDEWAYS, UNFOLDED
from test_published_words import DIGIT, NOT_NEUTRAL, RULES, quoted, sentences, without_listed

from frontline.charts.chart import Chart
from frontline.charts.look import BLUE, figure
from frontline.editions import FORMATS, make_plan
from frontline.editions.rendering import render
from frontline.numbers import Number, Prose, Table, tell
from frontline.pages import FrontlineHTMLExporter, FrontlinePDFExporter
from frontline.prose.missing import missing

LONG = "Donaudampfschifffahrtsgesellschaftskapitän" * 8
CYRILLIC = "Генеральний штаб Збройних сил України; Ёлка, Ґанок, Їжак"
HEBREW, ARABIC = "שלום, המפה של יום שלישי", "خريطة خط الجبهة في يوم الثلاثاء"
HOSTILE = "</td><script>alert(1)</script> #let x = 1; $a$ *b* _c_ [d](e) @f <g> \\ ` ~ & \" '"
WORST = (LONG, CYRILLIC, HEBREW, ARABIC, HOSTILE, "", "\u0000\u0007 control", "🜚 𓀀 rare")


def shown(*things: Any) -> NotebookNode:
    """Return a report that shows things under a heading each; a thing that is None leaves its section empty."""
    cells = [new_markdown_cell("# The worst of tables")]
    for place, thing in enumerate(things, start=1):
        cells.append(new_markdown_cell(f"## Section {place}"))
        outputs = []
        if thing is not None:
            data, metadata = thing._repr_mimebundle_()
            outputs = [new_output("display_data", data=data, metadata=metadata)]
        cells.append(new_code_cell("show(it)", outputs=outputs))
    return new_notebook(cells=cells, metadata={"frontline": {"report": True}})


def worst_table(rows: int) -> Table:
    number = Number("one", 1.0, "km2", "measured", ({"table": "measured.csv", "series": LONG, "value": 1.0},))
    cells = [[WORST[row % len(WORST)], WORST[(row + 3) % len(WORST)], number, f"{row:,}"] for row in range(rows)]
    columns = [("Name", "left"), (LONG[:90], "left"), ("km²", "right"), ("No.", "right")]
    return Table(id="worst", title=HOSTILE, columns=columns, rows=cells, subtitle=HEBREW, foot=CYRILLIC)  # type: ignore[arg-type]


def worst_chart() -> Chart:
    drawn, (axes,) = figure(2.0)
    axes.plot([0, 1], [0, 1], color=BLUE)
    axes.set_title(CYRILLIC)
    return Chart(
        id="worst-chart",
        title=ARABIC,
        subtitle=LONG,
        foot=HOSTILE,
        alt=f"A line from 0 to 1; {HOSTILE} {CYRILLIC}",
        figure=drawn,
        columns=["Name", LONG],
        rows=[[text, place] for place, text in enumerate(WORST)],
    )


@pytest.fixture(scope="module")
def worst() -> NotebookNode:
    said = tell(f"{CYRILLIC} {HEBREW} gained {{n}}.", n=Number("n", 5, "km2", "computed", ({"table": "t.csv"},)))
    nothing = missing(LONG, "no data from 24 February 2022 to 25 February 2022")
    return shown(worst_table(500), None, worst_chart(), said, nothing)


@pytest.fixture(scope="module")
def text(worst: NotebookNode) -> str:
    return str(FrontlineHTMLExporter().from_notebook_node(worst)[0])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as opened:
        yield opened


def test_the_worst_table_is_whole_and_does_nothing(text: str) -> None:
    assert faults(text) == []
    tree = dom(text)
    rows = tree.xpath("//figure[@id='worst']//tbody/tr")
    assert len(rows) == 500
    assert rows[4][0].text_content() == HOSTILE
    assert CYRILLIC in tree.xpath("//figure[@id='worst']//p[@class='foot']")[0].text_content()


def test_an_empty_section_keeps_its_heading_and_no_data_is_said(text: str) -> None:
    tree = dom(text)
    assert [heading.text for heading in tree.iter("h2")][:5] == [f"Section {place}" for place in range(1, 6)]
    assert "no data from 24 February 2022 to 25 February 2022" in tree.text_content().replace("\N{NO-BREAK SPACE}", " ")


def test_the_worst_page_holds_at_320_px(browser: Browser, text: str, tmp_path: Path) -> None:
    page = tmp_path / "worst.html"
    page.write_text(text)
    browser.look(page, 320, "light")
    browser.run(UNFOLDED)
    assert browser.run("document.scrollingElement.scrollWidth <= innerWidth") is True
    assert browser.run(BEYOND) == []
    assert browser.run(SIDEWAYS) == []


@pytest.mark.filterwarnings("ignore::UserWarning")  # of glyphs that no font here has: they are printed as U+XXXX
def test_the_worst_pdf_is_tagged_and_valid(worst: NotebookNode) -> None:
    pdf, _ = FrontlinePDFExporter().from_notebook_node(worst)
    assert broken_rules(pdf) == []
    document = PdfDocument(pdf)
    words = " ".join(page.get_textpage().get_text_range() for page in document).replace("\u200b", "")
    document.close()
    assert "Генеральний штаб" in " ".join(words.split())
    assert "U+1F71A" in words or "🜚" in words
    assert "499" in words


EDITIONS: dict[str, dict[str, Any]] = {
    "later": {"as_of": "2025-03-10"},
    "latest": {"as_of": "latest"},
    "donetsk": {"region": "donetsk"},
    "almost nothing": {"as_of": "2022-09-25", "since": "2022-09-25", "series": "deepstate"},
}


@pytest.fixture(scope="module", params=EDITIONS)
def other_edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    plan = make_plan(PROJECT, [], EDITIONS[request.param])
    return render(plan, formats=FORMATS, reports=tmp_path_factory.mktemp("other")).folder


def test_every_other_edition_is_sound_too(browser: Browser, other_edition: Path) -> None:
    lent = quoted()
    for path in sorted(other_edition.glob("*.html")):
        page = path.read_text()
        assert faults(page) == [], path.name
        assert len(page.encode()) < 600_000, path.name
        tree = dom(page)
        assert [one for one in tree.xpath("//main//text()") if NOT_NEUTRAL.search(one)] == []
        assert [rest for one in sentences(tree) if DIGIT.search(rest := bare(one, lent))] == [], path.name
        browser.look(path, 320, "dark")
        browser.run(UNFOLDED)
        assert browser.run("document.scrollingElement.scrollWidth <= innerWidth") is True
    for path in sorted(other_edition.glob("*.pdf")):
        assert broken_rules(path.read_bytes()) == [], path.name


def bare(words: str, lent: list[str]) -> str:
    for one in lent:
        words = words.replace(one, "")
    return without_listed(RULES.sub("", words))


def test_prose_without_numbers_needs_no_section() -> None:
    page = str(FrontlineHTMLExporter().from_notebook_node(shown(Prose("Words.")))[0])
    assert dom(page).xpath("//*[@id='numbers']") == []
