"""Every problem of every table at once."""

from pathlib import Path

from frontline import ledger, measured
from frontline.analysis.checkable import claim_problems
from frontline.analysis.choices import TABLES as CHOICES
from frontline.analysis.contradictions import TABLES as CONTRADICTIONS
from frontline.analysis.contradictions import contradiction_problems, load_contradictions
from frontline.analysis.package import described
from frontline.tables import BrokenTable, Problem, double_keys, parse_rows, read_descriptor


def all_problems(root: Path) -> list[Problem]:
    """Return the problems of the ledger, the measured side, what lies between, and the data package's description.

    Whether a claim can be read is asked once the tables themselves are sound.
    """
    found = [*ledger.problems(root), *measured.problems(root)]
    for name, (row, key) in (CHOICES | CONTRADICTIONS).items():
        rows, faults = parse_rows(root / "data" / f"{name}.csv", row)
        found += faults or double_keys(f"{name}.csv", rows, key)
    if not found:
        found += claim_problems(root)
        found += contradiction_problems(load_contradictions(root), ledger.load_ledger(root))
    return [*found, *_description(root)]


def _description(root: Path) -> list[Problem]:
    try:
        found = read_descriptor(root)
    except BrokenTable as error:
        return list(error.problems)
    expected = described(found)
    if found == expected:
        return []
    drifted = [
        resource["name"]
        for resource, old in zip(expected["resources"], found["resources"], strict=False)
        if resource != old
    ] or ["resources"]
    how = "what the row classes describe; write it anew with `make describe`"
    return [Problem("datapackage.json", None, None, ", ".join(drifted), how)]
