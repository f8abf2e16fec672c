"""Forces and losses as they were stated, a row a statement."""

from collections.abc import Sequence

from frontline.analysis import strength
from frontline.analysis.evidence import Evidence
from frontline.analysis.statements import Statement, origins
from frontline.charts.chart import Chart
from frontline.charts.stated import stated_rows
from frontline.numbers import shown

ARMIES = {"russia": "Russian", "ukraine": "Ukrainian", "north_korea": "North Korean"}
WHAT = {
    "troops_deployed": "present",
    "troops_deployed_cumulative": "sent so far",
    "troops_redeployed": "moved from elsewhere",
    "troops_inbound": "on the way",
    "troops_required": "needed",
    "troops_planned": "planned",
    "troops_reinforcement": "reinforcement",
    "troops_in_training": "in training",
    "troops_in_combat": "in combat",
    "troops_reserve": "in reserve",
    "casualties": "casualties",
    "killed": "killed",
}


def present_chart(evidence: Evidence, side: str) -> Chart | None:
    """Draw who was said to be in Kursk on a day (people)."""
    told = strength.present(evidence, side)
    return stated_rows(
        told,
        name=f"{side.replace('_', '-')}-strength",
        title=_finding(told, f"{ARMIES[side]} soldiers in Kursk"),
        subtitle="People said to be in Kursk oblast on the day named. Thin: what rounding and hedge allow; thick: the "
        "same, if the number is rounded ten times finer than it looks; an arrow: an open end.",
        mark=_with_north_koreans,
    )


def sent_chart(evidence: Evidence) -> Chart | None:
    """Draw who was said to have been sent to Kursk, or to be needed or planned there (people)."""
    told = strength.sent_or_planned(evidence)
    return stated_rows(
        told,
        name="sent-or-planned",
        title=_finding(told, "Sent, needed or planned for Kursk"),
        subtitle="People; what is counted stands with each row. None of it is the strength on a day.",
        mark=_what,
    )


def north_korean_chart(evidence: Evidence) -> Chart | None:
    """Draw every count of North Korean soldiers (people)."""
    told = strength.north_koreans(evidence)
    return stated_rows(
        told,
        name="north-koreans",
        title=_finding(told, "North Korean soldiers"),
        subtitle="People; where they were said to be, and as what, stands with each row.",
        mark=lambda one: f"{one.figure.region.title()}, {_what(one)}",
    )


def theatre_chart(evidence: Evidence) -> Chart | None:
    """Draw the stated Russian force in the theatre (people)."""
    told = strength.in_theatre(evidence)
    return stated_rows(
        told,
        name="theatre-force",
        title=_finding(told, "Russian soldiers in and around Ukraine"),
        subtitle="People; Moscow counts a zone of operations, Kyiv counts soldiers inside Ukraine.",
    )


def kursk_losses_chart(evidence: Evidence) -> Chart | None:
    """Draw what was claimed of casualties in Kursk (people), by claimant."""
    told = strength.losses_in_kursk(evidence)
    return stated_rows(
        told,
        name="kursk-losses",
        title=_finding(told, "Claimed casualties in Kursk"),
        subtitle="People, since the beginning of the incursion; whose stands with each row. Claims, not counts.",
        mark=lambda one: f"{ARMIES[one.figure.side]} {_what(one)}",
    )


def _what(one: Statement) -> str:
    return WHAT[one.figure.quantity]


def _with_north_koreans(one: Statement) -> str:
    return "with North Koreans" if one.figure.side == "russia_and_north_korea" else ""


def _finding(told: Sequence[Statement], what: str) -> str:
    if len(told) < 2:
        return what + (f": one statement, {shown(told[0].value)}" if told else "")
    low, high = min(one.value for one in told), max(one.value for one in told)
    count = origins(told)
    witnesses = "one origin" if count == 1 else f"{count} origins"
    return f"{what}: {shown(low)} to {shown(high)}, in {len(told)} statements of {witnesses}"
