"""The rows of `measured.csv` and `series.csv`."""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from frontline.tables import References, Row

EARLIEST = dt.date(2014, 1, 1)  # nothing of this war was measured before

Quantity = Literal[
    "advances",
    "casualties_estimate",
    "casualties_high",
    "casualties_low",
    "control",
    "control_and_advances",
    "grey",
    "held",
    "held_and_grey",
    "losses",
    "losses_correction",
    "regained",
]
Unit = Literal["km2", "people"]
PLACE = ("series", "quantity", "region", "day", "recorded")
"""A row's place in the table, and its key."""
MAY_FALL_BELOW_ZERO = ("losses_correction",)


class Series(Row):
    """A dated measurement by one mapper, layer and method."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z_]*$", description="name of the series, as parameters use it")]
    mapper: Annotated[str, Field(description="who draws the map or makes the count; one mapper is one witness")]
    layer: Annotated[str, Field(description="what the mapper shows: the layers that are measured")]
    method: Annotated[str, Field(description="how the number comes about, with its known bias")]
    unit: Annotated[Unit, Field(description="km2 or people")]
    upstream: Annotated[str, Field(description="public address of the data measured, at the commit measured")]
    rights: Annotated[str, Field(description="terms of the upstream, and of what lies under it")]
    note: Annotated[str, Field(description="gaps, breaks, how days are assigned, what is left out")]


class Measurement(Row):
    """What a series gives for one quantity, region and day, as it was known on the day of `recorded`."""

    series: Annotated[str, References("series"), Field(description="id in series.csv")]
    quantity: Annotated[Quantity, Field(description="what is measured")]
    region: Annotated[str, References("regions"), Field(description="id in regions.csv")]
    day: Annotated[dt.date, Field(description="the day that the row is about")]
    value: Annotated[float, Field(allow_inf_nan=False, description="km² to a hundredth, or people")]
    unit: Annotated[Unit, Field(description="km2 or people")]
    recorded: Annotated[dt.date, Field(description="the day on which the upstream published this value")]

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        if not EARLIEST <= self.day <= self.recorded:
            raise ValueError(f"a day from {EARLIEST} to the day of `recorded` ({self.recorded}), not {self.day}")
        if self.value < 0 and self.quantity not in MAY_FALL_BELOW_ZERO:
            raise ValueError(f"a value of zero or more, not {self.value}")
        return self

    @property
    def key(self) -> tuple[str, str, str, dt.date]:
        """What the row is about, whenever it was recorded."""
        return self.series, self.quantity, self.region, self.day

    @property
    def place(self) -> tuple[str, str, str, dt.date, dt.date]:
        """The row's place in the table, which is sorted by it; no two rows share it."""
        return *self.key, self.recorded


class Distance(Row):
    """How far a town lies from what a mapper marks as occupied on a day; 0 inside."""

    series: Annotated[str, References("series"), Field(description="id in series.csv")]
    place: Annotated[str, References("places"), Field(description="id in places.csv")]
    day: Annotated[dt.date, Field(description="the day that the row is about")]
    km: Annotated[float, Field(ge=0, allow_inf_nan=False, description="kilometres to a tenth, on the ellipsoid")]
    recorded: Annotated[dt.date, Field(description="the day on which the upstream published the map")]
