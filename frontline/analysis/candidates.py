"""Every quantity of the grid for one stated figure, as arrays: what it is, over which days, with how much freedom.

Freedom says how far a candidate strays from what the words name: 0, its own days and measure; 1, its own start and
another last day, or another base; 2, any window; 3, another measure than the one named. Days on which a map did not
change are one candidate.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from frontline.analysis.evidence import Evidence
from frontline.analysis.grid import AREAS, INVASION, WHOLE, Line, first_days, last_days, lines_for, own_days
from frontline.analysis.levels import Days, Floats, Levels, levels_of
from frontline.analysis.reading import REDRAW_NOISE_KM2
from frontline.analysis.series import ONE_DAY
from frontline.ledger import Figure

GAIN, LEVEL, LARGEST, SHARE_OF_AREA, SHARE_OF_PEAK, RATIO, PACE = range(7)
MEASURES = (
    "gain",
    "level",
    "largest area so far",
    "share of the area",
    "share of the largest area no longer held",
    "ratio to the year before",
    "pace",
)

# The measure that a quantity of the ledger names.
NAMED = {
    "area_gained": GAIN,
    "area_gained_net": GAIN,
    "area_gained_gross": GAIN,
    "area_regained": GAIN,
    "area_taken_since_invasion": GAIN,
    "area_controlled": LEVEL,
    "area_held": LEVEL,
    "area_peak": LARGEST,
    "share_controlled": SHARE_OF_AREA,
    "share_regained": SHARE_OF_PEAK,
    "gain_ratio": RATIO,
    "advance_rate": PACE,
}
OWN, OTHER_END, OTHER_WINDOW, OTHER_MEASURE = range(4)
NO_BASE = -1

_NO_FLOATS: Floats = np.array([], dtype=np.float64)
_NO_DAYS: Days = np.array([], dtype=np.int64)


@dataclass(frozen=True)
class Candidates:
    """Quantities of the grid, an entry each: value, line, measure, base and end day (by count), freedom, divisor."""

    levels: tuple[Levels, ...]
    value: Floats
    line: Days
    measure: Days
    base: Days
    end: Days
    freedom: Days
    divisor: Floats

    def __len__(self) -> int:
        return len(self.value)

    def of(self, freedom: int) -> "Candidates":
        """Return those of one freedom alone."""
        kept = self.freedom == freedom
        days = (self.line[kept], self.measure[kept], self.base[kept], self.end[kept], self.freedom[kept])
        return Candidates(self.levels, self.value[kept], *days, self.divisor[kept])


@dataclass(frozen=True)
class _Block:
    """Candidates of one line and measure: arrays of one length, the divisor one number or as long."""

    measure: int
    value: Floats
    base: Days
    end: Days
    freedom: Days
    divisor: Floats


def measure_named(figure: Figure) -> str:
    """Return the measure that a figure's quantity names: `gain`, `level`; `KeyError` where the grid has none."""
    return MEASURES[NAMED[figure.quantity]]


def by_whom(figure: Figure) -> str:
    """Say that a gain is Ukraine's, as a table of Russian gains has to."""
    return " by Ukraine" if NAMED[figure.quantity] == GAIN and figure.side == "ukraine" else ""


class Grid:
    """The grid over the committed series; lines are read once a run and used for every figure."""

    def __init__(self, evidence: Evidence) -> None:
        """Prepare the grid for the bounds of a run."""
        self._evidence = evidence
        self._events = [
            (event.region, event.day) for event in evidence.ledger.events.values() if event.day <= evidence.as_of
        ]

    def levels(self, line: Line, region: str) -> Levels:
        """Return a line of a region as levels by day."""
        read = partial(levels_of, line, region, self._evidence, INVASION - 2 * ONE_DAY)
        return self._evidence.once(("levels", line.id, region), read)

    def lines(self, figure: Figure) -> tuple[Levels, ...]:
        """Return the lines that speak of a figure's region."""
        return self.lines_of(figure.region)

    def lines_of(self, region: str) -> tuple[Levels, ...]:
        """Return the lines that speak of a region."""
        where = "ukraine" if region in WHOLE else region
        return tuple(self.levels(line, where) for line in lines_for(region, self._evidence))

    def candidates(self, figure: Figure) -> Candidates:
        """Return every candidate for a figure; none where no line speaks of its region or its unit is not of areas."""
        events = [day for region, day in self._events if figure.region in (*WHOLE, region)]
        return self._over(figure, first_days(figure, events), last_days(figure))

    def own(self, figure: Figure) -> Candidates:
        """Return the candidates of a figure's own days and measure alone: a value for each definition."""
        return self._over(figure, [figure.first], [figure.last]).of(OWN)

    def _over(self, figure: Figure, firsts: Sequence[dt.date], lasts: Sequence[dt.date]) -> Candidates:
        levels = self.lines(figure) if figure.quantity in NAMED else ()
        parts = [
            (place, block)
            for place, one in enumerate(levels)
            for block in _blocks(one, figure, firsts, lasts, _asked_first(levels, one))
        ]
        return _joined(levels, parts)


def _asked_first(levels: Sequence[Levels], one: Levels) -> Levels | None:
    return next((other for other in levels if other.line.id == one.line.after), None)


def _blocks(
    one: Levels, figure: Figure, firsts: Sequence[dt.date], lasts: Sequence[dt.date], before: Levels | None
) -> Iterator[_Block]:
    ends = _told_of(one, one.numbers(lasts), before)
    named = NAMED[figure.quantity] in (LEVEL, SHARE_OF_AREA)
    days = _told_of(one, one.numbers([*own_days(figure), *lasts]), before) if named else ends
    towards = -1.0 if figure.side == "ukraine" and figure.unit != "percent" else 1.0
    if figure.unit in ("km2", "km2_per_day"):
        yield from _windows(one, figure, firsts, ends, towards)
    if figure.unit == "km2" and one.line.levels:
        yield _of_days(LEVEL, one.at(days), days, figure, one)
    if figure.unit == "km2" and one.line.peaks:
        yield _of_days(LARGEST, one.highest_at(ends), ends, figure, one)
    if figure.quantity == "share_regained" and one.line.peaks:
        yield _of_days(SHARE_OF_PEAK, one.share_gone(ends), ends, figure, one)
    if figure.quantity == "share_controlled" and one.line.levels:
        for area in AREAS.get(figure.region, ()):
            yield _of_days(SHARE_OF_AREA, 100 * one.at(days) / area, days, figure, one, area)
    if figure.quantity == "gain_ratio":
        yield from _ratios(one, figure, ends)


def _windows(one: Levels, figure: Figure, firsts: Sequence[dt.date], ends: Days, towards: float) -> Iterator[_Block]:
    """Yield gains, or paces: a window's base is the eve of its first day, or that day itself."""
    starts = one.numbers(firsts)
    own_base, own_end = one.number(figure.first) - 1, one.number(figure.last)
    bases = _distinct(one, np.concatenate([[own_base], starts - 1, starts]))
    values = one.gains(bases[:, None], ends[None, :]).ravel() * towards
    base, end = (part.ravel() for part in np.broadcast_arrays(bases[:, None], ends[None, :]))
    measure, divisor = GAIN, np.ones(len(values))
    if figure.unit == "km2_per_day":
        measure, divisor = PACE, (end - base).astype(float)
    freedom = np.where(
        (base == own_base) & (end == own_end),
        OWN,
        np.where((base == own_base) | (base == own_base + 1), OTHER_END, OTHER_WINDOW),
    )
    yield _kept(measure, values / divisor, base, end, _named(freedom, measure, figure), divisor)


def _ratios(one: Levels, figure: Figure, ends: Days) -> Iterator[_Block]:
    """Yield the gain since the figure's first day as a multiple of the calendar year before; noise is no divisor."""
    for shift in (-1, 0):
        base = np.full(len(ends), one.number(figure.first) + shift)
        year = one.numbers(calendar_year_before(figure)) + np.array([shift, 0])
        divisor = float(one.gains(year[:1], year[1:])[0])
        if divisor > REDRAW_NOISE_KM2:
            own = (ends == one.number(figure.last)) & (shift == -1)
            values = one.gains(base, ends) / divisor
            yield _kept(RATIO, values, base, ends, np.where(own, OWN, OTHER_END), np.full(len(ends), divisor))


def calendar_year_before(figure: Figure) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of the year before the one in which a figure's window starts."""
    earlier = figure.first.year - 1
    return dt.date(earlier, 1, 1), dt.date(earlier, 12, 31)


def _of_days(measure: int, values: Floats, days: Days, figure: Figure, one: Levels, divisor: float = 1.0) -> _Block:  # noqa: PLR0913, PLR0917  what a block is made of
    own = np.isin(days, one.numbers(own_days(figure)) if measure != LARGEST else one.numbers([figure.last]))
    freedom = _named(np.where(own, OWN, OTHER_END), measure, figure)
    return _kept(measure, values, np.full(len(days), NO_BASE), days, freedom, np.full(len(days), divisor))


def _named(freedom: Days, measure: int, figure: Figure) -> Days:
    return freedom if NAMED[figure.quantity] == measure else np.full_like(freedom, OTHER_MEASURE)


def _kept(measure: int, values: Floats, base: Days, end: Days, freedom: Days, divisor: Floats) -> _Block:  # noqa: PLR0913, PLR0917  as above
    known = np.isfinite(values)
    # Zero added: of nothing no minus is kept.
    return _Block(measure, values[known] + 0.0, base[known], end[known], freedom[known], divisor[known])


def _told_of(one: Levels, days: Days, before: Levels | None) -> Days:
    """Return the days, each map once, that a line says something of, less those another line speaks for."""
    since = max(one.speaks_from, 0 if before is None else len(before.values))
    return _distinct(one, days[days >= since])


def _distinct(one: Levels, days: Days) -> Days:
    """Return the days that show different maps, the first named of each kept."""
    inside = days[(days >= 0) & (days < len(one.values))]
    states = one.states[inside].tolist()
    first = dict(zip(reversed(states), reversed(range(len(states))), strict=True))  # far quicker than sorting for a few
    return inside[sorted(first.values())]


def _joined(levels: tuple[Levels, ...], parts: Sequence[tuple[int, _Block]]) -> Candidates:
    blocks = [block for _, block in parts]
    sizes = [len(block.value) for block in blocks]
    return Candidates(
        levels,
        np.concatenate([_NO_FLOATS, *(block.value for block in blocks)]),
        np.repeat(np.array([place for place, _ in parts], dtype=np.int64), sizes),
        np.repeat(np.array([block.measure for block in blocks], dtype=np.int64), sizes),
        np.concatenate([_NO_DAYS, *(block.base for block in blocks)]),
        np.concatenate([_NO_DAYS, *(block.end for block in blocks)]),
        np.concatenate([_NO_DAYS, *(block.freedom for block in blocks)]),
        np.concatenate([_NO_FLOATS, *(block.divisor for block in blocks)]),
    )
