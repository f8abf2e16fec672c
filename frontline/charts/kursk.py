"""Kursk: held, held plus grey and regained over time, with what was stated to be held."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from frontline.analysis.days import highest_day
from frontline.analysis.series import MeasuredSeries
from frontline.analysis.statements import Statement, origins, party
from frontline.analysis.windows import Window, day_text
from frontline.charts.axes import date_axis
from frontline.charts.chart import Cell, Chart
from frontline.charts.labels import key_above, line_names
from frontline.charts.look import BLUE, INK, MUTED, ORANGE, PAPER, PLUM, figure, grid
from frontline.charts.marks import Marks
from frontline.charts.stated import SIDES, figure_cell
from frontline.numbers import shown
from frontline.prose.words import area, credited, foot, listed, many

STATED = ("Stated as held, km²", "Of a day from", "Credited to", "Figure")
HELD = "area_held"
"""The quantity that is a level on a day; a peak or a gain is of a span of days, and has no place among levels."""
MARK = 4.6  # points
HEIGHT = 4.1  # inches
CAP = 4.0  # points: the ends of an interval
COLOURS = {"held": ORANGE, "held_and_grey": PLUM, "regained": BLUE}


def kursk_area(lines: Sequence[MeasuredSeries], stated: Sequence[Statement], window: Window) -> Chart | None:
    """Draw the areas (km²) as lines and every area stated as held as a point or interval, marked by who stated it.

    Largest areas and gains, which are stated of spans of days, are counted in the subtitle and not drawn.
    """
    told = [(line, line.values[pd.Timestamp(window.first) : pd.Timestamp(window.last)]) for line in lines]
    told = [(line, values[values.ne(0).cummax()]) for line, values in told if (values > 0).any()]
    if not told:
        return None
    first = min(values.index[0] for _, values in told).date() - dt.timedelta(days=7)
    fig, (axes,) = figure(HEIGHT)
    ends = []
    for line, values in told:
        colour = COLOURS[line.quantity]
        axes.plot(values.index, values, color=colour, drawstyle="steps-post")
        ends.append((values.index[-1], float(values.iloc[-1]), line.label, colour))
    start = max(first, window.first)
    levels = [one for one in stated if one.figure.quantity == HELD and start <= one.day <= window.last]
    places = [_place(one) for one in levels]
    for statement, place in zip(levels, places, strict=True):
        _point(axes, statement, place)
    grid(axes)
    date_axis(axes, start, window.last)
    axes.set_ylim(bottom=0)
    line_names(axes, ends)
    _key(axes, levels)
    measured = _rows(told, len(STATED) if levels else 0)
    return Chart(
        id="kursk-area",
        title=_finding(told),
        subtitle="Area in Kursk oblast, km². Held: marked as held by Ukraine; grey: status unknown; regained: marked "
        "as taken back by Russian forces." + _stated_how(levels) + _left_out(stated),
        foot=foot(line for line, _ in told) + (" Stated figures: the ledger, by page and origin." if levels else ""),
        alt=_alt(told, levels),
        figure=fig,
        columns=["Day", *(f"{line.label}, km²" for line, _ in told), *(STATED if levels else ())],
        rows=[*measured, *_stated_rows(levels, len(told))],
        marks=_marks(axes, measured, levels, places, len(told)),
    )


def _stated_how(levels: Sequence[Statement]) -> str:
    """Say how stated areas are drawn, as far as there are any."""
    if not levels:
        return ""
    words = " A capped line through a stated figure: what its words allow, where both ends are told"
    if any(one.figure.first < one.figure.last for one in levels):
        words += "; a line across: it is of some day in these"
    return f"{words}. Marks stand on their days and may overlap."


def _left_out(stated: Sequence[Statement]) -> str:
    """Say what was stated of spans of days, and is not drawn on an axis of levels."""
    peaks = sum(one.figure.quantity == "area_peak" for one in stated)
    gains = sum(one.figure.quantity == "area_regained" for one in stated)
    told = [f"{many(peaks, 'largest area')} held"] if peaks else []
    told += [f"{many(gains, 'area')} regained"] if gains else []
    return f" Not drawn, as stated of spans of days: {listed(told)}; the table has them." if told else ""


def _place(statement: Statement) -> float:
    """Return where a statement stands: on its day, or in the middle of its days."""
    return float(np.mean(_days(statement)))


def _days(statement: Statement) -> "Sequence[float]":
    """Return the first and the last day that a statement is of, as an axis counts them."""
    return [float(day) for day in mdates.date2num([statement.figure.first, statement.figure.last])]  # type: ignore[no-untyped-call]


def _ends(statement: Statement) -> tuple[float, float]:
    """Return the ends of what the words of a statement allow, its number where an end is not told."""
    low, high = statement.interval.low, statement.interval.high
    return (low if np.isfinite(low) else statement.value), (high if np.isfinite(high) else statement.value)


def _point(axes: Axes, statement: Statement, place: float) -> None:
    low, high = _ends(statement)
    if low < high:
        axes.plot([place] * 2, [low, high], "_-", color=MUTED, linewidth=0.8, markersize=CAP, zorder=4)
    if statement.figure.first < statement.figure.last:
        axes.plot(_days(statement), [statement.value] * 2, color=MUTED, linewidth=0.8, zorder=4)
    shape = SIDES[party(statement)][1]
    # Paper beneath every mark hides the lines that run through it, but no mark that it lies over.
    axes.plot([place], [statement.value], shape, color=PAPER, markersize=MARK - 1, markeredgewidth=0, zorder=4.5)
    axes.plot(
        [place],
        [statement.value],
        shape,
        markersize=MARK,
        markerfacecolor="none",
        markeredgecolor=INK,
        markeredgewidth=1.0,
        zorder=5,
    )


def _key(axes: Axes, stated: Sequence[Statement]) -> None:
    names = {"ukraine": "stated by the Ukrainian side", "russia": "by the Russian side", "other": "by others"}
    present = [side for side in names if any(party(statement) == side for statement in stated)]
    for side in present:
        axes.plot(
            [], [], SIDES[side][1], markersize=MARK, markerfacecolor="none", markeredgecolor=INK, label=names[side]
        )
    if present:
        key_above(axes)


def _finding(told: Sequence[tuple[MeasuredSeries, "pd.Series[float]"]]) -> str:
    values = {line.quantity: series for line, series in told}
    lead = values.get("held")
    if lead is None:
        only = next(iter(values.values()))
        day = day_text(only.index[-1].date())
        return f"Russian forces had regained {area(only.iloc[-1])} in Kursk by {day} on ISW’s map"
    share = 100 * (1 - lead.iloc[-1] / lead.max()) if lead.max() else 0.0
    return (
        f"Ukraine held {area(lead.iloc[-1])} of Kursk on {day_text(lead.index[-1].date())}, {shown(share)}% below "
        f"the peak of {area(lead.max())}, on DeepState’s map"
    )


def _alt(told: Sequence[tuple[MeasuredSeries, "pd.Series[float]"]], stated: Sequence[Statement]) -> str:
    lines = [
        f"{line.label}: highest {area(values.max())} ({day_text(highest_day(values))}), last {area(values.iloc[-1])}."
        for line, values in told
    ]
    if stated:
        span = f"{area(min(s.value for s in stated))} to {area(max(s.value for s in stated))}"
        lines.append(f"{len(stated)} figures stated as held, of {origins(stated)} origins, lie at {span}.")
    return "Lines over time. " + " ".join(lines)


def _rows(told: Sequence[tuple[MeasuredSeries, "pd.Series[float]"]], more: int) -> list[list[str | float | None]]:
    """Return the lines' values week by week, and so many empty cells behind them."""
    table = pd.DataFrame({line.label: values for line, values in told}).ffill()
    weekly = table.iloc[[*range(0, len(table) - 1, 7), len(table) - 1]]
    return [
        [f"{day:%Y-%m-%d}", *(None if pd.isna(v) else float(v) for v in row), *[None] * more]
        for day, row in zip(weekly.index, weekly.to_numpy(), strict=True)
    ]


def _stated_rows(stated: Sequence[Statement], lines: int) -> list[list[Cell]]:
    return [
        [
            f"{one.day}",
            *[None] * lines,
            one.value,
            f"{one.figure.first}",
            credited(one),
            figure_cell(one),
        ]
        for one in stated
    ]


def _marks(
    axes: Axes, measured: Sequence[Sequence[Any]], stated: Sequence[Statement], places: Sequence[float], lines: int
) -> list[Marks]:
    days = pd.DatetimeIndex([row[0] for row in measured])
    beside = range(len(measured), len(measured) + len(stated))
    return [
        *(Marks(axes, days, [row[column] for row in measured]) for column in range(1, lines + 1)),
        Marks(axes, places, [one.value for one in stated], beside),
    ]
