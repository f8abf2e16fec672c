"""`make bench`: our render against stock papermill and nbconvert, on the same notebook.

Runs are interleaved, so that a machine that slows down slows both; medians and ratios go into
`results.md` with the facts of the machine.
"""

import argparse
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from benchmarks import stock

RESULTS = Path(__file__).with_name("results.md")
REPORTS = ("territorial_gains", "troop_deployments", "claim_check")
TOOLS = ("papermill", "nbconvert", "ipykernel", "matplotlib", "pandas", "typst")


@dataclass
class Case:
    """One comparison: the same notebooks rendered by us and by the stock tools; seconds of wall clock."""

    title: str
    notebooks: tuple[str, ...]
    ours: list[float] = field(default_factory=list)
    stock: list[float] = field(default_factory=list)

    def measure(self) -> None:
        """Run both once, ours first."""
        self.ours.append(_timed(lambda folder: _ours(self.notebooks, folder)))
        self.stock.append(_timed(lambda folder: [stock.run(one, folder) for one in self.notebooks]))

    @property
    def row(self) -> str:
        """The case as a row of the table of results."""
        ratio = statistics.median(self.stock) / statistics.median(self.ours)
        return f"| {self.title} | {_shown(self.ours)} | {_shown(self.stock)} | {ratio:.1f} |"


def main() -> None:
    """Run all cases and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    cases = [Case("one report, cold", REPORTS[:1]), Case("default edition (three reports), cold", REPORTS)]
    stock.pdf_exporter()
    for number in range(rounds):
        for case in cases:
            case.measure()
            print(f"round {number + 1}, {case.title}: {case.ours[-1]:.2f} s against {case.stock[-1]:.2f} s", flush=True)
    RESULTS.write_text(_results(cases, rounds), encoding="utf-8")
    print(f"written to {RESULTS.relative_to(stock.ROOT)}")


def _ours(notebooks: tuple[str, ...], folder: Path) -> None:
    stock.call(stock.BIN / "frontline", "render", *notebooks, "--reports", folder)


def _timed(work: Callable[[Path], object]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        work(Path(folder))
        return time.perf_counter() - began


def _results(cases: list[Case], rounds: int) -> str:
    tools = ", ".join(f"{name} {metadata.version(name)}" for name in TOOLS)
    machine = f"{os.cpu_count()} cores, {_processor()}, {platform.system()} {platform.machine()}"
    return f"""\
# Benchmarks

Written by `make bench`: {rounds} interleaved rounds, every run in fresh processes and a fresh folder. Seconds of wall
clock: the median, with the fastest and the slowest run in brackets.

| HTML and PDF of | ours, s | stock, s | times faster |
| --- | ---: | ---: | ---: |
{chr(10).join(case.row for case in cases)}

Ours: `frontline render`. Stock, for each report in turn: `papermill`, `jupyter nbconvert --to html`, and for the PDF
{stock.explained()}.

Machine: {machine}. Python {platform.python_version()}, {tools}.
"""


def _shown(seconds: list[float]) -> str:
    return f"{statistics.median(seconds):.2f} ({min(seconds):.2f} to {max(seconds):.2f})"


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"


if __name__ == "__main__":
    main()
