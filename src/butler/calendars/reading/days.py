"""Which days a rule picks in one year, month, week, or of a single day. Days are ordinals (`date.toordinal`).

The sets of years are kept: the same rule is asked for the same year by many clients.
"""

from datetime import date
from functools import lru_cache

from butler.calendars.reading.rule import Rule, days_in, last_day, ordinal

FIRST_YEAR, LAST_YEAR = 1, 9999


@lru_cache(maxsize=8192)
def days_of_year(rule: Rule, year: int, month: int, day: int, weekday: int) -> tuple[int, ...]:
    """The days a YEARLY rule picks in `year`; month, day and weekday are DTSTART's, for what the rule leaves out."""
    if rule.byyearday or rule.byweekno:
        return _by_number(rule, year, weekday)
    if rule.byday and not rule.bymonthday and not rule.bymonth:
        return _weekdays(rule.byday, ordinal(year, 1, 1), days_in(year))
    # Without a month, "the 29th" of a yearly rule is the 29th of DTSTART's month: a birthday comes once a year.
    months = rule.bymonth or (range(1, 13) if rule.byday else (month,))
    found: set[int] = set()
    for each in months:
        found.update(days_of_month(rule, year, each, day))
    return tuple(sorted(found))


@lru_cache(maxsize=8192)
def days_of_month(rule: Rule, year: int, month: int, day: int) -> tuple[int, ...]:
    """The days a rule picks in one month, `day` being DTSTART's. With SKIP=FORWARD one may lie in the next month."""
    if rule.bymonth and month not in rule.bymonth:
        return ()
    first, length = ordinal(year, month, 1), last_day(year, month)
    wanted = rule.bymonthday
    if not wanted:
        if rule.byday and not rule.byyearday and not rule.byweekno:
            return _weekdays(rule.byday, first, length)
        wanted = tuple(range(1, length + 1)) if (rule.byyearday or rule.byweekno) else (day,)
    named = (_day_or_skip(number, length, rule.skip) for number in wanted)
    found = {first + number - 1 for number in named if number is not None}
    if rule.byday:
        found &= set(_weekdays(rule.byday, first, length))
    if rule.byyearday or rule.byweekno:
        found = {each for each in found if _number_fits(rule, each)}
    return tuple(sorted(found))


def days_of_week(rule: Rule, first: int, weekday: int) -> tuple[int, ...]:
    """The days a WEEKLY rule picks in the week that starts on day `first`."""
    weekdays = {each for _, each in rule.byday} or {weekday}
    days = (day for day in range(first, first + 7) if (day - 1) % 7 in weekdays and day > 0)
    if rule.bymonth or rule.bymonthday or rule.byyearday or rule.byweekno:
        return tuple(day for day in days if day_fits(rule, day))
    return tuple(days)


def day_fits(rule: Rule, day: int) -> bool:
    """Whether the day passes the parts that only limit (a rule that recurs daily or more often, or weekly)."""
    if rule.byday and not any(weekday == (day - 1) % 7 for _, weekday in rule.byday):
        return False
    if rule.bymonth or rule.bymonthday:
        when = date.fromordinal(day)
        if rule.bymonth and when.month not in rule.bymonth:
            return False
        if rule.bymonthday:
            length = last_day(when.year, when.month)
            if when.day not in rule.bymonthday and when.day - length - 1 not in rule.bymonthday:
                return False
    return not (rule.byyearday or rule.byweekno) or _number_fits(rule, day)


def _day_or_skip(number: int, length: int, skip: str) -> int | None:
    """The day of the month that `number` names; where there is none, RFC 7529 may move to a neighbour."""
    day = number if number > 0 else length + 1 + number
    if 1 <= day <= length:
        return day
    if skip == "OMIT":
        return None
    if number > 0:
        return length if skip == "BACKWARD" else length + 1
    return 0 if skip == "BACKWARD" else 1


def _weekdays(byday: tuple[tuple[int, int], ...], first: int, length: int) -> tuple[int, ...]:
    """The days that BYDAY names within `length` days from `first`: each Friday, the second, the last but one."""
    found: set[int] = set()
    for nth, weekday in byday:
        start = first + (weekday - (first - 1)) % 7
        if nth == 0:
            found.update(range(start, first + length, 7))
            continue
        count = (first + length - 1 - start) // 7 + 1
        place = nth - 1 if nth > 0 else count + nth
        if 0 <= place < count:
            found.add(start + 7 * place)
    return tuple(sorted(found))


def _by_number(rule: Rule, year: int, weekday: int) -> tuple[int, ...]:
    first, length = ordinal(year, 1, 1), days_in(year)
    if rule.byyearday:
        numbers = (_day_or_skip(number, length, rule.skip) for number in rule.byyearday)
        found = {first + number - 1 for number in numbers if number is not None}
    else:
        found = set(range(first, first + length))
    if rule.byweekno:
        found = {day for day in found if _week_fits(rule, day)}
        if not rule.byday and not rule.bymonthday and not rule.byyearday:
            found = {day for day in found if (day - 1) % 7 == weekday}
    if rule.byday:
        if rule.byweekno:
            found &= {day for day in found if any((day - 1) % 7 == each for _, each in rule.byday)}
        elif rule.bymonth:
            of_months = (_weekdays(rule.byday, ordinal(year, each, 1), last_day(year, each)) for each in rule.bymonth)
            found &= {day for days in of_months for day in days}
        else:
            found &= set(_weekdays(rule.byday, first, length))
    if rule.bymonth or rule.bymonthday:
        limits = rule._replace(byday=(), byyearday=(), byweekno=())
        found = {day for day in found if day_fits(limits, day)}
    return tuple(sorted(found))


def _number_fits(rule: Rule, day: int) -> bool:
    if rule.byyearday:
        year = date.fromordinal(day).year
        number = day - ordinal(year, 1, 1) + 1
        if number not in rule.byyearday and number - days_in(year) - 1 not in rule.byyearday:
            return False
    return not rule.byweekno or _week_fits(rule, day)


def _week_fits(rule: Rule, day: int) -> bool:
    """Whether the day's week number is wanted. A week belongs to the year of its fourth day (ISO 8601, any WKST)."""
    fourth = day - (day - 1 - rule.wkst) % 7 + 3
    year = date.fromordinal(max(fourth, 1)).year
    number = (fourth - ordinal(year, 1, 1)) // 7 + 1
    if number in rule.byweekno:
        return True
    days_left = days_in(year) - 1 - (fourth - ordinal(year, 1, 1))
    return -(days_left // 7) - 1 in rule.byweekno
