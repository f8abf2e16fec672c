"""Where publications disagree: declared cases, each told anew from the ledger's figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from frontline.analysis.evidence import Evidence
from frontline.analysis.statements import figure_number
from frontline.analysis.witnesses import SecondHand, may_lead, second_hand, witnesses_of
from frontline.ledger import Figure, Ledger
from frontline.numbers import Number, shown
from frontline.tables import Problem, Row, read_rows

FILE = "contradictions.csv"
ALIKE = 1.01  # times: numbers no further apart are one number that grew, or was rounded, between two pages
_TERM = r"F\d{3,}(?:/days|/F\d{3,}|(?:\+F\d{3,})*)"
_FIGURE = re.compile(r"F\d{3,}")


class Contradiction(Row):
    """A case in which publications disagree on one thing, by the figures that do."""

    id: str = Field(pattern=r"^X\d{2,}$", description="Running number")
    topic: str = Field(description="What they disagree on")
    kind: Literal["spread", "side", "dropped"] = Field(
        description="Values differ; the same value is told of two sides; or not told here, with the reason"
    )
    figures: str = Field(
        pattern=rf"^{_TERM}( {_TERM})*$",
        description="The figures, separated by spaces; F048+F051 adds up, F280/F100 divides, F068/days is a day's part",
    )
    finding: str | None = Field(default=None, description="What explains it, as far as that is known")
    reason: str | None = Field(default=None, validate_default=True, description="Why it is dropped")

    @field_validator("reason")
    @classmethod
    def _dropped_with_a_reason(cls, reason: str | None, info: ValidationInfo) -> str | None:
        if (info.data.get("kind") == "dropped") != (reason is not None):
            raise ValueError("a reason where the case is dropped, and only there")
        return reason


TABLES: dict[str, tuple[type[Row], tuple[str, ...]]] = {"contradictions": (Contradiction, ("id",))}


@dataclass(frozen=True)
class Voice:
    """One side of a contradiction: a figure, or what figures of one page give together."""

    figures: tuple[Figure, ...]
    number: Number
    second_hand: SecondHand | None
    leads: bool

    @property
    def value(self) -> float:
        """The number stated."""
        return self.number.value

    @property
    def ends(self) -> tuple[float, float]:
        """The ends of a range; of a number twice the same."""
        return self.number.span or (self.value, self.value)

    @property
    def figure(self) -> Figure:
        """The first of its figures, which tells who states it."""
        return self.figures[0]


@dataclass(frozen=True)
class Disagreement:
    """A case with its voices. `lowest` and `highest` are not second-hand wherever two others differ (`headed`)."""

    case: Contradiction
    voices: tuple[Voice, ...]
    lowest: Voice
    highest: Voice
    headed: bool

    @property
    def factor(self) -> float:
        """How many times the highest number is the lowest; of a range the end nearer to the other counts."""
        return self.highest.ends[0] / self.lowest.ends[1]

    @property
    def witnesses(self) -> tuple[str, ...]:
        """Whom the numbers rest on."""
        return witnesses_of(figure for voice in self.voices for figure in voice.figures)

    @property
    def within_one(self) -> bool:
        """Whether all of them rest on one witness, who cannot have said it all."""
        return len(self.witnesses) == 1


def load_contradictions(root: Path) -> list[Contradiction]:
    """Read `contradictions.csv`."""
    return read_rows(root / "data" / FILE, Contradiction)


def disagreements(cases: Sequence[Contradiction], evidence: Evidence) -> list[Disagreement]:
    """Return the cases that what was published up to `as_of` on the run's region already shows, the widest first."""
    found = [told for case in cases if case.kind != "dropped" and (told := disagreement(case, evidence))]
    return sorted(found, key=lambda one: (-one.factor, one.case.id))


def disagreement(case: Contradiction, evidence: Evidence) -> Disagreement | None:
    """Return a case with the voices published up to `as_of`; None where these do not differ yet."""
    voices = [_voice(term, evidence) for term in case.figures.split() if _quotable(term, evidence)]
    leading = [voice for voice in voices if voice.leads]
    headed = _differ(case, leading)
    between = leading if headed else voices
    if not _differ(case, between):
        return None
    lowest, highest = min(between, key=lambda one: one.value), max(between, key=lambda one: one.value)
    if case.kind == "side":
        lowest, highest = between[0], next(one for one in between if one.figure.side != between[0].figure.side)
    return Disagreement(case, tuple(voices), lowest, highest, headed)


def _differ(case: Contradiction, voices: Sequence[Voice]) -> bool:
    if case.kind == "side":
        return len({voice.figure.side for voice in voices}) > 1
    values = [voice.value for voice in voices]
    return len(values) > 1 and max(values) > ALIKE * min(values)


def _quotable(term: str, evidence: Evidence) -> bool:
    figures = [evidence.ledger.figures[name] for name in _FIGURE.findall(term)]
    return all(
        figure.published <= evidence.as_of and evidence.region in ("ukraine", figure.region) for figure in figures
    )


def _voice(term: str, evidence: Evidence) -> Voice:
    figures = tuple(evidence.ledger.figures[name] for name in _FIGURE.findall(term))
    sources = [evidence.ledger.sources[figure.source] for figure in figures]
    return Voice(
        figures,
        _number(term, figures, evidence),
        next(filter(None, map(second_hand, figures, sources)), None),
        all(may_lead(*both) for both in zip(figures, sources, strict=True)),
    )


def _number(term: str, figures: Sequence[Figure], evidence: Evidence) -> Number:
    told = [figure_number(figure, evidence.ledger.sources[figure.source]) for figure in figures]
    if term == figures[0].id:
        return told[0]
    inputs = tuple(row for number in told for row in number.inputs)
    first = figures[0]
    name = "voice-" + re.sub(r"[+/]", "-", term)
    if "+" in term:
        formula = " + ".join(number.bare for number in told)
        return Number(name, sum(number.value for number in told), first.unit, "computed", inputs, formula)
    days = (first.last - first.first).days + 1
    by, unit = (days, "km2_per_day") if term.endswith("/days") else (told[1].value, "people_per_km2")
    divisor = f"{days} days" if term.endswith("/days") else shown(by, 2)
    return Number(name, told[0].value / by, unit, "computed", inputs, f"{told[0].bare} ÷ {divisor}", 1)


def contradiction_problems(cases: Sequence[Contradiction], ledger: Ledger) -> list[Problem]:
    """Return a problem for each figure that a case names and the ledger lacks; only sound files count lines."""
    return [
        Problem(FILE, line, "figures", name, "an id of figures.csv")
        for line, case in enumerate(cases, start=2)
        for name in _FIGURE.findall(case.figures)
        if name not in ledger.figures
    ]
