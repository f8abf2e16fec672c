"""An executed notebook without what differs from one run of it to the next."""

import json
import platform
from typing import Any

import nbformat
from nbformat import NotebookNode

_LANGUAGE = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python", "pygments_lexer": "ipython3"}
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def steady(notebook: NotebookNode) -> NotebookNode:
    """Return the notebook with fixed cell ids, and without times, paths and patch versions; changes it in place."""
    python = ".".join(platform.python_version_tuple()[:2])
    notebook.metadata.pop("papermill", None)
    notebook.metadata["kernelspec"] = dict(_KERNEL)
    notebook.metadata["language_info"] = _LANGUAGE | {"version": python}
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for number, cell in enumerate(notebook.cells, start=1):
        cell["id"] = f"cell-{number:02d}"
        for timed in ("papermill", "execution", "ExecuteTime"):
            cell.metadata.pop(timed, None)
    return notebook


def as_bytes(notebook: NotebookNode) -> bytes:
    """Return the notebook as it is stored: valid, keys in order, one layout."""
    text: str = nbformat.writes(notebook)
    return (text.rstrip() + "\n").encode()


def told(notebook: NotebookNode) -> list[dict[str, Any]]:
    """Return what each output of a notebook carries for the pages, in order; keys ordered as in the stored notebook."""
    return [
        json.loads(json.dumps(carried, sort_keys=True))
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if isinstance(carried := output.get("metadata", {}).get("frontline"), dict)
    ]


def numbers(notebook: NotebookNode) -> list[dict[str, Any]]:
    """Return every number record of a notebook, each once, in the order in which it is told."""
    found: dict[str, dict[str, Any]] = {}
    for carried in told(notebook):
        for record in carried.get("numbers", []):
            found.setdefault(record["id"], record)
    return list(found.values())


def polygons(notebook: NotebookNode) -> list[dict[str, Any]]:
    """Return the documents beyond data/ that a notebook's charts are drawn from, each once: file, sha256, recorded."""
    found: dict[str, dict[str, Any]] = {}
    for carried in told(notebook):
        for document in carried.get("inputs", []):
            found.setdefault(document["file"], document)
    return list(found.values())


def cards(notebook: NotebookNode) -> list[dict[str, Any]]:
    """Return the headline cards of a notebook."""
    return [card for carried in told(notebook) if carried.get("role") == "cards" for card in carried["cards"]]


def absent(notebook: NotebookNode) -> list[str]:
    """Return the sentences by which a notebook says that it has nothing to tell."""
    return [carried["text"] for carried in told(notebook) if carried.get("role") == "absent"]


def title(notebook: NotebookNode) -> str | None:
    """Return the first top heading of a notebook."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for line in cell.source.splitlines():
                if line.startswith("# "):
                    return str(line.removeprefix("# ").strip())
    return None
