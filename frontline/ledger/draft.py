"""A draft of the ledger's rows for a new article: numbers found in it, for a person to read, mend and enter.

Nothing enters by itself: rows are marked `confidence=low`, statements are left to be written in our own words, and
the page's address is missing until somebody fills it in. No sentence of the article is in a draft.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from frontline.ledger.article import plain_text
from frontline.ledger.dating import ONE_DAY, Days, days_named
from frontline.ledger.guess import Guess, credit_of, hedge_of, quantity_of, region_of, side_of
from frontline.ledger.load import Ledger
from frontline.ledger.mentions import Mention, mentions
from frontline.ledger.paragraphs import locator, paragraphs
from frontline.ledger.rows import Claim, Figure, Source
from frontline.ledger.vocabulary import TOPICS, unit_of

Cells = dict[str, str]

PLACEHOLDER = "…"
RIGHTS = "Cited: numbers and address; text and title belong to the publisher"
LEVELS = frozenset({"area_controlled", "area_held", "share_controlled"})
STOCKS = frozenset({"troops_deployed", "force_in_ukraine"})
KINDS = {
    "area_gained": "gain",
    "area_regained": "regained",
    "area_controlled": "level",
    "area_held": "level",
    "area_peak": "peak",
    "share_regained": "share",
    "gain_ratio": "ratio",
    "troops_deployed": "strength",
    "force_in_ukraine": "strength",
}
UNCHECKED = "No series here measures it; what others stated is in figures.csv"
LATIN_SHARE = 0.5


@dataclass(frozen=True)
class Draft:
    """Proposed rows by table, cells as text in the order of the columns, and what a person should know of them."""

    source: Cells
    figures: list[Cells] = field(default_factory=list)
    claims: list[Cells] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def tables(self) -> dict[str, tuple[list[str], list[Cells]]]:
        """The tables: by name their columns and rows."""
        return {
            "sources": (list(Source.model_fields), [self.source]),
            "figures": (list(Figure.model_fields), self.figures),
            "claims": (list(Claim.model_fields), self.claims),
        }


@dataclass(frozen=True)
class _Found:
    """A number of the article with what it may be."""

    locator: str
    values: tuple[float, ...]
    guess: Guess
    hedge: str
    region: str
    side: str
    credit: tuple[str, str] | None
    window: Days | None
    base: Days | None


def draft(article: bytes, *, publisher: str, published: dt.date, ledger: Ledger, url: str | None = None) -> Draft:
    """Propose rows for an article that the ledger does not know.

    Raises `UnusableArticle` for a file that holds no text. A text that is not in English gives an empty draft.
    """
    text = plain_text(article)
    source = _source(publisher, published, ledger, url)
    if _latin_share(text) < LATIN_SHARE:
        return Draft(
            source, notes=["the text is not in the Latin alphabet: only English is read, so nothing is proposed"]
        )
    made = Draft(source)
    for found in _numbers(text, published, ledger):
        _add(made, found, publisher, published, ledger)
    if not made.figures:
        made.notes.append("no number with a unit or a word that tells what it counts was found")
    return made


def _source(publisher: str, published: dt.date, ledger: Ledger, url: str | None) -> Cells:
    name = f"{slug(publisher)}-{published}"
    taken = [key for key in ledger.sources if key == name or key.startswith(f"{name}-")]
    return {
        "id": f"{name}-{len(taken) + 1}" if taken else name,
        "kind": "article",
        "publisher": publisher,
        "published": published.isoformat(),
        "seen_at": url or PLACEHOLDER,
        "rights": RIGHTS,
        "note": "drafted; to be read and confirmed",
    }


def slug(name: str) -> str:
    """Return a name as an id is written: `Süddeutsche Zeitung` → `suddeutsche-zeitung`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "unnamed"


def _latin_share(text: str) -> float:
    letters = [letter for letter in text if letter.isalpha()]
    return sum("LATIN" in unicodedata.name(letter, "") for letter in letters) / len(letters) if letters else 1.0


def _numbers(text: str, published: dt.date, ledger: Ledger) -> Iterator[_Found]:
    oblast = None
    for number, sentences in enumerate(paragraphs(text), start=1):
        whole, before = " ".join(sentences), None
        region = region_of(["", whole], ledger, oblast)
        oblast = oblast if region == "ukraine" else region
        for count, sentence in enumerate(sentences, start=1):
            named = days_named(sentence, published)
            yield from _in_sentence(sentence, region, locator(number, count), named, before, ledger)
            before = named[-1] if named else before


def _in_sentence(  # noqa: PLR0913, PLR0917  a number is read in its surroundings
    sentence: str, around: str, at: str, named: list[Days], before: Days | None, ledger: Ledger
) -> Iterator[_Found]:
    own = region_of([sentence], ledger, around)
    region = around if own == "ukraine" and "in Ukraine" not in sentence else own
    told = mentions(sentence)
    joined: set[int] = set()
    for place, mention in enumerate(told):
        if place in joined or any(one.start <= mention.start < one.end for one in named):
            continue
        guess = quantity_of(sentence, mention, region)
        if guess is None or mention.value == 0:
            continue
        following = told[place + 1] if place + 1 < len(told) else None
        values: tuple[float, ...] = (mention.value,)
        hedge = hedge_of(sentence, mention.start, half=mention.unit == "percent" and mention.value == 50)
        if following and _is_range(sentence, mention, following):
            values, hedge = (mention.value, following.value), "range"
            joined.add(place + 1)
        windows = _windows(_clause(sentence, mention, named), mention, guess.quantity, before)
        side = side_of(sentence, mention.start, following.end if len(values) > 1 and following else mention.end)
        where = _where(guess.quantity, region, own)
        yield _Found(at, values, guess, hedge, where, side, credit_of(sentence), *windows)


def _clause(sentence: str, mention: Mention, named: list[Days]) -> list[Days]:
    """Return the windows that stand in the clause of a number."""
    start, end = sentence.rfind(";", 0, mention.start), sentence.find(";", mention.end)
    return [one for one in named if one.start > start and (end < 0 or one.end <= end)]


def _where(quantity: str, region: str, named: str) -> str:
    """Return where a number is about: losses and the whole force are of the theatre unless the sentence says else."""
    if quantity == "force_in_ukraine" or quantity in TOPICS["losses"]:
        return "theatre" if named == "ukraine" else named
    return region


def _is_range(sentence: str, one: Mention, other: Mention) -> bool:
    between = sentence[one.end : other.start]
    before = sentence[: one.start].rstrip().lower()
    joined = re.fullmatch(r" ?(?:-|to) ?", between) or (before.endswith("between") and between == " and ")
    return bool(joined) and one.value < other.value


def _windows(
    named: list[Days], mention: Mention, quantity: str, before: Days | None
) -> tuple[Days | None, Days | None]:
    """Return the window nearest to a number, else the last named before; of a ratio also the one compared with."""
    if quantity == "gain_ratio" and len(named) > 1:
        *_, base, window = sorted(named, key=lambda one: one.last)
        return window, base
    return min(named, key=lambda one: one.distance(mention.start, mention.end), default=before), None


def _add(made: Draft, found: _Found, publisher: str, published: dt.date, ledger: Ledger) -> None:
    name = f"F{_next(ledger.figures, 'F') + len(made.figures):03}"
    first, last = _days(found, published)
    made.figures.append(
        {
            "id": name,
            "source": made.source["id"],
            "stated_by": publisher,
            "attributed_to": found.credit[0] if found.credit else "",
            "origin": found.credit[1] if found.credit else slug(publisher),
            "locator": found.locator,
            "topic": found.guess.topic,
            "quantity": found.guess.quantity,
            "region": found.region,
            "side": found.side,
            "unit": unit_of(found.guess.quantity),
            **_ends(found),
            "hedge": found.hedge,
            "first": first.isoformat(),
            "last": last.isoformat(),
            "published": published.isoformat(),
            "confidence": "low",
            "note": _note(found),
        }
    )
    kind = KINDS.get(found.guess.quantity, "not numeric")
    made.claims.append(
        {
            "id": f"C{_next(ledger.claims, 'C') + len(made.claims):02}",
            "source": made.source["id"],
            "locator": found.locator,
            "statement": PLACEHOLDER,
            "kind": kind,
            "figure": name,
            "region": found.region,
            "side": found.side,
            "first": first.isoformat(),
            "last": last.isoformat(),
            "base_first": found.base.first.isoformat() if found.base else "",
            "base_last": found.base.last.isoformat() if found.base else "",
            "reason": UNCHECKED if kind == "not numeric" else "",
        }
    )


def _next(rows: Mapping[str, object], letter: str) -> int:
    return max((int(key.removeprefix(letter)) for key in rows), default=0) + 1


def _days(found: _Found, published: dt.date) -> tuple[dt.date, dt.date]:
    """Return the days that a number speaks of: a level or a force is of one day, the last that is named."""
    eve = published - ONE_DAY
    first, last = (found.window.first, found.window.last) if found.window else (eve, eve)
    return (last, last) if found.guess.quantity in LEVELS | STOCKS else (first, last)


def _ends(found: _Found) -> Cells:
    values = [round(value * found.guess.factor, _decimals(found)) for value in found.values]
    if len(values) == 2:
        return {"low": repr(values[0]), "best": "", "high": repr(values[1])}
    best = repr(values[0])
    low = best if found.hedge in ("more than", "over", "just over", "at least") else ""
    high = best if found.hedge in ("almost", "nearly", "up to", "nearly half") else ""
    return {"low": low, "best": best, "high": high}


def _decimals(found: _Found) -> int:
    """Return to how many decimals a converted number is kept: what was stated to a mile is no finer in km²."""
    return 10 if found.guess.factor == 1 else 0 if found.values[0] * found.guess.factor >= 10 else 1


def _note(found: _Found) -> str:
    told = ["drafted"]
    if found.guess.factor != 1:
        unit = "hectares" if found.guess.factor < 1 else "square miles"
        told.append(f"{' to '.join(f'{value:,g}' for value in found.values)} {unit}")
    if found.window is None:
        told.append("the days are a guess: the sentence names none")
    return "; ".join(told)
