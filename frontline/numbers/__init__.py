"""Numbers: a value with its unit, its rounding and its address, and prose that carries them."""

from frontline.numbers.number import MINUS, Kind, Number, shown, shown_with_unit
from frontline.numbers.prose import Bundle, Prose, box, bundle, tell

__all__ = ["MINUS", "Bundle", "Kind", "Number", "Prose", "box", "bundle", "shown", "shown_with_unit", "tell"]
