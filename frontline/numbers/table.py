"""Tables and headline cards whose cells carry addresses."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal

from frontline.numbers.number import Number
from frontline.numbers.prose import Bundle, bundle


@dataclass(frozen=True)
class Worded:
    """A number that a cell shows in other words than its own."""

    number: Number
    text: str

    def cell(self) -> dict[str, str]:
        """Return the words with the number's address."""
        return {"text": self.text, "number": self.number.anchor}


Cell = str | Number | Worded
Align = Literal["left", "right"]


@dataclass(frozen=True)
class Table:
    """A table with a title that says what it shows; a column is a name and an alignment."""

    id: str
    title: str
    columns: Sequence[tuple[str, Align]]
    rows: Sequence[Sequence[Cell]]
    subtitle: str = ""
    foot: str = ""

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        words = {"id": self.id, "title": self.title, "subtitle": self.subtitle, "foot": self.foot}
        columns = [{"name": name, "align": align} for name, align in self.columns]
        cells = [cell for row in self.rows for cell in row]
        rows = [[cell if isinstance(cell, str) else cell.cell() for cell in row] for row in self.rows]
        numbers = [cell.number if isinstance(cell, Worded) else cell for cell in cells if not isinstance(cell, str)]
        data = {"text/html": self._html(), "text/plain": self._plain()}
        return bundle("table", data, numbers, **words, columns=columns, rows=rows, row_header=True)

    def _html(self) -> str:
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name, _ in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_text(cell))}</td>" for cell in row) + "</tr>" for row in self.rows
        )
        caption = f"<caption>{escape(self.title)}</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _plain(self) -> str:
        lines = [[name for name, _ in self.columns], *([_text(cell) for cell in row] for row in self.rows)]
        return "\n".join([self.title, *("\t".join(line) for line in lines)])


@dataclass(frozen=True)
class Card:
    """One headline number: a label above, a note below, before a stated number its hedge."""

    label: str
    number: Number
    note: str
    hedge: str = ""

    @property
    def hedged(self) -> str:
        """The hedge with its space; nothing before a plain number."""
        return f"{self.hedge} " if self.hedge else ""

    def carried(self) -> dict[str, str]:
        """Return the card as it travels with an output."""
        told = {"label": self.label, "value": self.number.text, "note": self.note, "number": self.number.anchor}
        return {**told, "hedge": self.hedge} if self.hedge else told


@dataclass(frozen=True)
class Cards:
    """The headline numbers of a report."""

    cards: Sequence[Card] = field(default_factory=tuple)

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        lines = [f"- {card.hedged}**{card.number}** {card.label}: {card.note}" for card in self.cards]
        plain = [f"{card.hedged}{card.number.text} {card.label}: {card.note}" for card in self.cards]
        data = {"text/markdown": "\n".join(lines), "text/plain": "\n".join(plain)}
        told = [card.carried() for card in self.cards]
        return bundle("cards", data, [card.number for card in self.cards], cards=told)


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.text
