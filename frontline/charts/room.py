"""Where within a panel words can stand without a line running through them."""

from itertools import product
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from frontline.charts.renderer import POINTS

LETTER, LINE = 0.54, 1.2  # of the type's size: the width of a letter and the height of a line
AIR = 3.0  # points between words and lines: the panel is laid out anew when it is drawn
BESIDE = 6.0  # points between the end of a line and its name
FARTHEST = 9  # line heights up or down
OVER = 24.0  # points beyond the panel's right edge: there names of whole lines stand, and room is made for them


class Room:
    """What of a panel is taken by its lines and by names already placed."""

    def __init__(self, axes: Axes) -> None:
        """Look where the lines run, in points, as the panel stands before it is laid out."""
        self.axes = axes
        axes.get_ylim()  # brings the scale up to date, which is set late
        self.points = POINTS / axes.get_figure(root=True).dpi  # type: ignore[union-attr]
        self.panel = Bbox(axes.get_window_extent().get_points() * self.points)
        self.paths = [path for line in axes.get_lines() if (path := self._path(line)) is not None]
        self.names: list[Bbox] = []

    def _path(self, line: Line2D) -> Path | None:
        places = line.get_transform().transform(line.get_xydata()) * self.points
        told = places[np.isfinite(places).all(axis=1)]
        return Path(told) if len(told) > 1 else None

    def beside(self, x: Any, y: float, text: str, size: float) -> tuple[float, float]:
        """Return how far from a place its name stands (points), as near as nothing runs through it."""
        here = self.axes.transData.transform((float(self.axes.convert_xunits(x)), y)) * self.points  # type: ignore[no-untyped-call]
        width, height = LETTER * size * len(text), LINE * size
        across = {BESIDE: 0.0, -width / 2: height / 4, -width - BESIDE: height / 2}
        down = [0.5 * step * height for step in range(-2 * FARTHEST, 2 * FARTHEST + 1)]
        ways = sorted(product(across, down), key=lambda way: (abs(way[1]) + across[way[0]], -way[1]))
        boxes = {way: _box(here, way, width, height) for way in ways}
        leaders = {way: Path(np.array([here, _middle(boxes[way])])) for way in ways}
        found = next((way for way in ways if self._is_free(boxes[way], leaders[way])), ways[0])
        self.names.append(boxes[found])
        self.paths.append(leaders[found])
        return found

    def _is_free(self, box: Bbox, leader: Path) -> bool:
        inside = self.panel.x0 <= box.x0 and box.x1 <= self.panel.x1 + OVER
        inside = inside and self.panel.y0 <= box.y0 and box.y1 <= self.panel.y1
        clear = not any(path.intersects_bbox(box, filled=False) for path in self.paths)
        apart = not any(box.overlaps(name) or leader.intersects_bbox(name) for name in self.names)
        return inside and clear and apart


def _middle(box: Bbox) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


def _box(here: Any, away: tuple[float, float], width: float, height: float) -> Bbox:
    left, middle = here[0] + away[0], here[1] + away[1]
    half = height / 2
    return Bbox.from_extents(left - AIR, middle - half - AIR, left + width + AIR, middle + half + AIR)
