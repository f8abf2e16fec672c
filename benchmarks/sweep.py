"""`make bench`: a sweep against stock papermill and nbconvert, its cost as it grows, its memory.

Writes the section on sweeps into `results.md`, after `benchmarks.run` has written the rest.
"""

import contextlib
import datetime as dt
import os
import resource
import subprocess
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks import stock
from benchmarks.run import RESULTS

NOTEBOOK = "territorial_gains"
SIZES = (8, 24, 64)
AT_ONCE = 2
STOCK_REPORTS = 6  # of 24: each costs the same, and all would take minutes
HEADING = "## Sweep"
_LAST = dt.date(2024, 11, 20)


def main() -> None:
    """Measure, and put the section in its place."""
    stock.pdf_exporter()
    with tempfile.TemporaryDirectory() as folder:
        theirs = _stock(Path(folder))
        measured = {size: _ours(size, Path(folder) / str(size)) for size in SIZES}
        unchanged = _ours(SIZES[-1], Path(folder) / str(SIZES[-1]))[0] - _ours(1, Path(folder) / str(SIZES[-1]))[0]
    before = RESULTS.read_text(encoding="utf-8").partition(HEADING)[0].rstrip()
    RESULTS.write_text(f"{before}\n\n{_section(theirs, measured, unchanged)}", encoding="utf-8")
    print(f"written to {RESULTS.relative_to(stock.ROOT)}")


def _stock(folder: Path) -> tuple[float, float]:
    """Return seconds a report, two at a time, and seconds of the processors."""
    places = [folder / f"stock-{number}" for number in range(STOCK_REPORTS)]
    for place in places:
        place.mkdir()
    began, used = time.perf_counter(), _processors()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda place: stock.run(NOTEBOOK, place), places))
    return (time.perf_counter() - began) / STOCK_REPORTS, (_processors() - used) / STOCK_REPORTS


def _processors() -> float:
    """Return how long the processors have worked for commands that have ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _ours(size: int, reports: Path) -> tuple[float, float, float]:
    """Return a sweep's seconds over so many days, those of the processors, and its memory at most (MB)."""
    days = ",".join((_LAST - dt.timedelta(days=number)).isoformat() for number in range(size))
    asked = ["sweep", NOTEBOOK, "--grid", f"as_of={days}", "--workers", str(AT_ONCE), "--reports", str(reports)]
    began, used = time.perf_counter(), _processors()
    process = subprocess.Popen([stock.BIN / "frontline", *asked], cwd=stock.ROOT, stderr=subprocess.DEVNULL)
    watch = _Watch(process.pid)
    if process.wait():
        raise SystemExit("the sweep failed")
    seconds = time.perf_counter() - began
    return seconds, _processors() - used, watch.most()


class _Watch(threading.Thread):
    """Looks twice a second how much memory a process and all below it take; shared pages count once."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process, self._most, self._over = process, 0.0, threading.Event()
        self.start()

    def run(self) -> None:
        while not self._over.wait(0.5):
            self._most = max(self._most, sum(map(_proportional, _family(self._process))))

    def most(self) -> float:
        self._over.set()
        self.join()
        return self._most


def _family(process: int) -> list[int]:
    with contextlib.suppress(OSError):
        below = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        return [process, *(one for child in below for one in _family(int(child)))]
    return []


def _proportional(process: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _section(theirs: tuple[float, float], measured: dict[int, tuple[float, float, float]], unchanged: float) -> str:
    rows = [
        f"| {size} | {seconds:.1f} | {seconds / size:.2f} | {theirs[0] * size / seconds:.1f} "
        f"| {used / size:.2f} | {theirs[1] * size / used:.1f} | {memory:.0f} |"
        for size, (seconds, used, memory) in measured.items()
    ]
    (small, (_, least, _)), (large, (_, most, _)) = min(measured.items()), max(measured.items())
    return f"""\
{HEADING}

`frontline sweep {NOTEBOOK}` over so many days, HTML and PDF, {AT_ONCE} at a time, start included; one run each.
Stock, {AT_ONCE} reports at a time, takes {theirs[0]:.2f} s a report, {theirs[1]:.2f} s of the processors (measured over
{STOCK_REPORTS}). The clock counts what else the machine does (load when this was written: {os.getloadavg()[2]:.1f} on
{os.cpu_count()} cores); the processors' seconds do not.

| reports | seconds | seconds a report | times faster | processors' seconds a report | times less | memory, MB |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: |
{chr(10).join(rows)}

From {small} to {large} reports each further one costs {(most - least) / (large - small):.2f} s of the processors.
An edition that has not changed costs {unchanged / (large - 1) * 1000:.0f} ms.
"""


if __name__ == "__main__":
    main()
