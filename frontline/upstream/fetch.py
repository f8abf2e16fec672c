"""Get the files of an upstream: from their public addresses, or from a folder or server that mirrors them."""

import hashlib
import logging
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pooch
import requests

from frontline.tables import CallerMistake, cache_folder
from frontline.upstream.failure import UpstreamFailure
from frontline.upstream.manifest import MANIFEST, parse_manifest
from frontline.upstream.newest import newest, refuse_other_blob
from frontline.upstream.source import Fetched, Fetches, Upstream, UpstreamFile

Downloader = Callable[[str, str, object], None]

TRIES = 3
TIMEOUT = 60  # seconds without an answer

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Mirror:
    """A folder or server that keeps upstream files by their names; `place` None is the public addresses.

    `manifest` is what the mirror's own manifest says of its files, by name.
    """

    place: str | None
    cache: Path
    manifest: Mapping[str, Any]
    progress: bool = False

    @classmethod
    def at(cls, place: Path | str | None, *, progress: bool = False) -> "Mirror":
        """Return the mirror at a folder or URL, with its manifest read.

        Raises `CallerMistake` for a folder that is not there, `UpstreamFailure` for a broken manifest.
        """
        text = None if place is None else str(place).rstrip("/")
        mirror = cls(text, cache_folder(), {}, progress)
        if text is not None and not mirror._is_url and not Path(text).is_dir():
            raise CallerMistake(
                "no such mirror to refresh from",
                expected="a folder, or an address that starts with http:// or https://",
                got=text,
            )
        return replace(mirror, manifest=parse_manifest(mirror._manifest()))

    def fetch(self, upstream: Upstream) -> Fetches:
        """Fetch every file of an upstream; raises `UpstreamFailure` naming the first that cannot be had."""
        files = tuple(Fetched(file.name, self._get(file), file.recorded) for file in self._files(upstream))
        return Fetches(files, memory=self.cache)

    @property
    def _is_url(self) -> bool:
        return self.place is not None and "://" in self.place

    def _files(self, upstream: Upstream) -> Iterator[UpstreamFile]:
        listed = dict(self.manifest)
        for file in upstream.files:
            entry = listed.pop(file.name, None)
            if entry is not None:
                yield replace(file, **entry)
            elif self.place is None:
                yield newest(file, self._ask)
            elif not (self.manifest and upstream.editions and fnmatch(file.name, upstream.editions)):
                yield file
        if upstream.editions:
            for name, entry in listed.items():
                if fnmatch(name, upstream.editions):
                    yield UpstreamFile(name=name, url=None, **entry)

    def _get(self, file: UpstreamFile) -> Path:
        if self.place is not None and not self._is_url:
            return _checked(Path(self.place) / file.name, file)
        if self.place is None and file.url is None:
            raise UpstreamFailure(
                file.name,
                expected="a public address",
                got="a table derived from the upstream's many files, which has none",
                advice="refresh from a folder that holds it (--from); the rows measured from it earlier stay",
            )
        return self._download(file, file.url if self.place is None else f"{self.place}/{file.name}")

    def _download(self, file: UpstreamFile, url: str | None) -> Path:
        unkept = file.sha256 is None or (self.place is None and file.packed)
        known = None if unkept else f"sha256:{file.sha256}"
        name = f"{_short(url)}-{Path(file.name).name}" if unkept else file.name
        files = pooch.create(
            path=self.cache,
            base_url="",
            registry={name: known},
            urls={name: url},
            retry_if_failed=TRIES - 1,
        )
        pooch.get_logger().setLevel("WARNING")  # it would print to the terminal; the progress bar is enough
        try:
            return Path(files.fetch(name, downloader=self._downloader(file.blob)))
        except (requests.RequestException, ValueError, OSError) as error:
            raise UpstreamFailure(
                file.name,
                expected=f"{url} with sha256 {file.sha256}" if known else f"{url}, whole",
                got=f"{' '.join(str(error).split())} ({TRIES} tries)",
                advice="try again later; if upstream has moved or changed the file, pin its new commit and sha256",
            ) from error

    def _downloader(self, blob: str | None = None) -> Downloader:
        def fetch(url: str, output_file: str, files: object) -> None:
            with ExitStack() as answers:  # pooch leaves open what a server answers with an error

                def close_at_last(answer: requests.Response, **_: Any) -> None:
                    answers.callback(answer.close)

                hooks = {"response": close_at_last}
                pooch.HTTPDownloader(progressbar=self.progress, timeout=TIMEOUT, hooks=hooks)(url, output_file, files)
            _refuse_page(Path(output_file))
            if blob:
                refuse_other_blob(Path(output_file), blob)

        return fetch

    def _ask(self, url: str) -> bytes:
        """Return what an address answers; raises `OSError` (as requests' errors are) or `ValueError`."""
        with tempfile.TemporaryDirectory() as folder:
            answer = Path(folder) / "answer"
            self._downloader()(url, str(answer), None)
            return answer.read_bytes()

    def _manifest(self) -> bytes | None:
        if self.place is None:
            return None
        if not self._is_url:
            path = Path(self.place) / MANIFEST
            return path.read_bytes() if path.is_file() else None
        try:
            return self._ask(f"{self.place}/{MANIFEST}")
        except (OSError, ValueError) as error:
            log.info("no %s at %s: the files must be those that are known here (%s)", MANIFEST, self.place, error)
            return None  # a mirror needs none; whether it answers at all shows with the first file


def _short(url: str | None) -> str:
    return hashlib.sha256(str(url).encode()).hexdigest()[:12]


def _refuse_page(path: Path) -> None:
    """Raise `ValueError` for a page of HTML, which servers send with status 200 where something is wrong."""
    with path.open("rb") as file:
        start = file.read(200).lstrip()
    if start[:9].lower() == b"<!doctype" or start[:5].lower() == b"<html":
        raise ValueError(f"a page of HTML, which begins {start[:60].decode('utf-8', 'replace')!r}")


def _checked(path: Path, file: UpstreamFile) -> Path:
    """Return a file of a folder once it is known to be the file meant."""
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise UpstreamFailure(
            file.name,
            expected=f"a readable file {path}",
            got=error.strerror or str(error),
            advice="lay the folder out like the upstreams' mirror (data/README.md), or leave --from away",
        ) from error
    if found != file.sha256:
        raise UpstreamFailure(
            file.name,
            expected=f"sha256 {file.sha256}",
            got=f"sha256 {found}",
            advice=f"fetch the file again; if it is newer on purpose, say so in {MANIFEST} beside it, with its day",
        )
    return path
