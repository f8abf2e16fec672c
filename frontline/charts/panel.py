"""A panel whose axes have one tick that goes from place to place.

Matplotlib makes five artists for every tick, and looks for the ticks' places whenever it measures or draws an axis:
together half of what a small chart takes. All ticks of an axis look alike here, by `tick_params`, so one can stand for
each in turn; its places are looked for where the axis has changed. Minor ticks there are none.
"""

from collections.abc import Iterator
from typing import Any

import matplotlib.axis as maxis
from matplotlib.axes import Axes

_SLACK = 1e-10  # of an axis: ticks at its very ends are to be seen, as matplotlib has it

Place = tuple[float, str]
"""Where on its axis a tick stands, and its label."""


class _Walk:
    """A tick at each of its places, one after the other."""

    def __init__(self, tick: Any, places: list[Place]) -> None:
        self._tick, self._places = tick, places

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Any]:
        for place, label in self._places:
            self._tick.update_position(place)
            self._tick.label1.set_text(label)
            yield self._tick


class _OneTick:
    """What an axis does otherwise."""

    _seen: Any = None
    _places: list[Place]

    def get_major_ticks(self, numticks: int | None = None) -> list[Any]:
        """Return the tick, whatever the number asked for."""
        ticks: list[Any] = self.majorTicks[:1]  # type: ignore[attr-defined]
        return ticks

    def _update_ticks(self: Any) -> _Walk:
        """Return the tick at the places that are to be seen."""
        shown = self._tick_group_visible(self._major_tick_kw)
        state = (shown, *self.get_view_interval(), *self.axes.bbox.bounds, self.major.locator, self.major.formatter)
        if state != self._seen:
            self._seen, self._places = state, self._found() if shown else []
        return _Walk(self.majorTicks[0], self._places)

    def _found(self: Any) -> list[Place]:
        places = self.get_majorticklocs()
        labels = self.major.formatter.format_ticks(places)
        low, high = self.get_transform().transform(sorted(self.get_view_interval()))
        slack = _SLACK * (high - low)
        told = zip(places, labels, self.get_transform().transform(places), strict=True)
        return [(place, label) for place, label, at in told if low - slack <= at <= high + slack]


class _XAxis(_OneTick, maxis.XAxis):
    pass


class _YAxis(_OneTick, maxis.YAxis):
    pass


class Panel(Axes):
    """Axes as charts use them."""

    def _init_axis(self) -> None:
        across: Any = _XAxis(self, clear=False)
        up: Any = _YAxis(self, clear=False)
        self.xaxis, self.yaxis = across, up
        for side, axis in (("bottom", across), ("top", across), ("left", up), ("right", up)):
            self.spines[side].register_axis(axis)
