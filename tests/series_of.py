"""Small measured series and ledger rows for tests."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from frontline.analysis.series import MeasuredSeries
from frontline.ledger import Figure, Hedge


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def series_of(  # noqa: PLR0913  a series has this many parts
    levels: Mapping[str, float],
    *,
    name: str = "isw_published",
    mapper: str = "ISW",
    quantity: str = "control_and_advances",
    region: str = "ukraine",
    label: str = "ISW as published",
    towards: int = 1,
) -> MeasuredSeries:
    def address(when: dt.date) -> dict[str, Any]:
        return {
            "table": "measured.csv",
            "series": name,
            "day": str(when),
            "recorded": "2026-01-01",
            "value": levels[str(when)],
        }

    index = pd.DatetimeIndex(list(levels), name="day")
    values = pd.Series(list(levels.values()), index=index, dtype=float)
    return MeasuredSeries(name, mapper, quantity, region, label, "km2", values, address, towards)


def steady(first: str, last: str, start: float, step: float, **more: Any) -> MeasuredSeries:
    days = pd.date_range(first, last)
    return series_of({f"{one:%Y-%m-%d}": start + step * place for place, one in enumerate(days)}, **more)


def hedge(name: str, low: str, high: str) -> Hedge:
    return Hedge(hedge=name, low=low, high=high, example="n")


HEDGES = {
    row.hedge: row
    for row in (
        hedge("exact", "half_unit", "half_unit"),
        hedge("about", "five_percent", "five_percent"),
        hedge("almost", "half_unit", "beyond_n"),
        hedge("more than", "beyond_n", "open"),
        hedge("at least", "n", "open"),
        hedge("up to", "open", "n"),
        hedge("nearly half", "fixed:45", "fixed:50"),
        hedge("range", "n", "n"),
    )
}


def figure(best: float | None = None, **more: Any) -> Figure:
    given: dict[str, Any] = {
        "id": "F001",
        "source": "spacewar",
        "stated_by": "A Paper",
        "attributed_to": "ISW",
        "origin": "isw",
        "topic": "territory",
        "quantity": "area_gained",
        "region": "ukraine",
        "side": "russia",
        "unit": "km2",
        "best": best,
        "hedge": "exact",
        "first": "2024-01-01",
        "last": "2024-01-31",
        "published": "2024-02-01",
        "confidence": "high",
    }
    return Figure.model_validate(given | more)
