"""An axis of months, one place each."""

import pandas as pd
from matplotlib.axes import Axes

LABELS = 14  # as many names as the width holds


def month_axis(axes: Axes, months: pd.DatetimeIndex) -> None:
    """Name the months under bars 0, 1, 2 …; the last is always named, the year where it changes."""
    step = max(1, -(-len(months) // LABELS))
    places = [place for place in range(len(months)) if (len(months) - 1 - place) % step == 0]
    years = [months[place].year for place in places]
    turns = [number == 0 or years[number] != years[number - 1] for number in range(len(places))]
    texts = [
        f"{months[place]:%b}\n{months[place]:%Y}" if turn else f"{months[place]:%b}"
        for place, turn in zip(places, turns, strict=True)
    ]
    axes.set_xticks(places, texts)
    axes.set_xlim(-0.6, len(months) - 0.4)
