"""A model's parameters in words: for help, for refusals, for the parameters cell."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from frontline.parameters.typed import as_typed

_TYPES: dict[Any, str] = {dt.date: "day", int: "whole number", str: "text"}


@dataclass(frozen=True)
class Described:
    """One parameter: its type in a word, its default as typed, its choices where they are few, its help."""

    name: str
    type: str
    default: str | int
    choices: tuple[str, ...]
    help: str

    @property
    def form(self) -> str:
        """How a value is written, as a phrase to follow the type."""
        if self.type == "day":
            return ' as YYYY-MM-DD, or "latest"' if '"latest"' in self.help else " as YYYY-MM-DD"
        return " from 0 to 36500" if self.type == "whole number" else ""

    @property
    def annotation(self) -> str:
        """The Python type that a value has in a parameters cell."""
        return type(self.default).__name__


def describe(model: type[BaseModel], choices: Mapping[str, tuple[str, ...]] | None = None) -> list[Described]:
    """Return the parameters of a model in declared order; `choices` adds those that depend on the data."""
    known = choices or {}
    return [
        Described(
            name=name,
            type="choice" if get_origin(field.annotation) is Literal else _TYPES[field.annotation],
            default=as_typed(field.default),
            choices=get_args(field.annotation) if get_origin(field.annotation) is Literal else known.get(name, ()),
            help=field.description or "",
        )
        for name, field in model.model_fields.items()
    ]
