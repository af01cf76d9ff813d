"""The way from here to there, by the hour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.ground.places import Point, distance_km, travel_minutes, within_town_minutes

PALACE_SQUARE = Point(59.9390, 30.3158)
PULKOVO = Point(59.8003, 30.2625)
MOSCOW = Point(55.7558, 37.6173)


def test_distances():
    assert distance_km(PALACE_SQUARE, PULKOVO) == pytest.approx(15.7, abs=0.3)
    assert distance_km(PALACE_SQUARE, MOSCOW) == pytest.approx(634, abs=5)
    assert distance_km(MOSCOW, MOSCOW) == 0


@pytest.mark.parametrize(("hour", "least", "most"), [(3, 30, 40), (12, 50, 62), (18, 75, 90)])
def test_the_way_to_the_airport_depends_on_the_hour(hour, least, most):
    assert least <= travel_minutes(PALACE_SQUARE, PULKOVO, hour) <= most


def test_in_the_same_house_there_is_no_way():
    assert travel_minutes(PALACE_SQUARE, Point(59.9391, 30.3159), 18) == 0


def test_across_a_town_at_rush_hour_takes_longer():
    assert within_town_minutes(3) < within_town_minutes(18)


points = st.builds(Point, st.floats(-89, 89), st.floats(-180, 180))


@given(points, points, st.integers(0, 23))
def test_the_way_back_is_as_long_and_never_negative(one, other, hour):
    assert travel_minutes(one, other, hour) == travel_minutes(other, one, hour) >= 0
