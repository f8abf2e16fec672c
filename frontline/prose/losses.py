"""What the report on troop deployments tells of claimed losses beside ground."""

from collections.abc import Sequence

from frontline.analysis.evidence import Evidence
from frontline.analysis.losses import ForGround, added_for_earlier_days, left_out, lines_of
from frontline.analysis.reading import REDRAW_NOISE_KM2
from frontline.analysis.series import MeasuredSeries
from frontline.analysis.windows import Window, day_text, quarters
from frontline.numbers import Cell, Number, Prose, Table, Worded, shown
from frontline.prose.missing import missing
from frontline.prose.words import area, foot, listed


def added_told(evidence: Evidence, window: Window) -> str:
    """Say which days of a window hold losses that the claimant added for earlier days; nothing where none does."""
    added = added_for_earlier_days(evidence, window).items()
    told = [f"{day_text(day)} holds {shown(value)} people added for earlier days" for day, value in added]
    return listed(told) if told else ""


def losses_table(rows: Sequence[Sequence[ForGround]], window: Window, evidence: Evidence) -> Table | None:
    """Set claimed losses beside the gain of each quarter, and divide where the gain is clear."""
    if not rows:
        return None
    lines = lines_of(rows)
    columns = [("Quarter", "left"), ("Claimed losses", "right")]
    columns += [
        (f"{label}: {what}", "right") for label in (line.mapper for line in lines) for what in ("km²", "per km²")
    ]
    return Table(
        id="losses-for-ground",
        title="Claimed losses for each km² can be told only for quarters with a clear gain",
        subtitle="Russian losses as claimed by the General Staff of Ukraine, whole theatre, people; net gain. "
        f"“Not clear”: {area(REDRAW_NOISE_KM2)} or less, with or without the map’s own redraw candidates; redraws can "
        f"make as much.{_left_out(rows, window)}",
        columns=columns,  # type: ignore[arg-type]
        rows=[_losses_row(row, lines) for row in rows],
        foot="Losses are claims of one side; the gain is in Ukraine alone, the losses also in Kursk. "
        + _blank(lines, window)
        + (f"{added}. " if (added := added_told(evidence, _whole(rows))) else "")
        + foot([rows[0][0].losses.series, *lines]),
    )


def _whole(rows: Sequence[Sequence[ForGround]]) -> Window:
    """Return the days from the first quarter told to the last."""
    return Window(rows[0][0].window.first, rows[-1][0].window.last)


def _left_out(rows: Sequence[Sequence[ForGround]], window: Window) -> str:
    """Say which days of a window stand in no quarter of the table."""
    gaps = left_out(rows, window)
    return f" Left out, as no whole quarter with data: {listed([gap.text for gap in gaps])}." if gaps else ""


def _blank(lines: Sequence[MeasuredSeries], window: Window) -> str:
    """Say why a map has empty cells: it ends before the quarters do."""
    last = max((quarter.last for quarter in quarters(window.first, window.last)), default=window.last)
    ended = [f"{line.label} ends on {day_text(line.last)}" for line in lines if line.last < last]
    return f"An empty cell: the map does not cover the quarter; {listed(ended)}. " if ended else ""


def no_quarter(window: Window) -> Prose:
    """Say why no quarter is told of."""
    what, days = "Claimed losses and gains by quarter", f"from {day_text(window.first)} to {day_text(window.last)}"
    if quarters(window.first, window.last):
        return missing(what, f"no map set beside the losses covers a whole quarter {days}")
    return missing(what, f"no whole quarter {days}")


def _losses_row(row: Sequence[ForGround], lines: Sequence[MeasuredSeries]) -> list[Cell]:
    first = row[0]
    quarter = f"Q{(first.window.first.month + 2) // 3}\N{NO-BREAK SPACE}{first.window.first.year}"
    cells: list[Cell] = [quarter, shown(first.losses.value)]
    by_line = {entry.gain.series.id: entry for entry in row}
    for line in lines:
        entry = by_line.get(line.id)
        per = entry.per_km2() if entry else None
        cells += [shown(entry.gain.value) if entry else "", _bare(per) if per else "not clear" if entry else ""]
    return cells


def _bare(number: Number) -> Cell:
    return Worded(number, number.bare)
