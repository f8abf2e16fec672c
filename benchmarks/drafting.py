"""`make bench`, fourth part: how much `frontline draft` finds in articles of our own in several newsroom styles."""

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from frontline.ledger import load_ledger
from frontline.ledger.draft import draft

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT / "tests" / "articles"
RESULTS = Path(__file__).with_suffix(".md")
Told = tuple[str, ...]
MISSED = """\
Known misses: a second number that leaves its unit out ("against 465 in 2023"); a window that only another paragraph
names ("the same month"); a share that compares two areas of the same sentence, taken for a figure; lengths, which the
ledger has no quantity for; languages other than English.
"""


@dataclass(frozen=True)
class Score:
    """What was wanted of an article, what was proposed, and how much of that agrees."""

    article: str
    wanted: int
    proposed: int
    numbers: int
    whole: int

    @property
    def recall(self) -> float:
        """The share of the wanted figures that is proposed, with the right number and quantity."""
        return self.numbers / self.wanted

    @property
    def precision(self) -> float:
        """The share of the proposed figures that was wanted."""
        return self.numbers / self.proposed


def scores() -> Iterator[Score]:
    """Yield the score of each article of `expected.csv`."""
    ledger = load_ledger(ROOT)
    wanted: dict[tuple[str, str], list[Told]] = {}
    with (ARTICLES / "expected.csv").open(encoding="utf-8", newline="") as file:
        for article, published, locator, quantity, value, *rest in list(csv.reader(file))[1:]:
            wanted.setdefault((article, published), []).append((locator, quantity, f"{float(value):.1f}", *rest))
    for (article, published), rows in wanted.items():
        text = (ARTICLES / f"{article}.txt").read_bytes()
        made = draft(text, publisher=article, published=dt.date.fromisoformat(published), ledger=ledger)
        found = [_told(figure) for figure in made.figures]
        numbers = {row[:3] for row in rows} & {row[:3] for row in found}
        yield Score(article, len(rows), len(found), len(numbers), len(set(rows) & set(found)))


def _told(figure: dict[str, str]) -> Told:
    value = float(figure["best"]) if figure["best"] else (float(figure["low"]) + float(figure["high"])) / 2
    given = ("region", "side", "first", "last")
    return (figure["locator"], figure["quantity"], f"{value:.1f}", *(figure[name] for name in given))


def table() -> str:
    """Return the scores as Markdown."""
    lines = [
        "# What a draft finds",
        "",
        "Written by `make bench` from the articles in `tests/articles/`, our own texts in the styles of a news agency,",
        "a broadcaster, an American paper, a blog, a daily assessment and two analyses. Recall: figures proposed with",
        "the right place, number and quantity, of those wanted; precision: of those proposed. The rules were made with",
        "the first five before the eye, and one (towns) after a look at `heldout`. Nothing was changed after `unseen`,",
        "which tells best what to expect.",
        "",
        "| article | figures | recall | precision | also with region, side and days |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for one in scores():
        shares = f"{one.recall:.0%} | {one.precision:.0%} | {one.whole} of {one.wanted}"
        lines.append(f"| {one.article} | {one.wanted} | {shares} |")
    return "\n".join([*lines, "", MISSED])


if __name__ == "__main__":
    RESULTS.write_text(table(), encoding="utf-8")
    print(f"written to {RESULTS.relative_to(ROOT)}")
