"""Markdown as Jupyter writes it, parsed into tokens that both kinds of page are set from."""

import html
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import mistune
from mistune.plugins.footnotes import footnotes
from mistune.plugins.formatting import strikethrough
from mistune.plugins.math import math, math_in_list, math_in_quote
from mistune.plugins.table import table, table_in_list, table_in_quote
from mistune.plugins.task_lists import task_lists
from mistune.plugins.url import url

from frontline.pages.inline_html import paired
from frontline.pages.page import Token

_ENVIRONMENT = (
    r"^ {0,3}(?P<environment_text>\\begin\{(?P<env_name>[a-zA-Z]+\*?)\}[\s\S]*?\\end\{(?P=env_name)\})[ \t]*(?:\n|$)"
)
_PARENTHESES = r"\\\\\((?P<parenthesis_text>.+?)\\\\\)"
_BRACKETS = r"\\\\\[(?P<bracket_text>[\s\S]+?)\\\\\]"


def parse(text: str, attachments: Mapping[str, Mapping[str, str]] | None = None, notes: str = "") -> list[Token]:
    """Return the tokens of a cell's Markdown.

    `attachments` are the cell's own, by name and media type; an image that uses one gets it as a `data:` address.
    `notes` keeps the footnotes of one cell apart from those of another.
    """
    parsed, _ = _parser().parse(text)
    assert isinstance(parsed, list)  # a parser without renderer returns tokens
    tokens = list(_tidied(parsed))
    referred: set[str] = set()
    for token in walk(tokens):
        if token["type"] == "image":
            _describe(token, attachments or {})
        elif token["type"] in ("footnote_ref", "footnote_item"):
            name = f"{notes}{token['attrs']['index']}"
            token["attrs"] |= {"id": name, "first": name not in referred}
            referred.add(name)
    return tokens


def walk(tokens: list[Token]) -> Iterator[Token]:
    """Yield every token, parents before children."""
    for token in tokens:
        yield token
        yield from walk(token.get("children", []))


def plain(tokens: list[Token]) -> str:
    """Return the words of tokens without their marks."""
    return "".join(_plain(token) for token in tokens)


def _plain(token: Token) -> str:
    if token["type"] in ("softbreak", "linebreak"):
        return " "
    if token["type"] == "image":
        return str(token["attrs"].get("alt", plain(token.get("children", []))))
    if "children" in token:
        return plain(token["children"])
    return str(token["raw"]) if token["type"] in ("text", "codespan", "inline_math", "block_math") else ""


def _tidied(tokens: list[Token], inside: bool = False) -> Iterator[Token]:
    for token in paired(tokens):
        if token["type"] == "text":
            yield {**token, "raw": html.unescape(token["raw"])}
        elif token["type"] == "heading" and (inside or not plain(token["children"]).strip()):
            yield from _emphatic(token)
        elif "children" in token:
            yield {**token, "children": list(_tidied(token["children"], inside=True))}
        elif token["type"] != "blank_line":
            yield token


def _emphatic(heading: Token) -> Iterator[Token]:
    """Yield a heading inside a quote or a list, or one without words, as a paragraph in bold: it heads no part."""
    children = list(_tidied(heading["children"], inside=True))
    if children:
        yield {"type": "paragraph", "children": [{"type": "strong", "children": children}]}


def _describe(token: Token, attachments: Mapping[str, Mapping[str, str]]) -> None:
    attrs = token.setdefault("attrs", {})
    attrs.setdefault("alt", plain(token.get("children", [])))
    address = str(attrs.get("url", ""))
    if address.startswith("attachment:"):
        kinds = attachments.get(address.removeprefix("attachment:"), {})
        for media, data in kinds.items():
            attrs["url"] = f"data:{media};base64,{''.join(data.split())}"


def _equations(md: mistune.Markdown) -> None:
    """Read the equations that Jupyter knows beside dollars: bare environments and doubly escaped brackets."""
    md.block.register("environment", _ENVIRONMENT, _block_environment, before="list")
    md.inline.register("parenthesis_math", _PARENTHESES, _inline_parentheses, before="escape", start_chars="\\")
    md.inline.register("bracket_math", _BRACKETS, _inline_brackets, before="escape", start_chars="\\")


def _block_environment(_block: Any, match: re.Match[str], state: Any) -> int:
    state.append_token({"type": "block_math", "raw": match.group("environment_text")})
    return match.end()


def _inline_parentheses(_inline: Any, match: re.Match[str], state: Any) -> int:
    state.append_token({"type": "inline_math", "raw": match.group("parenthesis_text")})
    return match.end()


def _inline_brackets(_inline: Any, match: re.Match[str], state: Any) -> int:
    state.append_token({"type": "block_math", "raw": match.group("bracket_text")})
    return match.end()


@cache
def _parser() -> mistune.Markdown:
    plugins = [table, table_in_quote, table_in_list, math, math_in_quote, math_in_list, _equations]
    return mistune.create_markdown(renderer=None, plugins=[*plugins, footnotes, strikethrough, task_lists, url])
