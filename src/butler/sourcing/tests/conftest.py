"""A theatre with a warm contact, an agency, and a request for two tickets tonight."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from butler.ground import clock
from butler.ground.acting import acting_as
from butler.network.models import Acquaintance, Contact, Opening, Organisation
from butler.requests import actions as requests

MOSCOW = ZoneInfo("Europe/Moscow")


def at(time: str, day: int = 24) -> datetime:
    hour, minute = map(int, time.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)


@pytest.fixture
def network(db, anna):
    """Four doors to tickets: nadezhda of the theatre is the warmest, the box office nobody knows."""
    theatre = Organisation.objects.create(
        name="Театр на Мойке", kind="theatre", city="Санкт-Петербург", mail="kassa@moika.test", reliability=90
    )
    agency = Organisation.objects.create(name="Агентство Рампа", kind="other", city="Санкт-Петербург", reliability=70)
    people = {}
    for name, house, warmth, mail in (
        ("Надежда К.", theatre, 90, "nadezhda@moika.test"), ("Олег Б.", agency, 50, "oleg@rampa.test"),
        ("Лидия С.", None, 30, "lidia@scena.test"), ("Консьерж Астры", None, 20, ""),
    ):  # fmt: skip
        contact = Contact.objects.create(
            full_name=name, organisation=house, warmth=warmth, mail=mail, city="Санкт-Петербург", channel="mail"
        )
        Opening.objects.create(contact=contact, category="tickets", city="Санкт-Петербург", what="партер")
        people[name.split()[0]] = contact
    Acquaintance.objects.create(staff=anna, contact=people["Надежда"], warmth=90)
    return people


@pytest.fixture
def wish(olshanskaya, anna):
    """Two stalls seats for «Иванов» tonight, promised by 10:30."""
    with acting_as(anna.pk):
        return requests.open_request(
            olshanskaya, title="Два билета на «Иванова»", category="tickets", owner=anna, now=clock.now(),
            due_at=at("10:30"), happens_at=at("19:00"),
            details={"name": "Иванов", "when": "2026-11-24T19:00", "party": "2", "class": "партер"},
        )  # fmt: skip
