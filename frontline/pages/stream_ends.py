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

    def moved(offset: re.Match[bytes]) -> bytes:
        at = int(offset[1])
        return str(at + bisect_left(places, at)).zfill(len(offset[1])).encode()

    table = int(end[1])
    pieces = [pdf[first:last] for first, last in zip([0, *places], [*places, table], strict=True)]
    return b"\r".join(pieces) + _ENTRY.sub(moved, pdf[table : end.start()]) + re.sub(rb"(\d+)", moved, end[0])
