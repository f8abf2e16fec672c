"""Witnesses: who a number ultimately rests on, and by way of whom it reached the page that was read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from frontline.analysis.evidence import Evidence
from frontline.ledger import Figure, Source

CAPITALS = frozenset({"isw", "afp", "bbc", "nis", "uk", "us", "rbc", "ua", "dpa"})
STATES = frozenset({"russia", "ukraine", "uk", "us"})
# What the parts of an id do not tell, or tell in a wrong order.
OFFICES = {
    "bbc-mediazona": "BBC and Mediazona",
    "joongang": "JoongAng",
    "nis": "South Korea: National Intelligence Service",
    "rbc-ukraine": "RBC-Ukraine",
    "russia-akhmat": "Russia: an Akhmat commander",
    "russia-authorities": "Russia: authorities",
    "tass": "TASS",
    "uk-chief-of-defence": "UK: Chief of Defence",
    "ukraine-general-staff-source": "Ukraine: a source in the General Staff",
    "ukraine-military-sources": "Ukraine: military sources",
    "ukraine-officials": "Ukraine: officials",
    "us-and-ukraine-officials": "officials of the US and Ukraine",
    "us-officials": "US: officials",
    "western-officials": "Western officials",
}
MAKERS = {"deepstate": "DeepState", "mod": "Ministry of Defence", "mediazona": "Mediazona"}


def witness(origin: str) -> str:
    """Return whom an origin rests on: `afp-on-isw` is AFP's count on ISW's map, and no second witness beside ISW."""
    return origin.rpartition("-on-")[2]


def witnesses_of(figures: Iterable[Figure]) -> tuple[str, ...]:
    """Return the witnesses behind figures, each once: ten papers that repeat what one headquarters says are one."""
    return tuple(dict.fromkeys(witness(figure.origin) for figure in figures))


def named(origin: str) -> str:
    """Return an origin in words: `afp-on-isw` → `AFP, from ISW data`, `russia-command` → `Russia: Command`."""
    if origin in OFFICES:
        return OFFICES[origin]
    counted_by, on, counted_on = origin.rpartition("-on-")
    if on:
        return f"{named(counted_by)}, from {named(counted_on)} data"
    state, _, office = origin.partition("-")
    if state in STATES and office and not office.startswith("and-"):
        return f"{_word(state)}: {' '.join(_word(word) for word in office.split('-'))}"
    return " ".join(_word(word) for word in origin.split("-"))


def _word(word: str) -> str:
    if word == "and":
        return word
    return word.upper() if word in CAPITALS else MAKERS.get(word, word.capitalize())


SecondHand = Literal["repost", "summary"]


def second_hand(figure: Figure, source: Source) -> SecondHand | None:
    """Tell how a page of somebody else gives the words of who states a figure; None where it is their own."""
    if source.kind == "repost":
        return "repost"
    return "summary" if source.kind == "summary" and source.publisher != figure.stated_by else None


def publication(figure: Figure, source: Source) -> str:
    """Return who states a figure, marked where only a repost was seen, or a summary on somebody else's page."""
    kind = second_hand(figure, source)
    return f"{figure.stated_by} ({kind})" if kind else figure.stated_by


def seen(figure: Figure, source: Source) -> str:
    """Return who states a figure and, where that is somebody else's, on whose page it was read, marked as above."""
    kind = second_hand(figure, source)
    at = "" if source.publisher == figure.stated_by else f", at {source.publisher}"
    return f"{figure.stated_by}{at}{f' ({kind})' if kind else ''}"


def may_lead(figure: Figure, source: Source) -> bool:
    """Tell whether a figure may head a contradiction: it is not second-hand, and no copy known to be faulty."""
    return second_hand(figure, source) is None and figure.confidence != "low"


@dataclass(frozen=True)
class Link:
    """How one number came about: the publication, whose count it tells, and the witness below that."""

    figure: Figure
    source: Source

    @property
    def publication(self) -> str:
        """Who states it, marked where only a repost or a summary was seen."""
        return publication(self.figure, self.source)

    @property
    def count(self) -> str:
        """Whose count it is."""
        return named(self.figure.origin)

    @property
    def witness(self) -> str:
        """Whom that rests on."""
        return named(witness(self.figure.origin))


def lineage(figures: Iterable[Figure], evidence: Evidence) -> list[Link]:
    """Return how each figure came about, in the order given."""
    return [Link(figure, evidence.ledger.sources[figure.source]) for figure in figures]
