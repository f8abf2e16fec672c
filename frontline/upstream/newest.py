"""Which state of a file its repository has now, as GitHub tells: its commit, the day of it, and a checksum."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from frontline.upstream.failure import UpstreamFailure
from frontline.upstream.source import UpstreamFile, codeload, github

API = "https://api.github.com/repos"

Ask = Callable[[str], bytes]


def newest(file: UpstreamFile, ask: Ask) -> UpstreamFile:
    """Return a followed file as of its newest commit, recorded on the commit's day (UTC).

    A single file comes with git's own checksum of it, an archive of a folder with the commit in its
    address alone. `ask` returns what an address answers, or raises `OSError` or `ValueError`. Raises
    `UpstreamFailure` where no usable answer comes.
    """
    if file.follows is None:
        return file
    repository, path = file.follows
    address = f"{API}/{repository}/commits?path={path}&per_page=1"
    try:
        (commit,) = json.loads(ask(address))
        sha, day = str(commit["sha"]), dt.date.fromisoformat(commit["commit"]["committer"]["date"][:10])
        if day <= file.recorded:
            return file  # nothing newer than what this version of the package knows by its sha256
        if file.packed:
            return replace(file, recorded=day, url=codeload(repository, sha))
        address = f"{API}/{repository}/contents/{path}?ref={sha}"
        blob = _text(json.loads(ask(address))["sha"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UpstreamFailure(
            file.name,
            expected=f"GitHub's answer on the newest state of the file, from {address}",
            got=" ".join(str(error).split()) or repr(error),
            advice="try again later (GitHub answers sixty such questions an hour), or name a mirror with --from",
        ) from error
    return replace(file, recorded=day, url=github(repository, sha, path), sha256=None, blob=blob)


def refuse_other_blob(path: Path, blob: str) -> None:
    """Raise `ValueError` where a file is not the one that git knows by this checksum."""
    content = path.read_bytes()
    found = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
    if found != blob:
        raise ValueError(f"git's hash of the downloaded file is {found}, and {blob} was expected")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} where a checksum should be")
    return value
