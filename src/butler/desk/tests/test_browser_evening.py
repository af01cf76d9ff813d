"""The board of the evening in a real Chromium: what axe finds with every kind of line, and a call in one tap."""

import os
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from butler.desk.tests.browser import EVERY_LOOK
from butler.desk.tests.conftest import furnish
from butler.desk.tests.living import living_house

pytestmark = pytest.mark.browser


def furnish_evening() -> None:
    """One dinner is proven, one is asked about, one is off and no house of its class is known."""
    from butler.assurance.recovering import recover
    from butler.bookings import actions as bookings
    from butler.bookings.actions import Told
    from butler.dossiers import actions as dossiers
    from butler.ground import clock
    from butler.ground.acting import acting_for
    from butler.network.models import Organisation
    from butler.staff.models import Staff

    furnish()
    now = clock.now()
    anna, ilya = (Staff.objects.get(email=f"{name}@house.test") for name in ("anna", "ilya"))
    house = Organisation.objects.create(
        name="Северный двор", kind="restaurant", city="Санкт-Петербург", phone="+7 812 000-00-11"
    )
    with acting_for("test"):
        client = dossiers.admit(
            led_by=anna, covered_by=ilya, now=now, since=date(2021, 3, 1), gender="f",
            given_name="Мария", patronymic="Андреевна", surname="Ольшанская",
        )  # fmt: skip
        made = [
            bookings.book(
                client, kind="restaurant", title=title, starts_at=now + timedelta(minutes=40 + number), by=anna,
                now=now, organisation=house, party_size=4, importance=3,
            )
            for number, title in enumerate(("Ужин проверенный", "Ужин без ответа", "Ужин отменённый"))
        ]  # fmt: skip
        bookings.add_evidence(made[0].pk, Told("reference", reference="A-17"), by=anna, now=now)
        recover(made[2].pk, told_by="Рената", by=anna, now=now)


@pytest.fixture(scope="module")
def house_address(django_db_setup: None, django_db_blocker) -> Iterator[str]:
    with django_db_blocker.unblock(), living_house(f"live_evening_{os.getpid()}", furnish_evening) as address:
        yield address


@pytest.mark.parametrize(("width", "theme"), EVERY_LOOK)
def test_nobody_could_object_to_the_board(window, width, theme):
    anna = window("anna@house.test", width=width)
    anna.paint(theme)
    anna.open("/evening/")
    assert anna.page.locator("li[data-row]").count() == 3
    assert anna.objections() == []


def test_a_call_is_written_down_in_one_tap_and_without_a_name_it_is_asked_for(window):
    anna = window("anna@house.test", width=1440)
    anna.open("/evening/")
    line = anna.page.locator("li[data-row]", has_text="Ужин без ответа")
    anna.follow(line.get_by_role("button", name="В силе").click)
    assert "Звонок считается только с именем" in line.inner_text()
    anna.complaints.clear()
    line.locator("input[name=who]").fill("Полина")
    anna.follow(line.get_by_role("button", name="В силе").click)
    assert "Полина" in line.inner_text()
    assert anna.objections() == []
