"""The cast and the set-up of every test."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import hypothesis
import pytest
from django.db import connection

from butler.ground import acting, clock

# A busy machine is no fault of the code. In CI the same examples are tried each time; elsewhere new ones are.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("house")

MORNING = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)  # Tuesday, 8:00 in Moscow


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest files first: of two that run at once, neither sits idle while the other ends its last browser."""
    slow = {item.path for item in items if item.get_closest_marker("browser") or item.get_closest_marker("servers")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """A database of this process alone, copied from the migrated template, visited as a bound role."""
    from config.testing import prepare_database

    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    prepare_database(name)
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connection.close()
    from config.testing import drop_database

    drop_database(name)


@pytest.fixture(autouse=True)
def the_clock() -> Iterator[None]:
    """Never the real clock: it is Tuesday, 24 November 2026, 8:00 in Moscow."""
    with clock.set_to(MORNING):
        yield


@pytest.fixture(autouse=True)
def no_keys_of_other_tests() -> Iterator[None]:
    acting.forget_keys()
    yield
    acting.forget_keys()


@pytest.fixture
def house(db):
    from butler.ground.models import House

    return House.objects.get_or_create(
        id=1, defaults={"name": "Дом на Мойке", "city": "Санкт-Петербург", "founded_at": MORNING}
    )[0]


@pytest.fixture
def colleague(db) -> Callable:
    """Make a colleague: colleague("Анна", role="concierge", team=None)."""
    from butler.staff.models import Staff

    def make(given_name: str, email: str, role: str = "concierge", **fields):
        return Staff.objects.create_user(email, given_name=given_name, role=role, **fields)

    return make


@pytest.fixture
def team(db):
    from butler.staff.models import Team

    return Team.objects.create(name="Первая")


@pytest.fixture
def anna(colleague, team):
    """Leads the Olshanskys and Veresov."""
    return colleague("Анна", "anna@house.test", surname="Лаврова", team=team)


@pytest.fixture
def ilya(colleague, team):
    """Covers Anna."""
    return colleague("Илья", "ilya@house.test", surname="Гордеев", gender="m", team=team)


@pytest.fixture
def mark(colleague):
    """Works in another team and must learn nothing."""
    return colleague("Марк", "mark@house.test", surname="Зимин", gender="m")


@pytest.fixture
def vera(colleague, team):
    """Leads the team of Anna and Ilya."""
    person = colleague("Вера", "vera@house.test", role="lead", surname="Дмитриева", team=team)
    team.lead = person
    team.save(update_fields=["lead"])
    return person


@pytest.fixture
def owner(colleague):
    return colleague("Ольга", "owner@house.test", role="owner", surname="Северская")


@pytest.fixture
def auditor(colleague):
    return colleague("Лев", "auditor@house.test", role="auditor", surname="Ким", gender="m")


@pytest.fixture
def admit(house) -> Callable:
    """Admit a client to the house: admit(led_by=anna, surname="Вересов", ...)."""
    from butler.dossiers import actions
    from butler.ground.acting import acting_for

    def make(*, led_by, **fields):
        defaults = {"gender": "f", "since": date(2021, 3, 1)}
        with acting_for("test"):
            return actions.admit(led_by=led_by, now=clock.now(), **(defaults | fields))

    return make


@pytest.fixture
def olshanskaya(admit, anna, ilya):
    """Maria Andreevna Olshanskaya, a key client: Anna leads, Ilya covers."""
    return admit(
        led_by=anna,
        covered_by=ilya,
        given_name="Мария",
        patronymic="Андреевна",
        surname="Ольшанская",
        standing="key",
        portrait="Ценит тишину и точность.",
        city="Санкт-Петербург",
    )


@pytest.fixture
def veresov(admit, anna):
    """Andrey Sergeevich Veresov, a key client of Anna's."""
    return admit(
        led_by=anna, given_name="Андрей", patronymic="Сергеевич", surname="Вересов", gender="m", standing="key"
    )


@pytest.fixture
def severny_dvor(db):
    from butler.network.models import Organisation

    return Organisation.objects.create(
        name="Северный двор", kind="restaurant", city="Санкт-Петербург", price_band=4, standing=5, reliability=92
    )


@pytest.fixture
def oranzhereya(db):
    from butler.network.models import Organisation

    return Organisation.objects.create(
        name="Оранжерея", kind="restaurant", city="Санкт-Петербург", price_band=4, standing=5, reliability=80
    )
