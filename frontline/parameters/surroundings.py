"""What a parameter's value is checked against: the series' coverage, the regions, the articles."""

import csv
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from frontline.tables import BrokenTable, Coverage, Problem, coverage, find_root

# A choice of `series` names mappers; what no mapper drew (losses, casualties) belongs to every choice.
FAMILIES: dict[str, tuple[str, ...]] = {
    "isw": ("isw_published", "isw_layers", "isw_kursk"),
    "deepstate": ("deepstate", "deepstate_archive"),
}
MAPPED = tuple(series for family in FAMILIES.values() for series in family)

_REGION_NAMES = ("id", "name", "iso_3166_2")


@dataclass(frozen=True)
class Surroundings:
    """The clone that parameters are checked in; each table is read when it is first asked for."""

    root: Path

    @classmethod
    def at(cls, root: Path | None = None) -> "Surroundings":
        """Return the surroundings of `root`, or of the clone that the current folder is in."""
        return cls(find_root() if root is None else root.resolve())

    @cached_property
    def coverage(self) -> dict[str, Coverage]:
        """What each series covers, as the data package declares it."""
        return coverage(self.root)

    @cached_property
    def regions(self) -> dict[str, str]:
        """Every accepted name of a region (id, English name, ISO 3166-2 id), in lower case, to its id."""
        names: dict[str, str] = {}
        for row in _rows(self.root, "regions.csv", "id"):
            names |= {row[column].strip().lower(): row["id"] for column in _REGION_NAMES if row.get(column)}
        return names

    @cached_property
    def names(self) -> dict[str, str]:
        """Each region's name as readers see it, by id."""
        return {row["id"]: row.get("name") or row["id"] for row in _rows(self.root, "regions.csv", "id")}

    @cached_property
    def articles(self) -> tuple[str, ...]:
        """Ids of the sources that have claims."""
        return tuple(dict.fromkeys(row["source"] for row in _rows(self.root, "claims.csv", "source")))

    def series(self, choice: str, region: str) -> tuple[str, ...]:
        """Ids of the series of a choice that have rows for a region; those of mappers first."""
        others = sorted(set(self.coverage) - set(MAPPED))
        chosen = (*(MAPPED if choice == "all" else FAMILIES[choice]), *others)
        return tuple(one for one in chosen if one in self.coverage and region in self.coverage[one].regions)

    @property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """What parameters can be that only the data know."""
        regions = sorted({region for one in self.coverage.values() for region in one.regions})
        return {"region": tuple(regions), "article": self.articles}

    def covered_regions(self, choice: str) -> list[str]:
        """Ids of the regions that a mapper of this choice has rows for."""
        regions = sorted(set(self.regions.values()))
        return [region for region in regions if set(self.series(choice, region)) & set(MAPPED)]


def _rows(root: Path, table: str, column: str) -> list[dict[str, str]]:
    try:
        with (root / "data" / table).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BrokenTable([Problem(table, None, None, None, f"a readable table ({error})")]) from error
    if not rows or not all(row.get(column) for row in rows):
        raise BrokenTable([Problem(table, None, column, None, "a value in every row")])
    return rows
