"""What the report on troop deployments tells in words: its parts, its limits, its headline numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from frontline.analysis import strength
from frontline.analysis.evidence import Evidence
from frontline.analysis.losses import added_for_earlier_days
from frontline.analysis.series import MeasuredSeries
from frontline.analysis.statements import Statement, party, stated_number
from frontline.analysis.windows import Window, day_text
from frontline.numbers import Card, Cards, Number, Prose, box
from frontline.prose.missing import missing
from frontline.prose.words import count, credited, hedged, listed

_HARMED = (("Russian", "russia"), ("North Korean", "north_korea"), ("Ukrainian", "ukraine"))
_PARTIES = (("the Ukrainian side", "ukraine"), ("the Russian side", "russia"), ("others", "other"))
_COUNTED = (
    ("those present on a day", strength.PRESENT),
    ("everybody sent since August 2024", ("troops_deployed_cumulative",)),
    ("those needed or planned", ("troops_required", "troops_planned")),
)


@dataclass(frozen=True)
class Report:
    """The parts of the report, each told only where there is something to tell; `claimed` are losses, people."""

    evidence: Evidence
    claimed: MeasuredSeries | None

    @cached_property
    def told(self) -> list[Statement]:
        """Every statement that the report draws as a row."""
        return strength.told(self.evidence)

    @property
    def empty(self) -> bool:
        """Whether there is neither a statement nor a count of losses."""
        return not self.told and self.claimed is None

    def absent(self) -> Prose | None:
        """Say that the whole report has nothing to tell, and where that is told; None where it has something."""
        if not self.empty:
            return None
        evidence = self.evidence
        name = evidence.ledger.regions[evidence.region].name
        figures = evidence.ledger.figures.values()
        ever = any(one.region == evidence.region and one.topic in strength.TOPICS for one in figures)
        days = f", from {day_text(evidence.since)} to {day_text(evidence.as_of)}" if ever else ""
        return Prose(
            f"The ledger has no figure of strength and none of losses that is told of {name} alone{days}; the "
            "edition of all Ukraine has those told of other regions and of the whole theatre.",
            role="absent",
        )

    def part(self, heading: str, lead: str, things: Sequence[Any | None], missing: Prose) -> list[Any]:
        """Return a part under its heading: `lead` and those `things` that there are, or why there are none.

        A report that has nothing to tell has no parts.
        """
        if self.empty:
            return []
        there = [thing for thing in things if thing is not None]
        return [Prose(f"## {heading}\n\n{lead}"), *there] if there else [Prose(f"## {heading}"), missing]

    def limits(self) -> Prose | None:
        """Say in a box what the figures cannot tell; None where there are none."""
        if self.empty:
            return None
        told = self.told
        numbers: dict[str, Number | str] = {}
        items = ["- **How many soldiers there are.** Every figure here is a statement that open data cannot recompute."]
        if told:
            items[0] += " Drawn as rows: {rows}; of these by one belligerent about the other: {about}."
            other = [one for one in told if strength.about_the_other(one)]
            numbers = {
                "about": count("about-the-other", len(other), _ids(other), "statements by one side about the other"),
                "rows": count("statements-drawn", len(told), _ids(told), "statements drawn as rows"),
            }
        items += _alike(told)
        if self.claimed or any(one.figure.topic == "losses" for one in told):
            items.append("- **What the losses were.** Claimed losses are claims. The claimant stands with each number.")
        items.append("- **Where units are.** Positions of units are not shown.")
        return box("What this cannot tell you", "\n".join(items), **numbers)


def _ids(told: Sequence[Statement]) -> list[dict[str, str]]:
    return [{"table": "figures.csv", "id": one.figure.id} for one in told]


def _alike(told: Sequence[Statement]) -> list[str]:
    """Say what statements of soldiers count, where these are several things."""
    quantities = {one.figure.quantity for one in told}
    counted = [f"some {words}" for words, of in _COUNTED if quantities & set(of)]
    if len(counted) < len(_COUNTED[:2]):
        return []
    sides = {one.figure.side for one in told if one.figure.quantity in strength.PRESENT}
    mixed = "; some include North Koreans, some do not" if set(strength.SIDES["russia"]) <= sides else ""
    return [
        f"- **Whether two figures are of the same thing.** They count different things: {listed(counted)}{mixed}. They "
        "are kept apart as far as their words allow."
    ]


def claimed_losses(evidence: Evidence) -> MeasuredSeries | None:
    """Return the claimed losses of the whole theatre, where the report tells of it and they reach its days."""
    line = evidence.shown("general_staff", "losses", "theatre") if evidence.region in ("ukraine", "theatre") else None
    return line if line is not None and line.last >= evidence.since else None


def latest(told: Sequence[Statement]) -> Statement:
    """Return the last statement; of several for one day one that is held with high confidence and credits someone."""
    return max(told, key=lambda one: (one.day, one.figure.confidence == "high", one.figure.attributed_to is not None))


def headline(report: Report) -> Cards | None:
    """Return the latest statement on each force, and the claimed losses of the year so far, as cards."""
    evidence = report.evidence
    groups = {
        "Russian soldiers in Kursk": strength.present(evidence, "russia"),
        "North Korean soldiers in Kursk": strength.present(evidence, "north_korea"),
        "Russian soldiers in the theatre": strength.in_theatre(evidence),
    }
    cards = [_card(label, latest(told), evidence) for label, told in groups.items() if told]
    if report.claimed is not None:
        cards += _losses_card(report.claimed, evidence)
    return Cards(cards) if cards else None


def _losses_card(claimed: MeasuredSeries, evidence: Evidence) -> list[Card]:
    as_of = evidence.as_of
    first, last = as_of.replace(month=1, day=1), min(as_of, claimed.last)
    if not claimed.covers(first, last):
        return []
    note = f"{claimed.label}, to {day_text(last)}" + (", where the data end" if last < as_of else "")
    if added := added_for_earlier_days(evidence, Window(first, last)):
        note += f"; with people added for earlier days on {listed([day_text(day) for day in added])}"
    return [Card(f"Russian losses claimed for {first.year} so far", claimed.gain(first, last).number(), note)]


def _card(label: str, last: Statement, evidence: Evidence) -> Card:
    who = credited(last)
    return Card(label, stated_number(last, evidence), f"{who}, {day_text(last.day)}", hedged(last.figure).strip())


def nothing(what: str, evidence: Evidence, *regions: str) -> Prose:
    """Say why there is nothing to show: it is told of other regions alone, or of other days."""
    if evidence.region not in ("ukraine", *regions):
        return missing(what, f"not available for {evidence.ledger.regions[evidence.region].name}")
    return missing(what, f"no figure from {day_text(evidence.since)} to {day_text(evidence.as_of)}")


def ukrainian_strength(evidence: Evidence) -> str:
    """Say who stated how many Ukrainian soldiers there were."""
    told = {party(one) for one in strength.present(evidence, "ukraine")}
    lead = "" if "ukraine" in told else _no_ukrainian_number(evidence)
    return (
        f"{lead}What there is comes from {listed([words for words, side in _PARTIES if side in told])}." if told else ""
    )


def _no_ukrainian_number(evidence: Evidence) -> str:
    """Say that no Ukrainian number can be quoted, and whether the ledger has one that is too doubtful for it."""
    doubtful = sum(
        (figure.side, figure.region) == ("ukraine", "kursk")
        and figure.quantity in strength.PRESENT
        and figure.origin.startswith("ukraine")
        and figure.published <= evidence.as_of
        for figure in evidence.ledger.figures.values()
    )
    until = f"published up to {day_text(evidence.as_of)}"
    if doubtful:
        copies = "one doubtful copy, which is" if doubtful == 1 else "doubtful copies, which are"
        return f"Of Ukrainian numbers {until} the ledger has only {copies} not quoted. "
    return f"No Ukrainian number {until} is in the ledger. "


def claimed_in_kursk(evidence: Evidence) -> str:
    """Say whose casualties in Kursk were claimed, and by whom."""
    told = strength.losses_in_kursk(evidence)
    if not told:
        return ""
    harmed = listed([army for army, side in _HARMED if any(one.figure.side == side for one in told)])
    claimants = listed([words for words, side in _PARTIES if any(party(one) == side for one in told)])
    return f"Of Kursk alone, {claimants} stated casualties of {harmed} forces."


def method(report: Report, *, areas: bool) -> Prose | None:
    """Say by which rules the statements are told, and how `areas` are measured where the report has some."""
    rules = [
        "A row is one origin’s statement for one day, however many publications carry it; figures of low confidence "
        "are left out. The interval follows from the number’s rounding and its hedge by one rule for all. Strengths "
        "are compared only for the same scope; counts of those present, sent, needed and planned are kept apart."
    ] * bool(report.told)
    if areas:
        rules.append("Areas are geodesic on the WGS 84 ellipsoid unless a series says otherwise.")
    return Prose(" ".join(rules)) if rules else None
