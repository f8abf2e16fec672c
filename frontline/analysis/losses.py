"""Losses claimed by the General Staff of Ukraine, and losses for ground where a clear gain allows it."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from frontline.analysis.evidence import MAIN, Evidence
from frontline.analysis.reading import REDRAW_NOISE_KM2
from frontline.analysis.redraws import Redraw, find_redraws, gain_without_redraws
from frontline.analysis.series import ONE_DAY, Gain, MeasuredSeries
from frontline.analysis.windows import Window, month_ends, quarters
from frontline.numbers import Number

LONGEST = ("isw_published", "deepstate_archive")
"""Each mapper's series that reaches back furthest."""

ADDED = ("general_staff", "losses_correction", "theatre")

FindRedraws = Callable[[MeasuredSeries, MeasuredSeries], Sequence[Redraw]]


def monthly_losses(claimed: MeasuredSeries, since: dt.date, as_of: dt.date) -> "pd.Series[float]":
    """Return the claimed losses of each month, people; the last month may be a part."""
    return claimed.gains(month_ends(since, as_of)).dropna()


def added_for_earlier_days(evidence: Evidence, window: Window) -> dict[dt.date, float]:
    """Return by day what the claimant added to the counts of a window for earlier days, people.

    The claimed losses hold it already; it is told of the day of its addition, as no source says of which it is.
    """
    if ADDED not in evidence.measured:
        return {}
    rows = evidence.measured.series(*ADDED)
    days = rows.index.to_numpy().astype("datetime64[D]").tolist()
    return {day: value for day, value in zip(days, rows.tolist(), strict=True) if window.first <= day <= window.last}


@dataclass(frozen=True)
class ForGround:
    """Claimed losses and the gain of one quarter on one map; `per_km2` is None where the gain is not clear.

    `least` is the smaller of the gain (km²) and of what is left of it without the map’s own redraw candidates.
    """

    window: Window
    losses: Gain
    gain: Gain
    least: float

    @property
    def clear(self) -> bool:
        """Whether the gain is more than redraws of the map can make, with its redraw candidates and without."""
        return self.least > REDRAW_NOISE_KM2

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


def by_quarter(evidence: Evidence, claimed: MeasuredSeries, window: Window) -> list[list[ForGround]]:
    """Return losses and gain of each whole quarter on the maps that a report shows.

    What is a redraw candidate is told by both mappers' maps, whichever of them the report shows.
    """
    lines = [line for line in evidence.territory() if line.id in LONGEST]
    judges = [line for name in LONGEST if (line := evidence.find(name, MAIN[name], evidence.region))]
    return losses_for_ground(claimed, lines, window, judges, evidence.redraws)


def losses_for_ground(
    claimed: MeasuredSeries,
    lines: Sequence[MeasuredSeries],
    window: Window,
    judges: Sequence[MeasuredSeries] = (),
    found: FindRedraws = find_redraws,
) -> list[list[ForGround]]:
    """Return, for each whole quarter of a window, losses and gain on each line that covers it.

    `judges` are the maps that tell redraw candidates, `found` the steps of either of two that the other lacks.
    """
    rows = []
    for quarter in quarters(window.first, window.last):
        if claimed.covers(quarter.first, quarter.last):
            losses = claimed.gain(quarter.first, quarter.last)
            there = [line for line in lines if line.covers(quarter.first, quarter.last)]
            rows.append([_for_ground(losses, line.gain(quarter.first, quarter.last), judges, found) for line in there])
    return [row for row in rows if row]


def _for_ground(losses: Gain, gain: Gain, judges: Sequence[MeasuredSeries], found: FindRedraws) -> ForGround:
    line = gain.series
    others = [other for other in judges if (line.mapper == "ISW") != (other.mapper == "ISW")]
    left = [gain_without_redraws(line, other, gain.first, gain.last, found(line, other)).value for other in others]
    return ForGround(Window(gain.first, gain.last), losses, gain, min([gain.value, *left]))


def lines_of(rows: Sequence[Sequence[ForGround]]) -> list[MeasuredSeries]:
    """Return the lines that some quarter has a gain of."""
    return list({entry.gain.series.id: entry.gain.series for row in rows for entry in row}.values())


def left_out(rows: Sequence[Sequence[ForGround]], window: Window) -> list[Window]:
    """Return the runs of days of a window that belong to none of the quarters told."""
    gaps, first = [], window.first
    for quarter in (row[0].window for row in rows):
        gaps.append((first, quarter.first - ONE_DAY))
        first = quarter.last + ONE_DAY
    return [Window(start, end) for start, end in [*gaps, (first, window.last)] if start <= end]
