"""Where on a plot the rows of a chart's data stand: a page shows a row's values when its mark is pointed at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from frontline.charts.renderer import POINTS

Places = Sequence[Any] | pd.Index | pd.Series


@dataclass(frozen=True)
class Marks:
    """Places on a panel, in the panel's own units (days count as such), one for each row of a chart's data in turn.

    A place with a missing value marks nothing; one beyond the panel stands at its edge, as a month's last day may.
    `rows` are the rows' places in the data where they are not all of them from the first.
    """

    axes: Axes
    xs: Places
    ys: Places
    rows: Sequence[int] | None = None

    @property
    def numbered(self) -> Sequence[int]:
        """The row that each place stands for."""
        return range(len(self.xs)) if self.rows is None else self.rows


def placed(figure: Figure, marks: Iterable[Marks]) -> list[list[int]]:
    """Return every mark as x, y (points from the upper left corner of the drawn figure) and row, in order of rows."""
    found = {place for one in marks for place in _placed(figure, one)}
    return [list(place) for place in sorted(found, key=lambda place: (place[2], *place[:2]))]


def _placed(figure: Figure, marks: Marks) -> Iterable[tuple[int, int, int]]:
    axes = marks.axes
    xs = _within(axes.convert_xunits(marks.xs), axes.get_xlim())  # type: ignore[no-untyped-call]
    ys = _within(axes.convert_yunits(marks.ys), axes.get_ylim())  # type: ignore[no-untyped-call]
    parts = figure.transFigure.inverted().transform(axes.transData.transform(np.column_stack([xs, ys])))
    wide, high = figure.get_size_inches() * POINTS
    for (across, up), row in zip(parts, marks.numbered, strict=True):
        if np.isfinite([across, up]).all():
            yield round(across * wide), round((1 - up) * high), row


def _within(values: Any, ends: tuple[float, float]) -> Any:
    plain = np.asarray([np.nan if value is None else value for value in values], dtype=float)
    return plain.clip(min(ends), max(ends))
