"""The series that a claim can be read from, and the days that its text may mean."""

import datetime as dt
from collections.abc import Iterator

from frontline.analysis.evidence import MAIN, Evidence
from frontline.analysis.reading import PLANAR, Line, window_of
from frontline.analysis.series import ONE_DAY
from frontline.ledger import Claim

# Whose map a credited origin draws; what follows `-on-` in an origin is the witness.
CREDITED = {"isw": "ISW", "deepstate": "DeepState"}


def lines_of_change(claim: Claim, evidence: Evidence) -> Iterator[Line]:
    """Yield what tells how much ground passed: each mapper's line, in Kursk also ISW's layer of ground regained."""
    if claim.region != "kursk":
        yield from _main_lines(claim, evidence)
        return
    regained = evidence.find("isw_kursk", "regained", "kursk")
    if regained is not None and claim.side != "ukraine":
        yield Line(regained, {"definition": "regained"})
    yield from _kursk_lines(evidence)


def lines_of_level(claim: Claim, evidence: Evidence) -> Iterator[Line]:
    """Yield what tells how much is held on a day: of Kursk what Ukraine holds there, with or without the grey zone."""
    yield from _kursk_lines(evidence) if claim.region == "kursk" else _main_lines(claim, evidence)


def with_vintages(line: Line, evidence: Evidence) -> Iterator[Line]:
    """Yield a line as it is known now and as its mapper showed it before revising it."""
    yield line
    for earlier in evidence.earlier(line.series):
        yield Line(earlier, {**line.choices, "vintage": "earlier"})


def _main_lines(claim: Claim, evidence: Evidence) -> Iterator[Line]:
    for series, quantity in [*MAIN.items(), ("isw_layers", "control")]:
        line = evidence.find(series, quantity, claim.region)
        if line is None:
            continue
        choices = {
            "layer": "control_only" if (series, quantity) == ("isw_layers", "control") else "main_line",
            "method": "planar" if series == PLANAR else "geodesic",
        }
        if line.mapper == "DeepState":
            choices["dating"] = "by_file" if series == "deepstate" else "by_snapshot"
        yield Line(line, choices)


def _kursk_lines(evidence: Evidence) -> Iterator[Line]:
    for quantity in ("held", "held_and_grey"):
        line = evidence.find("deepstate_archive", quantity, "kursk")
        if line is not None:
            yield Line(line, {"definition": quantity})


def credited_mapper(claim: Claim, evidence: Evidence) -> str | None:
    """Return the mapper whom the claim's figures credit, if any."""
    for figure in evidence.ledger.stated(claim):
        witness = figure.origin.rpartition("-on-")[2]
        if witness in CREDITED:
            return CREDITED[witness]
    return None


def closing_days(claim: Claim, evidence: Evidence) -> dict[str, dt.date]:
    """Return the days on which the window of a claim may close.

    Where it closes on the eve of publication, as a text that says "so far" lets it, also the last earlier day to
    which the same text cites the same origin.
    """
    first, last = window_of(claim)
    evident = evidence_day(claim, evidence)
    return {"window_end": last} | ({"evidence_day": evident} if evident and evident > first else {})


def evidence_day(claim: Claim, evidence: Evidence) -> dt.date | None:
    """Return the last day before the eve of publication for which the claim's text gives a number of its origin."""
    ledger = evidence.ledger
    published = ledger.sources[claim.source].published
    if published is None or claim.last != published - ONE_DAY:
        return None
    own = ledger.figures_of(claim.source)
    origins = {figure.origin for figure in ledger.stated(claim) or own}
    publications = {figure.stated_by for figure in own}
    days = [
        figure.last
        for figure in ledger.figures.values()
        if figure.published == published
        and figure.stated_by in publications
        and figure.origin in origins
        and figure.topic == "territory"
        and figure.last < published - ONE_DAY
        and figure.region == claim.region
    ]
    return max(days, default=None)
