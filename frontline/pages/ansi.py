"""Terminal colours: sixteen named ones with readable contrast, or none at all."""

import re
from dataclasses import dataclass, replace
from html import escape

_SEQUENCE = re.compile(r"\x1b\[([0-9;:]*)m")
_OTHER = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_PIECE = re.compile(r"\x1b\[[0-9;:]*m|.", re.DOTALL)

NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")


@dataclass(frozen=True)
class Style:
    """How text stands from one sequence to the next."""

    colour: str = ""
    bold: bool = False
    underline: bool = False

    def classes(self) -> str:
        """Return the names that the page's style sheet knows."""
        names = [f"ansi-{self.colour}" if self.colour else "", "ansi-bold" if self.bold else ""]
        return " ".join(filter(None, [*names, "ansi-underline" if self.underline else ""]))


def stripped(text: str) -> str:
    """Return text as a terminal leaves it: no sequences, no overwritten lines or characters."""
    return _OTHER.sub("", settled(text))


def coloured(text: str) -> str:
    """Return text as escaped HTML whose colours are classes."""
    style, pieces, last = Style(), [], 0
    text = settled(text)
    for match in _SEQUENCE.finditer(text):
        pieces.append(_span(text[last : match.start()], style))
        style, last = _after(style, match.group(1)), match.end()
    pieces.append(_span(text[last:], style))
    return "".join(pieces)


def settled(text: str) -> str:
    """Return text after carriage returns and backspaces did their work, as progress bars expect."""
    text = text.replace("\r\n", "\n")
    if "\b" in text:
        text = _without_backspaces(text)
    return "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n")) if "\r" in text else text


def _without_backspaces(text: str) -> str:
    """Return text without what a backspace takes back, which is never a colour or an earlier line."""
    kept: list[str] = []
    for piece in _PIECE.findall(text):
        if piece != "\b":
            kept.append(piece)
        elif kept and len(kept[-1]) == 1 and kept[-1] != "\n":
            kept.pop()
    return "".join(kept)


def _span(text: str, style: Style) -> str:
    words, classes = escape(_OTHER.sub("", text), quote=False), style.classes()
    return f'<span class="{classes}">{words}</span>' if words and classes else words


def _after(style: Style, codes: str) -> Style:
    """Return the style after one sequence; backgrounds are left out, they cannot be kept readable."""
    numbers = [int(code or 0) for code in re.split("[;:]", codes)]
    while numbers:
        number = numbers.pop(0)
        if number in (38, 48):
            colour, numbers = _extended(numbers)
            style = replace(style, colour=colour) if number == 38 else style
        else:
            style = _simple(style, number)
    return style


def _simple(style: Style, number: int) -> Style:
    if number == 0:
        return Style()
    if 30 <= number <= 37 or 90 <= number <= 97:
        return replace(style, colour=NAMES[number % 10])
    known = {
        1: {"bold": True},
        4: {"underline": True},
        22: {"bold": False},
        24: {"underline": False},
        39: {"colour": ""},
    }
    return replace(style, **known.get(number, {}))  # type: ignore[arg-type]


def _extended(numbers: list[int]) -> tuple[str, list[int]]:
    """Return the nearest named colour of a 256-colour or RGB code, and the codes after it."""
    if numbers[:1] == [5] and len(numbers) > 1:
        return _nearest(*_from_cube(numbers[1])), numbers[2:]
    if numbers[:1] == [2] and len(numbers) > 3:
        return _nearest(*numbers[1:4]), numbers[4:]
    return "", []


def _from_cube(index: int) -> tuple[int, int, int]:
    if index < 16:
        bits, bright = index % 8, 255 if index > 7 else 170
        return bright * (bits & 1), bright * (bits >> 1 & 1), bright * (bits >> 2 & 1)
    if index < 232:
        red, green, blue = (index - 16) // 36, (index - 16) // 6 % 6, (index - 16) % 6
        return red * 51, green * 51, blue * 51
    grey = 8 + 10 * (index - 232)
    return grey, grey, grey


def _nearest(red: int, green: int, blue: int) -> str:
    """Return the name whose channels are those well above the weakest; greys keep the page's own ink."""
    low, high = min(red, green, blue), max(red, green, blue)
    if high - low < 40:
        return ""
    middle = (low + high) / 2
    return NAMES[(red > middle) + 2 * (green > middle) + 4 * (blue > middle)]
