"""What a front-line map needs before a kernel starts: a day old enough, and polygons in the cache."""

import datetime as dt
from typing import TYPE_CHECKING

from frontline.parameters.refusals import Embargoed, MissingPolygons, OutsideCoverage, example
from frontline.parameters.surroundings import Surroundings
from frontline.tables import cache_folder, kept_files

if TYPE_CHECKING:
    from frontline.parameters.base import Parameters

DRAWN = "deepstate"
REFRESH = "frontline refresh deepstate_archive deepstate"


def front_line_polygons(asked: "Parameters", as_of: dt.date, place: Surroundings) -> dict[str, str]:
    """Return the files that the map is drawn from, with their sha256; raises a `CallerMistake` where it cannot be."""
    _require_mapper(asked, place)
    _require_old_enough(asked, as_of)
    first = place.coverage[DRAWN].first
    if as_of < first:
        raise OutsideCoverage(
            f"there are no polygons for a front-line map of {as_of}",
            expected=f"a day from {first}",
            got=str(as_of),
            nearest=str(first),
            example=f"{example('as_of', first)} -p map=front_line",
        )
    kept = {name: one.sha256 for name, one in kept_files().items() if name.startswith(DRAWN)}
    if not any(name.startswith(f"{DRAWN}_daily/") for name in kept):
        raise MissingPolygons(
            "map=front_line is drawn from polygons, which are not in the repository and not in the cache",
            expected="a refreshed cache (any folder or server that mirrors the upstream: --from DIR_OR_URL)",
            got=f"none in {cache_folder()}",
            nearest="map=oblasts, which needs none",
            example=REFRESH,
        )
    return kept


def _require_mapper(asked: "Parameters", place: Surroundings) -> None:
    if DRAWN not in place.series(asked.series, "ukraine"):
        raise OutsideCoverage(
            f"map=front_line is drawn from DeepState’s polygons, which series={asked.series} leaves out",
            expected="series=deepstate or series=all",
            got=f"series={asked.series}",
            nearest="series=all",
            example=f"{example('series', 'all')} -p map=front_line",
        )


def _require_old_enough(asked: "Parameters", as_of: dt.date) -> None:
    if as_of > asked.embargo_until:
        raise Embargoed(
            f"no front-line map is drawn of the last {asked.embargo_days} days (embargo_days)",
            expected=f"a day up to {asked.embargo_until}",
            got=str(as_of),
            nearest=str(asked.embargo_until),
            example=f"{example('as_of', asked.embargo_until)} -p map=front_line",
        )
