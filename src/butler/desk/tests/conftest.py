"""What browser tests of the desk share: a living house, a browser, and a window for whoever visits."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

import pytest

from butler.desk.tests.browser import Visit, chromium, visit
from butler.desk.tests.furnishing import Known, furnish_richly
from butler.desk.tests.living import living_house

PASSWORD = "a quiet word for tests"


def furnish() -> None:
    """The house with its cast, who sign in with PASSWORD."""
    from butler.ground.models import House
    from butler.staff.models import Staff, Team

    founded = datetime(2020, 1, 9, tzinfo=UTC)
    House.objects.create(id=1, name="Дом на Мойке", city="Санкт-Петербург", founded_at=founded)
    team = Team.objects.create(name="Первая")
    people = (("Анна", "Лаврова", "concierge"), ("Илья", "Гордеев", "lead"), ("Лев", "Ким", "auditor"))
    for mail, (given_name, surname, role) in zip(("anna", "ilya", "auditor"), people, strict=True):
        Staff.objects.create_user(
            f"{mail}@house.test", PASSWORD, given_name=given_name, surname=surname, role=role, team=team
        )


@pytest.fixture(scope="module")
def house_address(django_db_setup: None, django_db_blocker) -> Iterator[str]:
    """A real server with the cast in its database."""
    with django_db_blocker.unblock(), living_house(f"live_{os.getpid()}", furnish) as address:
        yield address


@pytest.fixture(scope="module")
def lived_in(django_db_setup: None, django_db_blocker) -> Iterator[tuple[str, Known]]:
    """A real server with a house that is lived in, and what is known of it. A module that wants it overrides
    `house_address` with its address."""
    made: list[Known] = []
    furnish_it = lambda: made.append(furnish_richly())  # noqa: E731
    with django_db_blocker.unblock(), living_house(f"lived_in_{os.getpid()}", furnish_it) as address:
        yield address, made[0]


@pytest.fixture
def known(lived_in) -> Known:
    return lived_in[1]


@pytest.fixture(scope="module")
def browser():
    # Playwright's own loop runs in this thread: Django would take every query of a fixture for an asynchronous one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with chromium() as opened:
            yield opened
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def passes() -> dict[str, Any]:
    """Who has signed in already, with their cookies: the front door is slow on purpose."""
    return {}


@pytest.fixture
def window(browser, house_address, passes) -> Iterator[Callable[..., Visit]]:
    """Open windows: window("anna@house.test", width=390); without a name, as a stranger."""
    with ExitStack() as opened:

        def open_window(email: str = "", **options) -> Visit:
            visiting = opened.enter_context(
                visit(browser, house_address, locale="ru-RU", storage_state=passes.get(email), **options)
            )
            if email and email not in passes:
                visiting.sign_in(email, PASSWORD)
                passes[email] = visiting.page.context.storage_state()
                visiting.complaints.clear()
            return visiting

        yield open_window


@pytest.fixture
def write_down(olshanskaya, anna):
    """A task of Anna's: write_down("Флорист", 20, due_at=...)."""
    from butler.ground import clock
    from butler.ground.acting import acting_for
    from butler.requests import actions

    def make(title, minutes, *, owner=anna, **fields):
        with acting_for("test"):
            return actions.add_task(
                olshanskaya, title=title, category="other", owner=owner, now=clock.now(), effort_minutes=minutes,
                **fields,
            )  # fmt: skip

    return make
