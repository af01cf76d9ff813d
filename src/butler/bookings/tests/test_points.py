"""What a promise cannot be late for is known to its request, and goes with the promise."""

from datetime import timedelta

import pytest

from butler.bookings import actions
from butler.ground import clock
from butler.ground.acting import acting_as
from butler.network.models import Organisation
from butler.requests import access
from butler.requests import actions as requests

from .conftest import at


@pytest.fixture
def bouquet(olshanskaya, anna, db):
    """Flowers for nine in the evening, from a shop that closes at eight; free to call off until noon."""
    shop = Organisation.objects.create(name="Пион", kind="shop", city="Москва", hours="10:00-20:00")
    with acting_as(anna.pk):
        row = requests.open_request(olshanskaya, title="Букет", category="flowers", owner=anna, now=clock.now())
        return actions.book(
            olshanskaya, kind="flowers", title="Букет", starts_at=at("21:00"), by=anna, now=clock.now(),
            client_request=row, organisation=shop, free_until=at("12:00"),
        )  # fmt: skip


def points(booking, anna) -> list[tuple]:
    with acting_as(anna.pk):
        found = access.points_of([booking.client_request_id])[booking.client_request_id]
    return [(str(point.what), point.at) for point in found]


def test_the_shop_closes_before_the_flowers_are_needed(bouquet, anna):
    assert points(bouquet, anna) == [("free", at("12:00")), ("shop", at("20:00")), ("needed", at("21:00"))]


def test_another_hour_moves_them_and_what_is_off_has_none(bouquet, anna):
    with acting_as(anna.pk):
        actions.alter(bouquet.pk, starts_at=at("15:00"), party=1, now=clock.now())
    assert points(bouquet, anna) == [("free", at("12:00")), ("needed", at("15:00"))]
    with acting_as(anna.pk):
        actions.cancel(bouquet.pk, told_by="Анна", by=anna, now=clock.now())
    assert points(bouquet, anna) == []


def test_the_nearest_of_them_presses_upon_the_steps_of_the_request(bouquet, anna, mark):
    now = at("12:00") - timedelta(minutes=30)
    with acting_as(anna.pk):
        (step,) = access.tasks_of(bouquet.client_request_id, now=now)
    (first,) = [reason for reason in step.score.reasons if reason.code == "no_return"]
    assert (first.kind, first.at, step.score.is_urgent) == ("free", at("12:00"), True)
    with acting_as(mark.pk):
        assert access.points_of([bouquet.client_request_id]) == {}
