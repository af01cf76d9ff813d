"""The days that a report speaks of: a week, a month, a quarter, or any days; and the days that it is compared with."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
LONGEST = 366  # days of one report
EARLIEST = date(2000, 1, 1)


class Kind(StrEnum):
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    DAYS = "days"


MONTHS = {Kind.MONTH: 1, Kind.QUARTER: 3}


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both counted, on somebody's calendar."""

    kind: Kind
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def since(self, zone: ZoneInfo) -> datetime:
        """Midnight at which it begins in this zone."""
        return _midnight(self.first, zone)

    def until(self, zone: ZoneInfo) -> datetime:
        """Midnight after its last day: this moment is not in it any more."""
        return _midnight(self.last + DAY, zone)

    @property
    def before(self) -> "Period":
        """The one before it: of the same kind, or as many days."""
        if self.kind in MONTHS:
            return _months(self.kind, months_on(self.first, -MONTHS[self.kind]))
        return Period(self.kind, self.first - timedelta(days=self.days), self.first - DAY)

    @property
    def after(self) -> "Period":
        if self.kind in MONTHS:
            return _months(self.kind, months_on(self.first, MONTHS[self.kind]))
        return Period(self.kind, self.last + DAY, self.last + timedelta(days=self.days))

    def compared(self, today: date) -> "Period":
        """What it is measured against: the one before it, and of that no more days than have passed of this one."""
        before = self.before
        if not self.first <= today < self.last:
            return before
        passed = min((today - self.first).days, before.days - 1)
        return Period(Kind.DAYS, before.first, before.first + timedelta(days=passed))


def of(kind: Kind, day: date) -> Period:
    """The week, month or quarter in which a day lies; DAYS is that day alone."""
    if kind == Kind.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(kind, monday, monday + timedelta(days=6))
    if kind == Kind.MONTH:
        return _months(kind, day.replace(day=1))
    if kind == Kind.QUARTER:
        return _months(kind, date(day.year, (day.month - 1) // 3 * 3 + 1, 1))
    return Period(kind, day, day)


def between(first: date, last: date) -> Period:
    """Own days, in whichever order they were given; a year at most, the latest days are kept."""
    first, last = sorted((first, last))
    return Period(Kind.DAYS, max(first, last - timedelta(days=LONGEST - 1)), last)


def within_reach(day: date, today: date) -> date:
    """A day that a report may be asked for: neither ahead of today nor before the calendar of houses begins."""
    return min(max(day, EARLIEST), today)


def months_on(month: date, count: int) -> date:
    """The first day of the month so many months later; earlier, if negative."""
    number = month.year * 12 + month.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def _months(kind: Kind, first: date) -> Period:
    return Period(kind, first, months_on(first, MONTHS[kind]) - DAY)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    # in UTC: moments of one zone compare by their wall clocks, which is wrong in the night of a clock change
    return datetime.combine(day, time.min, zone).astimezone(UTC)
