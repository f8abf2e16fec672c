"""`make bench`: what rendering costs, against stock papermill and nbconvert on the same notebooks.

Runs of both sides are taken in turn, so that a machine that slows down slows both. Each section of `results.md` is
measured by a module of its own; sections that are named are measured anew, the others stay as they are.
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import cold, exports, stock, sweep
from benchmarks.machine import facts

RESULTS = Path(__file__).with_name("results.md")
HEADINGS = {
    "cold": "Cold: one report, and one edition",
    "sweep": "Sweep",
    "growth": "A sweep as it grows",
    "exports": "Exports in a warm process",
}
SIZES, FEW = (8, 24, 64, 512), (8, 24)


def main() -> None:
    """Measure what is asked for and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"of {', '.join(HEADINGS)}; by default all")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="leave out the long sweeps")
    parser.add_argument("--to", type=Path, default=RESULTS, help="the file to write")
    asked = parser.parse_args()
    if unknown := set(asked.sections) - set(HEADINGS):
        parser.error(f"no such section: {', '.join(sorted(unknown))}; there are {', '.join(HEADINGS)}")
    stock.pdf_exporter()
    measure: dict[str, Callable[[], str]] = {
        "cold": lambda: cold.section(asked.rounds),
        "sweep": lambda: sweep.section(asked.rounds),
        "growth": lambda: sweep.growth(FEW if asked.quick else SIZES),
        "exports": lambda: _exports(asked.rounds),
    }
    sections = _kept(asked.to)
    for name in asked.sections or HEADINGS:
        sections[HEADINGS[name]] = measure[name]()
        asked.to.write_text(_page({title: sections[title] for title in HEADINGS.values() if title in sections}))
    print(f"written to {asked.to}")


def _exports(rounds: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        for day in sweep.days(rounds):
            stock.call(stock.BIN / "frontline", "render", "-p", f"as_of={day}", "--format", "html", "--reports", folder)
        return exports.section(Path(folder))


def _kept(results: Path) -> dict[str, str]:
    """Return the sections that stand in the results, by title."""
    parts = results.read_text(encoding="utf-8").split("\n## ")[1:] if results.is_file() else []
    return {title: body.strip() + "\n" for title, _, body in (part.partition("\n") for part in parts)}


def _page(sections: dict[str, str]) -> str:
    told = "\n".join(f"## {title}\n\n{body}" for title, body in sections.items())
    return f"# Benchmarks\n\nWritten by `make bench`. {facts()}\n\n{told}"


if __name__ == "__main__":
    main()
