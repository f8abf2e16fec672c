"""What was stated, a row a statement, as point or interval."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from matplotlib.axes import Axes

from frontline.analysis.stated import Interval
from frontline.analysis.statements import Statement, figure_number, origins, party
from frontline.analysis.windows import day_text, short_day
from frontline.analysis.witnesses import named
from frontline.charts.chart import Chart
from frontline.charts.labels import key_above
from frontline.charts.look import BLUE, INK, ORANGE, SIZE, TEAL, WIDTH, figure, grid
from frontline.charts.marks import Marks
from frontline.numbers import Worded, shown
from frontline.prose.words import credited, inferred, seen_at

SIDES = {
    "ukraine": (BLUE, "o", "Ukrainian side"),
    "russia": (ORANGE, "s", "Russian side"),
    "other": (TEAL, "D", "others"),
}


TEXT = SIZE - 0.5
ARROW = 13.0  # points
MARK = 5.0  # points across
HALF = 4.0  # of a mark, with some air
GAP = 7.0
LETTER = 0.47 * TEXT / 72  # inches that a letter takes, on average of the widest name
EDGES = 0.15  # inches between names, axis and the figure's edges
TICK_GAP = 8.0  # points between the labels of an axis, at least
MOST_TICKS = 5  # beside the one at nobody
EASY = (1, 2, 2.5, 5, 10)  # steps of an axis that are easily counted, each with its powers of ten
BEYOND = 1.1  # of the highest number: a tick so near it is still worth its place
WITH_OFFICE, LONGEST = 30, 40  # letters of a name beside the axis, with its office and without


@dataclass(frozen=True)
class Apart:
    """What sets a row apart (what was counted, where, of whom), in words beside its number and as columns of data."""

    words: Callable[[Statement], str] = lambda _: ""
    columns: Mapping[str, Callable[[Statement], str]] = field(default_factory=dict)


ALIKE = Apart()


def stated_rows(
    told: Sequence[Statement],
    *,
    name: str,
    title: str,
    subtitle: str,
    apart: Apart = ALIKE,
) -> Chart | None:
    """Draw statements (people, or another unit of one kind) as rows in the order given.

    `apart` says what sets a row apart from its neighbours.
    """
    if not told:
        return None
    fig, (axes,) = figure(0.8 + 0.21 * len(told))
    words = [_words(statement, apart.words(statement)) for statement in told]
    labels = [_label(statement) for statement in told]
    axis = _axis(axes, told, words, labels)
    for place, statement in enumerate(told):
        _row(axes, place, statement, words[place], axis)
    axes.set_yticks(range(len(told)), labels)
    axes.tick_params(axis="y", labelcolor=INK, pad=4)
    axes.set_ylim(len(told) - 0.4, -0.6)
    grid(axes, "x")
    _key(axes, told)
    return Chart(
        id=name,
        title=title,
        subtitle=f"{subtitle} {_lines_told(told, axis)}".rstrip(),
        foot="Source: the ledger; a row is one origin’s statement, however many publications carry it."
        f"{inferred([_day_told(one) for one in told if one.days_inferred])}{_read_both_ways(told)}",
        alt=f"{len(told)} statements of {origins(told)} origins. " + "; ".join(map(_said, told)) + ".",
        figure=fig,
        columns=["Figure", "Day", "Credited to", "Seen at", *apart.columns, "Low", "Stated", "High", "Hedge"],
        rows=[
            [
                figure_cell(s),
                f"{s.day}",
                s.figure.attributed_to or named(s.origin),
                seen_at(s),
                *(column(s) for column in apart.columns.values()),
                _finite(s.interval.low),
                None if s.is_range else s.value,
                _finite(s.interval.high),
                s.figure.hedge,
            ]
            for s in told
        ],
        marks=[Marks(axes, [s.value for s in told], range(len(told)))],
    )


def _day_told(statement: Statement) -> str:
    return f"{credited(statement)}, {day_text(statement.day)}"


def _read_both_ways(told: Sequence[Statement]) -> str:
    """Name the numbers of Russian soldiers that pages tell with North Koreans and without, as a foot goes on."""
    both = [one for one in told if len({figure.side for figure in one.figures}) > 1]
    named_days = "; ".join(map(_day_told, both))
    return f" Told as of Russians and as with North Koreans: {named_days}." if both else ""


def _lines_told(told: Sequence[Statement], scale: float) -> str:
    """Say what the lines mean that are drawn."""
    ends, thick = [_ends(one) for one in told], any(_narrowed(one, scale) for one in told)
    lines = {
        f"{'thin' if thick else 'a line'}: what rounding and hedge allow": any(low < high for low, high in ends),
        "thick: the same, if the number is rounded ten times finer than it looks": thick,
        "an arrow: an open end": any(not np.isfinite(one.interval.high) for one in told),
    }
    drawn = "; ".join(words for words, is_drawn in lines.items() if is_drawn)
    return f"{drawn[0].upper()}{drawn[1:]}." if drawn else ""


def _narrowed(statement: Statement, scale: float) -> Interval | None:
    """Return the interval of a finer rounding where it can be seen beside the mark; `scale` is points a person."""
    narrow = statement.narrow
    if narrow is None or not np.isfinite([narrow.low, narrow.high]).all():
        return None
    return narrow if (narrow.high - narrow.low) * scale > MARK + 1 else None


def _row(axes: Axes, place: int, statement: Statement, words: str, scale: float) -> None:
    """Draw the interval that the words allow, thick what a finer rounding would, and the number itself."""
    colour, marker, _ = SIDES[party(statement)]
    low, high = _ends(statement)
    axes.plot([low, high], [place, place], color=colour, linewidth=1.1, solid_capstyle="butt")
    if narrow := _narrowed(statement, scale):
        axes.plot([narrow.low, narrow.high], [place, place], color=colour, linewidth=3.2)
    if not np.isfinite(statement.interval.high):
        axes.annotate(
            "",
            (statement.value, place),
            (ARROW, 0),
            textcoords="offset points",
            arrowprops={"arrowstyle": "<-", "color": colour, "linewidth": 1.3, "shrinkA": 0, "shrinkB": 0},
        )
    said = statement.ends if statement.is_range else (statement.value,)
    axes.plot(said, [place] * len(said), linestyle="", marker=marker, color=colour, markersize=MARK, clip_on=False)
    after = ARROW + 3 if not np.isfinite(statement.interval.high) else GAP
    told = axes.annotate(words, (high, place), (after, 0), textcoords="offset points", va="center", fontsize=TEXT)
    told.set(color=INK, in_layout=False)  # the axis has room for it: a margin beside it would be room for it twice


def _words(statement: Statement, mark: str) -> str:
    return f"{_hedged(statement)}{f', {mark}' if mark else ''}"


def _hedged(statement: Statement) -> str:
    """Return a figure as it was stated, of a range its two ends."""
    if statement.is_range:
        return "–".join(shown(end) for end in statement.ends)
    hedge = statement.figure.hedge
    return shown(statement.value) if hedge in ("exact", "range") else f"{hedge} {shown(statement.value)}"


def _axis(axes: Axes, told: Sequence[Statement], words: Sequence[str], labels: Sequence[str]) -> float:
    """Set an axis from nobody to the highest number, with room for words beside it; return points a person."""
    width = WIDTH - LETTER * max(map(len, labels)) - EDGES
    end = _room(told, words, width)
    start = _start(told, width * 72, end)
    axes.set_xlim(start, end)
    axes.xaxis.set_major_formatter(lambda value, _: shown(value))
    scale = width * 72 / (end - start)
    top = max(_ends(statement)[1] for statement in told)
    apart = (72 * LETTER * len(shown(top)) + TICK_GAP) / scale
    ticks = _ticks(max(apart, top / MOST_TICKS), max(top, min(BEYOND * top, end)))
    axes.set_xticks(ticks)
    axes.spines["bottom"].set_bounds(0, max(top, *ticks))
    return scale


def _ticks(least: float, limit: float) -> list[float]:
    """Return ticks from nobody up to `limit`, at least `least` apart, by the easy step that leaves the least over."""
    power = 10.0 ** math.floor(math.log10(least))
    steps = [part * power for part in EASY if least <= part * power <= 2.5 * least]
    step = max(steps, key=lambda one: (limit // one * one, -one))
    return [step * place for place in range(int(limit // step) + 1)]


def _room(told: Sequence[Statement], words: Sequence[str], width: float) -> float:
    """Return the end of an axis of some width (inches) at which the longest row still fits with its words."""
    ends = [_ends(statement)[1] for statement in told]
    taken = [(ARROW + 6) / 72 + LETTER * len(text) for text in words]
    return max(end / max(1 - part / width, 0.2) for end, part in zip(ends, taken, strict=True))


def _start(told: Sequence[Statement], width: float, end: float) -> float:
    """Return where an axis of some width (points) begins so that the mark of a small number is clear of the names."""
    taken = max(HALF - _ends(one)[0] / end * width for one in told)
    return -max(taken, 0.0) * end / width


def _ends(statement: Statement) -> tuple[float, float]:
    low = max(statement.interval.low, 0.0)  # fewer than nobody are not
    high = statement.interval.high if np.isfinite(statement.interval.high) else statement.value
    return low, high


def figure_cell(statement: Statement) -> Worded:
    """Return the id of a figure as a cell that leads to its address."""
    return Worded(figure_number(statement.figure, statement.source), statement.figure.id)


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _label(statement: Statement) -> str:
    who = credited(statement)
    return f"{_shortened(who)}  {short_day(statement.day)}"


def _shortened(text: str) -> str:
    """Return a name that fits beside the axis: without its office, if need be; the data table has it whole."""
    name = text if len(text) <= WITH_OFFICE else text.split(",", maxsplit=1)[0]
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def _said(statement: Statement) -> str:
    who = credited(statement)
    return f"{day_text(statement.day)}, {who}: {_hedged(statement)}"


def _key(axes: Axes, told: Sequence[Statement]) -> None:
    for side, (colour, marker, words) in SIDES.items():
        if any(party(statement) == side for statement in told):
            axes.plot([], [], marker, color=colour, markersize=MARK, label=words)
    key_above(axes)
