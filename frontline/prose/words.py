"""Small words that several charts need."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from frontline.analysis.evidence import Evidence
from frontline.analysis.series import MeasuredSeries
from frontline.analysis.statements import Statement
from frontline.analysis.witnesses import publication, seen
from frontline.ledger import Event, Figure
from frontline.numbers import Number, shown

DEFINITIONS = {
    "control_and_advances": "ISW: control of terrain plus assessed advances, which are not control",
    "control": "DeepState: control",
    "regained": "ISW: ground regained by Russian forces",
    "held": "DeepState: ground no longer held by Ukraine",
}
FEET = {
    "isw_published": "The Economist from ISW and the Critical Threats Project (planar, about 3.3% too large)",
    "isw_layers": "ISW and the Critical Threats Project by war-datasets-dashboard (geodesic)",
    "isw_kursk": "ISW and the Critical Threats Project by war-datasets-dashboard (geodesic)",
    "deepstate": "DeepStateMap.Live by deepstate-map-data (geodesic)",
    "deepstate_archive": "DeepStateMap.Live by deepstatemaps-history (geodesic)",
    "general_staff": "General Staff of the Armed Forces of Ukraine by 2022-Ukraine-Russia-War-Dataset",
}


def foot(lines: Iterable[MeasuredSeries]) -> str:
    """Return the sources of the lines drawn, each once."""
    return "Source: " + "; ".join(dict.fromkeys(FEET[line.id] for line in lines)) + "."


def definition(lines: Iterable[MeasuredSeries]) -> str:
    """Return what each mapper's area means, each once."""
    return "; ".join(dict.fromkeys(DEFINITIONS[line.quantity] for line in lines))


def on(evidence: Evidence) -> str:
    """Say which part of the country is told of, as a sentence goes on: ` on Donetsk oblast`; nothing for the whole."""
    return "" if evidence.region == "ukraine" else f" on {evidence.ledger.regions[evidence.region].name}"


def listed(parts: Sequence[str]) -> str:
    """Join words as in a sentence: `a`, `a and b`, `a, b and c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def inferred(days: Sequence[str]) -> str:
    """Name the days that no page tells, as a foot goes on, each once; nothing where there are none."""
    return f" Days inferred, as the page does not tell them: {'; '.join(dict.fromkeys(days))}." if days else ""


def rows_of(lines: Iterable[MeasuredSeries]) -> tuple[dict[str, str], ...]:
    """Return whole lines as rows of `measured.csv`, for what is counted over all their days."""
    named = ({"series": line.id, "quantity": line.quantity, "region": line.region} for line in lines)
    return tuple({"table": "measured.csv"} | row for row in named)


def count(name: str, value: int, inputs: Iterable[Mapping[str, Any]], formula: str) -> Number:
    """Return how many there are as a number with its address; `formula` says of what."""
    return Number(name, value, "count", "computed", tuple(inputs), formula)


def among(name: str, rows: Sequence[Mapping[str, Any]], over: Sequence[Mapping[str, Any]], formula: str) -> Number:
    """Return how many rows there are; where there is none, the address lists those that were looked through."""
    if rows:
        return count(name, len(rows), rows, formula)
    return count(name, 0, over, f"{formula}: none of these")


def seen_at(statement: Statement) -> str:
    """Return who states a figure and on whose page it was read, marked where that is a repost or a summary."""
    return seen(statement.figure, statement.source)


def credited(statement: Statement) -> str:
    """Return whom a figure credits; where its page names nobody, who states it, marked where that was not read."""
    return statement.figure.attributed_to or publication(statement.figure, statement.source)


def hedged(figure: Figure) -> str:
    """Return the hedge before a stated number, with its space; nothing before a plain number or a range."""
    return "" if figure.hedge in ("exact", "range") else f"{figure.hedge} "


def many(number: int, what: str, plural: str | None = None) -> str:
    """Return a count with its noun: `1 area`, `0 areas`, `2 witnesses`."""
    return f"{shown(number)} {what if number == 1 else plural or f'{what}s'}"


def area(value: float) -> str:
    """Return an area as titles and alt texts say it."""
    return f"{shown(value)} km²"


def events_between(events: Iterable[Event], since: dt.date, as_of: dt.date, region: str = "ukraine") -> list[Event]:
    """Return the events of a window that concern a region, in order of time."""
    concerned = [event for event in events if since <= event.day <= as_of and region in ("ukraine", event.region)]
    return sorted(concerned, key=lambda event: event.day)
