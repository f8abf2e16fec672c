"""Which way a paragraph runs: as its first letter with a direction does."""

import re

from frontline.pages.markdown import plain
from frontline.pages.page import Token

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")


def is_right_to_left(tokens: list[Token]) -> bool:
    """Say whether the first letter of tokens is of a script that runs from right to left."""
    letter = _LETTER.search(plain(tokens))
    return bool(letter and RIGHT_TO_LEFT.match(letter.group()))
