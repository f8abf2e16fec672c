"""Windows of the calendar, as a reader thinks of them."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from frontline.analysis.series import ONE_DAY


@dataclass(frozen=True, order=True)
class Window:
    """The days first..last, both included."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """The number of days."""
        return (self.last - self.first).days + 1

    @property
    def text(self) -> str:
        """The window in words: a whole year or month by its name, otherwise its days."""
        if self.first == self.last:
            return day_text(self.first)
        if self == year(self.first.year):
            return str(self.first.year)
        if self == month(self.first):
            return f"{self.first:%B %Y}"
        if (self.first.year, self.first.month) == (self.last.year, self.last.month):
            return f"{self.first.day}–{day_text(self.last)}"
        if self.first.year == self.last.year:
            return f"{day_month(self.first)} – {day_text(self.last)}"
        return f"{day_text(self.first)} – {day_text(self.last)}"

    @property
    def short(self) -> str:
        """The window for a narrow column of a table, held together by no-break spaces."""
        if self.first == self.last:
            text = f"{self.first.day} {self.first:%b %Y}"
        elif self in (year(self.first.year), month(self.first)):
            text = f"{self.first:%b %Y}" if self == month(self.first) else str(self.first.year)
        else:
            tail = "" if self.first.year == self.last.year else f" {self.first.year}"
            text = f"{self.first.day} {self.first:%b}{tail} – {self.last.day} {self.last:%b} {self.last.year}"
        return text.replace(" ", "\N{NO-BREAK SPACE}")


def day_month(day: dt.date) -> str:
    """Return a day without its year: `6 August`."""
    return f"{day.day} {day:%B}"


def day_text(day: dt.date) -> str:
    """Return a day in words: `6 August 2024`."""
    return f"{day_month(day)} {day.year}"


def short_day(day: dt.date) -> str:
    """Return a day for a narrow column of a table: `6 Aug 2024`, held together by no-break spaces."""
    return f"{day.day} {day:%b} {day.year}".replace(" ", "\N{NO-BREAK SPACE}")


def year(number: int) -> Window:
    """Return a calendar year."""
    return Window(dt.date(number, 1, 1), dt.date(number, 12, 31))


def month(day: dt.date) -> Window:
    """Return the calendar month of a day."""
    first = day.replace(day=1)
    return Window(first, (first + dt.timedelta(days=31)).replace(day=1) - ONE_DAY)


def year_to(day: dt.date) -> Window:
    """Return the year of a day up to that day."""
    return Window(dt.date(day.year, 1, 1), day)


def trailing(day: dt.date, days: int) -> Window:
    """Return the `days` days that end with a day."""
    return Window(day - (days - 1) * ONE_DAY, day)


def month_ends(since: dt.date, as_of: dt.date) -> pd.DatetimeIndex:
    """Return the eve of `since` and the month ends after it, the last one being `as_of` itself: borders of windows."""
    ends = pd.date_range(since, as_of, freq="ME")
    borders = ends.union(pd.DatetimeIndex([since - ONE_DAY, as_of]))
    return pd.DatetimeIndex(borders)


def quarters(since: dt.date, as_of: dt.date) -> list[Window]:
    """Return the whole calendar quarters between two days."""
    ends = pd.date_range(since, as_of, freq="QE")
    windows = [Window((end - pd.offsets.QuarterBegin(startingMonth=1)).date(), end.date()) for end in ends]
    return [window for window in windows if window.first >= since]
