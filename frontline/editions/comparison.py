"""One page for many editions: each headline number across them, drawn small and listed."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from frontline.editions.places import Place
from frontline.editions.record import Record

FILE = "comparison.html"
_TEMPLATES = Path(__file__).parent / "templates"
_DAY = re.compile(r"-?\d{4}-\d{2}-\d{2}")
_WIDTH, _HEIGHT, _MARGIN = 220, 110, 8

Key = tuple[str, ...]


@dataclass(frozen=True)
class Headline:
    """A headline number of one edition: where it stands, how it is told, its value."""

    label: str
    note: str
    told: str
    value: float
    href: str


def compare(place: Place, names: Sequence[str]) -> str | None:
    """Write the comparison of the editions of these names; return its address, None where there is none to compare."""
    found = (place.record(name) for name in names)
    records = sorted((one for one in found if one is not None), key=_order)
    if not records:
        return None
    place.write(FILE, page(records).encode())
    return place.address(FILE)


def page(records: Sequence[Record]) -> str:
    """Return the page of these editions."""
    headlines = [headlines_of(record) for record in records]
    keys = list(dict.fromkeys(key for of_one in headlines for key in of_one))
    varied = [name for name in records[0].parameters if len({one.parameters.get(name) for one in records}) > 1]
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.globals["sheet"] = import_module("frontline.pages.html").sheet
    return environment.get_template("comparison.html.j2").render(
        editions=records,
        varied=" and ".join(varied),
        multiples=[_multiple(key, records, headlines, varied) for key in keys],
        rows=[_row(record, of_one, keys) for record, of_one in zip(records, headlines, strict=True)],
    )


def headlines_of(record: Record) -> dict[Key, Headline]:
    """Return the headline numbers of an edition by what they have in common with those of another."""
    found: dict[Key, Headline] = {}
    for name, report in record.reports.items():
        numbers = {number["id"]: number for number in report.numbers}
        for card in report.cards:
            number = numbers.get(card.get("number") or "")
            if number is None or not isinstance(number.get("value"), int | float):
                continue
            key = _key(name, card, number, record)
            page_of = f"{name}.html#{quote(number['id'])}" if f"{name}.html" in report.files else "index.html"
            href = f"{quote(record.edition)}/{page_of}"
            text = f"{card.get('hedge') or ''} {card['value']}".strip()
            found.setdefault(key, Headline(card["label"], card.get("note") or "", text, number["value"], href))
    return found


def _key(name: str, card: Mapping[str, Any], number: Mapping[str, Any], record: Record) -> Key:
    """Return what makes two headlines comparable: never the days and the region that editions differ in."""
    label = re.sub(r"\d{4}", "", card["label"])
    if number.get("kind") == "stated":
        return name, label
    stem = _DAY.sub("", number["id"])
    return name, label, stem.replace(f"-{record.parameters['region']}", "")


def _order(record: Record) -> tuple[str, ...]:
    return tuple(f"{value:>9}" if isinstance(value, int) else str(value) for value in record.parameters.values())


def _row(record: Record, found: Mapping[Key, Headline], keys: Sequence[Key]) -> dict[str, Any]:
    cells = [{"href": found[key].href, "value": found[key].told} if key in found else None for key in keys]
    return {"edition": record.edition, "href": f"{quote(record.edition)}/index.html", "cells": cells}


def _multiple(
    key: Key, records: Sequence[Record], headlines: Sequence[Mapping[Key, Headline]], varied: Sequence[str]
) -> dict[str, Any]:
    """Draw one headline: across the parameter with most values, a line for each combination of the others."""
    across = Counter({name: len({one.parameters[name] for one in records}) for name in varied}).most_common(1)
    axis = across[0][0] if across else "as_of"
    told = [(record, of_one[key]) for record, of_one in zip(records, headlines, strict=True) if key in of_one]
    places = sorted({str(record.parameters[axis]) for record in records})
    low, high = min(0.0, *(one.value for _, one in told)), max(0.0, *(one.value for _, one in told))

    def height(value: float) -> float:
        return round(_HEIGHT - _MARGIN - (value - low) / ((high - low) or 1) * (_HEIGHT - 2 * _MARGIN), 1)

    step = _WIDTH / max(1, len(places) - 1)
    lines: dict[str, list[tuple[float, float, str, str]]] = {}
    for record, one in told:
        rest = " ".join(str(record.parameters[name]) for name in varied if name != axis)
        x = round(places.index(str(record.parameters[axis])) * step, 1)
        lines.setdefault(rest, []).append((x, height(one.value), one.href, f"{record.edition}: {one.told}"))
    first, last = told[0][1], told[-1][1]
    return {
        "label": _undated(last.label, [one.label for _, one in told]),
        "note": _undated(last.note.split(", to ")[0], [one.note.split(", to ")[0] for _, one in told]),
        "zero": height(0) if low < 0 or high > 0 else None,
        "alt": f"{len(told)} editions; first {first.told}, last {last.told}, across {axis}",
        "ends": [(0, "start", places[0]), (_WIDTH, "end", places[-1])] if len(places) > 1 else [],
        "lines": [_line(rest, points) for rest, points in lines.items()],
    }


def _line(rest: str, points: list[tuple[float, float, str, str]]) -> dict[str, Any]:
    points = sorted(points)
    value = points[-1][3].rpartition(": ")[2]
    return {
        "path": "M" + " L".join(f"{x},{y}" for x, y, *_ in points),
        "points": points,
        "end": (points[-1][0] + 6, points[-1][1] + 4),
        "label": rest or value,
    }


def _undated(text: str, all_texts: Sequence[str]) -> str:
    """Return a text without what only dates it, where it differs among editions."""
    if len(set(all_texts)) == 1:
        return text
    return re.sub(r",? ?\d{1,2} \w+ \d{4}$", "", re.sub(r"\bin \d{4}\b", "in the year", text))
