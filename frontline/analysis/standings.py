"""Readings that do not count and come out unlike those that do: where the declared standings decide, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from frontline.analysis.choices import Choices
from frontline.analysis.claims import CheckedClaim
from frontline.analysis.reading import Reading
from frontline.analysis.stated import Interval
from frontline.analysis.verdicts import holds


@dataclass(frozen=True)
class Decides:
    """An option whose standing decides: its readings, its reason, and the options that count in its place."""

    option: str
    standing: str
    readings: tuple[Reading, ...]
    reason: str
    counting: tuple[tuple[str, str], ...]


def deciding(one: CheckedClaim, choices: Choices) -> list[Decides]:
    """Return the options by which a claim's readings would come out otherwise, if they counted."""
    if one.stated is None or not one.counted:
        return []
    kind = one.claim.kind
    grouped: dict[tuple[str, str, str], list[Reading]] = {}
    for reading in one.readings:
        if _unlike(reading, one.counted, one.stated):
            choice, option = _at_fault(reading, one.counted, kind, choices)
            grouped.setdefault((choice, option, reading.standing), []).append(reading)
    return [
        Decides(option, standing, tuple(read), choices.reason(kind, choice, option), _counting(one, choice, choices))
        for (choice, option, standing), read in grouped.items()
    ]


def _unlike(reading: Reading, counted: Sequence[Reading], stated: Interval) -> bool:
    """Tell whether a reading comes out unlike those that count: its own mapper's, or all where that has none."""
    if reading.standing == "equivalent" or reading.value is None:
        return False
    peers = [one for one in counted if one.mapper == reading.mapper] or counted
    return all(holds(peer, stated) != holds(reading, stated) for peer in peers)


def _at_fault(reading: Reading, counted: Sequence[Reading], kind: str, choices: Choices) -> tuple[str, str]:
    """Return the choice and option to which a reading owes its standing, if it can one that no counted one made."""
    owing = [made for made in reading.choices.items() if choices.declared(kind, *made).standing == reading.standing]
    alone = [made for made in owing if all(one.choices.get(made[0]) != made[1] for one in counted)]
    return (alone or owing)[0]


def _counting(one: CheckedClaim, choice: str, choices: Choices) -> tuple[tuple[str, str], ...]:
    options = dict.fromkeys(reading.choices[choice] for reading in one.counted if choice in reading.choices)
    return tuple((option, choices.reason(one.claim.kind, choice, option)) for option in options)
