"""The default edition as data: a Frictionless package of the charts' numbers, and records that keep their schemas."""

import csv
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import PROJECT
from frictionless import Package

from frontline.editions.figures import Figure, package
from frontline.editions.inputs import sha256

SCHEMAS = {
    "edition.json": "frontline/editions/edition.schema.json",
    "claims.json": "frontline/analysis/claims.schema.json",
}


@pytest.fixture(scope="module")
def descriptor(default_edition: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((default_edition / "data" / "datapackage.json").read_text())
    return read


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_document_keeps_its_schema(default_edition: Path, name: str) -> None:
    schema = json.loads((PROJECT / SCHEMAS[name]).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads((default_edition / name).read_text()))


def test_the_package_is_valid(default_edition: Path) -> None:
    report = Package(str(default_edition / "data" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])


def test_every_chart_of_every_report_has_its_table(default_edition: Path, descriptor: dict[str, Any]) -> None:
    from test_published_words import REPORTS, dom  # noqa: PLC0415  its trees are those of the same edition

    for name in REPORTS:
        page = dom((default_edition / f"{name}.html").read_text())
        charts = page.xpath("//figure[@class='chart']/@id")
        ours = [one["name"] for one in descriptor["resources"] if one["name"].startswith(f"{name}.")]
        assert ours == [f"{name}.{chart}" for chart in charts]


def test_the_record_lists_every_table_with_its_sum(default_edition: Path, descriptor: dict[str, Any]) -> None:
    files = json.loads((default_edition / "edition.json").read_text())["files"]
    for one in descriptor["resources"]:
        data = (default_edition / "data" / one["path"]).read_bytes()
        assert files[f"data/{one['path']}"] == sha256(data) == one["hash"].removeprefix("sha256:")
        assert one["bytes"] == len(data)


def test_a_table_has_numbers_not_their_words(default_edition: Path) -> None:
    with (default_edition / "data" / "claim_check.curve-c05.csv").open(newline="") as file:
        values = sorted(float(row["Reading"]) for row in csv.DictReader(file) if row["Reading"])
    assert 486.93 in values


def chart(**more: Any) -> Figure:
    return Figure("r", "c", {"title": "T", **more}, "")


def test_columns_of_one_name_are_told_apart_and_types_found() -> None:
    rows = [
        ["2024-01-01", 1, 1.5, {"text": "2 km²", "number": "n-2", "value": 2.0}, ""],
        ["2024-01-02", 2, None, "", ""],
    ]
    made = package("e", [chart(data={"columns": ["Day", "n", "n", "v", "empty"], "rows": rows})])
    fields = json.loads(made["data/datapackage.json"])["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == ["Day", "n", "n (2)", "v", "empty"]
    assert [field["type"] for field in fields] == ["date", "integer", "number", "number", "string"]
    assert made["data/r.c.csv"].decode().splitlines()[1] == "2024-01-01,1,1.5,2.0,"


def test_an_edition_without_charts_has_no_package() -> None:
    assert package("e", []) == {}
