"""`make bench`, third part: the claim desk. Readings and forensics of an edition, and many readings of one claim.

Tables are loaded before the clock starts. Each case is run several times in one process; medians with
the fastest and slowest run in brackets.
"""

import argparse
import datetime as dt
import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import numpy as np

from frontline.analysis.candidates import Grid
from frontline.analysis.choices import load_choices
from frontline.analysis.claims import check_claims
from frontline.analysis.evidence import Evidence, load_evidence
from frontline.analysis.forensics import forensics
from frontline.analysis.scoreboard import scoreboard
from frontline.analysis.shifts import Windows, recompute

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_name("claims.md")
ARTICLE = "wubi-2024-11-20"
TOOLS = ("numpy", "pandas")
MANY = 100_000


@dataclass(frozen=True)
class Bounds:
    """The parameters of an edition as the analysis needs them."""

    as_of: dt.date
    root: Path = ROOT
    since: dt.date = dt.date(2023, 1, 1)
    region: str = "ukraine"
    series: str = "all"
    known_on: dt.date | None = None


def main() -> None:
    """Time every case and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    default, latest = (load_evidence(Bounds(day)) for day in (dt.date(2024, 11, 20), dt.date(2026, 8, 1)))
    rows = [
        *_of_edition("default edition", default, rounds),
        *_of_edition("edition of 1 August 2026", latest, rounds),
        _many_readings(default, rounds),
    ]
    RESULTS.write_text(_results(rows, rounds), encoding="utf-8")
    print(f"written to {RESULTS.relative_to(ROOT)}")


Timed = tuple[str, str, list[float]]


def _of_edition(name: str, evidence: Evidence, rounds: int) -> list[Timed]:
    choices, figures = load_choices(ROOT), list(evidence.figures())
    checked = check_claims(evidence, choices, ARTICLE)
    found = forensics(figures, evidence)
    readings = f"{sum(len(one.readings) for one in checked)} readings of {len(checked)} claims"
    tried = f"{sum(one.tried for one in found):,} quantities tried for {len(found)} figures"
    cases: list[tuple[str, str, Callable[[], object]]] = [
        (f"{name}: all readings of all claims", readings, lambda: check_claims(evidence, choices, ARTICLE)),
        (f"{name}: forensics of all figures", tried, lambda: forensics(figures, evidence)),
        (
            f"{name}: both",
            "",
            lambda: (check_claims(evidence, choices, ARTICLE), forensics(figures, evidence)),
        ),
        (f"{name}: scoreboard", f"{len(scoreboard(evidence))} statements", lambda: scoreboard(evidence)),
    ]
    return [_timed(title, size, work, rounds) for title, size, work in cases]


def _many_readings(evidence: Evidence, rounds: int) -> Timed:
    """Time the ratio of the article's second sentence over windows drawn at random, on ISW's series as published."""
    levels = next(one for one in Grid(evidence).lines_of("ukraine") if one.line.id == "as_published")
    drawn = np.random.default_rng(0).integers(320, len(levels.values), (2, 2, MANY))
    (first, last), (base_first, base_last) = np.sort(drawn, axis=1)
    windows = Windows(first, last, base_first, base_last)
    return _timed(
        "many readings of one claim, C03", f"{MANY:,} readings", lambda: recompute("ratio", levels, windows), rounds
    )


def _timed(title: str, size: str, work: Callable[[], object], rounds: int) -> Timed:
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    print(f"{title}: {statistics.median(taken):.3f} s", flush=True)
    return title, size, taken


def _results(rows: list[Timed], rounds: int) -> str:
    lines = [
        "# Benchmarks of the claim desk",
        "",
        f"Written by `make bench`: {rounds} runs each in one process, tables loaded before; medians, with the fastest",
        "and slowest run in brackets.",
        "",
        "| what | how much | s |",
        "| --- | --- | ---: |",
        *(
            f"| {title} | {size} | {statistics.median(taken):.3f} ({min(taken):.3f} to {max(taken):.3f}) |"
            for title, size, taken in rows
        ),
        "",
        f"Machine: {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}; " + ", ".join(f"{name} {metadata.version(name)}" for name in TOOLS) + ".",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
