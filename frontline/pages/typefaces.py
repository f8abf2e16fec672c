"""The typeface of a page's labels, tables and drawings, embedded: as much of it as they need, so that it asks nobody.

To cut a typeface down takes a fifth of a second. `python -m frontline.pages.typefaces` does it ahead, into the clone's
cache, which is not part of the repository; what is missing there is made when it is needed.
"""

import base64
import contextlib
import hashlib
import io
import re
from collections.abc import Collection
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

FAMILY = "Source Sans Pro"
CHARACTERS = (
    *range(0x20, 0x7F),
    *range(0xC0, 0x100),
    *map(ord, "ĀāĂăĄąĆćČčĎďĐđĒēĘęĚěĞğĪīİıĶķĻļĽľŁłŃńŅņŇňŌōŐőŒœŘřŚśŞşŠšŢţŤťŪūŮůŰűŹźŻżŽž"),
    *map(ord, "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}‐‑‒–—―‘’“”„…§°·«»±×÷−²³¼½¾≈≤≥→✓"),
)
"""Latin letters of Europe and the signs that reports use; any other letter is set in a typeface of the reader's own."""

AHEAD = Path(__file__).resolve().parents[2] / ".cache" / "typefaces"

_TEXT = re.compile(r"<text\b[^>]*>")
_WEIGHT = re.compile(r"font-weight:\s*(\d+)")
_SLANTED = re.compile(r"font-style:\s*italic")
_TOOLS = ("fonttools", "brotli")  # what cuts, and what packs: both decide the bytes


class Face(NamedTuple):
    """A weight, upright or italic."""

    weight: int
    style: str


REGULAR, SEMIBOLD = Face(400, "normal"), Face(600, "normal")
"""What a page's own labels and tables are set in."""

_FILES = {
    REGULAR: "SourceSansPro-Regular.ttf",
    Face(400, "italic"): "SourceSansPro-It.ttf",
    SEMIBOLD: "SourceSansPro-Semibold.ttf",
    Face(700, "normal"): "SourceSansPro-Bold.ttf",
}


def faces_of(drawing: str) -> set[Face]:
    """Return the faces that the texts of an SVG are set in, none where it asks for another family."""
    if FAMILY not in drawing:
        return set()
    return {_face(text) for text in _TEXT.findall(drawing)} & set(_FILES)


def rules(faces: Collection[Face]) -> str:
    """Return the style sheet that embeds a page's own faces and these."""
    return "".join(_rule(face) for face in sorted({REGULAR, SEMIBOLD, *faces}))


def make_ahead() -> None:
    """Write every face to where it will be looked for, and nothing else."""
    AHEAD.mkdir(parents=True, exist_ok=True)
    wanted = {_made_at(face): face for face in _FILES}
    for stale in set(AHEAD.iterdir()) - set(wanted):
        stale.unlink()
    for path, face in wanted.items():
        if not path.is_file():
            path.write_bytes(_cut(face))


@cache
def _rule(face: Face) -> str:
    packed = base64.b64encode(_packed(face)).decode()
    return (
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {face.weight}; font-style: {face.style}; '
        f"src: url(data:font/woff2;base64,{packed}) }}\n"
    )


def _packed(face: Face) -> bytes:
    with contextlib.suppress(OSError):
        return _made_at(face).read_bytes()
    return _cut(face)


def _face(text: str) -> Face:
    weight = _WEIGHT.search(text)
    return Face(int(weight[1]) if weight else 400, "italic" if _SLANTED.search(text) else "normal")


def _made_at(face: Face) -> Path:
    """Return where a face lies, by all that its bytes depend on."""
    tools = "".join(metadata.version(tool) for tool in _TOOLS)
    whole = hashlib.sha256(_source(face).read_bytes() + f"{tools}{CHARACTERS}".encode()).hexdigest()
    return AHEAD / f"{face.weight}-{face.style}-{whole[:16]}.woff2"


def _source(face: Face) -> Path:
    spec = find_spec("font_source_sans_pro")
    assert spec and spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "files" / _FILES[face]


def _cut(face: Face) -> bytes:
    """Return a face with our characters alone, their kerning, no hints and no names, as WOFF2."""
    from fontTools import subset  # noqa: PLC0415 - needed once, by who makes faces ahead

    options = subset.Options(
        flavor="woff2", hinting=False, layout_features=["kern"], name_IDs=[], notdef_outline=False, glyph_names=False
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    packed = io.BytesIO()
    with subset.load_font(str(_source(face)), options) as font:
        subsetter.subset(font)
        subset.save_font(font, packed, options)
    return packed.getvalue()


if __name__ == "__main__":
    make_ahead()
