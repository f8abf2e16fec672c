"""One quantity of the grid, with its window, formula and address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from frontline.analysis.candidates import MEASURES, NO_BASE, PACE, RATIO, SHARE_OF_AREA, SHARE_OF_PEAK, Candidates
from frontline.analysis.levels import Levels
from frontline.analysis.reading import FINE
from frontline.analysis.series import ONE_DAY
from frontline.analysis.windows import Window
from frontline.ledger import Figure
from frontline.numbers import Number


@dataclass(frozen=True)
class Match:
    """One quantity of the grid that is as large as what was stated, or nearly."""

    levels: Levels
    measure: str
    value: float
    off: float
    freedom: int
    base: int
    end: int
    divisor: float

    @property
    def label(self) -> str:
        """Whose line it is."""
        return self.levels.line.label

    @property
    def window(self) -> Window:
        """The window of a gain; of a level the days around it on which the map showed the same."""
        if self.base != NO_BASE:
            return Window(self.levels.day(self.base) + ONE_DAY, self.levels.day(self.end))
        return Window(*self.levels.same_state(self.end))

    @property
    def formula(self) -> str:
        """The quantity in terms of the rows it comes from."""
        end = f"S({self.levels.day(self.end)})"
        if self.base == NO_BASE:
            return self._of_level(end)
        told = (end, f"S({self.levels.day(self.base)})")
        gain = " − ".join(told if self.levels.line.towards > 0 else told[::-1])
        if self.measure == MEASURES[PACE]:
            return f"({gain}) ÷ {self.divisor:.0f} days"
        return (
            f"({gain}) ÷ {self.divisor:.1f}, the gain of the year before" if self.measure == MEASURES[RATIO] else gain
        )

    def _of_level(self, end: str) -> str:
        if self.measure == MEASURES[SHARE_OF_AREA]:
            return f"{end} ÷ {self.divisor:.0f} km²"
        return f"1 − {end} ÷ its largest value so far" if self.measure == MEASURES[SHARE_OF_PEAK] else end

    @property
    def inputs(self) -> tuple[Mapping[str, Any], ...]:
        """The rows of `measured.csv` behind it."""
        days = [self.levels.day(self.end)] + ([self.levels.day(self.base)] if self.base != NO_BASE else [])
        return tuple(one.address(day) for day in days for one in self.levels.series if one.first <= day)

    def number(self, figure: Figure) -> Number:
        """Return it as a number with its address."""
        name = f"match-{figure.id}-{self.levels.line.id}-{self.measure.split()[0]}-{self.base}-{self.end}"
        digits = 1 if figure.unit in ("km2", "percent", "km2_per_day") else 2
        return Number(name, self.value, figure.unit, "computed", self.inputs, self.formula, digits)


def match_at(candidates: Candidates, place: int, off: float) -> Match:
    """Return a candidate by its place, with how far it is off what was stated."""
    return Match(
        candidates.levels[candidates.line[place]],
        MEASURES[candidates.measure[place]],
        round(float(candidates.value[place]), FINE),
        off,
        int(candidates.freedom[place]),
        int(candidates.base[place]),
        int(candidates.end[place]),
        float(candidates.divisor[place]),
    )
