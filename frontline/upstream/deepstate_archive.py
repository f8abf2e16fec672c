"""DeepState's map back to 2022, from an archive of its snapshots: control, the grey zone, Kursk.

The table of snapshots is derived: geodesic km² by label of 1,359 files (634 MB) of the archive
named below, of which `measure_snapshot` measures any one again.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from frontline.measured import Measurement
from frontline.upstream.geometry import Drawn, areas, features, geometry, polygons, repair
from frontline.upstream.reading import broken, number, read_table
from frontline.upstream.source import Fetched, Fetches, Line, Upstream, UpstreamFile, github, measurements

REPOSITORY = "DanielRose2310/deepstatemaps-history"
COMMIT = "df633a1700680411949934a4345f1af263327377"
RECORDED = dt.date(2025, 8, 5)
SNAPSHOTS = UpstreamFile(
    "deepstate_full_archive/deepstate_snapshots_2022_2025.csv",
    RECORDED,
    "766c22b834555319f1207f3d01ef9a88f3571c679d1dd081e126d079cf964057",
    None,
)
OUTLINES = UpstreamFile(
    "deepstate_full_archive/raw/1735678434.geojson",
    RECORDED,
    "92337bceb98896b7c75291d0c6269d5d30edd3a257f008985a9959268a6e41ec",
    github(REPOSITORY, COMMIT, "deepstate/geojsons/1735678434.geojson"),
)
KURSK = UpstreamFile(  # for maps: what the snapshots draw in Russia, wherever that changed; derived like the table
    "deepstate_full_archive/deepstate_kursk_changes.geojson",
    RECORDED,
    "963305fed60154e863e556e55ddee05917721e9cb17343e566b27c3a37c0fac0",
    None,
)
ORDLO, CRIMEA = "geoJSON.territories.ordlo", "geoJSON.territories.crimea"
OCCUPIED, UNKNOWN = "geoJSON.status.occupied", "geoJSON.status.unknown"
DISMISSED = "geoJSON.status.dismissed"  # by Ukrainian forces

# The map's three labels of control exist from 18 September 2022, but most of the south and east
# carries the label only from the 25th: the table jumps by 45,372 and 5,716 km² on the two days before.
CONTROL_FROM = dt.date(2022, 9, 25)
KURSK_FROM = dt.date(2024, 8, 6)  # what the table has in Russia before that are other objects
NIGHT = dt.timedelta(hours=3)

COLUMNS = {
    "total": "occupied_total_km2",
    "crimea": "crimea_km2",
    "ordlo": "ordlo_km2",
    "grey": "unknown_in_ukraine_km2",
    "held": "ua_held_in_russia_km2",
    "kursk_grey": "unknown_in_russia_km2",
}
LINES = {
    Line("deepstate_archive", "control", "ukraine"): (CONTROL_FROM, ("total",)),
    Line("deepstate_archive", "control", "crimea"): (CONTROL_FROM, ("crimea",)),
    Line("deepstate_archive", "control", "pre2022"): (CONTROL_FROM, ("ordlo",)),
    Line("deepstate_archive", "grey", "ukraine"): (CONTROL_FROM, ("grey",)),
    Line("deepstate_archive", "held", "kursk"): (KURSK_FROM, ("held",)),
    Line("deepstate_archive", "grey", "kursk"): (KURSK_FROM, ("kursk_grey",)),
    Line("deepstate_archive", "held_and_grey", "kursk"): (KURSK_FROM, ("held", "kursk_grey")),
}


@dataclass(frozen=True)
class Snapshot:
    """The map at one moment (UTC), in km² by label."""

    moment: dt.datetime
    km2: dict[str, float]

    @property
    def day(self) -> dt.date:
        """The day that the map shows: what is published before 03:00 UTC still shows the day before.

        So read, 387 of the 388 daily files that the archive reaches show their D−1 or D−2 exactly;
        by calendar day eight of them would show neither.
        """
        return (self.moment - NIGHT).date()


def read(file: Fetched) -> list[Snapshot]:
    """Return the snapshots of the table, in the order of their publication."""
    table = read_table(file, ["ts", *COLUMNS.values()])
    columns = [[number(file, text) for text in table[column]] for column in COLUMNS.values()]
    moments = [dt.datetime.fromtimestamp(number(file, text), dt.UTC) for text in table["ts"]]
    if moments != sorted(moments):
        raise broken(file, "snapshots in the order of their publication", "some out of order")
    rows = zip(*columns, strict=True)
    return [Snapshot(moment, dict(zip(COLUMNS, row, strict=True))) for moment, row in zip(moments, rows, strict=True)]


def measure(files: Fetches, _: Sequence[Measurement]) -> list[Measurement]:
    """Return the rows of `deepstate_archive`: one a day, from the last snapshot that shows it."""
    file = files[SNAPSHOTS.name]
    last = {snapshot.day: snapshot.km2 for snapshot in read(file)}
    rows = []
    for line, (since, labels) in LINES.items():
        values = {day: sum(km2[label] for label in labels) for day, km2 in last.items() if day >= since}
        rows += measurements(line, values, file.recorded)
    return rows


def read_outline(file: Fetched, label: str) -> shapely.Geometry:
    """Return what a raw snapshot draws under a label, as one valid geometry."""
    drawn = _drawn(file, label)
    if not len(drawn.parts):
        raise broken(file, f"polygons named {label}", "none")
    return shapely.union_all(drawn.parts)


def _drawn(file: Fetched, label: str, colour: str | None = None) -> Drawn:
    """Return the polygons that a raw snapshot draws under a label, of all colours or of one."""
    found = [
        geometry(feature, file.name)
        for feature in features(file.path.read_bytes(), file.name)
        for told in [feature["properties"] or {}]
        if label in str(told.get("name", "")).split() and colour in (None, told.get("fill"))
    ]
    return repair(polygons(np.array([one for one in found if one is not None], dtype=object)))


def measure_snapshot(file: Fetched) -> dict[str, float]:
    """Return geodesic km² by label of a raw snapshot, to hold against the table's row.

    What lies in Russia has colours of its own. The table told it by a coarse border instead, which
    takes Tyotkino in Kursk oblast for Ukraine, so `held` lacks 11.36 km² there.
    """
    labels = {
        "ordlo": (ORDLO, None),
        "crimea": (CRIMEA, None),
        "occupied": (OCCUPIED, None),
        "grey": (UNKNOWN, "#bcaaa4"),
        "kursk_grey": (UNKNOWN, "#bdbdbd"),
        "held": (DISMISSED, "#01579b"),
    }
    return {name: float(areas(_drawn(file, *told).parts).sum()) for name, told in labels.items()}


# The widest step since 2023 is 485 km², of what was held or grey in Kursk; of control 203.
UPSTREAM = Upstream(
    "deepstate_archive", ("deepstate_archive",), (SNAPSHOTS,), measure, most_a_day=1000, most_revised=1000, ended=True
)
