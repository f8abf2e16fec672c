"""DeepState's map as a polygon a day, measured whole and by oblast.

Each file is one multipolygon: what DeepState draws as occupied, with Crimea and the parts of
Donetsk and Luhansk oblasts held since 2014; not the grey zone, and nothing that Ukraine held in
Kursk. Neighbouring days share most of their sides, so a day is measured by what changed.
"""

import datetime as dt
import logging
import re
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from frontline.measured import Measurement
from frontline.upstream import deepstate_archive, geoboundaries
from frontline.upstream.deepstate_dates import Dated, date_files
from frontline.upstream.documents import Memory
from frontline.upstream.failure import BROKEN, UpstreamFailure
from frontline.upstream.geometry import Floats
from frontline.upstream.reading import broken
from frontline.upstream.source import Fetched, Fetches, Line, Upstream, UpstreamFile, codeload, measurements

REPOSITORY = "cyterat/deepstate-map-data"
COMMIT = "e904719a6726c7e6b5d6e87a7701e1b77b18e554"
FILE = UpstreamFile(
    "deepstate_daily/deepstate_daily_geojson.tar.xz",
    dt.date(2026, 8, 22),
    "1689c51ada76acad4889ee44dd11f1b05380f8560478d788eccfd1d3e244a3a3",
    codeload(REPOSITORY, COMMIT),
    packed=True,
    follows=(REPOSITORY, "data"),
)
MEMBER = re.compile(r"(?:^|/)data/deepstatemap_data_(\d{4})(\d\d)(\d\d)\.geojson$")

# Always given, so that a gain has a base; another oblast is given from the first day that it has any area.
FRONT = ("crimea", "dnipropetrovsk", "donetsk", "kharkiv", "kherson", "luhansk", "mykolaiv", "sumy", "zaporizhzhia")

# DeepState and geoBoundaries draw the land border with Russia differently by slivers, 53 to 59 km² on
# 110,000 (Luhansk 40, Donetsk 17, Kharkiv 2); more than a thousandth would be another kind of error.
TOLERANCE = 0.001

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Measured:
    """Areas of the daily files in km² (one row a file): whole, held before 2022 beside Crimea, and by region."""

    dates: list[dt.date]
    whole: Floats
    pre2022: Floats
    regions: dict[str, Floats]


def read(file: Fetched) -> dict[dt.date, bytes]:
    """Return the daily files by their dates, sorted; dates after the archive's own day are dropped."""
    found: dict[dt.date, bytes] = {}
    try:
        with tarfile.open(file.path) as archive:
            for member in archive:
                match = MEMBER.search(member.name)
                held = archive.extractfile(member) if match else None
                if match and held:
                    found[_date(file, member.name, match)] = held.read()
    except (tarfile.TarError, OSError, EOFError) as error:
        raise broken(file, "a tar archive of data/deepstatemap_data_YYYYMMDD.geojson", str(error)) from error
    kept = {date: found[date] for date in sorted(found) if date <= file.recorded}
    if len(kept) < len(found):
        log.warning("%s: %d files are dated after %s, dropped", file.name, len(found) - len(kept), file.recorded)
    if not kept:
        raise broken(file, "daily files data/deepstatemap_data_YYYYMMDD.geojson", "none")
    return kept


def measure_days(files: Fetches) -> Measured:
    """Measure the daily files whole and by region; `pre2022` is an outline beside the others."""
    outlines = outlines_of(files)
    memory = Memory.of(files.memory, outlines)
    days = read(files[FILE.name])
    documents = {f"{FILE.name}: {date}": document for date, document in days.items()}
    km2 = memory.measure(documents, list(outlines.values()))
    by_name = dict(zip(outlines, km2.T[1:], strict=True))
    measured = Measured(list(days), km2[:, 0], by_name.pop("pre2022"), by_name)
    reconcile(measured)
    memory.keep()
    return measured


def reconcile(measured: Measured) -> None:
    """Raise `UpstreamFailure` where a file has no area, or its regions do not add up to the whole."""
    together = np.sum(list(measured.regions.values()), axis=0)
    for date, whole, parts in zip(measured.dates, measured.whole, together, strict=True):
        if whole <= 0 or abs(whole - parts) > TOLERANCE * whole:
            raise UpstreamFailure(
                f"{FILE.name}: {date}",
                expected=f"regions that add up to the whole within {TOLERANCE:.1%}",
                got=f"{parts:,.1f} km² of {whole:,.1f}, {whole - parts:+,.1f} km² apart",
                advice=BROKEN,
            )
    log.info("outside every oblast: %.1f to %.1f km²", *(f(measured.whole - together) for f in (np.min, np.max)))


def measure(files: Fetches, known: Sequence[Measurement]) -> list[Measurement]:
    """Return the rows of `deepstate`, each recorded on its file's date.

    Two files can show one day, when the later one still holds the map of D−2: the later counts,
    and as its rows are recorded later it gets rows of its own only where the area differs. A file
    that upstream has changed since it was measured tells what was published on the archive's day.
    """
    measured = measure_days(files)
    archive = {
        row.day: row.value
        for row in known
        if (row.series, row.quantity, row.region) == ("deepstate_archive", "control", "ukraine")
    }
    dated = date_files(dict(zip(measured.dates, measured.whole.tolist(), strict=True)), archive)
    rows = [row for place, one in enumerate(dated) for row in _rows(measured, place, one)]
    told = {row.place: row.value for row in known if row.series == "deepstate"}
    published = files[FILE.name].recorded
    return [
        row if told.get(row.place, row.value) == row.value else row.model_copy(update={"recorded": published})
        for row in rows
    ]


def _rows(measured: Measured, place: int, dated: Dated) -> list[Measurement]:
    values = {"ukraine": measured.whole[place], "pre2022": measured.pre2022[place]}
    for region, km2 in measured.regions.items():
        if region in FRONT or km2[: place + 1].max() >= 0.005:
            values[region] = km2[place]
    return [
        row
        for region, value in values.items()
        for row in measurements(Line("deepstate", "control", region), {dated.day: value}, dated.file)
    ]


def outlines_of(files: Fetches) -> dict[str, shapely.Geometry]:
    """Return the oblasts and `pre2022`, by region."""
    snapshot = files[deepstate_archive.OUTLINES.name]
    crimea = deepstate_archive.read_outline(snapshot, deepstate_archive.CRIMEA)
    pre2022 = deepstate_archive.read_outline(snapshot, deepstate_archive.ORDLO)
    oblasts = geoboundaries.divide(geoboundaries.read(files[geoboundaries.FILE.name]), crimea)
    return oblasts | {"pre2022": pre2022}


def _date(file: Fetched, name: str, match: re.Match[str]) -> dt.date:
    try:
        return dt.date(*map(int, match.groups()))
    except ValueError as error:
        raise broken(file, "members named by a date", name) from error


# The widest step is 116 km², a redraw.
UPSTREAM = Upstream(
    "deepstate",
    ("deepstate",),
    (FILE, deepstate_archive.OUTLINES, geoboundaries.FILE),
    measure,
    most_a_day=1000,
    most_revised=1000,
    whole_states=False,
    needs=("deepstate_archive",),
    drawn=(FILE, deepstate_archive.KURSK),
)
