"""A chart: its plot, what it says in words, and the data behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from matplotlib.figure import Figure

from frontline.charts.look import COLOURS
from frontline.charts.marks import Marks, placed
from frontline.charts.svg import svg_of
from frontline.numbers import Bundle, Number, Worded, bundle

Cell = str | int | float | Number | Worded | None


@dataclass(frozen=True)
class Chart:
    """A plot without title, and the words around it.

    The title says what is to be seen, the subtitle gives unit and definition, the foot the source; `alt` tells the
    picture with its numbers to who does not see it. `columns` and `rows` are the data drawn; a cell that is a `Number`
    or words for one leads to its address, and `numbers` bring their addresses too; `marks` say where the rows stand on
    the plot; `inputs` are documents beyond the tables in data/ that it is drawn from.
    """

    id: str
    title: str
    subtitle: str
    foot: str
    alt: str
    figure: Figure
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    numbers: Sequence[Number] = ()
    marks: Sequence[Marks] = ()
    inputs: Sequence[Mapping[str, str]] = ()

    @cached_property
    def svg(self) -> str:
        """The plot; drawn once, as the layout of a figure moves a little each time it is drawn."""
        return svg_of(self.figure)

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        data = {"image/svg+xml": self.svg, "text/plain": f"{self.title}\n{self.alt}"}
        words = {"id": self.id, "title": self.title, "subtitle": self.subtitle, "foot": self.foot, "alt": self.alt}
        more: dict[str, Any] = {"inputs": [dict(one) for one in self.inputs]} if self.inputs else {}
        if self.marks:
            more["marks"] = placed(self.figure, self.marks)  # after the plot is drawn: drawing lays it out
        table = {"columns": list(self.columns), "rows": [[_carried(cell) for cell in row] for row in self.rows]}
        numbers = [*self.numbers, *(cell.number for row in self.rows for cell in row if isinstance(cell, Worded))]
        return bundle("chart", data, numbers, **words, **more, colours=COLOURS, data=table)


def _carried(cell: Cell) -> Any:
    """Return a cell as it travels with the chart: a number, or words for one, with its value and its address."""
    if isinstance(cell, Worded):
        return {**cell.cell(), "value": cell.text}
    return {**cell.cell(), "value": cell.value} if isinstance(cell, Number) else cell


@dataclass(frozen=True)
class Caption:
    """The words above or below a chart, for notebooks opened without our exporters."""

    role: str
    markdown: str

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        return bundle(self.role, {"text/markdown": self.markdown, "text/plain": self.markdown})


def captions(chart: Chart) -> tuple[Caption, Caption]:
    """Return the words that stand above and below a chart in plain Jupyter."""
    above = Caption("chart-title", f"**{chart.title}**  \n{chart.subtitle}")
    return above, Caption("chart-foot", f"*{chart.foot}*")
