"""How much the days matter to each claim, in a table."""

from collections.abc import Sequence

from frontline.analysis.claims import CheckedClaim
from frontline.analysis.reading import digits_of
from frontline.analysis.series import kind_of
from frontline.analysis.shifts import SHIFT, Shifted
from frontline.numbers import Cell, Number, Table, shown, shown_with_unit
from frontline.prose.claims import of_sign, stated_told
from frontline.prose.words import listed


def days_table(rows: Sequence[Shifted], checked: Sequence[CheckedClaim]) -> Table | None:
    """Set out what each claim gives on the days told, and on days up to a week from them."""
    if not rows:
        return None
    return Table(
        id="days",
        title="What the claims give if their days are moved by up to a week",
        subtitle=f"Every end of a window moved by up to {SHIFT} days, its last never to a later day. None of these "
        f"counts for a verdict: they show whether a number stands or falls with its days.{_directions(rows)}",
        columns=[
            ("Claim", "left"),
            ("Stated", "right"),
            ("Line", "left"),
            ("On its days", "right"),
            ("Days moved", "right"),
            ("Windows within what was stated", "right"),
        ],
        rows=[_row(row) for row in rows],
        foot=_left_out(rows, checked),
    )


def _left_out(rows: Sequence[Shifted], checked: Sequence[CheckedClaim]) -> str:
    """Name the claims that have readings and no row, with the reason."""
    here = {row.checked.claim.id for row in rows}
    by_reason: dict[str, list[str]] = {}
    for one in checked:
        if one.readings and one.claim.id not in here:
            by_reason.setdefault(_why_left_out(one), []).append(one.claim.id)
    told = "; ".join(f"{listed(claims)} ({reason})" for reason, claims in by_reason.items())
    return f"Claims with readings that have no row here: {told}." if told else ""


def _why_left_out(one: CheckedClaim) -> str:
    if one.claim.kind == "distance":
        return "a distance of towns, no area"
    return "neither a number nor a direction is stated" if one.stated is None else "no line has a value on its days"


def _row(row: Shifted) -> list[Cell]:
    one = row.checked
    unit = one.unit or "count"
    digits = digits_of(unit)
    low = shown(row.low, digits, signed=row.signed)
    high = shown_with_unit(row.high, unit, digits, signed=row.signed)
    return [
        one.claim.id,
        stated_told(one),
        row.levels.line.label,
        _own(row, unit, digits),
        high if high.startswith(low) and row.low == row.high else f"{low} to {high}",
        f"{shown(row.allowed)} of {shown(row.windows)}",
    ]


def _directions(rows: Sequence[Shifted]) -> str:
    """Say what the values of a claim are that asserts a direction."""
    told = {row.checked.claim.id: of_sign(row.checked) for row in rows if row.checked.directional}
    return (
        f" Differences and changes, told with their sign: {'; '.join(f'{claim}, {of}' for claim, of in told.items())}."
        if told
        else ""
    )


def _own(row: Shifted, unit: str, digits: int) -> Number:
    """Return the value on the days told with the rows of the window's ends."""
    name = f"days-{row.checked.claim.id}-{row.levels.line.id}"
    kind, inputs = kind_of(row.own, row.traced.inputs), row.traced.inputs
    return Number(name, row.own, unit, kind, inputs, row.traced.formula, digits, signed=row.signed)
