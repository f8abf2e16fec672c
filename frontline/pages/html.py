"""The exporter to HTML: one file that needs no network; script adds values on hover, nothing needs it."""

import re
from functools import cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from traitlets import default

from frontline.pages.ansi import coloured
from frontline.pages.exporter import TEMPLATES, PageExporter
from frontline.pages.html_prose import HTMLProse
from frontline.pages.html_words import arguments
from frontline.pages.numbers_section import HEADING, addresses
from frontline.pages.page import Chart
from frontline.pages.pictures import as_data
from frontline.pages.svg import Drawings
from frontline.pages.typefaces import rules


class FrontlineHTMLExporter(PageExporter):
    """Exports a notebook as a self-contained HTML page."""

    export_from_notebook = "HTML (front-line report)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "frontline_html"

    @default("raw_mimetypes")
    def _raw_mimetypes_default(self) -> list[str]:
        return ["text/html", "html"]

    def default_filters(self) -> Any:
        """Add what the template sets its blocks with."""
        yield from super().default_filters()
        yield "prose", lambda page, resources: HTMLProse(page, self.folder(resources))
        yield "numbered", lambda page: addresses(page.numbers)
        yield "plot", plot
        yield "arguments", arguments
        yield "as_data", as_data
        yield "marked", lambda marks: ";".join(" ".join(map(str, mark)) for mark in marks)
        yield "coloured", lambda text: Markup(coloured(text))

    def _create_environment(self) -> Environment:
        """Escape everything that is not marked as HTML."""
        environment: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape = True
        environment.trim_blocks = environment.lstrip_blocks = True
        environment.globals["sheet"] = sheet
        environment.globals["new_drawings"] = lambda: Drawings(tokens())
        environment.globals["typefaces"] = typefaces
        environment.globals["numbers_heading"] = HEADING
        return environment


def plot(chart: Chart, drawings: Drawings) -> Markup:
    """Return a chart's drawing: inside the page where it is only a drawing, else as an image."""
    picture = chart.picture
    if picture.media == "image/svg+xml":
        drawn = drawings.inlined(picture.data.decode("utf-8", "replace"), picture.alt, chart.colours)
        if drawn:
            return Markup(drawn)
    return Markup('<img class="plot" src="{}" alt="{}">').format(as_data(picture), picture.alt)


def typefaces(drawings: Drawings) -> Markup:
    """Return the style sheet of the drawings, and of what their texts are set in, once all of them are in the page."""
    return Markup(rules(drawings.faces) + drawings.styles)


@cache
def sheet(name: str) -> Markup:
    """Return a style sheet or script of this package."""
    return Markup((TEMPLATES / "frontline_html" / name).read_text(encoding="utf-8"))


@cache
def tokens() -> frozenset[str]:
    """Return the names that the style sheet gives to colours, type and space."""
    return frozenset(re.findall(r"--([\w-]+):", sheet("tokens.css")))
