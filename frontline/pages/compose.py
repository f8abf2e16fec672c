"""A notebook as a page: its cells in order, under one title, with the numbers that its outputs carry."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from frontline.pages import headings
from frontline.pages.markdown import parse
from frontline.pages.numbers_section import gathered
from frontline.pages.outputs import RESERVED, Setter
from frontline.pages.page import Block, Box, Chart, Code, Edition, Page, Prose, Raw, Section, Table, Token
from frontline.pages.pictures import text_of

SHOWN = "show"
"""The tag by which a report shows a cell's source."""


def compose(nb: Mapping[str, Any], resources: Mapping[str, Any]) -> Page:
    """Return the page of a notebook after nbconvert's preprocessors ran.

    `resources` are nbconvert's; `resources["frontline"]` holds what the edition says of itself, if there is one.
    """
    blocks = list(_blocks(nb, resources))
    numbers = gathered(_carried(nb))
    tokens = list(_headings(blocks))
    title = headings.settle(tokens, _name(nb, resources), taken={*numbers, *_taken(blocks), *RESERVED})
    opening, sections = _sections(blocks)
    said = resources.get("frontline") or {}
    return Page(
        title=title,
        language=str(said.get("language") or "en"),
        opening=opening,
        sections=sections,
        numbers=numbers,
        anchors=frozenset(token["attrs"]["id"] for token in tokens if "id" in token["attrs"]),
        edition=Edition(
            name=str(said.get("edition") or ""),
            command=str(said.get("command") or ""),
            links=list(said.get("links") or ()),
            parameters=[[str(part) for part in pair] for pair in said.get("parameters") or ()],
        ),
    )


def _blocks(nb: Mapping[str, Any], resources: Mapping[str, Any]) -> Iterator[Block]:
    wanted = resources.get("global_content_filter") or {}
    setter, report = Setter(), _is_report(nb)
    for place, cell in enumerate(nb.get("cells", ())):
        kind, source = cell.get("cell_type"), text_of(cell.get("source", ""))
        if kind == "markdown" and wanted.get("include_markdown", True):
            yield Prose(parse(source, cell.get("attachments"), f"{place}-"))
        elif kind == "raw" and wanted.get("include_raw", True) and _media(cell) in resources.get("raw_mimetypes", ()):
            yield Raw(source)
        elif kind == "code" and wanted.get("include_code", True):
            if source.strip() and wanted.get("include_input", True) and _is_shown(cell, report):
                yield Code(source, _language(nb))
            for count, output in enumerate(cell.get("outputs", ()) if wanted.get("include_output", True) else ()):
                yield from setter.blocks(output, f"{place}-{count}-")


def _is_report(nb: Mapping[str, Any]) -> bool:
    said = nb.get("metadata", {}).get("frontline")
    return isinstance(said, Mapping) and bool(said.get("report"))


def _is_shown(cell: Mapping[str, Any], report: bool) -> bool:
    metadata = cell.get("metadata", {})
    if metadata.get("transient", {}).get("remove_source"):  # so nbconvert marks a cell tagged `remove_input`
        return False
    return not report or SHOWN in metadata.get("tags", ())


def _media(cell: Mapping[str, Any]) -> str:
    metadata = cell.get("metadata", {})
    return str(metadata.get("raw_mimetype", metadata.get("format", ""))).lower()


def _language(nb: Mapping[str, Any]) -> str:
    metadata = nb.get("metadata", {})
    info, kernel = metadata.get("language_info", {}), metadata.get("kernelspec", {})
    return str(info.get("name") or kernel.get("language") or "python").lower()


def _name(nb: Mapping[str, Any], resources: Mapping[str, Any]) -> str:
    given = nb.get("metadata", {}).get("title") or resources.get("metadata", {}).get("name")
    return str(given or "Notebook")


def _carried(nb: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for cell in nb.get("cells", ()):
        for output in cell.get("outputs", ()):
            carried = output.get("metadata", {}).get("frontline")
            if isinstance(carried, Mapping):
                yield carried


def _headings(blocks: Iterable[Block]) -> Iterator[Token]:
    for block in blocks:
        if isinstance(block, Box):
            yield block.heading
        elif isinstance(block, Prose):
            yield from (token for token in block.tokens if token["type"] == "heading")


def _taken(blocks: Iterable[Block]) -> Iterator[str]:
    return (block.id for block in blocks if isinstance(block, Chart | Table))


def _sections(blocks: list[Block]) -> tuple[list[Block], list[Section]]:
    """Part blocks at the second-level headings, and leave the title out: the page's head prints it."""
    opening: list[Block] = []
    sections: list[Section] = []
    for block in blocks:
        for part in _parted(block):
            if isinstance(part, Section):
                sections.append(part)
            else:
                (sections[-1].blocks if sections else opening).append(part)
    return opening, sections


def _parted(block: Block) -> Iterator[Block | Section]:
    if not isinstance(block, Prose):
        yield block
        return
    run: list[Token] = []
    for token in block.tokens:
        level = token["attrs"]["level"] if token["type"] == "heading" else 0
        if level == 2 and run:
            yield Prose(run)
            run = []
        if level == 2:
            yield Section(token)
        elif level != 1:
            run.append(token)
    if run:
        yield Prose(run)
