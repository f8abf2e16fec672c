"""What was measured: series of areas and losses, each row with the day it was recorded."""

from frontline.measured.checking import problems
from frontline.measured.corrections import Correction
from frontline.measured.covering import coverage_of
from frontline.measured.dated import Dated, Moments, as_dates
from frontline.measured.distances import distance_address, load_distances
from frontline.measured.errors import MissingMeasurement
from frontline.measured.known import Measured
from frontline.measured.load import load_measured
from frontline.measured.once import Once
from frontline.measured.regions import OBLASTS
from frontline.measured.rows import PLACE, Distance, Measurement, Quantity, Series, Unit
from frontline.tables import Row

TABLES: dict[str, tuple[type[Row], tuple[str, ...]]] = {
    "series": (Series, ("id",)),
    "measured": (Measurement, PLACE),
    "distances": (Distance, ("series", "place", "day")),
    "corrections": (Correction, ("series", "region", "day", "expected")),
}
"""The tables of the measured side: name, row class, primary key."""

__all__ = [
    "OBLASTS",
    "TABLES",
    "Correction",
    "Dated",
    "Distance",
    "Measured",
    "Measurement",
    "MissingMeasurement",
    "Moments",
    "Once",
    "Quantity",
    "Series",
    "Unit",
    "as_dates",
    "coverage_of",
    "distance_address",
    "load_distances",
    "load_measured",
    "problems",
]
