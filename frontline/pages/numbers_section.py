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
_IDENTITY = ("series", "quantity", "region", "place", "id", "source", "publisher", "seen", "locator")


@dataclass(frozen=True)
class Origin:
    """Rows of one table that a number rests on.

    `words` name what they share and lead to `href` where there is one; `rows` tell each apart, with its value.
    """

    table: str
    words: str
    href: str
    rows: list[str]

    @property
    def told(self) -> str:
        """The rows in one line, after a colon where words stand before them."""
        return (": " if self.words and self.rows else "") + "; ".join(self.rows)


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
            origins=_origins([row for row in record.get("inputs") or () if isinstance(row, Mapping)]),
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


def _origins(rows: Iterable[Mapping[str, Any]]) -> list[Origin]:
    """Return the rows grouped, each once: days of one series stand together, so do rows that have only an id."""
    found: dict[tuple[str, str, str], dict[str, None]] = {}
    for row in rows:
        shared, own = _named(row)
        place = (str(row.get("table", "")), shared, str(row.get("url") or ""))
        found.setdefault(place, {}).update({own: None} if own else {})
    return [Origin(table, words, href, list(own)) for (table, words, href), own in found.items()]


def _named(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return what a row shares with its like, and what tells it apart."""
    names = [key for key in _IDENTITY if row.get(key)]
    value = _value(row.get("value"))
    if row.get("day"):
        recorded = f", recorded {row['recorded']}" if row.get("recorded") else ""
        return ", ".join(str(row[key]) for key in names) + recorded, f"{row['day']} {value}".strip()
    if names == ["id"] and not row.get("url"):
        return "", f"{row['id']} {value}".strip()
    return ", ".join(str(row[key]) for key in names), value


def _value(value: Any) -> str:
    shown = f"{value:,}" if isinstance(value, int | float) else str(value or "")
    return shown.replace("-", "\N{MINUS SIGN}")
