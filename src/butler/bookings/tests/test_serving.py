"""Suppliers are told how the guest likes it, once, and each line is heard."""

from datetime import timedelta

import pytest

from butler.bookings import actions, serving
from butler.bookings.actions import Told
from butler.bookings.models import Instruction
from butler.correspondence import actions as letters
from butler.correspondence import outbox
from butler.correspondence.models import Account, Letter, Message
from butler.correspondence.tests.conftest import Recorder
from butler.dossiers import actions as dossiers
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.sealing import open_sealed
from butler.requests.models import Task


@pytest.fixture
def dinner(olshanskaya, oranzhereya):
    """Tomorrow at eight, proven; she must not have nuts, and likes the window."""
    oranzhereya.mail = "stol@oranzhereya.test"
    oranzhereya.save(update_fields=["mail"])
    now = clock.now()
    with acting_for("test"):
        options = {"host": "localhost", "port": 2525, "security": "none"}
        Account.objects.create(kind="smtp", name="Почта", address="desk@house.test", options=options, per_minute=1000)
        today = now.date()
        dossiers.add_preference(olshanskaya.pk, value="орехи", today=today, topic="allergy", polarity="never")
        dossiers.add_preference(olshanskaya.pk, value="стол у окна", today=today, topic="seating", polarity="likes")
        row = actions.book(
            olshanskaya, kind="restaurant", title="Ужин", starts_at=now + timedelta(hours=30), by=None, now=now,
            organisation=oranzhereya, party_size=2,
        )  # fmt: skip
        actions.add_evidence(row.pk, Told("reference", reference="О-118"), by=None, now=now)
    return row


def lines(booking) -> dict[str, str]:
    with acting_for("test"):
        return {open_sealed(row, "text"): row.state for row in Instruction.objects.filter(booking=booking)}


def send(anna, wire, minutes: int) -> None:
    at = clock.now() + timedelta(minutes=minutes)
    with clock.set_to(at), acting_as(anna.pk):
        for pk in Letter.objects.filter(state=Letter.State.WAITING).values_list("pk", flat=True):
            letters.approve(pk, by=anna, now=at)
    with clock.set_to(at + timedelta(seconds=15)):
        outbox.leave(wire)


def answer(words: str, minutes: int) -> None:
    with acting_for("test"):
        ours = Message.objects.get(letter__purpose="service")
        Message.objects.create(
            client_id=ours.client_id, conversation=ours.conversation, way="in", channel="mail", body=words,
            sent_at=clock.now() + timedelta(minutes=minutes), answers=ours,
        )  # fmt: skip
    serving.serve(now=clock.now() + timedelta(minutes=minutes))


def test_the_house_tells_the_kitchen_once_what_must_and_what_may_be(dinner, anna):
    wire = Recorder()
    for minute in (0, 1, 2):
        serving.serve(now=clock.now() + timedelta(minutes=minute))
    assert wire.left == []
    send(anna, wire, 3)
    (letter,) = wire.left
    assert letter.to == "stol@oranzhereya.test"
    for words in ("О-118", "без орехов (аллергия)", "стол у\u00a0окна"):
        assert words in letter.body
    assert "Ольшанск" not in letter.body
    answer("Приняли: стол у окна, без орехов. Ждём!", 9)
    assert set(lines(dinner).values()) == {"confirmed"}


def test_a_must_that_they_refuse_is_somebodys_work_and_is_not_promised(dinner, anna):
    serving.serve(now=clock.now())
    send(anna, Recorder(), 3)
    answer("Стол у окна будет, но без орехов, к сожалению, не сможем.", 9)
    assert lines(dinner) == {"без орехов (аллергия)": "refused", "стол у окна": "confirmed"}
    with acting_for("test"):
        (title,) = [open_sealed(task, "title") for task in Task.objects.all()]
    assert "без орехов" in title
    serving.serve(now=clock.now() + timedelta(minutes=20))
    with acting_for("test"):
        assert Task.objects.count() == 1


def test_a_wish_learnt_later_reaches_a_promise_that_stands(dinner, anna, olshanskaya):
    serving.serve(now=clock.now())
    send(anna, Recorder(), 3)
    with acting_for("test"):
        dossiers.add_preference(
            olshanskaya.pk, value="тишина", today=clock.now().date(), topic="ambience", polarity="likes"
        )
    wire = Recorder()
    serving.serve(now=clock.now() + timedelta(minutes=30))
    send(anna, wire, 31)
    assert ["тишина" in letter.body and "орех" not in letter.body for letter in wire.left] == [True]


def test_a_promise_of_which_all_is_told_costs_the_sweep_no_look_of_its_own(dinner, olshanskaya, anna):
    now = clock.now()
    assert serving.serve(now=now) == 1
    assert serving.serve(now=now + timedelta(minutes=1)) == 0
    with acting_for("test"):
        dossiers.add_preference(olshanskaya.pk, value="фундук", today=now.date(), topic="allergy", polarity="never")
    assert serving.serve(now=now + timedelta(minutes=2)) == 1
    assert serving.serve(now=now + timedelta(minutes=3)) == 0
    assert any("фундук" in text for text in lines(dinner))
