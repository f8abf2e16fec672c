"""What a page's drawings are set in stands in the page itself."""

import base64
import io
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from frontline.pages import typefaces
from frontline.pages.svg import Drawings
from frontline.pages.typefaces import CHARACTERS, FAMILY, REGULAR, SEMIBOLD, Face, faces_of, make_ahead, rules

ITALIC = Face(400, "italic")


def drawing(inside: str, family: str = FAMILY) -> str:
    return f'<svg viewBox="0 0 9 9" font-family="{family}, sans-serif">{inside}</svg>'


def embedded(sheet: str) -> list[bytes]:
    return [base64.b64decode(packed) for packed in re.findall(r"url\(data:font/woff2;base64,([^)]*)\)", sheet)]


def test_a_page_embeds_its_own_faces_and_those_of_its_drawings() -> None:
    drawings = Drawings()
    assert rules(drawings.faces).count("@font-face") == 2, "labels and tables, and what of them is semibold"
    drawings.inlined(drawing('<text style="font-size: 9px">a</text>'), "a", {})
    assert drawings.faces == {REGULAR}
    drawings.inlined(drawing('<text style="font-size: 9px; font-weight: 600">a</text>'), "a", {})
    assert drawings.faces == {REGULAR, SEMIBOLD}
    assert rules(drawings.faces).count("@font-face") == 2
    drawings.inlined(drawing('<text style="font-style: italic">a</text>'), "a", {})
    assert rules(drawings.faces).count("@font-face") == 3


@pytest.mark.parametrize(
    "other",
    [
        drawing("<path d='M0 0'/>"),
        drawing("<text>a</text>", "DejaVu Sans"),
        drawing('<text style="font-weight: 123">a</text>'),
    ],
)
def test_nothing_is_embedded_for_drawings_without_texts_of_ours(other: str) -> None:
    assert faces_of(other) == set()


def test_an_embedded_face_has_our_characters_and_little_else() -> None:
    packed, _ = embedded(rules([]))
    font = TTFont(io.BytesIO(packed))
    assert font.flavor == "woff2"
    assert set(font.getBestCmap()) <= set(CHARACTERS)
    assert set(range(0x20, 0x7F)) | set(map(ord, "üşığ—–−×±²“”’…→✓")) <= set(font.getBestCmap())
    assert len(packed) < 12_000, "a page of 600 kB has room for a few faces"


def test_faces_made_ahead_are_those_made_when_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typefaces, "AHEAD", tmp_path / "made")
    typefaces._rule.cache_clear()
    needed = embedded(rules([REGULAR, SEMIBOLD]))
    make_ahead()
    (tmp_path / "made" / "400-normal-of-an-earlier-version.woff2").write_bytes(b"old")
    make_ahead()
    made = sorted((tmp_path / "made").iterdir())
    assert len(made) == 4
    assert set(needed) < {path.read_bytes() for path in made}
    made[0].write_bytes(b"what lies there is taken as it is")
    typefaces._rule.cache_clear()
    assert b"what lies there is taken as it is" in embedded(rules([ITALIC]))
    typefaces._rule.cache_clear()
