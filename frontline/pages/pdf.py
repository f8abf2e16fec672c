"""The exporter to PDF: tagged (PDF/UA-1), archivable (PDF/A-3a), the same bytes for the same notebook.

The compiler starts threads: no process may fork after it has compiled.
"""

import os
import re
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst
from traitlets import List, Unicode, default

from frontline.pages.fonts import compiler_fonts
from frontline.pages.note_links import led
from frontline.pages.stream_ends import settled
from frontline.pages.typst_source import FrontlineTypstExporter

FIXED_TIME = 1_704_067_200
"""Seconds since 1970 that a PDF gives as its date where neither an edition nor `SOURCE_DATE_EPOCH` says one:
1 January 2024."""

MOST_ATTEMPTS = 50
_UNCOVERED = re.compile(r'(?:the text|codepoint) `"(.+?)"`', re.DOTALL)
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")


class FrontlinePDFExporter(FrontlineTypstExporter):
    """Exports a notebook as PDF by way of Typst.

    A notebook with pictures that cannot be read, characters that no font has or raw cells that cannot be compiled is
    set with words in their place. One that still cannot be tagged becomes an untagged PDF, with a warning in the log.
    """

    export_from_notebook = "PDF (front-line report)"
    output_mimetype = "application/pdf"

    pdf_standards = List(Unicode(), ["ua-1", "a-3a"], help="The standards that the PDF keeps.").tag(config=True)

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(
        self, nb: Any, resources: Any = None, typeset: Callable[[], None] = lambda: None, **kw: Any
    ) -> Any:
        """Return the PDF and nbconvert's resources; `typeset` is called before the compiler, which leaves Python alone.

        Raises typst.TypstError where the source cannot be compiled at all.
        """
        self.broken, self.uncovered, self.wary = frozenset(), frozenset(), False
        time = _time(resources or {})
        for _ in range(MOST_ATTEMPTS):
            source, told = self.source(nb, resources, **kw)
            files = told.pop("outputs")
            told["output_extension"] = ".pdf"
            typeset()
            try:
                return compiled(source, files, self.pdf_standards, time), told
            except typst.TypstError as error:
                if not self._learn(error, files):
                    self.log.warning("This notebook cannot be set as a tagged PDF, and is not: %s", error.message)
                    break
        return compiled(source, files, [], time), told

    def source(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[str, Any]:
        """Return the Typst source of a notebook and nbconvert's resources; nothing is compiled."""
        typeset: tuple[str, Any] = super().from_notebook_node(nb, resources, **kw)
        return typeset

    def _learn(self, error: Any, files: Mapping[str, bytes]) -> bool:
        """Remember what the compiler could not read or set; say whether that is new."""
        refused = _UNCOVERED.search(error.message)
        characters = set(_CODE.sub(lambda code: chr(int(code[1], 16)), refused[1])) if refused else set()
        pictures = set() if refused else {name for name in files if not _is_drawn(name, files[name])}
        before = (self.uncovered, self.broken, self.wary)
        self.uncovered, self.broken = frozenset({*self.uncovered, *characters}), frozenset({*self.broken, *pictures})
        self.wary = before == (self.uncovered, self.broken, self.wary) or self.wary
        return before != (self.uncovered, self.broken, self.wary)


def _time(resources: Mapping[str, Any]) -> int:
    """Return the seconds since 1970 that a PDF gives as its date."""
    time = resources.get("frontline", {}).get("time")
    return int(os.environ.get("SOURCE_DATE_EPOCH") or FIXED_TIME) if time is None else int(time)


def compiled(source: str, files: Mapping[str, bytes], standards: list[str], time: int = FIXED_TIME) -> bytes:
    """Return the PDF of a Typst source that draws on `files`, dated `time`; without standards it is not tagged.

    Raises typst.TypstError.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            path = Path(folder) / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        made = compiler().compile(
            source.encode(),
            format="pdf",
            root=folder,
            pdf_standards=standards,
            pdf_tags=bool(standards),
            timestamp=time,
        )
    return settled(led(bytes(made)))


@cache
def compiler() -> Any:
    """Return the one compiler of this process: it keeps fonts and what it has already set."""
    return typst.Compiler(font_paths=compiler_fonts())


def _is_drawn(name: str, data: bytes) -> bool:
    try:
        compiled(f'#set document(title: "x")\n#image("{name}", alt: "x")', {name: data}, ["ua-1", "a-3a"])
    except typst.TypstError:
        return False
    return True
