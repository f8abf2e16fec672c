"""Exports of executed notebooks in a warm process, ours and nbconvert's own in turn.

`python -m benchmarks.exports FOLDER` takes the executed notebooks in FOLDER, which no exporter has seen before, and
prints the seconds of each by exporter, as JSON. One small notebook goes before, so that the process is warm.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbconvert import HTMLExporter, WebPDFExporter
from nbformat.v4 import new_markdown_cell, new_notebook

from benchmarks import stock
from benchmarks.machine import ratio, told
from frontline.pages import FrontlineHTMLExporter, FrontlinePDFExporter

Exporters = Mapping[str, Callable[[], Any]]


def section(editions: Path) -> str:
    """Measure the executed notebooks of editions in fresh warm processes, and return what is to be told of them."""
    took: dict[str, dict[str, list[float]]] = json.loads(
        stock.call(sys.executable, "-m", "benchmarks.exports", editions)
    )
    rows = [
        f"| `{notebook}` | {form} | {told(taken[ours], 3)} | {_against(taken, ours, theirs)} |"
        for notebook, taken in took.items()
        for form, ours, theirs in (("HTML", "ours_html", "html"), ("PDF", "ours_pdf", "webpdf"))
    ]
    return f"""\
Seconds of the clock for one executed notebook in a warm process that has not seen it before; in turn with nbconvert's
`HTMLExporter` and `WebPDFExporter`.

| notebook | to | ours, s | nbconvert, s | times faster |
| --- | --- | ---: | ---: | ---: |
{chr(10).join(rows)}
"""


def _against(taken: Mapping[str, list[float]], ours: str, theirs: str) -> str:
    if theirs not in taken:
        return "no way to PDF here | "
    return f"{told(taken[theirs], 3)} | {ratio(taken[theirs], taken[ours]):.1f}"


def main() -> None:
    exporters: dict[str, Any] = {"ours_html": FrontlineHTMLExporter(), "html": HTMLExporter()}
    exporters["ours_pdf"] = FrontlinePDFExporter()
    if stock.pdf_exporter() == "webpdf":
        exporters["webpdf"] = WebPDFExporter()
    small = new_notebook(cells=[new_markdown_cell("# Warm\n\n| a |\n|---|\n| 1 |")])
    for exporter in exporters.values():
        exporter.from_notebook_node(small)
    took: dict[str, dict[str, list[float]]] = {}
    for path in sorted(Path(sys.argv[1]).rglob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        for name, exporter in exporters.items():
            began = time.perf_counter()
            exporter.from_notebook_node(notebook, {"metadata": {"name": path.stem}})
            took.setdefault(path.stem, {}).setdefault(name, []).append(time.perf_counter() - began)
    print(json.dumps(took))


if __name__ == "__main__":
    main()
