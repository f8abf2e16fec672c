"""Showing things in a notebook, each with what it carries."""

from typing import Any

from frontline.charts.chart import Chart, captions


def show(*things: Any) -> None:
    """Display charts, tables, cards and prose in turn; a chart with its words above and below."""
    from IPython.display import display  # noqa: PLC0415  only notebooks show; importing IPython costs 0.2 s elsewhere

    for thing in things:
        if isinstance(thing, Chart):
            above, below = captions(thing)
            display(above, thing, below)  # type: ignore[no-untyped-call]
        elif thing is not None:
            display(thing)  # type: ignore[no-untyped-call]
