"""What follows from something that does not change, worked out once and kept with it."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Once:
    """Answers already worked out, by what was asked; it belongs to the one thing that they follow from."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: dict[Hashable, Any] = {}

    def __call__(self, what: Hashable, work: Callable[[], T]) -> T:
        """Return an answer, worked out at the first asking; nobody is to change it."""
        if what not in self._kept:
            self._kept[what] = work()
        found: T = self._kept[what]
        return found
