"""The scoreboard: each stated area against what the series give for the same days, a row a statement, by origin."""

import math
from collections.abc import Collection, Sequence

from matplotlib.axes import Axes

from frontline.analysis.candidates import GAIN, LARGEST, LEVEL, MEASURES, by_whom, measure_named
from frontline.analysis.match import Match
from frontline.analysis.scoreboard import OriginScore, Score
from frontline.analysis.stated import Interval, ends_of
from frontline.analysis.statements import THEATRE, THEATRE_TOLD, figure_number
from frontline.analysis.windows import Window, short_day
from frontline.charts.chart import Chart
from frontline.charts.look import BAND, BY_MAPPER, GRID, INK, MUTED, PAPER, SIZE, figure, key_of
from frontline.charts.marks import Marks
from frontline.numbers import MINUS, shown

REACH = 40.0  # percent: beyond it a difference in definition, not of degree; the data table has the value
TALLEST, UNNAMED_TALLEST = 7.2, 6.5  # inches: a page with title and notes, and a short table before it
WIDEST = 0.15  # inches a statement
READABLE = 0.125  # inches a statement from which on its number and days stand beside it
UNNAMED = " Too many rows to be named here: the chart’s data has them in this order, with number and days."
GAP = 1.5  # rows between origins
HOME = "Ukraine"  # goes without saying
KINDS = {MEASURES[GAIN]: "gain", MEASURES[LEVEL]: "level", MEASURES[LARGEST]: "largest"}


def scoreboard_chart(origins: Sequence[OriginScore]) -> Chart | None:
    """Draw each statement's interval and the measured values relative to the stated number (percent)."""
    told = [(origin, sorted(origin.covered, key=_order)) for origin in origins if origin.covered]
    scores = [score for _, rows in told for score in rows]
    if not scores:
        return None
    slots = len(scores) + GAP * len(told)
    named = (TALLEST - 0.6) / slots >= READABLE
    pitch = min(((TALLEST if named else UNNAMED_TALLEST) - 0.6) / slots, WIDEST)
    fig, (axes,) = figure(0.6 + pitch * slots)
    _ground(axes)
    regions = {score.region for score in scores}
    height, ticks = 0.0, []
    marks: list[Marks] = []
    for origin, rows in told:
        ticks.append((height + (len(rows) - 1) / 2, _label(origin)))
        for score in rows:
            _row(axes, height, score, min(5.0, 50 * pitch))
            offs = [_off(match, score) for match in score.values]
            marks.append(Marks(axes, offs, [height] * len(offs), [len(marks)] * len(offs)))
            if named:
                _words(axes, height, score, regions)
            height += 1
        if origin is not told[-1][0]:  # below the last one stands the axis
            axes.axhline(height + GAP / 2 - 0.5, color=GRID, linewidth=0.6)
        height += GAP
    axes.set_yticks([place for place, _ in ticks], [label for _, label in ticks])
    axes.tick_params(axis="y", labelsize=SIZE - 1, labelcolor=INK)
    axes.set_ylim(height - GAP / 2 - 0.3, -0.9)
    labels = list(dict.fromkeys(match.label for score in scores for match in score.values))
    others = "; open: by other definitions" if any(len(score.values) > 1 for score in scores) else ""
    return Chart(
        id="scoreboard",
        title=_title(scores),
        subtitle="Measured less stated, percent of the stated number, for the same days; what lies beyond "
        f"{REACH:.0f}% is drawn at the edge. Bar: what the words allow. Filled: the value closest to that{others}. "
        f"Behind a name: how many of its statements come out.{'' if named else UNNAMED}",
        foot="Source: the ledger and the measured series; "
        f"{key_of(match.levels.line.mapper for score in scores for match in score.values)}. A row is one origin’s "
        f"statement.{_theatre_told(regions)}",
        alt=_alt(origins),
        figure=fig,
        columns=[
            "Origin",
            "Figure",
            "What",
            "Region",
            "Days",
            "Stated, km²",
            "Allows",
            "Comes out by",
            *(f"{name}, km²" for name in labels),
        ],
        rows=[_data(origin, score, labels) for origin, rows in told for score in rows],
        marks=marks,
    )


def _title(scores: Sequence[Score]) -> str:
    """Count what comes out, in words where there is one statement or nothing to count."""
    obtained, near = sum(bool(score.by) for score in scores), sum(score.near for score in scores)
    coarse = sum(score.coarse for score in scores)
    within = "within its rounding and hedge"
    if len(scores) == 1:
        miss = f"does not come out {within}, {'but' if near else 'nor'} within one percent"
        return f"The one stated area {f'comes out {within}' if obtained else miss}"
    came = f"{obtained} of {len(scores)} stated areas come out within their rounding and hedge"
    if not obtained:
        came = f"None of the {len(scores)} stated areas comes out {within}"
    alone = f", {coarse} of them by the coarsest rounding alone" if coarse else ""
    return f"{came}{alone}; {near or 'none'} {'more ' if obtained else ''}within one percent"


def _theatre_told(regions: Collection[str]) -> str:
    return f" {THEATRE_TOLD}" if any(THEATRE in region for region in regions) else ""


def _order(score: Score) -> tuple[float, str]:
    closest = score.closest
    return (abs(closest.off / score.statement.value) if closest else math.inf, score.statement.figure.id)


def _ground(axes: Axes) -> None:
    axes.set_xlim(-REACH * 1.04, REACH * 1.04)
    axes.axvline(0, color=MUTED, linewidth=0.8, zorder=1.5)  # over the bars, which would break it
    for tick in (-20, -10, 10, 20):
        axes.axvline(tick, color=GRID, linewidth=0.6, zorder=0)
    axes.set_xticks([-REACH, -20, -10, 0, 10, 20, REACH])
    axes.xaxis.set_major_formatter(lambda value, _: _percent(value))


def _percent(value: float) -> str:
    if abs(value) >= REACH:
        return f"{MINUS if value < 0 else '+'}{REACH:.0f}% or {'less' if value < 0 else 'more'}"
    return f"{shown(value, signed=True)}%"


def _row(axes: Axes, height: float, score: Score, size: float) -> None:
    stated = score.statement.value
    low, high = _ends(score.statement.interval, stated)
    axes.plot([low, high], [height, height], color=BAND, linewidth=max(size, 2.2), solid_capstyle="butt", zorder=1)
    axes.plot([low, high], [height, height], color=MUTED, linewidth=0.7, solid_capstyle="butt", zorder=2)
    for match in score.values:
        chosen = match is score.closest
        colour = BY_MAPPER[match.levels.line.mapper]
        axes.plot(
            [_off(match, score)],
            [height],
            "o",
            color=colour,
            markersize=size if chosen else 0.55 * size,
            markerfacecolor=colour if chosen else PAPER,
            markeredgewidth=0.6,
            zorder=5 if chosen else 4,
        )


def _off(match: Match, score: Score) -> float:
    return _clipped(100 * match.off / abs(score.statement.value))


def _words(axes: Axes, height: float, score: Score, regions: Collection[str]) -> None:
    """Write what was stated beside its row, with its region where the rows tell of several."""
    figure_ = score.statement.figure
    where = f", {score.region}" if len(regions) > 1 and score.region != HOME else ""
    what = f"{KINDS[measure_named(figure_)]}{by_whom(figure_)}"
    days = short_day(figure_.last) if figure_.first == figure_.last else Window(figure_.first, figure_.last).short
    axes.annotate(
        f"{figure_number(figure_, score.statement.source).text} {what}{where}, {days}",
        (1.01, height),
        xycoords=axes.get_yaxis_transform(),
        va="center",
        fontsize=SIZE - 2,
        color=MUTED,
        annotation_clip=False,
    )


def _ends(interval: Interval, stated: float) -> tuple[float, float]:
    ends = [
        100 * (end - stated) / abs(stated) if math.isfinite(end) else math.copysign(REACH, end)
        for end in (interval.low, interval.high)
    ]
    return _clipped(ends[0]), _clipped(ends[1])


def _clipped(value: float) -> float:
    return max(-REACH, min(REACH, value))


def _label(origin: OriginScore) -> str:
    return f"{origin.short}  {origin.obtained}/{len(origin.covered)}"


def _alt(origins: Sequence[OriginScore]) -> str:
    told = [
        f"{origin.name}: {origin.obtained or 'none'} of {len(origin.covered)} come out"
        + (f", {origin.near} more within one percent" if origin.near else "")
        for origin in origins
        if origin.covered
    ]
    return "Rows of intervals and measured values by origin. " + "; ".join(told) + "."


def _data(origin: OriginScore, score: Score, labels: Sequence[str]) -> list[str | float | None]:
    figure_ = score.statement.figure
    measured = {match.label: match.value for match in score.values}
    return [
        origin.name,
        figure_.id,
        f"{measure_named(figure_)}{by_whom(figure_)}",
        score.region,
        Window(figure_.first, figure_.last).short,
        figure_number(figure_, score.statement.source).bare if ends_of(figure_) else score.statement.value,
        score.statement.interval.text,
        "; ".join(score.by) or "none",
        *(measured.get(label) for label in labels),
    ]
