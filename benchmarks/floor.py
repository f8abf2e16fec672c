"""The physical floor: a report's own code straight in one warm process, and its exports; no kernel, no fork.

`python -m benchmarks.floor NOTEBOOK DAY…` prints how long the reports of these days take, in seconds of the clock and
of the processors, as JSON. One more report goes before, so that the process is warm.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import RichOutput, capture_output
from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from benchmarks.stock import ROOT
from frontline.editions import FORMATS
from frontline.editions.exporting import exporter, warm
from frontline.editions.serving import preload_kernel, preload_reports
from frontline.editions.steady import as_bytes, steady


def main() -> None:
    """Make the reports of the days that are asked for."""
    name, *days = sys.argv[1:]
    preload_kernel()
    preload_reports()
    warm(FORMATS)
    os.chdir(ROOT / "notebooks")
    with tempfile.TemporaryDirectory() as folder:
        _report(name, "2023-06-30", Path(folder))
        began = time.perf_counter(), time.process_time()
        for day in days:
            _report(name, day, Path(folder))
        took = time.perf_counter() - began[0], time.process_time() - began[1]
    print(json.dumps([seconds / len(days) for seconds in took]))


def _report(name: str, day: str, folder: Path) -> None:
    notebook = steady(_executed(load_notebook_node(f"{name}.ipynb"), {"as_of": day}))
    (folder / f"{name}.ipynb").write_bytes(as_bytes(notebook))
    for form in FORMATS:
        output, _ = exporter(form).from_notebook_node(notebook, {"metadata": {"name": name}})
        (folder / f"{name}.{form}").write_bytes(output.encode() if isinstance(output, str) else output)


def _executed(notebook: NotebookNode, values: dict[str, str]) -> NotebookNode:
    asked = parameterize_notebook(notebook, values, kernel_name="python3", language="python")
    shell = InteractiveShell.instance()
    shell.reset(new_session=False)
    for cell in asked.cells:
        if cell.cell_type == "code":
            with capture_output() as shown:
                shell.run_cell(cell.source).raise_error()
            cell.outputs = [_output(one) for one in shown.outputs]
    return asked


def _output(shown: RichOutput) -> NotebookNode:
    return new_output("display_data", data=shown.data, metadata=shown.metadata or {})


if __name__ == "__main__":
    main()
