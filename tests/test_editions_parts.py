"""The parts of an edition one by one: what it depends on, what is taken out of it, what surrounds a kernel."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from conftest import write_notebook
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from frontline.editions import make_plan, read_record
from frontline.editions.content import content_of
from frontline.editions.inputs import data_inputs, digest, made_with
from frontline.editions.kernel import kernel_environment
from frontline.editions.record import Record, Report, Stored, whole
from frontline.editions.sound import require_sound
from frontline.editions.steady import as_bytes, cards, numbers, steady, title
from frontline.parameters import ClaimCheck
from frontline.tables import BrokenTable


def content(root: Path, **values: Any) -> str:
    run = ClaimCheck.open(root, **values)
    return content_of(root / "notebooks" / "claim_check.ipynb", run, data_inputs(root))


def test_content_changes_with_each_kind_of_input(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = [content(clone), content(clone, region="donetsk"), content(clone, known_on="2025-12-01")]
    with (clone / "data" / "sources.csv").open("a") as table:
        table.write("\n")
    seen.append(content(clone))
    write_notebook(clone, "claim_check", "print('another')")
    seen.append(content(clone))
    monkeypatch.setattr("frontline.editions.inputs.PACKAGE", clone / "notebooks")
    seen.append(content(clone))
    monkeypatch.setattr("frontline.editions.content.made_with", lambda: {"python": "3.99"})
    seen.append(content(clone))
    assert len(set(seen)) == len(seen)


def test_content_does_not_change_with_the_clock(clone: Path) -> None:
    assert content(clone, embargo_days=14) == content(clone)
    old, new = ClaimCheck.open(clone, embargo_days=20), ClaimCheck.open(clone, embargo_days=20)
    assert min(old.embargo_until, old.as_of) == old.as_of == new.as_of


def test_a_digest_does_not_depend_on_the_order_of_keys() -> None:
    assert digest({"a": 1, "b": [2]}) == digest({"b": [2], "a": 1}) != digest({"a": 1, "b": [3]})


def test_versions_are_those_that_shape_a_report() -> None:
    versions = made_with()
    assert versions["python"].count(".") == 1
    assert {"matplotlib", "typst", "nbconvert", "pandas"} <= set(versions)
    assert not {"pytest", "ruff", "uv"} & set(versions)


def test_a_kernel_is_told_nothing_of_its_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TZ", "MATPLOTLIBRC", "PYTHONWARNINGS", "COLUMNS", "MPLBACKEND", "IPYTHONDIR"):
        monkeypatch.setenv(name, "the user's own")
    told = kernel_environment(tmp_path, tmp_path / "work", 86_400)
    assert "the user's own" not in told.values()
    assert (told["SOURCE_DATE_EPOCH"], told["FRONTLINE_ROOT"], told["PYTHONHASHSEED"]) == ("86400", str(tmp_path), "0")


def test_matplotlib_keeps_its_fonts_where_it_can(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("in the way")
    assert kernel_environment(tmp_path, tmp_path / "work", 0)["MPLCONFIGDIR"] == str(tmp_path / "work" / "matplotlib")
    assert kernel_environment(tmp_path / "x", tmp_path, 0)["MPLCONFIGDIR"] == str(tmp_path / "x/.cache/matplotlib")


def told(role: str, **more: Any) -> Any:
    return new_output("display_data", {"text/plain": "x"}, metadata={"frontline": {"role": role, **more}})


def executed() -> nbformat.NotebookNode:
    record = {"id": "n-1", "value": 1, "text": "1"}
    return new_notebook(
        cells=[
            new_markdown_cell("before\n# The title\n# Another"),
            new_code_cell(
                "x",
                execution_count=1,
                metadata={"execution": {"iopub.status.busy": "2026"}, "papermill": {"duration": 1.0}},
                outputs=[
                    told("prose", numbers=[record, {"id": "n-2"}]),
                    told("cards", cards=[{"label": "a"}], numbers=[record]),
                    new_output("stream", text="plain"),
                ],
            ),
        ],
        metadata={"papermill": {"start_time": "now"}, "language_info": {"name": "python", "version": "3.11.7"}},
    )


def test_what_differs_from_run_to_run_is_taken_out() -> None:
    stored = as_bytes(steady(executed()))
    assert stored == as_bytes(steady(executed()))
    assert not any(word in stored for word in (b"papermill", b'execution"', b"iopub", b"3.11.7"))
    nbformat.validate(nbformat.reads(stored.decode(), as_version=4))


def test_outputs_tell_titles_numbers_and_cards() -> None:
    notebook = executed()
    assert title(notebook) == "The title"
    assert [record["id"] for record in numbers(notebook)] == ["n-1", "n-2"]
    assert cards(notebook) == [{"label": "a"}]
    assert title(new_notebook()) is None


RECORD = Record("2024-11-20", "frontline render", {"as_of": "2024-11-20"}, {"python": "3.11"}, {"a": "b"}, {}, {})


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    record = dataclasses.replace(RECORD, reports={"claim_check": Report("T", "c", {}, [], {"claim_check.html": "s"})})
    (tmp_path / "edition.json").write_bytes(record.as_bytes())
    assert read_record(tmp_path) == record == Stored.at(tmp_path).record


@pytest.mark.parametrize("stored", [None, b"", b"[]", b"{}", b'{"reports": {"a": 1}}', b'{"reports": {}, "new": 1}'])
def test_a_record_of_another_form_is_no_edition(tmp_path: Path, stored: bytes | None) -> None:
    if stored is not None:
        (tmp_path / "edition.json").write_bytes(stored)
    assert read_record(tmp_path) is None
    assert Stored.at(tmp_path).reports == {}


def test_an_edition_is_whole_with_every_file_as_written(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert whole(tmp_path, {"a": empty})
    assert not whole(tmp_path, {"a": "0"})
    assert not whole(tmp_path, {"b": empty})


def test_tables_must_be_there_before_a_kernel_starts(clone: Path) -> None:
    require_sound(clone)
    measured = clone / "data" / "measured.csv"
    header = measured.read_text().splitlines()[0]
    for content, expected in (("", "the header"), ("a,b\n1,2\n", "the header"), (f"{header}\n", "at least one")):
        measured.write_text(content)
        with pytest.raises(BrokenTable, match=expected):
            require_sound(clone)
    descriptor = json.loads((clone / "data" / "datapackage.json").read_text())
    for resource in descriptor["resources"]:
        resource.pop("schema", None)
    (clone / "data" / "datapackage.json").write_text(json.dumps(descriptor))
    with pytest.raises(BrokenTable, match="a schema with fields"):
        require_sound(clone)


def test_a_plan_keeps_what_the_values_suit(clone: Path) -> None:
    plan = make_plan(clone, ["troop_deployments"], {"region": "theatre"})
    assert plan.chosen == ("troop_deployments",)
    assert set(plan.runs) == {"troop_deployments", "claim_check"}
    assert plan.command == "frontline render -p region=theatre"
