"""Gain of each month, a panel a mapper, with the events that matter."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from frontline.analysis.days import highest_day
from frontline.analysis.gains import monthly
from frontline.analysis.series import ONE_DAY, Gain, MeasuredSeries
from frontline.analysis.windows import Window, day_text
from frontline.charts.chart import Chart
from frontline.charts.look import BY_MAPPER, GRID, INK, MUTED, SIZE, figure, grid, panel_title
from frontline.charts.marks import Marks
from frontline.charts.months import SPAN, bar_width, month_axis, months_counted, pale_parts, parts_told
from frontline.ledger import Event
from frontline.prose.borders import borders_told
from frontline.prose.words import area, definition, foot, listed

PLAIN, LINE = 6.0, 11.0  # points between a panel and its name, and for each line of events' numbers between them
CLOSE = 0.03  # of the panel's width: nearer numbers would touch


def monthly_gains(lines: Sequence[MeasuredSeries], window: Window, events: Sequence[Event]) -> Chart | None:
    """Draw the net gain of each month; the longest series of a mapper as bars, another as dots beside them."""
    frame = monthly(lines, window.first, window.last).dropna(how="all")
    frame = frame.loc[:, frame.notna().any()]
    drawn = [line for line in lines if line.gain_label in frame]
    if not drawn:
        return None
    months = months_counted(pd.DatetimeIndex(frame.index), window.first)
    mappers = list(dict.fromkeys(line.mapper for line in drawn))
    named = [event for event in events if _first_day(frame) <= pd.Timestamp(event.day) <= frame.index[-1]]
    fig, panels, key = _frame(len(mappers), len(named))
    for axes, mapper in zip(panels, mappers, strict=True):
        above = PLAIN + (
            LINE * (1 + max(h for _, h in _stacked(frame.index, named))) if named and axes is panels[0] else 0
        )
        _panel(axes, [line for line in drawn if line.mapper == mapper], frame, months, above)
    month_axis(panels[-1], pd.DatetimeIndex(frame.index))
    _mark_events(panels, frame.index, named)
    if key is not None:
        _key(key, named)
    return Chart(
        id="monthly-gains",
        title=_finding(drawn, frame, months),
        subtitle=f"Net gain of each month{drawn[0].within}, km². {definition(drawn)}. "
        + _left_out(drawn, window, frame)
        + parts_told(months, drawn=True),
        foot=foot(drawn) + borders_told(_gains(drawn, frame, months)) + _read_where(named),
        alt=_alt(drawn, frame, months) + _named(named),
        figure=fig,
        columns=[*SPAN, *frame.columns],
        rows=[
            [f"{days.first}", f"{days.last}", *(None if pd.isna(v) else float(v) for v in row)]
            for days, row in zip(months, frame.to_numpy(), strict=True)
        ],
        marks=[
            Marks(axes, range(len(frame)), frame[line.gain_label])
            for axes, mapper in zip(panels, mappers, strict=True)
            for line in drawn
            if line.mapper == mapper
        ],
    )


def _frame(panels: int, events: int) -> tuple[Figure, list[Axes], Axes | None]:
    """Return a figure with a panel a mapper that share their axes, and below them room for the events' names."""
    rows = -(-events // 2)
    heights = [1.75] * panels + ([0.16 * rows] if rows else [])
    drawn, axes = figure(0.7 + sum(heights), rows=len(heights), heights=heights)
    for panel in axes[1:panels]:
        panel.sharex(axes[0])
        panel.sharey(axes[0])
    for panel in axes[: panels - 1]:
        panel.tick_params(labelbottom=False)
    return drawn, axes[:panels], axes[panels] if rows else None


def _left_out(drawn: Sequence[MeasuredSeries], window: Window, frame: pd.DataFrame) -> str:
    """Say which days before the first month drawn are measured, and fill no month."""
    first, month = max(window.first, min(line.first for line in drawn) + ONE_DAY), _first_day(frame).date()
    if first >= month:
        return ""
    gains = {line.mapper: line.gain(first, month - ONE_DAY) for line in drawn if line.covers(first, month - ONE_DAY)}
    told = listed([f"{area(gain.value)} on {mapper}’s map" for mapper, gain in gains.items()])
    return f"Left out, as no whole month: {Window(first, month - ONE_DAY).text} ({told}). "


def _first_day(frame: pd.DataFrame) -> pd.Timestamp:
    return pd.Timestamp(frame.index[0]).replace(day=1)


def _named(events: Sequence[Event]) -> str:
    told = "; ".join(f"{event.name}, {day_text(event.day)}" for event in events)
    return f" Events marked: {told}." if told else ""


def _read_where(events: Sequence[Event]) -> str:
    unread = sum(event.source is None for event in events)
    days = "this day" if len(events) == 1 else "any of these days"
    if unread == 0:
        told = "each with its source"
    elif unread == len(events):
        told = f"the ledger has no source for {days}"
    else:
        told = f"the ledger has no source for {unread} of these {len(events)} days"
    return f" Events: events.csv; {told}." if events else ""


def _gains(lines: Sequence[MeasuredSeries], frame: pd.DataFrame, months: Sequence[Window]) -> list[Gain]:
    """Return what is drawn with the days that tell it."""
    return [
        line.gain(days.first, days.last)
        for line in lines
        for days, value in zip(months, frame[line.gain_label], strict=True)
        if not np.isnan(value)
    ]


def _panel(
    axes: Axes, lines: Sequence[MeasuredSeries], frame: pd.DataFrame, months: Sequence[Window], above: float
) -> None:
    colour = BY_MAPPER[lines[0].mapper]
    places = np.arange(len(frame))
    bars, *dots = lines
    drawn = axes.bar(places, frame[bars.gain_label], width=bar_width(len(frame)), color=colour, linewidth=0)
    pale_parts(axes, drawn.patches, months)
    for line in dots:
        axes.plot(
            places,
            frame[line.gain_label],
            "o",
            color=INK,
            markersize=3.2,
            markeredgecolor="#ffffff",
            markeredgewidth=0.6,
        )
    axes.axhline(0, color=MUTED, linewidth=0.8)
    grid(axes)
    beside = f"  ·  dots: {listed([line.gain_label for line in dots])}" if dots else ""
    panel_title(axes, f"{bars.gain_label}{beside}", colour, above)


def _stacked(index: pd.Index, events: Sequence[Event]) -> list[tuple[float, int]]:
    """Return where each event stands among the months, and on which line its number, so that none touch."""
    stacked: list[tuple[float, int]] = []
    for event in events:
        day = pd.Timestamp(event.day)
        place = float(pd.DatetimeIndex(index).searchsorted(day)) - 0.5 + (day.day - 1) / 31
        close = bool(stacked) and place - stacked[-1][0] < CLOSE * len(index)
        stacked.append((place, (stacked[-1][1] + 1) % 3 if close else 0))
    return stacked


def _mark_events(panels: Sequence[Axes], index: pd.Index, events: Sequence[Event]) -> None:
    """Mark each event by a line and a number above the first panel; neighbours stand on alternate heights."""
    for number, (place, height) in enumerate(_stacked(index, events), start=1):
        for axes in panels:
            axes.axvline(place, color=GRID, linewidth=0.9, zorder=0)
        above, foot = panels[0].get_xaxis_transform(), 1.03 + 0.085 * height
        panels[0].plot([place] * 2, [1.0, foot], color=GRID, linewidth=0.9, zorder=0, clip_on=False, transform=above)
        named = panels[0].text(place, foot, str(number), transform=above, ha="center", va="bottom", fontsize=SIZE - 1)
        named.set_in_layout(False)  # the panel's name, above all of them, keeps their room


def _key(axes: Axes, events: Sequence[Event]) -> None:
    """Name the numbered events below the panels, in two columns."""
    axes.axis("off")
    half = -(-len(events) // 2)
    for place, event in enumerate(events):
        column, row = divmod(place, half)
        text = f"{place + 1}  {event.name}, {event.day.day} {event.day:%b %Y}"
        axes.text(
            0.5 * column,
            1 - (row + 0.5) / half,
            text,
            transform=axes.transAxes,
            va="center",
            fontsize=SIZE - 1,
            color=MUTED,
        )


def _finding(lines: Sequence[MeasuredSeries], frame: pd.DataFrame, months: Sequence[Window]) -> str:
    lead = lines[0]
    if len(frame) == 1:
        told = [f"{area(frame[line.gain_label].iloc[0])} on {line.mapper}’s" for line in lines]
        return f"{months[0].text}: {listed(told)} map"
    top = highest_day(frame[lead.gain_label])
    other = next((line for line in lines if line.mapper != lead.mapper), None)
    largest = f"{top:%B %Y} brought the largest gain of these months"
    if other is None:
        return f"{largest}: {area(frame[lead.gain_label].max())} on {lead.mapper}’s map"
    elsewhere = highest_day(frame[other.gain_label])
    if elsewhere == top:
        return f"{largest} on both maps"
    return f"{largest} on {lead.mapper}’s map, {elsewhere:%B %Y} on {other.mapper}’s"


def _alt(lines: Sequence[MeasuredSeries], frame: pd.DataFrame, months: Sequence[Window]) -> str:
    if len(months) == 1:
        values = listed([f"{area(frame[line.gain_label].iloc[0])} ({line.gain_label})" for line in lines])
        return f"Bars of the net gain of {months[0].text}: {values}."
    told = []
    for line in lines:
        column = frame[line.gain_label].dropna()
        low, high = column.idxmin(), column.idxmax()
        told.append(
            f"{line.gain_label}: from {column.index[0]:%B %Y} to {column.index[-1]:%B %Y} between {area(column.min())} "
            f"({low:%B %Y}) and {area(column.max())} ({high:%B %Y}), last {area(column.iloc[-1])}"
        )
    return "Bars of the net gain of each month. " + ". ".join(told) + "."
