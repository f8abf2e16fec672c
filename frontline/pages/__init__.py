"""Pages: a notebook as one HTML file or one PDF, by two exporters of nbconvert.

The exporters take any notebook. What an output says about itself in `metadata["frontline"]` (charts, tables, cards,
boxes, numbers with their addresses) is set as a report; everything else is set as well as it can be.
The names are resolved when they are asked for, so that HTML never pays for the PDF compiler.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from frontline.pages.html import FrontlineHTMLExporter
    from frontline.pages.pdf import FrontlinePDFExporter
    from frontline.pages.typst_source import FrontlineTypstExporter

__all__ = ["FrontlineHTMLExporter", "FrontlinePDFExporter", "FrontlineTypstExporter"]

_HOMES = {
    "FrontlineHTMLExporter": "frontline.pages.html",
    "FrontlinePDFExporter": "frontline.pages.pdf",
    "FrontlineTypstExporter": "frontline.pages.typst_source",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
