"""What the report on territorial gains tells in words and tables."""

from collections.abc import Collection, Sequence

from frontline.analysis.beside import Beside, said_beside_measured
from frontline.analysis.evidence import Evidence
from frontline.analysis.grid import WHOLE
from frontline.analysis.readings import REDRAW_NOISE_KM2
from frontline.analysis.series import ONE_DAY, Gain, MeasuredSeries
from frontline.analysis.stated import decimals_of
from frontline.analysis.statements import Statement, said, stated_number
from frontline.analysis.windows import Window, day_text, trailing, year, year_to
from frontline.numbers import Card, Cards, Cell, Number, Prose, Table, Worded, shown, tell
from frontline.prose.borders import borders_told
from frontline.prose.missing import YEAR_SO_FAR, no_stated_gains, uncovered
from frontline.prose.words import credited, hedged, inferred, listed, many, seen_at

PACE_DAYS = 30
COLUMNS = {
    "ISW as published": ("isw_published",),
    "ISW geodesic": ("isw_layers",),
    "DeepState": ("deepstate_archive", "deepstate"),
}


PREFERRED = ("isw_layers", "isw_published", "isw_kursk", "deepstate_archive", "deepstate")


def best(lines: Sequence[MeasuredSeries], *windows: Window) -> list[MeasuredSeries]:
    """Return, for each mapper, the line to quote among those that cover the windows: a geodesic one before a planar."""
    covering = [line for line in lines if all(line.covers(window.first, window.last) for window in windows)]
    ordered = sorted(covering, key=lambda line: PREFERRED.index(line.id))
    return list({line.mapper: line for line in reversed(ordered)}.values())[::-1]


def headline(evidence: Evidence, lines: Sequence[MeasuredSeries]) -> Cards | Prose:
    """Return the headline cards: gain of the year so far and pace by each mapper, and what Ukraine holds of Kursk."""
    so_far, recent = year_to(evidence.as_of), trailing(evidence.as_of, PACE_DAYS)
    cards = [_gain_card(line.gain(of.first, of.last), of) for line, of in _since(lines, so_far)]
    cards += [_pace_card(line.gain(recent.first, recent.last)) for line in best(lines, recent)]
    cards += _ratio_card(evidence, lines)
    held = next((line for line in evidence.kursk() if line.quantity == "held" and line.has(evidence.as_of)), None)
    if held is not None and held.values.max() > 0:
        level = held.level(evidence.as_of)
        cards.append(Card("Held by Ukraine in Kursk", level.number(), f"DeepState, {day_text(evidence.as_of)}"))
    return Cards(cards) if cards else uncovered("Headline numbers", YEAR_SO_FAR, lines, evidence)


def _since(lines: Sequence[MeasuredSeries], so_far: Window) -> list[tuple[MeasuredSeries, Window]]:
    """Return the line of each mapper to quote for the year so far, or where none reaches back, for what it covers."""
    if whole := best(lines, so_far):
        return [(line, so_far) for line in whole]
    covered = {line.key: Window(line.first + ONE_DAY, so_far.last) for line in lines if so_far.first <= line.first}
    started = [line for line in lines if line.key in covered and line.covers(covered[line.key].first, so_far.last)]
    return [(line, covered[line.key]) for line in best(started)]


def _ratio_card(evidence: Evidence, lines: Sequence[MeasuredSeries]) -> list[Card]:
    """Return a day of the year so far as a multiple of one of the year before, by each map that allows it.

    A part of a year against a whole one would tell of the calendar; a map that allows none is named.
    """
    so_far, before = year_to(evidence.as_of), year(evidence.as_of.year - 1)
    pairs = [
        (line.gain(so_far.first, so_far.last), line.gain(before.first, before.last))
        for line in best(lines, so_far, before)
    ]
    clear = [(now, then) for now, then in pairs if then.value > REDRAW_NOISE_KM2]
    if not clear:
        return []
    without = [one.series.mapper for one, other in pairs if (one, other) not in clear]
    note = f"; no ratio on the map of {listed(without)}" if without else ""
    part = "" if so_far == year(so_far.first.year) else " so\N{NO-BREAK SPACE}far"
    label = f"A day of {so_far.first.year}{part} against a day of {before.first.year}"
    return [Card(label, pace_ratio(now, then), f"{now.series.gain_label}{note}") for now, then in clear]


def _gain_card(gain: Gain, window: Window) -> Card:
    if window == year(window.first.year):
        when = f"in {window.text}"
    elif window == year_to(window.last):
        when = f"in {window.first.year} so\N{NO-BREAK SPACE}far"
    else:
        when = f"since {day_text(window.first)}"
    return Card(f"{_what(gain)} {when}", gain.number(), f"{gain.series.gain_label}, to {day_text(window.last)}")


def _what(gain: Gain) -> str:
    regained = gain.series.region == "kursk"
    return f"{'Regained by Russian forces' if regained else 'Russian net gain'}{gain.series.within}"


def _pace_card(gain: Gain) -> Card:
    label = f"{_what(gain)}, the last {PACE_DAYS}\N{NO-BREAK SPACE}days"
    return Card(label, gain.pace(), f"{gain.series.gain_label}{_uneven(gain)}")


def _uneven(gain: Gain) -> str:
    """Say of how many days a pace is whose first border has no row of its own; nothing where it has one."""
    if gain.days_between == gain.days:
        return ""
    return f", over {gain.days_between}\N{NO-BREAK SPACE}days: no row of {day_text(gain.base.day)}"


def summary(evidence: Evidence, lines: Sequence[MeasuredSeries]) -> Prose:
    """Tell the year so far against the year before, by each mapper, and whether a ratio can be taken."""
    so_far, before = year_to(evidence.as_of), year(evidence.as_of.year - 1)
    both = best(lines, so_far, before)
    alone = [(line, of) for line, of in _since(lines, so_far) if line not in both]
    if not alone and not both:
        return uncovered("The year so far", YEAR_SO_FAR, lines, evidence)
    items = [_alone(line.gain(of.first, of.last), of) for line, of in alone]
    items += [_against(line.gain(so_far.first, so_far.last), line.gain(before.first, before.last)) for line in both]
    numbers = {number.id: number for item in items for number in item.numbers}
    return Prose("\n".join(f"- {item.markdown}" for item in items), tuple(numbers.values()))


def _alone(gain: Gain, so_far: Window) -> Prose:
    return tell(
        f"**{gain.series.gain_label}** gives a net gain{gain.series.within} of {{now}} for {so_far.text}.",
        now=gain.number(),
    )


def _against(now: Gain, then: Gain) -> Prose:
    planar = " (planar: areas about three percent too large, which a ratio all but cancels)"
    label = f"**{now.series.gain_label}**{planar if now.series.id == 'isw_published' else ''}"
    windows = Window(now.first, now.last).text, Window(then.first, then.last).text
    text = (
        f"{label} gives a net gain{now.series.within} of {{now}} for {windows[0]} and {{then}} for all of {windows[1]}"
    )
    if then.value > REDRAW_NOISE_KM2:
        words = f"{text}: {{pace}} as much a day, {{ratio}} as much in all."
        return tell(words, now=now.number(), then=then.number(), ratio=ratio(now, then), pace=pace_ratio(now, then))
    why = "too little for a ratio to mean anything" if then.value >= 0 else "a fall, of which there is no multiple"
    return tell(f"{text}: {why}.", now=now.number(), then=then.number())


def ratio(now: Gain, then: Gain) -> Number:
    """Return the ratio of two gains with its address."""
    inputs, formula = (*now.inputs, *then.inputs), f"({now.formula}) ÷ ({then.formula})"
    return Number(f"ratio-{now.key}-{then.first}", now.value / then.value, "ratio", "computed", inputs, formula, 2)


def pace_ratio(now: Gain, then: Gain) -> Number:
    """Return the ratio of two gains a day with its address."""
    inputs, formula = (
        (*now.inputs, *then.inputs),
        f"(({now.formula}) ÷ {now.days_between} days) ÷ (({then.formula}) ÷ {then.days_between} days)",
    )
    value = (now.value / now.days_between) / (then.value / then.days_between)
    return Number(f"pace-ratio-{now.key}-{then.first}", value, "ratio", "computed", inputs, formula, 2)


def said_table(rows: Sequence[Beside], evidence: Evidence) -> Table | Prose:
    """Set what publications said beside what each series gives for the same window."""
    if not rows:
        return no_stated_gains(evidence)
    present = {gain.series.id for row in rows for gain in row.gains}
    columns = {name: series for name, series in COLUMNS.items() if present & set(series)}
    cells = [_told_by(row, series) for row in rows for series in columns.values()]
    empty = "" if all(cells) else " An empty cell: that series does not cover the window."
    return Table(
        id="said-and-measured",
        title=_said_finding(rows),
        subtitle=f"Russian gain{evidence.ledger.regions[evidence.region].within}, km², as stated, and as the series "
        f"give it for the same days; ✓ lies within what was stated, with its rounding and hedge.{empty}",
        columns=[
            ("Window", "left"),
            ("Stated", "right"),
            ("Credited to", "left"),
            ("Seen at", "left"),
            *((name, "right") for name in columns),
        ],
        rows=[_said_row(row, evidence, list(columns.values())) for row in rows],
        foot="Source: the ledger, and the series. A row is one origin’s statement."
        f"{inferred([_window_told(row) for row in rows if row.statement.days_inferred])}"
        f"{_theatre_told(rows, evidence)}{_of_two_files(present)}" + borders_told(gain for gain in cells if gain),
    )


def _window_told(row: Beside) -> str:
    return f"{row.window.short} ({credited(row.statement)}, seen at {seen_at(row.statement)})"


def _theatre_told(rows: Sequence[Beside], evidence: Evidence) -> str:
    """Name the stated gains that have no row, as they count Kursk in or do not tell their region."""
    if evidence.region != WHOLE[0]:
        return ""
    here = {said(row.statement.figure) for row in rows}
    gains = said_beside_measured(evidence, (), WHOLE[1])
    told = [
        f"{hedged(row.statement.figure)}{stated_number(row.statement, evidence).text} {_on_word(row.statement)} "
        f"for {row.window.short}"
        for row in gains
        if said(row.statement.figure) not in here
    ]
    return f" No row, as the page counts Kursk in or does not tell the region: {'; '.join(told)}." if told else ""


def _on_word(statement: Statement) -> str:
    """Return whom a statement credits, and where it was seen where that is another's page."""
    by, at = credited(statement), seen_at(statement)
    return f"by {at}" if at.startswith(by) else f"credited to {by}, seen at {at},"


def _of_two_files(present: Collection[str]) -> str:
    """Say which of DeepState's files a cell is from, where both give some."""
    both = {"deepstate", "deepstate_archive"} <= set(present)
    return " DeepState: its archive, and where that does not reach its daily files." if both else ""


def _said_row(row: Beside, evidence: Evidence, columns: Sequence[tuple[str, ...]]) -> list[Cell]:
    figure = row.statement.figure
    number = stated_number(row.statement, evidence)
    hedge = "" if figure.hedge in ("exact", "range") else f"{figure.hedge} "
    cells = [_measured_cell(row, series) for series in columns]
    told = Worded(number, f"{hedge}{number.bare}")
    return [row.window.short, told, credited(row.statement), seen_at(row.statement), *cells]


def _told_by(row: Beside, series: tuple[str, ...]) -> Gain | None:
    gains = {gain.series.id: gain for gain in row.gains}
    return next((gains[name] for name in series if name in gains), None)


def _measured_cell(row: Beside, series: tuple[str, ...]) -> Cell:
    gain = _told_by(row, series)
    if gain is None:
        return ""
    digits = max(map(decimals_of, row.statement.ends))
    return f"{shown(gain.value, digits)}{' ✓' if gain.value in row.statement.interval else ''}"


def _said_finding(rows: Sequence[Beside]) -> str:
    covered = [row for row in rows if row.gains]
    obtained = sum(row.obtained for row in covered)
    if not covered:
        return f"No series covers the window of {'the stated gain' if len(rows) == 1 else 'any stated gain'}"
    if len(covered) == 1:
        return f"The one stated gain is obtained by {'a' if obtained else 'no'} series for the same days"
    if not obtained:
        return f"None of {many(len(covered), 'stated gain')} is obtained by any series for the same days"
    verb = "is" if obtained == 1 else "are"
    return f"{obtained} of {many(len(covered), 'stated gain')} {verb} obtained by at least one series for the same days"
