"""What matplotlib writes into its docstrings each time it is imported, remembered, as it is a third of that import.

For every class of artist it lists the properties that can be set, with their types, which it looks for in the class.
`python -m frontline.editions.docstrings` writes the lists ahead, into the clone's cache, which is not part of the
repository; where they are not there, matplotlib makes them as ever. The docstrings are the same either way.
"""

import contextlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

AHEAD = Path(__file__).resolve().parents[2] / ".cache" / "docstrings"
DRAWING = ("matplotlib.figure", "matplotlib.backends.backend_svg", "matplotlib.dates")
"""What reports need of matplotlib, always imported in this order: lists change while its modules are executed."""

Lists = dict[str, list[str]]
"""The lists of a class, by its name, in the order in which they are asked for."""


def import_matplotlib() -> None:
    """Import what reports need of it."""
    with contextlib.nullcontext() if "matplotlib.artist" in sys.modules else _remembering():
        for module in DRAWING:
            import_module(module)


def make_ahead() -> None:
    """Write the lists of this matplotlib to where they will be looked for, and nothing else. Needs a fresh process."""
    lists: Lists = defaultdict(list)
    artist: Any = import_module("matplotlib.artist")
    tell = artist.kwdoc

    def keep(one: type) -> str:
        lists[_name(one)].append(tell(one))
        return lists[_name(one)][-1]

    artist.kwdoc = keep
    for module in DRAWING:
        import_module(module)
    AHEAD.mkdir(parents=True, exist_ok=True)
    for stale in AHEAD.iterdir():
        stale.unlink()
    _made_at().write_text(json.dumps(lists), encoding="utf-8")


@contextlib.contextmanager
def _remembering() -> Iterator[None]:
    """Answer from memory, in turn, whoever asks for the list of a class; what is not there is made."""
    artist: Any = import_module("matplotlib.artist")
    tell, lists = artist.kwdoc, _lists()

    def recall(one: type) -> str:
        left = lists.get(_name(one))
        return left.pop(0) if left else str(tell(one))

    artist.kwdoc = recall
    try:
        yield
    finally:
        artist.kwdoc = tell


def _lists() -> Lists:
    try:
        lists: Lists = json.loads(_made_at().read_bytes())
    except (OSError, ValueError):
        return {}
    return lists


def _name(one: type) -> str:
    return f"{one.__module__}.{one.__qualname__}"


def _made_at() -> Path:
    """Return where the lists lie, by all that they depend on."""
    matplotlib: Any = import_module("matplotlib")
    hardcopy = "rest" if matplotlib.rcParams["docstring.hardcopy"] else "text"
    return AHEAD / f"{matplotlib.__version__}-{sys.version_info.major}.{sys.version_info.minor}-{hardcopy}.json"


if __name__ == "__main__":
    make_ahead()
