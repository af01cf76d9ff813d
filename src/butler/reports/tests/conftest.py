"""A month of the cast: what Anna settled for her clients, and one thing that came late."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from butler.ground import clock
from butler.ground.acting import acting_for
from butler.requests import actions

MOSCOW = ZoneInfo("Europe/Moscow")


def at(hour: int, day: int = 24, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=MOSCOW)


@pytest.fixture
def asked(house):
    """Something was asked and went its way: asked(olshanskaya, anna, "restaurant", "booked", "delivered", day=3)."""

    def make(client, owner, category, *states, day=3, month=11, late=False, title="Стол в «Северном дворе»", effort=20):
        opened = at(10, day, month)
        with clock.set_to(opened), acting_for("test"):
            row = actions.open_request(
                client, title=title, category=category, owner=owner, now=opened, effort_minutes=effort
            )
        for number, state in enumerate(("accepted", *states) if states else ()):
            moment = opened + timedelta(hours=6 if late else 0, minutes=20 * (number + 1))
            with clock.set_to(moment), acting_for("test"):
                actions.advance(row.pk, state, by=owner, now=moment, reason="так")
                actions.ring_clocks(now=moment)
        return row

    return make


@pytest.fixture
def admit(admit):
    """Clients of the cast have been with the house since January."""

    def make(**fields):
        with clock.set_to(at(9, 12, 1)):
            return admit(**fields)

    return make
