"""Prose and boxes whose numbers carry their addresses into the notebook's output."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from frontline.numbers.number import Number

Bundle = tuple[dict[str, Any], dict[str, Any]]

_LINK = re.compile(r"\[([^\]]*)\]\(#n-[^)]*\)")


def bundle(role: str, data: dict[str, Any], numbers: Iterable[Number] = (), /, **more: Any) -> Bundle:
    """Return an output's data and metadata as IPython displays them."""
    carried = {"role": role, **more}
    records = [number.record() for number in {number.id: number for number in numbers}.values()]
    if records:
        carried["numbers"] = records
    return data, {"frontline": carried}


@dataclass(frozen=True)
class Prose:
    """Markdown that tells something with numbers; in the role `absent`, that a whole report has nothing to tell."""

    markdown: str
    numbers: tuple[Number, ...] = ()
    role: Literal["prose", "box", "absent"] = "prose"
    title: str | None = None

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        heading = f"**{self.title}**\n\n" if self.title else ""
        plain = _LINK.sub(r"\1", heading + self.markdown)
        more = {"title": self.title} if self.title else {"text": plain} if self.role == "absent" else {}
        markdown = heading + self.markdown if self.role == "box" else self.markdown
        return bundle(self.role, {"text/markdown": markdown, "text/plain": plain}, self.numbers, **more)


def tell(markdown: str, **numbers: Number | str) -> Prose:
    """Fill `{name}` in Markdown with linked numbers or words.

    A number that is named and not told, or told and not named, is an error of the author.
    """
    _require_all_told(markdown, numbers)
    carried = tuple(value for value in numbers.values() if isinstance(value, Number))
    return Prose(markdown.format(**numbers), carried)


def box(title: str, markdown: str, **numbers: Number | str) -> Prose:
    """Like `tell`, set apart as a box with a title."""
    told = tell(markdown, **numbers)
    return Prose(told.markdown, told.numbers, "box", title)


def _require_all_told(markdown: str, numbers: dict[str, Number | str]) -> None:
    untold = [name for name in numbers if f"{{{name}" not in markdown]
    if untold:
        raise ValueError(f"given but not told in the text: {', '.join(untold)}")
