"""Paragraphs and sentences, counted from 1: where a locator such as `p9s1` points.

A paragraph ends in sentence punctuation; a heading, a byline, a timestamp or a caption that does not is no
paragraph. So a changed header moves no locator.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

Paragraphs = tuple[tuple[str, ...], ...]

# Wider lines than this are not broken to fit a page: each is a paragraph by itself.
WIDEST_WRAPPED = 120

_END = re.compile(r"[.!?][\"')\]]*$")
_STOP = re.compile(r"([.!?]+)[\"')\]]*\s+(?=[\"'(\[]*(\w))")
_NUMBERED = frozenset(("no", "nos", "art", "p", "pp", "fig"))
_SHORTENED = (
    "dr mr mrs ms prof rev hon gen lt col maj capt sgt cpl brig adm cmdr gov sen rep pres st mt ft vs etc "
    "sq approx ca cf est inc ltd co corp dept jan feb mar apr jun jul aug sep sept oct nov dec"
)
_ABBREVIATIONS = frozenset(_SHORTENED.split())


def paragraphs(text: str) -> Paragraphs:
    """Split plain text (`article.plain_text`) into paragraphs, each a tuple of its sentences."""
    return tuple(_sentences(block) for block in _blocks(text) if _END.search(block))


def locator(paragraph: int, sentence: int) -> str:
    """Return the locator of a sentence, both numbers from 1."""
    return f"p{paragraph}s{sentence}"


def position(located: str) -> tuple[int, int]:
    """Return paragraph and sentence of a locator."""
    paragraph, sentence = located.removeprefix("p").split("s")
    return int(paragraph), int(sentence)


def _blocks(text: str) -> Iterator[str]:
    """Yield lines that belong together: up to a blank one, or to one that ends a sentence if lines are not wrapped."""
    groups = [
        [" ".join(line.split()) for line in group.split("\n") if line.strip()]
        for group in re.split(r"\n[^\S\n]*\n", text)
    ]
    groups = [group for group in groups if group]
    wrapped = len(groups) > 1 and _wrapped(groups)
    for group in groups:
        block: list[str] = []
        for line in group:
            block.append(line)
            if not wrapped and _END.search(line):
                yield " ".join(block)
                block = []
        if block:
            yield " ".join(block)


def _wrapped(groups: list[list[str]]) -> bool:
    """Tell whether lines were broken to fit a width: then no line could have taken the next one's first word."""
    widest = max(len(line) for group in groups for line in group)
    breaks = [(line, following) for group in groups for line, following in pairwise(group)]
    filled = all(len(line) + 1 + len(following.split(" ")[0]) > widest for line, following in breaks)
    return widest <= WIDEST_WRAPPED and filled


def _sentences(block: str) -> tuple[str, ...]:
    starts = [0, *(stop.end() for stop in _STOP.finditer(block) if _ends_sentence(block, stop)), len(block)]
    return tuple(block[start:end].strip() for start, end in pairwise(starts))


def _ends_sentence(block: str, stop: re.Match[str]) -> bool:
    marks, following = stop.groups()
    if not (following.isupper() or following.isdigit()):
        return False
    if marks != ".":
        return True
    word = re.split(r"[\s(\[\"']", block[: stop.start()])[-1].lower()
    if word in _NUMBERED:
        return not following.isdigit()
    initial = len(word) == 1 and word.isalpha()
    return not (initial or "." in word or word in _ABBREVIATIONS)
