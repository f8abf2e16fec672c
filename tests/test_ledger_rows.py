from typing import Any

import pytest
from pydantic import ValidationError

from frontline.ledger import Claim, Event, Figure, Hedge, Place, Region, Source

FIGURE = {
    "id": "F001",
    "source": "page-2024-11-20",
    "stated_by": "Some Paper",
    "attributed_to": "A mapper",
    "origin": "isw",
    "locator": "p9s1",
    "topic": "territory",
    "quantity": "area_regained",
    "region": "kursk",
    "side": "russia",
    "unit": "km2",
    "best": "593",
    "hedge": "some",
    "first": "2024-10-01",
    "last": "2024-11-19",
    "published": "2024-11-20",
    "confidence": "high",
}
SOURCE = {
    "id": "page-2024-11-20",
    "kind": "article",
    "publisher": "Some Paper",
    "published": "2024-11-20",
    "seen_at": "https://example.org/page",
    "rights": "the publisher's",
}
CLAIM = {
    "id": "C20",
    "source": "page-2024-11-20",
    "locator": "p9s1",
    "statement": "Ground was regained in Kursk",
    "kind": "regained",
    "figure": "F001 F002",
    "region": "kursk",
    "side": "russia",
    "first": "2024-10-01",
    "last": "2024-11-19",
}


def faults(row: type[Any], cells: dict[str, str], **changed: str) -> dict[str, str]:
    """Return column and message of every fault of a row."""
    try:
        row(**(cells | changed))
    except ValidationError as error:
        return {str(fault["loc"][0]): fault["msg"] for fault in error.errors()}
    return {}


def test_sound_rows_are_read() -> None:
    figure = Figure(**FIGURE)  # type: ignore[arg-type]
    assert (figure.best, figure.low, figure.first.isoformat()) == (593.0, None, "2024-10-01")
    assert not faults(Source, SOURCE)
    assert not faults(Claim, CLAIM)


def test_empty_cells_are_absent_values() -> None:
    figure = Figure(**FIGURE | {"note": "", "attributed_to": " ", "locator": ""})  # type: ignore[arg-type]
    assert (figure.note, figure.attributed_to, figure.locator) == (None, None, None)


@pytest.mark.parametrize("locator", ["p9s1", "p1s1", "p12s10"])
def test_a_locator_counts_from_one(locator: str) -> None:
    assert not faults(Figure, FIGURE, locator=locator)


@pytest.mark.parametrize("locator", ["9.1", "p0s1", "p9s0", "p9", "s1p9", "p9s1 and more", "the ninth paragraph"])
def test_anything_else_is_no_locator(locator: str) -> None:
    assert list(faults(Figure, FIGURE, locator=locator)) == ["locator"]


@pytest.mark.parametrize(
    ("changed", "column", "message"),
    [
        ({"last": "2024-09-30"}, "last", "not before first, 2024-10-01"),
        ({"published": "2024-11-18"}, "published", "not before last, 2024-11-19"),
        ({"best": ""}, "high", "at least one of low, best, high"),
        ({"low": "600"}, "high", "low ≤ best ≤ high"),
        ({"high": "500"}, "high", "low ≤ best ≤ high"),
        ({"best": "nan"}, "best", "finite"),
        ({"quantity": "casualties"}, "quantity", "a quantity of topic territory"),
        ({"unit": "people"}, "unit", "km2, the unit of area_regained"),
        ({"hedge": "range"}, "hedge", "for a range: low and high, and no best"),
        ({"best": "", "low": "500"}, "hedge", "range, where no best is given"),
        ({"side": "nobody"}, "side", "'russia'"),
        ({"confidence": "certain"}, "confidence", "'high'"),
        ({"source": "Some Page"}, "source", "pattern"),
        ({"first": "October"}, "first", "date"),
        ({"id": "1"}, "id", "pattern"),
    ],
)
def test_a_figure_that_cannot_be_names_the_cell(changed: dict[str, str], column: str, message: str) -> None:
    found = faults(Figure, FIGURE, **changed)
    assert message in found[column]


def test_every_fault_of_a_row_is_told() -> None:
    assert set(faults(Figure, FIGURE, last="2024-09-30", low="600", side="x", locator="?")) == {
        "last",
        "high",
        "side",
        "locator",
    }


def test_a_plan_is_published_before_its_day() -> None:
    plan = {"topic": "force_total", "quantity": "force_planned", "unit": "people", "published": "2024-07-24"}
    assert not faults(Figure, FIGURE, **plan)


def test_a_range_has_two_ends_and_no_best() -> None:
    assert not faults(Figure, FIGURE, hedge="range", best="", low="500", high="600")


@pytest.mark.parametrize(
    "address", ["example.org", "ftp://example.org/a", "https://example", "https://example.org/a b"]
)
def test_an_address_is_one_of_the_web(address: str) -> None:
    assert list(faults(Source, SOURCE, seen_at=address)) == ["seen_at"]


def test_the_page_that_was_read_is_always_named() -> None:
    assert list(faults(Source, SOURCE, seen_at="", url="https://example.org/original")) == ["seen_at"]


def test_a_claim_tells_its_figures_and_places_apart() -> None:
    claim = Claim(**CLAIM | {"place": "pokrovsk  kurakhove"})  # type: ignore[arg-type]
    assert (claim.figures, claim.places) == (("F001", "F002"), ("pokrovsk", "kurakhove"))
    bare = Claim(**CLAIM | {"figure": ""})  # type: ignore[arg-type]
    assert (bare.figures, bare.places) == ((), ())


@pytest.mark.parametrize(
    ("changed", "column", "message"),
    [
        ({"kind": "not numeric"}, "reason", "a reason, as the claim is not numeric"),
        ({"kind": "ratio"}, "reason", "base_first, base_last"),
        ({"kind": "distance"}, "reason", "place"),
        ({"first": "", "last": ""}, "reason", "first, last"),
        ({"last": ""}, "last", "both days of a window or neither"),
        ({"first": ""}, "last", "both days of a window or neither"),
        ({"base_first": "2023-01-01"}, "base_last", "both days of a window or neither"),
        ({"base_first": "2023-01-01", "base_last": "2022-01-01"}, "base_last", "not before base_first"),
        ({"statement": "long " * 50}, "statement", "200 characters"),
    ],
)
def test_a_claim_has_what_its_kind_needs_or_a_reason(changed: dict[str, str], column: str, message: str) -> None:
    assert message in faults(Claim, CLAIM, **changed)[column]


def test_a_reason_excuses_a_claim_from_its_window() -> None:
    assert not faults(Claim, CLAIM, first="", last="", kind="ratio", reason="nothing measures it")


@pytest.mark.parametrize("rule", ["half_unit", "five_percent", "n", "beyond_n", "open", "fixed:45", "fixed:0.5"])
def test_a_hedge_has_a_declared_rule_at_each_end(rule: str) -> None:
    assert not faults(Hedge, {"hedge": "nearly half", "low": rule, "high": rule, "example": "…"})


def test_an_undeclared_rule_is_refused() -> None:
    found = faults(Hedge, {"hedge": "roughly", "low": "ten_percent", "high": "fixed:", "example": "…"})
    assert set(found) == {"low", "high"}


def test_places_regions_and_events_are_bounded() -> None:
    place = {"id": "sudzha", "name": "Sudzha", "lat": "51.19", "lon": "35.27", "region": "kursk"}
    assert not faults(Place, place)
    assert list(faults(Place, place, lat="5.19", lon="351.9")) == ["lat", "lon"]
    region = {"id": "kursk", "name": "Kursk oblast", "kind": "oblast", "iso_3166_2": "RU-KRS"}
    assert not faults(Region, region)
    assert list(faults(Region, region, iso_3166_2="Kursk")) == ["iso_3166_2"]
    event = {"id": "vuhledar", "day": "2024-10-02", "name": "Vuhledar", "region": "donetsk", "kind": "control"}
    assert not faults(Event, event)
    assert list(faults(Event, event, kind="victory")) == ["kind"]
