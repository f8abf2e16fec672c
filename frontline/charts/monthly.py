"""Gain of each month, a panel a mapper, with the events that matter."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from frontline.analysis.gains import monthly
from frontline.analysis.series import MeasuredSeries
from frontline.analysis.windows import Window
from frontline.charts.chart import Chart
from frontline.charts.look import BY_MAPPER, GRID, INK, MUTED, SIZE, figure, grid, panel_title
from frontline.charts.months import month_axis
from frontline.ledger import Event
from frontline.prose.words import area, definition, foot, listed

LEVELS = 4  # event names stand on this many lines, so that neighbours do not touch


def monthly_gains(lines: Sequence[MeasuredSeries], window: Window, events: Sequence[Event]) -> Chart | None:
    """Draw the net gain of each month; the longest series of a mapper as bars, another as dots beside them."""
    frame = monthly(lines, window.first, window.last).dropna(how="all")
    frame = frame.loc[:, frame.notna().any()]
    drawn = [line for line in lines if line.label in frame]
    if not drawn:
        return None
    mappers = list(dict.fromkeys(line.mapper for line in drawn))
    fig, panels = figure(0.5 + 1.75 * len(mappers) + 0.15 * LEVELS, rows=len(mappers), sharex=True, sharey=True)
    for axes, mapper in zip(panels, mappers, strict=True):
        _panel(axes, mapper, [line for line in drawn if line.mapper == mapper], frame)
    month_axis(panels[-1], pd.DatetimeIndex(frame.index))
    _name_events(panels, frame.index, events)
    return Chart(
        id="monthly-gains",
        title=_finding(drawn, frame),
        subtitle=f"Net gain of each month, km². {definition(drawn)}. {_partial(window)}",
        foot=foot(drawn),
        alt=_alt(drawn, frame),
        figure=fig,
        columns=["Month", *frame.columns],
        rows=[
            [f"{day:%Y-%m}", *(None if pd.isna(v) else float(v) for v in row)]
            for day, row in zip(frame.index, frame.to_numpy(), strict=True)
        ],
    )


def _panel(axes: Axes, mapper: str, lines: Sequence[MeasuredSeries], frame: pd.DataFrame) -> None:
    colour = BY_MAPPER[mapper]
    places = np.arange(len(frame))
    bars, *dots = lines
    axes.bar(places, frame[bars.label], width=0.72, color=colour, linewidth=0)
    for line in dots:
        axes.plot(
            places, frame[line.label], "o", color=INK, markersize=3.2, markeredgecolor="#ffffff", markeredgewidth=0.6
        )
    axes.axhline(0, color=MUTED, linewidth=0.8)
    grid(axes)
    beside = f"  ·  dots: {listed([line.label for line in dots])}" if dots else ""
    panel_title(axes, f"{bars.label}{beside}", colour)


def _name_events(panels: Sequence[Axes], index: pd.Index, events: Sequence[Event]) -> None:
    starts = index - pd.offsets.MonthBegin(1)
    for number, event in enumerate(events):
        day = pd.Timestamp(event.day)
        place = float(np.searchsorted(index, day)) - 0.5 + (day.day - 1) / 31
        if not starts[0] <= day <= index[-1]:
            continue
        for axes in panels:
            axes.axvline(place, color=GRID, linewidth=0.9, zorder=0)
        height = 1.16 + 0.115 * (LEVELS - 1 - number % LEVELS)
        side = "right" if place > 0.8 * len(index) else "left"
        panels[0].annotate(
            event.name,
            (place, 1.0),
            (place, height),
            xycoords=("data", "axes fraction"),
            textcoords=("data", "axes fraction"),
            ha=side,
            va="bottom",
            fontsize=SIZE - 1,
            color=MUTED,
            arrowprops={"arrowstyle": "-", "color": GRID, "linewidth": 0.9, "shrinkA": 0, "shrinkB": 0},
        )


def _finding(lines: Sequence[MeasuredSeries], frame: pd.DataFrame) -> str:
    lead = lines[0]
    top = frame[lead.label].idxmax()
    if len({line.mapper for line in lines}) > 1:
        other = next(line for line in lines if line.mapper != lead.mapper)
        same = frame[other.label].idxmax() == top
        also = (
            "on both maps"
            if same
            else f"on {lead.mapper}’s map, {frame[other.label].idxmax():%B %Y} on {other.mapper}’s"
        )
        return f"{top:%B %Y} brought the largest gain of these months {also}"
    return (
        f"{top:%B %Y} brought the largest gain of these months: {area(frame[lead.label].max())} on {lead.mapper}’s map"
    )


def _partial(window: Window) -> str:
    whole = (pd.Timestamp(window.last) + pd.offsets.MonthEnd(0)).date() == window.last
    return "" if whole else f"The last month is counted to {window.last.day} {window.last:%B}."


def _alt(lines: Sequence[MeasuredSeries], frame: pd.DataFrame) -> str:
    told = []
    for line in lines:
        column = frame[line.label].dropna()
        low, high = column.idxmin(), column.idxmax()
        told.append(
            f"{line.label}: from {column.index[0]:%B %Y} to {column.index[-1]:%B %Y} between {area(column.min())} "
            f"({low:%B %Y}) and {area(column.max())} ({high:%B %Y}), last {area(column.iloc[-1])}"
        )
    return "Bars of the net gain of each month. " + ". ".join(told) + "."
