"""What was stated, a row a statement in order of time, as point or interval."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes

from frontline.analysis.statements import Statement, origins
from frontline.analysis.windows import day_text
from frontline.charts.chart import Chart
from frontline.charts.look import BLUE, INK, MUTED, ORANGE, SIZE, TEAL, figure, grid
from frontline.numbers import shown

SIDES = {
    "ukraine": (BLUE, "o", "Ukrainian side"),
    "russia": (ORANGE, "s", "Russian side"),
    "other": (TEAL, "D", "others"),
}


def party(statement: Statement) -> str:
    """Return whose figure it is: a belligerent's side, or other (agencies, mappers, third states)."""
    return next((side for side in ("ukraine", "russia") if statement.origin.startswith(side)), "other")


def stated_rows(
    told: Sequence[Statement],
    *,
    name: str,
    title: str,
    subtitle: str,
    mark: Callable[[Statement], str] = lambda _: "",
) -> Chart | None:
    """Draw statements (people, or another unit of one kind) as rows from the earliest to the latest.

    `mark` says what sets a row apart from its neighbours: what was counted, where, with whom.
    """
    if not told:
        return None
    fig, (axes,) = figure(0.85 + 0.235 * len(told))
    top = max(_ends(statement)[1] for statement in told)
    for place, statement in enumerate(told):
        _row(axes, place, statement, top, mark(statement))
    axes.set_yticks(range(len(told)), [_label(statement) for statement in told])
    axes.tick_params(axis="y", labelcolor=INK, pad=4)
    axes.set_ylim(len(told) - 0.4, -0.6)
    axes.set_xlim(0, top * 1.16)
    axes.xaxis.set_major_formatter(lambda value, _: shown(value))
    grid(axes, "x")
    _key(axes, told)
    return Chart(
        id=name,
        title=title,
        subtitle=subtitle,
        foot="Source: the ledger; a row is one origin’s statement, however many publications carry it.",
        alt=f"{len(told)} statements of {origins(told)} origins. " + "; ".join(map(_said, told)) + ".",
        figure=fig,
        columns=["Day", "Credited to", "Seen at", "Low", "Stated", "High", "Hedge"],
        rows=[
            [
                f"{s.day}",
                s.figure.attributed_to or s.origin,
                s.figure.stated_by,
                _finite(s.interval.low),
                s.value,
                _finite(s.interval.high),
                s.figure.hedge,
            ]
            for s in told
        ],
    )


def _row(axes: Axes, place: int, statement: Statement, top: float, words: str) -> None:
    colour, marker, _ = SIDES[party(statement)]
    low, high = _ends(statement)
    axes.plot([low, high], [place, place], color=colour, linewidth=2.2, solid_capstyle="butt")
    for end, sign in ((statement.interval.low, -1), (statement.interval.high, 1)):
        if not np.isfinite(end):
            axes.annotate(
                "",
                (statement.value + sign * 0.05 * top, place),
                (statement.value, place),
                arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 1.4, "shrinkA": 0, "shrinkB": 0},
            )
    axes.plot([statement.value], [place], marker, color=colour, markersize=5)
    hedge = "" if statement.figure.hedge in ("exact", "range") else f"{statement.figure.hedge} "
    after = f"  {words}" if words else ""
    value = f"{shown(low)}–{shown(high)}" if statement.figure.hedge == "range" else shown(statement.value)
    beyond = 0.055 * top if not np.isfinite(statement.interval.high) else 0.012 * top
    axes.annotate(
        f"{hedge}{value}{after}",
        (max(high, statement.value) + beyond, place),
        va="center",
        color=INK,
        fontsize=SIZE - 0.5,
    )


def _ends(statement: Statement) -> tuple[float, float]:
    low = statement.interval.low if np.isfinite(statement.interval.low) else statement.value
    high = statement.interval.high if np.isfinite(statement.interval.high) else statement.value
    return low, high


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _label(statement: Statement) -> str:
    who = statement.figure.attributed_to or statement.figure.stated_by
    return f"{_shortened(who)}  {statement.day.day} {statement.day:%b %Y}"


def _shortened(text: str, limit: int = 38) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _said(statement: Statement) -> str:
    who = statement.figure.attributed_to or statement.figure.stated_by
    hedge = "" if statement.figure.hedge in ("exact", "range") else f"{statement.figure.hedge} "
    return f"{day_text(statement.day)}, {who}: {hedge}{shown(statement.value)}"


def _key(axes: Axes, told: Sequence[Statement]) -> None:
    for side, (colour, marker, words) in SIDES.items():
        if any(party(statement) == side for statement in told):
            axes.plot([], [], marker, color=colour, markersize=5, label=words)
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=3,
        frameon=False,
        fontsize=SIZE - 0.5,
        labelcolor=MUTED,
        handletextpad=0.1,
        columnspacing=1.2,
        borderaxespad=0.1,
    )
