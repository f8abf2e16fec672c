"""Statements on forces: those present on a day, those sent or planned, North Koreans, the whole theatre, losses."""

from frontline.analysis.evidence import Evidence
from frontline.analysis.statements import Statement, about, party

SIDES = {
    "russia": ("russia", "russia_and_north_korea"),
    "ukraine": ("ukraine",),
    "north_korea": ("north_korea",),
}
TOPICS = ("deployment", "force_total", "losses")
PRESENT = ("troops_deployed",)
SENT_OR_PLANNED = (
    "troops_deployed_cumulative",
    "troops_redeployed",
    "troops_inbound",
    "troops_required",
    "troops_planned",
    "troops_reinforcement",
)
NOT_PRESENT_YET = ("troops_in_training", "troops_in_combat", "troops_reserve")


def present(evidence: Evidence, side: str) -> list[Statement]:
    """Return who was said to be in Kursk on a day: a stock."""
    told = about(evidence, topic="deployment", quantities=PRESENT, region="kursk")
    return [one for one in told if one.figure.side in SIDES[side] and one.day >= evidence.since]


def sent_or_planned(evidence: Evidence) -> list[Statement]:
    """Return who was said to have been sent to Kursk, to be needed or planned there: not a stock."""
    told = about(evidence, topic="deployment", quantities=SENT_OR_PLANNED, region="kursk")
    return [one for one in told if one.figure.side in SIDES["russia"] and one.day >= evidence.since]


def north_koreans(evidence: Evidence) -> list[Statement]:
    """Return every count of North Korean soldiers, wherever they were said to be."""
    quantities = (*PRESENT, *SENT_OR_PLANNED, *NOT_PRESENT_YET)
    told = about(evidence, topic="deployment", quantities=quantities, side="north_korea")
    return [one for one in told if one.day >= evidence.since]


def in_theatre(evidence: Evidence) -> list[Statement]:
    """Return the stated Russian force in and around Ukraine."""
    told = about(evidence, topic="force_total", quantities=("force_in_ukraine",), side="russia")
    return [one for one in told if one.day >= evidence.since]


def losses_in_kursk(evidence: Evidence) -> list[Statement]:
    """Return what each army claimed of its enemy's casualties in Kursk."""
    told = about(evidence, topic="losses", quantities=("casualties", "killed"), region="kursk")
    return [one for one in told if one.day >= evidence.since]


def told(evidence: Evidence) -> list[Statement]:
    """Return every statement on forces and losses that a report may quote, each once."""
    parts = (
        *(present(evidence, side) for side in ("russia", "ukraine")),
        sent_or_planned(evidence),
        north_koreans(evidence),
        in_theatre(evidence),
        losses_in_kursk(evidence),
    )
    return list({one.figure.id: one for part in parts for one in part}.values())


def about_the_other(one: Statement) -> bool:
    """Tell whether a statement is by one belligerent about the forces of the other."""
    of = {"ukraine": SIDES["russia"], "russia": SIDES["ukraine"]}
    return one.figure.side in of.get(party(one), ())
