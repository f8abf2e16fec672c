"""Every number has an address, and the address gives the number: worked out anew over whole editions."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, command
from recomputed import faults, measured, parsed

DAYS = ("01-01", "02-01", "03-01")
EDITIONS = (
    ("2024-11-20", ()),
    ("2025-03-10", ("as_of=2025-03-10",)),
    ("2026-08-21", ("as_of=2026-08-21",)),
    ("2024-11-20+region=kursk", ("region=kursk",)),
)


@pytest.mark.parametrize(("name", "given"), EDITIONS, ids=[name for name, _ in EDITIONS])
def test_the_rows_of_an_address_give_its_number(name: str, given: tuple[str, ...], tmp_path: Path) -> None:
    parameters = [word for one in given for word in ("-p", one)]
    done = command(PROJECT, "render", *parameters, "--format", "html", "--reports", str(tmp_path))
    assert done.returncode == 0, done.stderr
    reports: dict[str, Any] = json.loads((tmp_path / name / "edition.json").read_text())["reports"]
    records = [record for report in reports.values() for record in report["numbers"] if parsed(record)]
    assert len(records) > 25
    assert [fault for record in records for fault in faults(record)] == []
    checked = [record for record in reports["claim_check"]["numbers"] if record["kind"] == "computed"]
    assert [record["id"] for record in checked if measured(record) and not parsed(record)] == []


def test_an_address_with_the_rows_of_another_reading_is_a_fault() -> None:
    """A recomputation that could not fail would promise nothing."""
    rows = [{"series": "s", "quantity": "control", "region": "ukraine", "day": f"2023-{day}"} for day in DAYS]
    inputs = [row | {"value": value} for row, value in zip(rows, (100.0, 150.5, 7.0), strict=True)]
    told = {"id": "n-a", "unit": "km2", "text": "51 km²", "value": 50.5, "formula": "S(2023-02-01) − S(2023-01-01)"}
    assert list(faults(told | {"inputs": inputs[:2]})) == []
    assert len(list(faults(told | {"inputs": inputs[:2], "value": 49.5}))) == 1
    assert len(list(faults(told | {"inputs": inputs[1:]}))) == 1
    assert len(list(faults(told | {"inputs": inputs}))) == 1
