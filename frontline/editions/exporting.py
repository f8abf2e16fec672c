"""An executed notebook as files: the notebook itself, HTML, PDF."""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
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
    """Return what a page says of the edition it belongs to, and the time that a PDF gives as its own."""
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
            "time": plan.epoch,
        },
    }


class Exports:
    """The files of an edition's notebooks. While a PDF is compiled, whoever has asked for it goes on."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        """Write into `folder`."""
        self._plan, self._folder = plan, folder
        self._pool = ThreadPoolExecutor(max_workers=1)
        self._compiling: dict[str, Future[bytes]] = {}

    def begin(self, name: str, notebook: NotebookNode, forms: Iterable[str]) -> list[str]:
        """Write an executed notebook and its `forms`, the PDF perhaps later; return the names of the files.

        Raises `ExportFailed`, as `finish` does.
        """
        self.finish()  # an exporter makes one PDF at a time
        forms = sorted(forms)
        about = resources(self._plan, name, forms)
        if "pdf" in forms:
            self._compiling[f"{name}.pdf"] = self._begun(notebook, about)
        (self._folder / f"{name}.ipynb").write_bytes(as_bytes(notebook))
        if "html" in forms:
            (self._folder / f"{name}.html").write_bytes(_exported("html", notebook, about))
        return sorted(f"{name}.{form}" for form in ("ipynb", *forms))

    def finish(self) -> None:
        """Write what is still being compiled."""
        while self._compiling:
            name, compiling = self._compiling.popitem()
            (self._folder / name).write_bytes(compiling.result())

    def close(self) -> None:
        """Wait for the compiler."""
        self._pool.shutdown()

    def _begun(self, notebook: NotebookNode, about: dict[str, Any]) -> Future[bytes]:
        """Begin a PDF, and return once its compiler works: that leaves Python to whatever is to be done meanwhile."""
        typeset = Event()
        compiling = self._pool.submit(_exported, "pdf", notebook, about, typeset=typeset.set)
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
