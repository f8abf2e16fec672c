"""What the reports tell of Kursk in words."""

from collections.abc import Sequence

from frontline.analysis.days import highest_day
from frontline.analysis.evidence import Evidence
from frontline.analysis.series import MeasuredSeries
from frontline.analysis.statements import Statement, origins, stated_number
from frontline.analysis.windows import day_text, short_day
from frontline.numbers import Cell, Number, Prose, Table, Worded, shown, tell
from frontline.prose.words import no_data, seen_at


def kursk_story(evidence: Evidence) -> Prose:
    """Tell what Ukraine holds of Kursk, what the grey zone adds, and what Russian forces regained."""
    lines = {line.quantity: line for line in evidence.kursk() if line.has(evidence.as_of)}
    parts: list[str] = []
    numbers: dict[str, Number | str] = {}
    if "held" in lines and lines["held"].values.max() > 0:
        held, both = lines["held"], lines["held_and_grey"]
        top = held.level(highest_day(held.values))
        numbers |= {
            "held": held.level(evidence.as_of).number(),
            "both": both.level(evidence.as_of).number(),
            "top": top.number(),
        }
        parts.append(
            f"On {day_text(evidence.as_of)} DeepState marks {{held}} as held by Ukraine, and {{both}} with the "
            f"grey zone, whose status it calls unknown. The peak of the first was {{top}}, on {day_text(top.day)}."
        )
    if "regained" in lines:
        regained = lines["regained"]
        numbers |= {
            "regained": regained.level(evidence.as_of).number(),
            "at_first": regained.level(regained.first).number(),
        }
        parts.append(
            "ISW has no layer of ground held by Ukraine there. It marks what Russian forces took back: {regained}, "
            f"of which {{at_first}} stood in it on its first day, {day_text(regained.first)}."
        )
    if not parts:
        return no_data("Kursk", evidence.since, evidence.as_of)
    return tell("\n\n".join(parts), **numbers)


WHAT = {"area_held": "held by Ukraine", "area_peak": "largest area held", "area_regained": "regained by Russian forces"}


def stated_table(told: Sequence[Statement], evidence: Evidence) -> Table | None:
    """List what was stated on areas in Kursk beside what the series show on the same day."""
    if not told:
        return None
    lines = {line.quantity: line for line in evidence.kursk()}
    return Table(
        id="kursk-stated",
        title=f"{len(told)} statements of {origins(told)} origins on areas in Kursk",
        subtitle="Area in km² as stated, beside DeepState’s held and held plus grey on the same day.",
        columns=[
            ("Day", "left"),
            ("What", "left"),
            ("Stated", "right"),
            ("Credited to", "left"),
            ("Seen at", "left"),
            ("Held", "right"),
            ("Held plus grey", "right"),
        ],
        rows=[_stated_row(one, evidence, lines) for one in told],
        foot="Source: the ledger; DeepStateMap.Live by deepstatemaps-history (geodesic).",
    )


def _stated_row(one: Statement, evidence: Evidence, lines: dict[str, MeasuredSeries]) -> list[Cell]:
    figure, number = one.figure, stated_number(one, evidence)
    hedge = "" if figure.hedge in ("exact", "range") else f"{figure.hedge} "
    value = f"{shown(figure.low or 0)}–{shown(figure.high or 0)}" if figure.hedge == "range" else number.bare
    areas = [lines.get(quantity) if figure.quantity == "area_held" else None for quantity in ("held", "held_and_grey")]
    measured = [shown(line.level(one.day).value) if line and line.has(one.day) else "" for line in areas]
    return [
        short_day(one.day),
        WHAT[figure.quantity],
        Worded(number, f"{hedge}{value}"),
        figure.attributed_to or "no source named",
        seen_at(one),
        *measured,
    ]
