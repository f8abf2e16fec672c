"""Pictures of the pages of the default edition's PDFs, small and grey: `make pictures` accepts how they look now."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageStat

PROJECT = Path(__file__).resolve().parents[1]
STORED = PROJECT / "tests" / "pages"
DOTS_PER_INCH = 40
SHADES = 16
ANOTHER = 48  # of 255: a pixel that differs by more looks different
MOST_DIFFERENT = 0.004  # of a page's pixels: a moved line of text is about as much
MOST_ON_AVERAGE = 1.0  # of 255


def pages(pdf: bytes) -> list[Image.Image]:
    """Return each page of a PDF in grey."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil().convert("L").quantize(SHADES).convert("L")
            for page in document
        ]
    finally:
        document.close()


def drawn(edition: Path) -> Iterator[tuple[str, Image.Image]]:
    """Yield every page of an edition's PDFs by its name."""
    for path in sorted(edition.glob("*.pdf")):
        for number, page in enumerate(pages(path.read_bytes()), start=1):
            yield f"{path.stem}-{number:02d}.png", page


def difference(one: Image.Image, other: Image.Image) -> str:
    """Say how two pictures of a page differ; nothing where they are alike."""
    if one.size != other.size:
        return f"{one.size} is not {other.size}"
    apart = ImageChops.difference(one.convert("L"), other.convert("L"))
    average = ImageStat.Stat(apart).mean[0]
    share = sum(apart.histogram()[ANOTHER:]) / (one.width * one.height)
    if average <= MOST_ON_AVERAGE and share <= MOST_DIFFERENT:
        return ""
    return f"{share:.1%} of its pixels look different, {average:.1f} of 255 on average"


def store(edition: Path, folder: Path) -> int:
    """Put the pictures of an edition into a folder, nothing else; return how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.png"):
        path.unlink()
    count = 0
    for name, page in drawn(edition):
        page.quantize(SHADES).save(folder / name, optimize=True)
        count += 1
    return count


def main() -> int:
    """Render the default edition and store how its pages look."""
    from frontline.editions import make_plan  # noqa: PLC0415  the test that compares has an edition already
    from frontline.editions.rendering import render  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        edition = render(make_plan(PROJECT, [], {}), formats=("pdf",), reports=Path(folder)).folder
        count = store(edition, STORED)
    size = sum(path.stat().st_size for path in STORED.glob("*.png"))
    print(f"{count} pages in {STORED.relative_to(PROJECT)}, {size / 1000:.0f} kB; look at them before you commit them")
    return 0


if __name__ == "__main__":
    sys.exit(main())
