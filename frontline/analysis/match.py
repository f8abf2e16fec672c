"""One quantity of the grid, with its window, formula and address."""

from dataclasses import dataclass

from frontline.analysis.candidates import (
    LARGEST,
    MEASURES,
    NO_BASE,
    PACE,
    RATIO,
    SHARE_OF_AREA,
    SHARE_OF_PEAK,
    Candidates,
    calendar_year_before,
)
from frontline.analysis.levels import Levels
from frontline.analysis.reading import FINE
from frontline.analysis.series import ONE_DAY, kind_of
from frontline.analysis.stated import decimals_of, stated_value
from frontline.analysis.traced import (
    DIVIDED,
    Traced,
    gain_told,
    largest_day,
    largest_told,
    level_told,
    pace_told,
    share_told,
)
from frontline.analysis.windows import Window
from frontline.ledger import Figure
from frontline.numbers import Number, shown


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
        """The window of a gain; of a level the days around it, or around the largest so far, that the map showed it."""
        if self.base != NO_BASE:
            return Window(self.levels.day(self.base) + ONE_DAY, self.levels.day(self.end))
        largest = self.measure == MEASURES[LARGEST]
        return Window(*self.levels.same_state(largest_day(self.levels, self.end) if largest else self.end))

    def traced(self, figure: Figure) -> Traced:
        """Return the quantity in terms of the rows of `measured.csv` that it comes from, as sought for a figure."""
        levels, end = self.levels, self.end
        if self.base == NO_BASE:
            return self._of_day()
        gain = gain_told(levels, self.base, end)
        if self.measure == MEASURES[PACE]:
            return pace_told(gain, self.divisor)
        return gain.joined(DIVIDED, self._year_before(figure)) if self.measure == MEASURES[RATIO] else gain

    def _of_day(self) -> Traced:
        if self.measure == MEASURES[SHARE_OF_PEAK]:
            return share_told(self.levels, self.end)
        if self.measure == MEASURES[LARGEST]:
            top = largest_told(self.levels, self.end)
            return Traced(f"{top.formula}, the largest so far", top.rows)
        level = level_told(self.levels, self.end)
        if self.measure == MEASURES[SHARE_OF_AREA]:
            return Traced(f"{level.inner} {DIVIDED} {shown(self.divisor)} km²", level.rows)
        return level

    def _year_before(self, figure: Figure) -> Traced:
        """Return the gain that a ratio divides by, its base as near to the first day as that of the gain divided."""
        shift = self.base - self.levels.number(figure.first)
        first, last = map(self.levels.number, calendar_year_before(figure))
        return gain_told(self.levels, first + shift, last)

    def number(self, figure: Figure) -> Number:
        """Return it as a number with its address."""
        name = f"match-{figure.id}-{self.levels.line.id}-{self.measure.split()[0]}-{self.base}-{self.end}"
        told = self.traced(figure)
        kind = kind_of(self.value, told.inputs)
        return Number(name, self.value, figure.unit, kind, told.inputs, told.formula, digits_beside(figure))


def digits_beside(figure: Figure) -> int:
    """Return with how many decimals what is set beside a stated number is shown: as many as it has, and one at least.

    A ratio has two at least: its last digit is where maps differ.
    """
    return max(2 if figure.unit == "ratio" else 1, decimals_of(stated_value(figure)))


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
