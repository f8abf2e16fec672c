"""Readings: one recomputation of a claim for every declared way of making it, each with its standing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from frontline.analysis import recomputed_gains as gains
from frontline.analysis import recomputed_levels as levels
from frontline.analysis.choices import Choices
from frontline.analysis.evidence import Evidence
from frontline.analysis.reading import PLANAR, REDRAW_NOISE_KM2, Reading
from frontline.ledger import Claim

__all__ = ["KINDS", "PLANAR", "REDRAW_NOISE_KM2", "Reading", "readings"]

Recompute = Callable[[Claim, Evidence], Iterator[Reading]]

# A new claim of one of these kinds is a row of claims.csv and needs no code.
KINDS: dict[str, Recompute] = {
    "gain": gains.gain,
    "ratio": gains.ratio,
    "comparison": gains.comparison,
    "acceleration": gains.acceleration,
    "regained": gains.regained,
    "trend": gains.trend,
    "level": levels.level,
    "peak": levels.peak,
    "share": levels.share,
    "distance": levels.distance,
}

# A file with a known flaw counts only where its mapper has nothing better for the window.
LAST_RESORT = {("method", "planar"), ("dating", "by_file")}


def readings(claim: Claim, evidence: Evidence, choices: Choices) -> list[Reading]:
    """Return every reading of a claim, each with its standing; none for a kind that no series can check."""
    recompute = KINDS.get(claim.kind)
    if recompute is None or claim.reason:
        return []
    made = [
        replace(reading, standing=choices.standing(claim.kind, reading.choices))
        for reading in recompute(claim, evidence)
    ]
    better = {reading.mapper for reading in made if reading.standing == "equivalent"}
    return _folded([_last_resort(reading, claim.kind, choices, better) for reading in made])


def _folded(made: Sequence[Reading]) -> list[Reading]:
    """Keep one of the readings that come out alike.

    Files and vintages of one mapper that agree are one witness, and a choice that changes nothing needs no row.
    """
    kept: dict[tuple[object, ...], Reading] = {}
    for reading in sorted(made, key=lambda reading: reading.standing != "equivalent"):
        value = str(reading.why) if reading.value is None else round(reading.value, 0 if reading.unit == "km2" else 2)
        of = (reading.mapper, reading.measure, reading.choices.get("layer"), reading.choices.get("definition"))
        kept.setdefault((*of, value), reading)
    told = {id(reading) for reading in kept.values()}
    return [reading for reading in made if id(reading) in told]


def _last_resort(reading: Reading, kind: str, choices: Choices, better: set[str]) -> Reading:
    """Let a flawed file count where its mapper has no other reading that could."""
    without = {made: option for made, option in reading.choices.items() if (made, option) not in LAST_RESORT}
    flawed_alone = len(without) < len(reading.choices) and choices.standing(kind, without) == "equivalent"
    return replace(reading, standing="equivalent") if flawed_alone and reading.mapper not in better else reading
