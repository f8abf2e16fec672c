"""Where each number comes from: one row a number, in words that lead to its row or its source."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from frontline.pages.page import Record

HEADING = "Where each number comes from"
KINDS = {
    "measured": "measured",
    "stated": "stated by a source",
    "computed": "computed",
}
_IDENTITY = ("series", "quantity", "region", "day", "id", "source", "publisher", "locator")


@dataclass(frozen=True)
class Origin:
    """One row that a number rests on: table, what names the row, value, and the source's address if it has one."""

    table: str
    words: str
    value: str
    href: str


@dataclass(frozen=True)
class Address:
    """A number as it is listed."""

    id: str
    text: str
    kind: str
    formula: str
    origins: list[Origin]


def addresses(numbers: Mapping[str, Record]) -> list[Address]:
    """Return the rows of the section, in the order in which the page gives the numbers."""
    return [
        Address(
            id=key,
            text=str(record.get("text", "")),
            kind=KINDS.get(str(record.get("kind")), str(record.get("kind", ""))),
            formula=str(record.get("formula") or ""),
            origins=[_origin(row) for row in record.get("inputs") or () if isinstance(row, Mapping)],
        )
        for key, record in numbers.items()
    ]


def gathered(metadata: Iterable[Mapping[str, Any]]) -> dict[str, Record]:
    """Return every number record by its id; the first of an id stands."""
    found: dict[str, Record] = {}
    for carried in metadata:
        for record in _records(carried):
            found.setdefault(str(record["id"]), record)
    return found


def _records(carried: Mapping[str, Any]) -> Iterator[Record]:
    records = carried.get("numbers")
    for record in records if isinstance(records, list) else ():
        if isinstance(record, Mapping) and str(record.get("id", "")).startswith("n-"):
            yield record


def _origin(row: Mapping[str, Any]) -> Origin:
    words = ", ".join(str(row[key]) for key in _IDENTITY if row.get(key))
    recorded = f" (recorded {row['recorded']})" if row.get("recorded") else ""
    value = row.get("value")
    shown = f"{value:,}" if isinstance(value, int | float) else str(value or "")
    return Origin(str(row.get("table", "")), words + recorded, shown.replace("-", "−"), str(row.get("url") or ""))
