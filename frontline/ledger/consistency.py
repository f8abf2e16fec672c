"""What must hold between the ledger's tables beyond keys: one page one source, and days in their order."""

from collections.abc import Iterable, Iterator, Mapping

from frontline.ledger.rows import Claim, Figure, Source
from frontline.tables import Problem, Row

Lines = Iterable[tuple[int, Row]]


def contradictions(sources: Lines, figures: Lines, claims: Lines) -> Iterator[Problem]:
    """Yield what contradicts itself between rows, each given with its line in its file."""
    known: dict[str, Source] = {}
    pages: dict[str, int] = {}
    for line, row in sources:
        if isinstance(row, Source):
            known[row.id] = row
            yield from _page_of_its_own(line, row, pages)
    yield from (found for line, row in figures if isinstance(row, Figure) for found in _published(line, row, known))
    yield from (found for line, row in claims if isinstance(row, Claim) for found in _window(line, row, known))


def _page_of_its_own(line: int, source: Source, pages: dict[str, int]) -> Iterator[Problem]:
    before = pages.setdefault(source.seen_at, line)
    if before != line:
        expected = f"a page that no other source has; line {before} has it too"
        yield Problem("sources.csv", line, "seen_at", source.seen_at, expected)


def _published(line: int, figure: Figure, sources: Mapping[str, Source]) -> Iterator[Problem]:
    shown = sources[figure.source].published if figure.source in sources else None
    if shown is not None and figure.published != shown:
        expected = f"{shown}, the day of its source {figure.source}"
        yield Problem("figures.csv", line, "published", str(figure.published), expected)


def _window(line: int, claim: Claim, sources: Mapping[str, Source]) -> Iterator[Problem]:
    shown = sources[claim.source].published if claim.source in sources else None
    if shown is not None and claim.last is not None and claim.last > shown:
        expected = f"not after {shown}, the day of its source {claim.source}"
        yield Problem("claims.csv", line, "last", str(claim.last), expected)
