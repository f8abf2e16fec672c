"""Words are as wide as their typeface has them."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from frontline.pages.letters import REGULAR, ems

LETTERS = [*map(chr, range(0x20, 0x7F)), *"\N{NO-BREAK SPACE}°²³·×÷–’“”…−≈≤≥±→✓§©"]


def advances(name: str) -> dict[str, float]:
    """Return the width of each letter, in ems, as the font file tells it."""
    spec = find_spec("font_source_sans_pro")
    assert spec
    assert spec.submodule_search_locations
    font = TTFont(Path(spec.submodule_search_locations[0]) / "files" / f"SourceSansPro-{name}.ttf")
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    return {letter: widths[glyphs[ord(letter)]][0] / font["head"].unitsPerEm for letter in LETTERS}


def test_a_letter_is_as_wide_as_the_semibold_has_it_and_no_narrower() -> None:
    for letter, width in advances("Semibold").items():
        assert width <= ems(letter) < width + 0.011, letter


def test_the_regular_weight_takes_a_little_less() -> None:
    words = "1 Jan – 19 Nov 2024: ISW as published, 2,659.5 km² (repost)"
    widths = advances("Regular")
    assert sum(widths[letter] for letter in words) == pytest.approx(ems(words) * REGULAR, rel=0.02)


def test_other_scripts_have_room_too() -> None:
    assert ems("Жук") == pytest.approx(1.8)
    assert ems("世界") == 2
    assert ems("") == 0
