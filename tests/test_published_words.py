"""The words of the default edition: no number typed by hand, neutral, every picture told, every address there."""

import ast
import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT
from notebooks.rules import dom, faults

REPORTS = ("territorial_gains", "troop_deployments", "claim_check")
PAGES = ("index", *REPORTS)

# The design's list, and what is said of people in the same spirit.
NOT_NEUTRAL = re.compile(
    r"\b(liberat\w+|regime|lost|enem(y|ies)|invaders?|orcs?|militants?|terrorists?)\b", re.IGNORECASE
)
PLACEHOLDER = re.compile(r"no alt|placeholder|image|figure|untitled|todo|lorem|picture \d*", re.IGNORECASE)

_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b)"
)
_DAY = rf"(?:\d{{1,2}}\s(?:{_MONTHS})(?:\s\d{{4}})?|(?:{_MONTHS})\s\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
DATES = (
    _DAY,
    rf"\d{{1,2}} ?(?:–|to|and) ?{_DAY}",
    r"(?<![\d,.])20[12]\d(?![\d,.]\d)",  # a year
    r"from 0[0-9]:00 UTC|before 03:00 UTC",
)
NAMES = (r"\bC\d{2}\b", r"\bp\d+s\d+\b", "WGS 84", "EPSG:6381", "CC BY 4.0", "ADM1", "2022-Ukraine-Russia-War-Dataset")
LINES = r"A line from 0 to |Four lines from 0|Lines that start at 0"
# What a source says of itself, and the names of classes.
STANDING = (r"about 3\.3% too large", LINES, r"Within 1%", r"under 0\.01", r"\b0 of ", "[Dd]ays ±1", r"\bsha256\b")
TYPED = re.compile("|".join((*DATES, *NAMES, *STANDING)))
DIGIT = re.compile(r"\d")


def without_listed(text: str) -> str:
    """Return a text without the dates and names that may be typed."""
    return TYPED.sub("", text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", ""))


def literals(source: str) -> Iterator[str]:
    """Yield what is written out in Python source and reads as words: not its docstrings, not names and formats."""
    tree = ast.parse(source)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        words = node.value if isinstance(node, ast.Constant) and id(node) not in told else None
        if isinstance(words, str) and " " in words.strip():
            yield words


def modules() -> list[Path]:
    return sorted(path for floor in ("prose", "charts") for path in (PROJECT / "frontline" / floor).glob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_sentence_of_the_package_has_a_number_typed_by_hand(path: Path) -> None:
    assert [text for text in literals(path.read_text()) if DIGIT.search(without_listed(text))] == []


@pytest.mark.parametrize("name", REPORTS)
def test_no_sentence_of_a_notebook_has_a_number_typed_by_hand(name: str) -> None:
    for cell in json.loads((PROJECT / "notebooks" / f"{name}.ipynb").read_text())["cells"]:
        source = "".join(cell["source"])
        if "parameters" not in cell["metadata"].get("tags", []):
            texts = [source] if cell["cell_type"] == "markdown" else literals(source)
            assert [text for text in texts if DIGIT.search(without_listed(text))] == [], cell["id"]
            assert NOT_NEUTRAL.search(source) is None, cell["id"]


# Words of tables stand in the reports as they are: what a series says of its method, why a correction is made.
QUOTED = {
    "series": ("layer", "method", "rights", "note"),
    "corrections": ("reason", "evidence", "expected", "applied"),
    "claims": ("statement", "reason"),
    "sources": ("publisher", "note", "title"),
    "events": ("name",),
    "choices": ("reason",),
}
# Bounds of a declared rule: constants of the analysis, not measurements; the interval that a stated number allows.
RULES = re.compile(
    "|".join(
        (
            r"up to \d+ days counts|within \d+ days|passes \d+ times the noise and \d+ km²|the \d+ days around",
            r"fewer than \d+ days|threshold of \d+ to \d+ times the noise|last \d+ days",
            r"moved by up to \d+ days|\(No\. \d+\)",
            r"it allows [^(]*\(|Stated as (?:“[^”]*” )?[\d,.]+(?: km²|%| times)?",
            r"direction: the [A-Za-z0-9 ]+ is (?:more than|below) 0 km(?:²|²/day)?",
        )
    )
)


@pytest.fixture(scope="module")
def pages(default_edition: Path) -> dict[str, Any]:
    return {name: dom((default_edition / f"{name}.html").read_text()) for name in PAGES}


@pytest.fixture(scope="module")
def record(default_edition: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((default_edition / "edition.json").read_text())
    return told


def quoted() -> list[str]:
    """Return every text that the tables lend to the reports, the longest first."""
    texts: set[str] = set()
    for table, columns in QUOTED.items():
        with (PROJECT / "data" / f"{table}.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        texts |= {row[column].strip() for row in rows for column in columns if row.get(column)}
    plain = {re.sub(r"[*`]", "", text) for text in texts}
    return sorted({text for text in plain if DIGIT.search(text)}, key=len, reverse=True)


def sentences(page: Any) -> Iterator[str]:
    """Yield paragraphs and items of a page without what has an address or stands in a figure, a table or code."""
    for part in page.xpath("//main//*[self::p or self::li or self::dd or self::dt]"):
        above = list(part.iterancestors())
        if any(one.tag in ("figure", "nav", "table") or one.get("id") == "numbers" for one in above):
            continue
        words = part.xpath(
            ".//text()[not(ancestor::a or ancestor::data or ancestor::code or ancestor::math)]"
            "[not(ancestor::li/ancestor::p)]"
        )
        yield re.sub(r"\s+", " ", "".join(words)).strip()


@pytest.mark.parametrize("name", PAGES)
def test_every_number_in_prose_has_an_address(pages: dict[str, Any], name: str) -> None:
    lent = quoted()
    bare = []
    for text in sentences(pages[name]):
        rest = text
        for words in lent:
            rest = rest.replace(words, "")
        rest = without_listed(RULES.sub("", rest))
        if DIGIT.search(rest):
            bare.append(rest)
    assert bare == []


@pytest.mark.parametrize("name", PAGES)
def test_the_words_of_a_page_are_neutral(pages: dict[str, Any], name: str) -> None:
    texts = pages[name].xpath("//body//text()[not(ancestor::style)] | //@aria-label | //@alt")
    assert [text.strip() for text in texts if NOT_NEUTRAL.search(text)] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_picture_is_told_in_words_of_its_own(pages: dict[str, Any], name: str) -> None:
    told = pages[name].xpath("//*[@role='img']/@aria-label | //img/@alt")
    assert len(set(told)) == len(told)
    for alt in told:
        assert len(alt) > 40, alt
        assert DIGIT.search(alt), alt
        assert PLACEHOLDER.fullmatch(alt) is None, alt


@pytest.mark.parametrize("name", REPORTS)
def test_every_link_to_a_number_finds_its_row(pages: dict[str, Any], name: str) -> None:
    leads = {lead[1:] for lead in pages[name].xpath("//a/@href") if lead.startswith("#")}
    assert leads <= set(pages[name].xpath("//@id"))
    rows = set(pages[name].xpath("//section[@id='numbers']//tr/@id"))
    assert {lead for lead in leads if lead.startswith("n-")} == rows


def test_words_are_defined_reposts_marked_and_corrections_invited(pages: dict[str, Any]) -> None:
    for name in REPORTS:
        boxes = pages[name].xpath("//section[@class='box']/*[1]/text()")
        assert "Found an error?" in boxes
        assert "What the words mean" in boxes
        assert "What this cannot tell you" in boxes
    told = pages["troop_deployments"].text_content()
    for series in ("general_staff", "isw_published", "deepstate_archive"):
        assert f" ({series}):" in told, "a series drawn is listed with its method and rights"
    assert "Always seen with hindsight" in told
    rows = pages["claim_check"].xpath("//section[@id='numbers']//tr[contains(., 'wubi-2024-11-20')]")
    assert rows
    assert all("as a repost" in row.text_content() for row in rows)
    summed_up = pages["claim_check"].xpath("//section[@id='numbers']//tr[contains(., 'news-pravda-usa-2024-11-20')]")
    assert summed_up
    assert all("as a summary" in row.text_content() for row in summed_up)


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_light_and_fetches_nothing(default_edition: Path, name: str) -> None:
    text = (default_edition / f"{name}.html").read_text()
    assert len(text.encode()) < 600_000
    assert faults(text) == []


def test_the_index_leads_to_numbers_that_there_are(pages: dict[str, Any]) -> None:
    for lead in pages["index"].xpath("//a[@class='number']/@href"):
        page, _, anchor = lead.partition("#")
        assert pages[page.removesuffix(".html")].xpath("//@id").count(anchor) == 1


@pytest.mark.parametrize("name", REPORTS)
def test_every_record_rests_on_rows(record: dict[str, Any], name: str) -> None:
    for number in record["reports"][name]["numbers"]:
        assert number["inputs"], number["id"]
        assert all(row.get("table") for row in number["inputs"]), number["id"]
