"""How far the mappers are apart: the difference of what each has accumulated."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.transforms import offset_copy

from frontline.analysis.agreement import Stretch, measured_twice
from frontline.analysis.days import highest_day, lowest_day
from frontline.analysis.series import ONE_DAY, MeasuredSeries
from frontline.analysis.windows import Window, day_text
from frontline.charts.axes import date_axis
from frontline.charts.chart import Chart
from frontline.charts.labels import line_names
from frontline.charts.look import BAND, INK, MUTED, PLUM, SIZE, TEAL, WIDTH, figure, grid
from frontline.charts.marks import Marks
from frontline.charts.months import thinned
from frontline.numbers import shown
from frontline.prose.words import area, definition, foot

STEPS, LATER_STEPS = 4, 2  # the largest steps are named, fewer on a line that goes on where the first ends
CLOSE = pd.Timedelta(days=120)
"""A step's name stands before it where another the same way, or the line's end, follows so closely."""
FAR = 0.05  # of the height of what is drawn
RAISED = 2.6 * SIZE  # points: over two lines
NAME = 8.5 * SIZE  # points that a name takes
STEP_DAYS = 3  # a redraw may be spread over the days between two snapshots
COLOURS = (PLUM, TEAL)


def apart_chart(compared: Sequence[Stretch], drawn: Sequence[MeasuredSeries] = ()) -> Chart | None:
    """Draw by how much the accumulated gains differ (km²), a line a pair, with the largest steps named by their days.

    Each line starts at nothing on the eve of its stretch. Where one of a pair is planar and a geodesic line of its
    mapper is among all that are `drawn` in the report, it is said how much of the difference is the plane's.
    """
    told = [(stretch, values) for stretch in compared if len(values := stretch.apart()) >= 2 * STEP_DAYS]
    if not told:
        return None
    fig, (axes,) = figure(2.9)
    steps: list[tuple[pd.Timestamp, float]] = []
    span = max(values.max() for _, values in told) - min(values.min() for _, values in told)
    for place, (_, values) in enumerate(told):
        axes.fill_between(values.index, values, color=BAND, linewidth=0, step="post")
        axes.plot(values.index, values, color=COLOURS[place % len(COLOURS)], drawstyle="steps-post")
    axes.axhline(0, color=MUTED, linewidth=0.8)
    grid(axes)
    date_axis(axes, told[0][1].index[0].date(), told[-1][1].index[-1].date())
    for place, (_, values) in enumerate(told):
        steps += _named_steps(axes, values, LATER_STEPS if place else STEPS, span)
    axes.margins(y=0.22)
    if len(told) > 1:
        ends = [(values.index[-1], float(values.iloc[-1]), stretch.pair.other.label) for stretch, values in told]
        line_names(axes, [(*end, COLOURS[place % len(COLOURS)]) for place, end in enumerate(ends)])
    lines = [line for stretch, _ in told for line in (stretch.pair.one, stretch.pair.other)]
    table, days = thinned(pd.concat([values.rename(_less(stretch)) for stretch, values in told], axis=1))
    return Chart(
        id="mappers-apart",
        title="; ".join(_ahead(stretch, float(values.iloc[-1])) for stretch, values in told),
        subtitle=f"Accumulated gain{lines[0].within} of {_subtitle(told)}, km²{_steps_told(len(steps))}. "
        f"{definition(lines)}.{_of_the_plane([stretch for stretch, _ in told], drawn)}",
        foot=foot(lines),
        alt=" ".join(_said(stretch, values) for stretch, values in told)
        + (f" Largest steps: {'; '.join(f'{area(step)}, {_days_of(day)}' for day, step in steps)}." if steps else ""),
        figure=fig,
        columns=["Day", *(f"{name}, km²" for name in table.columns)],
        rows=[
            [day, *(None if pd.isna(value) else float(value) for value in row)]
            for day, row in zip(days, table.to_numpy(), strict=True)
        ],
        marks=[Marks(axes, table.index, table[name]) for name in table],
    )


def _steps_told(count: int) -> str:
    """Say which steps are named, as a subtitle goes on; nothing where none is."""
    which = "step within {} days is" if count == 1 else "steps within {} days are"
    return f"; the largest {which.format(STEP_DAYS)} named" if count else ""


def _named_steps(axes: Axes, values: "pd.Series[float]", most: int, span: float) -> list[tuple[pd.Timestamp, float]]:
    """Name the largest steps beside a line, and return them."""
    steps = largest_steps(values, most)
    for place, (day, step) in enumerate(steps):
        crowded = any(later - day < CLOSE and step * other > 0 for later, other in steps[place + 1 :])
        leftwards = crowded or values.index[-1] - day < CLOSE or _goes_on(values, day, step, span)
        riser = _riser(values, day)
        beyond = max(values[riser], values[day]) if step > 0 else min(values[riser], values[day])
        raised = RAISED if step > 0 and _meets(axes, steps[:place], day, leftwards) else 0
        across, up = -4 if leftwards else 4, 14 + raised if step > 0 else -26
        axes.annotate(
            f"{shown(step, signed=True)} km²\n{_days_of(day)}",
            (riser, values[riser]),
            xytext=(riser, beyond),
            textcoords=offset_copy(axes.transData, axes.get_figure(root=True), across, up, "points"),
            fontsize=SIZE - 1,
            color=INK,
            ha="right" if leftwards else "left",
            arrowprops={"arrowstyle": "-", "color": MUTED, "linewidth": 0.6},
        )
    return steps


def _meets(axes: Axes, before: Sequence[tuple[pd.Timestamp, float]], day: pd.Timestamp, leftwards: bool) -> bool:
    """Tell whether the name of a step upwards would meet the name of the one before it, which stands after its step."""
    upwards = [earlier for earlier, step in before if step > 0]
    if not upwards:
        return False
    first, last = axes.get_xlim()
    points_apart = (day - upwards[-1]).days / (last - first) * WIDTH * 72
    return points_apart < NAME * (2 if leftwards else 1)


def _riser(values: "pd.Series[float]", day: pd.Timestamp) -> pd.Timestamp:
    """Return the day of the largest change among those over which a step that ends on a day was taken."""
    changes = values.diff()[day - (STEP_DAYS - 1) * ONE_DAY : day]
    return pd.Timestamp(changes.index[int(changes.abs().to_numpy().argmax())])


def _days_of(day: pd.Timestamp) -> str:
    """Return the days over which a step that ends on a day was taken."""
    last = day.date()
    return Window(last - (STEP_DAYS - 1) * ONE_DAY, last).short


def _goes_on(values: "pd.Series[float]", day: pd.Timestamp, step: float, span: float) -> bool:
    """Tell whether a line soon goes on the way of a step so far that it would run through a name after it."""
    after = (values[day : day + CLOSE] - values[day]) * (1 if step > 0 else -1)
    return bool(after.max() > FAR * span)


def largest_steps(values: "pd.Series[float]", most: int = STEPS) -> list[tuple[pd.Timestamp, float]]:
    """Return the largest changes over a few days, none within a month of a larger one, in order of time."""
    steps = values.diff(STEP_DAYS).dropna().round(1)
    chosen: list[tuple[pd.Timestamp, float]] = []
    for day in steps.abs().sort_values(ascending=False, kind="stable").index:
        if steps[day] and all(abs(day - other) > pd.Timedelta(days=30) for other, _ in chosen):
            chosen.append((day, float(steps[day])))
        if len(chosen) == most:
            break
    return sorted(chosen)


def _less(stretch: Stretch) -> str:
    return f"{stretch.pair.one.label} less {stretch.pair.other.label}"


def _subtitle(told: Sequence[tuple[Stretch, "pd.Series[float]"]]) -> str:
    first, *later = (stretch for stretch, _ in told)
    more = [f"from {day_text(stretch.window.first)} on, from zero again, of {_less(stretch)}" for stretch in later]
    return "; ".join([_less(first), *more])


def _of_the_plane(compared: Sequence[Stretch], drawn: Sequence[MeasuredSeries]) -> str:
    """Say how much of the difference is the projection, on the days for which that is measured."""
    told = [both for stretch in compared if (both := measured_twice(stretch, drawn))]
    parts = [
        f"{shown(planar.value - geodesic.value, signed=True)} km² of the difference, "
        f"{Window(planar.first, planar.last).text} ({geodesic.series.label} gives {area(geodesic.value)})"
        for planar, geodesic, _ in told
    ]
    return f" {told[0][0].series.label} is planar, and that is {'; '.join(parts)}." if parts else ""


def _ahead(stretch: Stretch, value: float) -> str:
    """Say whose map gained more between which days."""
    one, other = stretch.pair.one.mapper, stretch.pair.other.mapper
    first, second = (one, other) if value >= 0 else (other, one)
    return f"{stretch.window.text}: {first}’s map gained {area(abs(value))} more than {second}’s"


def _said(stretch: Stretch, values: "pd.Series[float]") -> str:
    return (
        f"{_less(stretch)}: a line from zero on {day_text(values.index[0].date())} to {area(values.iloc[-1])} on "
        f"{day_text(values.index[-1].date())}, between {area(values.min())} ({day_text(lowest_day(values))}) and "
        f"{area(values.max())} ({day_text(highest_day(values))})."
    )
