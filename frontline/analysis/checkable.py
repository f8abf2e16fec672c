"""Claims that nothing here could ever check, though their rows are well formed: told before a report shows them."""

from collections.abc import Iterator
from pathlib import Path

from frontline.analysis.choices import Choices, load_choices
from frontline.analysis.evidence import Everything, Evidence, load_evidence
from frontline.analysis.readings import KINDS, readings
from frontline.ledger import Claim
from frontline.tables import Problem


def claim_problems(root: Path) -> Iterator[Problem]:
    """Yield a problem for each claim that gives no reason and yet has no reading with a value."""
    evidence, choices = load_evidence(Everything(root)), load_choices(root)
    for line, claim in enumerate(evidence.ledger.claims.values(), start=2):
        problem = _problem(line, claim, evidence, choices)
        if problem is not None:
            yield problem


def _problem(line: int, claim: Claim, evidence: Evidence, choices: Choices) -> Problem | None:
    if claim.reason or claim.kind not in KINDS:
        return None
    made = readings(claim, evidence, choices)
    if not made:
        expected = f"a window that an open series of {claim.region} covers, or a reason why nothing can check the claim"
        return Problem("claims.csv", line, "first", f"{claim.first} to {claim.last}", expected)
    if all(reading.value is None for reading in made):
        told = "; ".join(dict.fromkeys(f"by {one.mapper}’s map {one.why}" for one in made))
        expected = f"a window whose gain has one sign, well above redraw noise, by at least one mapper; {told}"
        return Problem("claims.csv", line, "base_first", f"{claim.base_first} to {claim.base_last}", expected)
    return None
