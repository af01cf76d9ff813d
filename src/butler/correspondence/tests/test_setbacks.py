"""What surely did not go: again later, by another way, or not at all; and never too many at once."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from butler.channels.port import NotDelivered, Unsure, Why
from butler.correspondence import settling
from butler.correspondence.models import Account, Letter
from butler.correspondence.tests.conftest import SOON
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for

State = Letter.State


def test_a_busy_server_is_asked_again_after_growing_pauses_and_then_it_has_failed(
    approved, account, leave, wire, again
):
    letter = approved()
    wire.answers = [NotDelivered(Why.BUSY, permanent=False, code="451")] * 8
    leave()
    row = again(letter)
    assert (row.state, row.tries, row.why) == (State.NEW, 1, "busy")
    assert row.due_at == clock.now() + SOON + timedelta(seconds=30)
    assert row.due_at + timedelta(seconds=1) in alarms()
    leave(seconds=20)
    assert again(letter).tries == 1
    for hour in range(1, 8):
        leave(hours=2 * hour)
    assert (again(letter).state, again(letter).tries, wire.left) == (State.FAILED, 8, [])
    leave(days=1)
    assert wire.left == []


def test_a_refused_address_fails_at_once_and_says_why(approved, account, leave, wire, again):
    letter = approved()
    wire.answers = [NotDelivered(Why.ADDRESS_REFUSED, permanent=True, code="550")]
    assert leave().failed == 1
    assert (again(letter).state, again(letter).why) == (State.FAILED, "address_refused")


def test_what_surely_failed_on_one_channel_leaves_once_by_the_next(
    approved, account, telegram, has_written, leave, wire, again
):
    letter = approved("Машина у дома.", channel="telegram", conversation_id=has_written.pk)
    wire.answers = [NotDelivered(Why.ADDRESS_REFUSED, permanent=True)]
    leave()
    leave(minutes=1)
    leave(minutes=9)
    assert [(left.to, left.body) for left in wire.left] == [("andrey@veresov.test", "Машина у дома.")]
    assert again(letter).state == State.FAILED
    with acting_for("test"):
        instead = Letter.objects.get(instead_of=letter)
        assert (instead.state, instead.channel, instead.allowed_by) == (State.SENT, "mail", "same_words")
        with pytest.raises(IntegrityError, match="instead_of_id"), transaction.atomic():
            Letter.objects.create(
                client_id=letter.client_id, instead_of=letter, purpose="reply", send_after=clock.now(),
                drafted_at=clock.now(), channel="mail",
            )  # fmt: skip
        with pytest.raises(IntegrityError, match="letter_leaves_by_one_way"), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(state=State.NEW)


def test_when_every_way_has_failed_it_ends_and_a_person_sees_one_letter(
    approved, account, telegram, has_written, leave, wire, anna
):
    approved(channel="telegram", conversation_id=has_written.pk)
    wire.answers = [NotDelivered(Why.ADDRESS_REFUSED, permanent=True)] * 5
    for minutes in (1, 2, 3):
        leave(minutes=minutes)
    assert len(wire.answers) == 3
    with acting_as(anna.pk):
        assert [(stuck.state, stuck.channel) for stuck in settling.stuck()] == [("failed", "mail")]


def test_what_may_have_gone_never_goes_by_another_way(approved, account, telegram, has_written, leave, wire, again):
    letter = approved(channel="telegram", conversation_id=has_written.pk)
    wire.answers = [Unsure("no answer")]
    assert leave().uncertain == 1
    leave(hours=3)
    assert again(letter).state == State.UNCERTAIN
    assert wire.left == []
    with acting_for("test"), pytest.raises(IntegrityError, match="surely_failed"), transaction.atomic():
        Letter.objects.create(
            client_id=letter.client_id, instead_of=letter, purpose="reply", send_after=clock.now(),
            drafted_at=clock.now(), channel="mail",
        )  # fmt: skip


def test_same_words_need_the_yes_of_the_letter_they_stand_for(approved, account, leave, wire, again):
    letter = approved()
    wire.answers = [NotDelivered(Why.ADDRESS_REFUSED, permanent=True)]
    leave()
    with acting_for("test"):
        instead = Letter.objects.create(
            client_id=letter.client_id, instead_of=letter, allowed_by="same_words", state=State.NEW, purpose="reply",
            send_after=clock.now(), drafted_at=clock.now(), channel="mail",
        )  # fmt: skip
        letter.approvals.update(taken_back_at=clock.now())
        with pytest.raises(IntegrityError, match="letter_leaves_with_a_yes"), transaction.atomic():
            Letter.objects.filter(pk=instead.pk).update(state=State.CLAIMED, claimed_by="1")


def test_a_refused_password_is_the_accounts_fault_and_costs_no_letter_a_try(
    approved, account, leave, wire, again, telegram
):
    first, second = approved(), approved()
    wire.answers = [NotDelivered(Why.LOGIN_REFUSED, permanent=True, code="535")]
    leave()
    assert len(wire.answers) == 0
    assert {(again(one).state, again(one).tries, again(one).why) for one in (first, second)} == {
        (State.NEW, 0, "login_refused")
    }
    with acting_for("test"):
        assert Account.objects.get(pk=account.pk).failing_since is not None
    leave(minutes=4)
    assert wire.left == []
    leave(minutes=6)
    assert len(wire.left) == 2
    with acting_for("test"):
        mended = Account.objects.get(pk=account.pk)
        assert (mended.failing_since, mended.why) == (None, "")


def alarms() -> set[datetime]:
    """When the outbox is rung, the next full second after the moment."""
    jobs = ProcrastinateJob.objects.filter(task_name="correspondence.send", scheduled_at__isnull=False)
    return set(jobs.values_list("scheduled_at", flat=True))


def test_no_more_leave_in_a_minute_than_the_account_allows(approved, account, leave, wire, again):
    with acting_for("test"):
        Account.objects.update(per_minute=2)
    hours = [clock.now() - timedelta(minutes=9 - number) for number in range(5)]
    letters = [approved(str(number), drafted_at=hour) for number, hour in enumerate(hours)]
    assert leave().sent == 2
    assert leave(seconds=50).sent == 0
    assert {again(one).why for one in letters} == {"", "many_at_once"}
    (due,) = {again(one).due_at for one in letters if again(one).why}
    assert due == clock.now() + SOON + timedelta(minutes=1)  # the moment the first of the two is a minute old
    assert due + timedelta(seconds=1) in alarms()
    assert leave(seconds=74).sent == 0
    assert leave(seconds=75).sent == 2
    assert leave(seconds=134).sent == 0
    assert leave(seconds=135).sent == 1
    assert [left.body for left in wire.left] == list("01234")
