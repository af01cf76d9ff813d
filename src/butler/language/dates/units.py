"""Units named by their place: the third Tuesday of October, the second quarter, this winter."""

from datetime import date, timedelta

from butler.language.dates import calendar
from butler.language.dates.calendar import Days
from butler.language.dates.moment import Grain

SEASONS = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9}  # the month each begins with


def season_days(season: str, today: date, *, year: int | None, turn: int | None) -> Days | None:
    """Its three months: in the year given (winter: the one that ends there), by turn, or the one that comes."""
    if year is not None:
        return _season(year - (season == "winter"), season)
    spans = [days for step in range(-2, 4) if (days := _season(today.year + step, season))]
    if turn is not None and turn < 0:
        past = [days for days in spans if days.end <= today]
        return past[turn] if len(past) >= -turn else None
    coming = [days for days in spans if (days.start if turn == 1 else days.end) > today]
    return coming[0] if coming else None


def _season(year: int, season: str) -> Days | None:
    start = calendar.make(year, SEASONS[season], 1)
    return Days(start, calendar.add_months(start, 3), Grain.QUARTER) if start else None


def quarter_days(count: int, unit: str, today: date, *, year: int | None, forward: bool) -> Days | None:
    """The first to fourth quarter (or half) of a year; without a year the one that is or comes."""
    size = 3 if unit == "quarter" else 6
    if not 0 < count * size <= 12:
        return None
    first = calendar.make(year or today.year, (count - 1) * size + 1, 1)
    if first is None:
        return None
    days = calendar.unit_around(first, unit)
    if year is None and days.end <= today and forward:
        return calendar.unit_around(first.replace(year=first.year + 1), unit)
    return days


def nth_days(inside: Days, count: int, unit: str, weekday: int | None) -> Days | None:
    """The nth weekday, day, week or weekend of the days given, from their end where `count` is negative."""
    if weekday is not None:
        found = calendar.nth_weekday(inside, weekday, count)
        return calendar.one(found) if found else None
    if unit == "day":
        when = inside.start + timedelta(days=count - 1) if count > 0 else inside.end + timedelta(days=count)
        return calendar.one(when) if inside.start <= when < inside.end else None
    if unit == "weekend":
        saturday = calendar.nth_weekday(inside, 5, count)
        return Days(saturday, saturday + timedelta(days=2), Grain.DAY) if saturday else None
    if unit == "month":
        first = calendar.add_months(inside.start if count > 0 else inside.end, count - 1 if count > 0 else count)
        return calendar.unit_around(first, "month") if inside.start <= first < inside.end else None
    thursday = calendar.nth_weekday(inside, 3, count)  # a week belongs to where its Thursday is
    return calendar.unit_around(thursday, "week") if thursday else None


def nth_weekday_after(start: date, count: int, weekday: int) -> date:
    """The nth such weekday after a day (before it where negative)."""
    if count > 0:
        return start + timedelta(days=(weekday - start.weekday() - 1) % 7 + 1 + 7 * (count - 1))
    return start - timedelta(days=(start.weekday() - weekday - 1) % 7 + 1 + 7 * (-count - 1))
