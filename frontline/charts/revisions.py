"""What was revised, and how long each day waited for its first record."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from frontline.analysis.evidence import Evidence
from frontline.analysis.revisions import Revision, delays
from frontline.analysis.series import ONE_DAY, MeasuredSeries
from frontline.analysis.windows import Window, day_text
from frontline.charts.axes import date_axis
from frontline.charts.chart import Chart
from frontline.charts.labels import end_labels
from frontline.charts.look import BY_MAPPER, MUTED, figure, grid, ink_of, panel_title
from frontline.charts.marks import Marks
from frontline.numbers import shown
from frontline.prose.words import area, foot

FEW_DAYS = 10  # fewer days make no picture
LEFT_BEHIND = 60 * ONE_DAY  # a line that ends this long before the others is named where it starts
YEAR = 365.25

Waited = list[tuple[MeasuredSeries, "pd.Series[float]"]]


def revisions_chart(
    evidence: Evidence, lines: Sequence[MeasuredSeries], found: Sequence[Revision], window: Window
) -> Chart | None:
    """Draw the change of each revised day (km²), and below it how many years each day waited for its first record."""
    told = [(line, delays(evidence, line)[str(window.first) : str(window.last)] / YEAR) for line in lines]
    waited = [(line, years) for line, years in told if len(years) >= FEW_DAYS]
    if not waited:
        return None
    heights = [1.4, 1.7] if found else [1.7]
    fig, panels = figure(0.7 + sum(heights), rows=len(heights), heights=heights)
    if found:
        _changes(panels[0], found)
    _hindsight(panels[-1], waited)
    for axes in panels:
        date_axis(axes, window.first, window.last)
    drawn = [line for line, _ in waited]
    months = pd.concat([years.rename(line.label) for line, years in waited], axis=1).resample("ME").last()
    return Chart(
        id="revisions",
        title=_finding(waited, found),
        subtitle="Above: change of each revised day, km². Below: years from each day to its first record."
        if found
        else "Years from each day to its first record.",
        foot=foot(drawn),
        alt=_alt(waited, found),
        figure=fig,
        columns=["Month", *(f"{name}, years to the record" for name in months.columns)],
        rows=[
            [f"{day:%Y-%m}", *(None if pd.isna(value) else round(float(value), 2) for value in row)]
            for day, *row in months.itertuples()
        ],
        marks=[Marks(panels[-1], months.index, months[name]) for name in months],
    )


def _changes(axes: Axes, found: Sequence[Revision]) -> None:
    for revision in found:
        colour = BY_MAPPER[revision.series.mapper]
        day = pd.DatetimeIndex([revision.day] * 2)
        axes.plot(day, [0, revision.change], color=colour, linewidth=2.0, solid_capstyle="butt")
    axes.axhline(0, color=MUTED, linewidth=0.8)
    axes.margins(y=0.1)
    grid(axes)
    panel_title(axes, "Change of each revised day, km²")


def _hindsight(axes: Axes, waited: Waited) -> None:
    ends = []
    latest = max(line.last for line, _ in waited)
    for line, years in waited:
        colour = BY_MAPPER[line.mapper]
        axes.plot(years.index, years, color=colour)
        if line.last < latest - LEFT_BEHIND:
            start = (years.index[0], float(years.iloc[0]))
            axes.annotate(
                line.label,
                start,
                xytext=(6, 2),
                textcoords="offset points",
                color=ink_of(colour),
                fontweight="semibold",
            )
        else:
            ends.append((years.index[-1], float(years.iloc[-1]), line.label, colour))
    axes.set_ylim(0, 1.15 * max(float(years.max()) for _, years in waited))
    grid(axes)
    panel_title(axes, "Years to the first record")
    end_labels(axes, ends)


def _finding(waited: Waited, found: Sequence[Revision]) -> str:
    most = max(float(years.max()) for _, years in waited)
    if not found:
        return f"No day revised; the first records came up to {shown(most, 1)} years after their day"
    largest = max(abs(revision.change) for revision in found)
    days = "One day" if len(found) == 1 else f"{len(found)} days"
    return (
        f"{days} revised, by up to {area(largest)}; the first records came up to {shown(most, 1)} years after their day"
    )


def _alt(waited: Waited, found: Sequence[Revision]) -> str:
    changes = "; ".join(
        f"{revision.series.label}, {day_text(revision.day)}: {shown(revision.change, signed=True)} km²"
        for revision in found
    )
    told = [
        f"{line.label} was first recorded {shown(years.max(), 1)} years after the first day shown and "
        f"{shown(years.min(), 1)} after the last."
        for line, years in waited
    ]
    return " ".join([f"Revised: {changes}." if changes else "No day was revised.", *told])
