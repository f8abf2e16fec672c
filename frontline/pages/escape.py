"""Any text as Typst: as words of its markup or as a string of its code; what no font has is named."""

import re
from collections.abc import Collection

from frontline.pages.fonts import covered

_WORDS = re.compile(r'#("(?:[^"\\]|\\.)*")')
_OTHER_SPACE = "\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029"
_SPACE = re.compile(f"[ {_OTHER_SPACE}]+")
_ONE_LINE = re.compile(f"[^{_OTHER_SPACE}]*")
_EVERYDAY = re.compile("[\t\n -~\xa0-\xac\xae-\u017f\u0400-\u045f‐-‧\u2060−→✓]*")
"""What can be set anywhere: to know it of any other character, the maps of the typefaces are read."""
_WITHOUT_SHAPE = (
    (0xAD, 0xAD),
    (0x61C, 0x61C),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x2064),
    (0x2066, 0x2069),
)
_LEFT_OUT = re.compile("[\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
"""Marks that choose between shapes of an emoji and byte-order marks: without them the text is the same."""


def markup(text: str, uncovered: Collection[str] = ()) -> str:
    """Return inline text as markup, white space folded as a paragraph folds it.

    The words are a string, in which nothing is a mark: where marks are escaped, each is one more part to be set.
    """
    words = _folded(printable(_folded(text), uncovered))
    inner = words.strip(" ")
    before, _, after = words.partition(inner) if inner else (words, "", "")
    return f"{before}#{_quoted(inner)}{after}" if inner else words


def argument(markup: str) -> str:
    """Return markup as an argument of a function: words alone are the string that they are."""
    words = _WORDS.fullmatch(markup)
    return words[1] if words else f"[{markup}]"


def literal(text: str, uncovered: Collection[str] = ()) -> str:
    """Return text as a string of Typst code, its lines and spaces kept."""
    unified = re.sub("\r\n?|[\v\f\x85\u2028\u2029]", "\n", text)
    return _quoted(printable(unified, uncovered))


def printable(text: str, uncovered: Collection[str] = ()) -> str:
    """Return text in which every character that cannot be set stands as `U+XXXX`.

    `uncovered` are characters that the compiler refused although a font holds them (in another cluster or style).
    """
    if not uncovered and _EVERYDAY.fullmatch(text):
        return text
    return "".join(_named(character, uncovered) for character in _LEFT_OUT.sub("", text))


def _folded(text: str) -> str:
    """Return text with one space for any white space; most has no other, and is left as it is."""
    return text if "  " not in text and _ONE_LINE.fullmatch(text) else _SPACE.sub(" ", text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _named(character: str, uncovered: Collection[str]) -> str:
    point = ord(character)
    if character not in uncovered and (character in "\t\n" or _can_be_set(point)):
        return character
    return f" U+{point:04X} "


def _can_be_set(point: int) -> bool:
    if 0xE000 <= point <= 0xF8FF or point < 0x20 or 0x7F <= point < 0xA0:
        return False
    return point in covered() or any(first <= point <= last for first, last in _WITHOUT_SHAPE)
