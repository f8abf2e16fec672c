"""The exporter to Typst source, from which the PDF is made."""

from collections.abc import Collection
from typing import Any

from traitlets import default

from frontline.pages import escape
from frontline.pages.ansi import stripped
from frontline.pages.exporter import PageExporter
from frontline.pages.numbers_section import HEADING, addresses
from frontline.pages.page import Page
from frontline.pages.paging import MANY_NOTES, closed, in_columns, is_long, is_short
from frontline.pages.typst_prose import TypstProse


class FrontlineTypstExporter(PageExporter):
    """Exports a notebook as Typst source; the pictures that it draws on are in `resources["outputs"]`.

    Links between numbers and notes are names, which `note_links` leads to their ends in the PDF.
    """

    export_from_notebook = "Typst (front-line report)"
    output_mimetype = "text/typst"

    broken: Collection[str] = frozenset()
    """Names of pictures that the compiler could not read."""
    uncovered: Collection[str] = frozenset()
    """Characters that the compiler could not set."""
    wary: bool = False
    """Whether raw cells are shown as their source, because they may be what the compiler refuses."""

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".typ"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "frontline_typst"

    @default("template_file")
    def _template_file_default(self) -> str:
        return "index.typ.j2"

    @default("raw_mimetypes")
    def _raw_mimetypes_default(self) -> list[str]:
        return ["text/typst", "text/x-typst", "typst"]

    def default_filters(self) -> Any:
        """Add what the template sets its blocks with."""
        yield from super().default_filters()
        yield "prose", self._prose
        yield "argument", escape.argument
        yield "literal", lambda text: escape.literal(str(text), self.uncovered)
        yield "numbered", lambda page: addresses(page.numbers)
        yield "stripped", stripped
        yield "closed", closed
        yield "in_columns", in_columns
        yield "is_short", lambda block: str(is_short(block)).lower()

    def _create_environment(self) -> Any:
        environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.trim_blocks = environment.lstrip_blocks = True
        environment.globals["numbers_heading"] = HEADING
        environment.globals["is_wary"] = lambda: self.wary
        environment.tests["long"] = is_long
        environment.tests["many"] = lambda notes: len(notes) >= MANY_NOTES
        return environment

    def _prose(self, page: Page, resources: Any) -> TypstProse:
        """Return what sets the page; its files go where nbconvert's writers look for them."""
        prose = TypstProse(page, self.folder(resources), self.broken, self.uncovered)
        resources["outputs"] = prose.files
        return prose
