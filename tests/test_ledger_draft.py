"""A draft for a new article: what it proposes, what it refuses, and that a person can take it from there."""

import csv
import datetime as dt
import io
import json
import shutil
import sys
from pathlib import Path

import pytest
from clone_of import append, append_claim, checked_in, clone_of
from evidence_of import ROOT
from typer.testing import CliRunner

from frontline.analysis.check import all_problems
from frontline.cli import app
from frontline.ledger import load_ledger
from frontline.ledger.article import LARGEST, UnusableArticle
from frontline.ledger.dating import days_named
from frontline.ledger.draft import PLACEHOLDER, Draft, draft, slug
from frontline.ledger.drafted import as_csv

sys.path.insert(0, str(ROOT))  # benchmarks are no part of the package
from benchmarks.drafting import scores

LEDGER = load_ledger(ROOT)
DAY = dt.date(2024, 11, 20)
ARTICLE = """\
Russian forces gained more than 400 sq km of Ukraine in October 2024, ISW said.

Ukraine holds some 600 square kilometres of Kursk. Russian troops took 15 square miles a day last week.
"""


def drafted(text: str, published: dt.date = DAY) -> Draft:
    return draft(text.encode(), publisher="The Example", published=published, ledger=LEDGER)


def only(text: str) -> dict[str, str]:
    (figure,) = drafted(text).figures
    return figure


def test_recall_and_precision_on_articles_in_several_styles() -> None:
    found = list(scores())
    assert len(found) >= 6
    assert sum(one.numbers for one in found) >= 0.9 * sum(one.wanted for one in found)
    assert sum(one.numbers for one in found) >= 0.9 * sum(one.proposed for one in found)
    assert sum(one.whole for one in found) >= 0.75 * sum(one.wanted for one in found)


@pytest.mark.parametrize(
    ("words", "hedge", "low", "best", "high"),
    [
        ("almost 600", "almost", "", "600.0", "600.0"),
        ("just over 600", "just over", "600.0", "600.0", ""),
        ("at least 600", "at least", "600.0", "600.0", ""),
        ("roughly 600", "about", "", "600.0", ""),
        ("as much as 600", "up to", "", "600.0", "600.0"),
        ("between 500 and 600", "range", "500.0", "", "600.0"),
        ("500 to 600", "range", "500.0", "", "600.0"),
        ("600", "exact", "", "600.0", ""),
    ],
)
def test_hedges(words: str, hedge: str, low: str, best: str, high: str) -> None:
    figure = only(f"Russian forces took {words} sq km in October.")
    assert (figure["hedge"], figure["low"], figure["best"], figure["high"]) == (hedge, low, best, high)


@pytest.mark.parametrize(
    ("words", "unit", "best"),
    [
        ("took 100 square miles", "km2", "259.0"),
        ("took 1,200 hectares", "km2", "12.0"),
        ("took 15 square miles a day", "km2_per_day", "39.0"),
        ("took 15 sq km per day", "km2_per_day", "15.0"),
    ],
)
def test_units_are_converted_and_the_printed_number_is_kept(words: str, unit: str, best: str) -> None:
    figure = only(f"Russian forces {words} in October.")
    assert (figure["unit"], figure["best"]) == (unit, best)
    if "mile" in words:
        assert "square miles" in figure["note"]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in October", "2024-10-01", "2024-10-31"),
        ("in December", "2023-12-01", "2023-12-31"),
        ("in 2023", "2023-01-01", "2023-12-31"),
        ("so far this year", "2024-01-01", "2024-11-19"),
        ("last year", "2023-01-01", "2023-12-31"),
        ("since 1 September", "2024-09-01", "2024-11-19"),
        ("between 1 September and 3 November 2024", "2024-09-01", "2024-11-03"),
        ("from Sept. 1 to Nov. 3", "2024-09-01", "2024-11-03"),
        ("in the last week", "2024-11-13", "2024-11-19"),
        ("last month", "2024-10-01", "2024-10-31"),
        ("yesterday", "2024-11-19", "2024-11-19"),
    ],
)
def test_days_are_resolved_against_publication(words: str, first: str, last: str) -> None:
    figure = only(f"Russian forces took 600 sq km {words}.")
    assert (figure["first"], figure["last"]) == (first, last)


@pytest.mark.parametrize("words", ["on 31 February", "the fastest since March 2022", "in 2031", "tomorrow"])
def test_what_names_no_day_before_publication_is_no_window(words: str) -> None:
    assert days_named(f"They took it {words}.", DAY) == []


@pytest.mark.parametrize(
    "text",
    [
        "The war began in 2022 and goes on in 2024.",
        "A bridge 4 km away fell on 13 November.",
        "Two villages and 3 bridges changed hands, 12 people said.",
        "Costs rose by 15 percent.",
        "Some 5,000 houses were damaged.",
    ],
)
def test_years_lengths_and_bare_counts_are_no_figures(text: str) -> None:
    assert drafted(text).figures == []


def test_soldiers_without_a_unit_are_found() -> None:
    figure = only("Some 50,000 were sent to Kursk to meet the Ukrainian troops there.")
    assert (figure["quantity"], figure["region"], figure["side"]) == ("troops_deployed", "kursk", "russia")


def test_no_sentence_of_the_article_is_in_a_draft() -> None:
    found = drafted(ARTICLE)
    text = json.dumps(list(found.tables.values()), ensure_ascii=False)
    words = ARTICLE.split()
    assert not any(" ".join(words[place : place + 4]) in text for place in range(len(words) - 3))
    assert {claim["statement"] for claim in found.claims} == {PLACEHOLDER}
    assert {figure["confidence"] for figure in found.figures} == {"low"}


@pytest.mark.parametrize(
    ("data", "got"),
    [
        (b"", "an empty file"),
        (b" \n\n", "an empty file"),
        (b"%PDF-1.7 \x00\x01", "a PDF file"),
        (b"\x00\x01\x02binary", "binary"),
        (b"x" * (LARGEST + 1), "more than 2 MB"),
        (b"<!doctype html><p>Hello.", "web page"),
    ],
)
def test_a_file_without_an_article_is_refused(data: bytes, got: str) -> None:
    with pytest.raises(UnusableArticle, match=got):
        draft(data, publisher="x", published=DAY, ledger=LEDGER)


@pytest.mark.parametrize(
    "text", ["Российские войска заняли 600 кв. км за октябрь.\n", "No paragraph here", "Nothing happened today."]
)
def test_a_text_without_figures_gives_an_empty_draft_and_says_so(text: str) -> None:
    found = drafted(text)
    assert (found.figures, found.claims) == ([], [])
    assert len(found.notes) == 1


def test_ids_follow_those_of_the_ledger() -> None:
    found = drafted(ARTICLE)
    assert found.source["id"] == "the-example-2024-11-20"
    assert found.figures[0]["id"] not in LEDGER.figures
    assert len({row["id"] for row in found.figures}) == len(found.figures)
    assert draft(b"x.", publisher="Wubi", published=DAY, ledger=LEDGER).source["id"] == "wubi-2024-11-20-2"
    assert slug("Süddeutsche Zeitung!") == "suddeutsche-zeitung"


def test_nothing_enters_unconfirmed(tmp_path: Path) -> None:
    root = clone_of(tmp_path)
    paste(root, drafted(ARTICLE), confirmed=False)
    assert ("sources.csv", "seen_at") in {(problem.file, problem.column) for problem in all_problems(root)}


def paste(root: Path, found: Draft, *, confirmed: bool) -> None:
    for name, (columns, rows) in found.tables.items():
        for row in csv.DictReader(io.StringIO(as_csv(columns, rows))):
            mended = {"seen_at": "https://example.org/a-page"} if name == "sources" and confirmed else {}
            mended |= {"statement": "In our own words"} if name == "claims" and confirmed else {}
            append(root, name, **(row | mended))


def test_a_confirmed_draft_is_checked_as_any_article(tmp_path: Path) -> None:
    root = clone_of(tmp_path)
    found = drafted(ARTICLE)
    paste(root, found, confirmed=True)
    assert not list(all_problems(root))
    checked = checked_in(root, found.source["id"])
    assert [(one.claim.kind, one.judged.verdict) for one in checked.values()] == [
        ("gain", "agrees"),
        ("level", "depends"),
        ("not numeric", "cannot be checked"),
    ]


def test_the_command_prints_or_writes_the_tables(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(ARTICLE, "utf-8")
    told = ["--root", str(ROOT), "draft", str(article), "--publisher", "The Example", "--published", "2024-11-20"]
    printed = CliRunner().invoke(app, told)
    assert printed.exit_code == 0
    assert [line for line in printed.stdout.splitlines() if line.startswith("#")] == [
        "# sources.csv", "# figures.csv", "# claims.csv",
    ]  # fmt: skip
    written = CliRunner().invoke(app, [*told, "--out", str(tmp_path / "draft")])
    assert written.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "draft").iterdir()) == ["claims.csv", "figures.csv", "sources.csv"]


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    told = ["--root", str(ROOT), "draft", str(tmp_path / "a.txt"), "--publisher", "x", "--published", "20.11.2024"]
    assert getattr(CliRunner().invoke(app, told).exception, "exit_code", None) == 2


def test_the_report_of_a_new_article_shows_its_claims_and_what_is_wrong_with_them(tmp_path: Path) -> None:
    root = clone_of(tmp_path)
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    found = drafted(ARTICLE)
    paste(root, found, confirmed=True)
    append_claim(root, source=found.source["id"], first="2024-07-01", statement="A window that ends before it starts")
    assert CliRunner().invoke(app, ["--root", str(root), "check"]).exit_code == 2
    told = ["--root", str(root), "render", "claim_check", "-p", f"article={found.source['id']}", "--format", "html"]
    assert CliRunner().invoke(app, told).exit_code == 0
    (folder,) = (path for path in (root / "reports").iterdir() if path.is_dir())
    page = (folder / "claim_check.html").read_text("utf-8")
    assert "expected not before first, <time>2024-07-01</time>" in page
    assert "1 agree" in page
    verdicts = [claim["verdict"] for claim in json.loads((folder / "claims.json").read_text("utf-8"))]
    assert verdicts == ["agrees", "depends", "cannot be checked", "cannot be checked"]
