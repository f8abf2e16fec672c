"""How far towns lie from what DeepState marks as occupied, a row a town and day: `data/distances.csv`.

Measured from the polygons that a refresh has kept in the cache; only the distances are committed. A file shows the
day that `measured.csv` has found for it.

    python -m frontline.upstream.distances
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import shapely
from pyproj import Transformer

from frontline.ledger import Place, load_ledger
from frontline.measured import Distance, Measurement
from frontline.tables import find_root, read_rows, write_rows
from frontline.upstream.polygons import maps_of

SERIES, MAPPER = "deepstate", "DeepState"


def distance_km(place: Place, shape: shapely.Geometry) -> float:
    """Return the distance of a town from a shape (degrees, WGS 84) in km to a tenth; 0 inside.

    Measured on an azimuthal equidistant plane around the town, on which distances from it are true.
    """
    plane = f"+proj=aeqd +lat_0={place.lat} +lon_0={place.lon} +ellps=WGS84 +units=km"
    project = Transformer.from_crs("EPSG:4326", plane, always_xy=True)
    flat = shapely.transform(shape, lambda corners: np.column_stack(project.transform(*corners.T)))
    return round(float(shapely.distance(shapely.Point(0, 0), flat)), 1)


def measure(places: Sequence[Place], shown: dict[dt.date, dt.date]) -> Iterator[Distance]:
    """Yield the distance of each place on each day; `shown` maps a file's date to the day that it shows."""
    maps = maps_of(MAPPER, shown.keys())
    for file, day in sorted(shown.items()):
        shape = maps[file].shape
        for place in places:
            yield Distance(series=SERIES, place=place.id, day=day, km=distance_km(place, shape), recorded=file)


def write_distances(root: Path) -> int:
    """Measure every town of `places.csv` anew and write the table; return how many rows it has."""
    rows = read_rows(root / "data" / "measured.csv", Measurement)
    latest = {
        row.day: row.recorded
        for row in rows
        if (row.series, row.quantity, row.region) == (SERIES, "control", "ukraine")
    }
    towns = [place for place in load_ledger(root).places.values() if place.region != "kursk"]
    measured = sorted(measure(towns, {file: day for day, file in latest.items()}), key=lambda row: (row.place, row.day))
    write_rows(root / "data" / "distances.csv", Distance, measured)
    return len(measured)


if __name__ == "__main__":
    write_distances(find_root())
