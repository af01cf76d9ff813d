"""What was approved leaves once, at its hour, and what becomes of it is known."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from butler.correspondence import accounts, actions, outbox
from butler.correspondence.models import Conversation, Letter, Message
from butler.correspondence.tests.conftest import SOON, later
from butler.correspondence.threads import thread_key
from butler.dossiers.actions import parts
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import Entry
from butler.ground.sealing import open_sealed

State = Letter.State


def test_an_approved_letter_leaves_once_and_stands_in_the_conversation(
    approved, account, leave, wire, again, anna, auditor
):
    letter = approved("Столик на двоих.", subject="Пятница")
    assert leave().sent == 1
    assert leave(minutes=5).sent == 0

    (left,) = wire.left
    assert (left.to, left.subject, left.body) == ("andrey@veresov.test", "Пятница", "Столик на двоих.")
    assert left.message_id == f"{letter.pk.hex}@moika.test"
    assert left.sender_name == "Дом на Мойке"
    row = again(letter)
    with acting_for("test"):
        assert (row.state, row.sent_at) == (State.SENT, clock.now() + SOON)
        message = Message.objects.get(letter=letter)
        assert (message.way, message.written_by, message.channel) == ("out", anna, "mail")
        assert open_sealed(message, "body") == "Столик на двоих."
        assert bytes(message.thread_key) == thread_key(left.message_id)
        assert message.conversation.waiting == Conversation.Waiting.THEM
        assert row.conversation_id == message.conversation_id
    with acting_as(auditor.pk):
        assert Entry.objects.filter(what="letter.sent", client_id=letter.client_id).count() == 1


def test_a_yes_that_can_still_be_taken_back_sends_nothing(approved, account, leave, wire, again, anna):
    letter = approved()
    for seconds in (0, 5, 11):
        assert leave(seconds=seconds).sent == 0
    with later(seconds=11), acting_as(anna.pk):
        actions.take_back(letter.pk, by=anna, now=clock.now())
    leave(minutes=30)
    assert wire.left == []
    assert again(letter).state == State.WAITING


def test_nothing_is_claimed_without_a_yes_whoever_writes_the_row(reachable, account):
    with acting_for("test"):
        draft = actions.Draft(reachable.pk, "reply", "Ещё не одобрено.", clock.now())
        letter = actions.draft_letter(draft, now=clock.now())
        with pytest.raises(IntegrityError, match="letter_moves_by_its_states"), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(state=State.CLAIMED, claimed_by="1")
        Letter.objects.filter(pk=letter.pk).update(state=State.NEW)
        with pytest.raises(IntegrityError, match="letter_leaves_with_a_yes"), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(state=State.CLAIMED, claimed_by="1")


def test_a_yes_that_was_taken_back_is_none(approved, anna):
    letter = approved()
    with acting_for("test"):
        letter.approvals.update(taken_back_at=clock.now())
        with pytest.raises(IntegrityError, match="letter_leaves_with_a_yes"), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(state=State.CLAIMED, claimed_by="1")


def test_without_an_account_a_letter_waits_says_so_and_leaves_when_there_is_one(approved, leave, wire, again, request):
    letter = approved()
    leave()
    row = again(letter)
    assert (row.state, row.why) == (State.NEW, "no_account")
    request.getfixturevalue("account")
    with later(seconds=20):
        accounts.wake_letters()
        assert outbox.leave(wire).sent == 1
    assert again(letter).why == ""


def test_without_an_address_a_letter_waits_and_says_so(approved, account, leave, wire, again, veresov):
    letter = approved()
    with acting_for("test"):
        veresov.contact_points.all().delete()
    leave()
    assert (again(letter).state, again(letter).why) == (State.NEW, "no_address")
    with acting_for("test"):
        parts.add_contact(veresov.pk, kind="mail", value="new@veresov.test")
    leave(minutes=15)
    assert [left.to for left in wire.left] == ["new@veresov.test"]


def test_in_the_clients_night_a_letter_waits_for_nine(approved, account, leave, wire, again):
    letter = approved(is_urgent=False)
    leave()  # 8:00 in Moscow
    assert (again(letter).why, again(letter).due_at) == ("quiet_hours", clock.now() + timedelta(hours=1))
    leave(minutes=59)
    assert wire.left == []
    leave(minutes=60)
    assert len(wire.left) == 1
