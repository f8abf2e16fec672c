"""ISW's area as The Economist publishes it: one planar figure a day, with its earlier states.

The column holds square metres in EPSG:6381, a transverse Mercator zone made for the country's
western end, 12° to 18° from the front: 3.3% too large on average, 2.3% at Kherson and 4.4% at
Luhansk. Without polygons it cannot be corrected, so it is kept as published.
"""

import datetime as dt
import logging
from collections.abc import Sequence

from frontline.measured import Measurement
from frontline.upstream.reading import day, number, read_table
from frontline.upstream.source import Fetched, Fetches, Line, Upstream, UpstreamFile, github, measurements

REPOSITORY = "TheEconomist/the-economist-ukraine-war-dead-and-wounded-estimates"
COMMIT = "978a24b4abdcca2ca6e89e2158dc5c281ea760ca"
PATH = "source-data/deaths-and-casualties-data/area_assessed_as_controlled_by_russia.csv"
LINE = Line("isw_published", "control_and_advances", "ukraine")
AREA = "area_assessed_as_russia_controlled"

# Each state of the file by the day of its commit. Nothing older than July 2025 is kept anywhere.
_STATES = {
    "2025-07-07": ("946a03c", "acffa19a2afcd37104edccd398517661282aa29bd2beeb1bacfb72b7207a02ad"),
    "2025-07-08": ("5aa278d", "67b27504ea29ac439366b70085f4cfb182824f64601269a5ea80f46153436de4"),
    "2025-09-30": ("fb96e1f", "1334c512c68511e8fc385931614bf923a71a4e9abc6df2a1534dcff64168ae7e"),
    "2025-12-31": ("13a697e", "3b149d826a00df5d9c4e75be400c2f64149f4bf487551e3b854a087fb9579530"),
    "2026-03-31": ("6050e1b", "583bab66265d99da63663d8420b08eb722e4d07607e3af97d1722f1cddeef06b"),
    "2026-06-27": ("d82c881", "6312504de751d3f8350348225413e65e7160e68f9e3d66ff34f8fa06bd5eff86"),
}
FILES = (
    *(
        UpstreamFile(
            f"economist/vintages/{published}.csv",
            dt.date.fromisoformat(published),
            sha256,
            github(REPOSITORY, commit, PATH),
        )
        for published, (commit, sha256) in _STATES.items()
    ),
    UpstreamFile(
        "economist/area_assessed_as_controlled_by_russia.csv",
        dt.date(2026, 8, 22),
        "97f8c0db4ae525d47bac4d1fe6c0068efbc598706f5a11bf7273649691599278",
        github(REPOSITORY, COMMIT, PATH),
        follows=(REPOSITORY, PATH),
    ),
)

log = logging.getLogger(__name__)


def read(file: Fetched) -> dict[dt.date, float]:
    """Return km² by day as one state of the file has them.

    The file has 2026-04-04 twice: the second row repeats the area with a change of zero. The last
    row of a day is kept, as upstream's own next change counts from it; a day whose rows differ is
    logged.
    """
    table = read_table(file, ["date", AREA])
    values: dict[dt.date, float] = {}
    for date, text in zip(table["date"], table[AREA], strict=True):
        on, value = day(file, date), number(file, text) / 1e6
        if round(values.get(on, value), 2) != round(value, 2):
            log.warning("%s: %s stands twice, as %.2f and %.2f km²; the last is kept", file.name, on, values[on], value)
        values[on] = value
    return values


def measure(files: Fetches, _: Sequence[Measurement]) -> list[Measurement]:
    """Return the rows of `isw_published`, each state of the file as it stood."""
    return [row for file in files for row in measurements(LINE, read(file), file.recorded)]


# The widest step since 2023 is 330 km²; the days put right in July 2025 were wrong by up to 2,430.
UPSTREAM = Upstream(
    "economist",
    ("isw_published",),
    FILES,
    measure,
    most_a_day=3000,
    most_revised=3000,
    editions="economist/vintages/*.csv",
)
