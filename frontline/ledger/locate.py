"""Whether each figure stands where its locator says, in a reader's own copy of the article.

The article's text stays with the reader: what comes out are ids, locators and spellings of numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from frontline.ledger.article import UnusableArticle, plain_text
from frontline.ledger.load import Ledger
from frontline.ledger.mentions import mentions, spellings
from frontline.ledger.paragraphs import Paragraphs, locator, paragraphs, position
from frontline.ledger.rows import Figure
from frontline.tables import CallerMistake

# A header may hold a sentence or two of its own; more is another article.
WIDEST_SHIFT = 5


@dataclass(frozen=True)
class Hit:
    """A figure, where the ledger says that it stands, and whether it does."""

    figure: str
    locator: str
    found: bool
    stands_at: str | None
    spelled: tuple[str, ...]

    @property
    def text(self) -> str:
        """One line that tells the outcome."""
        if self.found:
            return f"{self.figure}: found at {self.locator}"
        elsewhere = f"it stands at {self.stands_at}" if self.stands_at else "it stands nowhere in this text"
        return f"{self.figure}: not at {self.locator}, where one of {self.sought} was expected; {elsewhere}"

    @property
    def sought(self) -> str:
        """The spellings that were looked for, quoted."""
        return ", ".join(f"“{spelling}”" for spelling in self.spelled)


@dataclass(frozen=True)
class Located:
    """What became of every figure of a source that has a locator.

    `shift`: how many paragraphs of another header stand before the article in this copy; locators are the
    ledger's, `stands_at` is the copy's.
    """

    source: str
    hits: tuple[Hit, ...]
    shift: int = 0

    @property
    def misses(self) -> tuple[Hit, ...]:
        """The figures that do not stand where the ledger says."""
        return tuple(hit for hit in self.hits if not hit.found)


def locate(article: bytes, ledger: Ledger, source_id: str) -> Located:
    """Look for each located figure of a source in a copy of the article.

    Raises `UnusableArticle` for a file without usable text, `CallerMistake` for a source without locators.
    """
    sought = _sought(ledger, source_id)
    text = paragraphs(plain_text(article))
    if not text:
        raise UnusableArticle("a text in which no paragraph ends in sentence punctuation")
    standing = [(figure, _standing(figure, text)) for figure in sought]
    shift = _shift(standing)
    return Located(source_id, tuple(_hit(figure, where, shift) for figure, where in standing), shift)


def _sought(ledger: Ledger, source_id: str) -> Sequence[Figure]:
    sought = [figure for figure in ledger.figures_of(source_id) if figure.locator]
    if sought:
        return sought
    located = sorted({figure.source for figure in ledger.figures.values() if figure.locator})
    known = source_id in ledger.sources
    raise CallerMistake(
        "no figure of this source has a locator" if known else "the ledger has no such source",
        expected=f"a source with located figures: {', '.join(located) or 'none yet'}",
        got=source_id,
        example=f"frontline locate article.txt --source {located[0]}" if located else None,
    )


def _standing(figure: Figure, text: Paragraphs) -> list[tuple[int, int]]:
    """Return every paragraph and sentence that holds the figure."""
    return [
        (number, count)
        for number, sentences in enumerate(text, start=1)
        for count, sentence in enumerate(sentences, start=1)
        if _holds(sentence, figure)
    ]


def _holds(sentence: str, figure: Figure) -> bool:
    # People are often left out ("some 50,000 were sent"), so a bare number will do.
    units = {figure.unit, "people", None} if figure.unit.startswith("people") else {figure.unit}
    mentioned = [mention.value for mention in mentions(sentence) if mention.unit in units]
    return all(any(abs(value - stated) < 0.05 for value in mentioned) for stated in _stated(figure))


def _stated(figure: Figure) -> tuple[float, ...]:
    given = (figure.low, figure.best, figure.high)
    return tuple(dict.fromkeys(value for value in given if value is not None))


def _place(figure: Figure) -> tuple[int, int]:
    return position(figure.locator or "p1s1")


def _shift(standing: Sequence[tuple[Figure, list[tuple[int, int]]]]) -> int:
    """Return the shift at which figures stand, if none stands at its locator and two or more share one shift."""

    def standing_at(shift: int) -> int:
        return sum((_place(figure)[0] + shift, _place(figure)[1]) in where for figure, where in standing)

    if standing_at(0):
        return 0
    best = max(range(1, WIDEST_SHIFT + 1), key=standing_at)
    return best if standing_at(best) > 1 else 0


def _hit(figure: Figure, where: list[tuple[int, int]], shift: int) -> Hit:
    paragraph, sentence = _place(figure)
    wanted = (paragraph + shift, sentence)
    nearest = min(where, key=lambda at: (abs(at[0] - wanted[0]), abs(at[1] - wanted[1])), default=None)
    return Hit(
        figure=figure.id,
        locator=locator(paragraph, sentence),
        found=wanted in where,
        stands_at=locator(*nearest) if nearest else None,
        spelled=tuple(spelling for value in _stated(figure) for spelling in spellings(value, figure.unit)),
    )
