"""How holidays of the Gregorian and Julian year are found: a fixed day, the nth weekday, so many days from Easter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from butler.language.dates.calendar import Days, easter, make, month_of, nth_weekday, one, orthodox_easter
from butler.language.dates.moment import Grain
from butler.language.dates.piece import Holiday


def fixed(month: int, day: int) -> Holiday:
    """The same day every year."""

    def days(year: int) -> Days | None:
        when = make(year, month, day)
        return one(when) if when else None

    return days


def run(month: int, day: int, last_month: int, last_day: int) -> Holiday:
    """From one day to another of the same year, both included."""

    def days(year: int) -> Days | None:
        first, last = make(year, month, day), make(year, last_month, last_day)
        return Days(first, last + timedelta(days=1), Grain.DAY) if first and last else None

    return days


def nth(month: int, weekday: int, count: int, later: int = 0) -> Holiday:
    """The nth weekday of a month (the last: -1), or so many days later."""

    def days(year: int) -> Days | None:
        if not 1000 <= year < 3000:
            return None
        when = nth_weekday(month_of(year, month), weekday, count)
        return one(when + timedelta(days=later)) if when else None

    return days


def before(month: int, day: int, weekday: int) -> Holiday:
    """The last such weekday before a day: Victoria Day is the Monday before 25 May."""

    def days(year: int) -> Days | None:
        bound = make(year, month, day)
        return one(bound - timedelta(days=(bound.weekday() - weekday - 1) % 7 + 1)) if bound else None

    return days


def working(month: int, day: int) -> Holiday:
    """The working day nearest to a day: Saturday is kept on Friday, Sunday on Monday."""

    def days(year: int) -> Days | None:
        when = make(year, month, day)
        return one(when + timedelta(days={5: -1, 6: 1}.get(when.weekday(), 0))) if when else None

    return days


def from_easter(offset: int, length: int = 1, *, sunday: Callable[[int], date] = easter) -> Holiday:
    """So many days after Easter Sunday (before: negative)."""

    def days(year: int) -> Days | None:
        if not 1583 <= year < 3000:
            return None
        start = sunday(year) + timedelta(days=offset)
        return Days(start, start + timedelta(days=length), Grain.DAY)

    return days


def from_orthodox_easter(offset: int, length: int = 1) -> Holiday:
    return from_easter(offset, length, sunday=orthodox_easter)


def oktoberfest(year: int) -> Days | None:
    """From the Saturday after 15 September to the first Sunday of October, or the third if that is later."""
    bound = make(year, 9, 15)
    if bound is None:
        return None
    start = bound + timedelta(days=(5 - bound.weekday()) % 7)
    sunday = nth_weekday(month_of(year, 10), 6, 1)
    last = max(when for when in (sunday, make(year, 10, 3)) if when)
    return Days(start, last + timedelta(days=1), Grain.DAY)
