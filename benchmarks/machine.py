"""Facts of the machine that a measurement belongs to, and how figures are told."""

import os
import platform
import statistics
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

TOOLS = ("papermill", "nbconvert", "ipykernel", "matplotlib", "pandas", "typst")


def facts() -> str:
    """Return the machine, its Python and the versions of the tools in a sentence."""
    tools = ", ".join(f"{name} {metadata.version(name)}" for name in TOOLS)
    cores = f"{len(os.sched_getaffinity(0))} cores, {_processor()}, {platform.system()} {platform.machine()}"
    load = f"load when this was written: {os.getloadavg()[2]:.1f}"
    return f"Machine: {cores}; {load}. Python {platform.python_version()}, {tools}."


def told(figures: Sequence[float], digits: int = 2) -> str:
    """Return the median, with the smallest and the largest figure in brackets."""
    middle, least, most = statistics.median(figures), min(figures), max(figures)
    return f"{middle:.{digits}f} ({least:.{digits}f} to {most:.{digits}f})"


def ratio(these: Sequence[float], those: Sequence[float]) -> float:
    """Return the ratio of two medians."""
    return statistics.median(these) / statistics.median(those)


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"
