"""Outlines of Ukraine's oblasts, for statistics; only numbers measured with them are kept (ODbL)."""

import datetime as dt

import numpy as np
import shapely

from frontline.measured import OBLASTS
from frontline.upstream.geometry import features, geometry, polygons, repair
from frontline.upstream.reading import broken
from frontline.upstream.source import Fetched, UpstreamFile, github

REPOSITORY = "zzmy78/maps"
COMMIT = "c88664dc8d66f93a7d56c147083a51ff16bae294"
FILE = UpstreamFile(
    "geoboundaries_ukr/geoBoundaries-UKR-ADM1_simplified.geojson",
    dt.date(2026, 6, 28),
    "4a5947e7497574d51f93255dfa7e03dce0c7acf6ecee52d25773a5205854a399",
    github(REPOSITORY, COMMIT, "geoBoundaries-UKR-ADM1_simplified.geojson"),
)


def read(file: Fetched) -> dict[str, shapely.Geometry]:
    """Return one valid geometry per oblast id; raises `UpstreamFailure` for an unknown or double oblast."""
    outlines: dict[str, shapely.Geometry] = {}
    for feature in features(file.path.read_bytes(), file.name):
        code = str((feature["properties"] or {}).get("shapeISO"))
        drawn = geometry(feature, file.name)
        if code not in OBLASTS or OBLASTS[code] in outlines or drawn is None:
            raise broken(file, "each oblast of Ukraine once, with its ISO 3166-2 id in shapeISO", repr(code))
        parts = repair(polygons(np.array([drawn], dtype=object))).parts
        outlines[OBLASTS[code]] = shapely.union_all(parts)
    if not {"crimea", "kherson"} <= outlines.keys():
        raise broken(file, "Crimea and Kherson among the oblasts", ", ".join(outlines) or "no oblasts")
    return outlines


def divide(outlines: dict[str, shapely.Geometry], crimea: shapely.Geometry) -> dict[str, shapely.Geometry]:
    """Return a partition of Ukraine in which Crimea, with Sevastopol, is what a mapper draws as Crimea.

    DeepState's Crimea ends 41 km² short of the boundary here, on the isthmus. It is taken as drawn,
    so that Crimea is the same 27,174 km² in every series of that mapper; what the boundary gives to
    Crimea beyond it counts as Kherson.
    """
    shared = [outlines[region] for region in ("kherson", "crimea", "sevastopol") if region in outlines]
    divided = {
        region: shapely.difference(outline, crimea)
        for region, outline in outlines.items()
        if region not in ("crimea", "sevastopol")
    }
    return divided | {"kherson": shapely.difference(shapely.union_all(shared), crimea), "crimea": crimea}
