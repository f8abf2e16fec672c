"""Parameters that are each well formed, checked against one another and against what the data cover."""

import datetime as dt
from typing import TYPE_CHECKING, TypeVar

from frontline.parameters.front_line import front_line_polygons
from frontline.parameters.opened import Opened
from frontline.parameters.refusals import OutsideCoverage, UnknownName, example, listed, nearest
from frontline.parameters.surroundings import MAPPED, Surroundings
from frontline.parameters.typed import LATEST, as_typed
from frontline.tables import Coverage

if TYPE_CHECKING:
    from frontline.parameters.base import Parameters

P = TypeVar("P", bound="Parameters")


def settle(asked: P, place: Surroundings) -> P:
    """Return parameters whose names are canonical and whose days are covered, or refuse them."""
    region = _region(asked.region, place)
    chosen = _chosen(asked, region, place)
    covered = [place.coverage[series] for series in chosen if series in MAPPED] or [
        place.coverage[series] for series in chosen
    ]
    as_of = _as_of(asked.as_of, covered)
    _require_since_before(asked.since, as_of)
    changed: dict[str, object] = {"region": region, "as_of": as_of}
    if "article" in type(asked).model_fields:
        changed["article"] = _article(getattr(asked, "article"), place)  # noqa: B009 - only one model has it
    canonical = asked.model_copy(update=changed)
    values = {name: as_typed(getattr(canonical, name)) for name in type(asked).model_fields}
    since = max(asked.since, min(one.first for one in covered))
    polygons = front_line_polygons(asked, as_of, place) if values.get("map") == "front_line" else {}
    opened = Opened(place.root, chosen, _notes(asked.since, since, place.names[region]), values, polygons)
    known_on = _known_on(asked.known_on, covered, [place.coverage[series] for series in chosen])
    return canonical.settled(opened, since=since, known_on=known_on)


def _region(asked: str, place: Surroundings) -> str:
    found = place.regions.get(asked.strip().lower())
    if found is None:
        close = nearest(asked, place.regions)
        close = place.regions[close] if close else None
        raise UnknownName(
            f"no region is called {asked!r}",
            expected=listed(sorted(set(place.regions.values()))),
            got=repr(asked),
            nearest=close,
            example=example("region", close or "ukraine"),
        )
    return found


def _article(asked: str, place: Surroundings) -> str:
    if asked not in place.articles:
        close = nearest(asked, place.articles) or place.articles[0]
        raise UnknownName(
            f"no article {asked!r} has claims",
            expected=listed(place.articles),
            got=repr(asked),
            nearest=close,
            example=example("article", close),
        )
    return asked


def _chosen(asked: "Parameters", region: str, place: Surroundings) -> tuple[str, ...]:
    chosen = place.series(asked.series, region)
    if chosen and (set(chosen) & set(MAPPED) or not asked.needs_mapper):
        return chosen
    regions = place.covered_regions(asked.series)
    elsewhere = asked.series != "all" and set(place.series("all", region)) & set(MAPPED)
    close = ("all", region) if elsewhere else (asked.series, nearest(region, regions) or "ukraine")
    raise OutsideCoverage(
        f"series={asked.series} has no rows for region={region}, on any day",
        expected=f"a region of series={asked.series}: {listed(regions)}" if regions else "a series with rows",
        got=f"series={asked.series} region={region}",
        nearest=f"series={close[0]} region={close[1]}",
        example=f"frontline render -p series={close[0]} -p region={close[1]}",
    )


def _as_of(asked: dt.date, covered: list[Coverage]) -> dt.date:
    first, last = min(one.first for one in covered), max(one.last for one in covered)
    if asked == LATEST:
        return last
    if not first <= asked <= last:
        close = min(max(asked, first), last)
        raise OutsideCoverage(
            f"as_of={asked} is outside every chosen series",
            expected=f"a day from {first} to {last}",
            got=str(asked),
            nearest=str(close),
            example=example("as_of", close),
        )
    return asked


def _require_since_before(since: dt.date, as_of: dt.date) -> None:
    if since > as_of:
        raise OutsideCoverage(
            "since is after as_of",
            expected=f"a day up to {as_of}",
            got=str(since),
            nearest=str(as_of),
            example=f"frontline render -p since={as_of.replace(month=1, day=1)} -p as_of={as_of}",
        )


def _known_on(asked: dt.date, covered: list[Coverage], chosen: list[Coverage]) -> dt.date:
    first = min(one.recorded_first for one in covered)
    if asked == LATEST:
        return max(one.recorded_last for one in chosen)
    if asked < first:
        raise OutsideCoverage(
            f"nothing of the chosen series was recorded by known_on={asked}",
            expected=f"a day from {first}, or latest",
            got=str(asked),
            nearest=str(first),
            example=example("known_on", first),
        )
    return asked


def _notes(asked: dt.date, since: dt.date, region: str) -> tuple[str, ...]:
    if asked == since:
        return ()
    began = f"the chosen series that measure {region} begin on {_day(since)}, and so does this edition"
    return (f"Asked to begin on {_day(asked)}; {began}.",)


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B} {day.year}"
