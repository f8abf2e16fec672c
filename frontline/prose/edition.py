"""What every report says of itself: what it looks at, and what it cannot tell."""

import datetime as dt
from collections.abc import Sequence

from frontline.analysis.evidence import Evidence, label
from frontline.analysis.series import MeasuredSeries
from frontline.analysis.windows import Window, day_text
from frontline.measured import Correction, as_dates
from frontline.numbers import Number, Prose, box
from frontline.prose.words import listed


def looks_at(
    evidence: Evidence, notes: Sequence[str], known_on: str, drawn: Sequence[MeasuredSeries] | None = None
) -> Prose:
    """Say which days and region the report looks at, on which maps, and what its parameters changed.

    A report that is not one on maps gives the series that it has `drawn`, and names no map.
    """
    region, last = evidence.ledger.regions[evidence.region].name, day_text(evidence.as_of)
    on = [_maps(evidence)] if drawn is None else []
    if drawn is None or drawn:
        newest = day_text(newest_record(evidence, drawn))
        on.append(f"as recorded up to {newest}" if known_on == "latest" else f"as known on {known_on}")
    looked = f"This edition looks at **{region}** from {day_text(evidence.since)} to **{last}**"
    told = [f"{', '.join([looked, *on])}. Publications are quoted up to {last}.", *notes]
    return Prose("\n\n".join(told))


def _maps(evidence: Evidence) -> str:
    mappers = list(dict.fromkeys(line.mapper for line in evidence.territory()))
    return f"on the {'map' if len(mappers) == 1 else 'maps'} of {listed(mappers)}" if mappers else "on no map of it"


def newest_record(evidence: Evidence, drawn: Sequence[MeasuredSeries] | None = None) -> dt.date:
    """Return the day on which the newest of the measured rows was recorded, of those drawn where these are given."""
    known = evidence.measured
    if drawn is not None:
        rows = known.rows.loc[known.rows["series"].isin({line.id for line in drawn}), "recorded"]
        return max(as_dates(rows.drop_duplicates().to_numpy()))
    return known.once("newest record", lambda: max(as_dates(known.rows["recorded"].drop_duplicates().to_numpy())))


def window_of(evidence: Evidence) -> Window:
    """Return the days that the report looks at."""
    return Window(evidence.since, evidence.as_of)


def corrections(evidence: Evidence, drawn: Sequence[str], until: dt.date | None = None) -> Prose:
    """List the known errors of the series drawn that are corrected in this edition, and those no longer there.

    The days looked at end with the edition, or on `until`.
    """
    until = max(until or evidence.as_of, evidence.as_of)
    rows = [row for row in evidence.measured.corrections if row.series in drawn and row.day <= until]
    if not rows:
        return Prose("No correction of a source is in force in this report." + _idle(evidence, drawn, until))
    days: dict[tuple[str, dt.date], list[Correction]] = {}
    for row in rows:
        days.setdefault((row.series, row.day), []).append(row)
    items = [f"- **{label(series)}**, {day_text(day)}: {_corrected(same)}" for (series, day), same in days.items()]
    words = "Faulty values of the sources, not used here:\n\n" + "\n".join(items) + _idle(evidence, drawn, until)
    return Prose(words, tuple(number for row in rows for number in _values(row)))


def _corrected(rows: Sequence[Correction]) -> str:
    return " ".join(f"{_instead(row)}. {row.reason}. {row.evidence}." for row in rows)


def _instead(row: Correction) -> str:
    """Return a wrong value and what stands in its place."""
    wrong, *right = _values(row)
    return f"{wrong} {f'read as {right[0]}' if right else 'left out'}"


def _values(row: Correction) -> list[Number]:
    """Return the wrong value and, where there is one, the value read instead (km²)."""
    row_of = {"table": "corrections.csv", "series": row.series, "region": row.region, "day": str(row.day)}
    tail = f"{row.series}-{row.day}-{row.expected}"
    return [
        Number(f"{name}-{tail}", value, "km2", "measured", ({**row_of, "value": value},), digits=1)
        for name, value in (("corrected", row.expected), ("applied", row.applied))
        if value is not None
    ]


def _idle(evidence: Evidence, drawn: Sequence[str], until: dt.date) -> str:
    """Name the corrections whose wrong value is not what is known: repaired since, or not recorded yet."""
    idle = (row for row in evidence.measured.idle if row.series in drawn and row.day <= until)
    rows = {(row.series, row.day): None for row in idle}
    if not rows:
        return ""
    told = listed([f"{label(series)} ({day_text(day)})" for series, day in rows])
    return f"\n\nDeclared and not in force, as the wrong value is not what is known: {told}."


def sources(evidence: Evidence, shown: Sequence[str]) -> Prose:
    """List the measured series that a report draws on, with method, what to know of them, and rights."""
    rows = [evidence.declared[name] for name in dict.fromkeys(shown) if name in evidence.declared]
    items = [
        f"- **{label(row.id)}** ({row.id}): {row.layer}. Method: {row.method}. To know: {row.note} "
        f"Rights: {row.rights}."
        for row in rows
    ]
    mappers = listed([_with_article(name) for name in dict.fromkeys(row.mapper for row in rows)]) if rows else ""
    return Prose(f"Series of {mappers}:\n\n" + "\n".join(items) if items else "*No series is shown.*")


def _with_article(mapper: str) -> str:
    """Return who makes a series as a sentence has it: an office takes an article, a name none."""
    return f"the {mapper}" if mapper.startswith("General Staff") else mapper


DEFINITIONS = (
    "- **Control**: ground that a mapper shows as held by Russian forces; each mapper has rules of its own.\n"
    "- **Assessed advances** (ISW): ground where Russian forces were seen to operate, not ground that they "
    "hold. Control plus advances is what ISW’s totals count.\n"
    "- **Grey zone** (DeepState): ground whose status the mapper calls unknown; it counts for neither side.\n"
    "- **Held before 2022**: Crimea, internationally recognised territory of Ukraine and occupied since 2014,"
    " and what was held in Donetsk and Luhansk oblasts. It is part of levels and cancels in every gain.\n"
    "- **Held, regained** (Kursk): ground that DeepState shows as held by Ukraine; ground that ISW shows as "
    "taken back by Russian forces."
)
SENDING = (
    "Open an issue in the repository that this edition was made from, or write to whoever keeps it. "
    "Give three things:\n\n"
    "- the edition, by its name: the day that it ends on and the parameters that were changed;\n"
    "- the number’s address: on the web page the part of its link after #, in the PDF the number itself and its page;\n"
    "- your evidence.\n\n"
    "A correction of a source becomes a row of corrections.csv, with its reason and evidence, and stands in every "
    "later edition; an error of ours is mended with a test. The repository’s CONTRIBUTING.md says the same."
)


def definitions() -> Prose:
    """Say in a box what the words of the maps mean."""
    return box("What the words mean", DEFINITIONS)


def sending() -> Prose:
    """Say in a box where a correction goes."""
    return box("Found an error?", SENDING)
