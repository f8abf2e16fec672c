"""How much the days matter: a claim recomputed for every window whose ends lie up to a week from those told.

These are not readings that count: the claim names its days. They show whether its number stands or falls with them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from frontline.analysis.candidates import Grid
from frontline.analysis.claims import CheckedClaim
from frontline.analysis.evidence import Evidence
from frontline.analysis.levels import Days, Flags, Floats, Levels
from frontline.analysis.reading import FINE, REDRAW_NOISE_KM2
from frontline.analysis.stated import Interval
from frontline.analysis.traced import (
    DIVIDED,
    Traced,
    change_told,
    gain_told,
    largest_told,
    level_told,
    pace_told,
    share_told,
)
from frontline.ledger import Claim
from frontline.numbers import MINUS

SHIFT = 7  # days

# The lines of the grid that a claim's readings rest on.
LINES = ("geodesic", "as_published", "deepstate", "regained", "held", "held_and_grey")
OF_LEVELS = ("trend", "level", "peak", "share")
OF_DAYS = ("level", "peak", "share")  # no first day of a window enters these


@dataclass(frozen=True)
class Windows:
    """Many windows at once, a place each: first and last days, and those of the window compared with (by count)."""

    first: Days
    last: Days
    base_first: Days | None = None
    base_last: Days | None = None


def recompute(kind: str, levels: Levels, windows: Windows) -> Floats:
    """Return what a claim of a kind gives by one line for many windows; NaN where it has no value.

    Kinds and units are those of `readings`: km², times, km²/day or percent.
    """
    if kind in ("gain", "regained"):
        return levels.gains(windows.first - 1, windows.last)
    if kind == "trend":
        return levels.at(windows.last) - levels.at(windows.first - 1)
    if kind == "level":
        return levels.at(windows.last)
    if kind == "peak":
        return levels.highest_at(windows.last)
    if kind == "share":
        return levels.share_gone(windows.last)
    return _of_two(kind, levels, windows)


def _of_two(kind: str, levels: Levels, windows: Windows) -> Floats:
    if windows.base_first is None or windows.base_last is None:
        raise LookupError(f"a claim of kind {kind} compares with another window, and none is given")
    later = levels.gains(windows.first - 1, windows.last)
    earlier = levels.gains(windows.base_first - 1, windows.base_last)
    if kind == "ratio":
        return np.divide(later, earlier, out=np.full_like(later, np.nan), where=earlier > REDRAW_NOISE_KM2)
    if kind == "comparison":
        return later - earlier
    if kind == "acceleration":
        days, base_days = windows.last - windows.first + 1, windows.base_last - windows.base_first + 1
        return later / days - earlier / base_days
    raise LookupError(f"claims of kind {kind} are not recomputed from levels")


def inside(values: Floats, stated: Interval) -> Flags:
    """Tell for many values at once whether a statement allows them; one without a value is not allowed."""
    above = (values >= stated.low) if stated.low_closed else (values > stated.low)
    below = (values <= stated.high) if stated.high_closed else (values < stated.high)
    return above & below


def told_by(kind: str, levels: Levels, windows: Windows) -> Traced:
    """Return what `recompute` gives for the first of the windows in terms of the rows it comes from."""
    first, last = int(windows.first[0]), int(windows.last[0])
    if kind in ("gain", "regained"):
        return gain_told(levels, first - 1, last)
    if kind == "trend":
        return change_told(levels, first - 1, last)
    if kind == "peak":
        return largest_told(levels, last)
    if kind == "share":
        return share_told(levels, last)
    return level_told(levels, last) if kind == "level" else _told_by_two(kind, levels, windows)


def _told_by_two(kind: str, levels: Levels, windows: Windows) -> Traced:
    if windows.base_first is None or windows.base_last is None:
        raise LookupError(f"a claim of kind {kind} compares with another window, and none is given")
    ends = [(windows.first[0], windows.last[0]), (windows.base_first[0], windows.base_last[0])]
    later, earlier = (gain_told(levels, int(first) - 1, int(last)) for first, last in ends)
    if kind == "acceleration":
        later, earlier = (
            pace_told(gain, int(last - first) + 1) for gain, (first, last) in zip((later, earlier), ends, strict=True)
        )
    return later.joined(DIVIDED if kind == "ratio" else MINUS, earlier)


@dataclass(frozen=True)
class Shifted:
    """A claim by one line: its value on the days told, the span of values around them, and how many are allowed.

    `traced` tells the rows behind the value on the days told. Of `windows` tried, `allowed` lie within what was stated.
    """

    checked: CheckedClaim
    levels: Levels
    own: float
    traced: Traced
    low: float
    high: float
    windows: int
    allowed: int

    @property
    def signed(self) -> bool:
        """Whether its values are differences or changes, told with their sign."""
        return self.checked.directional


def shifted(checked: Sequence[CheckedClaim], evidence: Evidence) -> list[Shifted]:
    """Return each claim that states an interval and days, by every line that its readings rest on."""
    grid = Grid(evidence)
    return [row for one in checked if one.stated is not None and one.readings for row in _shifted(one, grid)]


def _shifted(one: CheckedClaim, grid: Grid) -> Iterator[Shifted]:
    claim, stated = one.claim, one.stated
    assert stated is not None
    counted = {reading.series for reading in one.counted}
    for levels in grid.lines_of(claim.region):
        is_read = levels.line.id in LINES and counted & {part.series for part in levels.line.parts}
        if not is_read or (claim.kind in OF_LEVELS and not levels.line.levels):
            continue
        values = recompute(claim.kind, levels, windows_around(claim, levels))
        days = windows_around(claim, levels, 0)
        own = recompute(claim.kind, levels, days)
        known = values[np.isfinite(values)]
        if len(known) and np.isfinite(own[0]):
            value, low, high = (round(float(told), FINE) for told in (own[0], known.min(), known.max()))
            traced = told_by(claim.kind, levels, days)
            yield Shifted(one, levels, value, traced, low, high, len(values), int(inside(known, stated).sum()))


def windows_around(claim: Claim, levels: Levels, shift: int = SHIFT) -> Windows:
    """Return every window whose ends lie up to `shift` days from the claim's own, its last day never later.

    So too of the window that it is compared with.
    """
    if claim.first is None or claim.last is None:
        raise LookupError(f"{claim.id} names no window")
    around = np.arange(-shift, shift + 1)
    # A level told for a span is about the last day of its evidence: see the choices of `level`.
    end = claim.first if claim.kind == "level" else claim.last
    firsts = around if claim.kind not in OF_DAYS else np.array([0])
    earlier = around[: shift + 1]
    axes = [levels.number(claim.first) + firsts, levels.number(end) + earlier]
    if claim.base_first is None or claim.base_last is None:
        first, last = (axis.ravel() for axis in np.meshgrid(*axes))
        return Windows(first, last)
    axes += [levels.number(claim.base_first) + around, levels.number(claim.base_last) + earlier]
    return Windows(*(axis.ravel() for axis in np.meshgrid(*axes)))
