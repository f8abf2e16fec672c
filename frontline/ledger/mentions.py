"""Numbers as an English text mentions them, in digits or in words, with the unit that follows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from frontline.ledger.vocabulary import Unit
from frontline.ledger.words import SCALES, WORDS, in_words, value_in_words

_SQUARE = r"(?:sq\.?|square)[ -]?"
_KM2 = rf"(?:{_SQUARE}(?:km|kilomet(?:er|re)s?)\b|km(?:2|²|\^2)(?!\d))"
_PEOPLE = (
    "people|persons?|men|troops|soldiers|personnel|servicemen|service members|fighters|conscripts|recruits|"
    "casualties|dead|deaths|killed|wounded|losses"
)
# In this order: a rate before its area, an area before a length.
_UNITS = (
    ("km2_per_day", rf"[ -]?{_KM2}(?: of \w+)?(?: (?:a|per|each|every) day\b| daily\b|/day\b)"),
    ("km2", rf"[ -]?{_KM2}"),
    ("mi2", rf"[ -]?(?:{_SQUARE}(?:mi|miles?)\b|mi2\b)"),
    ("ha", r"[ -]?hectares?\b"),
    ("km", r"[ -]?(?:km|kilomet(?:er|re)s?)\b"),
    ("percent", r" ?%|[ -]?per ?cent\b|[ -]percentage points?\b"),
    ("ratio", r"[ -]?times\b|[ -]?fold\b|x\b"),
    ("people", rf"[ -](?:[^\W\d][\w'-]* ){{0,5}}?(?:{_PEOPLE})\b"),
)
_FOLLOWING = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _UNITS), re.IGNORECASE)

_GROUPS = r"\d{1,3}(?:(?P<mark>[, '])\d{3})(?:(?P=mark)\d{3})*(?!\d)"
_SCALE = "|".join(SCALES)
_PATTERNS = (
    rf"(?<!\w)(?<!\d[.,])(?P<digits>{_GROUPS}(?:\.\d+)?|\d+(?:\.\d+)?)(?P<scale>(?: ?(?:{_SCALE})|k|m|bn)\b)?",
    rf"\bhalf an? (?P<halved>{_SCALE})\b",
    rf"\b(?P<fold>{WORDS})(?=-?fold\b)",
    r"\b(?P<count>an?|one|two|three|four)[ -](?P<part>half|third|quarter|fifth|tenth)s?\b",
    r"\b(?P<half>half)\b(?! an? )",
    r"\b(?P<multiple>twice|doubled?|thrice|tripled?)\b",
    rf"\b(?P<words>{WORDS})\b",
)
_NUMBER = re.compile("|".join(_PATTERNS), re.IGNORECASE)
_JOINED = re.compile(r" ?(?:-|to|and|or) ?", re.IGNORECASE)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_MULTIPLES = {"twice": 2.0, "doubl": 2.0, "thric": 3.0, "tripl": 3.0}
_SHORT = {"k": 10**3, "m": 10**6, "bn": 10**9}


@dataclass(frozen=True)
class Mention:
    """A number in a text: its value, the unit behind it (None: none that we know), and where it stands."""

    value: float
    unit: str | None
    start: int
    end: int


def mentions(sentence: str) -> tuple[Mention, ...]:
    """Return the numbers that a sentence mentions, in order; a range shares the unit behind its end."""
    found = list(_each(sentence))
    for index, (one, following) in reversed(list(enumerate(pairwise(found)))):
        if one.unit is None and _JOINED.fullmatch(sentence[one.end : following.start]):
            found[index] = replace(one, unit=found[index + 1].unit)
    return tuple(found)


def spellings(value: float, unit: Unit) -> tuple[str, ...]:
    """Return common ways to write a number with its unit; `mentions` reads each of them."""
    digits = [f"{value:,.10g}", f"{value:.10g}"]
    words = [in_words(int(value))] if value >= 1 and value == int(value) else []
    endings = {
        "km2": (" sq km", " km²", " square kilometres"),
        "km2_per_day": (" sq km a day", " km² per day"),
        "percent": (" percent", " per cent", "%"),
        "ratio": (" times", "-fold"),
    }.get(unit, ("",))
    numbers = dict.fromkeys(digits + words)
    spelled = [number + ending for ending in endings for number in numbers]
    return tuple(spelled + (["half"] if (value, unit) == (50, "percent") else []))


def _each(sentence: str) -> Iterator[Mention]:
    for number in _NUMBER.finditer(sentence):
        value = _value(number)
        if number["count"] or number["half"]:
            unit: str | None = "percent"
        elif number["multiple"]:
            unit = "ratio"
        else:
            following = _FOLLOWING.match(sentence, number.end())
            unit = following.lastgroup if following else None
        yield Mention(value, unit, number.start(), number.end())


def _value(number: re.Match[str]) -> float:
    if number["digits"]:
        plain = re.sub("[, ']", "", number["digits"])
        scale = (number["scale"] or "").strip().lower()
        return float(plain) * (_SHORT | SCALES).get(scale, 1)
    if number["count"] or number["half"]:
        return 100 * _COUNTS[(number["count"] or "a").lower()] / _PARTS[(number["part"] or "half").lower()]
    if number["halved"]:
        return SCALES[number["halved"].lower()] / 2
    if number["multiple"]:
        return _MULTIPLES[number["multiple"].lower()[:5]]
    return float(value_in_words(number["fold"] or number["words"]))
