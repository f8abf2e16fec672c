"""What a line may not part: a number and its unit or bound, a day and its month, the two ends of a range."""

import re

SPACE, JOINER = "\N{NO-BREAK SPACE}", "\N{WORD JOINER}"

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_PARTED = re.compile(rf"(?<=\d) (?=(?:km²?|{_MONTHS})\b|km²)|(?<=\bbelow) (?=[−\d])")
_DASHED = re.compile(f"{SPACE}–{SPACE}")


def unbroken(text: str) -> str:
    """Return text whose plain spaces before a unit or a month hold, and whose ranges set with such spaces do.

    A line may break after a dash even where a no-break space follows (UAX 14, LB12a): a joiner forbids it.
    """
    return _DASHED.sub(f"{SPACE}–{JOINER}{SPACE}", _PARTED.sub(SPACE, text))
