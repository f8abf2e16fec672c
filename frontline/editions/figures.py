"""The charts of an executed notebook, as they stand in its outputs: their data as CSV, and a picture for the index."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frontline.editions.inputs import sha256
from frontline.pages.page import Column, Grid, as_csv, cell_value

FOLDER = "data"
PACKAGE = f"{FOLDER}/datapackage.json"
_UNFIT = re.compile(r"[^a-z0-9_-]+")


@dataclass(frozen=True)
class Figure:
    """One chart of a report: its name in the edition, what it carries, its drawing."""

    report: str
    name: str
    carried: Mapping[str, Any]
    drawing: str

    @property
    def path(self) -> str:
        """Where its data stand in the edition."""
        return f"{FOLDER}/{self.report}.{self.name}.csv"

    @property
    def grid(self) -> Grid:
        """Its data, columns named apart."""
        data = self.carried["data"]
        names: list[str] = []
        for name in map(str, data["columns"]):
            names.append(name if name not in names else f"{name} ({names.count(name) + 1})")
        return Grid([Column(name, "left") for name in names], data["rows"])


def figures(folder: Path, report: str) -> list[Figure]:
    """Return the charts of a report in an edition's folder, in order, named as its page names them."""
    notebook = json.loads((folder / f"{report}.ipynb").read_text("utf-8"))
    found: dict[str, Figure] = {}
    for carried, drawing in _charts(notebook):
        name = _UNFIT.sub("-", str(carried.get("id") or "chart").lower())
        while name in found:
            name += "-again"
        found[name] = Figure(report, name, carried, drawing)
    return list(found.values())


def _charts(notebook: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            carried = output.get("metadata", {}).get("frontline")
            if (
                isinstance(carried, Mapping)
                and carried.get("role") == "chart"
                and isinstance(carried.get("data"), Mapping)
            ):
                drawing = output.get("data", {}).get("image/svg+xml", "")
                yield carried, drawing if isinstance(drawing, str) else "".join(drawing)


def package(edition: str, drawn: Sequence[Figure]) -> dict[str, bytes]:
    """Return by path the CSV of every chart, and the Frictionless data package that describes them."""
    tables = {figure.path: as_csv(figure.grid) for figure in drawn}
    descriptor = {
        "name": "frontline-edition",
        "title": f"The numbers behind the charts of edition {edition}",
        "profile": "tabular-data-package",
        "resources": [_resource(figure, tables[figure.path]) for figure in drawn],
    }
    text = json.dumps(descriptor, indent=1, ensure_ascii=False) + "\n"
    return tables | ({PACKAGE: text.encode()} if tables else {})


def _resource(figure: Figure, table: bytes) -> dict[str, Any]:
    carried, grid = figure.carried, figure.grid
    columns = [[cell_value(row[at]) for row in grid.rows if at < len(row)] for at in range(len(grid.columns))]
    fields = [
        {"name": column.name, "type": _type(values)} for column, values in zip(grid.columns, columns, strict=True)
    ]
    return {
        "name": f"{figure.report}.{figure.name}",
        "path": f"{figure.report}.{figure.name}.csv",
        "profile": "tabular-data-resource",
        "title": str(carried.get("title") or figure.name),
        "description": str(carried.get("subtitle") or ""),
        "sources": [{"title": str(carried.get("foot") or "the series and tables of this edition")}],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(table),
        "hash": f"sha256:{sha256(table)}",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _type(values: Sequence[Any]) -> str:
    """Return the type of a column by what its cells hold."""
    filled = [value for value in values if value not in (None, "")]
    if not filled:
        return "string"
    if all(isinstance(value, int) and not isinstance(value, bool) for value in filled):
        return "integer"
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in filled):
        return "number"
    return "date" if all(_is_day(value) for value in filled) else "string"


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and len(value) == 10 and bool(dt.date.fromisoformat(value))
    except ValueError:
        return False
