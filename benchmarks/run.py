"""`make bench`: our render against stock papermill and nbconvert, on the same notebook.

Runs are interleaved, so that a machine that slows down slows both; medians and ratios go into
`results.md` with the facts of the machine.
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_name("results.md")
BIN = Path(sys.executable).parent
REPORTS = ("territorial_gains", "troop_deployments", "claim_check")
TOOLS = ("papermill", "nbconvert", "ipykernel", "matplotlib", "pandas", "typst")
CHROMIUM = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


@dataclass
class Case:
    """One comparison: the same notebooks rendered by us and by the stock tools; seconds of wall clock."""

    title: str
    notebooks: tuple[str, ...]
    ours: list[float] = field(default_factory=list)
    stock: list[float] = field(default_factory=list)


def main() -> None:
    """Run all cases and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    cases = [
        Case("one report, cold, HTML and PDF", REPORTS[:1]),
        Case("default edition, cold, HTML and PDF", REPORTS),
    ]
    for number in range(rounds):
        for case in cases:
            case.ours.append(_timed(lambda folder, case=case: _ours(case.notebooks, folder)))
            case.stock.append(_timed(lambda folder, case=case: [_stock(one, folder) for one in case.notebooks]))
            print(f"round {number + 1}, {case.title}: {case.ours[-1]:.2f} s against {case.stock[-1]:.2f} s", flush=True)
    RESULTS.write_text(_results(cases, rounds), encoding="utf-8")
    print(f"written to {RESULTS.relative_to(ROOT)}")


def _ours(notebooks: tuple[str, ...], folder: Path) -> None:
    _run(BIN / "frontline", "render", *notebooks, "--reports", folder)


def _stock(notebook: str, folder: Path) -> None:
    executed = folder / f"{notebook}.ipynb"
    _run(
        BIN / "papermill",
        ROOT / "notebooks" / f"{notebook}.ipynb",
        executed,
        "--no-progress-bar",
        "--log-level",
        "ERROR",
    )
    _run(BIN / "jupyter-nbconvert", "--to", "html", "--log-level", "ERROR", executed)
    if shutil.which("xelatex"):
        _run(BIN / "jupyter-nbconvert", "--to", "pdf", "--log-level", "ERROR", executed)
    elif chromium := shutil.which("chromium"):
        page, profile = folder / f"{notebook}.html", folder / "profile"
        _run(
            chromium,
            *CHROMIUM,
            f"--user-data-dir={profile}",
            f"--print-to-pdf={page.with_suffix('.pdf')}",
            page.as_uri(),
        )


def _way_to_pdf() -> str:
    if shutil.which("xelatex"):
        return "`jupyter nbconvert --to pdf` (xelatex)"
    if shutil.which("chromium"):
        return (
            "Debian's Chromium printing that HTML, which is what `--to webpdf` does without the time that playwright "
            "takes to start (LaTeX and playwright are not installed here)"
        )
    return "nothing: neither LaTeX nor a browser is installed here, so stock makes HTML alone and we make both"


def _timed(work: Callable[[Path], object]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        work(Path(folder))
        return time.perf_counter() - began


def _run(*command: object) -> None:
    environment = os.environ | {"FRONTLINE_ROOT": str(ROOT), "JUPYTER_PREFER_ENV_PATH": "1"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT / "notebooks",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stderr[-2000:]}")


def _results(cases: list[Case], rounds: int) -> str:
    lines = [
        "# Benchmarks",
        "",
        f"Written by `make bench`: {rounds} interleaved rounds, every run in fresh processes and a fresh folder;",
        "medians, with the fastest and slowest run in brackets.",
        "",
        "| what | ours, s | stock, s | times faster |",
        "| --- | ---: | ---: | ---: |",
    ]
    for case in cases:
        ratio = statistics.median(case.stock) / statistics.median(case.ours)
        lines.append(f"| {case.title} | {_shown(case.ours)} | {_shown(case.stock)} | {ratio:.1f} |")
    lines += [
        "",
        "Ours: `frontline render`. Stock, for each report: `papermill`, then `jupyter nbconvert --to html`, then for",
        f"the PDF {_way_to_pdf()}.",
        "",
        f"Machine: {os.cpu_count()} cores, {_processor()}, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}; " + ", ".join(f"{name} {metadata.version(name)}" for name in TOOLS) + ".",
    ]
    return "\n".join(lines) + "\n"


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
