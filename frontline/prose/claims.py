"""What the claim check tells in words and tables."""

import datetime as dt
from collections.abc import Sequence

from frontline.analysis.choices import OPTION_WORDS
from frontline.analysis.claims import CheckedClaim, claims_of, witnesses
from frontline.analysis.evidence import Evidence
from frontline.analysis.reading import measured_as
from frontline.analysis.readings import Reading
from frontline.analysis.sentence import Sentence, joined, sentence
from frontline.analysis.stated import exact
from frontline.analysis.statements import Statement, figure_number
from frontline.analysis.verdicts import told_whether
from frontline.analysis.windows import Window, day_text, short_day
from frontline.analysis.witnesses import Link, lineage, named, witness
from frontline.ledger import Figure
from frontline.numbers import Card, Cards, Cell, Prose, Table, Worded, shown_with_unit
from frontline.prose import missing_claims
from frontline.prose.words import among, count, hedged, listed, many, on, seen_at

RULES = {
    "half_unit": "half a unit of the last digit that is not zero",
    "five_percent": "five percent, or half a unit of the last digit where that is wider",
    "n": "the number itself, included",
    "beyond_n": "the number itself, excluded",
    "open": "none",
    "fixed": "as the words say",
}
VERDICTS = ("agrees", "depends", "differs", "cannot be checked")
MEANING = {
    "agrees": "every equivalent reading of every mapper lies within what was stated",
    "depends": "some readings do, others do not or have no value",
    "differs": "no reading does: we could not obtain the number from the open series listed",
}


def article(evidence: Evidence, source: str) -> Prose:
    """Say which article is checked, where it was read, that a repost is one, and if it is later than the edition."""
    row = evidence.ledger.sources[source]
    day = f", {day_text(row.published)}" if row.published else ""
    note = f" {row.note}." if row.note else ""
    later = ""
    if row.published and row.published > evidence.as_of:
        later = (
            f"\n\n**The article is later than this edition, which ends on {day_text(evidence.as_of)}.** Its claims are "
            "judged on their own days, by the maps as known; nothing else is looked at beyond the edition’s last day."
        )
    told = f"The article: {row.publisher}{day}, read at <{row.seen_at}>.{note}{_fuller(evidence, source)}{later}"
    return Prose(f"{told}{_elsewhere(evidence)}")


def _elsewhere(evidence: Evidence) -> str:
    """Say that claims on other regions are left out, where the edition looks at one."""
    if evidence.region == "ukraine":
        return ""
    return f"\n\nOnly what it claims{on(evidence)} is judged here; its other claims are in the edition of all Ukraine."


def _fuller(evidence: Evidence, source: str) -> str:
    """Name the fuller versions of the article with the claims that were read in them alone."""
    claims: dict[str, list[str]] = {}
    for claim in claims_of(evidence, source):
        if claim.source != source:
            claims.setdefault(claim.source, []).append(claim.id)
    if not claims:
        return ""
    rows = evidence.ledger.sources
    told = [f"{rows[name].publisher}, at <{rows[name].seen_at}> ({listed(ids)})" for name, ids in claims.items()]
    versions = "a fuller version" if len(told) == 1 else "fuller versions"
    return f" Some claims are asserted only in {versions} of it: {'; '.join(told)}."


def headline(checked: Sequence[CheckedClaim], evidence: Evidence) -> Cards | Prose:
    """Return how many claims have which verdict, as cards."""
    if not checked:
        return missing_claims.about("claims", checked, evidence)
    cards = []
    for verdict in VERDICTS:
        judged = [one for one in checked if one.judged.verdict == verdict]
        name = f"verdict-{verdict.replace(' ', '-')}"
        number = among(name, _claims(judged), _claims(checked), f"claims judged “{verdict}”")
        cards.append(Card(verdict, number, _meaning(verdict, judged)))
    return Cards(cards)


def _claims(told: Sequence[CheckedClaim]) -> list[dict[str, str]]:
    return [{"table": "claims.csv", "id": one.claim.id} for one in told]


def _meaning(verdict: str, judged: Sequence[CheckedClaim]) -> str:
    """Say what a verdict means, and what tells the claims apart that share it."""
    if verdict == "cannot be checked":
        read = [one.claim.id for one in judged if one.readings]
        verbs = ("has", "states") if len(read) == 1 else ("have", "state")
        nothing = f"{verbs[0]} readings, but {verbs[1]} neither a number nor a direction to hold them against"
        return f"no open series speaks to them{f'; {listed(read)} {nothing}' if read else ''}"
    directions = [one.claim.id for one in judged if one.directional]
    only = f"; {listed(directions)} state{'s' * (len(directions) == 1)} only a direction" if directions else ""
    return f"{MEANING[verdict]}{only}"


def verdict_table(checked: Sequence[CheckedClaim]) -> Table | None:
    """Set out each claim that open series speak to: what it states, what each mapper gives, the verdict."""
    told = [one for one in checked if one.readings]
    if not told:
        return None
    mappers = list(dict.fromkeys(reading.mapper for one in told for reading in one.counted))
    return Table(
        id="verdicts",
        title="What each claim states, what the series give, and the verdict",
        subtitle="Equivalent readings only; their number is in brackets where there are several. Of a direction: the "
        "difference or change that it is about, with its sign. Behind a claim: its paragraph (p) and sentence (s) in "
        "the article.",
        columns=[
            ("Claim", "left"),
            ("What it asserts", "left"),
            ("Stated", "right"),
            *((mapper, "right") for mapper in mappers),
            ("Verdict", "left"),
        ],
        rows=[_verdict_row(one, mappers) for one in told],
        foot="Source: the ledger; readings with their choices: claims.json; their addresses: edition.json.",
    )


def _verdict_row(one: CheckedClaim, mappers: Sequence[str]) -> list[Cell]:
    where = f"{one.claim.id} ({one.claim.locator})" if one.claim.locator else one.claim.id
    of = f" ({of_sign(one).removeprefix('the ')})" if one.directional else ""
    asserted = f"{one.claim.statement}{of}"
    return [where, asserted, stated_told(one), *(_given(one, mapper) for mapper in mappers), one.judged.verdict]


def stated_told(one: CheckedClaim) -> str:
    """Return the interval of a claim with its unit; nothing where it states none."""
    return one.stated.told(one.unit) if one.stated is not None and one.unit is not None else ""


def of_sign(one: CheckedClaim) -> str:
    """Say of what a direction is: a difference from other days, or a change."""
    return measured_as(one.readings)


def _given(one: CheckedClaim, mapper: str) -> Cell:
    mine = [reading for reading in one.counted if reading.mapper == mapper]
    numbers = [number for reading in mine if (number := reading.number(one.claim.id))]
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
    head = f"### {claim.id}: {claim.statement}\n\nAsserted {where}{_interval_told(one)}"
    others = _others_told(one)
    verdict = sentence(f"**Verdict: {one.judged.verdict}** — ", one.why, ".")
    end = joined([others, verdict], "\n\n") if others else verdict
    return Prose(head), readings_table(one), Prose(end.markdown, end.numbers)


def _interval_told(one: CheckedClaim) -> str:
    if one.stated is None or one.unit is None:
        return "."
    if one.figure is None:
        return f", as a direction: {of_sign(one)} is {stated_told(one)}."
    return f". Stated as {_as_stated(one, one.figure)}, it allows {stated_told(one)} ({_rule(one)})."


def _as_stated(one: CheckedClaim, figure: Figure) -> str:
    """Return the number as it was stated with its hedge; words whose ends are fixed are the whole statement."""
    if one.hedge is not None and one.hedge.low.startswith("fixed:"):
        return f"“{figure.hedge}”"
    ends = [figure.best] if figure.best is not None else [figure.low, figure.high]
    number = " to ".join(exact(end) for end in ends if end is not None) + shown_with_unit(0, figure.unit)[1:]
    return number if figure.hedge in ("exact", "range") else f"“{figure.hedge}” {number}"


def _rule(one: CheckedClaim) -> str:
    """Say which rule of `hedges.csv` made either end of the interval."""
    hedge = one.hedge
    if hedge is None:
        return "a direction"
    low, high = _end(hedge.low), _end(hedge.high)
    return f"both ends: {low}" if low == high else f"lower end: {low}; upper end: {high}"


def _end(rule: str) -> str:
    return RULES[rule.partition(":")[0]]


def last_day(checked: Sequence[CheckedClaim]) -> dt.date | None:
    """Return the last day that the readings of claims look at; None where there are no readings."""
    return max((reading.last for one in checked for reading in one.readings), default=None)


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
        foot="; ".join(dict.fromkeys(f"{reading.mapper}: {reading.why}" for reading in one.readings if reading.why)),
    )


def _reading_row(reading: Reading, one: CheckedClaim) -> list[Cell]:
    number = reading.number(one.claim.id)
    window = short_day(reading.last) if reading.first == reading.last else Window(reading.first, reading.last).short
    of = [reading.measure] if one.claim.kind == "distance" else []
    made = ", ".join([*of, *(OPTION_WORDS[option] for option in reading.choices.values())])
    inside = told_whether(reading, one.stated)
    return [reading.mapper, reading.series, made, window, number or "no value", inside, reading.standing]


def _others_told(one: CheckedClaim) -> Sentence | None:
    """Tell each other statement on the same with its hedge, its days where they differ, and on whose word it is."""
    told = [estimate.statement for estimate in one.estimates if estimate.standing == "equivalent"] or one.others
    if not told or one.figure is None:
        return None
    stated = joined([_other_told(statement, one.figure) for statement in told], "; ")
    of = "quantity" if not one.estimates else "force"
    told_of = f"What others stated of the same {of}: "
    return sentence(told_of, stated, ". ", _on_whose_word(told, one, one.figure), _on_record(one))


def _other_told(statement: Statement, figure: Figure) -> Sentence:
    other = statement.figure
    same_days = (other.first, other.last) == (figure.first, figure.last)
    day = "" if same_days else f", for {Window(other.first, other.last).short}"
    return sentence(hedged(other), figure_number(other, statement.source), f" by {seen_at(statement)}{day}")


def _on_whose_word(told: Sequence[Statement], one: CheckedClaim, figure: Figure) -> Sentence:
    """Say how many statements rest on the witness of the article's number, and so are no second witness."""
    article = witness(figure.origin)
    same = [statement for statement in told if witness(statement.origin) == article]
    tail = f" on the same witness as the article’s number, {named(article)}."
    if len(same) == len(told):
        every = "Both" if len(told) == 2 else "All of them"
        return sentence("It rests" if len(told) == 1 else f"{every} rest", tail)
    if not same:
        none = "Neither" if len(told) == 2 else "None"
        return sentence("It does not rest" if len(told) == 1 else f"{none} of them rests", tail)
    counted = count(f"same-witness-{one.claim.id}", len(same), _rows(same), "statements on the word of one witness")
    return sentence("Of these, ", counted, f" rest{'s' * (len(same) == 1)}{tail}")


def _on_record(one: CheckedClaim) -> Sentence:
    if not one.estimates:
        return sentence()
    rows = _rows(one.others)
    every = count(f"estimates-{one.claim.id}", len(one.others), rows, "estimates of the same force")
    by = count(f"origins-{one.claim.id}", witnesses(one), rows, "origins of these estimates")
    nouns = [f" {noun}{'s' * (number.value != 1)}" for noun, number in (("estimate", every), ("origin", by))]
    also = " With those for other days, of another scope or of another definition, other publications gave "
    return sentence(also, every, f"{nouns[0]}, by ", by, f"{nouns[1]}.")


def _rows(told: Sequence[Statement]) -> list[dict[str, str]]:
    return [{"table": "figures.csv", "id": statement.figure.id} for statement in told]


def lineage_of(checked: Sequence[CheckedClaim], evidence: Evidence) -> list[Link]:
    """Return how the article's numbers, and what others stated on the same, reached the pages that were read."""
    figures = {figure.id: figure for one in checked for figure in evidence.ledger.stated(one.claim)}
    figures |= {same.id: same for one in checked for statement in one.others for same in statement.figures}
    return lineage(figures.values(), evidence)


def _sentence_case(why: Sentence) -> str:
    text = str(why)
    return text[:1].upper() + text[1:]


def _set_apart(checked: Sequence[CheckedClaim]) -> str:
    """Name the claims that cannot be checked either, though series speak of their days."""
    read = [one.claim.id for one in checked if one.readings and one.judged.verdict == "cannot be checked"]
    return (
        f"Apart from these, {listed(read)}: told above, with readings, but neither a number nor a direction to hold "
        "them against."
        if read
        else ""
    )


def unchecked_table(checked: Sequence[CheckedClaim]) -> Table | None:
    """List the claims that nothing here can check, each with its reason."""
    told = [one for one in checked if not one.readings]
    if not told:
        return None
    return Table(
        id="unchecked",
        title=f"{many(len(told), 'claim')} that no open series can check, and why",
        subtitle=_set_apart(checked),
        columns=[("Claim", "left"), ("What it asserts", "left"), ("Why not", "left")],
        rows=[
            [
                one.claim.id,
                one.claim.statement,
                f"{_sentence_case(one.why)}.{f' {others}' if (others := _others_told(one)) else ''}",
            ]
            for one in told
        ],
    )
