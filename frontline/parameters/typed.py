"""Days as they are typed, and values that arrive as text from a command line."""

import calendar
import datetime as dt
import re
from typing import Annotated, Any

from pydantic import BeforeValidator

# The day after which nothing can be known: it compares like any day, so that "recorded by then" needs no special case.
LATEST = dt.date.max

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_OTHER_FORMS = ("%Y/%m/%d", "%d.%m.%Y", "%d/%m/%Y", "%Y%m%d", "%Y-%m")


def _day(value: Any) -> Any:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str) and _ISO.fullmatch(value):
        return dt.date.fromisoformat(value)
    raise ValueError("not a day")


def _day_or_latest(value: Any) -> Any:
    return LATEST if value == "latest" else _day(value)


Day = Annotated[dt.date, BeforeValidator(_day)]
DayOrLatest = Annotated[dt.date, BeforeValidator(_day_or_latest)]


def as_typed(value: object) -> str | int:
    """Return a value in the form in which it stands in a notebook's parameters cell."""
    if isinstance(value, dt.date):
        return "latest" if value == LATEST else value.isoformat()
    return value if isinstance(value, int) else str(value)


def from_text(annotation: str, text: str) -> str | int:
    """Return text from a command line as the type of its field (`int` or `str`); as it is where it cannot be."""
    return int(text) if annotation == "int" and re.fullmatch(r"[+-]?\d{1,9}", text) else text


def nearest_day(value: object) -> str | None:
    """Return the day that was most likely meant by text in another form, or by a day that its month lacks."""
    text = str(value).strip()
    for form in _OTHER_FORMS:
        try:
            return dt.datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    if _ISO.fullmatch(text):
        year, month, _ = (int(part) for part in text.split("-"))
        if 1 <= month <= 12 and year:
            return dt.date(year, month, calendar.monthrange(year, month)[1]).isoformat()
    return None
