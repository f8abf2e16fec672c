"""The ledger's rows: what publications said, one class a table, in the order of the columns."""

import datetime as dt
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from frontline.ledger.vocabulary import (
    END_RULE,
    PLANNED,
    TOPICS,
    ClaimKind,
    Confidence,
    EventKind,
    Quantity,
    RegionKind,
    Side,
    SourceKind,
    Topic,
    Unit,
    unit_of,
)
from frontline.tables import References, Row

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$")]
Address = Annotated[str, Field(pattern=r"^https?://[^\s/]+\.[^\s/]+(/\S*)?$")]
Locator = Annotated[str, Field(pattern=r"^p[1-9]\d*s[1-9]\d*$")]
Number = Annotated[float, Field(allow_inf_nan=False)]
SourceId = Annotated[Slug, References("sources")]
RegionId = Annotated[Slug, References("regions")]
WHERE = "Paragraph and sentence, from 1; empty where the text was not seen"
WITHIN = "where a day is not known, the span within which it lies"


class Source(Row):
    """A publication or data set."""

    id: Slug = Field(description="Publisher, day of publication, running number")
    kind: SourceKind = Field(description="What the page that was read is")
    publisher: str = Field(description="Who published the page that was read")
    title: str | None = Field(default=None, description="What it is, in our words; empty where not noted")
    published: dt.date | None = Field(default=None, description="As the page tells; empty where it tells none")
    url: Address | None = Field(default=None, description="The original's address, where known")
    seen_at: Address = Field(description="The page that was read")
    rights: str = Field(description="What may be done with it")
    note: str | None = Field(default=None, description="How this page relates to its original")


class Hedge(Row):
    """A hedge word and the interval that it makes of a number."""

    hedge: str = Field(pattern=r"^[a-z]+( [a-z]+)*$", description="The word")
    low: str = Field(pattern=END_RULE, description="Rule for the lower end")
    high: str = Field(pattern=END_RULE, description="Rule for the upper end")
    example: str = Field(description="A number with this hedge, and what it then means")


class Region(Row):
    """An area that figures, claims and measurements refer to."""

    id: Slug = Field(description="Common English name, lower case")
    name: str = Field(description="As shown to readers")
    kind: RegionKind = Field(description="A scope is an area that only figures use")
    iso_3166_2: str | None = Field(default=None, pattern=r"^[A-Z]{2}-[A-Z0-9]{2,3}$", description="ISO 3166-2 code")
    note: str | None = Field(default=None, description="What it takes in")

    @property
    def within(self) -> str:
        """Where in the country that is, as a sentence goes on: ` in Donetsk oblast`; nothing for the whole of it."""
        if self.kind == "country":
            return ""
        return f" in {self.name}" if self.kind in ("oblast", "city") else f", {self.name[0].lower()}{self.name[1:]}"


class Place(Row):
    """A town that claims refer to."""

    id: Slug = Field(description="Common English name, lower case")
    name: str = Field(description="As shown to readers")
    lat: Annotated[float, Field(ge=44.0, le=53.0)] = Field(description="Degrees north, WGS 84, to 0.01")
    lon: Annotated[float, Field(ge=22.0, le=41.0)] = Field(description="Degrees east, WGS 84, to 0.01")
    region: RegionId = Field(description="The oblast in which it lies")
    note: str | None = Field(default=None, description="Why it is listed")


class Event(Row):
    """Something that happened on a day and helps to read a chart."""

    id: Slug = Field(description="Short name")
    day: dt.date = Field(description="The day, or the day on which it was announced")
    name: str = Field(max_length=60, description="As shown in charts")
    region: RegionId = Field(description="Where")
    kind: EventKind = Field(description="What sort of event")
    source: SourceId | None = Field(default=None, description="Where the day was read, if in a source of ours")
    note: str | None = Field(default=None, description="What the day stands for")


class Figure(Row):
    """One number that a source states."""

    id: str = Field(pattern=r"^F\d{3,}$", description="Running number; stays when rows are added or left out")
    source: SourceId = Field(description="Where it was read")
    stated_by: str = Field(description="The publication that states it")
    attributed_to: str | None = Field(default=None, description="Whom the publication credits; empty: nobody")
    origin: Slug = Field(description="Whom it ultimately credits; one origin is one voice")
    locator: Locator | None = Field(default=None, description=WHERE)
    topic: Topic = Field(description="Group of quantities")
    quantity: Quantity = Field(description="What is counted or measured")
    region: RegionId = Field(description="Where")
    side: Side = Field(description="Whose gain, troops or losses")
    unit: Unit = Field(description="Follows from the quantity; other units are converted")
    low: Number | None = Field(default=None, description="Lower end, as stated")
    best: Number | None = Field(default=None, description="The number stated; empty for a range")
    high: Number | None = Field(default=None, validate_default=True, description="Upper end, as stated")
    hedge: Annotated[str, References("hedges", column="hedge")] = Field(description="The word before the number")
    first: dt.date = Field(description=f"First day that it speaks of; {WITHIN}")
    last: dt.date = Field(description=f"Last day that it speaks of; {WITHIN}")
    published: dt.date = Field(
        description="Day of publication; where the source tells none, the last day of which the page can speak"
    )
    confidence: Confidence = Field(description="How well page, number and date are known; low is never charted")
    note: str | None = Field(default=None, description="What a reader of the number should know")

    @field_validator("quantity")
    @classmethod
    def _of_its_topic(cls, quantity: Quantity, info: ValidationInfo) -> Quantity:
        allowed = TOPICS.get(info.data.get("topic", ""))
        if allowed and quantity not in allowed:
            raise ValueError(f"a quantity of topic {info.data['topic']}: {', '.join(allowed)}")
        return quantity

    @field_validator("unit")
    @classmethod
    def _of_its_quantity(cls, unit: Unit, info: ValidationInfo) -> Unit:
        quantity = info.data.get("quantity")
        if quantity and unit != unit_of(quantity):
            raise ValueError(f"{unit_of(quantity)}, the unit of {quantity}")
        return unit

    @field_validator("high")
    @classmethod
    def _in_order(cls, high: float | None, info: ValidationInfo) -> float | None:
        given = [value for value in (info.data.get("low"), info.data.get("best"), high) if value is not None]
        if not given and {"low", "best"} <= info.data.keys():
            raise ValueError("at least one of low, best, high")
        if given != sorted(given):
            raise ValueError("low ≤ best ≤ high")
        return high

    @field_validator("hedge")
    @classmethod
    def _range_has_ends(cls, hedge: str, info: ValidationInfo) -> str:
        numbers = [info.data.get(name) for name in ("low", "best", "high")]
        if hedge == "range" and (numbers[0] is None or numbers[1] is not None or numbers[2] is None):
            raise ValueError("for a range: low and high, and no best")
        if hedge != "range" and numbers[1] is None:
            raise ValueError("range, where no best is given")
        return hedge

    @field_validator("last")
    @classmethod
    def _after_first(cls, last: dt.date, info: ValidationInfo) -> dt.date:
        return _not_before(last, info, "first")

    @field_validator("published")
    @classmethod
    def _after_what_it_tells(cls, published: dt.date, info: ValidationInfo) -> dt.date:
        planned = info.data.get("quantity") in PLANNED
        return published if planned else _not_before(published, info, "last")


class Claim(Row):
    """Something that an article asserts."""

    id: str = Field(pattern=r"^C\d{2,}$", description="Running number")
    source: SourceId = Field(description="The article, or the page on which its fuller version was read")
    locator: Locator | None = Field(default=None, description=WHERE)
    statement: str = Field(max_length=200, description="What is asserted, in our words")
    kind: ClaimKind = Field(description="What could check it")
    figure: Annotated[str, References("figures", separator=" ")] | None = Field(
        default=None, description="The figures that state it, separated by spaces"
    )
    region: RegionId = Field(description="Where")
    side: Side | None = Field(default=None, description="Whose gain, troops or losses")
    first: dt.date | None = Field(default=None, description="First day of the window")
    last: dt.date | None = Field(default=None, validate_default=True, description="Last day of the window")
    base_first: dt.date | None = Field(default=None, description="First day of the window compared with")
    base_last: dt.date | None = Field(
        default=None, validate_default=True, description="Last day of the window compared with"
    )
    place: Annotated[str, References("places", separator=" ")] | None = Field(
        default=None, description="Towns that it names, separated by spaces"
    )
    reason: str | None = Field(
        default=None, validate_default=True, description="Why nothing here can check it; empty where something can"
    )

    @property
    def figures(self) -> tuple[str, ...]:
        """The ids of the figures that state it."""
        return tuple((self.figure or "").split())

    @property
    def places(self) -> tuple[str, ...]:
        """The ids of the towns that it names."""
        return tuple((self.place or "").split())

    @field_validator("last")
    @classmethod
    def _closes_window(cls, last: dt.date | None, info: ValidationInfo) -> dt.date | None:
        return _closing(last, info, "first")

    @field_validator("base_last")
    @classmethod
    def _closes_base(cls, base_last: dt.date | None, info: ValidationInfo) -> dt.date | None:
        return _closing(base_last, info, "base_first")

    @field_validator("reason")
    @classmethod
    def _checkable_or_reasoned(cls, reason: str | None, info: ValidationInfo) -> str | None:
        kind = info.data.get("kind")
        if reason is not None or kind is None:
            return reason
        if kind == "not numeric":
            raise ValueError("a reason, as the claim is not numeric")
        missing = [name for name in _needed(kind) if name in info.data and info.data[name] is None]
        if missing:
            raise ValueError(f"a reason, or for kind {kind} also {', '.join(missing)}")
        return reason


def _needed(kind: ClaimKind) -> tuple[str, ...]:
    window = ("first", "last")
    if kind in ("ratio", "comparison", "acceleration"):
        return (*window, "base_first", "base_last")
    return (*window, "place") if kind == "distance" else window


def _closing(last: dt.date | None, info: ValidationInfo, opening: str) -> dt.date | None:
    first = info.data.get(opening)
    if (first is None) != (last is None) and opening in info.data:
        raise ValueError(f"both days of a window or neither; {opening} is {first or 'empty'}")
    return last if last is None else _not_before(last, info, opening)


def _not_before(day: dt.date, info: ValidationInfo, other: str) -> dt.date:
    earlier = info.data.get(other)
    if earlier is not None and day < earlier:
        raise ValueError(f"not before {other}, {earlier}")
    return day
