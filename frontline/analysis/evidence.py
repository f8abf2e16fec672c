"""Everything a report argues from: the ledger and the measured series, cut to the run's parameters."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

import pandas as pd

from frontline.analysis.redraws import Redraw, find_redraws, pairs
from frontline.analysis.series import MeasuredSeries
from frontline.ledger import Figure, Ledger, load_ledger
from frontline.measured import Measured, Once, Series, distance_address, load_distances, load_measured
from frontline.tables import read_rows

LABELS = {
    ("isw_published", "control_and_advances"): "ISW as published",
    ("isw_layers", "control_and_advances"): "ISW geodesic",
    ("isw_layers", "control"): "ISW, control only",
    ("isw_kursk", "regained"): "ISW, regained",
    ("deepstate", "control"): "DeepState daily",
    ("deepstate_archive", "control"): "DeepState archive",
    ("deepstate_archive", "held"): "DeepState, held",
    ("deepstate_archive", "grey"): "DeepState, grey",
    ("deepstate_archive", "held_and_grey"): "DeepState, held plus grey",
    ("general_staff", "losses"): "General Staff of Ukraine",
}
# ISW's assessed advances are not control, so the two mappers' main lines are different quantities.
MAIN = {
    "isw_published": "control_and_advances",
    "isw_layers": "control_and_advances",
    "deepstate": "control",
    "deepstate_archive": "control",
}
MAPS = ("isw_published", "isw_layers", "isw_kursk", "deepstate", "deepstate_archive")
MAPPERS = {
    "isw_published": "ISW",
    "isw_layers": "ISW",
    "isw_kursk": "ISW",
    "deepstate": "DeepState",
    "deepstate_archive": "DeepState",
    "general_staff": "General Staff of Ukraine",
}


def label(series: str) -> str:
    """Return how charts name a series, of several lines by its main one; a series never drawn has its id alone."""
    names = {quantity: name for (of, quantity), name in LABELS.items() if of == series}
    return names.get(MAIN.get(series, "")) or next(iter(names.values()), series)


class Run(Protocol):
    """What the analysis needs to know of a report's parameters."""

    @property
    def root(self) -> Path: ...  # noqa: D102
    @property
    def as_of(self) -> dt.date: ...  # noqa: D102
    @property
    def since(self) -> dt.date: ...  # noqa: D102
    @property
    def region(self) -> str: ...  # noqa: D102
    @property
    def series(self) -> str: ...  # noqa: D102
    @property
    def known_on(self) -> dt.date | None: ...  # noqa: D102


@dataclass(frozen=True)
class Everything:
    """A run that looks at all there is."""

    root: Path
    as_of: dt.date = dt.date.max
    since: dt.date = dt.date.min
    region: str = "ukraine"
    series: str = "all"
    known_on: dt.date | None = None


@dataclass(frozen=True)
class Evidence:
    """The ledger and the measured rows, and the bounds within which a report may look at them.

    `once` keeps what follows from the rows within these bounds.
    """

    ledger: Ledger
    measured: Measured
    declared: dict[str, Series]
    as_of: dt.date
    since: dt.date
    region: str
    series: str
    distances: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    once: Once = field(default_factory=Once, init=False, repr=False, compare=False)

    def distance(self, place: str) -> MeasuredSeries | None:
        """Return how far a town lies from what DeepState marks as occupied (km); None where that was not measured."""
        rows = self.distances.get(place)
        if rows is None or rows.empty or place not in self.ledger.places:
            return None
        return MeasuredSeries(
            id="deepstate",
            mapper=MAPPERS["deepstate"],
            quantity="distance",
            region=place,
            label=f"DeepState, {self.ledger.places[place].name}",
            unit="km",
            values=pd.Series(rows["km"].to_numpy(), index=pd.DatetimeIndex(rows["day"].to_numpy(), name="day")),
            address=partial(distance_address, rows),
        )

    def find(self, series: str, quantity: str, region: str) -> MeasuredSeries | None:
        """Return a series with nothing cut off; None where it has no such rows."""
        key = (series, quantity, region)
        if key not in self.measured:
            return None
        within = self.ledger.regions[region].within
        return self.measured.once(("line", key), partial(_line, self.measured, *key, within))

    def redraws(self, line: MeasuredSeries, other: MeasuredSeries) -> tuple[Redraw, ...]:
        """Return the steps of either of two series that the other lacks, nothing of either cut off, looked for once."""
        one, another = sorted((self._whole(line), self._whole(other)), key=lambda series: series.key)
        return self.measured.once(("redraws", one.key, another.key), partial(find_redraws, one, another))

    def earlier(self, line: MeasuredSeries) -> Sequence[MeasuredSeries]:
        """Return a series as its mapper showed it before revising it, nothing cut off; none where it never did."""
        whole = self._whole(line)
        return self.measured.once(("vintages", whole.key), partial(_vintages, self.measured, whole))

    def _whole(self, line: MeasuredSeries) -> MeasuredSeries:
        return self.find(line.id, line.quantity, line.region) or line

    def shown(self, series: str, quantity: str, region: str) -> MeasuredSeries | None:
        """Return a series as the report shows it: among those chosen, up to `as_of`."""
        chosen = series not in MAPS or self.series in ("all", MAPPERS[series].lower())
        found = self.find(series, quantity, region) if chosen else None
        return found.until(self.as_of) if found else None

    def kursk(self) -> list[MeasuredSeries]:
        """Return the lines of Kursk, as shown; none where the report is about another region."""
        if self.region not in ("ukraine", "kursk"):
            return []
        wanted = (("deepstate_archive", "held"), ("deepstate_archive", "held_and_grey"), ("isw_kursk", "regained"))
        lines = [self.shown(series, quantity, "kursk") for series, quantity in wanted]
        return [line for line in lines if line is not None and line.last >= self.since]

    def territory(self) -> list[MeasuredSeries]:
        """Return the main lines of the run's region, as shown: ISW first, the longest of a mapper first."""
        if self.region == "kursk":
            wanted = [("isw_kursk", "regained"), ("deepstate_archive", "held")]
        else:
            order = ("isw_published", "isw_layers", "deepstate_archive", "deepstate")
            wanted = [(series, MAIN[series]) for series in order]
        lines = [self.shown(series, quantity, self.region) for series, quantity in wanted]
        return [line for line in lines if line is not None and line.last >= self.since]

    def figures(self, *, everywhere: bool = False) -> Iterator[Figure]:
        """Yield the stated figures that the report may quote: published up to `as_of`, of the run's region.

        Figures of low confidence are kept for the claim desk and are not quoted.
        """
        for figure in self.ledger.figures.values():
            in_region = everywhere or self.region in ("ukraine", figure.region)
            if figure.published <= self.as_of and in_region and figure.confidence != "low":
                yield figure


def _line(measured: Measured, series: str, quantity: str, region: str, within: str) -> MeasuredSeries:
    return MeasuredSeries(
        id=series,
        mapper=MAPPERS[series],
        quantity=quantity,
        region=region,
        label=LABELS[series, quantity],
        unit="people" if quantity == "losses" else "km2",
        values=measured.series(series, quantity, region),
        address=partial(measured.address, series, quantity, region),
        towards=-1 if quantity in ("held", "held_and_grey") else 1,
        within=within,
    )


def _vintages(measured: Measured, whole: MeasuredSeries) -> tuple[MeasuredSeries, ...]:
    states = measured.earlier(whole.id, whole.quantity, whole.region).values()
    return tuple(replace(whole, values=rows.series(), address=rows.address) for rows in states)


def read_ahead(root: Path) -> None:
    """Read the tables once, so that processes forked from this one find them read; raises as `load_evidence` does.

    What every report asks of whole series, whatever its parameters, is worked out with them.
    """
    evidence = load_evidence(Everything(root))
    lines = [evidence.find(*key) for key in evidence.measured.keys() if key[:2] in LABELS]  # noqa: SIM118  no mapping
    whole = [line for line in lines if line is not None]
    for line in whole:
        evidence.earlier(line)
    for region in {line.region: None for line in whole}:
        main = [line for line in whole if line.region == region and MAIN.get(line.id) == line.quantity]
        for one, other in pairs(main):
            evidence.redraws(one, other)


def load_evidence(run: Run) -> Evidence:
    """Load what the run may argue from; raises `BrokenTable` for tables that cannot be used."""
    return Evidence(
        ledger=load_ledger(run.root),
        measured=load_measured(run.root, run.known_on),
        declared={row.id: row for row in read_rows(run.root / "data" / "series.csv", Series)},
        as_of=run.as_of,
        since=run.since,
        region=run.region,
        series=run.series,
        # Nothing younger than the embargo allows is told of places.
        distances=load_distances(run.root, run.known_on, getattr(run, "embargo_until", None)),
    )
