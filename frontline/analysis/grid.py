"""The grid that forensics searches: which lines, which days, which measures. Declared here, before any search.

A line is a series, or a sum of series that publications are known to have meant. The grid is small on purpose: each
line, day and measure added makes more numbers match by chance.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from frontline.analysis.evidence import MAPPERS, Evidence
from frontline.analysis.series import ONE_DAY
from frontline.ledger import Figure

# One polygon of the same map, 2023-08-01, measured on the ellipsoid and in the plane of `isw_published`.
ONE_DAY_CALIBRATION = 107_946.1 / 111_516.6
CALIBRATION_TOLD = "107,946.1 ÷ 111,516.6"


@dataclass(frozen=True)
class Part:
    """One series in a line, with its sign; where `zero_before`, nothing had been taken before its first day.

    So a window may start before that day; none that ends before it says anything by such a line.
    """

    series: str
    quantity: str
    region: str | None = None
    sign: float = 1.0
    zero_before: bool = False


@dataclass(frozen=True)
class Line:
    """A line of the grid: parts added up, and which of its measures make sense.

    `towards` is 1 where a rise is ground passing to Russian control. `after` names the line of the same mapper
    that is asked first: this one speaks for the days that the other does not cover. `factor_told` is how
    a formula gives the factor.
    """

    id: str
    label: str
    parts: tuple[Part, ...]
    reason: str
    levels: bool = True
    peaks: bool = False
    towards: int = 1
    factor: float = 1.0
    factor_told: str = ""
    after: str | None = None

    @property
    def mapper(self) -> str:
        """Who draws the map."""
        return MAPPERS[self.parts[0].series]

    @property
    def definition(self) -> str:
        """What its numbers mean, by the one name that it has: of a line that goes on after another that one's."""
        return next((line.label for line in COUNTRY if line.id == self.after), self.label)


_ISW_KURSK = Part("isw_kursk", "regained", "kursk", zero_before=True)
_HELD = Part("deepstate_archive", "held", "kursk", zero_before=True)
_BOTH = "control_and_advances"

COUNTRY = (
    Line("geodesic", "ISW geodesic", (Part("isw_layers", _BOTH),), "ISW’s line, areas on the ellipsoid"),
    Line(
        "as_published",
        "ISW as published",
        (Part("isw_published", _BOTH),),
        "the planar areas that anyone can download",
    ),
    Line(
        "calibrated",
        "ISW as published, scaled",
        (Part("isw_published", _BOTH),),
        "by one day’s calibration: reaches days for which no geodesic area is at hand; rough, and shown as such",
        factor=ONE_DAY_CALIBRATION,
        factor_told=CALIBRATION_TOLD,
    ),
    Line(
        "with_kursk",
        "ISW geodesic, with Kursk",
        (Part("isw_layers", _BOTH), _ISW_KURSK),
        "ISW’s monthly totals are known to add the ground regained in Kursk",
        levels=False,
    ),
    Line(
        "control_only",
        "ISW, control only",
        (Part("isw_layers", "control"),),
        "without assessed advances",
    ),
    Line(
        "deepstate",
        "DeepState, control",
        (Part("deepstate_archive", "control"),),
        "DeepState’s control, back to 2022",
    ),
    Line(
        "deepstate_daily",
        "DeepState daily",
        (Part("deepstate", "control"),),
        "DeepState’s control after the archive ends",
        after="deepstate",
    ),
    Line(
        "deepstate_grey",
        "DeepState, control plus grey",
        (Part("deepstate_archive", "control"), Part("deepstate_archive", "grey")),
        "some count ground of unknown status",
    ),
    Line(
        "deepstate_with_kursk",
        "DeepState, with Kursk",
        (Part("deepstate_archive", "control"), Part("deepstate_archive", "held", "kursk", -1.0, zero_before=True)),
        "ground no longer held by Ukraine in Kursk added, as others add it to ISW’s",
        levels=False,
    ),
)
KURSK = (
    Line("regained", "ISW, regained", (_ISW_KURSK,), "ISW’s layer of ground regained", levels=False),
    Line("held", "DeepState, held", (_HELD,), "marked as held by Ukraine", peaks=True, towards=-1),
    Line(
        "held_and_grey",
        "DeepState, held plus grey",
        (Part("deepstate_archive", "held_and_grey", "kursk", zero_before=True),),
        "the same with ground of unknown status",
        peaks=True,
        towards=-1,
    ),
)
OBLAST = (Line("oblast", "DeepState daily", (Part("deepstate", "control"),), "the only series by oblast"),)

WHOLE = ("ukraine", "theatre")

# km²: what publications divide by to get a share. State statistics; the encyclopaedic figure; a round older one.
AREAS = {"ukraine": (603_549.0, 603_628.0, 603_700.0), "donetsk": (26_517.0,)}

INVASION = dt.date(2022, 2, 24)
BEFORE_PUBLICATION = 30  # days: what is published of the front line is seldom older than a month
AROUND_OWN_END = 7  # days: the ends of windows are often told loosely, "this week", "so far"
MONTHS_BACK = 24  # starts older than two years are named by year
OWN_SPAN = 62  # days: a level told for a longer span is not about any one day of it


def lines_for(region: str, evidence: Evidence) -> tuple[Line, ...]:
    """Return the lines that speak of a region, of the run's mappers; none where no series does."""
    where = "ukraine" if region in WHOLE else region
    lines: Sequence[Line] = COUNTRY if where == "ukraine" else KURSK if where == "kursk" else OBLAST
    wanted = [line for line in lines if evidence.series in ("all", line.mapper.lower())]
    return tuple(
        line
        for line in wanted
        if all((part.series, part.quantity, part.region or where) in evidence.measured for part in line.parts)
    )


def last_days(figure: Figure) -> list[dt.date]:
    """Return the days on which a window may end, or of which a level may be: the figure's own first."""
    around = [figure.last + shift * ONE_DAY for shift in range(-AROUND_OWN_END, AROUND_OWN_END + 1)]
    before = [figure.published - back * ONE_DAY for back in range(BEFORE_PUBLICATION + 1)]
    return _until(figure.published, [figure.last, *around, *before])


def own_days(figure: Figure) -> list[dt.date]:
    """Return the days of which a level is told: its last day, and those before it where the text leaves a span."""
    span = (figure.last - figure.first).days
    back = span if span <= OWN_SPAN else 0
    return [figure.last - shift * ONE_DAY for shift in range(back, -1, -1)]


def first_days(figure: Figure, events: Iterable[dt.date]) -> list[dt.date]:
    """Return the days on which a window may start: its own, months, years, the invasion, days of events."""
    end = figure.published
    number = end.year * 12 + end.month - 1
    months = [dt.date(past // 12, past % 12 + 1, 1) for past in range(number - MONTHS_BACK, number + 1)]
    years = [dt.date(year, 1, 1) for year in range(INVASION.year + 1, end.year + 1)]
    recent = sorted(day for day in events if months[0] <= day)
    return _until(end, [figure.first, *months, *years, INVASION, *recent])


def _until(end: dt.date, days: Iterable[dt.date]) -> list[dt.date]:
    return list(dict.fromkeys(day for day in days if day <= end))
