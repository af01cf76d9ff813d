"""However many clients, the morning asks as often."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from butler.briefs import access, actions
from butler.briefs.tests.conftest import TODAY, at
from butler.correspondence.models import Conversation, Message
from butler.dossiers.models import Document, Occasion, Person
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for, forget_keys
from butler.requests import actions as requests


@pytest.fixture
def a_full_day(admit, anna, promise, severny_dvor):
    """One more client with a day that has everything in it."""

    def make(number: int):
        client = admit(led_by=anna, given_name="Лев", patronymic="Ильич", surname=f"Ким{number}", standing="key")
        promise(client, "transfer", at(9, 30), title="Машина", wishes=("вода",))
        promise(client, "restaurant", at(20), organisation=severny_dvor)
        promise(client, "beauty", at(15), proven=False, title="Запись")
        with acting_for("test"):
            person = Person.objects.create(client=client, relation="spouse", given_name="Анна", gender="f")
            Occasion.objects.create(client=client, person=person, kind="birthday", month=11, day=26)
            Document.objects.create(client=client, kind="visa", country="FR", expires_on=date(2026, 12, 20))
            requests.open_request(client, title="Билеты", category="tickets", owner=anna, now=clock.now())
            talk = Conversation.objects.create(client=client, channel="mail", subject="Ужин", last_at=at(7))
            Message.objects.create(
                client=client, conversation=talk, way="in", channel="mail", sent_at=at(7), body="Добрый вечер"
            )

    return make


def queries_of(call) -> int:
    forget_keys()
    with CaptureQueriesContext(
        connection,
    ) as caught:
        call()
    return len([query for query in caught.captured_queries if "SAVEPOINT" not in query["sql"]])


def test_the_queries_of_a_morning_do_not_grow_with_clients(a_full_day, house, anna):
    a_full_day(0)
    actions.prepare(TODAY, now=clock.now())
    a_full_day(1)
    few = queries_of(lambda: actions.prepare(date(2026, 11, 25), now=clock.now()))
    for number in range(2, 8):
        a_full_day(number)
    many = queries_of(lambda: actions.prepare(date(2026, 11, 26), now=clock.now()))
    assert many <= few
    assert many < 110


def test_reading_a_page_and_the_letters_takes_a_fixed_number_of_queries(a_full_day, house, anna):
    counts = []
    for number in range(3):
        a_full_day(number)
        actions.prepare(TODAY, now=clock.now())

        def read():
            with acting_as(anna.pk):
                access.read_brief(anna.pk, TODAY, now=clock.now())
                access.digests_for(anna.pk, TODAY)

        counts.append(queries_of(read))
    assert counts[0] == counts[1] == counts[2] <= 35
