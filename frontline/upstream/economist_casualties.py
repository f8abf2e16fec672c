"""The Economist's estimate of Russian casualties (killed and wounded, cumulative), with its 95% interval."""

import datetime as dt
from collections.abc import Sequence

from frontline.measured import Measurement
from frontline.upstream.economist import COMMIT, REPOSITORY
from frontline.upstream.reading import day, number, read_table
from frontline.upstream.source import Fetched, Fetches, Line, Upstream, UpstreamFile, github, measurements

COLUMNS = {
    "estimate": Line("economist_casualties", "casualties_estimate", "theatre", "people"),
    "ci_lower": Line("economist_casualties", "casualties_low", "theatre", "people"),
    "ci_upper": Line("economist_casualties", "casualties_high", "theatre", "people"),
}
PATH = "output-data/tracker/meta-estimate-casualties.csv"
FILE = UpstreamFile(
    "economist/meta-estimate-casualties.csv",
    dt.date(2026, 8, 22),
    "71dd1b50904224b5cd75bbb8e40f2af6e649bc6f132c32bdd63a4b3a781d26a6",
    github(REPOSITORY, COMMIT, PATH),
    follows=(REPOSITORY, PATH),
)


def read(file: Fetched, column: str) -> dict[dt.date, float]:
    """Return people by day, the oldest first; the newest row upstream is a placeholder without numbers."""
    table = read_table(file, ["date", "type", "country", *COLUMNS])
    table = table[(table["country"] == "russia") & (table["type"] == "casualties") & (table[column] != "NA")]
    return {
        day(file, date): number(file, text) for date, text in sorted(zip(table["date"], table[column], strict=True))
    }


def measure(files: Fetches, _: Sequence[Measurement]) -> list[Measurement]:
    """Return the rows of `economist_casualties`: the estimate and both ends of its interval."""
    return [
        row
        for file in files
        for column, line in COLUMNS.items()
        for row in measurements(line, read(file, column), file.recorded)
    ]


# The model is refitted every day, so past days move; the widest step of an interval's end is 4,372 people.
UPSTREAM = Upstream(
    "economist_casualties", ("economist_casualties",), (FILE,), measure, most_a_day=15_000, most_revised=300_000
)
