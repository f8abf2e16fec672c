"""A sentence whose numbers keep their addresses until it is known where it is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from frontline.numbers import Number

Part = str | Number


@dataclass(frozen=True)
class Sentence:
    """Words and numbers in their order."""

    parts: tuple[Part, ...]

    def __str__(self) -> str:
        """Return the sentence as plain text, for machines and alt texts."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    @property
    def markdown(self) -> str:
        """The sentence with its numbers linked to their addresses."""
        return "".join(part if isinstance(part, str) else f"{part}" for part in self.parts)

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers that it tells."""
        return tuple(part for part in self.parts if isinstance(part, Number))


def sentence(*parts: "Part | Sentence") -> Sentence:
    """Join words, numbers and sentences."""
    flat: list[Part] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Sentence) else [part])
    return Sentence(tuple(flat))


def joined(sentences: Iterable[Sentence], between: str = ", ", last: str | None = None) -> Sentence:
    """Join sentences with a mark between them, and another one before the last if given."""
    told: Sequence[Sentence] = list(sentences)
    parts: list[Part] = []
    for place, one in enumerate(told):
        if place:
            parts.append(last if last is not None and place == len(told) - 1 else between)
        parts.extend(one.parts)
    return Sentence(tuple(parts))
