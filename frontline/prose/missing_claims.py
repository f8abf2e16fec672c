"""Why a section of the claim check has nothing to show: for each section, its reasons."""

from collections.abc import Callable, Sequence

from frontline.analysis.claims import CheckedClaim
from frontline.analysis.evidence import Evidence
from frontline.analysis.windows import day_text
from frontline.numbers import Prose
from frontline.prose.words import on

AREAS = ("km2", "km2_per_day", "percent", "ratio")


def about(section: str, checked: Sequence[CheckedClaim], evidence: Evidence) -> Prose:
    """Say why a section has nothing to show; raises `KeyError` for one that is not known."""
    return Prose(f"*{REASONS[section](checked, evidence)}.*")


def _claims(_: Sequence[CheckedClaim], evidence: Evidence) -> str:
    return f"None of the article’s claims{on(evidence)} is in the ledger"


def _readings(checked: Sequence[CheckedClaim], evidence: Evidence) -> str:
    return f"No open series speaks to any of the claims{on(evidence)}" if checked else _claims(checked, evidence)


def _days(checked: Sequence[CheckedClaim], evidence: Evidence) -> str:
    told = [one for one in checked if one.readings and one.stated is not None]
    if not told:
        return "No claim that states a number or a direction is recomputed here, so no days can be moved"
    if any(one.unit in AREAS for one in told):
        return (
            f"Days are moved only within the edition, which ends on {day_text(evidence.as_of)}: the windows of the "
            "claims recomputed above end later"
        )
    above = "claim recomputed above is" if len(told) == 1 else "claims recomputed above are"
    return f"Days are moved for claims on areas alone; the {above} on distances"


def _article_numbers(checked: Sequence[CheckedClaim], evidence: Evidence) -> str:
    figures = [figure for one in checked for figure in evidence.ledger.stated(one.claim)]
    if not figures:
        return f"The claims of the article{on(evidence)} state no number of an area"
    if all(figure.published > evidence.as_of for figure in figures):
        return (
            f"No search is made: the article’s numbers were published after {day_text(evidence.as_of)}, the last day "
            "of this edition"
        )
    return f"No line of the grid speaks to the numbers of the claims{on(evidence)}"


def _others_numbers(_: Sequence[CheckedClaim], evidence: Evidence) -> str:
    day = day_text(evidence.as_of)
    return f"The ledger has no other number of an area, a share, a ratio or a pace{on(evidence)} published by {day}"


def _scored(_: Sequence[CheckedClaim], evidence: Evidence) -> str:
    return (
        f"The ledger has no area stated{on(evidence)} by {day_text(evidence.as_of)} for days that the chosen maps show"
    )


def _lineage(_: Sequence[CheckedClaim], evidence: Evidence) -> str:
    return f"The claims of the article{on(evidence)} rest on no number of the ledger"


def _forces(checked: Sequence[CheckedClaim], evidence: Evidence) -> str:
    if not any(one.claim.kind == "strength" and one.figure is not None for one in checked):
        return f"None of the article’s claims{on(evidence)} counts a force, so no estimate is set beside one"
    return f"The ledger has no other estimate of the forces{on(evidence)} published by {day_text(evidence.as_of)}"


def _disagreements(_: Sequence[CheckedClaim], evidence: Evidence) -> str:
    day = day_text(evidence.as_of)
    return f"The ledger has no disagreement between publications{on(evidence)} of up to {day}"


def _unchecked(checked: Sequence[CheckedClaim], evidence: Evidence) -> str:
    return f"Open series speak to each of the claims{on(evidence)}" if checked else _claims(checked, evidence)


REASONS: dict[str, Callable[[Sequence[CheckedClaim], Evidence], str]] = {
    "claims": _claims,
    "readings": _readings,
    "days": _days,
    "the article’s numbers": _article_numbers,
    "others’ numbers": _others_numbers,
    "stated areas": _scored,
    "lineage": _lineage,
    "forces": _forces,
    "disagreements": _disagreements,
    "unchecked": _unchecked,
}
