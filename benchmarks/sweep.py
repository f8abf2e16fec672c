"""A sweep: against the stock tools and the physical floor in turn, and its cost as it grows."""

import datetime as dt
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

from benchmarks import stock
from benchmarks.machine import ratio, told
from benchmarks.watch import Taken, processors, watched

NOTEBOOK = "territorial_gains"
COMPARED = 24
STOCK_REPORTS = 4  # a round: each costs the same, and 24 would take minutes
FLOOR_REPORTS = 6
AT_ONCE = 2
_LAST = dt.date(2024, 11, 20)


def section(rounds: int) -> str:
    """Measure a sweep of 24 reports, and return what is to be told of it; seconds are of one report."""
    ours: list[tuple[float, float]] = []
    theirs: list[tuple[float, float]] = []
    floor: list[tuple[float, float]] = []
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            taken = _ours(COMPARED, Path(folder) / "ours")
            ours.append((taken.seconds / COMPARED, taken.processors / COMPARED))
            theirs.append(_stock(Path(folder)))
            floor.append(_floor())
        print(f"round {number + 1}, a report of a sweep: {ours[-1][0]:.2f} s against {theirs[-1][0]:.2f} s", flush=True)
    rows = [_row(*row) for row in (("ours", ours, ours), ("stock", theirs, ours), ("floor", floor, ours))]
    above = ratio([used for _, used in ours], [used for _, used in floor])
    return f"""\
`frontline sweep {NOTEBOOK}` over {COMPARED} days, HTML and PDF, {AT_ONCE} at a time, start included; stock: the same
commands as above, {AT_ONCE} reports at a time, {STOCK_REPORTS} of these days. {rounds} rounds in turn; a report's
seconds of the clock and of the processors.

| a report | seconds | times ours | processors' seconds | times ours |
| --- | ---: | ---: | ---: | ---: |
{chr(10).join(rows)}

The floor is the same code straight in one warm process, without kernels and forks, and the same exports, one report
after the other on one core. Ours takes {above:.2f} times its processors' seconds.
"""


def growth(sizes: Sequence[int]) -> str:
    """Measure sweeps of these sizes, and return what is to be told of them."""
    with tempfile.TemporaryDirectory() as folder:
        taken = {}
        for size in sizes:
            taken[size] = _ours(size, Path(folder) / str(size))
            print(f"a sweep of {size}: {taken[size].seconds:.1f} s, {taken[size].memory:.0f} MB", flush=True)
        largest = max(sizes)
        again = _ours(largest, Path(folder) / str(largest)).seconds - _ours(1, Path(folder) / str(largest)).seconds
    rows = [
        f"| {size} | {one.seconds:.1f} | {one.seconds / size:.2f} | {one.processors / size:.2f} | {one.memory:.0f} |"
        for size, one in taken.items()
    ]
    further = [
        f"{small} to {large}: {(taken[large].processors - taken[small].processors) / (large - small):.2f}"
        for small, large in pairwise(sizes)
    ]
    return f"""\
One run each, start included; memory is that of all its processes together at most.

| reports | seconds | seconds a report | processors' seconds a report | memory, MB |
| ---: | ---: | ---: | ---: | ---: |
{chr(10).join(rows)}

Processors' seconds of each further report, from {"; from ".join(further)}. An edition that has not changed costs
{again / (largest - 1) * 1000:.0f} ms.
"""


def days(count: int) -> list[str]:
    """Return so many days, the default one first."""
    return [(_LAST - dt.timedelta(days=number)).isoformat() for number in range(count)]


def _row(name: str, taken: Sequence[tuple[float, float]], ours: Sequence[tuple[float, float]]) -> str:
    clock, used = ([one[at] for one in taken] for at in (0, 1))
    against = [statistics.median(one[at] for one in ours) for at in (0, 1)]
    ratios = [statistics.median(figures) / base for figures, base in zip((clock, used), against, strict=True)]
    return f"| {name} | {told(clock)} | {ratios[0]:.2f} | {told(used)} | {ratios[1]:.2f} |"


def _ours(count: int, reports: Path) -> Taken:
    asked = ["sweep", NOTEBOOK, "--grid", f"as_of={','.join(days(count))}", "--workers", AT_ONCE, "--reports", reports]
    return watched([stock.BIN / "frontline", *asked], stock.ROOT)


def _stock(folder: Path) -> tuple[float, float]:
    places = {day: folder / f"stock-{day}" for day in days(STOCK_REPORTS)}
    for place in places.values():
        place.mkdir()
    began, used = time.perf_counter(), processors()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda one: stock.run(NOTEBOOK, one[1], {"as_of": one[0]}), places.items()))
    return (time.perf_counter() - began) / STOCK_REPORTS, (processors() - used) / STOCK_REPORTS


def _floor() -> tuple[float, float]:
    seconds, used = json.loads(stock.call(sys.executable, "-m", "benchmarks.floor", NOTEBOOK, *days(FLOOR_REPORTS)))
    return seconds, used
