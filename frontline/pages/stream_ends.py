"""Streams of a PDF whose end can be read in one way only.

The compiler writes one line feed between a stream's data and `endstream`. Where the data happen to end in a carriage
return, a reader that looks back from `endstream` takes both bytes for one line end and finds the data a byte short of
their `/Length`; checkers of PDF/A do so. A carriage return put before the line feed says the same to every reader.
"""

import re
from bisect import bisect_left

_DOUBTFUL = re.compile(rb"\r\nendstream")
_TABLE = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_ENTRY = re.compile(rb"(\d{10})(?= \d{5} n)")


def settled(pdf: bytes) -> bytes:
    """Return a PDF with every stream's end beyond doubt and its cross-reference table (the classic kind) to match."""
    places = [found.start() + 1 for found in _DOUBTFUL.finditer(pdf)]
    end = _TABLE.search(pdf)
    if not places or not end:
        return pdf

    def moved(offset: bytes) -> bytes:
        at = int(offset)
        return b"%0*d" % (len(offset), at + bisect_left(places, at))

    table = int(end[1])
    pieces = [pdf[first:last] for first, last in zip([0, *places], [*places, table], strict=True)]
    entries = _ENTRY.split(pdf[table : end.start()])
    entries[1::2] = map(moved, entries[1::2])
    return b"\r".join(pieces) + b"".join(entries) + end[0].replace(end[1], moved(end[1]))
