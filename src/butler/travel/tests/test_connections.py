"""Is there time to change? And who is told that a leg is late."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.bookings import actions as bookings
from butler.ground import clock
from butler.ground.acting import acting_as
from butler.ground.refusals import NotHere
from butler.travel import actions, delays
from butler.travel.models import Leg
from butler.travel.rules.connections import Segment, Standing, connection, first_possible

MOSCOW = ZoneInfo("Europe/Moscow")
LANDS = datetime(2026, 11, 24, 15, 40, tzinfo=MOSCOW)
COUNTRIES = {"LED": "RU", "SVO": "RU", "VKO": "RU", "AER": "RU", "IST": "TR", "NRT": "JP", "AYT": "TR"}


def flight(origin, destination, departs, arrives, kind="flight"):
    return Segment(
        kind, origin, destination, departs, arrives, COUNTRIES.get(origin, ""), COUNTRIES.get(destination, "")
    )


def leaves(minutes, origin="IST", destination="NRT", kind="flight"):
    at = LANDS + timedelta(minutes=minutes)
    return flight(origin, destination, at, at + timedelta(hours=3), kind)


@pytest.mark.parametrize(
    ("before", "after", "standing"),
    [
        (("LED", "IST"), leaves(25), Standing.MISSED),
        (("LED", "IST"), leaves(70), Standing.TIGHT),
        (("LED", "IST"), leaves(90), Standing.CALM),
        (("AYT", "SVO"), leaves(70, "SVO", "AER"), Standing.MISSED),
        (("LED", "SVO"), leaves(35, "SVO", "AER"), Standing.TIGHT),
        (("LED", "SVO"), leaves(65, "SVO", "IST"), Standing.TIGHT),
        (("LED", "SVO"), leaves(180, "VKO", "IST"), Standing.MISSED),
        (("LED", "IST"), leaves(30, "IST", "Отель", "transfer"), Standing.WAITS),
        (("LED", "IST"), leaves(75, "IST", "Отель", "transfer"), Standing.CALM),
        (("LED", "SVO"), leaves(60, "SVO", "Тверь", "rail"), Standing.TIGHT),
    ],
)
def test_a_connection_is_judged_by_border_airport_and_carriage(before, after, standing):
    arriving = flight(*before, LANDS - timedelta(hours=4), LANDS)
    assert connection(arriving, after).standing == standing


@given(st.integers(-600, 600), st.sampled_from(["flight", "transfer", "rail", "charter"]))
def test_whatever_leaves_when_it_is_first_possible_is_calm(minutes, kind):
    arriving, after = flight("LED", "IST", LANDS - timedelta(hours=4), LANDS), leaves(minutes, kind=kind)
    at = first_possible(arriving, after)
    later = Segment(kind, "IST", "NRT", at, at + timedelta(hours=1), "TR", "JP")
    assert connection(arriving, later).standing == Standing.CALM


@pytest.fixture
def leg(veresov, anna):
    with acting_as(anna.pk):
        starts = clock.now() + timedelta(hours=5)
        trip = actions.plan_trip(veresov, title="Токио", starts_on=starts.date(), ends_on=starts.date())
        row = bookings.book(
            veresov, kind="flight", title="NV 402 LED – IST", starts_at=starts, by=anna, now=clock.now()
        )
        return actions.add_leg(trip.pk, row, origin="LED", destination="IST", arrives_at=starts + timedelta(hours=4))


@pytest.mark.parametrize("number", ["NV402", "nv 402", "NV-402"])
def test_a_flight_is_known_by_its_number_however_it_is_written_and_the_same_news_is_no_news(leg, anna, number):
    with acting_as(anna.pk):
        assert delays.report_flight(number, 65, told_by="авиакомпания", now=clock.now()) == 1
        assert delays.report_flight(number, 65, told_by="табло", now=clock.now()) == 0
        assert delays.report_flight(number, 90, told_by="табло", now=clock.now()) == 1
        found = Leg.objects.get()
    assert (found.late_minutes, found.late_told_by) == (90, "табло")


def test_another_flight_another_day_a_stranger_and_nonsense_change_nothing(leg, anna, mark):
    with acting_as(anna.pk):
        assert delays.report_flight("NV403", 65, told_by="x", now=clock.now()) == 0
        assert delays.report_flight("", 65, told_by="x", now=clock.now()) == 0
        assert delays.report_flight("NV402", 65, told_by="x", now=clock.now() + timedelta(days=3)) == 0
        with pytest.raises(delays.NotALateness):
            delays.report(leg.pk, -5, told_by="x", now=clock.now())
    with acting_as(mark.pk), pytest.raises(NotHere):
        delays.report(leg.pk, 65, told_by="x", now=clock.now())
    with acting_as(anna.pk):
        assert Leg.objects.get().late_minutes == 0
