"""Forces and losses as they were stated, a row a statement."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from frontline.analysis import strength
from frontline.analysis.evidence import Evidence
from frontline.analysis.statements import WITH_NORTH_KOREANS, Statement, origins
from frontline.charts.chart import Chart
from frontline.charts.stated import Apart, stated_rows
from frontline.numbers import shown
from frontline.prose.words import hedged

ARMIES = {
    "russia": "Russian",
    WITH_NORTH_KOREANS: "Russian and North Korean",
    "north_korea": "North Korean",
    "ukraine": "Ukrainian",
}
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
WHERE = {"theatre": "the theatre", "kursk_belgorod": "Kursk and Belgorod"}


def present_chart(evidence: Evidence, side: str) -> Chart | None:
    """Draw who was said to be in Kursk on a day (people)."""
    told = strength.present(evidence, side)
    return stated_rows(
        told,
        name=f"{side.replace('_', '-')}-strength",
        title=_finding(told, f"{ARMIES[side]} soldiers in Kursk"),
        subtitle="People said to be in Kursk oblast on the day named.",
        apart=Apart(_with_north_koreans, {"Whose": _whose}),
    )


def sent_chart(evidence: Evidence) -> Chart | None:
    """Draw who was said to have been sent to Kursk, or to be needed or planned there (people)."""
    told = strength.sent_or_planned(evidence)
    return stated_rows(
        told,
        name="sent-or-planned",
        title=_finding(told, "Sent, needed or planned for Kursk"),
        subtitle="People; what is counted stands with each row. None of it is the strength on a day.",
        apart=Apart(_sent, {"What": _what, "Whose": _whose}),
    )


def north_korean_chart(evidence: Evidence) -> Chart | None:
    """Draw every count of North Korean soldiers (people)."""
    told = strength.north_koreans(evidence)
    return stated_rows(
        told,
        name="north-koreans",
        title=_finding(told, "North Korean soldiers, however counted"),
        subtitle="People; where they were said to be, and as what, stands with each row.",
        apart=Apart(lambda one: f"{_where(one)}, {_what(one)}", {"Where": _where, "What": _what}),
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
    """Draw what was claimed of casualties in Kursk (people), by army and by what was counted."""
    told = sorted(strength.losses_in_kursk(evidence), key=_counted)
    chart = stated_rows(
        told,
        name="kursk-losses",
        title=f"Claimed in Kursk: {'; '.join(_each_loss(told))}",
        subtitle="People; whose, and whether killed alone or all casualties, stands with each row. Claims, not counts.",
        apart=Apart(lambda one: f"{_whose(one)} {_what(one)}", {"Whose": _whose, "What": _what}),
    )
    return replace(chart, foot=" ".join([chart.foot, *_noted(told)])) if chart else None


def _each_loss(told: Sequence[Statement]) -> list[str]:
    """Return what was claimed of each army, all casualties and those killed apart."""
    groups = [list(same) for _, same in groupby(told, key=_counted)]
    return [f"{_said(same)} {_whose(same[0])} {_what(same[0])}" for same in groups]


def _noted(told: Sequence[Statement]) -> list[str]:
    """Return what the ledger notes of totals that it does not hold with high confidence: they may count more."""
    doubted = [one for one in told if one.figure.quantity == "casualties" and one.figure.confidence != "high"]
    return [f"{_said([one])}: {one.figure.note}." for one in doubted if one.figure.note]


def _counted(one: Statement) -> tuple[int, str]:
    """Return the place of an army and what was counted of it, by which rows of unlike things stand apart."""
    return list(ARMIES).index(one.figure.side), one.figure.quantity


def _what(one: Statement) -> str:
    return WHAT[one.figure.quantity]


def _whose(one: Statement) -> str:
    return ARMIES[one.figure.side]


def _where(one: Statement) -> str:
    return WHERE.get(one.figure.region, one.figure.region.title())


def _sent(one: Statement) -> str:
    return ", ".join(filter(None, [_what(one), _with_north_koreans(one)]))


def _with_north_koreans(one: Statement) -> str:
    return "with North Koreans" if one.figure.side == WITH_NORTH_KOREANS else ""


def _finding(told: Sequence[Statement], what: str) -> str:
    if len(told) < 2:
        return what + (f": one statement, {_said(told)}" if told else "")
    count = origins(told)
    witnesses = "one origin" if count == 1 else f"{count} origins"
    return f"{what}: {_said(told)}, in {len(told)} statements of {witnesses}"


def _said(told: Sequence[Statement]) -> str:
    """Return the lowest and the highest number stated, never one between the ends of a stated range.

    Each keeps the words that leave an end open, save an upper bound that is the highest number.
    """
    lowest = min(told, key=lambda one: (one.ends[0], _is_open(one)))
    highest = max(told, key=lambda one: (one.ends[1], math.isinf(one.interval.high)))
    low, high = lowest.ends[0], highest.ends[1]
    first = f"{hedged(lowest.figure) if _is_open(lowest) else ''}{shown(low)}"
    last = f"{hedged(highest.figure) if math.isinf(highest.interval.high) else ''}{shown(high)}"
    if low == high:
        return first if len(told) == 1 else last
    return f"from {first} to {last}" if _is_open(lowest) else f"{first} to {last}"


def _is_open(one: Statement) -> bool:
    return math.isinf(one.interval.low) or math.isinf(one.interval.high)
