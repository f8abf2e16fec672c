"""What publications said of a gain beside what the series give for the same window."""

from collections.abc import Sequence
from dataclasses import dataclass

from frontline.analysis.evidence import Evidence
from frontline.analysis.series import Gain, MeasuredSeries
from frontline.analysis.statements import Statement, about
from frontline.analysis.windows import Window

GAINED = ("area_gained", "area_gained_net")


@dataclass(frozen=True)
class Beside:
    """A stated gain with its window, and the gain of each series that covers the window."""

    statement: Statement
    window: Window
    gains: tuple[Gain, ...]

    @property
    def closest(self) -> Gain | None:
        """The gain that comes nearest to what was stated."""
        return min(self.gains, key=lambda gain: self.statement.interval.distance(gain.value), default=None)

    @property
    def obtained(self) -> bool:
        """Whether some series gives a value within what was stated."""
        return any(gain.value in self.statement.interval for gain in self.gains)


def said_beside_measured(evidence: Evidence, lines: Sequence[MeasuredSeries], region: str) -> list[Beside]:
    """Return the stated gains of a region whose windows end within the report, with what the lines give."""
    rows = []
    for statement in about(evidence, topic="territory", quantities=GAINED, region=region, side="russia"):
        first, last = statement.figure.first, statement.figure.last
        if last < evidence.since or last > evidence.as_of:
            continue
        gains = tuple(line.gain(first, last) for line in lines if line.covers(first, last))
        rows.append(Beside(statement, Window(first, last), gains))
    return sorted(rows, key=lambda row: (row.window, row.statement.value))
