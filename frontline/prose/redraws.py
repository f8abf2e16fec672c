"""What the report tells of redraw candidates: which there are, and net gains with and without them."""

from collections.abc import Sequence

from frontline.analysis.agreement import compared_windows
from frontline.analysis.evidence import Evidence
from frontline.analysis.redraws import (
    Both,
    Cleared,
    Redraw,
    covering,
    farthest,
    nearest_to_passing,
    opposed,
    pairs,
)
from frontline.analysis.series import ONE_DAY, MeasuredSeries
from frontline.analysis.steps import ENOUGH_DAYS, LAG, NOISE_DAYS, NOISE_MULTIPLE, SMALLEST_KM2, SPAN
from frontline.analysis.windows import Window, day_text
from frontline.numbers import Cell, Number, Prose, Table, box, shown, tell
from frontline.prose.words import count, definition, foot, listed, rows_of

METHOD = (
    f"A step of up to {SPAN} days counts as a candidate where the other map shows less than half of it within {LAG} "
    f"days, and what is left passes {shown(NOISE_MULTIPLE)} times the noise and {shown(SMALLEST_KM2)} km². Noise is "
    f"what the two maps’ changes usually differ by: the median absolute deviation over the {NOISE_DAYS} days around, "
    "as far as both maps cover them up to the last day of the edition, scaled to a standard deviation; fewer than "
    f"{ENOUGH_DAYS} days tell none. The *unexplained* part is the step less the most that the other map shows of it."
)
LONG_DAYS = 60  # in a shorter window a net gain is hardly more than its redraws
OTHER_MULTIPLES = (4.0, 5.0, 6.0, 8.0, 10.0)
CAUTION = (
    "A candidate is not proven to be a redraw: the other mapper may have missed the movement, or shown it weeks later. "
    "A redraw that passes for movement, or that both mappers make, is not among them. And taking out what the other "
    "map lacks brings the two together by construction: it shows what their difference hangs on, not who is right."
)


def method(lines: Sequence[MeasuredSeries]) -> Prose | None:
    """Say how candidates are told, and what they are not; None where there are not two maps to compare."""
    return box("How a candidate is told, and what it is not", f"{METHOD}\n\n{CAUTION}") if pairs(lines) else None


def story(
    found: Sequence[Redraw], lines: Sequence[MeasuredSeries], window: Window, evidence: Evidence | None = None
) -> Prose:
    """Tell how many candidates there are, and what becomes of years in which the maps disagree on the sign.

    `evidence` brings the events that fall on candidates, and what whole series tell of a step that does not pass.
    """
    if not pairs(lines):
        return Prose(
            "*Redraws: they are told by comparing two mappers’ maps of one region, and there are not two here.*"
        )
    if not found:
        return _none_passes(lines, window, evidence)
    told = [_counted(found, window), *(_opposed(both, lines) for both in opposed(lines, window))]
    numbers = {number.id: number for part in told for number in part.numbers}
    words = [*(part.markdown for part in told), *(_beside(found, evidence) if evidence else [])]
    return Prose("\n\n".join(words), tuple(numbers.values()))


def _few(window: Window) -> bool:
    return window.last - window.first < ENOUGH_DAYS * ONE_DAY


def _none_passes(lines: Sequence[MeasuredSeries], window: Window, evidence: Evidence | None) -> Prose:
    """Say that no step passes the rule, and name the one that comes nearest with what it makes of a short window."""
    missed = nearest_to_passing(lines, window)
    lead = f"No step of either map passes the rule below, {window.text}."
    if missed is None:
        return Prose(lead)
    times = [_times(missed)] if missed.times_noise > 0 else []
    told = tell(
        f"{lead} The one that comes nearest is {missed.mapper}’s of {missed.window.text}: {{step}}, of which "
        f"{{unexplained}} is unexplained{''.join(f', {one} times the noise' for one in times)}.",
        step=missed.step.number(signed=True),
        unexplained=missed.number(),
    )
    told = Prose(told.markdown, (*told.numbers, *times))
    parts = [told, *_share_of(missed, window), *_with_all_days(missed, evidence)]
    return Prose(" ".join(part.markdown for part in parts), tuple(number for part in parts for number in part.numbers))


def _times(missed: Redraw) -> Number:
    rows = rows_of([missed.step.series, missed.same_days.series])
    name, value = f"times-noise-{missed.step.key}", missed.times_noise
    formula = f"unexplained ÷ noise of {shown(missed.noise, 1)} km², told by the days around that both maps cover"
    return Number(name, value, "count", "computed", rows, formula, 1)


def _share_of(missed: Redraw, window: Window) -> list[Prose]:
    """Say what share of its map's gain is unexplained, where the window is short and both go the same way."""
    gain = missed.step.series.gain(window.first, window.last)
    if not _few(window) or not 0 < missed.unexplained <= gain.value:
        return []
    formula = f"({missed.number().formula}) ÷ ({gain.formula})"
    inputs = (*missed.inputs, *gain.inputs)
    share = Number(
        f"share-{missed.step.key}", 100 * missed.unexplained / gain.value, "percent", "computed", inputs, formula
    )
    return [
        tell(
            f"Its unexplained part makes up {{share}} of the {{gain}} that {missed.mapper}’s map gains in these days.",
            share=share,
            gain=gain.number(),
        )
    ]


def _with_all_days(missed: Redraw, evidence: Evidence | None) -> list[Prose]:
    """Say whether a step passes where all days that were measured tell what is usual, as the claim check has it."""
    if evidence is None:
        return []
    passing = evidence.redraws(missed.step.series, missed.same_days.series)
    if any(one.mapper == missed.mapper and one.window == missed.window for one in passing):
        return [
            Prose(
                "With all days measured it does pass: the claim check, which looks at these, counts it as a candidate."
            )
        ]
    return [Prose("With all days measured it does not pass either.")]


def in_short(found: Sequence[Redraw], lines: Sequence[MeasuredSeries], window: Window) -> Prose | None:
    """Warn beside the headlines of a short window that a step which the other map lacks makes much of a gain."""
    missed = nearest_to_passing(lines, window) if not found else None
    told = _share_of(missed, window) if missed else []
    if not missed or not told:
        return None
    words = (
        f"A step of {missed.mapper}’s map, {missed.window.text}, shows on {missed.same_days.series.mapper}’s in part "
        "at most. By the days of this edition alone it does not pass the rule for redraw candidates, and may be a "
        "redraw all the same. "
    )
    return Prose(f"{words}{told[0].markdown}", told[0].numbers)


def _beside(found: Sequence[Redraw], evidence: Evidence) -> list[str]:
    """Name the events that fall into the days of a candidate, or a few days before or after."""
    apart = LAG * ONE_DAY
    events = evidence.ledger.events.values()
    told = [
        f"{event.name}, {day_text(event.day)} (No.\N{NO-BREAK SPACE}{number})"
        for number, redraw in enumerate(found, start=1)
        for event in events
        if redraw.window.first - apart <= event.day <= redraw.window.last + apart
    ]
    return [f"Events within {LAG} days of a candidate: {'; '.join(told)}."] if told else []


def _counted(found: Sequence[Redraw], window: Window) -> Prose:
    mappers = list(dict.fromkeys(redraw.mapper for redraw in found))
    counts = {f"of_{place}": _count(mapper, found, window) for place, mapper in enumerate(mappers)}
    counted = [f"{{of_{place}}} of {mapper}" for place, mapper in enumerate(mappers)]
    largest = max(found, key=lambda redraw: abs(redraw.unexplained))
    return tell(
        f"Steps of one map that the other lacks, {window.text}: {listed(counted)}. The largest is "
        f"{largest.mapper}’s of {largest.window.text}: {{step}}, of which {{unexplained}} is unexplained.",
        step=largest.step.number(signed=True),
        unexplained=largest.number(),
        **counts,
    )


def _count(mapper: str, found: Sequence[Redraw], window: Window) -> Number:
    inputs = tuple(row for redraw in found if redraw.mapper == mapper for row in redraw.inputs)
    number = sum(redraw.mapper == mapper for redraw in found)
    return count(f"candidates-{mapper}-{window.first}-{window.last}", number, inputs, f"redraw candidates of {mapper}")


def _opposed(both: Both, lines: Sequence[MeasuredSeries]) -> Prose:
    """Tell a window in which one map gained and the other fell, with and without candidates."""
    one, other = both
    agree = one.value * other.value > 0
    verdict = (
        "both point the same way: the disagreement hangs on these steps"
        if agree
        else "they still point apart: the disagreement does not hang on these steps"
    )
    window = Window(one.gain.first, one.gain.last)
    published, without = _farthest(both, window)
    others = _with_other_multiples(lines, window)
    told = tell(
        f"**{window.text}, where the maps disagree on the sign**: {one.gain.series.gain_label} gives {{one}} net, "
        f"{other.gain.series.gain_label} {{other}}. Without the candidates they give {{one_cleared}} and "
        f"{{other_cleared}}, and {verdict}. At their farthest within that time the two lines are {{published}} apart, "
        f"without the candidates {{without}}. {others.markdown}",
        one=one.gain.number(signed=True),
        other=other.gain.number(signed=True),
        one_cleared=one.number(signed=True),
        other_cleared=other.number(signed=True),
        published=published,
        without=without,
    )
    return Prose(told.markdown, (*told.numbers, *others.numbers))


def _farthest(both: Both, window: Window) -> tuple[Number, Number]:
    formula = f"largest |S − T| of the gains accumulated in {window.text}"
    inputs = tuple(row for cleared in both for row in cleared.inputs)
    published, without = farthest(both)
    name = f"{window.first}-{window.last}"
    return (
        Number(f"farthest-{name}", published, "km2", "computed", inputs, formula),
        Number(f"farthest-cleared-{name}", without, "km2", "computed", inputs, f"{formula}, without the candidates"),
    )


def _with_other_multiples(lines: Sequence[MeasuredSeries], window: Window) -> Prose:
    """Say what the nets without candidates would be, had the step to pass less noise or more."""
    told = [covering(lines, window, multiple) for multiple in OTHER_MULTIPLES]
    spans = [_span([both[place] for both in told if both is not None]) for place in (0, 1)]
    counts = f"{shown(OTHER_MULTIPLES[0])} to {shown(OTHER_MULTIPLES[-1])}"
    words = listed([span.markdown for span in spans])
    return Prose(
        f"With a threshold of {counts} times the noise the nets without would be {words}.",
        tuple(number for span in spans for number in span.numbers),
    )


def _span(cleared: Sequence[Cleared]) -> Prose:
    ends = [end(cleared, key=lambda one: one.value) for end in (min, max)]
    numbers = {
        one.value: Number(f"{name}-{one.gain.key}", one.value, "km2", "computed", one.inputs, one.formula, signed=True)
        for name, one in zip(("lowest", "highest"), ends, strict=True)
    }
    words = " to ".join(str(f"{number}") for number in numbers.values())
    return Prose(f"{words} on {cleared[0].gain.series.mapper}’s map", tuple(numbers.values()))


def candidates_table(found: Sequence[Redraw]) -> Table | None:
    """List the candidates, numbered as in the chart, each beside what the other map shows."""
    if not found:
        return None
    largest = max(found, key=lambda redraw: abs(redraw.unexplained))
    return Table(
        id="redraw-candidates",
        title=f"{len(found)} redraw {'candidate' if len(found) == 1 else 'candidates'}, the largest on "
        f"{largest.mapper}’s map",
        subtitle=f"Steps in km². “Nearest”: the most that the other map shows over as many days, up to {LAG} days "
        "earlier or later. Unexplained is the step less that.",
        columns=[
            ("No.", "left"),
            ("Days", "left"),
            ("Mapper", "left"),
            ("Step", "right"),
            ("Other map, same days", "right"),
            ("Nearest", "right"),
            ("Unexplained", "right"),
        ],
        rows=[_row(number, redraw) for number, redraw in enumerate(found, start=1)],
        foot=f"{foot(_series(found))} Each number is rounded by itself.",
    )


def _series(found: Sequence[Redraw]) -> list[MeasuredSeries]:
    return [gain.series for redraw in found for gain in (redraw.step, redraw.same_days)]


def _row(number: int, redraw: Redraw) -> list[Cell]:
    return [
        str(number),
        redraw.window.short,
        redraw.mapper,
        redraw.step.number(signed=True),
        shown(redraw.same_days.value, signed=True),
        shown(redraw.closest.value if redraw.closest else 0.0, signed=True),
        redraw.number(),
    ]


def nets_table(evidence: Evidence, lines: Sequence[MeasuredSeries]) -> Table | None:
    """Set net gains with candidates beside those without, for the windows that the report compares."""
    compared = compared_windows(evidence.since, evidence.as_of)
    windows = [one for one in compared if one.days > LONG_DAYS and one.first >= evidence.since]
    told = [both for window in dict.fromkeys(windows) if (both := covering(lines, window))]
    if not any(cleared.redraws for both in told for cleared in both):
        return None
    by = [f"{one.gain.series.label}; {other.gain.series.label}" for one, other in told]
    several = len(set(by)) > 1
    rows = [_nets(both, *([whose] if several else [])) for both, whose in zip(told, by, strict=True)]
    mappers = [cleared.gain.series.mapper for cleared in told[0]]
    series = [cleared.gain.series for both in told for cleared in both]
    return Table(
        id="gains-without-redraws",
        title=f"Net gains{series[0].within} with and without redraw candidates",
        subtitle=f"Without: less the unexplained part of that mapper’s own candidates, which are counted for "
        f"{listed(mappers)}. {definition(series)}.",
        columns=[
            ("Window", "left"),
            *((f"{mapper}{part}", "right") for mapper in mappers for part in ("", " without")),
            ("Candidates", "right"),
            *((("By", "left"),) if several else ()),
        ],
        rows=rows,
        foot=f"{foot(series)} Each number is rounded by itself.",
    )


def _nets(both: Both, *more: str) -> list[Cell]:
    one, other = both
    cells: list[Cell] = [Window(one.gain.first, one.gain.last).short]
    for cleared in both:
        cells += [cleared.gain.number(signed=True), cleared.number(signed=True)]
    return [*cells, f"{len(one.redraws)} and {len(other.redraws)}", *more]
