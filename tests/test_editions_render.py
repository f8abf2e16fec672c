"""Rendering an edition, end to end, with tiny notebooks and real kernels."""

import json
import os
import re
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import build_clone, files_of, kernels_of, write_notebook

from frontline.editions import FORMATS, make_plan
from frontline.editions.kernel import Kernels
from frontline.editions.rendering import Edition, render


def rendered(root: Path, notebooks: Sequence[str] = (), formats: Sequence[str] = ("html",), **values: Any) -> Edition:
    return render(make_plan(root, notebooks, values), formats=formats)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The default edition of a tiny clone, in every format."""
    return rendered(build_clone(tmp_path_factory.mktemp("whole") / "clone"), formats=FORMATS)


def test_an_edition_has_what_the_design_says(whole: Edition) -> None:
    reports = [f"{name}.{form}" for name in whole.rendered for form in ("html", "ipynb", "pdf")]
    assert sorted(files_of(whole.folder)) == sorted([*reports, "claims.json", "edition.json", "index.html"])
    assert whole.rendered == ("territorial_gains", "troop_deployments", "claim_check")
    assert whole.folder.name == "2024-11-20"
    assert (whole.folder / "claim_check.pdf").read_bytes().startswith(b"%PDF")


def test_the_record_tells_inputs_versions_and_numbers(whole: Edition) -> None:
    record = json.loads((whole.folder / "edition.json").read_text())
    assert record["parameters"]["as_of"] == "2024-11-20"
    assert record["command"] == "frontline render"
    assert {"data/figures.csv", "data/measured.csv", "frontline"} <= set(record["inputs"])
    assert record["made_with"]["python"].count(".") == 1
    report = record["reports"]["territorial_gains"]
    assert [number["id"] for number in report["numbers"]] == ["n-gain"]
    assert report["numbers"][0]["inputs"][0]["table"] == "measured.csv"
    assert set(report["files"]) == {f"territorial_gains.{form}" for form in ("html", "ipynb", "pdf")}


def test_the_record_keeps_its_schema(whole: Edition) -> None:
    schema = json.loads(resources.files("frontline.editions").joinpath("edition.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads((whole.folder / "edition.json").read_text("utf-8")), schema)


def test_the_index_shows_cards_and_links(whole: Edition) -> None:
    page = whole.index.read_text()
    assert "The front line, 20\N{NO-BREAK SPACE}November" in page
    assert "Gain &lt;2023&gt;" in page
    assert "A tiny troop deployments" in page
    for name in ("claim_check.html", "claim_check.pdf", "claim_check.ipynb", "claims.json", "edition.json"):
        assert f'href="{name}"' in page


@pytest.mark.parametrize(
    ("region", "told"),
    [("donetsk", "The front line in Donetsk oblast, 20"), ("pre2022", "The front line, held since before 2022, 20")],
)
def test_the_index_says_which_part_of_the_country_it_looks_at(clone: Path, region: str, told: str) -> None:
    assert f"<h1>{told}" in render(make_plan(clone, [], {"region": region}), formats=()).index.read_text()


HEDGED = """\
from frontline.numbers import Card, Cards, Number
told = Number("n", 50000.0, "people", "stated", ({"table": "figures.csv", "id": "F1"},))
some = Number("s", 37500.0, "people", "stated", ({"table": "figures.csv", "id": "F2"},), span=(30000.0, 45000.0))
Cards([Card("Soldiers", told, "", "about"), Card("Others", some, "")])
"""
ABSENT = """\
from frontline.numbers import Prose
Prose("Nothing is told of *it*.", role="absent")
"""


def test_the_index_tells_a_note_of_all_reports_once_and_that_one_has_nothing(clone: Path) -> None:
    write_notebook(clone, "troop_deployments", ABSENT)
    edition = render(make_plan(clone, [], {"region": "donetsk"}), formats=())
    page = edition.index.read_text()
    note = "the chosen series that measure Donetsk oblast begin on"
    assert page.count(note) == 1
    assert page.index(note) < page.index("<section")
    assert page.count("Nothing is told of *it*.") == 1
    assert "front line in Donetsk oblast,\nkept apart" in page
    notes = json.loads((edition.folder / "edition.json").read_text())["reports"]["troop_deployments"]["notes"]
    assert [note in notes[0], notes[1:]] == [True, ["Nothing is told of *it*."]]


def test_a_hedge_stands_before_its_number_and_a_range_is_smaller(clone: Path) -> None:
    write_notebook(clone, "troop_deployments", HEDGED)
    edition = render(make_plan(clone, ["troop_deployments"], {}), formats=["html"])
    for name in ("index.html", "troop_deployments.html"):
        text = (edition.folder / name).read_text()
        assert re.search(r'<span class="hedge">about </span><a [^>]*>(<data [^>]*>)?50,000<', text), name
        assert re.search(r'<dd class="value long"><a [^>]*>(<data [^>]*>)?30,000 to 45,000<', text), name


def test_the_executed_notebook_keeps_nothing_of_the_run(whole: Edition) -> None:
    notebook = json.loads((whole.folder / "claim_check.ipynb").read_text())
    assert [cell["id"] for cell in notebook["cells"]] == ["cell-01", "cell-02", "cell-03", "cell-04"]
    assert "papermill" not in json.dumps(notebook["metadata"])
    assert all(not {"papermill", "execution"} & set(cell["metadata"]) for cell in notebook["cells"])
    assert os.path.sep + "clone" not in json.dumps(notebook)


def test_a_notebook_starts_one_kernel(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []
    launch = Kernels._launch
    monkeypatch.setattr(Kernels, "_launch", lambda self: (process := launch(self), started.append(process))[0])
    rendered(clone, ["troop_deployments", "claim_check"])
    assert len(started) == 2
    rendered(clone, ["troop_deployments", "claim_check"])
    assert len(started) == 2


def test_nothing_works_on_afterwards(whole: Edition) -> None:
    root = whole.folder.parents[1]
    assert kernels_of(root) == []
    assert [path.name for path in whole.folder.parent.iterdir()] == ["2024-11-20"]


def test_the_same_inputs_give_the_same_bytes_elsewhere(whole: Edition, clone: Path, monkeypatch: Any) -> None:
    for name, value in {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "7", "COLUMNS": "20"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(clone.parent)
    assert files_of(rendered(clone, formats=FORMATS).folder) == files_of(whole.folder)


def test_what_has_not_changed_is_not_rendered_again(clone: Path) -> None:
    first = rendered(clone)
    before = {path: path.stat().st_mtime_ns for path in first.folder.iterdir()}
    again = rendered(clone)
    assert (again.rendered, set(again.kept)) == ((), set(first.rendered))
    assert {path: path.stat().st_mtime_ns for path in first.folder.iterdir()} == before


def test_only_what_changed_is_rendered_again(clone: Path) -> None:
    first = rendered(clone, ["troop_deployments", "claim_check"])
    kept = (first.folder / "claim_check.html").read_bytes()
    write_notebook(clone, "troop_deployments", "print('changed')")
    second = rendered(clone, ["troop_deployments"])
    assert (second.rendered, second.kept) == (("troop_deployments",), ("claim_check",))
    assert (second.folder / "claim_check.html").read_bytes() == kept
    assert "changed" in (second.folder / "troop_deployments.ipynb").read_text()


def test_a_sibling_that_no_longer_holds_is_dropped(clone: Path) -> None:
    rendered(clone, ["troop_deployments", "claim_check"], ())
    with (clone / "data" / "events.csv").open("a") as table:
        table.write("")
    (clone / "data" / "extra.csv").write_text("a\n1\n")
    second = rendered(clone, ["troop_deployments"], ())
    assert second.rendered == ("troop_deployments",)
    assert not (second.folder / "claim_check.ipynb").exists()
    assert list(second.record.reports) == ["troop_deployments"]


def test_another_format_needs_no_kernel(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered(clone, ["claim_check"], ("html",))
    monkeypatch.setattr("frontline.editions.running.execute", None)
    edition = rendered(clone, ["claim_check"], ("pdf",))
    assert {path.suffix for path in edition.folder.glob("claim_check.*")} == {".html", ".ipynb", ".pdf"}
    assert 'href="claim_check.pdf"' in (edition.folder / "claim_check.html").read_text()


def test_a_file_that_was_changed_by_hand_is_made_again(clone: Path) -> None:
    folder = rendered(clone, ["claim_check"]).folder
    whole = files_of(folder)
    for name in ("claim_check.html", "claim_check.ipynb", "claims.json", "index.html"):
        (folder / name).write_text("by hand")
        rendered(clone, ["claim_check"])
        assert files_of(folder) == whole
    (folder / "edition.json").write_text("{}")
    assert rendered(clone, ["claim_check"]).rendered == ("claim_check",)


def test_force_renders_again_and_keeps_siblings(clone: Path) -> None:
    rendered(clone, ["troop_deployments", "claim_check"], ())
    edition = render(make_plan(clone, ["claim_check"], {}), formats=(), force=True)
    assert (edition.rendered, edition.kept) == (("claim_check",), ("troop_deployments",))


def test_editions_of_other_parameters_stand_beside(clone: Path) -> None:
    here = rendered(clone, ["claim_check"], (), as_of="2025-03-01", region="UA-14")
    assert here.folder.name == "2025-03-01+region=donetsk"
    assert here.record.command == "frontline render -p as_of=2025-03-01 -p region=donetsk"
    assert rendered(clone, ["claim_check"], ()).folder.parent == here.folder.parent


def test_each_notebook_takes_its_own_parameters(clone: Path) -> None:
    edition = rendered(clone, ["claim_check", "troop_deployments"], (), editor="A. Editor")
    assert "editor" in edition.record.reports["claim_check"].parameters
    assert "editor" not in edition.record.reports["troop_deployments"].parameters


def test_claims_are_written_with_any_notebook(clone: Path) -> None:
    edition = rendered(clone, ["troop_deployments"], ())
    claims = json.loads((edition.folder / "claims.json").read_text())
    assert {"id", "verdict", "readings", "stated"} <= set(claims[0])
