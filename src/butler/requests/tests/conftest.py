"""Tasks of the cast."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from butler.ground import clock
from butler.ground.acting import acting_as
from butler.requests import actions
from butler.requests.models import Task

MOSCOW = ZoneInfo("Europe/Moscow")


def at(time: str, day: int = 24) -> datetime:
    hour, minute = map(int, time.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)


@pytest.fixture
def ask(anna) -> Callable[..., Task]:
    """Anna writes down a task: ask(olshanskaya, "Два билета", due_at=...)."""

    def make(client, title: str, *, owner=None, **fields) -> Task:
        with acting_as(anna.pk):
            return actions.add_task(
                client, title=title, category=fields.pop("category", "tickets"), owner=owner or anna, now=clock.now(),
                **fields,
            )  # fmt: skip

    return make


@pytest.fixture
def tickets(ask, olshanskaya) -> Task:
    """Two tickets for tonight, promised by four."""
    return ask(
        olshanskaya,
        "Два билета на «Вишнёвый сад»",
        due_at=at("10:30"),
        no_return_at=at("19:00"),
        effort_minutes=90,
        cost_of_failure=2,
        is_promised=True,
    )


LATER_TODAY = timedelta(hours=5)
