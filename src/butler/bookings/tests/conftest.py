"""A dinner of the cast."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from butler.bookings import actions
from butler.ground import clock
from butler.ground.acting import acting_as

MOSCOW = ZoneInfo("Europe/Moscow")


def at(time: str, day: int = 24) -> datetime:
    hour, minute = map(int, time.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)


@pytest.fixture
def dinner(olshanskaya, severny_dvor, anna):
    """Dinner for four at Severny Dvor tonight; nobody has promised anything yet."""
    with acting_as(anna.pk):
        return actions.book(
            olshanskaya, kind="restaurant", title="Ужин на четверых", starts_at=at("20:00"), by=anna, now=clock.now(),
            organisation=severny_dvor, party_size=4, importance=3,
        )  # fmt: skip
