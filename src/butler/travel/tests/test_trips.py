"""Journeys: planned, grown leg by leg, and nothing for strangers."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from butler.bookings import actions as bookings
from butler.ground import clock
from butler.ground.acting import acting_as
from butler.ground.refusals import NotHere
from butler.travel import access, actions

TOKYO, MOSCOW = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/Moscow")


@pytest.fixture
def trip(veresov, anna):
    with acting_as(anna.pk):
        return actions.plan_trip(
            veresov, title="Токио", starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 1), countries=["JP"]
        )


def book(client, anna, day: int, title: str):
    starts_at = datetime(2026, 12, day, 23, 30, tzinfo=MOSCOW)
    return bookings.book(client, kind="flight", title=title, starts_at=starts_at, by=anna, now=clock.now())


def test_a_trip_grows_with_its_legs_and_each_end_has_its_own_clock(trip, veresov, anna):
    with acting_as(anna.pk):
        flight = book(veresov, anna, 1, "SU 262")
        for _ in range(2):  # the same booking twice is one leg
            actions.add_leg(
                trip.pk, flight, origin="SVO", destination="HND", arrival_zone="Asia/Tokyo",
                arrives_at=datetime(2026, 12, 2, 14, 40, tzinfo=TOKYO),
            )  # fmt: skip
        (found,) = access.trips_of(veresov.pk)
    (leg,) = found.legs
    assert (found.title, found.starts_on, found.ends_on) == ("Токио", date(2026, 12, 1), date(2026, 12, 2))
    assert (leg.number, leg.title, leg.state) == (1, "SU 262", "wanted")
    assert (leg.departs_local.hour, leg.arrives_local.hour) == (23, 14)


def test_trips_are_found_by_the_days_they_touch(trip, anna):
    with acting_as(anna.pk):
        assert access.trips_between(date(2026, 11, 25), date(2026, 12, 1))
        assert not access.trips_between(date(2026, 11, 25), date(2026, 11, 30))
        assert not access.trips_between(date(2026, 11, 25), date(2026, 12, 1), client_ids=[])
        assert not access.trips_of(trip.client_id, since=date(2026, 12, 2))


def test_a_leg_belongs_to_the_client_of_the_trip_and_does_not_end_early(trip, olshanskaya, veresov, anna):
    with acting_as(anna.pk):
        with pytest.raises(actions.AnotherClients):
            actions.add_leg(trip.pk, book(olshanskaya, anna, 1, "SU 262"))
        with pytest.raises(actions.EndsEarly):
            actions.add_leg(trip.pk, book(veresov, anna, 2, "SU 263"), arrives_at=clock.now())
        with pytest.raises(actions.EndsEarly):
            actions.plan_trip(veresov, title="x", starts_on=date(2026, 12, 2), ends_on=date(2026, 12, 1))


def test_a_stranger_learns_nothing_of_a_trip(trip, veresov, mark):
    with acting_as(mark.pk):
        assert access.trips_of(veresov.pk) == []
        with pytest.raises(NotHere):
            access.trip(trip.pk)
        with pytest.raises(NotHere):
            actions.add_leg(trip.pk, None)
