"""Numbers: a value with its unit, its rounding and its address, and the prose, tables and cards that carry them."""

from frontline.numbers.number import MINUS, Kind, Number, shown, shown_with_unit
from frontline.numbers.prose import Bundle, Prose, box, bundle, tell
from frontline.numbers.table import Align, Card, Cards, Cell, Table, Worded

__all__ = [
    "MINUS",
    "Align",
    "Bundle",
    "Card",
    "Cards",
    "Cell",
    "Kind",
    "Number",
    "Prose",
    "Table",
    "Worded",
    "box",
    "bundle",
    "shown",
    "shown_with_unit",
    "tell",
]
