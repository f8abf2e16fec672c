"""What gives a stated number? A search of the declared grid, with what chance alone would find in it.

The method is a plain one: list every quantity of the grid that is as large as what was stated, count how many there
are, and compare with the number expected if candidates lay at the stated value as densely as in its neighbourhood. A
match found with little freedom among few candidates says much; one among thousands says nothing.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from frontline.analysis.candidates import OTHER_MEASURE, OWN, Candidates, Grid
from frontline.analysis.evidence import Evidence
from frontline.analysis.levels import Days, Flags, Floats
from frontline.analysis.match import Match, match_at
from frontline.analysis.stated import ends_of, half_unit, stated_value
from frontline.analysis.statements import said
from frontline.ledger import Figure

# Maps are revised by more than this after the day they show; a miss by less may still be the same quantity.
NEAR = 0.01
# How many neighbours at least tell how dense the candidates lie around a stated value.
FEWEST = 10


@dataclass(frozen=True)
class Hit:
    """What lies within one distance of the stated value, up to one freedom, and the foremost with just this freedom.

    The distance is the rounding for an exact hit, for a near one as far off as the closest lies.
    """

    matches: int
    by_chance: float
    match: Match | None


@dataclass(frozen=True)
class Found:
    """What the grid holds for one figure up to one freedom: candidates tried, hits within rounding, and near ones."""

    freedom: int
    tried: int
    exact: Hit
    near: Hit


@dataclass(frozen=True)
class Finding:
    """The search for one figure: the stated value, how far off still counts, and what was found by freedom.

    `lines` are those of the grid that gave a quantity to try.
    """

    figure: Figure
    value: float
    half: float
    found: tuple[Found, ...]
    lines: frozenset[str] = frozenset()

    @property
    def tried(self) -> int:
        """How many quantities were tried in all."""
        return self.found[-1].tried if self.found else 0

    @cached_property
    def exact(self) -> Found | None:
        """The hit within rounding that takes the least freedom; None where there is none."""
        return next((found for found in self.found if found.exact.match is not None), None)

    @cached_property
    def near(self) -> Found | None:
        """A near hit that takes less freedom than any within rounding; None where there is none."""
        limit = self.exact.freedom if self.exact else OTHER_MEASURE + 1
        return next((found for found in self.found if found.near.match is not None and found.freedom < limit), None)


def forensics(figures: Iterable[Figure], evidence: Evidence) -> list[Finding]:
    """Search the grid for every figure that states an area, a share, a ratio of gains or a pace."""
    grid = Grid(evidence)
    findings = (search(figure, grid.candidates(figure)) for figure in figures)
    return [finding for finding in findings if finding.found]


def folded(findings: Sequence[Finding]) -> list[Finding]:
    """Keep the first of the findings on one statement, whoever repeats it."""
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        kept.setdefault(said(finding.figure), finding)
    return list(kept.values())


def search(figure: Figure, candidates: Candidates) -> Finding:
    """Search the candidates of one figure."""
    value, half = stated_value(figure), tolerance(figure)
    made = _Search(
        candidates, np.round(candidates.value - value, 2), _order(candidates, figure), half, NEAR * abs(value)
    )
    found = tuple(made.up_to(freedom) for freedom in range(OWN, OTHER_MEASURE + 1) if made.has(freedom))
    lines = frozenset(candidates.levels[place].line.id for place in np.flatnonzero(np.bincount(candidates.line)))
    return Finding(figure, value, half, found, lines)


def tolerance(figure: Figure) -> float:
    """Return how far off a quantity may be to count: half the last unit written, a tenth of it after zeros.

    "593" ± 0.5, "2,700" ± 5; of a range, half its width. A hedge word widens what a claim allows, not this.
    """
    ends = ends_of(figure)
    if ends is not None:
        return (ends[1] - ends[0]) / 2
    half = half_unit(stated_value(figure))
    return half / 10 if half >= 5 else half


def by_chance(off: Floats, half: float) -> float:
    """Return how many candidates chance would put within `half` of the stated value, from their distances to it.

    The density is that of the k nearest neighbours (Loftsgaarden & Quesenberry 1965), k the square root of their
    number and ten at least. Matches are counted among them, so that a lone match is not called a wonder.
    """
    if not len(off):
        return 0.0
    k = min(len(off), max(FEWEST, math.isqrt(len(off))))
    reach = max(float(np.partition(np.abs(off), k - 1)[k - 1]), 5 * half)
    return float((np.abs(off) <= reach).sum()) * half / reach


@dataclass(frozen=True)
class _Search:
    """The candidates of one figure, how far off each is, and in which order equal matches are named."""

    candidates: Candidates
    off: Floats
    order: Days
    half: float
    near: float

    def has(self, freedom: int) -> bool:
        return bool((self.candidates.freedom == freedom).any())

    def up_to(self, freedom: int) -> Found:
        here = self.candidates.freedom == freedom
        exact: Flags = np.abs(self.off) <= self.half
        nearly: Flags = ~exact & (np.abs(self.off) <= self.near)
        tried = self.off[self.candidates.freedom <= freedom]
        match = self._foremost(here & exact, self.order)
        closest = self._foremost(here & nearly, np.zeros_like(self.order))
        distance = abs(closest.off) if closest else self.half
        return Found(freedom, len(tried), _hit(tried, self.half, match), _hit(tried, distance, closest))

    def _foremost(self, among: Flags, order: Days) -> Match | None:
        places = np.flatnonzero(among)
        if not len(places):
            return None
        place = int(places[np.lexsort((np.abs(self.off[places]), order[places]))[0]])
        return match_at(self.candidates, place, float(self.off[place]))


def _hit(off: Floats, half: float, match: Match | None) -> Hit:
    return Hit(int((np.abs(off) <= half).sum()), by_chance(off, half), match)


def _order(candidates: Candidates, figure: Figure) -> Days:
    """Return which candidates to name first where several match: the mapper that is credited, lines as declared."""
    credited = next((name for name in ("ISW", "DeepState") if name.lower() in figure.origin.split("-")), "")
    ranks = [
        place + len(candidates.levels) * (one.line.mapper != credited) for place, one in enumerate(candidates.levels)
    ]
    return np.array(ranks, dtype=np.int64)[candidates.line]
