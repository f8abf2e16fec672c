"""Who credits whom: publications on the left, the counts that they tell, and the witnesses below those."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from frontline.analysis.witnesses import Link, SecondHand, second_hand
from frontline.charts.chart import Chart
from frontline.charts.look import BLUE, GRID, INK, MUTED, PAPER, SIZE, figure
from frontline.numbers import shown
from frontline.prose.words import listed, many

COLUMNS = ("Stated by", "Whose count", "Witness")
PLACES = (0.0, 1.0, 2.0)
LINE = 0.215  # inches a name
T = TypeVar("T")


def lineage_chart(links: Sequence[Link], what: str) -> Chart | None:
    """Draw how figures reached the pages that were read; a line is as wide as the figures that take it."""
    if not links:
        return None
    pages = _pages(links)
    nodes = [_ordered(links, of) for of in _LEVELS]
    height = max(map(len, nodes))
    fig, (axes,) = figure(0.45 + LINE * height)
    rows = [{name: _row(place, len(names), height) for place, name in enumerate(names)} for names in nodes]
    for left, right in ((0, 1), (1, 2)):
        for (start, end), count in _counted((_LEVELS[left](one), _LEVELS[right](one)) for one in links).items():
            _line(axes, (PLACES[left], rows[left][start]), (PLACES[right], rows[right][end]), count)
    for place, names in zip(PLACES, rows, strict=True):
        for name, row in names.items():
            _name(axes, place, row, pages.get(name, name) if place == PLACES[0] else name)
    axes.set_xlim(-0.62, 2.5)
    axes.set_ylim(height - 0.4, -1.6)
    axes.set_axis_off()
    for place, title in zip(PLACES, COLUMNS, strict=True):
        axes.text(place, -1.1, title, ha="center", va="center", color=MUTED, fontsize=SIZE, fontweight="semibold")
    witnesses = nodes[2]
    return Chart(
        id="lineage",
        title=_title(links, len(witnesses)),
        subtitle=f"{what}. A publication tells a count; a count rests on a witness. The wider a line, the more figures "
        f"take it.{' In brackets: how many pages of it.' if any(name != told for name, told in pages.items()) else ''}",
        foot="Source: figures.csv, by whom each publication credits. A repost or summary is told as one, named after "
        "the publication that it repeats.",
        alt=f"{len(links)} figures. " + "; ".join(_said(witness, links) for witness in witnesses) + ".",
        figure=fig,
        columns=["Figure", *COLUMNS, "Page"],
        rows=[[one.figure.id, one.publication, one.count, one.witness, one.source.id] for one in links],
    )


def _title(links: Sequence[Link], witnesses: int) -> str:
    """Count the pages that were read, and among them those that repeat or sum up a publication."""
    read = {one.source.id for one in links}
    kinds = Counter(kind for _, kind in {(one.source.id, second_hand(one.figure, one.source)) for one in links} if kind)
    copies = listed([many(kinds[kind], *words) for kind, words in _KINDS.items() if kinds[kind]]) if kinds else ""
    pages = f"{many(len(read), 'page')}{f' ({copies} among them)' if copies else ''}"
    told = copies if kinds.total() == len(read) else pages
    return f"{told} {'rests' if len(read) == 1 else 'rest'} on {many(witnesses, 'witness', 'witnesses')}"


def _pages(links: Sequence[Link]) -> dict[str, str]:
    """Return the name of each publication with how many pages of it were read, where that is more than one."""
    read: dict[str, set[str]] = {}
    for one in links:
        read.setdefault(one.publication, set()).add(one.source.id)
    kinds = {one.publication: (one.figure.stated_by, second_hand(one.figure, one.source)) for one in links}
    told = {}
    for publication, (stated_by, kind) in kinds.items():
        pages = len(read[publication])
        many_of = shown(pages) if kind is None else many(pages, *_KINDS[kind])
        told[publication] = f"{stated_by} ({many_of})" if pages > 1 else publication
    return told


_KINDS: dict[SecondHand, tuple[str, ...]] = {
    "repost": ("repost",),
    "summary": ("summary", "summaries"),
}
_LEVELS: tuple[Callable[[Link], str], ...] = (
    lambda one: one.publication,
    lambda one: one.count,
    lambda one: one.witness,
)


def _ordered(links: Sequence[Link], of: Callable[[Link], str]) -> list[str]:
    """Return the names of a column, those of one witness together, the witness with most figures first."""
    weight = _counted(one.witness for one in links)
    ranked = sorted(links, key=lambda one: (-weight[one.witness], one.witness, one.count, one.publication))
    return list(dict.fromkeys(of(one) for one in ranked))


def _row(place: int, count: int, height: int) -> float:
    return (place + 0.5) * height / count - 0.5


def _counted(items: Iterable[T]) -> dict[T, int]:
    counts: dict[T, int] = {}
    for item in items:
        counts[item] = counts.get(item, 0) + 1
    return counts


def _line(axes: Axes, start: tuple[float, float], end: tuple[float, float], count: int) -> None:
    """Draw a line that leaves and arrives level."""
    third = (end[0] - start[0]) / 3
    points = [start, (start[0] + third, start[1]), (end[0] - third, end[1]), end]
    curve = Path(points, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
    width = 0.8 + 0.7 * min(count, 8)
    axes.add_patch(PathPatch(curve, fill=False, edgecolor=(BLUE, 0.35), linewidth=width, capstyle="butt", zorder=1))


def _name(axes: Axes, place: float, row: float, name: str) -> None:
    box = {"boxstyle": "round,pad=0.22", "facecolor": PAPER, "edgecolor": GRID, "linewidth": 0.6}
    axes.text(place, row, name, ha="center", va="center", color=INK, fontsize=SIZE - 0.8, bbox=box, zorder=3)


def _said(witness: str, links: Sequence[Link]) -> str:
    pages = _pages(links)
    told = dict.fromkeys(pages[one.publication] for one in links if one.witness == witness)
    return f"{witness}: {', '.join(told)}"
