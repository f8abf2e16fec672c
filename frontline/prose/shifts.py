"""How much the days matter to each claim, in a table."""

from collections.abc import Sequence

from frontline.analysis.reading import digits_of
from frontline.analysis.shifts import SHIFT, Shifted
from frontline.numbers import Cell, Number, Table, shown, shown_with_unit


def days_table(rows: Sequence[Shifted]) -> Table | None:
    """Set out what each claim gives on the days told, and on days up to a week from them."""
    if not rows:
        return None
    return Table(
        id="days",
        title="What the claims give if their days are moved by up to a week",
        subtitle=f"Every end of a window moved by up to {SHIFT} days, its last never to a later day. None of these "
        "counts for a verdict: they show whether a number stands or falls with its days.",
        columns=[
            ("Claim", "left"),
            ("Stated", "right"),
            ("Line", "left"),
            ("On its days", "right"),
            ("Days moved", "right"),
            ("Windows", "right"),
            ("Within what was stated", "right"),
        ],
        rows=[_row(row) for row in rows],
    )


def _row(row: Shifted) -> list[Cell]:
    one = row.checked
    unit = one.unit or "count"
    digits = digits_of(unit)
    low, high = shown(row.low, digits), shown_with_unit(row.high, unit, digits)
    return [
        one.claim.id,
        one.stated.text if one.stated else "",
        row.levels.line.label,
        _own(row, unit, digits),
        high if high.startswith(low) and row.low == row.high else f"{low} to {high}",
        shown(row.windows),
        shown_with_unit(100 * row.allowed, "percent"),
    ]


def _own(row: Shifted, unit: str, digits: int) -> Number:
    """Return the value on the days told with the rows of the window's ends."""
    name = f"days-{row.checked.claim.id}-{row.levels.line.id}"
    return Number(name, row.own, unit, "computed", row.traced.inputs, row.traced.formula, digits)
