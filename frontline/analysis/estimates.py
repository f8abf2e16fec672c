"""What others stated of a force, each estimate with the standing of what sets it apart from the claim's."""

from collections.abc import Iterable
from dataclasses import dataclass

from frontline.analysis.choices import Choices, Standing
from frontline.analysis.evidence import Evidence
from frontline.analysis.statements import WITH_NORTH_KOREANS, Statement, statements
from frontline.ledger import Figure

FORTNIGHT = 14
PRESENT = ("troops_deployed", "force_in_ukraine")
SENT = ("troops_deployed_cumulative", "troops_redeployed", "troops_inbound", "troops_reinforcement")
COMPARED = ("same_days", "same_side", "present")


@dataclass(frozen=True)
class Estimate:
    """A statement on the same force: when, of whom and what it counts, and whether it may be compared."""

    statement: Statement
    choices: dict[str, str]
    standing: Standing


def estimates(figure: Figure, evidence: Evidence, choices: Choices) -> list[Estimate]:
    """Return every other estimate of the force that a figure tells of, published up to `as_of`, in order of time."""
    told = statements(_others(figure, evidence), evidence)
    made = [(statement, _choices(statement.figure, figure)) for statement in told]
    return [Estimate(statement, options, choices.standing("strength", options)) for statement, options in made]


def _others(figure: Figure, evidence: Evidence) -> Iterable[Figure]:
    sides = (figure.side, WITH_NORTH_KOREANS if figure.side == "russia" else None)
    for other in evidence.figures(everywhere=True):
        same = (other.topic, other.region) == (figure.topic, figure.region) and other.side in sides
        if same and other.id != figure.id and other.quantity in (*PRESENT, *SENT):
            yield other


def _choices(other: Figure, figure: Figure) -> dict[str, str]:
    near = abs((other.last - figure.last).days) <= FORTNIGHT
    return {
        "time": "same_days" if near else "other_days",
        "scope": "same_side" if other.side == figure.side else "with_north_koreans",
        "definition": "present" if other.quantity in PRESENT else "sent",
    }
