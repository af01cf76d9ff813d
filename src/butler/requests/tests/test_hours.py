"""The calendar of the house: what a colleague would count on the wall calendar, and what must always hold."""

from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from butler.requests.rules import HOUR, MINUTE, Holidays, Hours, Shift
from butler.requests.rules.openings import ticks
from butler.requests.tests.calendars import MOSCOW, hours, moments

WEEKDAY = Shift(time(9), time(20), (time(13), time(14)))
HOUSE = Hours(
    time(9),
    time(20),
    MOSCOW,
    week=(WEEKDAY,) * 5 + (Shift(time(10), time(18)), None),
    holidays=Holidays.AS_SUNDAY,
    days=((date(2026, 12, 29), None), (date(2027, 1, 2), Shift(time(12), time(16)))),
)


def at(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("start", "end", "work"),
    [
        (at("2026-11-26", "12:00"), at("2026-11-26", "15:00"), 2 * HOUR),  # lunch is no work
        (at("2026-11-27", "19:30"), at("2026-11-30", "09:30"), 9 * HOUR),  # the short Saturday counts, Sunday does not
        (at("2026-12-28", "20:00"), at("2026-12-30", "09:00"), 0 * HOUR),  # the house's own day off
        (at("2026-12-31", "00:00"), at("2027-01-09", "00:00"), 4 * HOUR),  # the holidays, less the house's extra day
        (at("2027-02-20", "00:00"), at("2027-02-21", "00:00"), 10 * HOUR),  # a Saturday that was moved: a workday
        (at("2027-02-22", "00:00"), at("2027-02-24", "00:00"), 0 * HOUR),  # the day off it paid for, and the holiday
        (at("2026-11-26", "15:00"), at("2026-11-26", "12:00"), 0 * HOUR),  # nothing fits before the start
    ],
)
def test_work_is_counted_as_on_the_wall_calendar(start, end, work):
    assert HOUSE.between(start, end) == work


def test_a_closed_house_and_a_house_that_never_rests():
    on_holiday = date(2027, 1, 7)
    week = HOUSE.week
    assert Hours(time(9), time(20), MOSCOW, week, Holidays.CLOSED).shift_on(on_holiday) is None
    assert Hours(time(9), time(20), MOSCOW, week, Holidays.AS_USUAL).shift_on(on_holiday) == WEEKDAY
    round_the_clock = Hours(time(8), time(8), MOSCOW)
    assert round_the_clock.between(at("2026-11-26", "00:00"), at("2026-11-27", "00:00")) == 24 * HOUR
    never = Hours(time(8), time(9), MOSCOW, (None,) * 7)
    assert never.after(at("2026-11-26", "00:00"), HOUR).year == 2200  # beyond the calendar every hour counts


def test_a_night_shift_has_its_lunch_after_midnight():
    night = Hours(time(20), time(4), MOSCOW, (Shift(time(20), time(4), (time(1), time(2))),) * 7)
    assert night.between(at("2026-11-26", "23:00"), at("2026-11-27", "12:00")) == 4 * HOUR
    assert night.after(at("2026-11-26", "23:00"), 3 * HOUR) == at("2026-11-27", "03:00")


def slow_work(house: Hours, start: datetime, end: datetime) -> timedelta:
    """The same, counted by looking at every quarter of an hour: shifts begin and end on quarters."""
    quarter = timedelta(minutes=15)
    first = datetime.fromtimestamp(start.timestamp() // 900 * 900, UTC)
    total = timedelta(0)
    while first < end:
        if _works_at(house, first):
            total += min(first + quarter, end) - max(first, start)
        first += quarter
    return total


def _works_at(house: Hours, moment: datetime) -> bool:
    day = moment.astimezone(house.zone).date()
    for each in (day - timedelta(days=1), day):
        shift = house.shift_on(each)
        if shift is None:
            continue
        for opens, closes in _spoken(shift, each, house):
            if opens <= moment < closes:
                return True
    return False


def _spoken(shift: Shift, day: date, house: Hours):
    """A shift as it is said: from, until, and lunch taken out."""

    def on(date_: date, clock: time) -> datetime:
        return datetime.combine(date_, clock, house.zone).astimezone(UTC)

    next_day = day + timedelta(days=1)
    opens, closes = on(day, shift.opens), on(day if shift.closes > shift.opens else next_day, shift.closes)
    if shift.lunch is None:
        return [(opens, closes)]
    left, back = shift.lunch
    out = day if left >= shift.opens else next_day
    leaves, returns = on(out, left), on(out if back > left else out + timedelta(days=1), back)
    return [(opens, min(leaves, closes)), (returns, closes)]


@settings(max_examples=40)
@given(hours, moments, st.timedeltas(timedelta(0), timedelta(days=9)))
def test_it_equals_counting_every_quarter_of_an_hour(house, start, length):
    assert house.between(start, start + length) == slow_work(house, start, start + length)


@given(hours, moments, st.timedeltas(MINUTE, 60 * HOUR))
def test_back_and_forth_are_inverses(house, moment, work):
    then, since = house.after(moment, work), house.before(moment, work)
    assert house.between(moment, then) == work
    assert house.between(moment, then - timedelta(microseconds=1)) < work  # and no earlier moment would do
    assert house.between(since, moment) == work
    assert house.between(since - timedelta(microseconds=1), moment) > work
    assert house.before(then, work) <= moment


@given(hours, moments, st.timedeltas(timedelta(0), timedelta(days=40)), st.timedeltas(timedelta(0), timedelta(days=40)))
def test_more_time_never_holds_less_work_and_parts_add_up(house, start, first, then):
    middle, end = start + first, start + first + then
    assert house.between(start, end) == house.between(start, middle) + house.between(middle, end)
    assert timedelta(0) <= house.between(start, end) <= end - start


@settings(max_examples=30)
@given(hours, st.lists(moments, min_size=1), st.lists(st.integers(-(10**13), 10**13), min_size=1))
def test_many_at_once_are_each_as_one(house, some, works):
    line = house.line(min(some), max(some))
    assert line.worked_by_many(np.array([ticks(each) for each in some])).tolist() == [
        line.worked(ticks(each)) for each in some
    ]
    assert line.when_of_many(np.array(works)).tolist() == [line.when(work) for work in works]
