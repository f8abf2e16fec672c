"""How far the mappers are apart: the difference of what each has accumulated."""

import pandas as pd

from frontline.analysis.agreement import Pair
from frontline.analysis.days import highest_day, lowest_day
from frontline.analysis.series import ONE_DAY
from frontline.analysis.windows import Window, day_text
from frontline.charts.axes import date_axis
from frontline.charts.chart import Chart
from frontline.charts.look import BAND, INK, MUTED, PLUM, SIZE, figure, grid
from frontline.charts.marks import Marks
from frontline.charts.months import at_month_ends
from frontline.numbers import shown
from frontline.prose.words import area, definition, foot

STEPS = 4  # the largest steps are named
CLOSE = pd.Timedelta(days=120)  # the name of a step that another the same way follows so closely stands before it
STEP_DAYS = 3  # a redraw may be spread over the days between two snapshots


def apart_chart(compared: Pair, window: Window) -> Chart | None:
    """Draw by how much the accumulated gains differ (km²), with the largest steps named by their days."""
    values = compared.apart(window)
    if len(values) < 2 * STEP_DAYS:
        return None
    fig, (axes,) = figure(2.9)
    axes.fill_between(values.index, values, color=BAND, linewidth=0)
    axes.plot(values.index, values, color=PLUM, drawstyle="steps-post")
    axes.axhline(0, color=MUTED, linewidth=0.8)
    grid(axes)
    date_axis(axes, values.index[0].date(), values.index[-1].date())
    steps = largest_steps(values)
    for place, (day, step) in enumerate(steps):
        leftwards = any(later - day < CLOSE and step * other > 0 for later, other in steps[place + 1 :])
        axes.annotate(
            f"{shown(step, signed=True)} km²\n{day.day} {day:%b %Y}",
            (day, values[day]),
            xytext=(-4 if leftwards else 4, 14 if step > 0 else -26),
            textcoords="offset points",
            fontsize=SIZE - 1,
            color=INK,
            ha="right" if leftwards else "left",
            arrowprops={"arrowstyle": "-", "color": MUTED, "linewidth": 0.6},
        )
    axes.margins(y=0.22)
    one, other = compared.one, compared.other
    months = at_month_ends(values.to_frame("apart"))["apart"]
    return Chart(
        id="mappers-apart",
        title=f"Since {day_text(values.index[0].date() + ONE_DAY)} {_ahead(compared, float(values.iloc[-1]))}",
        subtitle=f"Accumulated gain by {one.label} less that by {other.label}, km²; the largest steps within "
        f"{STEP_DAYS} days are named. {definition([one, other])}.",
        foot=foot([one, other]),
        alt=f"A line from 0 to {area(values.iloc[-1])}, between {area(values.min())} "
        f"({day_text(lowest_day(values))}) and {area(values.max())} ({day_text(highest_day(values))}). "
        "Largest steps: " + "; ".join(f"{area(step)} by {day_text(day.date())}" for day, step in steps) + ".",
        figure=fig,
        columns=["Month end", f"{one.label} less {other.label}, km²"],
        rows=[[f"{day:%Y-%m}", float(value)] for day, value in months.items()],
        marks=[Marks(axes, months.index, months)],
    )


def largest_steps(values: "pd.Series[float]") -> list[tuple[pd.Timestamp, float]]:
    """Return the largest changes over a few days, none within a month of a larger one, in order of time."""
    steps = values.diff(STEP_DAYS).dropna().round(1)
    chosen: list[tuple[pd.Timestamp, float]] = []
    for day in steps.abs().sort_values(ascending=False, kind="stable").index:
        if all(abs(day - other) > pd.Timedelta(days=30) for other, _ in chosen):
            chosen.append((day, float(steps[day])))
        if len(chosen) == STEPS:
            break
    return sorted(chosen)


def _ahead(compared: Pair, value: float) -> str:
    first, second = (compared.one, compared.other) if value >= 0 else (compared.other, compared.one)
    return f"{first.mapper}’s map has gained {area(abs(value))} more than {second.mapper}’s"
