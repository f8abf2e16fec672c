"""What was stated, a row a statement in order of time, as point or interval."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes

from frontline.analysis.statements import Statement, origins
from frontline.analysis.windows import day_text, short_day
from frontline.charts.chart import Chart
from frontline.charts.labels import key_above
from frontline.charts.look import BLUE, INK, ORANGE, SIZE, TEAL, WIDTH, figure, grid
from frontline.charts.marks import Marks
from frontline.numbers import shown

SIDES = {
    "ukraine": (BLUE, "o", "Ukrainian side"),
    "russia": (ORANGE, "s", "Russian side"),
    "other": (TEAL, "D", "others"),
}


TEXT = SIZE - 0.5
ARROW = 13.0  # points
GAP = 7.0


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
    fig, (axes,) = figure(0.85 + 0.225 * len(told))
    words = [_words(statement, mark(statement)) for statement in told]
    labels = [_label(statement) for statement in told]
    for place, statement in enumerate(told):
        _row(axes, place, statement, words[place])
    axes.set_yticks(range(len(told)), labels)
    axes.tick_params(axis="y", labelcolor=INK, pad=4)
    axes.set_ylim(len(told) - 0.4, -0.6)
    axes.set_xlim(0, _room(told, words, labels))
    axes.xaxis.set_major_formatter(lambda value, _: shown(value))
    top = max(_ends(statement)[1] for statement in told)
    axes.set_xticks([tick for tick in axes.get_xticks() if 0 <= tick <= 1.1 * top])
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
        marks=[Marks(axes, [s.value for s in told], range(len(told)))],
    )


def _row(axes: Axes, place: int, statement: Statement, words: str) -> None:
    """Draw the interval that the words allow, thick what a finer rounding would, and the number itself."""
    colour, marker, _ = SIDES[party(statement)]
    low, high = _ends(statement)
    axes.plot([low, high], [place, place], color=colour, linewidth=1.1, solid_capstyle="butt")
    if statement.narrow is not None and np.isfinite([statement.narrow.low, statement.narrow.high]).all():
        axes.plot([statement.narrow.low, statement.narrow.high], [place, place], color=colour, linewidth=3.2)
    for end, sign in ((statement.interval.low, -1), (statement.interval.high, 1)):
        if not np.isfinite(end):
            axes.annotate(
                "",
                (statement.value, place),
                (sign * ARROW, 0),
                textcoords="offset points",
                arrowprops={"arrowstyle": "<-", "color": colour, "linewidth": 1.3, "shrinkA": 0, "shrinkB": 0},
            )
    axes.plot([statement.value], [place], marker, color=colour, markersize=5)
    after = ARROW + 3 if not np.isfinite(statement.interval.high) else GAP
    axes.annotate(words, (high, place), (after, 0), textcoords="offset points", va="center", color=INK, fontsize=TEXT)


def _words(statement: Statement, mark: str) -> str:
    figure = statement.figure
    hedge = "" if figure.hedge in ("exact", "range") else f"{figure.hedge} "
    low, high = _ends(statement)
    value = f"{shown(low)}–{shown(high)}" if figure.hedge == "range" else shown(statement.value)
    return f"{hedge}{value}{f', {mark}' if mark else ''}"


def _room(told: Sequence[Statement], words: Sequence[str], labels: Sequence[str]) -> float:
    """Return the end of the axis at which the longest row still fits, from the width that its letters take."""
    letter = 0.5 * TEXT / 72
    width = WIDTH - letter * max(map(len, labels)) - 0.3
    ends = [_ends(statement)[1] for statement in told]
    taken = [(ARROW + 6) / 72 + letter * len(text) for text in words]
    return max(end / max(1 - part / width, 0.2) for end, part in zip(ends, taken, strict=True))


def _ends(statement: Statement) -> tuple[float, float]:
    low = statement.interval.low if np.isfinite(statement.interval.low) else statement.value
    high = statement.interval.high if np.isfinite(statement.interval.high) else statement.value
    return low, high


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _label(statement: Statement) -> str:
    who = statement.figure.attributed_to or statement.figure.stated_by
    return f"{_shortened(who)}  {short_day(statement.day)}"


def _shortened(text: str, limit: int = 30) -> str:
    """Return a name that fits beside the axis: without its office, if need be; the data table has it whole."""
    name = text if len(text) <= limit else text.split(",", maxsplit=1)[0]
    return name if len(name) <= limit else name[: limit - 1].rstrip() + "…"


def _said(statement: Statement) -> str:
    who = statement.figure.attributed_to or statement.figure.stated_by
    hedge = "" if statement.figure.hedge in ("exact", "range") else f"{statement.figure.hedge} "
    return f"{day_text(statement.day)}, {who}: {hedge}{shown(statement.value)}"


def _key(axes: Axes, told: Sequence[Statement]) -> None:
    for side, (colour, marker, words) in SIDES.items():
        if any(party(statement) == side for statement in told):
            axes.plot([], [], marker, color=colour, markersize=5, label=words)
    key_above(axes)
