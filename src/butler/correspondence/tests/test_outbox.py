"""What was approved leaves once, and what becomes of it is known."""

import json
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from butler.channels.port import NotDelivered, Unsure, Why
from butler.correspondence import actions, composing, holding, outbox, settling
from butler.correspondence.actions import Refused
from butler.correspondence.models import Account, Attachment, Conversation, Letter, LetterFile, Message, RawMessage
from butler.correspondence.settling import Decision
from butler.correspondence.threads import thread_key
from butler.dossiers.actions import parts
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import Entry
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed

State = Letter.State
SOON = timedelta(seconds=15)  # the yes can no longer be taken back


@contextmanager
def later(**delay):
    with clock.set_to(clock.now() + timedelta(**delay)):
        yield


@pytest.fixture
def leave(wire):
    """Send what is due, some time later: leave(minutes=2)."""

    def send(**delay):
        with later(**(delay or {"seconds": 15})):
            return outbox.leave(wire)

    return send


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
        from butler.correspondence import accounts

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


def test_a_reply_goes_to_the_chat_they_wrote_from_and_answers_their_mail_in_its_thread(
    approved, account, telegram, has_written, leave, wire
):
    with acting_for("test"):
        mail = Message.objects.create(
            client_id=has_written.client_id,
            conversation=has_written,
            way="in",
            channel="mail",
            sent_at=clock.now() - timedelta(hours=3),
            sender="Андрей <andrey@veresov.test>",
            message_id="q1@veresov.test",
        )
        has_written.subject = "Ужин"
        has_written.save(update_fields=["subject"])
    approved(channel="telegram", conversation_id=has_written.pk)
    approved(channel="mail", conversation_id=has_written.pk, answers_id=mail.pk)
    leave()
    chat, answer = sorted(wire.left, key=lambda left: left.to)
    assert (chat.to, chat.in_reply_to) == ("7001", "")
    assert (answer.to, answer.subject) == ("andrey@veresov.test", "Re: Ужин")
    assert (answer.in_reply_to, answer.references) == ("q1@veresov.test", ("q1@veresov.test",))


def test_an_answer_to_the_houses_own_account_goes_back_through_it(approved, telegram, has_written, leave, wire):
    update = {
        "update_id": 5,
        "business_message": {
            "message_id": 41, "date": 1764000000, "chat": {"id": 7001, "type": "private"}, "text": "Добрый день",
            "from": {"id": 7001, "first_name": "Андрей"}, "business_connection_id": "conn-9",
        },
    }  # fmt: skip
    with acting_for("test"):
        raw = RawMessage.objects.create(
            client_id=has_written.client_id, channel="telegram", external_id="u5",
            content=json.dumps(update).encode(), received_at=clock.now(),
        )  # fmt: skip
        heard = has_written.messages.get()
        heard.raw, heard.sender, heard.message_id = raw, "Андрей", "7001:41"
        heard.save(update_fields=["raw", "sender", "message_id"])
    approved(channel="telegram", conversation_id=has_written.pk, answers_id=heard.pk)
    leave()
    assert [(left.to, left.in_reply_to) for left in wire.left] == [("7001@conn-9", "7001:41")]


def test_a_bot_cannot_write_first(approved, account, telegram, leave, wire):
    approved(channel="telegram")
    leave()
    assert [left.to for left in wire.left] == ["andrey@veresov.test"]


def test_what_belongs_to_a_supplier_never_goes_to_the_client(approved, account, leave, wire, severny_dvor, reachable):
    severny_dvor.mail = "zal@severny.test"
    severny_dvor.save(update_fields=["mail"])
    with acting_for("test"):
        talk = Conversation.objects.create(
            client=reachable, organisation=severny_dvor, channel="mail", last_at=clock.now()
        )
    approved("Есть ли у вас стол у окна?", conversation_id=talk.pk)
    leave()
    assert [left.to for left in wire.left] == ["zal@severny.test"]


def test_a_digest_does_not_go_to_an_address_that_is_not_in_the_dossier(approved, account, has_written, leave, wire):
    with acting_for("test"):
        Message.objects.create(
            client_id=has_written.client_id,
            conversation=has_written,
            way="in",
            channel="mail",
            sent_at=clock.now(),
            sender="hotel-desk@elsewhere.test",
        )
    approved(purpose="digest", channel="mail", conversation_id=has_written.pk)
    approved(purpose="reply", channel="mail", conversation_id=has_written.pk)
    leave()
    assert sorted(left.to for left in wire.left) == ["andrey@veresov.test", "hotel-desk@elsewhere.test"]


def test_a_file_leaves_with_its_letter_and_lies_in_the_thread(approved, account, leave, wire):
    letter = approved()
    with acting_for("test"):
        LetterFile.objects.create(
            client_id=letter.client_id, letter=letter, name="меню.pdf", content_type="application/pdf", content=b"%PDF"
        )
    leave()
    (file,) = wire.left[0].files
    assert (file.name, file.content) == ("меню.pdf", b"%PDF")
    with acting_for("test"):
        attachment = Attachment.objects.get(message__letter=letter)
        assert (attachment.size, open_sealed(attachment, "name")) == (4, "меню.pdf")


def test_a_digest_does_not_say_that_an_unanswered_request_was_answered(approved, account, has_written, leave):
    approved(purpose="digest", conversation_id=has_written.pk)
    leave()
    with acting_for("test"):
        assert Conversation.objects.get(pk=has_written.pk).waiting == Conversation.Waiting.US


# What did not go


def test_a_busy_server_is_asked_again_after_growing_pauses_and_then_it_has_failed(
    approved, account, leave, wire, again
):
    letter = approved()
    wire.answers = [NotDelivered(Why.BUSY, permanent=False, code="451")] * 8
    leave()
    row = again(letter)
    assert (row.state, row.tries, row.why) == (State.NEW, 1, "busy")
    assert row.due_at == clock.now() + SOON + timedelta(seconds=30)
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


def test_no_more_leave_in_a_minute_than_the_account_allows(approved, account, leave, wire, again):
    with acting_for("test"):
        Account.objects.update(per_minute=2)
    hours = [clock.now() - timedelta(minutes=9 - number) for number in range(5)]
    letters = [approved(str(number), drafted_at=hour) for number, hour in enumerate(hours)]
    assert leave().sent == 2
    assert leave(seconds=50).sent == 0
    assert {again(one).why for one in letters} == {"", "many_at_once"}
    assert leave(seconds=80).sent == 2
    assert leave(seconds=150).sent == 1
    assert [left.body for left in wire.left] == list("01234")


# Crashes, and two at once


class PowerCut(BaseException):
    """The process is gone at this moment."""


def test_what_was_on_the_wire_when_the_process_died_is_uncertain_and_not_sent_again(
    approved, account, leave, wire, again
):
    letter = approved()
    wire.answers = [cut_power]
    with pytest.raises(PowerCut):
        leave()
    assert again(letter).state == State.SENDING
    leave(minutes=1)
    leave(minutes=60)
    assert (again(letter).state, again(letter).why) == (State.UNCERTAIN, "crashed")
    assert len(wire.left) == 1


def test_what_was_only_claimed_when_the_process_died_leaves_later(approved, account, leave, wire, again, monkeypatch):
    letter = approved()
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "load", cut_power)
        with pytest.raises(PowerCut):
            leave()
    assert again(letter).state == State.CLAIMED
    leave(minutes=1)
    assert again(letter).state == State.SENT
    assert len(wire.left) == 1


def cut_power(*_, **__):
    raise PowerCut


def test_a_letter_on_which_every_run_falls_does_not_hold_up_the_others(
    approved, account, leave, wire, again, monkeypatch
):
    poison, fine = approved("первое", drafted_at=clock.now() - timedelta(hours=1)), approved("второе")
    compose = composing.outgoing

    def falls(letter, account):
        return 1 / 0 if letter.pk == poison.pk else compose(letter, account)

    monkeypatch.setattr(composing, "outgoing", falls)
    for minute in range(1, 5):
        with pytest.raises(ZeroDivisionError):
            leave(minutes=minute)
    leave(minutes=5)
    assert (again(fine).state, again(poison).state) == (State.SENT, State.NEW)
    for day in range(1, 40):
        with suppress(ZeroDivisionError):
            leave(days=day)
    assert (again(poison).state, again(poison).why) == (State.FAILED, "crashed")


def test_a_run_that_was_taken_for_dead_still_says_what_it_knows(approved, account, leave, wire, again):
    letter = approved()

    def meanwhile():
        with acting_for("test"):
            Letter.objects.filter(pk=letter.pk).update(state=State.UNCERTAIN)

    wire.answers = [meanwhile]
    leave()
    assert again(letter).state == State.SENT


def test_a_letter_that_a_person_has_judged_meanwhile_is_left_to_them(approved, account, leave, wire, again, anna):
    letter = approved()

    def meanwhile():
        with acting_for("test"):
            Letter.objects.filter(pk=letter.pk).update(state=State.UNCERTAIN)
            Letter.objects.filter(pk=letter.pk).update(state=State.FAILED)

    wire.answers = [meanwhile]
    leave()
    assert again(letter).state == State.FAILED


def test_a_clock_that_jumps_neither_loses_nor_doubles(approved, account, leave, wire, again):
    letter = approved()
    with later(days=-2):
        assert outbox.leave(wire).sent == 0
    leave(days=3)
    with later(days=-1):
        assert outbox.leave(wire).sent == 0
    assert (len(wire.left), again(letter).state) == (1, State.SENT)


# A person decides


@pytest.fixture
def uncertain(approved, account, leave, wire):
    letter = approved()
    wire.answers = [Unsure("no answer")]
    leave()
    return letter


def test_sent_again_it_is_the_same_letter(uncertain, leave, wire, again, anna):
    before = again(uncertain)
    with later(minutes=5), acting_as(anna.pk):
        settling.settle(uncertain.pk, Decision.SEND_AGAIN, by=anna, now=clock.now())
    leave(minutes=6)
    (left,) = wire.left
    assert left.message_id == f"{uncertain.pk.hex}@moika.test"
    assert left.sent_on == before.dated_at
    assert (again(uncertain).state, again(uncertain).settled_by_id) == (State.SENT, anna.pk)


def test_a_person_who_knows_says_that_it_went(uncertain, leave, wire, again, anna):
    with acting_as(anna.pk):
        settling.settle(uncertain.pk, Decision.WAS_SENT, by=anna, now=clock.now())
        assert Message.objects.filter(letter=uncertain, way="out").count() == 1
        assert settling.stuck() == []
    leave(hours=1)
    assert wire.left == []


@pytest.mark.parametrize("decision", list(Decision))
def test_a_decision_is_taken_back_within_ten_seconds(uncertain, leave, wire, again, anna, decision):
    now = clock.now()
    with acting_as(anna.pk):
        settling.settle(uncertain.pk, decision, by=anna, now=now)
        for _ in range(2):
            settling.take_back(uncertain.pk, by=anna, now=now + timedelta(seconds=9))
        assert [stuck.id for stuck in settling.stuck()] == [uncertain.pk]
        assert not Message.objects.filter(letter=uncertain).exists()
    leave(hours=1)
    assert (again(uncertain).state, wire.left) == (State.UNCERTAIN, [])


def test_a_decision_is_not_taken_back_later_and_is_made_once(uncertain, anna):
    now = clock.now()
    with acting_as(anna.pk):
        settling.settle(uncertain.pk, Decision.GIVE_UP, by=anna, now=now)
        with pytest.raises(Refused, match="too_late"):
            settling.take_back(uncertain.pk, by=anna, now=now + timedelta(seconds=20))
        with pytest.raises(Refused, match="not_open"):
            settling.settle(uncertain.pk, Decision.WAS_SENT, by=anna, now=now)


def test_a_stranger_decides_nothing_and_sees_nothing(uncertain, mark):
    with acting_as(mark.pk):
        assert settling.stuck() == []
        for verb in (lambda: settling.settle(uncertain.pk, Decision.GIVE_UP, by=mark, now=clock.now()),
                     lambda: settling.take_back(uncertain.pk, by=mark, now=clock.now())):  # fmt: skip
            with pytest.raises(NotHere):
                verb()


def test_a_run_without_a_seat_leaves_the_work_to_those_who_have_one(approved, account, leave, wire, monkeypatch):
    approved()
    monkeypatch.setattr(holding, "SEATS", 0)
    assert leave().sent == 0
    assert wire.left == []
