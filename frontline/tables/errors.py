"""The error tree: one root, two ways of failing, and an exit code for each."""

from collections.abc import Sequence
from dataclasses import dataclass


class FrontlineError(Exception):
    """Root of every error that this package raises on purpose."""

    exit_code = 1


class RunFailure(FrontlineError):
    """The work itself failed: a cell, a kernel, a disk, an upstream."""


class CallerMistake(FrontlineError):
    """Something handed to us cannot be used: an argument, a table, an article file.

    The message says what is wrong, what was expected, what came, the nearest valid value and a
    working example, each where it is known.
    """

    exit_code = 2

    def __init__(
        self,
        what: str,
        *,
        expected: str | None = None,
        got: str | None = None,
        nearest: str | None = None,
        example: str | None = None,
    ) -> None:
        """Keep the parts, so that a caller may show them in its own way."""
        self.what, self.expected, self.got, self.nearest, self.example = what, expected, got, nearest, example
        parts = [
            ("expected", expected),
            ("got", got),
            ("nearest valid", nearest),
            ("example", example),
        ]
        super().__init__("\n".join([what, *(f"  {label}: {text}" for label, text in parts if text)]))


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one cell (or row, or file) of a table; `row` is the line in the file, the header being 1."""

    file: str
    row: int | None
    column: str | None
    value: str | None
    expected: str

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.row, self.column) if part is not None)
        came = "" if self.value is None else f" got {self.value!r},"
        return f"{place}:{came} expected {self.expected}"


class BrokenTable(CallerMistake):
    """One or more tables in data/ hold rows that cannot be used; every problem is listed."""

    SHOWN = 40

    def __init__(self, problems: Sequence[Problem]) -> None:
        """List the problems in the order of file and row."""
        self.problems = tuple(problems)
        count = len(self.problems)
        shown = [f"  {problem}" for problem in self.problems[: self.SHOWN]]
        if count > self.SHOWN:
            shown.append(f"  … and {count - self.SHOWN} more")
        noun = "problem" if count == 1 else "problems"
        super().__init__("\n".join([f"{count} {noun} in the tables (`frontline check` lists them all):", *shown]))
