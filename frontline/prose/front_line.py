"""What the front-line map says in words: its areas, its finding, its text for who does not see it."""

from collections.abc import Sequence

import shapely

from frontline.analysis.evidence import Evidence
from frontline.analysis.front import Front, km2
from frontline.analysis.windows import day_text
from frontline.ledger import Place
from frontline.prose.words import FEET, area, listed


def areas_told(front: Front) -> list[tuple[str, str, float]]:
    """Return the areas on the map (km²): what, on or between which days, how much."""
    before, after = front.before.day.isoformat(), front.after.day.isoformat()
    between = f"{before} to {after}"
    rows = [
        ("Marked as occupied", before, front.before.level.value),
        ("Marked as occupied", after, front.after.level.value),
        ("Gained", between, km2(front.gained)),
        ("No longer marked", between, km2(front.fallen)),
    ]
    if front.kursk:
        rows += [
            ("Held by Ukraine in Kursk", after, km2(front.kursk.held)),
            ("Of unknown status in Kursk", after, km2(front.kursk.grey)),
            ("Held by Ukraine in Kursk on any day", f"up to {after}", km2(front.kursk.ever_held)),
        ]
    return rows


def title(front: Front, evidence: Evidence) -> str:
    """Return the finding: how much more is marked, in the run's region alone where that is measured."""
    if evidence.region == "kursk" and front.kursk:
        held, ever = area(km2(front.kursk.held)), area(km2(front.kursk.ever_held))
        day = day_text(front.kursk.day)
        return f"Ukraine held {held} of Kursk on {day}, of {ever} held at some time before, on DeepState’s map"
    gained, fallen = km2(front.gained), km2(front.fallen)
    days = f"on {day_text(front.after.day)} than on {day_text(front.before.day)}"
    if round(gained) == 0:
        return f"{front.mapper}’s map marks no ground more as occupied {days}"
    line = evidence.shown("deepstate", "control", evidence.region) if front.mapper == "DeepState" else None
    if evidence.region != "ukraine" and line and line.has(front.before.day) and line.has(front.after.day):
        net = line.level(front.after.day).value - line.level(front.before.day).value
        name = evidence.ledger.regions[evidence.region].name
        more = f"{area(abs(net))} {'more' if net >= 0 else 'less'}"
        return f"{front.mapper}’s map marks {more} of {name} as occupied {days}"
    no_longer = f", and {area(fallen)} no longer" if round(fallen) else ""
    return f"{front.mapper}’s map marks {area(gained)} more as occupied {days}{no_longer}"


def subtitle(front: Front) -> str:
    """Return what is set against what, and what a difference can mean."""
    days = f"{front.mapper}’s map of {day_text(front.after.day)} against that of {day_text(front.before.day)}"
    what = {
        "DeepState": "days ±1",
        "ISW": "the nearest that there are polygons of; control of terrain, without assessed advances",
    }
    return (
        f"{days}, {what[front.mapper]}; ground can change on a map because the front moved or because the mapper "
        "redrew it. Equal-area projection. Crimea: internationally recognised territory of Ukraine, "
        "occupied since 2014."
    )


def source(front: Front) -> str:
    """Return where the polygons and the outlines come from."""
    kursk = f"; Kursk: {FEET['deepstate_archive']}" if front.kursk else ""
    return (
        f"Source: {FEET[front.after.level.series.id]}{kursk}. Outlines: Natural Earth. Polygons from the cache, listed "
        "by sha256 in edition.json."
    )


def alt_text(front: Front, towns: Sequence[Place]) -> str:
    """Return the map in words: its areas, and on which side of the line the towns named lie."""
    told = "; ".join(f"{name} ({days}): {area(value)}" for name, days, value in areas_told(front))
    return f"Map of the front line on {day_text(front.after.day)}. {told}.{_sides(front, towns)}"


def _sides(front: Front, towns: Sequence[Place]) -> str:
    marked = front.after.document.shape
    shapely.prepare(marked)
    inside = [town.name for town in towns if shapely.contains_xy(marked, town.lon, town.lat)]
    outside = [town.name for town in towns if town.name not in inside]
    sides = [
        f"{listed(names)} {'lies' if len(names) == 1 else 'lie'} {where} the marked ground"
        for names, where in ((inside, "inside"), (outside, "outside"))
        if names
    ]
    return f" Of the towns named, {'; '.join(sides)}." if sides else ""
