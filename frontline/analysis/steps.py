"""Steps of one map that another map lacks: the arithmetic, on arrays of daily levels.

Both maps are read day by day on the same days. For every run of one to `SPAN` days a map's change is set against
the other's largest change in the same direction over as many days, up to `LAG` days earlier or later, because two
mappers date one event differently. What that leaves is unexplained. Noise is what the two changes differ by on usual
days: the median absolute deviation of their difference, scaled to a standard deviation, over the year around the
day, as the front was faster and the maps further apart in some years than in others. A median does not move for the
few days on which a map is redrawn, so the steps looked for do not hide themselves.
"""

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


def noise(difference: Levels) -> Levels:
    """Return the robust scale of a difference of daily changes (km²) around each day; NaN where too few days tell."""
    values = pd.Series(difference)
    usual = values.rolling(NOISE_DAYS, center=True, min_periods=ENOUGH_DAYS).median()
    apart = (values - usual).abs()
    return TO_DEVIATION * apart.rolling(NOISE_DAYS, center=True, min_periods=ENOUGH_DAYS).median().to_numpy()


def closest(step: Levels, other: Levels) -> tuple[Levels, npt.NDArray[np.int64]]:
    """Return what of each step the other map shows within `LAG` days, and how many days later it does.

    The share lies between nothing (the other map moves the other way) and the whole step.
    """
    direction = np.sign(step)[:, None]
    near = np.lib.stride_tricks.sliding_window_view(np.pad(other, LAG, constant_values=np.nan), 2 * LAG + 1)
    alike = (near * direction)[:, _SHIFTS + LAG]
    place = np.where(np.isnan(alike), -np.inf, alike).argmax(axis=1)
    most = np.take_along_axis(alike, place[:, None], axis=1)[:, 0]
    return direction[:, 0] * np.clip(most, 0, np.abs(step)), _SHIFTS[place]


def lacking(own: Levels, other: Levels, measured: Flags) -> pd.DataFrame:
    """Return the large steps of `own` over one to `SPAN` days that `other` lacks, whether or not they pass noise.

    Levels are km² on the same two days or more in a row; `measured` tells on which days `own` has a row, as a step can
    only be dated between two of them. Columns: `base` and `end` (places of the step's levels), `later` (days by which
    the other map's closest change is later; its share is `shown`), `unexplained` and `noise` (all three km²).
    """
    spans = range(1, min(SPAN, len(own) - 1) + 1)
    return pd.concat([_lacking_over(days, own, other, measured) for days in spans], ignore_index=True)


def _lacking_over(days: int, own: Levels, other: Levels, measured: Flags) -> pd.DataFrame:
    step, there = own[days:] - own[:-days], other[days:] - other[:-days]
    shown, later = closest(step, there)
    unexplained, scale = np.abs(step - shown), noise(step - there)
    large = (unexplained >= SMALLEST_KM2) & (unexplained >= LACKING * np.abs(step))
    ends = np.flatnonzero(measured[days:] & measured[:-days] & large)
    columns = {"base": ends, "end": ends + days, "later": later[ends], "shown": shown[ends]}
    return pd.DataFrame(columns | {"unexplained": unexplained[ends], "noise": scale[ends]})


def steps(found: pd.DataFrame, multiple: float = NOISE_MULTIPLE) -> pd.DataFrame:
    """Return which of the steps that `lacking` found pass `multiple` times the noise, none overlapping, in order.

    Of runs of days that overlap, the one that passes noise by most tells the step.
    """
    beyond = found["unexplained"] - multiple * found["noise"]
    order = beyond[beyond > 0].sort_values(ascending=False, kind="stable").index
    taken: set[int] = set()
    kept = []
    for place, base, end in zip(order, found["base"][order], found["end"][order], strict=True):
        run = range(base + 1, end + 1)
        if taken.isdisjoint(run):
            taken.update(run)
            kept.append(place)
    return found.loc[kept].sort_values("end").reset_index(drop=True)
