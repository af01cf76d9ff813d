"""Who drives what: fewest cars, then least empty driving; a plan that stands is hardly touched."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from butler.ground.places import Point
from butler.travel.rules.chains import Drives
from butler.travel.rules.dispatch import Crew, Late, Ride, dispatch, late, spare_minutes
from butler.travel.rules.exact import optimum
from butler.travel.rules.ways import Estimated, Remembered
from butler.travel.tests.test_chains import all_plans, day

MIDNIGHT = datetime(2026, 11, 26, tzinfo=UTC)


class Streets:
    """Places stand along one street; a minute from number to number."""

    def minutes(self, one: Point | None, other: Point | None, at: datetime) -> int:
        return round(abs(one.longitude - other.longitude)) if one and other else 0


STREETS = Streets()


def at(number: float) -> Point:
    return Point(0, number)


def clock(text: str) -> datetime:
    hours, minutes = map(int, text.split(":"))
    return MIDNIGHT + timedelta(hours=hours, minutes=minutes)


def ride(number: int, starts: str, ends: str, origin: float = 0, destination: float = 0, **wants) -> Ride:
    return Ride(UUID(int=number), clock(starts), clock(ends), at(origin), at(destination), **wants)


def crew(number: int, shift: tuple[str, str] = ("7:00", "22:00"), home: float = 0, **has) -> Crew:
    return Crew(UUID(int=100 + number), clock(shift[0]), clock(shift[1]), at(home), **has)


def drivers(plan, *rides: Ride) -> list[int | None]:
    """Who drives each ride, by the number of the crew; None: nobody."""
    told = [plan.driver_of.get(each.id) for each in rides]
    return [each and each.int - 100 for each in told]


LUNCH, LESSON = ride(1, "12:30", "13:00", 0, 10), ride(2, "14:00", "14:30", 20, 30)


def test_one_car_drives_what_one_car_can():
    plan = dispatch([LESSON, LUNCH], [crew(1), crew(2)], STREETS)
    assert (plan.cars, plan.open_rides, plan.is_proven) == (1, (), True)
    assert plan.empty_minutes == 0 + 10 + 30  # from home, between the two, home again


def test_of_two_cars_the_nearer_one_drives():
    assert drivers(dispatch([LESSON], [crew(1, home=0), crew(2, home=25)], STREETS), LESSON) == [2]


def test_a_car_must_stand_there_ten_minutes_before():
    soon = replace(LESSON, starts_at=clock("13:19"))  # ten minutes away, ten to wait: one minute is missing
    assert dispatch([LUNCH, soon], [crew(1), crew(2)], STREETS).cars == 2
    assert dispatch([LUNCH, replace(soon, starts_at=clock("13:20"))], [crew(1), crew(2)], STREETS).cars == 1


@pytest.mark.parametrize(
    ("who", "wanted"),
    [
        ({"shift": ("12:21", "22:00")}, {}),  # ten minutes before half past twelve is too early for him
        ({"shift": ("7:00", "13:09")}, {}),  # ten minutes home
        ({"seats": 3}, {"seats": 4}),
        ({"car_class": 0}, {"car_class": 1}),
        ({"away": frozenset({LUNCH.id})}, {}),
    ],
)
def test_what_nobody_can_drive_stays_open(who, wanted):
    plan = dispatch([replace(LUNCH, **wanted)], [crew(1, **who)], STREETS)
    assert plan.open_rides == (LUNCH.id,)
    assert plan.cars == 0


def test_more_rides_at_once_than_drivers_leaves_as_few_open_as_can_be():
    rides = [ride(number, "12:00", "13:00") for number in range(1, 4)] + [LESSON]
    plan = dispatch(rides, [crew(1), crew(2)], STREETS)
    assert len(plan.open_rides) == 1
    assert LESSON.id in plan.driver_of


def test_a_late_flight_swaps_two_drivers_and_nobody_else():
    """The flight lands later and eats the way to the theatre: the theatre goes to one who is free, the rest stays."""
    flight, theatre = ride(1, "16:45", "17:25", 40, 20), ride(2, "18:15", "18:40", 30, 5)
    lesson, home = ride(3, "16:00", "16:45", 0, 25), ride(4, "20:00", "20:30", 5, 0)
    oleg, roman, denis = crew(1), crew(2), crew(3)
    standing = {flight.id: oleg.id, theatre.id: oleg.id, lesson.id: roman.id, home.id: denis.id}
    delayed = replace(flight, starts_at=clock("17:30"), ends_at=clock("18:10"))

    assert late([delayed, theatre], oleg, STREETS) == [Late(theatre.id, minutes=15, after=flight.id)]
    plan = dispatch([delayed, theatre, lesson, home], [oleg, roman, denis], STREETS, standing=standing)
    assert list(plan.changes(standing)) == [theatre.id]
    assert drivers(plan, flight, theatre, lesson, home)[0] == 1
    assert drivers(plan, theatre)[0] in (2, 3)


def test_a_standing_plan_that_holds_is_left_alone_even_where_fewer_cars_would_do():
    standing = {LUNCH.id: crew(1).id, LESSON.id: crew(2).id}
    plan = dispatch([LUNCH, LESSON], [crew(1), crew(2)], STREETS, standing=standing)
    assert plan.driver_of == standing
    assert plan.changes(standing) == {}


def test_what_is_fixed_stays_with_its_driver_even_when_late():
    early, next_one = ride(1, "12:00", "13:00", 0, 50), ride(2, "13:10", "14:00", 0, 10)
    standing = {early.id: crew(1).id, next_one.id: crew(1).id}
    fixed = frozenset(standing)
    plan = dispatch([early, next_one], [crew(1), crew(2)], STREETS, standing=standing, fixed=fixed)
    assert plan.driver_of == standing
    free = dispatch([early, next_one], [crew(1), crew(2)], STREETS, standing=standing)
    assert len(free.changes(standing)) == 1


def test_who_could_take_a_ride_and_with_how_much_time_to_spare():
    assert spare_minutes(LESSON, [LUNCH], crew(1), STREETS) == 60 - 10 - 10
    assert spare_minutes(LESSON, [ride(3, "13:50", "14:20", 0, 10)], crew(1), STREETS) < 0
    assert spare_minutes(replace(LESSON, seats=6), [], crew(1), STREETS) is None


def test_a_driver_whose_shift_starts_later_is_late_for_the_first_ride():
    assert late([LUNCH], crew(1, shift=("12:30", "22:00")), STREETS) == [Late(LUNCH.id, 10, after=None)]
    assert late([LUNCH], crew(1), STREETS) == []


def test_a_day_without_rides_or_without_drivers():
    assert dispatch([], [crew(1)], STREETS).driver_of == {}
    assert dispatch([LUNCH], [], STREETS).open_rides == (LUNCH.id,)


rides_of_a_day = st.lists(
    st.tuples(st.integers(420, 1200), st.integers(15, 60), st.integers(0, 40), st.integers(0, 40), st.integers(1, 5)),
    min_size=1,
    max_size=6,
).map(
    lambda told: [
        Ride(
            UUID(int=n + 1),
            MIDNIGHT + timedelta(minutes=start),
            MIDNIGHT + timedelta(minutes=start + lasts),
            at(a),
            at(b),
            seats,
        )
        for n, (start, lasts, a, b, seats) in enumerate(told)
    ]
)
CREWS = [crew(1, home=0), crew(2, shift=("9:00", "18:00"), home=30, seats=5), crew(3, shift=("12:00", "23:00"))]


@settings(max_examples=25, deadline=None)
@given(rides_of_a_day)
def test_nobody_is_late_and_no_plan_leaves_fewer_open_or_takes_fewer_cars(rides):
    plan = dispatch(rides, CREWS, STREETS)
    assert {*plan.driver_of, *plan.open_rides} == {each.id for each in rides}
    for each in CREWS:
        theirs = [ride for ride in rides if plan.driver_of.get(ride.id) == each.id]
        assert late(theirs, each, STREETS) == []
        assert all(each.suits(ride) for ride in theirs)
    assert (len(plan.open_rides), plan.cars) == least(rides[:4]) or len(rides) > 4


def least(rides: list[Ride]) -> tuple[int, int]:
    """The fewest open rides, then the fewest cars, of all ways to share the rides out."""
    found = []
    for chosen in product([None, *CREWS], repeat=len(rides)):
        shares = {each: [r for r, c in zip(rides, chosen, strict=True) if c is each] for each in CREWS}
        if all(can_drive(each, theirs) for each, theirs in shares.items()):
            found.append((chosen.count(None), sum(bool(theirs) for theirs in shares.values())))
    return min(found)


def can_drive(each: Crew, theirs: Iterable[Ride]) -> bool:
    return all(
        each.suits(one) and spare_minutes(one, [o for o in theirs if o is not one], each, STREETS) >= 0
        for one in theirs
    )


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 6), st.integers(1, 3))
def test_a_proven_optimum_is_the_best_of_all_plans(seed, rides, garages):
    drives: Drives = day(np.random.default_rng(seed), rides, garages, cars=rides)
    assert drives.total(optimum(drives)) == pytest.approx(min(drives.total(plan) for plan in all_plans(drives)))


def test_ways_are_asked_once_and_the_rush_hour_is_slower():
    moscow = ZoneInfo("Europe/Moscow")
    here, there = Point(59.94, 30.31), Point(59.80, 30.27)
    night, rush = (datetime(2026, 11, 26, hour, tzinfo=moscow) for hour in (3, 17))
    asked = []

    class Counted(Estimated):
        def minutes(self, one, other, at):
            asked.append(at)
            return super().minutes(one, other, at)

    ways = Remembered(Counted(moscow), moscow)
    assert ways.minutes(here, there, night) < ways.minutes(here, there, rush)
    assert ways.minutes(here, there, rush) == ways.minutes(here, there, rush + timedelta(minutes=20))
    assert len(asked) == 2
    assert ways.minutes(None, there, night) == 20
