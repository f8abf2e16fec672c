"""Kursk: held, held plus grey and regained over time, with what was stated about them."""

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
from frontline.prose.words import area, credited, foot

STATED = ("Stated, km²", "Of what", "Credited to", "Figure")
OF_WHAT = {"area_held": "held", "area_peak": "largest held", "area_regained": "regained"}
COLOURS = {"held": ORANGE, "held_and_grey": PLUM, "regained": BLUE}


def kursk_area(lines: Sequence[MeasuredSeries], stated: Sequence[Statement], window: Window) -> Chart | None:
    """Draw the areas (km²) as lines and every stated area as a point or interval, marked by who stated it."""
    told = [(line, line.values[pd.Timestamp(window.first) : pd.Timestamp(window.last)]) for line in lines]
    told = [(line, values[values.ne(0).cummax()]) for line, values in told if (values > 0).any()]
    if not told:
        return None
    first = min(values.index[0] for _, values in told).date() - dt.timedelta(days=7)
    fig, (axes,) = figure(4.1)
    ends = []
    for line, values in told:
        colour = COLOURS[line.quantity]
        axes.plot(values.index, values, color=colour, drawstyle="steps-post")
        ends.append((values.index[-1], float(values.iloc[-1]), line.label, colour))
    for statement in stated:
        _point(axes, statement)
    grid(axes)
    date_axis(axes, max(first, window.first), window.last)
    axes.set_ylim(bottom=0)
    line_names(axes, ends)
    _key(axes, stated)
    measured = _rows(told, len(STATED) if stated else 0)
    return Chart(
        id="kursk-area",
        title=_finding(told),
        subtitle="Area in Kursk oblast, km². Held: marked as held by Ukraine; grey: status unknown; regained: marked "
        "as taken back by Russian forces. A line through a stated figure: what its words allow, "
        "where both ends are told"
        + ("; filled: stated as regained, open: as held." if any(_face(one) != PAPER for one in stated) else "."),
        foot=foot(line for line, _ in told) + " Stated figures: the ledger, by page and origin.",
        alt=_alt(told, stated),
        figure=fig,
        columns=["Day", *(f"{line.label}, km²" for line, _ in told), *(STATED if stated else ())],
        rows=[*measured, *_stated_rows(stated, len(told))],
        marks=_marks(axes, measured, stated, len(told)),
    )


def _point(axes: Axes, statement: Statement) -> None:
    interval, day = statement.interval, float(mdates.date2num(statement.day))  # type: ignore[no-untyped-call]
    low = interval.low if np.isfinite(interval.low) else statement.value
    high = interval.high if np.isfinite(interval.high) else statement.value
    axes.plot([day, day], [low, high], color=MUTED, linewidth=0.8, zorder=4)
    axes.plot(
        [day],
        [statement.value],
        SIDES[party(statement)][1],
        markersize=4.6,
        markerfacecolor=_face(statement),
        markeredgecolor=INK,
        markeredgewidth=1.0,
        zorder=5,
    )


def _face(statement: Statement) -> str:
    """Return what fills the mark of a stated area: the colour of what was regained, paper for what was held."""
    return COLOURS["regained"] if statement.figure.quantity == "area_regained" else PAPER


def _key(axes: Axes, stated: Sequence[Statement]) -> None:
    names = {"ukraine": "stated by the Ukrainian side", "russia": "by the Russian side", "other": "by others"}
    present = [side for side in names if any(party(statement) == side for statement in stated)]
    for side in present:
        axes.plot([], [], SIDES[side][1], markersize=4.6, markerfacecolor=PAPER, markeredgecolor=INK, label=names[side])
    if any(_face(statement) != PAPER for statement in stated):
        face = COLOURS["regained"]
        axes.plot([], [], "o", markersize=4.6, markerfacecolor=face, markeredgecolor=INK, label="filled: regained")
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
        lines.append(f"{len(stated)} stated figures of {origins(stated)} origins lie at {span}.")
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
            OF_WHAT[one.figure.quantity],
            credited(one),
            figure_cell(one),
        ]
        for one in stated
    ]


def _marks(axes: Axes, measured: Sequence[Sequence[Any]], stated: Sequence[Statement], lines: int) -> list[Marks]:
    days = pd.DatetimeIndex([row[0] for row in measured])
    points = pd.DatetimeIndex([one.day for one in stated])
    beside = range(len(measured), len(measured) + len(stated))
    return [
        *(Marks(axes, days, [row[column] for row in measured]) for column in range(1, lines + 1)),
        Marks(axes, points, [one.value for one in stated], beside),
    ]
