"""The interval that a stated number means, from its rounding and its hedge.

The rounding is half a unit of the last non-zero digit ("593" ± 0.5, "50,000" ± 5,000); the hedge word then
replaces either end by its rule in `hedges.csv`.
"""

import math
from dataclasses import dataclass
from decimal import Decimal

from frontline.ledger import Figure, Hedge
from frontline.numbers import shown


@dataclass(frozen=True)
class Interval:
    """The values that a statement allows; an end may be open or absent (infinite)."""

    low: float
    high: float
    low_closed: bool = True
    high_closed: bool = True

    def __contains__(self, value: float) -> bool:
        """Tell whether the statement allows a value."""
        above = value > self.low or (self.low_closed and value == self.low)
        below = value < self.high or (self.high_closed and value == self.high)
        return above and below

    def distance(self, value: float) -> float:
        """Return how far a value lies outside, 0 inside."""
        return max(self.low - value, value - self.high, 0.0)

    def text(self, digits: int = 0) -> str:
        """Return the interval in words: `592.5 to 593.5`, `more than 1,000`, `5.5 to below 6`."""
        if math.isinf(self.high):
            return f"{'at least' if self.low_closed else 'more than'} {shown(self.low, digits)}"
        if math.isinf(self.low):
            return f"{'up to' if self.high_closed else 'below'} {shown(self.high, digits)}"
        return f"{shown(self.low, digits)} to {'' if self.high_closed else 'below '}{shown(self.high, digits)}"


def half_unit(value: float) -> float:
    """Return half a unit of the last non-zero digit of a number as it is written: 593 → 0.5, 50,000 → 5,000."""
    digits = Decimal(repr(value)).normalize()
    exponent = digits.as_tuple().exponent
    return float(Decimal(5).scaleb(int(exponent) - 1))


def stated_interval(figure: Figure, hedge: Hedge) -> Interval:
    """Return what a figure allows by its rounding and the rule of its hedge."""
    if figure.low is not None and figure.high is not None and figure.best is None:
        return Interval(figure.low, figure.high)
    value = next(part for part in (figure.best, figure.low, figure.high) if part is not None)
    low, low_closed = _end(hedge.low, value, -1)
    high, high_closed = _end(hedge.high, value, 1)
    return Interval(low, high, low_closed, high_closed)


def _end(rule: str, value: float, side: int) -> tuple[float, bool]:
    half = half_unit(value)
    if rule == "half_unit":
        return value + side * half, True
    if rule == "five_percent":
        return value + side * max(half, 0.05 * abs(value)), True
    if rule == "open":
        return side * math.inf, False
    if rule == "n":
        return value, True
    if rule == "beyond_n":
        return value, False
    return float(rule.removeprefix("fixed:")), side < 0
