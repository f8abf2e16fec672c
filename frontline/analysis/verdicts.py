"""The verdict on a number: whether what was stated holds in every equivalent reading, in none, or in some."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from frontline.analysis.reading import Reading
from frontline.analysis.stated import Interval
from frontline.ledger import Claim

Verdict = Literal["agrees", "depends", "differs", "cannot be checked"]

RISE = Interval(0.0, math.inf, low_closed=False)
FALL = Interval(-math.inf, 0.0, high_closed=False)


def sign_of(claim: Claim) -> tuple[Interval, str] | None:
    """Return what a claim asserts by its kind, with its unit, where that is a sign and not a size.

    A comparison says that its window brought more than the other one, an acceleration that it went faster; a trend
    that the area which Ukraine holds shrinks, or that which Russia holds grows; a distance that it shrinks.
    """
    if claim.kind in ("comparison", "acceleration"):
        return RISE, "km2" if claim.kind == "comparison" else "km2_per_day"
    if claim.kind == "distance":
        return FALL, "km"
    if claim.kind == "trend":
        return RISE if claim.side == "russia" else FALL, "km2"
    return None


@dataclass(frozen=True)
class Judged:
    """A verdict with the choices that flip it and the reading that comes closest."""

    verdict: Verdict
    flips: tuple[str, ...] = ()
    closest: Reading | None = None


def told_whether(reading: Reading, stated: Interval | None) -> str:
    """Say in a word whether a reading lies within what was stated; nothing where either has no value."""
    return "" if stated is None or reading.value is None else "yes" if holds(reading, stated) else "no"


def holds(reading: Reading, stated: Interval) -> bool:
    """Tell whether a reading lies within what was stated; a reading without a value does not."""
    return reading.value is not None and reading.value in stated


def judge(readings: Sequence[Reading], stated: Interval | None) -> Judged:
    """Apply the rule: all equivalent readings inside, none, or some. Readings of other standing never count.

    As the rule asks for all or none, a witness that is copied weighs no more than once.
    """
    counted = [reading for reading in readings if reading.standing == "equivalent"]
    if stated is None or all(reading.value is None for reading in counted):
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
