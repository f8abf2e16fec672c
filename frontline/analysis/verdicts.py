"""The verdict on a number: whether what was stated holds in every equivalent reading, in none, or in some."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from frontline.analysis.readings import Reading
from frontline.analysis.stated import Interval

Verdict = Literal["agrees", "depends", "differs", "cannot be checked"]

# What a claim of these kinds asserts is a sign, not a size.
SIGNS = {
    "comparison": Interval(0.0, math.inf, low_closed=False),
    "acceleration": Interval(0.0, math.inf, low_closed=False),
    "trend": Interval(-math.inf, 0.0, high_closed=False),
}


@dataclass(frozen=True)
class Judged:
    """A verdict with the choices that flip it and the reading that comes closest."""

    verdict: Verdict
    flips: tuple[str, ...] = ()
    closest: Reading | None = None


def holds(reading: Reading, stated: Interval) -> bool:
    """Tell whether a reading lies within what was stated; a reading without a value does not."""
    return reading.value is not None and reading.value in stated


def judge(readings: Sequence[Reading], stated: Interval | None) -> Judged:
    """Apply the rule: all equivalent readings inside, none, or some. Readings of other standing never count."""
    counted = [reading for reading in readings if reading.standing == "equivalent"]
    if stated is None or not counted:
        return Judged("cannot be checked")
    held = [holds(reading, stated) for reading in counted]
    closest = _closest(counted, stated)
    if all(held):
        return Judged("agrees", closest=closest)
    if not any(held):
        return Judged("differs", closest=closest)
    return Judged("depends", _flips(counted, stated), closest)


def _closest(counted: Sequence[Reading], stated: Interval) -> Reading | None:
    valued = [reading for reading in counted if reading.value is not None]
    return min(valued, key=lambda reading: stated.distance(reading.value or 0.0), default=None)


def _flips(counted: Sequence[Reading], stated: Interval) -> tuple[str, ...]:
    """Name each choice whose options alone separate readings that hold from readings that do not, the mapper first."""
    axes = ["mapper", *sorted({choice for reading in counted for choice in reading.choices})]
    return tuple(axis for axis in axes if _separates(axis, counted, stated))


def _separates(axis: str, counted: Sequence[Reading], stated: Interval) -> bool:
    """Tell whether the options of a choice come out differently; a choice is looked at within each mapper alone."""
    if axis == "mapper":
        return _unlike([(reading.mapper, holds(reading, stated)) for reading in counted])
    mappers = {reading.mapper for reading in counted}
    return any(
        _unlike(
            [(reading.choices.get(axis, ""), holds(reading, stated)) for reading in counted if reading.mapper == one]
        )
        for one in mappers
    )


def _unlike(outcomes: Sequence[tuple[str, bool]]) -> bool:
    by_option: dict[str, set[bool]] = {}
    for option, held in outcomes:
        by_option.setdefault(option, set()).add(held)
    return len({frozenset(held) for held in by_option.values()}) > 1
