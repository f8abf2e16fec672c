"""ISW's layers as areas a day: control of terrain, assessed advances, and what was regained in Kursk.

`daily_areas.json` holds geodesic km² of the full drawings. The polygons that the same upstream
shows (its Kursk change points) are simplified for display: their geodesic areas, which we measured,
differ from the daily file by 0.1 to 4% (48.6 for 47.55, 555.4 for 553.81), while ISW's own totals
(593 km² in December 2024) come out of the daily file to the unit. So every day is taken from the
daily file.
"""

import datetime as dt
import logging
from collections.abc import Sequence

from frontline.measured import Measurement
from frontline.upstream.reading import broken, day, number, read_records
from frontline.upstream.source import Fetched, Fetches, Line, Upstream, UpstreamFile, github, measurements

REPOSITORY = "sdspieg/war-datasets-dashboard"
COMMIT = "cc9e7eb5ca3a84b75e2b0fb751ccad6d9f3d2bf9"
PATH = "data/daily_areas.json"
FILE = UpstreamFile(
    "isw_war_datasets_dashboard/daily_areas.json",
    dt.date(2026, 2, 3),
    "4fecb4a796123191713e94625a8bf472666adfd4dee31d9762236fe4c3a618d1",
    github(REPOSITORY, COMMIT, PATH),
    follows=(REPOSITORY, PATH),
)
TERRITORY = "isw_war_datasets_dashboard/territory_geojson"
DRAWN = {  # for maps: days of control of terrain whose polygons, simplified for display, were pinned; sha256
    "2023-12-07": "cb0158adbb41de46ec6abbf84f8772b70b0e400f9e99426dadc7f5a0c1aa1327",
    "2024-08-29": "98ac20d563caef7b13391f942335efefa53a2b245e4c6502c8e665ee5b52e2ed",
    "2024-11-03": "3c36fa96073a802ab2b6da0ff288a7a424aae6f15ce7b9ce2f7b019be2df7b7f",
    "2024-11-24": "9fe894548bb6d8b9cb2efcdf33d8996ab62ae5f259aff7bfacfecf8fb7bfa85c",
}
CONTROL, ADVANCES, KURSK = "ukraine_control_map", "russian_advances", "kursk_russian_advances"

log = logging.getLogger(__name__)


def read(file: Fetched) -> dict[str, dict[dt.date, float]]:
    """Return km² by layer and day; days after the file's own day (upstream has a 2202) are dropped."""
    layers: dict[str, dict[dt.date, float]] = {CONTROL: {}, ADVANCES: {}, KURSK: {}}
    impossible = 0
    for record in read_records(file, {"date": str, "layerType": str, "areaKm2": (int, float)}):
        on, layer = day(file, record["date"]), record["layerType"]
        if on > file.recorded:
            impossible += 1
        elif layer in layers:
            layers[layer][on] = number(file, record["areaKm2"])
    if impossible:
        log.warning("%s: %d records are dated after %s and were dropped", file.name, impossible, file.recorded)
    empty = [layer for layer, values in layers.items() if not values]
    if empty:
        raise broken(file, f"areas of the layers {', '.join(layers)}", f"none of {', '.join(empty)}")
    return {layer: dict(sorted(values.items())) for layer, values in layers.items()}


def measure(files: Fetches, _: Sequence[Measurement]) -> list[Measurement]:
    """Return the rows of `isw_layers` and `isw_kursk`.

    Control plus advances is given only for days that have both; advances lie outside control, so
    the two areas add up.
    """
    rows = []
    for file in files:
        layers = read(file)
        control, advances = layers[CONTROL], layers[ADVANCES]
        both = {on: control[on] + advances[on] for on in control if on in advances}
        rows += measurements(Line("isw_layers", "control", "ukraine"), control, file.recorded)
        rows += measurements(Line("isw_layers", "advances", "ukraine"), advances, file.recorded)
        rows += measurements(Line("isw_layers", "control_and_advances", "ukraine"), both, file.recorded)
        rows += measurements(Line("isw_kursk", "regained", "kursk"), layers[KURSK], file.recorded)
    return rows


def _drawn(date: str, sha256: str) -> UpstreamFile:
    address = github(REPOSITORY, COMMIT, f"data/territory_geojson/{date}.geojson")
    return UpstreamFile(f"{TERRITORY}/{date}.geojson", FILE.recorded, sha256, address)


# The widest steps, 1,654 km² and 1,664 back, are a known fault of one day.
UPSTREAM = Upstream(
    "isw_layers",
    ("isw_layers", "isw_kursk"),
    (FILE,),
    measure,
    most_a_day=3000,
    most_revised=3000,
    drawn=tuple(_drawn(date, sha256) for date, sha256 in DRAWN.items()),
)
