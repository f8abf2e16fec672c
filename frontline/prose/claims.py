"""What the claim check tells in words and tables."""

from collections.abc import Sequence

from frontline.analysis.claims import CheckedClaim, digits_of, witnesses
from frontline.analysis.evidence import Evidence
from frontline.analysis.readings import Reading
from frontline.analysis.verdicts import holds
from frontline.analysis.windows import Window, day_text, short_day
from frontline.numbers import Card, Cards, Cell, Number, Prose, Table, Worded, shown_with_unit
from frontline.prose.words import no_data

CHOICES = {
    "main_line": "main line",
    "control_only": "control only",
    "other_mapper": "another map",
    "geodesic": "geodesic",
    "planar": "planar",
    "eve": "from the eve",
    "first_day": "from the first day",
    "held": "held",
    "held_and_grey": "held plus grey",
    "regained": "regained",
    "stated_day": "day stated",
    "evidence_day": "last day of its evidence",
    "eve_of_publication": "eve of publication",
}
VERDICTS = ("agrees", "depends", "differs", "cannot be checked")
MEANING = {
    "agrees": "every equivalent reading of every mapper lies within what was stated",
    "depends": "some readings do, some do not",
    "differs": "none does: we could not obtain the number from the open series listed",
    "cannot be checked": "no open series speaks to it",
}


def article(evidence: Evidence, source: str) -> Prose:
    """Say which article is checked, where it was read, and that a repost is a repost."""
    row = evidence.ledger.sources[source]
    day = f", {day_text(row.published)}" if row.published else ""
    note = f" {row.note}." if row.note else ""
    return Prose(f"The article: {row.publisher}{day}, read at <{row.seen_at}>.{note}")


def headline(checked: Sequence[CheckedClaim], evidence: Evidence) -> Cards | Prose:
    """Return how many claims have which verdict, as cards."""
    if not checked:
        return no_data("Claims", evidence.since, evidence.as_of)
    cards = []
    for verdict in VERDICTS:
        rows = tuple({"table": "claims.csv", "id": one.claim.id} for one in checked if one.judged.verdict == verdict)
        number = Number(
            f"verdict-{verdict.replace(' ', '-')}", len(rows), "count", "computed", rows, "claims so judged"
        )
        cards.append(Card(verdict, number, MEANING[verdict]))
    return Cards(cards)


def reading_number(reading: Reading, checked: CheckedClaim) -> Number | None:
    """Return a reading as a number with its address."""
    if reading.value is None:
        return None
    made = "-".join([*reading.choices.values()])
    name = f"reading-{checked.claim.id}-{reading.series}-{made}"
    digits = digits_of(reading.unit)
    return Number(name, reading.value, reading.unit, "computed", reading.inputs, reading.formula, digits)


def verdict_table(checked: Sequence[CheckedClaim]) -> Table | None:
    """Set out each claim that open series speak to: what it states, what each mapper gives, the verdict."""
    told = [one for one in checked if one.readings]
    if not told:
        return None
    mappers = list(dict.fromkeys(reading.mapper for one in told for reading in one.counted))
    return Table(
        id="verdicts",
        title="What each claim states, what the series give, and the verdict",
        subtitle="Equivalent readings only; their number is in brackets where there are several.",
        columns=[
            ("Claim", "left"),
            ("What it asserts", "left"),
            ("Stated", "right"),
            *((mapper, "right") for mapper in mappers),
            ("Verdict", "left"),
        ],
        rows=[_verdict_row(one, mappers) for one in told],
        foot="Source: the ledger; readings with choices and addresses: claims.json.",
    )


def _verdict_row(one: CheckedClaim, mappers: Sequence[str]) -> list[Cell]:
    stated = one.stated.text if one.stated else ""
    where = f"{one.claim.id} ({one.claim.locator})" if one.claim.locator else one.claim.id
    return [where, one.claim.statement, stated, *(_given(one, mapper) for mapper in mappers), one.judged.verdict]


def _given(one: CheckedClaim, mapper: str) -> Cell:
    mine = [reading for reading in one.counted if reading.mapper == mapper]
    numbers = [number for reading in mine if (number := reading_number(reading, one))]
    if not numbers:
        return "no value" if mine else ""
    low, high = min(numbers, key=lambda n: n.value), max(numbers, key=lambda n: n.value)
    if low.text == high.text:
        return low
    return Worded(low, f"{low.bare} to {high.text} ({len(numbers)})")


def claim_story(one: CheckedClaim) -> tuple[Prose | Table, ...]:
    """Tell one claim: what it asserts, the interval and its rule, the readings, the verdict and why."""
    claim = one.claim
    where = f"at {claim.locator} of the article" if claim.locator else "in a fuller version of the article"
    head = f"### {claim.id}: {claim.statement}\n\nAsserted {where}. {_interval_told(one)}"
    end = " ".join(part for part in (_others_told(one), f"**Verdict: {one.judged.verdict}** — {one.why}.") if part)
    return Prose(head), readings_table(one), Prose(end)


def _interval_told(one: CheckedClaim) -> str:
    if one.stated is None or one.unit is None:
        return ""
    if one.figure is None:
        return f"It asserts a direction: {one.stated.text}."
    unit = shown_with_unit(0, one.unit)[1:]
    hedge = f"“{one.figure.hedge}” and " if one.figure.hedge != "exact" else ""
    return f"With its {hedge}rounding it allows {one.stated.text}{unit}."


def readings_table(one: CheckedClaim) -> Table:
    """List every reading of a claim with its choices and standing."""
    return Table(
        id=f"readings-{one.claim.id}",
        title=f"Readings of {one.claim.id}",
        columns=[
            ("Mapper", "left"),
            ("Series", "left"),
            ("Choices", "left"),
            ("Days", "left"),
            ("Reading", "right"),
            ("Holds", "left"),
            ("Standing", "left"),
        ],
        rows=[_reading_row(reading, one) for reading in one.readings],
        foot="; ".join(dict.fromkeys(f"no value: {reading.why}" for reading in one.readings if reading.why)),
    )


def _reading_row(reading: Reading, one: CheckedClaim) -> list[Cell]:
    number = reading_number(reading, one)
    window = short_day(reading.last) if reading.first == reading.last else Window(reading.first, reading.last).short
    made = ", ".join(CHOICES[option] for option in reading.choices.values())
    inside = "" if one.stated is None else "yes" if holds(reading, one.stated) else "no"
    return [reading.mapper, reading.series, made, window, number or "no value", inside, reading.standing]


def _others_told(one: CheckedClaim) -> str:
    if not one.others:
        return ""
    low, high = min(s.value for s in one.others), max(s.value for s in one.others)
    unit = one.figure.unit if one.figure else "count"
    ends = dict.fromkeys(shown_with_unit(end, unit, digits_of(unit)) for end in (low, high))
    span = " to ".join(ends)
    count = witnesses(one)
    origins = "one other origin" if count == 1 else f"{count} other origins"
    return f"On the same quantity, region and time {origins} stated {span}."


def unchecked_table(checked: Sequence[CheckedClaim]) -> Table | None:
    """List the claims that nothing here can check, each with its reason."""
    told = [one for one in checked if not one.readings]
    if not told:
        return None
    return Table(
        id="unchecked",
        title=f"{len(told)} claims that no open series can check, and why",
        columns=[("Claim", "left"), ("What it asserts", "left"), ("Why not", "left")],
        rows=[
            [one.claim.id, one.claim.statement, " ".join([f"{one.why}.", _others_told(one)]).strip()] for one in told
        ],
    )
