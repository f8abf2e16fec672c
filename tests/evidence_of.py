"""The committed tables as evidence, bounded as a report bounds them."""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

from frontline.analysis.evidence import Evidence, load_evidence

ROOT = Path(__file__).resolve().parents[1]


def run_of(as_of: str = "2024-11-20", **more: object) -> SimpleNamespace:
    given = {
        "root": ROOT,
        "since": dt.date(2023, 1, 1),
        "region": "ukraine",
        "series": "all",
        "known_on": None,
        "article": "wubi-2024-11-20",
        "editor": "",
    }
    return SimpleNamespace(as_of=dt.date.fromisoformat(as_of), **(given | more))


def evidence_of(as_of: str = "2024-11-20", **more: object) -> Evidence:
    return load_evidence(run_of(as_of, **more))
