"""The interval that a stated number means, from its rounding and its hedge.

The rounding is half a unit of the last non-zero digit ("593" ± 0.5, "50,000" ± 5,000); the hedge word then
replaces either end by its rule in `hedges.csv`.
"""

import math
from dataclasses import dataclass
from decimal import Decimal

from frontline.ledger import Figure, Hedge
from frontline.numbers import shown, shown_with_unit


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

    @property
    def text(self) -> str:
        """The interval in words: `592.5 to 593.5`, `more than 1,000`, `5.5 to below 6`, `above 1,171 to 1,229.55`."""
        if math.isinf(self.high):
            return f"{'at least' if self.low_closed else 'more than'} {exact(self.low)}"
        if math.isinf(self.low):
            return f"{'up to' if self.high_closed else 'below'} {exact(self.high)}"
        low, high = "" if self.low_closed else "above ", "" if self.high_closed else "below "
        return f"{low}{exact(self.low)} to {high}{exact(self.high)}"

    def told(self, unit: str) -> str:
        """Return the interval in words with its unit: `more than 1,000 km²`."""
        return f"{self.text}{shown_with_unit(0, unit).removeprefix(shown(0))}"


def exact(end: float) -> str:
    """Return a stated number with the decimals that it has: rounding an end would move the border."""
    return shown(end, decimals_of(end))


def decimals_of(value: float) -> int:
    """Return how many decimals a stated number has."""
    return max(-int(Decimal(repr(round(value, 3))).normalize().as_tuple().exponent), 0)


def ends_of(figure: Figure) -> tuple[float, float] | None:
    """Return both ends of a figure that states a range and no number; None for every other."""
    if figure.best is None and figure.low is not None and figure.high is not None:
        return figure.low, figure.high
    return None


def half_unit(value: float) -> float:
    """Return half a unit of the last non-zero digit of a number as it is written: 593 → 0.5, 50,000 → 5,000."""
    digits = Decimal(repr(value)).normalize()
    exponent = digits.as_tuple().exponent
    return float(Decimal(5).scaleb(int(exponent) - 1))


def stated_interval(figure: Figure, hedge: Hedge) -> Interval:
    """Return what a figure allows by its rounding and the rule of its hedge."""
    ends = ends_of(figure)
    if ends is not None:
        return Interval(*ends)
    value = stated_value(figure)
    return _interval(value, hedge, half_unit(value))


def narrow_interval(figure: Figure, hedge: Hedge) -> Interval | None:
    """Return what a figure allows if it was rounded ten times finer than it looks: 50,000 ± 500.

    None where it ends in no zero, or is a range: then there is nothing finer to suppose.
    """
    if ends_of(figure) is not None:
        return None
    value = stated_value(figure)
    return _interval(value, hedge, half_unit(value) / 10, share=0.0) if half_unit(value) >= 5 else None


def finer_interval(figure: Figure, hedge: Hedge) -> Interval | None:
    """Return what a figure allows if only its rounding was ten times finer than it looks: "about 1,000", 950 to 1,050.

    None where nothing finer is to be supposed, as with `narrow_interval`.
    """
    value = stated_value(figure)
    finer = ends_of(figure) is None and half_unit(value) >= 5
    return _interval(value, hedge, half_unit(value) / 10) if finer else None


def stated_value(figure: Figure) -> float:
    """Return the number as it was stated; of a range its middle."""
    ends = ends_of(figure)
    if ends is not None:
        return sum(ends) / 2
    return next(part for part in (figure.best, figure.low, figure.high) if part is not None)


def stated_ends(figure: Figure) -> tuple[float, float]:
    """Return the lowest and the highest number that a figure states: of a single number itself, twice."""
    said = [part for part in (figure.low, figure.best, figure.high) if part is not None]
    return min(said), max(said)


def _interval(value: float, hedge: Hedge, half: float, share: float = 0.05) -> Interval:
    low, low_closed = _end(hedge.low, value, -1, half, share)
    high, high_closed = _end(hedge.high, value, 1, half, share)
    return Interval(low, high, low_closed, high_closed)


def _end(rule: str, value: float, side: int, half: float, share: float) -> tuple[float, bool]:
    if rule == "half_unit":
        return value + side * half, True
    if rule == "five_percent":
        return value + side * max(half, share * abs(value)), True
    if rule == "open":
        return side * math.inf, False
    if rule == "n":
        return value, True
    if rule == "beyond_n":
        return value, False
    return float(rule.removeprefix("fixed:")), side < 0
