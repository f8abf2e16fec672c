"""Claims: what each asserts as an interval, what the series give, what others stated, and the verdict."""

from dataclasses import dataclass

from frontline.analysis.because import because, without_value
from frontline.analysis.choices import Choices, load_choices
from frontline.analysis.estimates import FORTNIGHT, Estimate, estimates
from frontline.analysis.evidence import Evidence, Run, load_evidence
from frontline.analysis.readings import Reading, readings
from frontline.analysis.sentence import Sentence, sentence
from frontline.analysis.stated import Interval, stated_interval
from frontline.analysis.statements import Statement, origins, statements
from frontline.analysis.verdicts import Judged, judge, sign_of
from frontline.ledger import Claim, Figure, Hedge


@dataclass(frozen=True)
class CheckedClaim:
    """A claim with everything that speaks for or against its number."""

    claim: Claim
    figure: Figure | None
    hedge: Hedge | None
    stated: Interval | None
    unit: str | None
    readings: tuple[Reading, ...]
    judged: Judged
    others: tuple[Statement, ...]
    estimates: tuple[Estimate, ...] = ()

    @property
    def counted(self) -> tuple[Reading, ...]:
        """The readings that decide the verdict."""
        return tuple(reading for reading in self.readings if reading.standing == "equivalent")

    @property
    def directional(self) -> bool:
        """Whether it asserts a direction alone, which far more values meet than a number."""
        return self.figure is None and self.stated is not None

    @property
    def why(self) -> Sentence:
        """Why the verdict is what it is, in a sentence."""
        if self.stated is not None and self.judged.verdict != "cannot be checked":
            return because(self.claim.id, self.counted, self.judged, self.stated, directional=self.directional)
        if self.claim.reason:
            return sentence(self.claim.reason)
        if self.stated is not None and self.counted:
            return without_value(self.counted)
        return sentence(self._why_not)

    @property
    def _why_not(self) -> str:
        if self.readings and self.stated is None:
            return "it states neither a number nor a direction that the readings could be held against"
        if self.readings:
            return "no reading answers the question that it asks"
        if self.claim.kind == "strength":
            return f"no open series counts soldiers{'; what others stated is set beside it' if self.others else ''}"
        if self.claim.kind == "distance":
            return "no distance of these places was measured for its days"
        return "no open series covers what it asserts"


def check_claims(evidence: Evidence, choices: Choices, article: str) -> list[CheckedClaim]:
    """Return every claim of an article, checked; its window is its own, whatever the report's `as_of`."""
    return [check_claim(claim, evidence, choices) for claim in claims_of(evidence, article)]


def claims_of(evidence: Evidence, article: str) -> list[Claim]:
    """Return the claims of an article and of its fuller versions, of the run's region.

    A fuller version is a repost or summary of the same piece: of the same publication and day, and with no locator,
    as only the article itself was read sentence by sentence. A page that shows no day and has no figure in the
    ledger goes with the claims before it.
    """
    ledger = evidence.ledger
    publications = {figure.stated_by for figure in ledger.figures_of(article)}
    told, together = [], False
    for claim in ledger.claims.values():
        source, figures = ledger.sources[claim.source], ledger.figures_of(claim.source)
        version = source.kind in ("repost", "summary") and claim.locator is None
        if source.published is None and not figures:
            together = together and version
        else:
            same_day = source.published == ledger.sources[article].published
            same = same_day and not publications.isdisjoint(figure.stated_by for figure in figures)
            together = claim.source == article or (version and same)
        if together and evidence.region in ("ukraine", claim.region):
            told.append(claim)
    return told


def check_claim(claim: Claim, evidence: Evidence, choices: Choices) -> CheckedClaim:
    """Return one claim, checked."""
    figure = evidence.ledger.figures[claim.figures[0]] if claim.figures else None
    made = tuple(readings(claim, evidence, choices))
    stated, unit = _stated(claim, figure, evidence)
    hedge = evidence.ledger.hedges[figure.hedge] if figure else None
    judged = judge(made, stated)
    if claim.kind == "strength" and figure is not None:
        told = tuple(estimates(figure, evidence, choices))
        others = tuple(one.statement for one in told)
        return CheckedClaim(claim, figure, hedge, stated, unit, made, judged, others, told)
    return CheckedClaim(claim, figure, hedge, stated, unit, made, judged, _others(claim, figure, evidence))


def _stated(claim: Claim, figure: Figure | None, evidence: Evidence) -> tuple[Interval | None, str | None]:
    sign = sign_of(claim)
    if sign is not None:
        return sign
    if figure is None:
        return None, None
    return stated_interval(figure, evidence.ledger.hedges[figure.hedge]), figure.unit


def _others(claim: Claim, figure: Figure | None, evidence: Evidence) -> tuple[Statement, ...]:
    """Return what others stated on the same quantity, region and side about much the same time."""
    if figure is None:
        return ()
    same = [
        other
        for other in evidence.figures(everywhere=True)
        if other.id not in claim.figures
        and (other.quantity, other.region, other.side) == (figure.quantity, figure.region, figure.side)
        and _same_time(other, figure)
    ]
    return tuple(statements(same, evidence))


def _same_time(one: Figure, other: Figure) -> bool:
    """Tell whether two figures speak of much the same time: each end within a fortnight, or a tenth of the window."""
    longest = max((figure.last - figure.first).days + 1 for figure in (one, other))
    apart = max(abs((one.first - other.first).days), abs((one.last - other.last).days))
    return apart <= max(FORTNIGHT, longest / 10)


def witnesses(checked: CheckedClaim) -> int:
    """Count the origins that stated something on the same: not articles."""
    return origins(checked.others)


def load_checked(run: Run, article: str) -> list[CheckedClaim]:
    """Load what a run may argue from and check an article's claims."""
    return check_claims(load_evidence(run), load_choices(run.root), article)
