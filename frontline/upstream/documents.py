"""Areas of documents of polygons: each document is measured once, and remembered by its sha256."""

import contextlib
import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyproj
import shapely

from frontline.tables import RunFailure, write_bytes
from frontline.upstream.geometry import Drawn, Floats, areas, by_region, read_polygons
from frontline.upstream.plain_maps import read_maps
from frontline.upstream.succession import Overlapping, measure_succession

METHOD = 1  # counts up when documents are measured in another way
TOOLS = (METHOD, shapely.__version__, shapely.geos_version_string, pyproj.__version__)

log = logging.getLogger(__name__)


def measure_documents(documents: Sequence[bytes], names: Sequence[str], outlines: Sequence[shapely.Geometry]) -> Floats:
    """Return geodesic km², one row a document: the whole, then within each outline.

    Maps that are plain and valid are measured by what changes between them; any other GeoJSON is read
    and repaired as it needs, which takes several times longer and gives the same areas to 1e-7 km².
    """
    if not documents:
        return np.zeros((0, 1 + len(outlines)))
    maps = read_maps(documents)
    if maps is not None:
        with contextlib.suppress(Overlapping):
            return measure_succession(maps, outlines)
    log.info("%d documents are not all plain and valid: each is read and repaired as it needs", len(documents))
    return measure_polygons(read_polygons(documents, names), len(documents), outlines)


def measure_polygons(drawn: Drawn, count: int, outlines: Sequence[shapely.Geometry]) -> Floats:
    """Return km² of `count` documents from their polygons, each different one of which is measured once."""
    _, first, same = np.unique(shapely.to_wkb(drawn.parts), return_index=True, return_inverse=True)
    parts = drawn.parts[first]
    inside = np.column_stack([areas(parts), by_region(parts, outlines)])
    km2 = np.zeros((count, inside.shape[1]))
    np.add.at(km2, drawn.owner, inside[same.ravel()])
    return km2


@dataclass
class Memory:
    """Areas of documents by sha256, as measured with one set of outlines; kept in a file, or not at all."""

    path: Path | None
    km2: dict[str, list[float]] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path | None, outlines: Mapping[str, shapely.Geometry]) -> "Memory":
        """Return what a folder remembers of these outlines: nothing, where it holds no readable file of them."""
        if folder is None:
            return cls(None)
        told = [
            *map(str, TOOLS),
            *(f"{name} {shapely.to_wkb(outline, hex=True)}" for name, outline in outlines.items()),
        ]
        path = folder / "areas" / f"{hashlib.sha256(' '.join(told).encode()).hexdigest()[:16]}.json"
        try:
            held = json.loads(path.read_bytes())
            wide = len(outlines) + 1
            return cls(path, {sha256: row for sha256, row in held.items() if len(row) == wide})
        except (OSError, ValueError, TypeError, AttributeError):
            return cls(path)

    def measure(self, documents: Mapping[str, bytes], outlines: Sequence[shapely.Geometry]) -> Floats:
        """Return geodesic km² of named documents, as `measure_documents`, which sees only the new ones."""
        if self.path is None:
            return measure_documents(list(documents.values()), list(documents), outlines)
        digests = {name: hashlib.sha256(document).hexdigest() for name, document in documents.items()}
        new = [name for name, digest in digests.items() if digest not in self.km2]
        log.info("%d of %d documents are new and are measured", len(new), len(documents))
        rows = measure_documents([documents[name] for name in new], new, outlines)
        self.km2 |= {digests[name]: row for name, row in zip(new, rows.tolist(), strict=True)}
        return np.array([self.km2[digest] for digest in digests.values()])

    def keep(self) -> None:
        """Write what is remembered; a cache that cannot be written costs time alone, so it is logged."""
        if self.path is None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(self.path, json.dumps(self.km2).encode())
        except (OSError, RunFailure) as error:
            log.warning("areas are not remembered: %s", error)
