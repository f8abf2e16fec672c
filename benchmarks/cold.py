"""One report and the default edition from a cold start, ours and the stock tools' in turn."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import stock
from benchmarks.machine import ratio, told

REPORTS = ("territorial_gains", "troop_deployments", "claim_check")


@dataclass
class Case:
    """The same notebooks rendered by us and by the stock tools; seconds of the clock."""

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
        return f"| {self.title} | {told(self.ours)} | {told(self.stock)} | {ratio(self.stock, self.ours):.1f} |"


def section(rounds: int) -> str:
    """Measure, and return what is to be told of it."""
    cases = [Case("one report", REPORTS[:1]), Case("default edition (three reports)", REPORTS)]
    for number in range(rounds):
        for case in cases:
            case.measure()
            print(f"round {number + 1}, {case.title}: {case.ours[-1]:.2f} s against {case.stock[-1]:.2f} s", flush=True)
    rows = "\n".join(case.row for case in cases)
    return f"""\
{rounds} rounds in turn, every run in fresh processes and a fresh folder. Seconds of the clock: the median, with the
fastest and the slowest run in brackets.

| HTML and PDF of | ours, s | stock, s | times faster |
| --- | ---: | ---: | ---: |
{rows}

Ours: `frontline render`. Stock, for each report in turn: `papermill`, `jupyter nbconvert --to html`, and for the PDF
{stock.explained()}.
"""


def _ours(notebooks: tuple[str, ...], folder: Path) -> None:
    stock.call(stock.BIN / "frontline", "render", *notebooks, "--reports", folder)


def _timed(work: Callable[[Path], object]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        work(Path(folder))
        return time.perf_counter() - began
