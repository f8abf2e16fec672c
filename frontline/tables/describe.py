"""Row classes as Frictionless table schemas, so that the description and the types cannot drift."""

import datetime as dt
import types
from typing import Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le
from pydantic.fields import FieldInfo

from frontline.tables.rows import Row, marks, references

_TYPES = {str: "string", int: "integer", float: "number", dt.date: "date"}


def table_schema(row: type[Row], key: tuple[str, ...]) -> dict[str, Any]:
    """Return the Frictionless table schema of a row class with its primary key."""
    schema: dict[str, Any] = {
        "fields": [_field(name, field) for name, field in row.model_fields.items()],
        "missingValues": [""],
        "primaryKey": list(key),
    }
    foreign = [
        {"fields": [name], "reference": {"resource": mark.table, "fields": [mark.column]}}
        for name, mark in references(row)
        if mark.separator is None
    ]
    return schema | ({"foreignKeys": foreign} if foreign else {})


def _field(name: str, field: FieldInfo) -> dict[str, Any]:
    kind, choices = _kind(field.annotation)
    constraints: dict[str, Any] = {}
    if field.is_required():
        constraints["required"] = True
    if choices:
        constraints["enum"] = list(choices)
    for mark in marks(field):
        if isinstance(mark, Ge):
            constraints["minimum"] = mark.ge
        elif isinstance(mark, Le):
            constraints["maximum"] = mark.le
        elif getattr(mark, "pattern", None):
            constraints["pattern"] = mark.pattern
    described = {"name": name, "type": kind, "description": field.description}
    return {key: value for key, value in described.items() if value} | (
        {"constraints": constraints} if constraints else {}
    )


def _kind(annotation: Any) -> tuple[str, tuple[str, ...]]:
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(part for part in get_args(annotation) if part is not types.NoneType)
    if hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    if get_origin(annotation) is Literal:
        return "string", get_args(annotation)
    return _TYPES.get(annotation, "string"), ()
