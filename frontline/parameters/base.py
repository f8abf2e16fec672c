"""The parameters that every report has."""

import datetime as dt
from pathlib import Path
from typing import Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError

from frontline.parameters.describe import describe
from frontline.parameters.opened import Opened
from frontline.parameters.refusals import WrongValue, example, listed, nearest, unknown_parameter
from frontline.parameters.settle import settle
from frontline.parameters.surroundings import Surroundings
from frontline.parameters.typed import LATEST, Day, DayOrLatest, as_typed, nearest_day


class Parameters(BaseModel):
    """What every report can be asked for; `open` is the way in."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    notebook: ClassVar[str] = ""
    needs_mapper: ClassVar[bool] = False

    as_of: DayOrLatest = Field(
        default=dt.date(2024, 11, 20), description='last day that the report looks at, or "latest"'
    )
    since: Day = Field(default=dt.date(2023, 1, 1), description="first day of the charts")
    region: str = Field(default="ukraine", description="region id, name or ISO 3166-2 id; kursk; pre2022")
    series: Literal["isw", "deepstate", "all"] = Field(
        default="all", description='whose maps: "isw", "deepstate" or "all"'
    )
    known_on: DayOrLatest = Field(default=LATEST, description='use only what was recorded by this day, or "latest"')
    embargo_days: int = Field(
        default=14, ge=0, le=36_500, description="no front-line map and no distances younger than this many days"
    )

    _opened: Opened | None = PrivateAttr(default=None)

    @classmethod
    def open(cls, root: Path | None = None, **values: object) -> Self:
        """Check values as they stand in a parameters cell against the data of `root`, and return them typed.

        Raises a `CallerMistake` that says what was expected, the nearest valid value and an example.
        """
        return settle(cls.typed(values), Surroundings.at(root))

    @classmethod
    def typed(cls, values: dict[str, Any]) -> Self:
        """Check names and types alone, against nothing outside."""
        unknown = [name for name in values if name not in cls.model_fields]
        if unknown:
            raise unknown_parameter(unknown, cls.model_fields, cls.notebook)
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            name = str(error.errors(include_url=False)[0]["loc"][0])
            raise wrong_value(cls, name, values[name]) from error

    def settled(self, opened: Opened, **changed: object) -> Self:
        """Return the same parameters with what opening them found out."""
        copy = self.model_copy(update=changed)
        copy._opened = opened
        return copy

    @property
    def opened(self) -> Opened:
        """What opening found out."""
        if self._opened is None:
            raise TypeError(f"use {type(self).__name__}.open(…)")
        return self._opened

    @property
    def root(self) -> Path:
        """The clone that the data are read from."""
        return self.opened.root

    @property
    def series_ids(self) -> tuple[str, ...]:
        """The chosen series that have rows for the region."""
        return self.opened.series_ids

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences that the report must show about its parameters."""
        return self.opened.notes

    @property
    def values(self) -> dict[str, str | int]:
        """The canonical values as a parameters cell has them, in declared order."""
        return self.opened.values

    @property
    def polygons(self) -> dict[str, str]:
        """The files in the cache that a front-line map is drawn from, with their sha256; none for other maps."""
        return self.opened.polygons

    @property
    def embargo_until(self) -> dt.date:
        """The youngest day whose front line may be shown, counted from today (UTC)."""
        return dt.datetime.now(dt.UTC).date() - dt.timedelta(days=self.embargo_days)


def wrong_value(model: type[Parameters], name: str, got: object) -> WrongValue:
    """Return the refusal of a value of the wrong type, form or range."""
    field = next(described for described in describe(model) if described.name == name)
    if field.type == "day":
        close = nearest_day(got)
    elif field.type == "whole number":
        close = str(max(0, int(got))) if isinstance(got, int | float) and abs(got) < 36_500 else None
    else:
        close = nearest(got, field.choices) if field.choices else None
    return WrongValue(
        f"{name} cannot be used",
        expected=listed(field.choices) if field.choices else f"a {field.type}{field.form}",
        got=repr(got),
        nearest=close,
        example=example(name, close or as_typed(model.model_fields[name].default)),
    )
