"""The description of every table, made from the row classes: `data/datapackage.json`."""

from pathlib import Path
from typing import Any

from frontline import ledger, measured
from frontline.analysis.choices import TABLES as CHOICES
from frontline.analysis.contradictions import TABLES as CONTRADICTIONS
from frontline.tables import find_root, read_descriptor, table_schema, write_descriptor

HEAD = {
    "name": "frontline",
    "title": "What was said about the front line, and what open data measure",
    "profile": "tabular-data-package",
    "licenses": [
        {"name": "CC-BY-4.0", "title": "Tables of the ledger; rights of each source: sources.csv, series.csv"}
    ],
}
TABLES = {**ledger.TABLES, **CONTRADICTIONS, **CHOICES, **measured.TABLES}


def described(found: dict[str, Any]) -> dict[str, Any]:
    """Return the descriptor as the row classes make it; the declared coverage of `measured` is kept."""
    kept = {resource.get("name"): resource.get("coverage") for resource in found.get("resources", [])}
    resources = []
    for name, (row, key) in TABLES.items():
        resource: dict[str, Any] = {
            "name": name,
            "path": f"{name}.csv",
            "profile": "tabular-data-resource",
            "format": "csv",
            "encoding": "utf-8",
            "description": " ".join((row.__doc__ or "").split()),
            "schema": table_schema(row, key),
        }
        if kept.get(name) is not None:
            resource["coverage"] = kept[name]
        resources.append(resource)
    return {**HEAD, "resources": resources}


def write_description(root: Path) -> None:
    """Write the descriptor anew from the row classes."""
    write_descriptor(root, described(read_descriptor(root)))


if __name__ == "__main__":
    write_description(find_root())
