"""Steps of both maps day by day with the redraw candidates marked, and a year with and without them."""

from collections.abc import Iterator, Sequence

import pandas as pd
from matplotlib.axes import Axes

from frontline.analysis.redraws import Both, Cleared, Redraw, farthest, pairs
from frontline.analysis.series import ONE_DAY, MeasuredSeries
from frontline.analysis.steps import SMALLEST_KM2
from frontline.analysis.windows import Window
from frontline.charts.axes import date_axis
from frontline.charts.chart import Chart
from frontline.charts.labels import line_names
from frontline.charts.look import BY_MAPPER, INK, MUTED, SIZE, WIDTH, figure, grid, ink_of, panel_title
from frontline.charts.marks import Marks
from frontline.charts.months import thinned
from frontline.numbers import shown
from frontline.prose.words import area, definition, foot, listed

FEW_DAYS = 10  # fewer days make no picture
WIDE, LINE = 0.16, 0.14  # inches that a number of two figures takes; a line of them as a share of what is drawn
MARGIN = 6 * ONE_DAY  # room for the number of a step on the first or last day


def steps_chart(lines: Sequence[MeasuredSeries], found: Sequence[Redraw], window: Window) -> Chart | None:
    """Draw each map's change of each day (km²), a panel a mapper, with the candidates coloured and numbered."""
    compared = list({line.key: line for pair in pairs(lines) for line in pair}.values())
    mappers = dict.fromkeys(line.mapper for line in compared)
    drawn = {mapper: telling([line for line in compared if line.mapper == mapper], window) for mapper in mappers}
    daily = {mapper: daily_steps(told, window) for mapper, told in drawn.items()}
    shown_lines = [line for told in drawn.values() for line in told]
    if len(daily) < 2 or min(map(len, daily.values())) < FEW_DAYS:
        return None
    fig, panels = figure(3.6, rows=len(daily), sharey=True)
    line = LINE * (max(steps.max() for steps in daily.values()) - min(steps.min() for steps in daily.values()))
    for axes, (mapper, steps) in zip(panels, daily.items(), strict=True):
        _panel(axes, mapper, steps, found, line)
        date_axis(axes, window.first - MARGIN, window.last + MARGIN)
    frame = pd.DataFrame(daily)
    large = frame[(frame.abs() >= SMALLEST_KM2).any(axis=1)]
    return Chart(
        id="map-steps",
        title=_finding(found),
        subtitle=f"Change of each day{shown_lines[0].within}, km²; coloured and numbered: steps that the other map "
        f"lacks, as in the table below. {definition(shown_lines)}.",
        foot=foot(shown_lines),
        alt=_alt(daily, found),
        figure=fig,
        columns=[f"Days on which a map changed by {SMALLEST_KM2:.0f} km² or more", *frame.columns],
        rows=[[f"{day:%Y-%m-%d}", *(None if pd.isna(v) else float(v) for v in row)] for day, *row in large.itertuples()]
        or [["none", *(None for _ in frame.columns)]],
        marks=[Marks(axes, large.index, large[mapper]) for axes, mapper in zip(panels, daily, strict=True)],
    )


def telling(lines: Sequence[MeasuredSeries], window: Window) -> list[MeasuredSeries]:
    """Return the lines of a mapper that tell days of a window that no line before them tells."""
    told: list[MeasuredSeries] = []
    for line in lines:
        first, last = max(line.first, window.first), min(line.last, window.last)
        if first < last and not any(one.first <= first and last <= one.last for one in told):
            told.append(line)
    return told


def daily_steps(lines: Sequence[MeasuredSeries], window: Window) -> "pd.Series[float]":
    """Return the change of each day (km²), each day from the first line that has it and the day before."""
    told: pd.Series[float] = pd.Series(dtype=float)
    for line in lines:
        steps = line.gains(pd.date_range(window.first - ONE_DAY, window.last, freq="D")).dropna()
        told = steps if told.empty else told.combine_first(steps)
    return told


def _panel(axes: Axes, mapper: str, steps: "pd.Series[float]", found: Sequence[Redraw], line: float) -> None:
    colour = BY_MAPPER[mapper]
    _bars(axes, steps, MUTED, 0.8)
    marked: list[tuple[int, Redraw, pd.Series[float]]] = []
    for number, redraw in enumerate(found, start=1):
        own = steps[str(redraw.step.first) : str(redraw.step.last)]
        if redraw.mapper == mapper and not own.empty:
            _bars(axes, own, colour, 2.0)
            marked.append((number, redraw, own))
    for up in (1, -1):
        towards = [one for one in marked if one[1].step.value * up > 0]
        for number, day, height in _stacked(towards, steps * up, line):
            axes.annotate(
                str(number),
                (day, height * up),
                xytext=(0, 2 * up),
                textcoords="offset points",
                ha="center",
                va="bottom" if up > 0 else "top",
                fontsize=SIZE - 1,
                fontweight="semibold",
                color=ink_of(colour),
            )
    axes.axhline(0, color=MUTED, linewidth=0.8)
    axes.margins(y=0.18)
    grid(axes)
    panel_title(axes, mapper, colour)


def _stacked(
    marked: Sequence[tuple[int, Redraw, "pd.Series[float]"]], heights: "pd.Series[float]", line: float
) -> Iterator[tuple[int, pd.Timestamp, float]]:
    """Yield each number with its day and its height, above all bars that it is as wide as.

    Numbers so near that they would touch stand a `line` apart.
    """
    days = heights.index[-1] - heights.index[0] + 2 * MARGIN
    near = days * (WIDE / WIDTH)
    stack: list[tuple[pd.Timestamp, float]] = []
    for number, _, own in marked:
        day = own.index[len(own) // 2]
        around = heights[day - near / 2 : day + near / 2]
        height = max(float(around.max()), 0.0)
        for taken in sorted(its for other, its in stack if day - other < near):
            if abs(height - taken) < line:
                height = taken + line
        stack.append((day, height))
        yield number, day, height


def _bars(axes: Axes, steps: "pd.Series[float]", colour: str, width: float) -> None:
    """Draw a bar from nothing to each value: one path for all of them, as there may be a thousand."""
    days = steps.index.repeat(3)
    heights = [height for value in steps for height in (0.0, value, float("nan"))]
    axes.plot(days, heights, color=colour, linewidth=width, solid_capstyle="butt")


def _finding(found: Sequence[Redraw]) -> str:
    if not found:
        return "No step of either map lacks a counterpart on the other"
    mappers = list(dict.fromkeys(redraw.mapper for redraw in found))
    counts = [f"{sum(one.mapper == mapper for one in found)} on {mapper}’s map" for mapper in mappers]
    return f"Steps that the other map lacks: {listed(counts)}"


def _alt(daily: dict[str, "pd.Series[float]"], found: Sequence[Redraw]) -> str:
    told = [f"{mapper} changes by {area(v.min())} to {area(v.max())} a day." for mapper, v in daily.items()]
    marked = [
        f"{number}: {redraw.mapper}, {redraw.window.text}, {shown(redraw.step.value, signed=True)} km²"
        for number, redraw in enumerate(found, start=1)
    ]
    return " ".join(["Bars of each day’s change.", *told, "Marked: " + "; ".join(marked) + "." if marked else ""])


def year_without(both: Both) -> Chart:
    """Draw what both maps accumulate in a window (km²), as published and without the candidates."""
    fig, (axes,) = figure(2.9)
    ends, frames = [], []
    for cleared in both:
        frame, colour, mapper = cleared.accumulated(), BY_MAPPER[cleared.gain.series.mapper], cleared.gain.series.mapper
        for column, style, name in (("with", "-", ""), ("without", "--", ", without")):
            axes.plot(frame.index, frame[column], linestyle=style, color=colour, drawstyle="steps-post")
            value = float(frame[column].iloc[-1])
            ends.append((frame.index[-1], value, f"{mapper}{name} {shown(value, signed=True)}", colour))
        frames.append(frame.add_prefix(f"{mapper}, "))
    axes.axhline(0, color=INK, linewidth=0.8)
    grid(axes)
    date_axis(axes, both[0].gain.first - ONE_DAY, both[0].gain.last)
    line_names(axes, ends)
    window = Window(both[0].gain.first, both[0].gain.last)
    lines = [cleared.gain.series for cleared in both]
    table, days = thinned(pd.concat(frames, axis=1))
    return Chart(
        id="year-without-redraws",
        title=_sign_finding(both, window),
        subtitle=f"Gain accumulated{lines[0].within} since the eve of {window.text}, km²; dashed: without the "
        f"unexplained part of the candidates. {definition(lines)}.",
        foot=foot(lines),
        alt=" ".join(["Four lines from 0.", *(_ended(cleared) for cleared in both), _apart(both)]),
        figure=fig,
        columns=["Day", *table.columns],
        rows=[[day, *map(float, row)] for day, row in zip(days, table.to_numpy(), strict=True)],
        marks=[Marks(axes, table.index, table[column]) for column in table],
    )


def _sign_finding(both: Both, window: Window) -> str:
    how = "both maps point the same way" if both[0].value * both[1].value > 0 else "the maps still point apart"
    values = [f"{one.gain.series.mapper} {shown(one.value, signed=True)}" for one in both]
    return f"Without the candidates {how} in {window.text}: {', '.join(values)} km²"


def _ended(cleared: Cleared) -> str:
    label = cleared.gain.series.gain_label
    return f"{label} ends at {area(cleared.gain.value)}, without candidates at {area(cleared.value)}."


def _apart(both: Both) -> str:
    published, without = farthest(both)
    return f"At their farthest the two maps are {area(published)} apart, without candidates {area(without)}."
