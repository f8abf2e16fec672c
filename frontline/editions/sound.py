"""A look at the tables before a kernel starts: cheap, and without pandas."""

from pathlib import Path

from frontline.ledger import load_ledger
from frontline.tables import BrokenTable, Problem, read_descriptor

MEASURED = "measured.csv"


def require_sound(root: Path) -> None:
    """Raise `BrokenTable` where the ledger cannot be used or the measurements cannot be there.

    The rows of `measured.csv` are not read: `frontline check` does that.
    """
    load_ledger(root)
    header = _declared(root)
    try:
        with (root / "data" / MEASURED).open(encoding="utf-8-sig") as file:
            found, first = file.readline().rstrip("\r\n"), file.readline()
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenTable([Problem(MEASURED, None, None, None, f"a readable table ({error})")]) from error
    if found != header:
        raise BrokenTable([Problem(MEASURED, 1, None, found[:80], f"the header {header}")])
    if not first:
        raise BrokenTable([Problem(MEASURED, 2, None, None, "at least one measurement")])


def _declared(root: Path) -> str:
    """Return the header that the data package declares; importing the row class would import pandas."""
    resources = {resource.get("name"): resource for resource in read_descriptor(root)["resources"]}
    try:
        return ",".join(field["name"] for field in resources["measured"]["schema"]["fields"])
    except (KeyError, TypeError) as error:
        raise BrokenTable([Problem("datapackage.json", None, "measured", None, "a schema with fields")]) from error
