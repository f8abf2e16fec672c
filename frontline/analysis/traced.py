"""Quantities of a line in terms of the rows they come from: a formula, and exactly the rows that it names.

S is the first series of a line, T the second, U the third, in the order in which their rows stand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from frontline.analysis.levels import Levels
from frontline.numbers import MINUS

LETTERS = "STU"
DIVIDED = "\N{DIVISION SIGN}"


@dataclass(frozen=True)
class Traced:
    """A formula and the rows behind it; `place` orders a row's series, and no row stands twice."""

    formula: str
    rows: Mapping[tuple[int, str], Mapping[str, Any]]
    simple: bool = False

    @property
    def inputs(self) -> tuple[Mapping[str, Any], ...]:
        """The rows, series by series, in order of time."""
        return tuple(self.rows[key] for key in sorted(self.rows))

    @property
    def inner(self) -> str:
        """The formula as a part of a longer one."""
        return self.formula if self.simple else f"({self.formula})"

    def joined(self, sign: str, other: "Traced") -> "Traced":
        """Return both joined by a sign of arithmetic."""
        return Traced(f"{self.inner} {sign} {other.inner}", {**self.rows, **other.rows})


def level_told(levels: Levels, day: int) -> Traced:
    """Return the level on a day (by count)."""
    return _scaled(_sum(levels, day), levels)


def largest_told(levels: Levels, day: int) -> Traced:
    """Return the largest level up to a day: the row is that of the day on which it was reached."""
    return level_told(levels, largest_day(levels, day))


def largest_day(levels: Levels, day: int) -> int:
    """Return the first day on which the largest level up to a day was reached."""
    return int(np.nanargmax(levels.values[: day + 1]))


def share_told(levels: Levels, day: int) -> Traced:
    """Return which share of the largest level so far is gone."""
    left = level_told(levels, day).joined(DIVIDED, largest_told(levels, day))
    return Traced(f"1 {MINUS} {left.formula}", left.rows)


def change_told(levels: Levels, base: int, end: int) -> Traced:
    """Return how the level changed from the close of one day to that of another."""
    return _scaled(_difference(_sum(levels, end), _sum(levels, base)), levels)


def gain_told(levels: Levels, base: int, end: int) -> Traced:
    """Return what passed to Russian control from the close of one day to that of another."""
    if levels.line.towards > 0:
        return change_told(levels, base, end)
    return _scaled(_difference(_sum(levels, base), _sum(levels, end)), levels)


def pace_told(gain: Traced, days: float) -> Traced:
    """Return a gain a day."""
    return Traced(f"{gain.inner} {DIVIDED} {days:.0f} days", gain.rows)


def _difference(one: Traced, less: Traced) -> Traced:
    # Before its first day a series may stand for nothing taken yet: there is no row to name.
    if not less.formula:
        return one
    return one.joined(MINUS, less) if one.formula else Traced(f"{MINUS}{less.inner}", less.rows)


def _sum(levels: Levels, day: int) -> Traced:
    terms, rows = "", {}
    for place, sign, measured_on, row in _terms(levels, day):
        term = f"{LETTERS[place]}({measured_on})"
        terms += f" {sign} {term}" if terms else term if sign == "+" else f"{sign}{term}"
        rows[place, measured_on] = row
    return Traced(terms, rows, simple=len(rows) == 1 and not terms.startswith(MINUS))


def _terms(levels: Levels, day: int) -> Iterator[tuple[int, str, str, Mapping[str, Any]]]:
    when = levels.day(day)
    for place, (part, series) in enumerate(zip(levels.line.parts, levels.series, strict=True)):
        if series.first <= when:
            found = series.level(when)
            yield place, "+" if part.sign > 0 else MINUS, str(found.measured_on), found.input()


def _scaled(told: Traced, levels: Levels) -> Traced:
    by = levels.line.factor_told
    return Traced(f"{told.inner} × {by}", told.rows) if by else told
