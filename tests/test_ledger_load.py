import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from frontline.ledger import TABLES, load_ledger, problems
from frontline.tables import BrokenTable, Problem

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The committed tables, to be broken."""
    (tmp_path / "data").mkdir()
    for name in TABLES:
        shutil.copy(PROJECT / "data" / f"{name}.csv", tmp_path / "data")
    return tmp_path


def change(clone: Path, table: str, old: str, new: str) -> int:
    """Replace the one occurrence of `old` in a table; return its line."""
    path = clone / "data" / f"{table}.csv"
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    path.write_text(text.replace(old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_rows_are_found_by_their_keys(clone: Path) -> None:
    ledger = load_ledger(clone)
    assert ledger.figures["F001"].best == 593
    assert ledger.hedges["some"].low == "five_percent"
    assert ledger.regions["kursk"].iso_3166_2 == "RU-KRS"
    assert list(ledger.figures) == sorted(ledger.figures)


def test_tables_that_have_changed_are_read_and_checked_anew(clone: Path) -> None:
    before = load_ledger(clone)
    assert load_ledger(clone) is before
    change(clone, "places", "51.19", "51.20")
    assert load_ledger(clone).places != before.places
    change(clone, "places", "51.20", "511.9")
    with pytest.raises(BrokenTable):
        load_ledger(clone)


def test_figures_of_a_source_and_of_a_claim(clone: Path) -> None:
    ledger = load_ledger(clone)
    assert [figure.id for figure in ledger.figures_of("wubi-2024-11-20")] == ["F001", "F002", "F003"]
    assert [figure.id for figure in ledger.stated(ledger.claims["C20"])] == ["F001"]
    assert ledger.stated(ledger.claims["C01"]) == ()


def test_a_figure_of_an_undated_page_is_told_apart(clone: Path) -> None:
    ledger = load_ledger(clone)
    assert ledger.dated(ledger.figures["F001"])
    assert not ledger.dated(ledger.figures["F012"])


def test_every_problem_of_every_table_comes_at_once(clone: Path) -> None:
    lines = {
        "locator": change(clone, "figures", "p9s1", "paragraph nine"),
        "origin": change(clone, "figures", ",ua-war-infographics,", ",UA War,"),
        "kind": change(clone, "events", "offensive,,Towards Vovchansk", "victory,,Towards Vovchansk"),
        "lat": change(clone, "places", "51.19", "511.9"),
        "reason": change(clone, "claims", "A forecast", ""),
    }
    found = {problem.column: problem for problem in problems(clone)}
    assert {column: problem.row for column, problem in found.items()} == lines
    assert found["locator"].file == "figures.csv"
    assert found["locator"].value == "paragraph nine"
    assert "pattern" in found["locator"].expected
    assert "'offensive'" in found["kind"].expected


def test_unknown_references_come_with_the_rest(clone: Path) -> None:
    change(clone, "figures", ",p9s1,", ",paragraph nine,")
    line = change(clone, "figures", "F295,millennium-post-2025-04-30", "F295,nowhere")
    claim = change(clone, "claims", ",F001,kursk", ",F001 F999,kursk")
    place = change(clone, "claims", "pokrovsk kurakhove", "pokrovsk atlantis")
    found = problems(clone)
    assert Problem("figures.csv", line, "source", "nowhere", "an id of sources.csv") in found
    assert Problem("claims.csv", claim, "figure", "F999", "an id of figures.csv") in found
    assert Problem("claims.csv", place, "place", "atlantis", "an id of places.csv") in found
    assert len(found) == 4


def test_a_broken_row_is_no_unknown_key_elsewhere(clone: Path) -> None:
    change(clone, "sources", "wubi-2024-11-20,repost", "wubi-2024-11-20,leaflet")
    assert [problem.column for problem in problems(clone)] == ["kind"]


def test_a_key_or_a_page_comes_once(clone: Path) -> None:
    regions = clone / "data" / "regions.csv"
    regions.write_text(regions.read_text("utf-8") + "kursk,Kursk again,oblast,,\n", "utf-8")
    sources = clone / "data" / "sources.csv"
    again = "wubi-again,repost,Wubi News,,,,https://wubigame.xyz/article/14182,the publisher's,\n"
    sources.write_text(sources.read_text("utf-8") + again, "utf-8")
    found = problems(clone)
    assert [(problem.file, problem.column, problem.value) for problem in found] == [
        ("regions.csv", "id", "kursk"),
        ("sources.csv", "seen_at", "https://wubigame.xyz/article/14182"),
    ]
    assert found[0].row == regions.read_text("utf-8").count("\n")


def test_days_agree_between_tables(clone: Path) -> None:
    change(clone, "figures", "2025-01-01,2025-10-27,2025-10-27", "2025-01-01,2025-10-27,2025-10-28")
    change(clone, "claims", "kursk,ukraine,2024-10-01,2024-11-19", "kursk,ukraine,2024-10-01,2024-11-30")
    assert [problem.expected for problem in problems(clone)] == [
        "not after 2024-11-20, the day of its source wubi-2024-11-20",
        "2025-10-27, the day of its source babel-2025-10-27",
    ]


def test_loading_refuses_with_all_of_it(clone: Path) -> None:
    change(clone, "places", "51.19", "511.9")
    (clone / "data" / "hedges.csv").unlink()
    with pytest.raises(BrokenTable) as caught:
        load_ledger(clone)
    assert {problem.file for problem in caught.value.problems} == {"places.csv", "hedges.csv"}
    assert len(caught.value.problems) == 2
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00broken", b"id,name\n1,2\n"])
def test_an_unreadable_table_is_one_clear_problem(clone: Path, content: bytes) -> None:
    (clone / "data" / "events.csv").write_bytes(content)
    (only,) = problems(clone)
    assert only.file == "events.csv"


def test_loading_brings_no_heavy_library() -> None:
    code = "import sys, frontline.ledger as l; print(sorted({'pandas', 'numpy', 'shapely'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT, check=True)
    assert done.stdout.strip() == "[]"
