"""Claims whose rows cannot be used: a report shows them as such, with the reason, and checks the others.

A claim is entered by hand, often for another article. One that names no valid window, region or kind is no
ground to refuse the whole report, as long as it is known which article asserts it; `frontline check` lists it.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from frontline.ledger.rows import Claim
from frontline.tables import Problem

FILE = "claims.csv"
MENDABLE = frozenset(
    {"locator", "kind", "figure", "region", "side", "first", "last", "base_first", "base_last", "place", "reason"}
)


def is_mendable(problem: Problem) -> bool:
    """Tell whether a problem leaves it known which claim of which article it is about."""
    return problem.file == FILE and problem.row is not None and problem.row > 1 and problem.column in MENDABLE


def with_doubtful(text: str, good: Mapping[int, Claim], problems: Sequence[Problem]) -> list[Claim]:
    """Return the claims in the order of the file, those at fault as claims that cannot be checked.

    `text` is the file's, `good` maps the line of a row to its claim; `problems` are mendable.
    """
    at_fault: dict[int, list[Problem]] = {}
    for problem in problems:
        at_fault.setdefault(problem.row or 0, []).append(problem)
    cells = _cells(text) if at_fault else {}
    mended = {line: _mended(cells[line], found) for line, found in at_fault.items()}
    return [claim for _, claim in sorted({**good, **mended}.items())]


def _mended(cells: Mapping[str, str], problems: Iterable[Problem]) -> Claim:
    told = "; ".join(f"{one.column} is {one.value or 'empty'}, expected {one.expected}" for one in problems)
    known = {name: cells[name] for name in ("id", "source", "statement")}
    reason = f"Its row in {FILE} cannot be used: {told}"
    return Claim.model_validate(known | {"kind": "not numeric", "region": "ukraine", "reason": reason})


def _cells(text: str) -> dict[int, dict[str, str]]:
    """Return the cells of each row by its line."""
    return dict(enumerate(csv.DictReader(io.StringIO(text, newline="")), start=2))
