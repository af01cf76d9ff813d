"""What was read in a message starts clocks of requests, or does not: thanks never do, and a person may know better."""

from datetime import timedelta

import pytest

from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.reception import deciding
from butler.reception.models import Proposal
from butler.reception.tests.arriving import receive
from butler.requests import access
from butler.requests import actions as requests
from butler.requests.models import Word

MARIA = "Мария Ольшанская <maria@olshanskaya.example>"


@pytest.fixture
def dinner(maria, anna):
    """Her dinner is being worked on; she has been told so, and hears of it in the next days."""
    with acting_as(anna.pk):
        row = requests.open_request(
            maria, title="Ужин на двоих", category="restaurant", owner=anna, now=clock.now(), with_task=False
        )
        requests.accept_request(row.pk, by=anna, now=clock.now())
    return row


def complain():
    """Half an hour later she is cross."""
    with clock.set_to(clock.now() + timedelta(minutes=30)):
        return receive("Анна, я уже третий час жду, где мой столик? Это никуда не годится.", sender=MARIA)


def word_of(message) -> tuple:
    with acting_for("test"):
        row = Word.objects.get(message=message)
        return row.what, row.client_request_id


def running(dinner, anna) -> set[str]:
    with acting_as(anna.pk):
        return {str(one.kind) for one in access.clocks_of([dinner.pk], now=clock.now() + timedelta(hours=1))[dinner.pk]}


def test_a_thank_you_starts_nothing(dinner, anna):
    before = running(dinner, anna)
    message = receive("Спасибо большое, Анна!", sender=MARIA)
    assert word_of(message) == ("thanks", None)
    assert running(dinner, anna) == before
    assert "acknowledge" not in before


def test_a_complaint_about_the_request_wants_an_answer(dinner, anna):
    message = complain()
    assert word_of(message) == ("asks", dinner.pk)
    assert "acknowledge" in running(dinner, anna)
    assert "update" not in running(dinner, anna)  # the answer is the next word


def test_what_a_person_says_of_it_counts(dinner, anna):
    message = receive("Спасибо большое, Анна!", sender=MARIA)
    with acting_for("test"):
        row = Proposal.objects.get(message=message, kind="thanks")
    with acting_as(anna.pk):
        deciding.correct(row.pk, by=anna, now=clock.now(), act="complaint", request_id=dinner.pk)
    assert word_of(message) == ("asks", dinner.pk)
    with acting_as(anna.pk):
        deciding.undo(row.pk, by=anna, now=clock.now())
    assert word_of(message) == ("thanks", None)


def test_what_is_set_aside_asks_nothing(dinner, anna):
    message = complain()
    with acting_for("test"):
        rows = list(Proposal.objects.filter(message=message, state="open"))
    with acting_as(anna.pk):
        for row in rows:
            deciding.dismiss(row.pk, by=anna, now=clock.now())
    assert word_of(message) == ("thanks", None)
    assert "acknowledge" not in running(dinner, anna)
