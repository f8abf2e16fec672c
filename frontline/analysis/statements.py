"""What was stated about one thing, a row an origin and day, however many papers repeat it."""

import datetime as dt
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from frontline.analysis.evidence import Evidence
from frontline.analysis.grid import WHOLE
from frontline.analysis.stated import (
    Interval,
    decimals_of,
    ends_of,
    narrow_interval,
    stated_ends,
    stated_interval,
    stated_value,
)
from frontline.analysis.witnesses import second_hand, seen
from frontline.ledger import Figure, Source
from frontline.numbers import Number

WITH_NORTH_KOREANS = "russia_and_north_korea"
THEATRE = "theatre or not told"
THEATRE_TOLD = f"“{THEATRE.capitalize()}”: the page counts Kursk with Ukraine, or does not tell the region."
_INFERRED = re.compile(r"\b(?:day|month|year|bounds|window) (?:(?:is|are) )?(?:inferred|estimated|not given)")


@dataclass(frozen=True)
class Statement:
    """One origin's figure for one time, with every publication that carries it, what is second-hand marked.

    `repeats` are the figures that tell the same, each with a row of its own in the ledger.
    """

    figure: Figure
    interval: Interval
    narrow: Interval | None
    source: Source
    repeated_by: tuple[str, ...] = ()
    repeats: tuple[Figure, ...] = ()

    @property
    def origin(self) -> str:
        """Who the figure ultimately credits."""
        return self.figure.origin

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the ledger that tells it."""
        return (self.figure, *self.repeats)

    @property
    def day(self) -> dt.date:
        """The last day that the figure is about."""
        return self.figure.last

    @property
    def value(self) -> float:
        """The number as it was stated; of a range its middle."""
        return stated_value(self.figure)

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest number stated; the same twice unless a range was stated."""
        return stated_ends(self.figure)

    @property
    def days_inferred(self) -> bool:
        """Whether its days are inferred or estimated, as the ledger notes where a page does not tell them."""
        return any(_INFERRED.search(figure.note or "") for figure in self.figures)

    @property
    def is_range(self) -> bool:
        """Whether two ends were stated and nothing between them."""
        return ends_of(self.figure) is not None


def statements(figures: Iterable[Figure], evidence: Evidence) -> list[Statement]:
    """Return the figures as statements, in order of time, repetitions of one origin folded into one."""
    folded: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        folded.setdefault(said(figure), []).append(figure)
    told = [_statement(same, evidence) for same in folded.values()]
    return sorted(told, key=lambda statement: (statement.day, statement.value, statement.figure.id))


def said(figure: Figure) -> tuple[object, ...]:
    """Return what makes two figures one statement: an origin's number of one quantity for the same days and region.

    Publications name the whole country by itself or as the theatre of the war, and read North Koreans into a number of
    Russian soldiers or not: to the origin it is one number.
    """
    region = WHOLE[0] if figure.region in WHOLE else figure.region
    side = "russia" if figure.side == WITH_NORTH_KOREANS else figure.side
    what = (figure.origin, figure.quantity, region, side, figure.unit)
    return (*what, figure.first, figure.last, *stated_ends(figure), stated_value(figure))


def _statement(same: list[Figure], evidence: Evidence) -> Statement:
    lead = same[0]
    repeated = (figure for figure in same[1:] if figure.stated_by != lead.stated_by)
    others = tuple(dict.fromkeys(seen(one, evidence.ledger.sources[one.source]) for one in repeated))
    hedge = evidence.ledger.hedges[lead.hedge]
    source = evidence.ledger.sources[lead.source]
    return Statement(lead, stated_interval(lead, hedge), narrow_interval(lead, hedge), source, others, tuple(same[1:]))


def about(
    evidence: Evidence,
    *,
    topic: str,
    quantities: Collection[str],
    region: str | None = None,
    side: str | None = None,
) -> list[Statement]:
    """Return the statements that the report may quote on some quantities of a region and side."""
    wanted = [
        figure
        for figure in evidence.figures()
        if figure.topic == topic
        and figure.quantity in quantities
        and region in (None, figure.region)
        and side in (None, figure.side)
    ]
    return statements(wanted, evidence)


def origins(told: Iterable[Statement]) -> int:
    """Count the witnesses: origins, not articles."""
    return len({statement.origin for statement in told})


def party(statement: Statement) -> str:
    """Return whose figure it is: a belligerent's side, or other (agencies, mappers, third states)."""
    return next((side for side in ("ukraine", "russia") if statement.origin.startswith(side)), "other")


def region_told(figure: Figure, evidence: Evidence) -> str:
    """Return the name of the region that a figure tells of; pages give the theatre's areas with and without Kursk."""
    return THEATRE if figure.region == WHOLE[1] else evidence.ledger.regions[figure.region].name


def stated_number(statement: Statement, evidence: Evidence) -> Number:
    """Return a stated figure as a number whose address is its row, its publication and its locator."""
    return figure_number(statement.figure, evidence.ledger.sources[statement.figure.source])


def figure_number(figure: Figure, source: Source) -> Number:
    """Return a figure read in a source as a number with its address, with the decimals that it was stated with."""
    row = {
        "table": "figures.csv",
        "id": figure.id,
        "source": figure.source,
        "publisher": figure.stated_by,
        "attributed_to": figure.attributed_to,
        "url": source.seen_at or source.url,
        "locator": figure.locator,
    } | ({"seen": f"as a {kind}"} if (kind := second_hand(figure, source)) else {})
    formula = {"exact": None, "range": "stated as a range"}.get(figure.hedge, f"stated as “{figure.hedge}”")
    value, ends = stated_value(figure), ends_of(figure)
    digits = max(map(decimals_of, ends or (value,)))
    return Number(f"stated-{figure.id}", value, figure.unit, "stated", (row,), formula, digits, span=ends)
