"""Pictures: bytes from outputs, `data:` addresses and files beside the notebook; nothing is fetched."""

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from frontline.pages.page import Picture

EXTENSIONS = {
    "image/svg+xml": "svg",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
}
"""The media types that browsers and the PDF compiler both draw, in order of preference, and their file endings."""


def from_bundle(data: Mapping[str, Any], media: str, alt: str) -> Picture | None:
    """Return the picture of one media type in an output; None where its data are no base64."""
    content = text_of(data[media])
    if media == "image/svg+xml":
        return Picture(media, content.encode("utf-8", "replace"), alt)
    return _decoded(media, content, alt)


def from_address(address: str, alt: str, folder: Path | None = None) -> Picture | None:
    """Return the picture behind a `data:` address or a relative path inside `folder`; None for any other."""
    if address.startswith("data:"):
        return _from_data(address, alt)
    if folder is None or ":" in address or address.startswith(("/", "#", "?")):
        return None
    path = (folder / unquote(address.partition("?")[0].partition("#")[0])).resolve()
    media = next(
        (media for media, end in EXTENSIONS.items() if path.suffix.lower().replace("jpeg", "jpg") == f".{end}"), ""
    )
    if not media or not path.is_relative_to(folder.resolve()) or not path.is_file():
        return None
    return Picture(media, path.read_bytes(), alt)


def as_data(picture: Picture) -> str:
    """Return the picture as a `data:` address."""
    return f"data:{picture.media};base64,{base64.b64encode(picture.data).decode()}"


def text_of(value: Any) -> str:
    """Return a text of a notebook, which may be stored as a list of lines."""
    return "".join(map(str, value)) if isinstance(value, list) else str(value)


def _from_data(address: str, alt: str) -> Picture | None:
    head, comma, body = address.removeprefix("data:").partition(",")
    media, *options = head.lower().split(";")
    if not comma or media not in EXTENSIONS:
        return None
    if "base64" in options:
        return _decoded(media, unquote(body), alt)
    return Picture(media, unquote_to_bytes(body), alt)


def _decoded(media: str, content: str, alt: str) -> Picture | None:
    try:
        data = base64.b64decode("".join(content.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    return Picture(media, data, alt) if data else None
