"""Arithmetic of days: months, weeks, the nth weekday, spans of whole units. Spans here exclude their end."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from butler.language.dates.moment import Grain

ONE_DAY = timedelta(days=1)
EARLIEST, LATEST = 1000, 3000  # years outside are no dates of ours: the reader says nothing
CLOCK_UNITS = ("second", "minute", "hour")
_GRAINS = {
    "second": Grain.SECOND,
    "minute": Grain.MINUTE,
    "hour": Grain.HOUR,
    "day": Grain.DAY,
    "week": Grain.WEEK,
    "month": Grain.MONTH,
    "quarter": Grain.QUARTER,
    "year": Grain.YEAR,
}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days from `start` up to, not including, `end`."""

    start: date
    end: date
    grain: Grain

    @property
    def last(self) -> date:
        return self.end - ONE_DAY


def grain_of(unit: str) -> Grain:
    """How fine a count of such units is."""
    return _GRAINS.get(unit, Grain.DAY)


def add_months(when: date, months: int) -> date:
    """The same day of another month, or its last day where there is none; OverflowError outside our years."""
    year, month = divmod(when.year * 12 + when.month - 1 + months, 12)
    if not EARLIEST <= year <= LATEST:
        raise OverflowError("a year far outside the calendar")
    return when.replace(year=year, month=month + 1, day=min(when.day, calendar.monthrange(year, month + 1)[1]))


def shifted(moment: datetime, count: float, unit: str) -> datetime:
    """`count` units later (earlier where negative); halves are allowed."""
    if unit in _MONTHS:
        whole = int(count * _MONTHS[unit])
        return add_months(moment, whole) + timedelta(days=round((count * _MONTHS[unit] - whole) * 30))  # type: ignore[return-value]
    days = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}.get(unit)
    if days:
        return moment + timedelta(days=count * days)
    return moment + timedelta(seconds=count * {"second": 1, "minute": 60, "hour": 3600}[unit])


def one(when: date) -> Days:
    return Days(when, when + ONE_DAY, Grain.DAY)


def unit_around(when: date, unit: str, turn: int = 0) -> Days:
    """The whole week, month, ... that holds `when`, or the one `turn` units later."""
    if unit == "day":
        return one(when + timedelta(days=turn))
    if unit in ("week", "fortnight"):
        monday = when - timedelta(days=when.weekday()) + timedelta(weeks=turn)
        return Days(monday, monday + timedelta(weeks=1 if unit == "week" else 2), Grain.WEEK)
    if unit == "weekend":
        saturday = when - timedelta(days=when.weekday()) + timedelta(days=5 + 7 * turn)
        return Days(saturday, saturday + timedelta(days=2), Grain.DAY)
    months = _MONTHS[unit]
    first = date(when.year, (when.month - 1) // months * months + 1 if months <= 12 else 1, 1)
    if unit == "decade":
        first = first.replace(year=when.year // 10 * 10)
    first = add_months(first, turn * months)
    return Days(first, add_months(first, months), _GRAINS.get(unit, Grain.QUARTER if months == 6 else Grain.YEAR))


def month_of(year: int, month: int) -> Days:
    first = date(year, month, 1)
    return Days(first, add_months(first, 1), Grain.MONTH)


def year_of(year: int) -> Days:
    return Days(date(year, 1, 1), date(year + 1, 1, 1), Grain.YEAR)


def nth_weekday(inside: Days, weekday: int, nth: int) -> date | None:
    """The nth such weekday in the days given (from the end where negative); None where there is none."""
    if nth > 0:
        first = inside.start + timedelta(days=(weekday - inside.start.weekday()) % 7)
        found = first + timedelta(weeks=nth - 1)
    else:
        found = inside.last - timedelta(days=(inside.last.weekday() - weekday) % 7) + timedelta(weeks=nth + 1)
    return found if inside.start <= found < inside.end else None


def make(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    if not (EARLIEST <= year <= LATEST and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def full_year(digits: str) -> int:
    """ "15" is 2015, "96" is 1996, four digits are themselves."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 70 else 1900)


def easter(year: int) -> date:
    """Western Easter Sunday (the Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday as a day of the Gregorian calendar."""
    a = (19 * (year % 19) + 15) % 30
    b = (2 * (year % 4) + 4 * (year % 7) - a + 34) % 7
    month, day = divmod(a + b + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def shifted_days(when: date, days: int) -> date:
    return when + timedelta(days=days)
