"""Losses claimed by the General Staff of Ukraine, and losses for ground where a clear gain allows it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from frontline.analysis.readings import REDRAW_NOISE_KM2
from frontline.analysis.series import Gain, MeasuredSeries
from frontline.analysis.windows import Window, month_ends, quarters
from frontline.numbers import Number


def monthly_losses(claimed: MeasuredSeries, since: dt.date, as_of: dt.date) -> "pd.Series[float]":
    """Return the claimed losses of each month, people; the last month may be a part."""
    return claimed.gains(month_ends(since, as_of)).dropna()


@dataclass(frozen=True)
class ForGround:
    """Claimed losses and the gain of one quarter on one map; `per_km2` is None where the gain is not clear."""

    window: Window
    losses: Gain
    gain: Gain

    @property
    def clear(self) -> bool:
        """Whether the gain is well above what redraws of the map can make."""
        return self.gain.value > REDRAW_NOISE_KM2

    def per_km2(self) -> Number | None:
        """Return claimed losses per km² gained, where the gain is clear."""
        if not self.clear:
            return None
        name = f"losses-for-ground-{self.gain.key}"
        inputs = (*self.losses.inputs, *self.gain.inputs)
        formula = f"({_lettered(self.losses, 'L')}) ÷ ({_lettered(self.gain, 'A')})"
        return Number(name, self.losses.value / self.gain.value, "people_per_km2", "computed", inputs, formula)


def _lettered(gain: Gain, letter: str) -> str:
    """Return a formula in a letter of its own, as losses and area have the same days."""
    return gain.formula.replace("S(", f"{letter}(")


def losses_for_ground(
    claimed: MeasuredSeries, lines: Sequence[MeasuredSeries], window: Window
) -> list[list[ForGround]]:
    """Return, for each whole quarter of a window, losses and gain on each line that covers it."""
    rows = []
    for quarter in quarters(window.first, window.last):
        if claimed.covers(quarter.first, quarter.last):
            losses = claimed.gain(quarter.first, quarter.last)
            rows.append(
                [
                    ForGround(quarter, losses, line.gain(quarter.first, quarter.last))
                    for line in lines
                    if line.covers(quarter.first, quarter.last)
                ]
            )
    return [row for row in rows if row]
