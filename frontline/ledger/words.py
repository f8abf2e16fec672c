"""Whole numbers in English words, both ways: `593` and `five hundred and ninety-three`."""

import re

_UNITS, _TEENS, _TENS = (
    line.split()
    for line in (
        "one two three four five six seven eight nine",
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
        "twenty thirty forty fifty sixty seventy eighty ninety",
    )
)
SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

VALUES = {word: value for value, word in enumerate([*_UNITS, *_TEENS], start=1)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}

_BELOW_100 = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS)})\b)?|{'|'.join(_TEENS)}|{'|'.join(_UNITS)})"
_BELOW_1000 = rf"(?:(?:{_BELOW_100}|an?) hundred\b(?:(?: and)? {_BELOW_100})?|{_BELOW_100})"
_SCALED = rf"(?:{_BELOW_1000}|an?) (?:{'|'.join(SCALES)})\b"
# What `value_in_words` can read: "a hundred", "fifty thousand", "one thousand one hundred and seventy-one".
WORDS = rf"(?:{_SCALED}(?:,?(?: and)? {_SCALED})*(?:,?(?: and)? {_BELOW_1000})?|{_BELOW_1000})"

_BELOW_SCALES = 10**12


def in_words(value: int) -> str:
    """Spell a whole number from 1 to below 10¹² in British English."""
    if not 1 <= value < _BELOW_SCALES:
        raise ValueError(f"a whole number from 1 to {_BELOW_SCALES - 1}, not {value}")
    parts = []
    for scale, size in reversed(SCALES.items()):
        count, value = divmod(value, size)
        if count:
            parts.append(f"{_below_1000(count)} {scale}")
    if value:
        parts.append(f"and {_below_1000(value)}" if parts and value < 100 else _below_1000(value))
    return " ".join(parts)


def value_in_words(words: str) -> int:
    """Return the value of a text that matches `WORDS`."""
    total = current = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "hundred":
            current *= 100
        elif word in SCALES:
            total += current * SCALES[word]
            current = 0
        elif word != "and":
            current += VALUES.get(word, 1)
    return total + current


def _below_1000(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    parts = [f"{_UNITS[hundreds - 1]} hundred"] if hundreds else []
    if rest:
        parts.append(_below_100(rest))
    return " and ".join(parts)


def _below_100(value: int) -> str:
    if value < 20:
        return [*_UNITS, *_TEENS][value - 1]
    tens, unit = divmod(value, 10)
    return _TENS[tens - 2] + (f"-{_UNITS[unit - 1]}" if unit else "")
