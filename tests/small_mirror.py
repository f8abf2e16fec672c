"""A small mirror of every upstream, invented, with the oddities of the real files in it."""

import datetime as dt
import hashlib
import io
import json
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import shapely

from frontline.upstream.geometry import areas

SHARED = Path(__file__).parents[1].parent / "shared" / "upstream"

AREA = "economist/area_assessed_as_controlled_by_russia.csv"
VINTAGE = "economist/vintages/2024-11-10.csv"
CASUALTIES = "economist/meta-estimate-casualties.csv"
LAYERS = "isw_war_datasets_dashboard/daily_areas.json"
PERSONNEL = "general_staff_losses/russia_losses_personnel.json"
CORRECTION = "general_staff_losses/russia_losses_equipment_correction.json"
SNAPSHOTS = "deepstate_full_archive/deepstate_snapshots_2022_2025.csv"
OUTLINES = "deepstate_full_archive/raw/1735678434.geojson"
DAILY = "deepstate_daily/deepstate_daily_geojson.tar.xz"
OBLASTS = "geoboundaries_ukr/geoBoundaries-UKR-ADM1_simplified.geojson"

RECORDED = {VINTAGE: "2024-11-10", SNAPSHOTS: "2024-11-13", OUTLINES: "2024-11-13"}
LATER = "2024-11-30"

NULL: dict[str, Any] = {"type": "Feature", "properties": {}, "geometry": None}


def box(west: float, south: float, east: float, north: float) -> shapely.Geometry:
    """Return a cell of the graticule whose sides have vertices often enough to lie on the parallels."""
    return shapely.segmentize(shapely.box(west, south, east, north), 0.02)


CRIMEA = box(33, 44.4, 36, 45.9)  # as the mapper draws it: short of the boundary at 46
ORDLO = box(38, 47, 39, 48)
STEPS = [box(37.5, 47, 38, 47.0 + 0.1 * step) for step in range(1, 7)]  # each map holds 0.1° more of Donetsk


def feature(shape: shapely.Geometry, **properties: Any) -> dict[str, Any]:
    """Return a GeoJSON feature, with heights as some upstreams have them."""
    return {"type": "Feature", "properties": properties, "geometry": json.loads(shapely.to_geojson(shape))}


def collection(*features: dict[str, Any]) -> bytes:
    """Return a GeoJSON document."""
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def controlled(step: int) -> shapely.Geometry:
    """Return the map after a number of steps: Crimea, what was held before, and a growing strip."""
    return shapely.union_all([CRIMEA, ORDLO, STEPS[step]])


def daily(maps: Mapping[str, bytes]) -> bytes:
    """Return an archive of daily files by their dates (YYYYMMDD)."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:xz") as archive:
        for date, document in maps.items():
            member = tarfile.TarInfo(f"data/deepstatemap_data_{date}.geojson")
            member.size = len(document)
            archive.addfile(member, io.BytesIO(document))
    return buffer.getvalue()


def economist(rows: Mapping[str, float], double: str | None = None) -> bytes:
    """Return the area file: m² by day, one day perhaps twice."""
    lines = [f"{day},{area * 1e6}" for day, area in rows.items()]
    lines += [line for line in lines if double and line.startswith(double)]
    return "\n".join(["date,area_assessed_as_russia_controlled", *sorted(lines)]).encode()


def layers() -> bytes:
    """Return areas by layer: a day without advances, a day dated 2202, a layer that is not measured."""
    rows = [
        ("2024-11-01", "ukraine_control_map", 100.25),
        ("2024-11-01", "russian_advances", 10.5),
        ("2024-11-02", "ukraine_control_map", 101),
        ("2024-11-01", "russian_claimed", 7.0),
        ("2202-02-02", "ukraine_control_map", 5.0),
        ("2024-11-01", "kursk_russian_advances", 3.33),
    ]
    return json.dumps([{"date": day, "layerType": layer, "areaKm2": km2} for day, layer, km2 in rows]).encode()


def snapshots(rows: Mapping[str, float]) -> bytes:
    """Return the table of snapshots: total km² by moment (UTC, without its zone)."""
    names = (
        "ts,occupied_total_km2,crimea_km2,ordlo_km2,unknown_in_ukraine_km2,ua_held_in_russia_km2,unknown_in_russia_km2"
    )
    lines = [
        f"{dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC).timestamp():.0f},{km2},40,20,5.5,7.25,1.5"
        for moment, km2 in rows.items()
    ]
    return "\n".join([names, *lines]).encode()


def files(archive: Mapping[str, float]) -> dict[str, bytes]:
    """Return the content of every file of the mirror; `archive` is total km² by moment."""
    oblasts = {
        "UA-14": box(37, 47, 39, 49),
        "UA-65": box(32, 46, 35, 47),
        "UA-43": box(33, 44.5, 36, 46),
        "UA-40": box(33, 44.4, 36, 44.5),
    }
    label = "Окуповано /// Occupied /// "
    return {
        AREA: economist({"2024-11-08": 100.0, "2024-11-09": 102.5, "2024-11-10": 103.0}, double="2024-11-09"),
        VINTAGE: economist({"2024-11-08": 100.0, "2024-11-09": 101.0}),
        CASUALTIES: b"date,estimate,ci_lower,ci_upper,type,country\n2024-11-11,NA,NA,NA,casualties,russia\n"
        b"2024-11-10,20.4,10.6,30,casualties,russia\n2024-11-09,19,10,29,casualties,russia\n",
        LAYERS: layers(),
        PERSONNEL: json.dumps(
            [{"date": "2024-11-09", "personnel": 700}, {"date": "2024-11-10", "personnel": 950}]
        ).encode(),
        CORRECTION: json.dumps(
            [{"date": "2024-11-09", "personnel": 0}, {"date": "2024-11-10", "personnel": 200}]
        ).encode(),
        SNAPSHOTS: snapshots(archive),
        OUTLINES: collection(
            feature(CRIMEA, name=label + "geoJSON.territories.crimea"),
            feature(ORDLO, name=label + "geoJSON.territories.ordlo"),
            feature(shapely.Point(30, 50), name="a point"),
            NULL,
        ),
        OBLASTS: collection(*(feature(outline, shapeISO=code) for code, outline in oblasts.items())),
        DAILY: daily({}),
    }


def content(days: int = 4) -> dict[str, bytes]:
    """Return a whole mirror: daily maps that grow, and an archive that has the same areas a day earlier."""
    shapes = [controlled(step) for step in range(days)]
    total = areas(np.array(shapes, dtype=object)).tolist()
    moments = {f"2024-11-{8 + step:02} 20:10:00": total[step] for step in range(days)}
    maps = {f"202411{9 + step:02}": collection(feature(shape)) for step, shape in enumerate(shapes)}
    return files(moments) | {DAILY: daily(maps)}


def empty_clone(root: Path) -> Path:
    """Make a clone that nothing has been measured in."""
    data = root / "data"
    data.mkdir(parents=True)
    (data / "datapackage.json").write_text(json.dumps({"resources": [{"name": "measured", "path": "measured.csv"}]}))
    (data / "measured.csv").touch()
    return root


def write(folder: Path, content: Mapping[str, bytes]) -> Path:
    """Write a mirror with its manifest, and return the folder."""
    listed = {}
    for name, data in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        listed[name] = {"recorded": RECORDED.get(name, LATER), "sha256": hashlib.sha256(data).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps({"files": listed}))
    return folder


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None: ...


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine and give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
