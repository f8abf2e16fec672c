import json
import shutil
from pathlib import Path

import frictionless
import pytest

from frontline.analysis.check import all_problems
from frontline.analysis.package import TABLES, described, write_description
from frontline.tables import read_descriptor

ROOT = Path(__file__).resolve().parents[1]


def test_the_committed_tables_have_no_problem() -> None:
    assert all_problems(ROOT) == []


def test_the_descriptor_is_what_the_row_classes_describe() -> None:
    found = read_descriptor(ROOT)
    assert found == described(found)


def test_the_data_package_is_valid_by_frictionless() -> None:
    package = frictionless.Package(str(ROOT / "data" / "datapackage.json"))
    assert [resource.name for resource in package.resources] == list(TABLES)
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])[:10]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def test_a_drifted_descriptor_is_a_problem_and_is_written_anew(copy: Path) -> None:
    path = copy / "data" / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    descriptor["resources"][0]["schema"]["fields"][0]["type"] = "integer"
    path.write_text(json.dumps(descriptor), "utf-8")
    (problem,) = all_problems(copy)
    assert (problem.file, problem.value) == ("datapackage.json", next(iter(TABLES)))
    write_description(copy)
    assert all_problems(copy) == []
    assert path.read_bytes() == (ROOT / "data" / "datapackage.json").read_bytes()


def test_problems_of_several_tables_come_at_once(copy: Path) -> None:
    for name, old, new in (
        ("figures", "-20,high,", "-20,certain,"),
        ("hedges", "open", "closed"),
        ("choices", "inferior", "bad"),
    ):
        path = copy / "data" / f"{name}.csv"
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    found = {(problem.file, problem.column) for problem in all_problems(copy)}
    assert {("figures.csv", "confidence"), ("choices.csv", "standing")} <= found
    assert any(file == "hedges.csv" for file, _ in found)
