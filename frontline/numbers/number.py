"""A number with its unit, its rounding and its address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["measured", "stated", "computed"]

MINUS = "\N{MINUS SIGN}"
SPACE = "\N{NO-BREAK SPACE}"
_HALF = 1e-12
"""What lifts a half that is kept in binary over itself: more than a double's error, less than any digit shown."""

UNITS = {
    "km2": f"{SPACE}km²",
    "km2_per_day": f"{SPACE}km²/day",
    "km": f"{SPACE}km",
    "percent": "%",
    "people": "",
    "people_per_km2": f"{SPACE}per{SPACE}km²",
    "people_per_day": f"{SPACE}a{SPACE}day",
    "ratio": f"{SPACE}times",
    "days": f"{SPACE}days",
    "count": "",
}


def shown(value: float, digits: int = 0, *, signed: bool = False) -> str:
    """Return a value in words of the page: grouped thousands, a true minus sign, never a negative zero.

    Halves are rounded away from zero, as readers do who work the number out again from its rows.
    """
    size = f"{abs(float(value)) * (1 + _HALF):,.{digits}f}"
    sign = "" if not size.strip("0.,") else MINUS if value < 0 else "+" if signed else ""
    return f"{sign}{size}"


def shown_with_unit(value: float, unit: str, digits: int = 0, *, signed: bool = False) -> str:
    """Return a value with its unit, held together by a no-break space."""
    return shown(value, digits, signed=signed) + UNITS[unit]


@dataclass(frozen=True)
class Number:
    """A value, how it is shown, and where it comes from.

    A range that nobody put a number to is shown by its ends (`span`); its value is then their middle.
    `inputs` are rows of tables, each a mapping with the table's name and what identifies the row in
    it; `formula` says how they give the value.
    """

    id: str
    value: float
    unit: str
    kind: Kind
    inputs: tuple[Mapping[str, Any], ...] = ()
    formula: str | None = None
    digits: int = 0
    signed: bool = field(default=False, kw_only=True)
    span: tuple[float, float] | None = field(default=None, kw_only=True)

    @property
    def text(self) -> str:
        """The number as it stands in prose, with its unit."""
        return self.bare + UNITS[self.unit]

    @property
    def bare(self) -> str:
        """The number as it stands in prose, without its unit."""
        ends = self.span or (self.value,)
        return " to ".join(shown(end, self.digits, signed=self.signed) for end in ends)

    def __format__(self, spec: str) -> str:
        """Return a Markdown link to the number's address; `bare` leaves the unit out, `abs` the sign."""
        texts = {"": self.text, "bare": self.bare, "abs": shown_with_unit(abs(self.value), self.unit, self.digits)}
        return f"[{texts[spec]}](#{self.anchor})"

    @property
    def anchor(self) -> str:
        """The fragment under which the number's address stands in a page."""
        return f"n-{self.id}"

    def record(self) -> dict[str, Any]:
        """Return what travels with an output and ends in `edition.json`, rounded as far as it is trusted."""
        return {
            "id": self.anchor,
            "text": self.text,
            "value": round(self.value, max(self.digits, 2)),
            "unit": self.unit,
            "kind": self.kind,
            "formula": self.formula,
            "inputs": [dict(row) for row in self.inputs],
        }

    def cell(self) -> dict[str, str]:
        """Return the number as the cell of a table."""
        return {"text": self.text, "number": self.anchor}
