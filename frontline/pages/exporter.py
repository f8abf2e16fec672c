"""What both exporters share: templates of this package, nbconvert's own tags, a page made once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from traitlets import default
from traitlets.config import Config

from frontline.pages.compose import compose

TEMPLATES = Path(__file__).parent / "templates"


class Kept(NotebookNode):
    """What an output holds, which copies of its notebook share.

    nbconvert copies a notebook three times before it is set, which took half of the time of an HTML page.
    """

    def __deepcopy__(self, _: Any) -> "Kept":
        """Return this very one."""
        return self


class PageExporter(TemplateExporter):
    """An exporter whose template is given a composed page.

    A cell tagged `remove_cell`, `remove_input` or `remove_output` (or with a hyphen, as Jupyter Book writes it) loses
    that part; configuration can name other tags, as for any exporter of nbconvert.
    """

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> Any:
        """Return the page and nbconvert's resources."""
        return super().from_notebook_node(with_kept_outputs(nb), resources, **kw)

    @property
    def default_config(self) -> Config:
        """Return nbconvert's defaults and the tags."""
        config = Config(
            {
                "TagRemovePreprocessor": {
                    "enabled": True,
                    "remove_cell_tags": {"remove_cell", "remove-cell"},
                    "remove_input_tags": {"remove_input", "remove-input", "hide_input", "hide-input"},
                    "remove_all_outputs_tags": {"remove_output", "remove-output"},
                }
            }
        )
        inherited: Config = super().default_config.copy()
        inherited.merge(config)
        return inherited

    @default("optimistic_validation")
    def _optimistic_validation_default(self) -> bool:
        """Validate once after all preprocessors instead of after each."""
        return True

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self) -> list[str]:
        return [str(TEMPLATES)]

    def default_filters(self) -> Any:
        """Add to nbconvert's filters the one that composes the page."""
        yield from super().default_filters()  # type: ignore[no-untyped-call]
        yield "page", compose

    def folder(self, resources: Any) -> Path | None:
        """Return the folder of the notebook, None where it has none."""
        path = resources.get("metadata", {}).get("path")
        return Path(path) if path else None


def with_kept_outputs(nb: Any) -> Any:
    """Return a notebook whose outputs are its own to change, as far as a preprocessor replaces what they hold."""
    return NotebookNode({**nb, "cells": [_cell(cell) for cell in nb["cells"]]})


def _cell(cell: Any) -> Any:
    if not cell.get("outputs"):
        return cell
    return NotebookNode({**cell, "outputs": [NotebookNode(dict(_parts(output))) for output in cell["outputs"]]})


def _parts(output: Any) -> Iterator[tuple[str, Any]]:
    for name, part in output.items():
        yield name, Kept(part) if name in ("data", "metadata") else part  # type: ignore[no-untyped-call]
