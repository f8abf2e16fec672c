"""What the report on troop deployments tells in words and tables."""

from collections.abc import Sequence

from frontline.analysis import strength
from frontline.analysis.evidence import Evidence
from frontline.analysis.losses import ForGround
from frontline.analysis.series import MeasuredSeries
from frontline.analysis.statements import Statement, party, stated_number
from frontline.analysis.windows import Window, day_text, quarters
from frontline.numbers import Card, Cards, Cell, Number, Prose, Table, Worded, shown
from frontline.prose.missing import missing
from frontline.prose.words import credited, foot, listed

_HARMED = (("Russian", "russia"), ("North Korean", "north_korea"), ("Ukrainian", "ukraine"))
_CLAIMANTS = (("the Ukrainian side", "ukraine"), ("the Russian side", "russia"), ("others", "other"))


def headline(evidence: Evidence, losses: MeasuredSeries | None) -> Cards | Prose:
    """Return the latest statement on each force, and the claimed losses of the year so far, as cards."""
    groups = {
        "Russian soldiers in Kursk": strength.present(evidence, "russia"),
        "North Korean soldiers in Kursk": strength.present(evidence, "north_korea"),
        "Russian soldiers in the theatre": strength.in_theatre(evidence),
    }
    cards = [_latest(label, told[-1], evidence) for label, told in groups.items() if told]
    first = evidence.as_of.replace(month=1, day=1)
    last = min(evidence.as_of, losses.last) if losses else first
    if losses is not None and losses.covers(first, last):
        note = losses.label + (f"; data to {day_text(last)}" if last < evidence.as_of else "")
        cards.append(Card(f"Russian losses claimed for {first.year} so far", losses.gain(first, last).number(), note))
    return Cards(cards) if cards else nothing("Headline numbers", evidence, "theatre", "kursk")


def nothing(what: str, evidence: Evidence, *regions: str) -> Prose:
    """Say why there is nothing to show: it is told of other regions alone, or of other days."""
    if evidence.region not in ("ukraine", *regions):
        return missing(what, f"not available for {evidence.ledger.regions[evidence.region].name}")
    return missing(what, f"no figure from {day_text(evidence.since)} to {day_text(evidence.as_of)}")


def _latest(label: str, last: Statement, evidence: Evidence) -> Card:
    who = credited(last)
    hedge = "" if last.figure.hedge in ("exact", "range") else f"{last.figure.hedge}; "
    if last.is_range:
        hedge = f"the middle of {shown(last.ends[0])} to {shown(last.ends[1])}; "
    return Card(label, stated_number(last, evidence), f"{hedge}{who}, {day_text(last.day)}")


def losses_table(rows: Sequence[Sequence[ForGround]], window: Window) -> Table | Prose:
    """Set claimed losses beside the gain of each quarter, and divide where the gain is clear."""
    if not rows:
        return _no_quarter(window)
    lines = list({entry.gain.series.id: entry.gain.series for row in rows for entry in row}.values())
    columns = [("Quarter", "left"), ("Claimed losses", "right")]
    columns += [
        (f"{label}: {what}", "right") for label in (line.mapper for line in lines) for what in ("km²", "per km²")
    ]
    return Table(
        id="losses-for-ground",
        title="Claimed losses for each km² can be told only for quarters with a clear gain",
        subtitle="Russian losses as claimed by the General Staff of Ukraine, whole theatre, people; net gain. "
        "“Not clear”: the gain is not well above what redraws of the map can make.",
        columns=columns,  # type: ignore[arg-type]
        rows=[_losses_row(row, lines) for row in rows],
        foot="Losses are claims of one side; the gain is in Ukraine alone, the losses also in Kursk. "
        + _blank(lines, window)
        + foot([rows[0][0].losses.series, *lines]),
    )


def _blank(lines: Sequence[MeasuredSeries], window: Window) -> str:
    """Say why a map has empty cells: it ends before the quarters do."""
    last = max((quarter.last for quarter in quarters(window.first, window.last)), default=window.last)
    ended = [f"{line.label} ends on {day_text(line.last)}" for line in lines if line.last < last]
    return f"An empty cell: the map does not cover the quarter; {listed(ended)}. " if ended else ""


def _no_quarter(window: Window) -> Prose:
    what, days = "Claimed losses and gains by quarter", f"from {day_text(window.first)} to {day_text(window.last)}"
    if quarters(window.first, window.last):
        return missing(what, f"no map set beside the losses covers a whole quarter {days}")
    return missing(what, f"no whole quarter {days}")


def claimed_in_kursk(evidence: Evidence) -> Prose | None:
    """Say whose casualties in Kursk were claimed, and by whom; None where none were."""
    told = strength.losses_in_kursk(evidence)
    if not told:
        return None
    harmed = listed([army for army, side in _HARMED if any(one.figure.side == side for one in told)])
    claimants = listed([words for words, side in _CLAIMANTS if any(party(one) == side for one in told)])
    return Prose(f"Claims about Kursk alone follow: of casualties of {harmed} forces, stated by {claimants}.")


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
