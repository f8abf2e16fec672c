"""What was revised, and how long each day waited for its first record."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from frontline.analysis.evidence import Evidence
from frontline.analysis.revisions import Revision, delays
from frontline.analysis.series import ONE_DAY, MeasuredSeries
from frontline.analysis.windows import Window, day_text
from frontline.charts.axes import date_axis
from frontline.charts.chart import Cell, Chart
from frontline.charts.labels import line_names
from frontline.charts.look import BY_MAPPER, MUTED, figure, grid, ink_of, lines_of, others_told, panel_title
from frontline.charts.marks import Marks
from frontline.charts.months import thinned
from frontline.numbers import shown
from frontline.prose.words import area, foot

FEW_DAYS = 10  # fewer days make no picture
LEFT_BEHIND = 60 * ONE_DAY  # a line that ends this long before the others is named where it starts
UNITS = {"years": 365.25, "days": 1.0}
SHORT = 0.5  # years: where no day waited longer, days say it better
REVISED = ("Series revised", "Change, km²")

Waited = list[tuple[MeasuredSeries, "pd.Series[float]"]]


def revisions_chart(
    evidence: Evidence, lines: Sequence[MeasuredSeries], found: Sequence[Revision], window: Window
) -> Chart | None:
    """Draw the change of each revised day (km²), and below it how long each day waited for its first record.

    In years, or in days where no day waited for half a year. None where there is nothing to see: no day was revised,
    and each day of a line waited as long as any other.
    """
    told = [(line, delays(evidence, line)[str(window.first) : str(window.last)]) for line in lines]
    told = [(line, days) for line, days in told if len(days) >= FEW_DAYS]
    if not told or (not found and all(days.nunique() == 1 for _, days in told)):
        return None
    unit = "days" if max(float(days.max()) for _, days in told) < SHORT * UNITS["years"] else "years"
    waited = [(line, days / UNITS[unit]) for line, days in told]
    heights = [1.4, 1.7] if found else [1.7]
    fig, panels = figure(0.7 + sum(heights), rows=len(heights), heights=heights)
    if found:
        _changes(panels[0], found, window)
    _hindsight(panels[-1], waited, unit, window)
    drawn = [line for line, _ in waited]
    table, days = thinned(pd.concat([late.rename(line.label) for line, late in waited], axis=1))
    return Chart(
        id="revisions",
        title=_finding(waited, found, unit),
        subtitle=(
            f"Above: change of each revised day, km². Below: {unit} from each day to its first record."
            if found
            else f"{unit.capitalize()} from each day to its first record."
        )
        + others_told([line.mapper for line in drawn]),
        foot=foot(drawn),
        alt=_alt(waited, found, unit),
        figure=fig,
        columns=["Day", *(f"{name}, {unit} to the record" for name in table.columns), *(REVISED if found else ())],
        rows=[*_waits(table, days, len(REVISED) if found else 0), *_revised(found, len(table.columns))],
        marks=[
            *(Marks(panels[-1], table.index, table[name]) for name in table),
            *_marked(panels[0], found, len(table)),
        ],
    )


def _waits(table: pd.DataFrame, days: Sequence[str], more: int) -> list[list[Cell]]:
    """Return how long each day waited, and so many empty cells behind it."""
    return [
        [day, *(None if pd.isna(value) else round(float(value), 2) for value in row), *[None] * more]
        for day, row in zip(days, table.to_numpy(), strict=True)
    ]


def _revised(found: Sequence[Revision], lines: int) -> list[list[Cell]]:
    return [[f"{one.day}", *[None] * lines, one.series.label, one.change] for one in found]


def _marked(axes: Axes, found: Sequence[Revision], before: int) -> list[Marks]:
    """Return where the revised days stand, whose rows follow those `before` them; none where none was revised."""
    days, changes = pd.DatetimeIndex([one.day for one in found]), [one.change for one in found]
    return [Marks(axes, days, changes, range(before, before + len(found)))] if found else []


def _changes(axes: Axes, found: Sequence[Revision], window: Window) -> None:
    for revision in found:
        colour = BY_MAPPER[revision.series.mapper]
        day = pd.DatetimeIndex([revision.day] * 2)
        axes.plot(day, [0, revision.change], color=colour, linewidth=2.0, solid_capstyle="butt")
    axes.axhline(0, color=MUTED, linewidth=0.8)
    axes.margins(y=0.1)
    date_axis(axes, window.first, window.last)
    grid(axes)
    panel_title(axes, "Change of each revised day, km²")


def _hindsight(axes: Axes, waited: Waited, unit: str, window: Window) -> None:
    ends = []
    latest = max(line.last for line, _ in waited)
    for (line, late), style in zip(waited, lines_of([line.mapper for line, _ in waited]), strict=True):
        colour = style["color"]
        axes.plot(late.index, late, **style)
        if line.last < latest - LEFT_BEHIND:
            start = (late.index[0], float(late.iloc[0]))
            axes.annotate(
                line.label,
                start,
                xytext=(6, 2),
                textcoords="offset points",
                color=ink_of(colour),
                fontweight="semibold",
            )
        else:
            ends.append((late.index[-1], float(late.iloc[-1]), line.label, colour))
    if unit == "days":
        axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.set_ylim(0, 1.15 * max(float(late.max()) for _, late in waited))
    date_axis(axes, window.first, window.last)  # before lines are named at its edge
    grid(axes)
    panel_title(axes, f"{unit.capitalize()} to the first record")
    line_names(axes, ends)


def _finding(waited: Waited, found: Sequence[Revision], unit: str) -> str:
    most = max(float(late.max()) for _, late in waited)
    late = f"the first records came up to {_long(most, unit)} after their day"
    if not found:
        return f"No day revised; {late}"
    largest = max(abs(revision.change) for revision in found)
    days = "One day" if len(found) == 1 else f"{len(found)} days"
    return f"{days} revised, by up to {area(largest)}; {late}"


def _long(value: float, unit: str) -> str:
    told = shown(value, 1 if unit == "years" else 0)
    return f"{told} {unit.removesuffix('s') if told == '1' else unit}"


def _alt(waited: Waited, found: Sequence[Revision], unit: str) -> str:
    changes = "; ".join(
        f"{revision.series.label}, {day_text(revision.day)}: {shown(revision.change, signed=True)} km²"
        for revision in found
    )
    told = [
        f"{line.label} was first recorded {_long(late.iloc[0], unit)} after the first day shown and "
        f"{_long(late.iloc[-1], unit)} after the last; at most {_long(late.max(), unit)}."
        for line, late in waited
    ]
    return " ".join([f"Revised: {changes}." if changes else "No day was revised.", *told])
