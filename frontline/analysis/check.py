"""Every problem of every table at once."""

from pathlib import Path

from frontline import ledger, measured
from frontline.analysis.checkable import claim_problems
from frontline.analysis.choices import TABLES, Choice
from frontline.analysis.package import described
from frontline.tables import BrokenTable, Problem, double_keys, parse_rows, read_descriptor


def all_problems(root: Path) -> list[Problem]:
    """Return the problems of the ledger, the measured side, the choices and the data package's description.

    Whether a claim can be read is asked once the tables themselves are sound.
    """
    rows, faults = parse_rows(root / "data" / "choices.csv", Choice)
    double = list(double_keys("choices.csv", rows, TABLES["choices"][1])) if not faults else []
    found = [*ledger.problems(root), *measured.problems(root), *faults, *double]
    return [*found, *(claim_problems(root) if not found else []), *_description(root)]


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
