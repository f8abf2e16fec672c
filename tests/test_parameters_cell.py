"""A notebook's parameters cell and its model say the same."""

import json
from pathlib import Path

import nbformat
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from frontline.parameters import NOTEBOOKS, WrongValue, describe, parameters_cell, read_assignments

NOTEBOOK_FILES = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOK_FILES, ids=lambda path: path.stem)
def test_the_first_code_cell_is_the_models(path: Path) -> None:
    cells = [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert "parameters" in cells[0]["metadata"]["tags"]
    assert "".join(cells[0]["source"]) == parameters_cell(NOTEBOOKS[path.stem])


@pytest.mark.parametrize("path", NOTEBOOK_FILES, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_outputs(path: Path) -> None:
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_papermill_reads_the_cell_as_the_model_has_it(name: str, tmp_path: Path) -> None:
    cell = new_code_cell(parameters_cell(NOTEBOOKS[name]), metadata={"tags": ["parameters"]})
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=[cell], metadata={"kernelspec": kernel}), tmp_path / "n.ipynb")
    found = papermill.inspect_notebook(str(tmp_path / "n.ipynb"))
    assert [
        (one["name"], one["inferred_type_name"], json.loads(one["default"]), one["help"]) for one in found.values()
    ] == [(one.name, one.annotation, one.default, one.help) for one in describe(NOTEBOOKS[name])]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_cells_own_values_open(name: str, scratch: Path) -> None:
    values: dict[str, object] = {}
    exec(parameters_cell(NOTEBOOKS[name]), values)
    given = {one.name: values[one.name] for one in describe(NOTEBOOKS[name])}
    run = NOTEBOOKS[name].open(scratch, **given)
    assert run.values == given


def test_text_from_a_command_line_becomes_the_fields_type() -> None:
    assert read_assignments(["embargo_days=14", " region = donetsk ", "article=a=b", "nosuch=1"]) == {
        "embargo_days": 14,
        "region": "donetsk",
        "article": "a=b",
        "nosuch": "1",
    }
    assert read_assignments(["embargo_days=a week"]) == {"embargo_days": "a week"}


@pytest.mark.parametrize("texts", [["as_of"], ["=1"], ["as_of=1", "as_of=2"]])
def test_text_that_is_no_assignment_is_refused(texts: list[str]) -> None:
    with pytest.raises(WrongValue) as refusal:
        read_assignments(texts)
    assert refusal.value.example
