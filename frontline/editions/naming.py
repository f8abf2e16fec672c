"""The name of an edition: its day, and whatever else was asked for."""

import hashlib
from collections.abc import Mapping
from urllib.parse import quote

LONGEST = 120
_DIGITS = 16


def edition_name(values: Mapping[str, object], defaults: Mapping[str, object]) -> str:
    """Return the as-of date, then each value that differs from its default, in the order of `defaults`.

    Characters beyond letters, digits and `-._~` are percent-encoded. A name longer than 120 is cut and
    ends in a hash of the whole.
    """
    parts = [
        f"{name}={quote(str(values[name]), safe='')}"
        for name in defaults
        if name != "as_of" and name in values and values[name] != defaults[name]
    ]
    name = "+".join([str(values["as_of"]), *parts])
    if len(name) <= LONGEST:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:_DIGITS]
    return f"{name[: LONGEST - _DIGITS - 1].rstrip('%')}~{digest}"
