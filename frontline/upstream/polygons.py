"""The polygons that maps are drawn from, as a refresh has kept them in the cache.

No polygon of a mapper is in the repository or in a committed edition: an edition with a front-line
map lists each document it was drawn from by its sha256.
"""

import datetime as dt
import hashlib
import tarfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import shapely

from frontline.tables import Kept, RunFailure, kept_files
from frontline.upstream import deepstate_archive, deepstate_daily, isw_layers
from frontline.upstream.failure import BROKEN, UpstreamFailure
from frontline.upstream.geometry import features, geometry, polygons, read_polygons, repair

DAILY = deepstate_daily.FILE.name
KURSK = deepstate_archive.KURSK.name
TERRITORY = f"{isw_layers.TERRITORY}/"
AGAIN = "frontline refresh isw_layers deepstate_archive deepstate"


@dataclass(frozen=True)
class Document:
    """The polygons of one document: what it draws (degrees, WGS 84), and the document's own address."""

    shape: shapely.Geometry
    file: str
    sha256: str
    recorded: dt.date

    def input(self) -> dict[str, str]:
        """Return the document as an input of an edition."""
        return {"file": self.file, "sha256": self.sha256, "recorded": self.recorded.isoformat()}


@dataclass(frozen=True)
class KurskMap:
    """What a mapper draws in Kursk from a moment on: held by Ukraine, and of unknown status."""

    moment: dt.datetime
    held: shapely.Geometry
    grey: shapely.Geometry


def kept_dates(mapper: str) -> list[dt.date]:
    """Return the dates of a mapper's maps in the cache, sorted; none where none is kept."""
    return sorted(_isw()) if mapper == "ISW" else _daily_dates()


def maps_of(mapper: str, dates: Collection[dt.date]) -> dict[dt.date, Document]:
    """Return the polygons of a mapper's maps by their dates; raises `RunFailure` for what is not kept whole."""
    found = _isw_maps(dates) if mapper == "ISW" else _daily_maps(dates)
    lacking = sorted(set(dates) - found.keys())
    if lacking:
        raise RunFailure(f"the cache has no polygons of {mapper} dated {lacking[0]}; fill it again: {AGAIN}")
    return found


def _isw() -> dict[dt.date, Kept]:
    named = {name.removeprefix(TERRITORY): one for name, one in kept_files().items() if name.startswith(TERRITORY)}
    return {dt.date.fromisoformat(name.removesuffix(".geojson")): one for name, one in named.items()}


def _isw_maps(dates: Collection[dt.date]) -> dict[dt.date, Document]:
    kept = {date: _whole(one.name) for date, one in _isw().items() if date in dates}
    return {date: _document(one.name, one.recorded, one.path.read_bytes()) for date, one in kept.items()}


def _daily_dates() -> list[dt.date]:
    if DAILY not in kept_files():
        return []
    with _opened(_whole(DAILY)) as archive:
        return sorted(date for member in archive if (date := _date(member)))


def _daily_maps(dates: Collection[dt.date]) -> dict[dt.date, Document]:
    found: dict[dt.date, Document] = {}
    with _opened(_whole(DAILY)) as archive:
        for member in archive:
            date = _date(member)
            held = archive.extractfile(member) if date in dates else None
            if date and held:
                found[date] = _document(f"{DAILY}: {date}", date, held.read())
    return found


def kursk_maps() -> tuple[list[KurskMap], dict[str, str]] | None:
    """Return what is drawn in Kursk at each change, and the document it comes from; None where it is not kept."""
    if KURSK not in kept_files():
        return None
    kept = _whole(KURSK)
    drawn: dict[int, dict[str, list[shapely.Geometry]]] = {}
    for feature in features(kept.path.read_bytes(), KURSK):
        try:
            moment, status = int(feature["properties"]["ts"]), str(feature["properties"]["status"])
        except (KeyError, TypeError, ValueError) as error:
            raise UpstreamFailure(
                KURSK, expected="features with ts and status", got=repr(error), advice=BROKEN
            ) from error
        shape = geometry(feature, KURSK)
        if shape is not None:
            drawn.setdefault(moment, {}).setdefault(status, []).append(shape)
    maps = [
        KurskMap(
            dt.datetime.fromtimestamp(moment, dt.UTC), _union(by.get("ua_held", ())), _union(by.get("unknown", ()))
        )
        for moment, by in sorted(drawn.items())
    ]
    return maps, {"file": KURSK, "sha256": kept.sha256, "recorded": kept.recorded.isoformat()}


def _whole(name: str) -> Kept:
    kept = kept_files().get(name)
    if kept is None:
        raise RunFailure(f"the cache holds no {name}; fill it: {AGAIN}")
    if hashlib.sha256(kept.path.read_bytes()).hexdigest() != kept.sha256:
        raise RunFailure(f"{kept.path} is not what was put there; fill the cache again: {AGAIN}")
    return kept


@contextmanager
def _opened(kept: Kept) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(kept.path) as archive:
            yield archive
    except (tarfile.TarError, OSError, EOFError) as error:
        raise RunFailure(f"{kept.path} cannot be read ({error}); fill the cache again: {AGAIN}") from error


def _date(member: tarfile.TarInfo) -> dt.date | None:
    match = deepstate_daily.MEMBER.search(member.name)
    return dt.date(*map(int, match.groups())) if match else None


def _document(name: str, recorded: dt.date, content: bytes) -> Document:
    drawn = read_polygons([content], [name])
    return Document(shapely.union_all(drawn.parts), name, hashlib.sha256(content).hexdigest(), recorded)


def _union(shapes: Iterable[shapely.Geometry]) -> shapely.Geometry:
    return shapely.union_all(repair(polygons(np.array(list(shapes), dtype=object))).parts)
