"""An executed notebook as files: the notebook itself, HTML, PDF."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Event
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook

from frontline.editions.faults import UNTOUCHED, ExportFailed
from frontline.editions.plan import Plan
from frontline.editions.steady import as_bytes

_TIME = "SOURCE_DATE_EPOCH"
_warmed: set[str] = set()
_LABELS = {"pdf": "PDF", "ipynb": "executed notebook"}


@cache
def exporter(form: str) -> Any:
    """Return the nbconvert exporter of a format, `html` or `pdf`; made once, as it compiles its templates."""
    pages = import_module("frontline.pages")  # imported while the kernels are at work
    return pages.FrontlineHTMLExporter() if form == "html" else pages.FrontlinePDFExporter()


def prepare() -> None:
    """Load what can be loaded before a fork: everything but a compiler that compiles, as that starts threads."""
    warm(["html"])
    exporter("pdf").source(_small())
    import_module("frontline.pages.pdf").compiler()
    _warmed.add("pdf")


def warm(forms: Iterable[str]) -> None:
    """Load what exporting to `forms` needs, and whatever is only loaded when something is exported."""
    as_bytes(_small())
    for form in sorted(set(forms) - _warmed):
        with suppress(Exception):  # what is wrong will show again, and be told with the name of a report
            exporter(form).from_notebook_node(_small())
            _warmed.add(form)


def _small() -> NotebookNode:
    small: NotebookNode = new_notebook(cells=[new_markdown_cell("# Warm\n\n| a |\n|---|\n| [1](#n-1) |")])
    return small


def resources(plan: Plan, notebook: str, forms: Iterable[str]) -> dict[str, Any]:
    """Return what a page says of the edition it belongs to."""
    beside = [(_LABELS[form], f"{notebook}.{form}") for form in (*forms, "ipynb") if form in _LABELS]
    links = [("all reports of this edition", "index.html"), *beside, ("claims as data", "claims.json")]
    return {
        "metadata": {"name": notebook},
        "frontline": {
            "edition": plan.name,
            "command": plan.command,
            "links": [{"label": label, "href": href} for label, href in links],
            "parameters": [[name, value] for name, value in plan.runs[notebook].values.items() if value != ""],
            "language": "en",
        },
    }


def export(plan: Plan, name: str, notebook: NotebookNode, forms: Iterable[str], folder: Path) -> list[str]:
    """Write an executed notebook and its `forms` into `folder`; return the names of the files."""
    forms = sorted(forms)
    with _only_time(plan.epoch), ThreadPoolExecutor() as pool:
        compiling = _begun(pool, notebook, resources(plan, name, forms)) if "pdf" in forms else None
        (folder / f"{name}.ipynb").write_bytes(as_bytes(notebook))
        if "html" in forms:
            (folder / f"{name}.html").write_bytes(_exported("html", notebook, resources(plan, name, forms)))
        if compiling:
            (folder / f"{name}.pdf").write_bytes(compiling.result())
    return sorted(f"{name}.{form}" for form in ("ipynb", *forms))


def _begun(pool: ThreadPoolExecutor, notebook: NotebookNode, about: dict[str, Any]) -> Future[bytes]:
    """Begin a PDF, and return once its compiler works: that leaves Python to whatever is to be written meanwhile."""
    typeset = Event()
    compiling = pool.submit(_exported, "pdf", notebook, about, typeset=typeset.set)
    compiling.add_done_callback(lambda _: typeset.set())  # where it never came to the compiler
    typeset.wait()
    return compiling


def _exported(form: str, notebook: NotebookNode, about: dict[str, Any], **more: Any) -> bytes:
    try:
        output, _ = exporter(form).from_notebook_node(notebook, about, **more)
    except Exception as error:  # whatever a template, a font or the compiler raises: the report cannot be made
        name = about["metadata"]["name"]
        what = f"{name}: its {form.upper()} could not be made: {type(error).__name__}: {error}"
        raise ExportFailed(f"{what}; {UNTOUCHED}") from error
    return output.encode() if isinstance(output, str) else bytes(output)


@contextmanager
def _only_time(epoch: int) -> Iterator[None]:
    """Tell whoever asks the environment for the time (the PDF compiler does) that it is `epoch`."""
    before = os.environ.get(_TIME)
    os.environ[_TIME] = str(epoch)
    try:
        yield
    finally:
        del os.environ[_TIME]
        if before is not None:
            os.environ[_TIME] = before
