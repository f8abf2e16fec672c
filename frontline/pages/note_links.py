"""Links between the numbers of a PDF and their notes, led to their ends once all is set.

A compiler that is to know where a link leads sets all that holds one twice, which took a sixth of a report's time. So
each end names the other as a web address would, and that name is written over, byte for byte, with its place: a number
leads to its note, a note back to where its number first stands.
"""

import re
from typing import Literal, NamedTuple

End = Literal["number", "note"]

_DIGITS = 16
"""Of a name: with them it is longer than the place that is written over it."""
_PAGE = re.compile(rb" 0 obj\n<</Type/Page/[^\n]*")
_ANNOTATIONS = re.compile(rb"/Annots\[([^\]]*)\]")
_LINK = re.compile(
    rb" 0 obj\n<</Type/Annot/Subtype/Link/Rect\[(?P<left>\S+) \S+ \S+ (?P<top>[^\]]+)\][^\n]*?"
    rb"(?P<leads>/A<</Type/Action/S/URI/URI\((?P<to>number|note):(?P<of>\d+)\)>>)"
    rb"(?:[^\n]*?(?P<told>/Contents\([^)]*\)))?"  # a PDF without tags has no words for a link
)
_OTHER = {b"number": b"note", b"note": b"number"}


class _Place(NamedTuple):
    page: int
    told: bytes


def name(end: End, place: int) -> str:
    """Return what stands for a link to an end until all is set; `place` is that of its number among all."""
    return f"{end}:{place:0{_DIGITS}}"


def led(pdf: bytes) -> bytes:
    """Return a PDF whose numbers and notes lead to each other; one whose other end is missing leads to itself."""
    links = list(_LINK.finditer(pdf))
    if not links:
        return pdf
    pages = _pages(pdf)
    places = [_place(link, *pages[_object(pdf, link)]) for link in links]
    ends: dict[tuple[bytes, bytes], _Place] = {}
    for link, place in zip(links, places, strict=True):
        ends.setdefault((_OTHER[link["to"]], link["of"]), place)
    made = bytearray(pdf)
    for link, own in zip(links, places, strict=True):
        end = ends.get((link["to"], link["of"]), own)
        _write_over(made, link.span("leads"), end.told)
        if link["told"]:
            _write_over(made, link.span("told"), b"/Contents(page %d)" % end.page)
    return bytes(made)


def _pages(pdf: bytes) -> dict[bytes, tuple[int, bytes]]:
    """Return for each link, by its object, the page on which it stands: the number on it, and its object."""
    found: dict[bytes, tuple[int, bytes]] = {}
    for number, page in enumerate(_PAGE.finditer(pdf), start=1):
        for links in _ANNOTATIONS.findall(page[0]):
            found |= dict.fromkeys(re.findall(rb"\d+(?= 0 R)", links), (number, _object(pdf, page)))
    return found


def _object(pdf: bytes, found: re.Match[bytes]) -> bytes:
    """Return the number of the object that was found: it begins the line."""
    return pdf[pdf.rindex(b"\n", 0, found.start()) + 1 : found.start()]


def _place(link: re.Match[bytes], number: int, page: bytes) -> _Place:
    return _Place(number, b"/Dest[%s 0 R/XYZ %s %s 0]" % (page, link["left"], link["top"]))


def _write_over(pdf: bytearray, span: tuple[int, int], told: bytes) -> None:
    """Put bytes in the place of at least as many, filled up with spaces: nothing else may move."""
    first, last = span
    assert len(told) <= last - first, told
    pdf[first:last] = told.ljust(last - first)
