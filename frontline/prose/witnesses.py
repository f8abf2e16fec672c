"""What the claim check tells of other publications: where they disagree, and on how many witnesses they rest."""

from collections.abc import Sequence

from frontline.analysis.choices import OPTION_WORDS
from frontline.analysis.claims import CheckedClaim
from frontline.analysis.contradictions import Contradiction, Disagreement, Voice, disagreements
from frontline.analysis.estimates import COMPARED, FORTNIGHT, Estimate
from frontline.analysis.evidence import Evidence
from frontline.analysis.statements import Statement, figure_number, origins
from frontline.analysis.windows import Window, day_text, short_day
from frontline.analysis.witnesses import named, witness
from frontline.numbers import Align, Cell, Number, Table, Worded, shown
from frontline.prose.words import hedged, many, seen_at

APART = "the same witness, another number"
OTHER_DAYS = "the same witness, for other days"
SIDE_WORDS = {
    "russia": "Russian",
    "ukraine": "Ukrainian",
    "north_korea": "North Korean",
    "russia_and_north_korea": "Russian and North Korean",
}


def disagreement_tables(cases: Sequence[Contradiction], evidence: Evidence) -> list[Table]:
    """Set out where publications disagree; apart from them what only a repost, a summary or a doubtful copy shows."""
    told = disagreements(cases, evidence)
    headed, copied = [one for one in told if one.headed], [one for one in told if not one.headed]
    until = day_text(evidence.as_of)
    tables = []
    if headed:
        title = f"Where publications disagree: {_cases(headed)} up to {until}"
        subtitle = (
            "The lowest and the highest number that was read at first hand, and is no doubtful copy"
            f"{_computed(headed)}; a range is ranked by its middle, and the factor takes its nearer end."
            f"{_within_one(headed)}"
        )
        tables.append(_table("disagreements", title, subtitle, headed))
    if copied:
        title = f"{_cases(copied)} of which a repost, a summary or a doubtful copy is one side"
        subtitle = (
            f"What a repost or a summary shows may be its own doing: it heads no contradiction.{_within_one(copied)}"
        )
        tables.append(_table("disagreements-copied", title.capitalize(), subtitle, copied))
    return tables


def _computed(told: Sequence[Disagreement]) -> str:
    """Say that some of the numbers told are no stated ones."""
    ends = (voice for one in told for voice in (one.lowest, one.highest))
    return ", or what such numbers of one page give together" if any(v.number.kind == "computed" for v in ends) else ""


def _within_one(told: Sequence[Disagreement]) -> str:
    """Say how many rest on one witness; nothing where none does, as that is the rule."""
    count = sum(one.within_one for one in told)
    rest = f"{shown(count)} rest{'s' * (count == 1)} on one witness that cannot have said it all"
    return f" Of them, {rest}." if count else ""


def _cases(told: Sequence[Disagreement]) -> str:
    return many(len(told), "case")


def _table(name: str, title: str, subtitle: str, told: Sequence[Disagreement]) -> Table:
    columns = ["On what", "Lowest", "Highest", "Factor", "Who, on whose word", "What is known of it"]
    numeric = ("Lowest", "Highest", "Factor")
    rows = [
        [
            f"{one.case.id} {one.case.topic}",
            _end(one.lowest, one),
            _end(one.highest, one),
            _factor(one),
            f"{_between(one)}. {_witnesses(one)}.",
            f"{one.case.finding}." if one.case.finding else "",
        ]
        for one in told
    ]
    aligned: list[tuple[str, Align]] = [(column, "right" if column in numeric else "left") for column in columns]
    foot = (
        "Source: figures.csv, by the cases of contradictions.csv. Witnesses: whom the numbers ultimately rest on, "
        "not articles. Numbers within one percent of each other are no disagreement."
    )
    alone = " Where all rest on one witness, not all can be what it counted."
    return Table(name, title, aligned, rows, subtitle, foot + alone * any(one.within_one for one in told))


def _end(voice: Voice, one: Disagreement) -> Number | Worded:
    if one.case.kind != "side":
        return voice.number
    return Worded(voice.number, f"{voice.number.text} {SIDE_WORDS[voice.figure.side]}")


def _who(voice: Voice) -> str:
    mark = f" ({voice.second_hand})" if voice.second_hand else "" if voice.leads else " (doubtful)"
    return f"{voice.figure.stated_by}{mark}"


def _between(one: Disagreement) -> str:
    lowest, highest = _who(one.lowest), _who(one.highest)
    if lowest != highest:
        return f"{lowest} against {highest}"
    computed = [voice.number.formula for voice in (one.lowest, one.highest) if voice.number.kind == "computed"]
    return f"{lowest}, against its own {computed[0]}" if computed else f"{lowest}, which states both"


def _factor(one: Disagreement) -> Number | str:
    if one.case.kind == "side":
        return "side"
    inputs = (*one.highest.number.inputs, *one.lowest.number.inputs)
    digits = max(one.highest.number.digits, one.lowest.number.digits)
    formula = f"{shown(one.highest.ends[0], digits)} ÷ {shown(one.lowest.ends[1], digits)}"
    return Number(
        f"factor-{one.case.id}", one.factor, "ratio", "computed", inputs, formula, 1 if one.factor >= 1.1 else 2
    )


def _witnesses(one: Disagreement) -> str:
    names = ", ".join(named(name) for name in one.witnesses)
    return f"One witness: {names}" if one.within_one else f"{len(one.witnesses)} witnesses: {names}"


def others_table(checked: Sequence[CheckedClaim], evidence: Evidence) -> Table | None:
    """Set beside each claim's number what others stated of the same quantity and region for nearly the same days."""
    told = [(one, statement) for one in checked if not one.estimates for statement in one.others]
    if not told:
        return None
    apart = sum(_beside(one, statement) == APART for one, statement in told)
    return Table(
        id="others",
        title=f"On the same quantity and region, for the same days or nearly: {many(len(told), 'statement')} by other "
        f"publications{_apart(apart)}",
        columns=[
            ("Claim", "left"),
            ("Origin", "left"),
            ("Stated", "right"),
            ("By", "left"),
            ("For", "left"),
            ("Beside the article’s", "left"),
        ],
        rows=[_others_row(one, statement) for one, statement in told],
        foot=f"Source: figures.csv, published up to {day_text(evidence.as_of)}. A row is one origin’s statement; what "
        "an origin rests on is its witness.",
    )


def _apart(many_apart: int) -> str:
    """Say how many tell another number of the very days on the word of the same witness."""
    return f", {many_apart} of them another number for the same days on the word of the same witness" * bool(many_apart)


def _others_row(one: CheckedClaim, statement: Statement) -> list[Cell]:
    figure = statement.figure
    publications = "; ".join([seen_at(statement), *statement.repeated_by])
    window = Window(figure.first, figure.last).short
    return [one.claim.id, named(statement.origin), _stated(statement), publications, window, _beside(one, statement)]


def _beside(one: CheckedClaim, statement: Statement) -> str:
    """Say how a statement stands to the number of a claim."""
    if one.figure is None or one.stated is None:
        return ""
    if witness(one.figure.origin) != witness(statement.origin):
        return "another witness"
    own, other = one.figure, statement.figure
    if (own.first, own.last) != (other.first, other.last):
        return OTHER_DAYS
    return "the same witness, a number that fits" if statement.value in one.stated else APART


def estimates_table(one: CheckedClaim, evidence: Evidence) -> Table | None:
    """List every other estimate of the force that a claim is about, those that may be compared first."""
    if not one.estimates:
        return None
    ordered = sorted(one.estimates, key=lambda estimate: estimate.standing != "equivalent")
    counted = [estimate.statement for estimate in ordered if estimate.standing == "equivalent"]
    every = [estimate.statement for estimate in ordered]
    return Table(
        id=f"estimates-{one.claim.id}",
        title=f"{one.claim.id}: {_estimates(every, 'other estimate')}; {len(counted) or 'none'} of them within "
        f"{FORTNIGHT} days of the claim’s own, of the same side and by the same definition",
        subtitle=f"The claim: {one.claim.statement}.",
        columns=[
            ("Day", "left"),
            ("Origin", "left"),
            ("Stated", "right"),
            ("Seen at", "left"),
            ("Compared", "left"),
        ],
        rows=[
            [
                short_day(estimate.statement.day),
                named(estimate.statement.origin),
                _stated(estimate.statement),
                "; ".join([seen_at(estimate.statement), *estimate.statement.repeated_by]),
                _compared(estimate),
            ]
            for estimate in ordered
        ],
        foot=f"Source: figures.csv, published up to {day_text(evidence.as_of)}. A row is one origin’s statement, "
        "however many publications carry it.",
    )


def _estimates(told: Sequence[Statement], what: str) -> str:
    return f"{many(len(told), what)} by {many(origins(told), 'origin')}"


def _compared(estimate: Estimate) -> str:
    if estimate.standing == "equivalent":
        return "yes"
    apart = [option for option in estimate.choices.values() if option not in COMPARED]
    return f"no: {'; '.join(OPTION_WORDS[option] for option in apart)}"


def _stated(statement: Statement) -> Worded:
    number = figure_number(statement.figure, statement.source)
    return Worded(number, f"{hedged(statement.figure)}{number.text}")
