"""What can be wrong with a parameter, and the message that says how to put it right."""

from collections.abc import Iterable

from frontline.tables import CallerMistake


class UnknownName(CallerMistake):
    """A parameter, notebook, region or article of that name does not exist."""


class WrongValue(CallerMistake):
    """A parameter's value is of the wrong type or form, or is not one of the choices."""


class OutsideCoverage(CallerMistake):
    """A parameter's value is well formed, but no chosen series has anything for it."""


class Embargoed(CallerMistake):
    """A front-line map is asked for that would be younger than the embargo allows."""


class MissingPolygons(CallerMistake):
    """A front-line map is asked for, and nothing that it could be drawn from is in the cache."""


def nearest(word: object, choices: Iterable[str]) -> str | None:
    """Return the choice most like `word`, or None where none is alike."""
    from rapidfuzz import process, utils  # noqa: PLC0415 - where something is refused, and nowhere else

    found = process.extractOne(str(word), list(choices), processor=utils.default_process, score_cutoff=50)
    return found[0] if found else None


def listed(choices: Iterable[str]) -> str:
    """Return choices as a phrase: `isw, deepstate or all`."""
    *most, last = choices
    return f"{', '.join(most)} or {last}" if most else last


def example(name: str, value: object) -> str:
    """Return a command that works, with the parameter set to `value`."""
    return f"frontline render -p {name}={value}"


def unknown_parameter(names: Iterable[str], known: Iterable[str], owner: str) -> UnknownName:
    """Return the refusal of parameters that no chosen notebook has."""
    names, known = list(names), list(known)
    close = nearest(names[0], known)
    return UnknownName(
        f"unknown parameter of {owner}: {', '.join(names)}",
        expected=listed(known),
        got=names[0],
        nearest=close,
        example="frontline parameters",
    )
