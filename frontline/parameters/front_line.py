"""What a front-line map needs before a kernel starts: a day old enough, and polygons in the cache."""

import datetime as dt
from typing import TYPE_CHECKING

from frontline.parameters.refusals import Embargoed, MissingPolygons, OutsideCoverage, example
from frontline.parameters.surroundings import Surroundings
from frontline.tables import Kept, cache_folder, kept_files

if TYPE_CHECKING:
    from frontline.parameters.base import Parameters

DAILY, TERRITORY, KURSK = "deepstate_daily/", "isw_war_datasets_dashboard/territory_geojson/", "deepstate_full_archive/"
REFRESH = "frontline refresh isw_layers deepstate_archive deepstate"


def front_line_polygons(asked: "Parameters", as_of: dt.date, place: Surroundings) -> dict[str, str]:
    """Return the files that the map is drawn from, with their sha256; raises a `CallerMistake` where it cannot be."""
    _require_old_enough(asked, as_of)
    of_isw = asked.series == "isw"
    parts = (TERRITORY,) if of_isw else (DAILY, KURSK)
    kept = {name: one for name, one in kept_files().items() if name.startswith(parts)}
    if not any(name.startswith(parts[0]) for name in kept):
        raise MissingPolygons(
            f"map=front_line is drawn from polygons of {'ISW' if of_isw else 'DeepState'}, which are not in the "
            "repository and not in the cache",
            expected="a refreshed cache (from a folder or server that mirrors the upstreams: --from DIR_OR_URL)",
            got=f"none in {cache_folder()}",
            nearest="map=oblasts, which needs none",
            example=REFRESH,
        )
    first = _first_of_isw(kept) if of_isw else place.coverage["deepstate"].first
    if as_of < first:
        raise OutsideCoverage(
            f"there are no polygons for a front-line map of {as_of}",
            expected=f"a day from {first}",
            got=str(as_of),
            nearest=str(first),
            example=f"{example('as_of', first)} -p map=front_line",
        )
    return {name: one.sha256 for name, one in kept.items()}


def _first_of_isw(kept: dict[str, Kept]) -> dt.date:
    return dt.date.fromisoformat(min(kept).removeprefix(TERRITORY).removesuffix(".geojson"))


def _require_old_enough(asked: "Parameters", as_of: dt.date) -> None:
    if as_of > asked.embargo_until:
        raise Embargoed(
            f"no front-line map is drawn of the last {asked.embargo_days} days (embargo_days)",
            expected=f"a day up to {asked.embargo_until}",
            got=str(as_of),
            nearest=str(asked.embargo_until),
            example=f"{example('as_of', asked.embargo_until)} -p map=front_line",
        )
