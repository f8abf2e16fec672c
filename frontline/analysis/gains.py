"""Gains by month, within each year, by day and by oblast."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from frontline.analysis.evidence import Evidence
from frontline.analysis.series import DECIMALS, ONE_DAY, Gain, MeasuredSeries
from frontline.analysis.windows import Window, month_ends, year

PACE_DAYS = 30
TRAILING = pd.Timedelta(days=PACE_DAYS)


def monthly(lines: Sequence[MeasuredSeries], since: dt.date, as_of: dt.date) -> pd.DataFrame:
    """Return the gain of each month (km²), a column a series by its label; the last month may be a part."""
    borders = month_ends(since, as_of)
    return pd.DataFrame({line.gain_label: line.gains(borders) for line in lines})


def pace(line: MeasuredSeries, since: dt.date, as_of: dt.date) -> "pd.Series[float]":
    """Return the gain of the 30 days up to each day, a day (km²/day): a month's redraws weigh little in it.

    Where a border has no row of its own, the gain is that of the days between the rows that tell the borders.
    """
    days = pd.date_range(max(since, line.first), min(as_of, line.last), freq="D")
    gained = (line.levels(days) - line.at(days - TRAILING)).round(DECIMALS) * line.towards
    return (gained / _between(line, days)).dropna()


def paced_unevenly(line: MeasuredSeries, days: pd.DatetimeIndex) -> bool:
    """Tell whether the pace of some of these days is that of more or fewer days than 30."""
    return bool((_between(line, days) != PACE_DAYS).any())


def _between(line: MeasuredSeries, days: pd.DatetimeIndex) -> pd.Index:
    """Return how many days lie between the rows that tell the borders of each day's pace; NaN where one is none."""
    return (line.rows_of(days) - line.rows_of(days - TRAILING)).days


@dataclass(frozen=True)
class YearLine:
    """What one series accumulated within a year: `values` (km²) by day of the year, from 0 on the eve."""

    series: MeasuredSeries
    year: int
    values: "pd.Series[float]"


def within_years(lines: Sequence[MeasuredSeries], since: dt.date, as_of: dt.date) -> list[YearLine]:
    """Return, for each mapper and year, the accumulated gain by the series that covers most of the year.

    Series of one mapper are never spliced: a year is told by one of them.
    """
    told = []
    for number in range(since.year, as_of.year + 1):
        window = Window(year(number).first, min(year(number).last, as_of))
        for mapper in dict.fromkeys(line.mapper for line in lines):
            best = _most_of(window, [line for line in lines if line.mapper == mapper])
            if best is not None:
                told.append(YearLine(best, number, _accumulated(best, window)))
    return told


def _most_of(window: Window, lines: Sequence[MeasuredSeries]) -> MeasuredSeries | None:
    starting = [line for line in lines if line.has(window.first - ONE_DAY) and line.last > window.first]
    return max(starting, key=lambda line: min(line.last, window.last), default=None)


def _accumulated(line: MeasuredSeries, window: Window) -> "pd.Series[float]":
    days = pd.date_range(window.first - ONE_DAY, min(window.last, line.last), freq="D")
    levels = line.levels(days)
    gained = ((levels - levels.iloc[0]) * line.towards).round(DECIMALS)
    gained.index = pd.RangeIndex(len(gained))
    return gained


def of_the_country(evidence: Evidence, window: Window) -> Gain | None:
    """Return what the series that tells oblasts apart gives for all of Ukraine; None where it does not cover that."""
    line = evidence.shown("deepstate", "control", "ukraine")
    return line.gain(window.first, window.last) if line and line.covers(window.first, window.last) else None


def by_oblast(evidence: Evidence, window: Window) -> tuple[list[Gain], Window]:
    """Return DeepState's gain of each oblast, largest first, and the days they cover.

    Only its daily polygons tell oblasts apart; a window that begins before them is cut to where they begin. A report
    on one oblast shows it among the others; one on a region that is none of them shows none.
    """
    regions = [region.id for region in evidence.ledger.regions.values() if region.kind == "oblast"]
    lines = [line for region in regions if (line := evidence.shown("deepstate", "control", region))]
    if evidence.region not in ("ukraine", *(line.region for line in lines)) or not lines:
        return [], window
    first = max(window.first, min(line.first for line in lines) + ONE_DAY)
    last = min(window.last, max(line.last for line in lines))
    gains = [line.gain(first, last) for line in lines if first <= last and line.covers(first, last)]
    return sorted(gains, key=lambda gain: -gain.value), Window(first, max(first, last))
