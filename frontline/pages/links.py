"""Where a link leads: to a number's address, to a heading, out of the page, or nowhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from frontline.pages.headings import slug
from frontline.pages.page import Page

_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCHEMES = ("http", "https", "mailto", "tel", "ftp")
_KEPT = "!#$%&'()*+,-./:;=?@[]_~"
_WRITTEN = re.compile(r"\[([^\]]+)\]\((#n-[^)\s]+|https?://[^)\s]+)\)")


@dataclass(frozen=True)
class Target:
    """The end of a link: an id in this page or an address out of it."""

    kind: Literal["number", "heading", "outside"]
    name: str


def target(address: str, page: Page) -> Target | None:
    """Return where an address leads, None where it leads nowhere or where following it would act."""
    if address.startswith("#"):
        name = address[1:]
        if name in page.numbers:
            return Target("number", name)
        known = next((anchor for anchor in (name, slug(name)) if anchor in page.anchors), None)
        return Target("heading", known) if known else None
    safe = safe_address(address)
    return Target("outside", safe) if safe else None


def safe_address(address: str) -> str | None:
    """Return an address as it may stand in a link, None where its scheme is none of those that only lead somewhere."""
    scheme = _SCHEME.match(address)
    if scheme and scheme.group(1).lower() not in _SCHEMES:
        return None
    return quote(address.strip().encode("utf-8", "replace"), safe=_KEPT) or None


def written(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield the parts of plain text with the address of each, for links written as `[words](address)`."""
    last = 0
    for found in _WRITTEN.finditer(text):
        if found.start() > last:
            yield text[last : found.start()], None
        yield found.group(1), found.group(2)
        last = found.end()
    if last < len(text):
        yield text[last:], None
