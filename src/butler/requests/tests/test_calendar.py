"""The calendar of the house as its rows keep it: changed, taken back, and everything counted anew."""

from datetime import date, time, timedelta

import pytest

from butler.ground import clock
from butler.ground.acting import acting_as
from butler.ground.models import Holidays as HolidaysOfTheHouse
from butler.requests import actions, jobs
from butler.requests.calendar import shift_of, text_of, working_hours
from butler.requests.rules import HOUR, Holidays, Shift
from butler.requests.tests.conftest import at

LONG = Shift(time(9), time(20), (time(13), time(14)))
WEEK = (LONG,) * 5 + (Shift(time(10), time(18)), None)


@pytest.fixture
def in_house(vera, house):
    """What Vera, who leads, does to the calendar: in_house(verb, ...)."""

    def act(verb, *facts):
        with acting_as(vera.pk):
            done = verb(*facts, by=vera, now=clock.now())
            return done, working_hours()

    return act


@pytest.mark.parametrize("shift", [None, LONG, Shift(time(20), time(4)), Shift(time(0), time(0))])
def test_a_day_of_the_week_survives_its_row(shift):
    assert shift_of(text_of(shift)) == shift


def test_rules_and_tables_know_the_same_kinds_of_holidays():
    assert [each.value for each in Holidays] == [each.value for each in HolidaysOfTheHouse]


def test_a_week_with_lunch_and_a_closed_sunday(in_house):
    _, hours = in_house(actions.keep_week, WEEK, Holidays.AS_SUNDAY)
    assert hours.between(at("12:00"), at("15:00")) == 2 * HOUR
    assert hours.between(at("00:00", 29), at("00:00", 30)) == timedelta(0)


def test_a_house_that_never_opens_is_refused_and_nothing_changes(in_house):
    with pytest.raises(actions.NeverOpen):
        in_house(actions.keep_week, (None,) * 7, Holidays.CLOSED)
    _, hours = in_house(actions.keep_week, WEEK, Holidays.CLOSED)
    assert hours.week == WEEK


def test_a_day_of_our_own_goes_before_the_week_and_can_be_forgotten(in_house):
    day = date(2026, 11, 25)
    before, hours = in_house(actions.keep_day, actions.OwnDay(day, "переезд"))
    assert (before, hours.shift_on(day)) == (None, None)
    before, hours = in_house(actions.keep_day, actions.OwnDay(day, "переезд", time(15), time(18)))
    assert (before, hours.shift_on(day)) == (actions.OwnDay(day, "переезд"), Shift(time(15), time(18)))
    before, hours = in_house(actions.forget_day, day)
    assert before.opens == time(15)
    assert hours.shift_on(day) == Shift(time(8), time(21))
    assert in_house(actions.forget_day, day)[0] is None  # said twice


def test_when_the_house_closes_a_day_what_was_due_after_it_becomes_urgent_earlier(ask, veresov, anna, vera):
    task = ask(veresov, "Трансфер", due_at=at("11:00", 26))
    with acting_as(vera.pk):
        actions.keep_day(actions.OwnDay(date(2026, 11, 25)), by=vera, now=clock.now())
    jobs.recount()
    with acting_as(anna.pk):
        task.refresh_from_db()
    assert task.becomes_urgent_at == at("19:40")
