"""What a line may not part: a number and its unit, a day and its month, a range, a sign and its operand; URLs."""

import re

SPACE, JOINER = "\N{NO-BREAK SPACE}", "\N{WORD JOINER}"

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_PARTED = re.compile(
    rf" (?:(?<=\d )(?=(?:km²?|{_MONTHS})\b|km²)|(?<=\bbelow )(?=[−\d])|(?<=\S )(?=[–—] )"
    r"|(?<= [−+×÷] )(?=[\w(])|(?<=© )(?=\w))"
)
_RANGE = re.compile(r"–(?<=\d–)(?=\d)")  # apart from others, so that its first letter is quick to find
_DATE = r"\b\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?\b"
_HOST = r"\b[a-z0-9]+(?:-[a-z0-9]+)+(?:\.[a-z]{2,})+\b"

URL = re.compile(r"(https?://[^\s<>]+)")
HYPHENED = re.compile(rf"(?P<url>https?://[^\s<>]+)|(?P<date>{_DATE})|(?P<host>{_HOST})")
"""A URL, a date as ISO 8601 writes it, the name of a host: browsers would part them at any hyphen."""
_JOINT = re.compile(r"(?<=[^:/]/)|(?<=[.-])")


def unbroken(text: str) -> str:
    """Return text whose plain spaces before a unit, month or dash and after a sign hold, as do ranges set with such.

    A line may break after a dash even where a no-break space follows (UAX 14, LB12a): a joiner forbids it.
    """
    held = _PARTED.sub(SPACE, text).replace(f"{SPACE}–{SPACE}", f"{SPACE}–{JOINER}{SPACE}")
    return _RANGE.sub(f"–{JOINER}", held).replace("km²/day", f"km²/{JOINER}day")


def pieces(url: str) -> list[str]:
    """Return a URL in the pieces between which a line may part it: after a slash, a hyphen, a full stop."""
    return [piece for piece in _JOINT.split(url) if piece]
