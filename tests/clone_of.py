"""A scratch clone with the committed tables, to add rows to or to break."""

import csv
import shutil
from pathlib import Path
from types import SimpleNamespace

from evidence_of import ROOT, run_of

from frontline.analysis.choices import load_choices
from frontline.analysis.claims import CheckedClaim, check_claims
from frontline.analysis.evidence import load_evidence


def clone_of(folder: Path) -> Path:
    """Copy the tables into a folder and return it as the root of a clone."""
    shutil.copytree(ROOT / "data", folder / "data")
    return folder


def append(root: Path, table: str, **cells: str) -> int:
    """Append a row, empty cells left out; return its line."""
    path = root / "data" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert set(cells) <= set(rows[0])
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow([cells.get(name, "") for name in rows[0]])
    return len(rows) + 1


def append_claim(root: Path, **cells: str) -> int:
    """Append a claim of the default article; return its line."""
    given = {
        "id": "C99",
        "source": "wubi-2024-11-20",
        "statement": "Something that the article asserts",
        "kind": "gain",
        "region": "ukraine",
        "side": "russia",
        "first": "2024-01-01",
        "last": "2024-06-30",
    }
    return append(root, "claims", **(given | cells))


def checked_in(root: Path, article: str = "wubi-2024-11-20") -> dict[str, CheckedClaim]:
    """Return the article's claims, checked, by id."""
    run = SimpleNamespace(**(vars(run_of()) | {"root": root, "article": article}))
    evidence = load_evidence(run)
    return {one.claim.id: one for one in check_claims(evidence, load_choices(root), article)}
