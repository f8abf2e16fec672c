"""A table's row as a typed model, and reading a CSV file into such rows with every problem at once."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic.fields import FieldInfo

from frontline.tables.errors import BrokenTable, Problem


@dataclass(frozen=True)
class References:
    """Marks a column whose values are keys of another table: `Annotated[str, References("sources")]`."""

    table: str
    column: str = "id"
    separator: str | None = None  # for a cell that holds several keys


class Row(BaseModel):
    """A row: frozen, no unknown column, text stripped; an empty cell is an absent value."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, cells: Any) -> Any:
        if not isinstance(cells, dict):
            return cells
        return {name: cell for name, cell in cells.items() if not (isinstance(cell, str) and not cell.strip())}


R = TypeVar("R", bound=Row)


def marks(field: FieldInfo) -> Iterator[Any]:
    """Yield what a column is annotated with, also inside `Annotated[…] | None`."""
    yield from field.metadata
    for part in get_args(field.annotation):
        for mark in getattr(part, "__metadata__", ()):
            yield from mark.metadata if isinstance(mark, FieldInfo) else [mark]


def references(row: type[Row]) -> Iterator[tuple[str, References]]:
    """Yield the columns of a row class that point at another table."""
    for name, field in row.model_fields.items():
        yield from ((name, mark) for mark in marks(field) if isinstance(mark, References))


def read_rows(path: Path, row: type[R]) -> list[R]:
    """Read a CSV file with a header into typed rows.

    Raises `BrokenTable` naming every problem: file, line, column, value, what was expected.
    """
    rows, problems = parse_rows(path, row)
    if problems:
        raise BrokenTable(problems)
    return rows


def parse_rows(path: Path, row: type[R]) -> tuple[list[R], list[Problem]]:
    """Read like `read_rows`, but hand back the good rows and the problems of the others."""
    return parse_content(read_content(path), row)


@dataclass(frozen=True)
class Content:
    """What stands in a file of rows, by its name; without text, the problem that kept it from being read."""

    file: str
    text: str
    problem: Problem | None = None


def read_content(path: Path) -> Content:
    """Read a file of rows as it stands, for `parse_content`."""
    try:
        return Content(path.name, path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return Content(path.name, "", _fault(path, "the file to be there; restore it, e.g. with git"))
    except (OSError, UnicodeDecodeError) as error:
        return Content(path.name, "", _fault(path, f"a readable file in UTF-8 ({error})"))


def parse_content(content: Content, row: type[R]) -> tuple[list[R], list[Problem]]:
    """Read like `parse_rows` what was read from a file."""
    if content.problem is not None:
        return [], [content.problem]
    rows, problems = _parse_text(content.file, content.text, row)
    return cast("list[R]", list(rows)), list(problems)


@lru_cache(maxsize=16)  # by the text itself: a file that has changed is read anew, the same one once a process
def _parse_text(file: str, text: str, row: type[Row]) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    names = list(row.model_fields)
    try:
        header = next(reader, [])
        if header != names:
            return (), (Problem(file, 1, None, ",".join(header), f"the header {','.join(names)}"),)
        return _parse_body(file, row, names, reader)
    except csv.Error as error:
        return (), (Problem(file, reader.line_num, None, None, f"well-formed CSV ({error})"),)


def _parse_body(
    file: str, row: type[Row], names: list[str], reader: Any
) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    rows: list[Row] = []
    problems: list[Problem] = []
    line = reader.line_num + 1
    for cells in reader:
        if len(cells) != len(names):
            count = f"{len(names)} cells ({','.join(names)})"
            problems.append(Problem(file, line, None, ",".join(cells)[:80], count))
        else:
            try:
                rows.append(row.model_validate(dict(zip(names, cells, strict=True))))
            except ValidationError as error:
                problems.extend(_problems_of(file, line, names, cells, error))
        line = reader.line_num + 1
    return tuple(rows), tuple(problems)


def _problems_of(file: str, line: int, names: list[str], cells: list[str], error: ValidationError) -> Iterator[Problem]:
    given = dict(zip(names, cells, strict=True))
    for detail in error.errors(include_url=False):
        column = str(detail["loc"][0]) if detail["loc"] else None
        value = given.get(column) if column else None
        yield Problem(file, line, column, value, _expectation(detail))


def _expectation(detail: Any) -> str:
    if detail["type"] == "missing":
        return "a value"
    message = str(detail["msg"])
    for prefix in ("Value error, ", "Input should be ", "String should "):
        message = message.removeprefix(prefix)
    return message


def _fault(path: Path, expected: str) -> Problem:
    return Problem(path.name, None, None, None, expected)
