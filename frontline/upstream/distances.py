"""How far towns lie from what DeepState marks as occupied, a row a town and day: `data/distances.csv`.

Measured from the polygons that a refresh has kept in the cache; only the distances are committed. A file shows the
day that `measured.csv` has found for it.

    python -m frontline.upstream.distances
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import shapely
from pyproj import Transformer

from frontline.ledger import Place, load_ledger
from frontline.measured import Distance, Measurement
from frontline.measured.distances import FILE
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


def measure(places: Sequence[Place], shown: Mapping[dt.date, dt.date]) -> Iterator[Distance]:
    """Yield the distance of each place on each day; `shown` maps a file's date to the day that it shows."""
    maps = maps_of(MAPPER, shown.keys()) if shown else {}
    for file, day in sorted(shown.items()):
        for place in places:
            km = distance_km(place, maps[file].shape)
            yield Distance(series=SERIES, place=place.id, day=day, km=km, recorded=file)


def write_distances(root: Path) -> int:
    """Measure every town of `places.csv` in what is new, and write the table; return how many rows it gained.

    Raises `RunFailure` where the cache lacks the polygons of a day.
    """
    path = root / "data" / FILE
    known = read_rows(path, Distance) if path.is_file() else []
    towns = [place for place in load_ledger(root).places.values() if place.region != "kursk"]
    told = {(row.place, row.day): row for row in known if row.place in {town.id for town in towns}}
    new: dict[tuple[str, dt.date], Distance] = {}
    shown = _days(root)
    for town in towns:
        seen = {(row.day, row.recorded) for row in told.values() if row.place == town.id}
        lacking = {file: day for day, file in shown.items() if (day, file) not in seen}
        new |= {(row.place, row.day): row for row in measure([town], lacking)}
    if new or len(told) < len(known):
        write_rows(path, Distance, [row for _, row in sorted((told | new).items())])
    return len(new)


def _days(root: Path) -> dict[dt.date, dt.date]:
    """Return the days that the daily files show, each with the date of the last file that shows it."""
    rows = read_rows(root / "data" / "measured.csv", Measurement)
    whole = (SERIES, "control", "ukraine")
    return {row.day: row.recorded for row in rows if (row.series, row.quantity, row.region) == whole}


if __name__ == "__main__":
    write_distances(find_root())
