"""The palette by numbers: told apart in greyscale and by colour-blind readers, on light and on dark paper.

Colour-vision deficiencies are simulated at full severity by the matrices of Machado, Oliveira & Fernandes, "A
Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, on linear RGB; distances
are CIE 1976 L*a*b* (D65), contrast is that of WCAG 2.
"""

import itertools
import re

import numpy as np
import numpy.typing as npt
import pytest
from conftest import PROJECT

from frontline.charts import look

SHEET = PROJECT / "frontline" / "pages" / "templates" / "frontline_html" / "tokens.css"
SCHEMES = ("light", "dark")
DATA = ("plum", "blue", "teal", "orange", "sand")
OTHERS = ("blue-other", "orange-other")
INKS = ("orange-ink", "sand-ink", *(f"{other}-ink" for other in OTHERS))
WORDS = ("ink", "muted", "plum", "blue", "teal", *INKS)  # chart lettering
STEPS = tuple(f"step-{place}" for place in range(len(look.STEPS)))
SEEN_BY = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = TO_XYZ.sum(axis=1)

Vector = npt.NDArray[np.float64]


def tokens(scheme: str) -> dict[str, str]:
    """Return the colours of a scheme by name."""
    part = SHEET.read_text().split("@media")[SCHEMES.index(scheme)]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))


def linear(colour: str) -> Vector:
    """Return a colour as linear RGB."""
    coded = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)


def lab(rgb: Vector) -> Vector:
    """Return linear RGB as L*a*b*."""
    ratio = TO_XYZ @ np.clip(rgb, 0, 1) / WHITE
    root = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def lightness(colour: str) -> float:
    return float(lab(linear(colour))[0])


def contrast(one: str, other: str) -> float:
    high, low = sorted((float(TO_XYZ[1] @ linear(colour)) for colour in (one, other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_sheet_has_the_colours_of_the_charts() -> None:
    light = tokens("light")
    expected = {token: colour for colour, token in look.COLOURS.items()}
    assert {token: light[token] for token in expected} == expected
    assert set(look.COLOURS.values()) <= set(tokens("dark"))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_greyscale_tells_the_colours_of_data_apart(scheme: str) -> None:
    tones = sorted(lightness(tokens(scheme)[name]) for name in DATA)
    assert min(after - before for before, after in itertools.pairwise(tones)) > 8


@pytest.mark.parametrize("deficiency", SEEN_BY)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_colour_blind_readers_tell_the_colours_of_data_apart(scheme: str, deficiency: str) -> None:
    matrix = np.array(SEEN_BY[deficiency])
    seen = {name: lab(matrix @ linear(tokens(scheme)[name])) for name in DATA}
    for one, other in itertools.combinations(DATA, 2):
        assert np.linalg.norm(seen[one] - seen[other]) > 12, (one, other)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_two_mappers_are_far_apart_for_everyone(scheme: str) -> None:
    isw, deepstate = linear(tokens(scheme)["blue"]), linear(tokens(scheme)["orange"])
    for matrix in (np.eye(3), *(np.array(one) for one in SEEN_BY.values())):
        assert np.linalg.norm(lab(matrix @ isw) - lab(matrix @ deepstate)) > 60


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_mappers_other_series_is_told_from_its_first_and_from_the_other_mapper(scheme: str) -> None:
    colours = tokens(scheme)
    for own, foreign in (("blue", "orange"), ("orange", "blue")):
        other = colours[f"{own}-other"]
        assert contrast(other, colours["paper"]) >= 3
        assert contrast(other, colours[own]) >= 1.9
        for matrix in (np.eye(3), *(np.array(one) for one in SEEN_BY.values())):
            seen, first, far = (lab(matrix @ linear(one)) for one in (other, colours[own], colours[foreign]))
            assert np.linalg.norm(seen - first) > 20
            assert np.linalg.norm(seen - far) > 60


@pytest.mark.parametrize("scheme", SCHEMES)
def test_shades_of_a_map_keep_their_order(scheme: str) -> None:
    for matrix in (np.eye(3), *(np.array(one) for one in SEEN_BY.values())):
        tones = [float(lab(matrix @ linear(tokens(scheme)[name]))[0]) for name in STEPS]
        if scheme == "light":
            tones.reverse()
        assert min(after - before for before, after in itertools.pairwise(tones)) > 5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_ground_without_gain_is_told_from_ground_not_measured(scheme: str) -> None:
    none, paper = (lab(linear(tokens(scheme)[name])) for name in (STEPS[0], "paper"))
    assert np.linalg.norm(none - paper) > 7
    assert scheme == "light" or none[0] - paper[0] > 10


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_sea_is_told_from_ground_of_every_kind(scheme: str) -> None:
    colours = tokens(scheme)
    for ground in ("paper", "band", *STEPS):
        for matrix in (np.eye(3), *(np.array(one) for one in SEEN_BY.values())):
            sea, land = (lab(matrix @ linear(colours[name])) for name in ("sea", ground))
            assert np.linalg.norm(sea - land) > 6, ground


@pytest.mark.parametrize("scheme", SCHEMES)
def test_marks_stand_out_from_the_paper_and_words_can_be_read(scheme: str) -> None:
    colours = tokens(scheme)
    for name in DATA:
        assert contrast(colours[name], colours["paper"]) >= 3, name
    for name in WORDS:
        assert contrast(colours[name], colours["paper"]) >= 4.5, name


def test_words_of_every_colour_of_data_have_an_ink() -> None:
    for name in (*DATA, *OTHERS):
        ink = look.ink_of(tokens("light")[name])
        assert look.COLOURS[ink] in WORDS


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_name_of_a_line_is_nearer_to_its_colour_than_to_that_of_any_other_line(scheme: str) -> None:
    colours = tokens(scheme)
    for name in ("blue", "orange", *OTHERS):
        ink = lab(linear(colours[look.COLOURS[look.ink_of(tokens("light")[name])]]))
        far = {other: np.linalg.norm(ink - lab(linear(colours[other]))) for other in ("blue", "orange", *OTHERS)}
        assert min(far, key=lambda other: far[other]) == name
        assert far[name] < 12


def test_known_contrasts() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert lightness("#ffffff") == pytest.approx(100)
