"""What the report tells of revisions: which days, when, by how much, and what was recorded only with hindsight."""

import datetime as dt
from collections.abc import Mapping, Sequence

from frontline.analysis.evidence import Evidence
from frontline.analysis.revisions import Revision, State, delays, moved, revisions, states, totals
from frontline.analysis.series import MeasuredSeries
from frontline.analysis.windows import Window, day_text, quarters, short_day, year, year_to
from frontline.numbers import Cell, Number, Prose, Table, shown, tell
from frontline.prose.words import count, foot, listed, many, rows_of

FEW_STATES = 24  # a series recorded more often is recorded day by day, and has no states to list


def revised_days(evidence: Evidence, lines: Sequence[MeasuredSeries], window: Window) -> list[Revision]:
    """Return the revised days of a window, in order of day."""
    told = [revision for line in lines for revision in revisions(evidence, line)]
    return sorted((one for one in told if window.first <= one.day <= window.last), key=lambda one: one.day)


def revised(evidence: Evidence, lines: Sequence[MeasuredSeries], window: Window) -> Prose | None:
    """Tell which days of a report's series were revised, where it has no section on that; None without series.

    Such a report tells gains of whole quarters.
    """
    if not lines:
        return None
    found = revised_days(evidence, lines, window)
    return _story(evidence, lines, found, quarters(window.first, window.last), "of whole quarters")


def hindsight(evidence: Evidence, lines: Sequence[MeasuredSeries]) -> Prose:
    """Say from the rows when each line was first recorded, and which years are seen with hindsight alone."""
    began = [(line, states(evidence, line)) for line in lines]
    late: dict[Window, dt.date] = {}
    for window in _years(evidence):
        first = [told[0].recorded for line, told in began if line.covers(window.first, window.last)]
        if first and min(first) > window.last:
            late[window] = min(first)
    lead = "What a line shows of days before its first record is always seen with hindsight."
    if late:
        told_years = listed([f"**{window.text}**" for window in late])
        lead = (
            f"Always seen with hindsight: {told_years}. No line that covers them whole was recorded before "
            f"{day_text(min(late.values()))}."
        )
    items = [(line, _began(evidence, line, told)) for line, told in began]
    words = [f"- **{line.label}**: {item.markdown}" for line, item in items]
    numbers = tuple(number for _, item in items for number in item.numbers)
    return Prose("\n".join([f"{lead} An earlier `known_on` cannot change that.\n", *words]), numbers)


def _years(evidence: Evidence) -> list[Window]:
    """Return the whole years that the report looks at, and the year so far."""
    numbers = range(evidence.since.year, evidence.as_of.year)
    return [*(one for number in numbers if (one := year(number)).first >= evidence.since), year_to(evidence.as_of)]


def _began(evidence: Evidence, line: MeasuredSeries, told: Sequence[State]) -> Prose:
    first, rows = told[0].recorded, rows_of([line])
    after = (first - evidence.as_of).days
    numbers: dict[str, Number | str] = {}
    if after > 0:
        formula = f"days from {evidence.as_of} to {first}"
        numbers["after"] = count(f"recorded-after-{line.key}", after, rows, formula)
    when = ", {after} days after the last day shown" if after > 0 else ""
    if len(told) == 1:
        return tell(f"recorded once, on {day_text(first)}{when}.", **numbers)
    numbers["times"] = count(f"recorded-times-{line.key}", len(told), rows, "days on which rows were recorded")
    last = day_text(told[-1].recorded)
    waited = delays(evidence, line)[str(evidence.since) : str(evidence.as_of)]
    alike = ""
    if waited.nunique() == 1:
        wait = int(waited.iloc[0])
        numbers["wait"] = count(f"recorded-days-later-{line.key}", wait, rows, "days from each day to its first record")
        alike = f", each day shown {{wait}} {'day' if wait == 1 else 'days'} after it"
    return tell(f"first recorded on {day_text(first)}{when}; {{times}} times up to {last}{alike}.", **numbers)


def story(
    evidence: Evidence, lines: Sequence[MeasuredSeries], found: Sequence[Revision], stated: Sequence[Window]
) -> Prose:
    """Tell how many days were revised and by how much, and which of the report's totals that moved."""
    windows = [*totals(evidence.since, evidence.as_of), *stated]
    within = [one for one in windows if evidence.since <= one.first and one.last <= evidence.as_of]
    return _story(evidence, lines, found, within, "of whole months, whole years and stated windows")


def _story(
    evidence: Evidence, lines: Sequence[MeasuredSeries], found: Sequence[Revision], windows: Sequence[Window], of: str
) -> Prose:
    if not found:
        later = hindsight(evidence, lines)
        return Prose(f"No day of this period was revised.\n\n{later.markdown}", later.numbers)
    largest = max(found, key=lambda one: abs(one.change))
    rows = [row for one in found for row in one.numbers[2].inputs]
    days = count("days-revised", len(found), rows, "days whose first recorded value was replaced")
    beside, later = _moved(lines, found, windows, of), hindsight(evidence, lines)
    told = tell(
        f"{{days}} of the days of this period {'was' if len(found) == 1 else 'were'} revised after being recorded. The "
        f"largest revision is of {day_text(largest.day)} on {largest.series.label}: {{change}}, recorded on "
        f"{day_text(largest.recorded)}. {beside.markdown}",
        days=days,
        change=largest.numbers[2],
    )
    return Prose(f"{told.markdown.rstrip()}\n\n{later.markdown}", (*told.numbers, *beside.numbers, *later.numbers))


def _moved(lines: Sequence[MeasuredSeries], found: Sequence[Revision], windows: Sequence[Window], of: str) -> Prose:
    """Count the windows that a revised line covers, each once, and those that moved on one of them."""
    revised = {line.key: [one for one in found if one.series.key == line.key] for line in lines}
    shifted: set[Window] = set()
    counted: set[Window] = set()
    for line in (line for line in lines if revised[line.key]):
        covered = [one for one in windows if line.covers(one.first, one.last)]
        shifted |= {window for window, _ in moved(line, revised[line.key], covered)}
        counted |= set(covered)
    if not counted:
        return Prose("")
    rows = rows_of(line for line in lines if revised[line.key])
    total = count("totals-counted", len(counted), rows, f"totals {of}")
    if not shifted:
        return tell(
            f"None of the {{total}} totals {of} moved, as no revised day is the last day of any, or the eve of its "
            "first; a gain up to such a day was off by the whole change.",
            total=total,
        )
    changed = count(
        "totals-moved", len(shifted), rows, f"totals {of} that a revised day ends, or the eve of which it is"
    )
    return tell(f"{{changed}} of the {{total}} totals {of} moved with them.", changed=changed, total=total)


def revisions_table(found: Sequence[Revision]) -> Table | None:
    """List the revised days with what stood, what stands, and the gain of the year so far that each gives."""
    if not found:
        return None
    return Table(
        id="revisions",
        title=f"{len(found)} {'day' if len(found) == 1 else 'days'} revised after being recorded",
        subtitle="Area. Year so far: gain from 1 January to the day in km², as it stood and as it stands.",
        columns=[
            ("Day", "left"),
            ("Series", "left"),
            ("Stood", "right"),
            ("Stands", "right"),
            ("Change", "right"),
            ("Recorded", "left"),
            ("Revised", "left"),
            ("Year so far", "right"),
        ],
        rows=[_row(one) for one in found],
        foot=f"{foot(one.series for one in found)} Each number is rounded by itself.",
    )


def _row(one: Revision) -> list[Cell]:
    before, after, change = one.numbers
    so_far = one.so_far()
    told = f"{shown(so_far[0], signed=True)} → {shown(so_far[1], signed=True)}" if so_far else ""
    days = short_day(one.first_recorded), short_day(one.recorded)
    return [short_day(one.day), one.series.label, before, after, change, *days, told]


def states_table(evidence: Evidence, lines: Sequence[MeasuredSeries]) -> Table | None:
    """List the states in which series were recorded more than once: how far each reached, what it added and revised."""
    told = {line.label: states(evidence, line) for line in lines}
    rows = [state for of_line in told.values() if 1 < len(of_line) <= FEW_STATES for state in of_line]
    if not rows:
        return None
    labels = list(dict.fromkeys(state.series.label for state in rows))
    named = listed(labels)
    return Table(
        id="recorded-states",
        title=f"Recorded states of the series: {named}",
        subtitle="Days of the whole file, and of those revised the ones that this report shows. The parameter known_on "
        f"replays each state exactly.{_not_listed(told)}",
        columns=[
            ("Series", "left"),
            ("Recorded", "left"),
            ("Reaches", "left"),
            ("Days added", "right"),
            ("Days revised", "right"),
            ("Of them shown", "right"),
        ],
        rows=[
            [
                state.series.label,
                short_day(state.recorded),
                short_day(state.last),
                shown(state.added),
                shown(state.revised),
                shown(_revised_here(evidence, state)),
            ]
            for state in rows
        ],
        foot=foot(state.series for state in rows),
    )


def _revised_here(evidence: Evidence, state: State) -> int:
    """Count the days revised in a state that the report looks at."""
    told = revisions(evidence, state.series)
    return sum(one.recorded == state.recorded and evidence.since <= one.day <= evidence.as_of for one in told)


def _not_listed(told: Mapping[str, Sequence[State]]) -> str:
    """Say which series are not listed, and why."""
    once = [label for label, of_line in told.items() if len(of_line) == 1]
    daily = [
        f"{label} (on {many(len(of_line), 'day')})" for label, of_line in told.items() if len(of_line) > FEW_STATES
    ]
    parts = [f"{listed(once)}, recorded once"] if once else []
    parts += [f"{listed(daily)}, recorded as its days came out"] if daily else []
    return f" Not listed: {'; '.join(parts)}." if parts else ""
