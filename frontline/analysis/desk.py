"""The claim desk's document: `claims.json`, as machines read it."""

import math
from typing import Any, Protocol

from frontline.analysis.claims import CheckedClaim, load_checked
from frontline.analysis.evidence import Run
from frontline.analysis.reading import Reading
from frontline.analysis.statements import Statement
from frontline.analysis.verdicts import holds
from frontline.ledger import Source, load_ledger


class ArticleRun(Run, Protocol):
    """Parameters that also name an article."""

    @property
    def article(self) -> str: ...  # noqa: D102
    @property
    def editor(self) -> str: ...  # noqa: D102


def claims_document(run: ArticleRun) -> list[dict[str, Any]]:
    """Return the claims of the run's article with stated interval, readings, verdict and what others stated."""
    return [_claim(checked) for checked in load_checked(run, run.article)]


def claim_reviews(run: ArticleRun, claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the checked claims as schema.org ClaimReview; none unless an editor answers for them by name.

    The date is the day that the report looks at: the same inputs give the same bytes.
    """
    if not run.editor:
        return []
    sources = load_ledger(run.root).sources
    told = [claim for claim in claims if claim["verdict"] != "cannot be checked"]
    return [_review(claim, sources[claim["source"]], run) for claim in told]


def _review(claim: dict[str, Any], source: Source, run: ArticleRun) -> dict[str, Any]:
    page = {"@type": "CreativeWork", "url": source.seen_at, "publisher": _organisation(source.publisher)}
    published = {"datePublished": source.published.isoformat()} if source.published else {}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "datePublished": run.as_of.isoformat(),
        "author": {"@type": "Person", "name": run.editor},
        "claimReviewed": claim["statement"],
        "itemReviewed": {"@type": "Claim", "appearance": page | published},
        "reviewRating": {"@type": "Rating", "alternateName": claim["verdict"], "ratingExplanation": claim["why"]},
    }


def _organisation(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


def _claim(checked: CheckedClaim) -> dict[str, Any]:
    claim, judged = checked.claim, checked.judged
    return {
        "id": claim.id,
        "source": claim.source,
        "locator": claim.locator,
        "statement": claim.statement,
        "kind": claim.kind,
        "stated": _stated(checked),
        "readings": [_reading(reading, checked) for reading in checked.readings],
        "verdict": judged.verdict,
        "flips": list(judged.flips),
        "closest": _reading(judged.closest, checked) if judged.closest else None,
        "others": [_other(statement) for statement in checked.others],
        "why": str(checked.why),
    }


def _stated(checked: CheckedClaim) -> dict[str, Any] | None:
    if checked.stated is None:
        return None
    figure = checked.figure
    return {
        "low": _finite(checked.stated.low),
        "best": figure.best if figure else None,
        "high": _finite(checked.stated.high),
        "unit": checked.unit,
        "hedge": figure.hedge if figure else None,
    }


def _reading(reading: Reading, checked: CheckedClaim) -> dict[str, Any]:
    return {
        "series": reading.series,
        "mapper": reading.mapper,
        "first": reading.first.isoformat(),
        "last": reading.last.isoformat(),
        "vintage": reading.vintage,
        "measure": reading.measure,
        "choices": dict(reading.choices),
        "standing": reading.standing,
        "value": reading.value,
        "unit": reading.unit,
        "holds": None if checked.stated is None or reading.value is None else holds(reading, checked.stated),
    }


def _other(statement: Statement) -> dict[str, Any]:
    figure = statement.figure
    return {
        "stated_by": figure.stated_by,
        "origin": figure.origin,
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        # Where the page shows no day, the ledger's is only the earliest that fits.
        "published": figure.published.isoformat() if statement.source.published else None,
        "url": statement.source.seen_at,
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
