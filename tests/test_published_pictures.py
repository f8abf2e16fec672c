"""The pages of the default edition look as they were accepted (CONTRIBUTING.md says how a change is)."""

from pathlib import Path

import pytest
from pictures import STORED, difference, drawn
from PIL import Image, ImageDraw

HOW = "if that is meant: `make pictures`, look at tests/pages, commit it with the change"


@pytest.fixture(scope="module")
def fresh(default_edition: Path) -> dict[str, Image.Image]:
    return dict(drawn(default_edition))


def test_every_page_looks_as_it_was_accepted(fresh: dict[str, Image.Image], tmp_path: Path) -> None:
    accepted = {path.name: path for path in STORED.glob("*.png")}
    changed = [f"{name}: new" for name in fresh if name not in accepted]
    changed += [f"{name}: gone" for name in accepted if name not in fresh]
    for name in sorted(fresh.keys() & accepted.keys()):
        with Image.open(accepted[name]) as stored:
            if told := difference(stored, fresh[name]):
                fresh[name].save(tmp_path / name)
                changed.append(f"{name}: {told}; now: {tmp_path / name}")
    assert not changed, "\n".join([*changed, HOW])


def test_the_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in STORED.glob("*.png")) < 1_000_000


def page(*lines: str) -> Image.Image:
    drawing = Image.new("L", (330, 468), 255)
    for place, line in enumerate(lines):
        ImageDraw.Draw(drawing).text((30, 30 + 14 * place), line, fill=0)
    return drawing


def test_a_moved_or_missing_line_is_seen_and_noise_is_not() -> None:
    one = page(*["a line of words that fills the page somewhat"] * 20)
    assert difference(one, one) == ""
    assert difference(one, one.point(lambda tone: max(tone - 1, 0))) == ""
    assert difference(one, page(*["a line of words that fills the page somewhat"] * 18))
    assert difference(one, one.resize((331, 468))) == "(330, 468) is not (331, 468)"
