"""The specification curve of a claim: its readings in order of size above the choices that made each.

After Simonsohn, Simmons & Nelson 2020, with the readings of other standing kept apart from those that count.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from frontline.analysis.choices import OPTION_WORDS
from frontline.analysis.claims import CheckedClaim
from frontline.analysis.reading import Reading, digits_of
from frontline.analysis.stated import Interval
from frontline.analysis.statements import Statement, figure_number
from frontline.analysis.verdicts import holds, told_whether
from frontline.analysis.windows import Window
from frontline.analysis.witnesses import named
from frontline.charts.chart import Chart
from frontline.charts.labels import end_labels
from frontline.charts.look import BAND, BY_MAPPER, GRID, INK, MUTED, PAPER, SIZE, figure, grid, key_of
from frontline.charts.marks import Marks
from frontline.numbers import Number, shown, shown_with_unit
from frontline.prose.words import hedged, listed

FEWEST = 3  # readings: fewer are told better in a table
MOST_OTHERS = 8
STANDINGS = {"equivalent": "counts", "inferior": "inferior", "other question": "another question"}
KEY = {
    "equivalent": "filled circles count",
    "inferior": "open diamonds are inferior",
    "other question": "open crosses answer another question",
}
NAME = 38  # letters: a longer name is told by its first part
MARKERS = {"equivalent": "o", "inferior": "D", "other question": "X"}
ROW = 0.155  # inches a choice
TEXT = SIZE - 1.0


def curve(one: CheckedClaim) -> Chart | None:
    """Draw the readings of a claim that have a value; None for fewer than three."""
    told = sorted(
        (reading for reading in one.readings if reading.value is not None), key=lambda reading: reading.value or 0.0
    )
    if len(told) < FEWEST:
        return None
    rows = _options(told)
    fig, (above, below) = figure(1.45 + ROW * len(rows), rows=2, heights=(1.3, ROW * len(rows)))
    others = one.others[:MOST_OTHERS]
    _readings(above, told, one, others)
    _others(above, others, len(told))
    _matrix(below, told, rows)
    for axes in (above, below):
        axes.set_xlim(-0.6, len(told) - 0.4 + (0.9 if others else 0))
    return Chart(
        id=f"curve-{one.claim.id}",
        title=_title(one),
        subtitle=_subtitle(told, one, others),
        foot=_foot(told, one),
        alt=_alt(told, one, others),
        figure=fig,
        columns=["Mapper", "Series", "Choices", "Days", "Standing", "Reading", "Unit", "Holds"],
        rows=[_data(reading, one) for reading in told],
        numbers=tuple(number for reading in told if (number := reading.number(one.claim.id))),
        marks=[Marks(above, range(len(told)), [reading.value for reading in told])],
    )


def _hull(one: CheckedClaim) -> tuple[float, float]:
    """Return the span of what was stated and of the readings: others’ numbers do not stretch it without end."""
    values = [reading.value for reading in one.readings if reading.value is not None]
    ends = [end for end in (one.stated.low, one.stated.high) if np.isfinite(end)] if one.stated else []
    return min([*values, *ends]), max([*values, *ends])


def _scale(one: CheckedClaim, others: Sequence[Statement]) -> tuple[float, float]:
    """Return the ends of the axis, others’ numbers within unless they lie further off than half the hull."""
    low, high = _hull(one)
    reach = (high - low) / 2
    near = [statement.value for statement in others if low - reach <= statement.value <= high + reach]
    return min([low, *near]), max([high, *near])


def _readings(axes: Axes, told: Sequence[Reading], one: CheckedClaim, others: Sequence[Statement]) -> None:
    low, high = _scale(one, others)
    room = (high - low) * 0.14 or 1.0
    axes.set_ylim(low - room, high + 1.6 * room)
    if one.stated is not None:
        _band(axes, one.stated, len(told))
    digits = digits_of(told[0].unit)
    for place, reading in enumerate(told):
        value = reading.value or 0.0
        above = _fits_above(axes, value, one.stated)
        colour = BY_MAPPER[reading.mapper]
        face = colour if reading.standing == "equivalent" else PAPER
        marker = MARKERS[reading.standing]
        axes.plot([place], [value], marker, color=colour, markerfacecolor=face, markersize=6, zorder=4)
        axes.annotate(
            shown(value, digits, signed=reading.signed),
            (place, value),
            (0, 6 if above else -6),
            textcoords="offset points",
            ha="center",
            va="bottom" if above else "top",
            fontsize=TEXT,
            color=INK,
            zorder=3,
        )
    grid(axes)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.locator_params(axis="y", nbins=5)
    axes.tick_params(axis="y", labelsize=TEXT)


def _fits_above(axes: Axes, value: float, stated: Interval | None) -> bool:
    """Tell whether a number above its mark is struck by no end of the band, or would be below it too."""
    low, high = axes.get_ylim()
    height = axes.get_position().height * float(axes.get_figure(root=True).get_size_inches()[1])  # type: ignore[union-attr]
    point = (high - low) / (72 * max(height, 0.1))
    ends = [(end - value) / point for end in (stated.low, stated.high)] if stated else []
    struck, struck_below = (any(5 <= sign * end <= 8 + TEXT for end in ends) for sign in (1, -1))
    return not struck or struck_below


def _band(axes: Axes, stated: Interval, many: int) -> None:
    """Draw what was stated across the readings alone: what others stated stands beside it."""
    low, high = axes.get_ylim()
    ends = (max(stated.low, low), min(stated.high, high))
    left, right = -0.6, many - 0.4
    axes.fill_between([left, right], ends[0], ends[1], color=BAND, linewidth=0, zorder=0.5)
    for end in (stated.low, stated.high):
        if np.isfinite(end):
            axes.plot([left, right], [end, end], color=MUTED, linewidth=0.8, solid_capstyle="butt", zorder=2)


def _others(axes: Axes, others: Sequence[Statement], place: int) -> None:
    """Write what others stated at the right, on the same axis; what lies beyond it stands at its edge and says so."""
    low, high = axes.get_ylim()
    ends = []
    # Several beyond one edge stand one below the other there, the farthest outermost: each is to be seen.
    above = sorted((other for other in others if other.value > high), key=lambda other: -other.value)
    below = sorted((other for other in others if other.value < low), key=lambda other: other.value)
    step = 0.06 * (high - low)
    edges = {id(other): high - step * rank for rank, other in enumerate(above)}
    edges |= {id(other): low + step * rank for rank, other in enumerate(below)}
    for statement in others:
        height = edges.get(id(statement), statement.value)
        beyond = ", off the scale" if id(statement) in edges else ""
        ends.append((place + 0.1, height, f"{_who(statement)}: {_said(statement)}{beyond}", MUTED))
    end_labels(axes, ends, lines=0.95, size=TEXT, weight="normal")


def _said(statement: Statement) -> str:
    return f"{hedged(statement.figure)}{figure_number(statement.figure, statement.source).bare}"


def _who(statement: Statement) -> str:
    name = named(statement.origin)
    return name if len(name) <= NAME else name[: NAME - 1].rstrip() + "…"


def _options(told: Sequence[Reading]) -> list[tuple[str, str]]:
    """Return the options to mark, the mapper's first; a choice that all made alike is told in the data alone."""
    rows: dict[str, set[str]] = {"mapper": {reading.mapper for reading in told}}
    for reading in told:
        for choice, option in reading.choices.items():
            rows.setdefault(choice, set()).add(option)
    alike = {choice for choice in rows if len({reading.choices.get(choice) for reading in told}) == 1}
    order = [*BY_MAPPER, *OPTION_WORDS]
    return [
        (choice, option)
        for choice, options in rows.items()
        if choice == "mapper" or choice not in alike
        for option in sorted(options, key=order.index)
    ]


def _matrix(axes: Axes, told: Sequence[Reading], rows: Sequence[tuple[str, str]]) -> None:
    """Mark below each reading the options that made it."""
    dots: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for height, (choice, option) in enumerate(rows):
        if height and rows[height - 1][0] != choice:
            axes.axhline(height - 0.5, color=GRID, linewidth=0.6)
        for place, reading in enumerate(told):
            made = {"mapper": reading.mapper, **reading.choices}
            if choice in made:
                look = (BY_MAPPER[reading.mapper], 4) if made[choice] == option else (GRID, 2)
                dots.setdefault(look, []).append((place, height))
    for (colour, size), places in dots.items():
        axes.plot(*zip(*places, strict=True), "o", color=colour, markersize=size)
    axes.set_yticks(range(len(rows)), [OPTION_WORDS.get(option, option) for _, option in rows])
    axes.tick_params(axis="y", labelsize=TEXT, labelcolor=INK)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)


def _title(one: CheckedClaim) -> str:
    if one.stated is None:
        nothing = "neither a number nor a direction stated to hold them against"
        return f"{one.claim.id}: readings from {_ends_told(one)}, and {nothing}"
    held = sum(holds(reading, one.stated) for reading in one.counted)
    many = sum(reading.value is not None for reading in one.counted)
    if not many:
        return f"{one.claim.id}: no reading {'that counts has a value' if one.counted else 'counts'}"
    silent = len(one.counted) - many
    alone = {0: "", 1: "; another has no value"}.get(silent, f"; {silent} more have no value")
    if many == 1:
        where = f"lies {'within' if held else 'outside'} what was stated"
        return f"{one.claim.id}: the one reading that counts{' and has a value' if silent else ''} {where}{alone}"
    who = {0: f"none of the {many}", many: "both" if many == 2 else f"all {many}"}.get(held, f"{held} of the {many}")
    verb = "lies" if held <= 1 else "lie"
    return f"{one.claim.id}: {who} readings that count {verb} within what was stated{alone}"


def _ends_told(one: CheckedClaim) -> str:
    values = [reading.value for reading in one.readings if reading.value is not None]
    unit = one.readings[0].unit
    digits = digits_of(unit)
    return f"{shown(min(values), digits)} to {shown_with_unit(max(values), unit, digits)}"


def _subtitle(told: Sequence[Reading], one: CheckedClaim, others: Sequence[Statement]) -> str:
    unit = shown_with_unit(0, one.readings[0].unit)[1:].strip()
    of = f" ({one.readings[0].measure})" if one.directional else ""
    band = f" Band: what was stated, {one.stated.text}." if one.stated else ""
    drawn = {reading.standing for reading in told}
    marks = ", ".join(words for standing, words in KEY.items() if standing in drawn).capitalize()
    beside = " At the right: what others stated, each for its own days." if others else ""
    return f"Readings in order of size, {unit}{of}; below each, the choices that made it.{band} {marks}.{beside}"


def _foot(told: Sequence[Reading], one: CheckedClaim) -> str:
    """Name the mappers drawn; of one without a value the reason of its first reading, which is the plain one."""
    without: dict[str, str] = {}
    for reading in sorted(one.readings, key=lambda reading: reading.standing != "equivalent"):
        if reading.value is None:
            without.setdefault(reading.mapper, str(reading.why))
    none = f" No value: {'; '.join(f'{mapper}, {why}' for mapper, why in without.items())}." if without else ""
    return f"Source: the ledger and the measured series; {key_of(reading.mapper for reading in told)}.{none}"


def _alt(told: Sequence[Reading], one: CheckedClaim, others: Sequence[Statement]) -> str:
    digits = digits_of(told[0].unit)
    readings = "; ".join(
        f"{shown(reading.value or 0.0, digits, signed=reading.signed)} ({_made(reading)}; "
        f"{STANDINGS[reading.standing]})"
        for reading in told
    )
    beside = [f"{_who(statement)}: {_said(statement)}" for statement in others]
    tail = f" Others stated: {listed(beside)}." if beside else ""
    stated = f"Stated {one.stated.text}. " if one.stated else ""
    return f"{stated}Readings in order of size: {readings}.{tail}"


def _made(reading: Reading) -> str:
    return ", ".join([reading.mapper, *(OPTION_WORDS.get(option, option) for option in reading.choices.values())])


def _data(reading: Reading, one: CheckedClaim) -> list[str | float | Number | None]:
    return [
        reading.mapper,
        reading.series,
        ", ".join(OPTION_WORDS.get(option, option) for option in reading.choices.values()),
        Window(reading.first, reading.last).short,
        reading.standing,
        reading.number(one.claim.id),
        reading.unit,
        told_whether(reading, one.stated),
    ]
