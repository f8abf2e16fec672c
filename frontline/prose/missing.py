"""Why a section has nothing to show: one sentence for all, with the true reason of each."""

from collections.abc import Sequence

from frontline.analysis.evidence import Evidence
from frontline.analysis.series import MeasuredSeries
from frontline.analysis.windows import Window, day_text
from frontline.numbers import Prose

YEAR_SO_FAR = "the year so far"
WHOLE_MONTHS = "a month of these days from its eve to its end"
JANUARIES = "the eve of a January and days after it"
TRAILING_DAYS = "two days and, before each, the days that its pace is averaged over"
KURSK = (("deepstate_archive", "held"), ("deepstate_archive", "held_and_grey"), ("isw_kursk", "regained"))


def missing(what: str, reason: str) -> Prose:
    """Say that there is nothing to show, and why."""
    return Prose(f"*{what}: {reason}.*")


def uncovered(what: str, needed: str, lines: Sequence[MeasuredSeries], evidence: Evidence) -> Prose:
    """Say that no series covers what a section needs, and which days each one does cover."""
    if not lines:
        return missing(what, f"no data {_days(evidence)}, as no series chosen measures {_region(evidence)}")
    reach = "; ".join(f"{line.label} covers {Window(line.first, line.last).text}" for line in lines)
    return missing(what, f"no series chosen covers {needed} ({reach})")


def no_oblasts(evidence: Evidence, window: Window) -> Prose:
    """Say why no gains by oblast are told."""
    what = "Gains by oblast"
    is_oblast = evidence.ledger.regions[evidence.region].kind == "oblast"
    if evidence.region != "ukraine" and not (is_oblast and evidence.find("deepstate", "control", evidence.region)):
        return missing(what, f"{_region(evidence)} is none of the oblasts compared")
    if evidence.series == "isw":
        return missing(what, "only DeepState’s daily polygons tell oblasts apart, and its maps are not chosen")
    first = evidence.find("deepstate", "control", "donetsk")
    if first and first.first >= window.last:
        return missing(what, f"DeepState’s daily polygons begin only on {day_text(first.first)}")
    return missing(what, f"no oblast has a gain that rounds to a square kilometre, {window.text}")


def no_kursk(evidence: Evidence) -> Prose:
    """Say why nothing is told of areas in Kursk."""
    if evidence.region not in ("ukraine", "kursk"):
        return missing("Kursk", f"not part of a report on {_region(evidence)}")
    found = [line for key in KURSK if (line := evidence.find(*key, "kursk"))]
    if not found:
        return missing("Kursk", "no series chosen had measured it by then")
    first, last = min(line.first for line in found), max(line.last for line in found)
    if evidence.as_of < first:
        return missing("Kursk", f"the first measure of it is of {day_text(first)}")
    if evidence.since > last:
        return missing("Kursk", f"the last measure of it is of {day_text(last)}")
    return missing("Kursk", f"no data {_days(evidence)} in the series chosen")


def no_stated_gains(evidence: Evidence) -> Prose:
    """Say that publications stated no gain for days of the report."""
    reason = f"the ledger has no statement, published by {day_text(evidence.as_of)}, of a Russian gain in"
    return missing("Stated gains", f"{reason} {_region(evidence)} for days that end {_days(evidence)}")


def one_map(evidence: Evidence, lines: Sequence[MeasuredSeries]) -> Prose:
    """Say why two maps cannot be compared."""
    what = "Two maps of the same ground"
    if len({line.mapper for line in lines}) > 1:
        return missing(what, f"the mappers’ series of {_region(evidence)} share no two days {_days(evidence)}")
    whose = f"only {lines[0].mapper}" if lines else "no mapper"
    return missing(what, f"{whose} among those chosen measures {_region(evidence)} {_days(evidence)}")


def _region(evidence: Evidence) -> str:
    return evidence.ledger.regions[evidence.region].name


def _days(evidence: Evidence) -> str:
    return f"from {day_text(evidence.since)} to {day_text(evidence.as_of)}"
