"""The typefaces of the PDF: from Python packages alone, so that every machine sets the same page."""

import struct
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

_STYLES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
_SLANTS = ("", "-Bold", "-Oblique", "-BoldOblique")
_FILES = (
    ("font_source_serif_pro", "files", tuple(f"SourceSerifPro-{style}.ttf" for style in _STYLES)),
    ("font_source_sans_pro", "files", tuple(f"SourceSansPro-{style}.ttf" for style in _STYLES)),
    ("matplotlib", "mpl-data/fonts/ttf", tuple(f"DejaVuSans{style}.ttf" for style in _SLANTS)),
)
_ALWAYS = (range(0x20, 0x7F), range(0xA0, 0x17F), range(0x391, 0x3CA), range(0x400, 0x460), range(0x2010, 0x2028))
"""What the compiler's own typefaces cover where no package brings more."""


@cache
def files() -> tuple[Path, ...]:
    """Return the font files of the packages that are installed, found without importing them."""
    return tuple(path for package, folder, names in _FILES for path in _in(package, folder, names) if path.is_file())


def linked(folder: Path) -> Path:
    """Fill a folder with links to the fonts: the compiler takes folders, and matplotlib's holds others too."""
    for path in files():
        (folder / path.name).symlink_to(path)
    return folder


def compiler_fonts() -> Any:
    """Return the compiler's fonts: its own and ours, none of the system's."""
    with tempfile.TemporaryDirectory() as folder:
        return typst.Fonts(include_system_fonts=False, font_paths=[str(linked(Path(folder)))])


@cache
def covered() -> frozenset[int]:
    """Return the code points that can be set upright."""
    known = {point for part in _ALWAYS for point in part}
    for path in files():
        if path.stem.endswith("-Regular") or path.stem == "DejaVuSans":
            known.update(_mapped(path.read_bytes()))
    return frozenset(known)


def _in(package: str, folder: str, names: tuple[str, ...]) -> Iterator[Path]:
    spec = find_spec(package)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        yield from (Path(place) / folder / name for name in names)


def _mapped(font: bytes) -> Iterator[int]:
    """Yield the code points of a TrueType font's character map (OpenType specification, `cmap`, formats 4 and 12)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    entries = (struct.unpack_from(">4sLLL", font, 12 + 16 * at) for at in range(tables))
    start = next(offset for tag, _, offset, _ in entries if tag == b"cmap")
    for at in range(struct.unpack_from(">H", font, start + 2)[0]):
        place = start + struct.unpack_from(">L", font, start + 4 + 8 * at + 4)[0]
        form = struct.unpack_from(">H", font, place)[0]
        if form == 4:
            yield from _segments(font, place)
        elif form == 12:
            yield from _groups(font, place)


def _segments(font: bytes, place: int) -> Iterator[int]:
    """Yield the code points of format 4: runs of the first plane, each with a shift or a list of glyphs."""
    count = struct.unpack_from(">H", font, place + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, place + 14)
    starts = struct.unpack_from(f">{count}H", font, place + 16 + 2 * count)
    shifts = struct.unpack_from(f">{count}H", font, place + 16 + 4 * count)
    lists = place + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", font, lists)
    for at, (first, last, shift, offset) in enumerate(zip(starts, ends, shifts, offsets, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point + shift
            if offset:
                glyph = struct.unpack_from(">H", font, lists + 2 * at + offset + 2 * (point - first))[0]
            if glyph & 0xFFFF:
                yield point


def _groups(font: bytes, place: int) -> Iterator[int]:
    """Yield the code points of format 12: runs of any plane."""
    for at in range(struct.unpack_from(">L", font, place + 12)[0]):
        first, last, _ = struct.unpack_from(">LLL", font, place + 16 + 12 * at)
        yield from range(first, last + 1)
