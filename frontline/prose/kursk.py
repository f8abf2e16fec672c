"""What the reports tell of Kursk in words."""

import datetime as dt
from collections.abc import Sequence

from frontline.analysis.days import highest_day
from frontline.analysis.evidence import Evidence
from frontline.analysis.series import Level, MeasuredSeries
from frontline.analysis.statements import Statement, origins, stated_number
from frontline.analysis.windows import Window, day_text
from frontline.numbers import Cell, Prose, Table, Worded, shown, tell
from frontline.prose.borders import missing_told
from frontline.prose.missing import no_kursk
from frontline.prose.words import FEET, credited, many, seen_at


def kursk_story(evidence: Evidence) -> Prose:
    """Tell what Ukraine holds of Kursk, what the grey zone adds, and what Russian forces regained."""
    lines = {line.quantity: line for line in evidence.kursk()}
    parts: list[Prose] = []
    if "held" in lines and lines["held"].values.max() > 0:
        parts.append(_held(lines["held"], lines["held_and_grey"], evidence.as_of))
    if "regained" in lines:
        parts.append(_regained(lines["regained"], evidence.as_of))
    if not parts:
        return no_kursk(evidence)
    words = "\n\n".join(part.markdown for part in parts)
    return Prose(words, tuple(number for part in parts for number in part.numbers))


def _held(held: MeasuredSeries, both: MeasuredSeries, as_of: dt.date) -> Prose:
    top = held.level(highest_day(held.values))
    return tell(
        f"On {_last_day(held, as_of)} DeepState marks {{held}} as held by Ukraine, and {{both}} with the grey zone, "
        f"whose status it calls unknown. The peak of the first was {{top}}, on {day_text(top.day)}.",
        held=held.level(held.last).number(),
        both=both.level(both.last).number(),
        top=top.number(),
    )


def _regained(regained: MeasuredSeries, as_of: dt.date) -> Prose:
    when = f" on {_last_day(regained, as_of)}" if regained.last < as_of else ""
    return tell(
        "ISW has no layer of ground held by Ukraine there. It marks what Russian forces took back: {regained}"
        f"{when}, of which {{at_first}} stood in it on its first day, {day_text(regained.first)}.",
        regained=regained.level(regained.last).number(),
        at_first=regained.level(regained.first).number(),
    )


def _last_day(line: MeasuredSeries, as_of: dt.date) -> str:
    """Return the last measured day in words, and say so where the report looks further."""
    later = f" (the last day measured: {line.mapper} has nothing later up to {day_text(as_of)})"
    return day_text(line.last) + (later if line.last < as_of else "")


WHAT = {"area_held": "held by Ukraine", "area_peak": "largest area held", "area_regained": "regained by Russian forces"}


def stated_table(told: Sequence[Statement], evidence: Evidence) -> Table | None:
    """List what was stated on areas in Kursk beside what the series show on the same day."""
    if not told:
        return None
    lines = {line.quantity: line for line in evidence.kursk()}
    beside = [_beside(one, lines) for one in told]
    return Table(
        id="kursk-stated",
        title=f"{many(len(told), 'statement')} of {many(origins(told), 'origin')} on areas held or regained in Kursk",
        subtitle="Area in km² as stated, beside DeepState’s held and held plus grey on the same day. These two are "
        "given for areas stated as held on one day: no level stands beside a largest area, a regained one, or an area "
        "of some day among several.",
        columns=[
            ("Days", "left"),
            ("What", "left"),
            ("Stated", "right"),
            ("Credited to", "left"),
            ("Seen at", "left"),
            ("Held", "right"),
            ("Held plus grey", "right"),
        ],
        rows=[_stated_row(one, evidence, levels) for one, levels in zip(told, beside, strict=True)],
        foot=f"Source: the ledger; {FEET['deepstate_archive']}."
        + missing_told(level for levels in beside for level in levels if level)
        + _worded(told),
    )


def _worded(told: Sequence[Statement]) -> str:
    """Say that credits of different words are of one origin, where there are more of them than origins."""
    names = {one.figure.attributed_to for one in told if one.figure.attributed_to}
    more = len(names) > origins(told)
    return " Credits stand as they were worded; several of them can be one origin." if more else ""


def _beside(one: Statement, lines: dict[str, MeasuredSeries]) -> list[Level | None]:
    """Return DeepState's levels on the day of an area stated as held on one day; None where there is none."""
    on_a_day = one.figure.quantity == "area_held" and one.figure.first == one.figure.last
    areas = [lines.get(quantity) if on_a_day else None for quantity in ("held", "held_and_grey")]
    return [line.level(one.day) if line and line.has(one.day) else None for line in areas]


def _stated_row(one: Statement, evidence: Evidence, beside: Sequence[Level | None]) -> list[Cell]:
    figure, number = one.figure, stated_number(one, evidence)
    hedge = "" if figure.hedge in ("exact", "range") else f"{figure.hedge} "
    value = f"{shown(figure.low or 0)}–{shown(figure.high or 0)}" if figure.hedge == "range" else number.bare
    return [
        Window(figure.first, figure.last).short,
        WHAT[figure.quantity],
        Worded(number, f"{hedge}{value}"),
        credited(one),
        seen_at(one),
        *(shown(level.value) if level else "" for level in beside),
    ]
