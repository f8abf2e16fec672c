"""The front line on two days, and the ground between them, from a mapper's polygons in the cache."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from frontline.analysis.evidence import Evidence
from frontline.analysis.series import ONE_DAY, Level, MeasuredSeries
from frontline.tables import CallerMistake, RunFailure
from frontline.upstream.deepstate_archive import NIGHT
from frontline.upstream.geometry import areas
from frontline.upstream.polygons import AGAIN, Document, kept_dates, kursk_maps, maps_of

# The polygons drawn are those measured. Joined to one shape, DeepState's keep their area; the ISW polygons that an
# upstream shows are simplified for display and have 0.05 to 0.07% more than the full ones that it measures.
SAME = {"DeepState": 1e-5, "ISW": 2e-3}
LINES = {"DeepState": "deepstate", "ISW": "isw_layers"}  # the first whose polygons the run may show is drawn


class NoPolygons(CallerMistake):
    """A front-line map is asked for, and the cache holds no polygons for its days."""


@dataclass(frozen=True)
class MapOfDay:
    """What a mapper marks as occupied on a day (degrees, WGS 84), with the measured level."""

    level: Level
    document: Document

    @property
    def day(self) -> dt.date:
        """The day that the map shows."""
        return self.level.measured_on


@dataclass(frozen=True)
class KurskGround:
    """Kursk on a day: held by Ukraine, of unknown status, and held by Ukraine on any day until then."""

    day: dt.date
    held: shapely.Geometry
    grey: shapely.Geometry
    ever_held: shapely.Geometry


@dataclass(frozen=True)
class Front:
    """The front line on two days; `inputs` are the documents it is drawn from."""

    before: MapOfDay
    after: MapOfDay
    kursk: KurskGround | None
    inputs: tuple[Mapping[str, str], ...]

    @property
    def mapper(self) -> str:
        """Who draws the line."""
        return self.after.level.series.mapper

    @property
    def gained(self) -> shapely.Geometry:
        """Ground that the later map marks as occupied and the earlier does not."""
        return shapely.make_valid(shapely.difference(self.after.document.shape, self.before.document.shape))

    @property
    def fallen(self) -> shapely.Geometry:
        """Ground that the earlier map marks as occupied and the later does not."""
        return shapely.make_valid(shapely.difference(self.before.document.shape, self.after.document.shape))


def km2(shape: shapely.Geometry) -> float:
    """Return the geodesic area of a shape in degrees."""
    return float(areas(np.array([shape], dtype=object))[0])


def front(evidence: Evidence) -> Front:
    """Return the front line on `as_of` and on the eve of `since`, each the nearest earlier day with polygons.

    Where the polygons begin after `since`, so does the map. Raises `NoPolygons` where the cache holds
    none, `RunFailure` where it holds others than were measured.
    """
    lines = (evidence.shown(series, "control", "ukraine") for series in LINES.values())
    line = next((one for one in lines if one is not None), None)
    dates = frozenset(kept_dates(line.mapper)) if line else frozenset()
    if line is None or not dates:
        raise NoPolygons(
            "a front-line map needs the polygons of a mapper, which are not in the cache",
            expected="a refreshed cache",
            example=AGAIN,
        )
    last = _level(line, min(evidence.as_of, line.last), dates)
    eve = max(evidence.since - ONE_DAY, line.first)
    first = _level(line, min(eve, line.last), dates) or _first(line, dates)
    if last is None or first is None:
        raise NoPolygons(
            f"no polygons of {line.mapper} are in the cache for any day up to {evidence.as_of}",
            expected=f"one of {min(dates)} to {max(dates)}",
            got=str(evidence.as_of),
            example=AGAIN,
        )
    return _drawn(first, last, evidence)


def _drawn(first: Level, last: Level, evidence: Evidence) -> Front:
    documents = maps_of(last.series.mapper, {_file(first), _file(last)})
    before, after = (MapOfDay(level, documents[_file(level)]) for level in (first, last))
    for one in (before, after):
        _require_measured(one)
    found = _kursk(evidence, after.day)
    kursk, more = found or (None, ())
    inputs = {one.document.file: one.document.input() for one in (before, after)}
    return Front(before, after, kursk, (*inputs.values(), *more))


def _file(level: Level) -> dt.date:
    """Return the date of the map behind a level: DeepState's daily file is dated by the day it was recorded."""
    if level.series.mapper == "ISW":
        return level.measured_on
    return dt.date.fromisoformat(str(level.input()["recorded"]))


def _level(line: MeasuredSeries, day: dt.date, dates: frozenset[dt.date]) -> Level | None:
    while line.has(day):
        level = line.level(day)
        if _file(level) in dates:
            return level
        day = level.measured_on - ONE_DAY
    return None


def _first(line: MeasuredSeries, dates: frozenset[dt.date]) -> Level | None:
    levels = (line.level(moment.date()) for moment in line.values.index)
    return next((level for level in levels if _file(level) in dates), None)


def _require_measured(one: MapOfDay) -> None:
    drawn = km2(one.document.shape)
    if abs(drawn - one.level.value) > SAME[one.level.series.mapper] * drawn:
        raise RunFailure(
            f"the polygons in the cache for {one.day} have {drawn:,.1f} km², measured were {one.level.value:,.1f}; "
            f"refresh both: {AGAIN}"
        )


def _kursk(evidence: Evidence, day: dt.date) -> tuple[KurskGround, tuple[Mapping[str, str], ...]] | None:
    held = evidence.shown("deepstate_archive", "held", "kursk")
    kept = kursk_maps() if held is not None and held.has(day) else None
    if kept is None:
        return None
    maps, document = kept
    until = [one for one in maps if (one.moment - NIGHT).date() <= day]
    if not until:
        return None
    ever = shapely.union_all([one.held for one in until])
    return KurskGround(day, until[-1].held, until[-1].grey, ever), (document,)
