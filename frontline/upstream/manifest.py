"""What a mirror says of its files: for each the day on which its content was published, and its sha256."""

import datetime as dt
import json
from typing import Any

from frontline.upstream.failure import UpstreamFailure

MANIFEST = "manifest.json"


def parse_manifest(text: bytes | None) -> dict[str, dict[str, Any]]:
    """Return `recorded` and `sha256` of each file that a manifest lists; none where there is no manifest.

    Without one the files of a mirror must be those that this version of the package knows. Raises
    `UpstreamFailure` for a manifest that cannot be used.
    """
    if text is None:
        return {}
    try:
        return {
            name: {"recorded": dt.date.fromisoformat(entry["recorded"]), "sha256": _sha256(entry["sha256"])}
            for name, entry in json.loads(text)["files"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UpstreamFailure(
            MANIFEST,
            expected='{"files": {NAME: {"recorded": "YYYY-MM-DD", "sha256": "…"}}}',
            got=repr(error),
            advice="repair the manifest of the mirror, or remove it if the mirror holds the files known here "
            "(data/README.md says how a mirror is laid out)",
        ) from error


def _sha256(text: str) -> str:
    if len(text) != 64:
        raise ValueError(f"{text!r} where a sha256 of 64 digits should be")
    return text.lower()
