"""Choices that a reading has to make, and the standing of each option, declared beforehand in `choices.csv`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from frontline.tables import CallerMistake, Row, read_rows

Standing = Literal["equivalent", "inferior", "other question"]


class Choice(Row):
    """One option of one choice for one kind of claim."""

    kind: str
    choice: str
    option: str
    standing: Standing
    reason: str


# Each option as a sentence says it.
OPTION_WORDS = {
    "main_line": "main line",
    "control_only": "control only",
    "other_mapper": "another map",
    "geodesic": "geodesic",
    "planar": "planar",
    "by_snapshot": "dated by snapshot",
    "by_file": "dated by file",
    "eve": "from the eve",
    "first_day": "from the first day",
    "window_end": "to the end of the window",
    "held": "held",
    "held_and_grey": "held plus grey",
    "regained": "regained",
    "stated_day": "day stated",
    "evidence_day": "to the last day of its evidence",
    "eve_of_publication": "eve of publication",
    "latest": "as shown now",
    "earlier": "as shown before a correction",
    "as_drawn": "as drawn",
    "without_redraws": "without redraws",
    "same_days": "about the same days",
    "other_days": "other days",
    "same_side": "the side named",
    "with_north_koreans": "with North Koreans",
    "present": "present",
    "sent": "sent, moved or on the way",
}

TABLES: dict[str, tuple[type[Row], tuple[str, ...]]] = {"choices": (Choice, ("kind", "choice", "option"))}

AS_FOR_A_GAIN = "as for a gain"
_WORST: tuple[Standing, ...] = ("other question", "inferior", "equivalent")


class Choices:
    """The declared options, asked by kind, choice and option."""

    def __init__(self, rows: list[Choice]) -> None:
        """Index the rows."""
        self._rows = {(row.kind, row.choice, row.option): row for row in rows}

    def standing(self, kind: str, made: Mapping[str, str]) -> Standing:
        """Return the standing of a reading that made these choices: that of its least option."""
        standings = {self.declared(kind, choice, option).standing for choice, option in made.items()}
        return next(standing for standing in _WORST if standing in standings or standing == "equivalent")

    def reason(self, kind: str, choice: str, option: str) -> str:
        """Return the reason of an option's standing, that of a gain where the row refers to it."""
        reason = self.declared(kind, choice, option).reason
        return self.declared("gain", choice, option).reason if reason == AS_FOR_A_GAIN else reason

    def declared(self, kind: str, choice: str, option: str) -> Choice:
        """Return the row of an option; an option that nobody declared may not be used."""
        try:
            return self._rows[kind, choice, option]
        except KeyError:
            raise CallerMistake(
                f"choices.csv does not declare {option!r} for {choice!r} in claims of kind {kind!r}",
                expected="a row with its standing and reason, written before the reading is looked at",
            ) from None


def load_choices(root: Path) -> Choices:
    """Read `choices.csv`."""
    return Choices(read_rows(root / "data" / "choices.csv", Choice))
