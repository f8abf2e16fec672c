"""The days that a sentence speaks of, resolved against the day on which it was published."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

ONE_DAY = dt.timedelta(days=1)
_NAMES = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>20[12]\d)\b"
_DAY_FIRST = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH}(?: {_YEAR})?"
_MONTH_FIRST = rf"{_MONTH} (?P<day>\d{{1,2}})\b(?:,? {_YEAR})?"
_DAY = rf"(?:{_DAY_FIRST}|{_MONTH_FIRST})"


@dataclass(frozen=True)
class Days:
    """The days first..last that a text names, and where it does."""

    first: dt.date
    last: dt.date
    start: int
    end: int

    def distance(self, start: int, end: int) -> int:
        """Return how far this stands from a number; days before it count twice, as they may be its forerunner’s."""
        return max(self.start - end, 2 * (start - self.end), 0)


def days_named(sentence: str, published: dt.date) -> list[Days]:
    """Return the windows that a sentence names, in order; a window that would end later ends on the eve."""
    eve = published - ONE_DAY
    found: list[Days] = []
    taken: list[tuple[int, int]] = []
    for pattern, resolve in _PATTERNS:
        for match in pattern.finditer(sentence):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            window = resolve(match, published)
            if window is not None and window[0] <= eve:
                found.append(Days(window[0], min(window[1], eve), *match.span()))
    return sorted(found, key=lambda one: one.start)


_Window = tuple[dt.date, dt.date]
_Resolve = Callable[[re.Match[str], dt.date], _Window | None]


def _numbered(names: str, pattern: str) -> str:
    """Give the groups of a pattern that is used twice names of their own; a day is written in two orders."""
    for name in ("day", "month", "year"):
        counter: Iterator[str] = iter("ab")
        pattern = re.sub(rf"\(\?P<{name}>", lambda _, n=name, c=counter: f"(?P<{n}{names}{next(c)}>", pattern)  # type: ignore[misc]
    return pattern


def _date(match: re.Match[str], names: str, published: dt.date) -> dt.date | None:
    parts = {key: match.group(f"{key}{names}a") or match.group(f"{key}{names}b") for key in ("day", "month", "year")}
    if parts["day"] is None:
        return None
    return _made(parts["year"], _MONTHS[parts["month"].lower()], int(parts["day"]), published)


def _made(year: str | None, month: int, day: int, published: dt.date) -> dt.date | None:
    """Return a day; without its year the last one before publication."""
    try:
        found = dt.date(int(year or published.year), month, day)
        return found if year or found <= published else found.replace(year=published.year - 1)
    except ValueError:
        return None


def _between(match: re.Match[str], published: dt.date) -> _Window | None:
    first, last = _date(match, "1", published), _date(match, "2", published)
    return (first, last) if first and last and first <= last else None


def _since(match: re.Match[str], published: dt.date) -> _Window | None:
    first = _date(match, "1", published)
    return (first, published - ONE_DAY) if first else None


def _on(match: re.Match[str], published: dt.date) -> _Window | None:
    day = _date(match, "1", published)
    return (day, day) if day else None


def _since_month(match: re.Match[str], published: dt.date) -> _Window | None:
    first = _made(match.group("year"), _MONTHS[match.group("month").lower()], 1, published)
    return (first, published - ONE_DAY) if first else None


def _in_month(match: re.Match[str], published: dt.date) -> _Window | None:
    first = _made(match.group("year"), _MONTHS[match.group("month").lower()], 1, published)
    return (first, _month_end(first)) if first else None


def _in_year(match: re.Match[str], _: dt.date) -> _Window:
    year = int(match.group("year"))
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _month_end(day: dt.date) -> dt.date:
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - ONE_DAY


def _this_year(_: re.Match[str], published: dt.date) -> _Window:
    return published.replace(month=1, day=1), published - ONE_DAY


def _last_year(_: re.Match[str], published: dt.date) -> _Window:
    return dt.date(published.year - 1, 1, 1), dt.date(published.year - 1, 12, 31)


def _this_month(_: re.Match[str], published: dt.date) -> _Window:
    return published.replace(day=1), published - ONE_DAY


def _last_month(_: re.Match[str], published: dt.date) -> _Window:
    last = published.replace(day=1) - ONE_DAY
    return last.replace(day=1), last


def _last_week(_: re.Match[str], published: dt.date) -> _Window:
    return published - 7 * ONE_DAY, published - ONE_DAY


def _no_window(_: re.Match[str], __: dt.date) -> None:
    """Pass over days that a superlative reaches back to: "the fastest since March 2022"."""


def _yesterday(_: re.Match[str], published: dt.date) -> _Window:
    return published - ONE_DAY, published - ONE_DAY


_ONE, _TWO = _numbered("1", _DAY), _numbered("2", _DAY)
# In this order: what is longer is tried first, and takes its place in the sentence.
_PATTERNS: tuple[tuple[re.Pattern[str], _Resolve], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), resolve)
    for pattern, resolve in (
        (rf"\b(?:most|\w+est|first|record)(?: \w+){{0,3}} since (?:{_MONTH} )?{_YEAR}", _no_window),
        (rf"\b(?:between|from) {_ONE} (?:and|to|until|till) {_TWO}", _between),
        (rf"\bsince {_ONE}", _since),
        (_ONE, _on),
        (rf"\bsince (?:the (?:start|beginning) of |early )?{_MONTH}(?: {_YEAR})?", _since_month),
        (rf"\b(?:in|during|throughout|over|for) (?:the (?:whole|month) of )?{_MONTH}(?: {_YEAR})?", _in_month),
        (rf"\b(?:so far |to date )?in {_YEAR}(?: so far| to date)?", _in_year),
        (rf"\b(?:the )?(?:whole|all|rest) of {_YEAR}", _in_year),
        (r"\b(?:so far )?this year\b|\bsince (?:the start|the beginning) of the year\b", _this_year),
        (r"\b(?:last|previous) year\b|\bthe year before\b", _last_year),
        (r"\b(?:so far )?this month\b", _this_month),
        (r"\blast month\b", _last_month),
        (r"\b(?:last|past) week\b|\bpast seven days\b", _last_week),
        (r"\byesterday\b", _yesterday),
        (_YEAR, _in_year),
    )
)
