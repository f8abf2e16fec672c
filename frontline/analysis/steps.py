"""Steps of one map that another map lacks: the arithmetic, on arrays of daily levels.

Both maps are read day by day on the same days. For every run of one to `SPAN` days a map's change is set against
the other's largest change in the same direction over as many days, up to `LAG` days earlier or later, because two
mappers date one event differently. What that leaves is unexplained. Noise is what the two changes differ by on usual
days: the median absolute deviation of their difference, scaled to a standard deviation, over the year around the
day, as the front was faster and the maps further apart in some years than in others. A median does not move for the
few days on which a map is redrawn, so the steps looked for do not hide themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

SPAN = 4
"""Days over which one redraw may be spread: longer changes cannot be told from an offensive."""
LAG = 3
"""Days by which two mappers may date one event apart."""
NOISE_DAYS = 365
"""Days around a day from which its noise is told."""
ENOUGH_DAYS = 30
"""Days without which there is no telling what is usual."""
NOISE_MULTIPLE = 6.0
"""A step must pass this many times the noise: the differences have long tails, as maps are drawn in batches."""
SMALLEST_KM2 = 50.0
"""Smaller steps are left alone: they move no total that a reader would quote."""
LACKING = 0.5
"""The share of a step that the other map must lack; below it both show the event and draw it differently."""

TO_DEVIATION = 1.4826  # a median absolute deviation in standard deviations of a normal distribution
_SHIFTS = np.array(sorted(range(-LAG, LAG + 1), key=abs))  # the nearest days first, so that they win a tie

Levels = npt.NDArray[np.floating[Any]]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]


def noise(difference: Levels) -> Levels:
    """Return the robust scale of a difference of daily changes (km²) around each day; NaN where too few days tell."""
    values = pd.Series(difference)
    usual = values.rolling(NOISE_DAYS, center=True, min_periods=ENOUGH_DAYS).median()
    apart = (values - usual).abs()
    return TO_DEVIATION * apart.rolling(NOISE_DAYS, center=True, min_periods=ENOUGH_DAYS).median().to_numpy()


def closest(step: Levels, other: Levels) -> tuple[Levels, Places]:
    """Return what of each step the other map shows within `LAG` days, and how many days later it does.

    The share lies between nothing (the other map moves the other way) and the whole step.
    """
    direction = np.sign(step)[:, None]
    near = np.lib.stride_tricks.sliding_window_view(np.pad(other, LAG, constant_values=np.nan), 2 * LAG + 1)
    alike = (near * direction)[:, _SHIFTS + LAG]
    place = np.where(np.isnan(alike), -np.inf, alike).argmax(axis=1)
    most = np.take_along_axis(alike, place[:, None], axis=1)[:, 0]
    return direction[:, 0] * np.clip(most, 0, np.abs(step)), _SHIFTS[place]


@dataclass(frozen=True)
class Steps:
    """Steps of one map, a place each: what another map lacks of them.

    `base` and `end` are the places of a step's levels, `later` the days by which the other map's closest change is
    later, `shown` what it shows of the step; `unexplained` is the rest, `noise` what is usual (all three km²).
    """

    base: Places
    end: Places
    later: Places
    shown: Levels
    unexplained: Levels
    noise: Levels

    def at(self, places: Places) -> "Steps":
        """Return some of the steps, in the order asked for."""
        return Steps(*(getattr(self, part.name)[places] for part in fields(self)))


def noises(own: Levels, other: Levels) -> list[Levels]:
    """Return the noise of changes over one to `SPAN` days; it is the same whichever of two maps is asked about."""
    apart = [own[days:] - own[:-days] - (other[days:] - other[:-days]) for days in _spans(own)]
    return [noise(difference) for difference in apart]


def lacking(own: Levels, other: Levels, measured: Flags, usual: Sequence[Levels]) -> Steps:
    """Return the large steps of `own` over one to `SPAN` days that `other` lacks, whether or not they pass noise.

    Levels are km² on the same two days or more in a row; `measured` tells on which days `own` has a row, as a step can
    only be dated between two of them; `usual` is what `noises` tells of the two maps.
    """
    found = [_lacking_over(days, own, other, measured, usual[days - 1]) for days in _spans(own)]
    return Steps(*(np.concatenate([getattr(one, part.name) for one in found]) for part in fields(Steps)))


def _spans(levels: Levels) -> range:
    return range(1, min(SPAN, len(levels) - 1) + 1)


def _lacking_over(days: int, own: Levels, other: Levels, measured: Flags, usual: Levels) -> Steps:
    step, there = own[days:] - own[:-days], other[days:] - other[:-days]
    shown, later = closest(step, there)
    unexplained = np.abs(step - shown)
    large = (unexplained >= SMALLEST_KM2) & (unexplained >= LACKING * np.abs(step))
    ends = np.flatnonzero(measured[days:] & measured[:-days] & large)
    return Steps(ends, ends + days, later[ends], shown[ends], unexplained[ends], usual[ends])


def steps(found: Steps, multiple: float = NOISE_MULTIPLE) -> Steps:
    """Return which of the steps that `lacking` found pass `multiple` times the noise, none overlapping, in order.

    Of runs of days that overlap, the one that passes noise by most tells the step.
    """
    beyond = found.unexplained - multiple * found.noise
    passing = np.flatnonzero(beyond > 0)
    taken: set[int] = set()
    kept = []
    for place in passing[np.argsort(-beyond[passing], kind="stable")].tolist():
        run = range(int(found.base[place]) + 1, int(found.end[place]) + 1)
        if taken.isdisjoint(run):
            taken.update(run)
            kept.append(place)
    return found.at(np.array(sorted(kept, key=lambda place: int(found.end[place])), dtype=np.int64))
