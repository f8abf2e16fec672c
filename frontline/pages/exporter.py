"""What both exporters share: templates of this package, nbconvert's own tags, a page made once."""

from pathlib import Path
from typing import Any

from nbconvert.exporters.templateexporter import TemplateExporter
from traitlets import default
from traitlets.config import Config

from frontline.pages.compose import compose

TEMPLATES = Path(__file__).parent / "templates"


class PageExporter(TemplateExporter):
    """An exporter whose template is given a composed page.

    A cell tagged `remove_cell`, `remove_input` or `remove_output` (or with a hyphen, as Jupyter Book writes it) loses
    that part; configuration can name other tags, as for any exporter of nbconvert.
    """

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
