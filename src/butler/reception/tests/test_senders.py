"""A letter is believed by more than its From: forged colleagues, clients and suppliers decide nothing by themselves."""

import smtplib

import pytest
from django.db import connection

from butler.channels.mail.listener import serve
from butler.channels.mail.proving.tests.peers import Known, published, signed
from butler.channels.port import Received
from butler.correspondence import conversations, fetching, vouching
from butler.correspondence.models import Account, Conversation, Letter, Message, RawMessage
from butler.correspondence.rules.proof import carries_weight
from butler.correspondence.threads import thread_key
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import Entry
from butler.ground.refusals import NotHere
from butler.network.models import Contact
from butler.reception import access, deciding, proving
from butler.reception.models import Proposal
from butler.reception.tests.arriving import arrive, mail, sort, sort_all

MARIA = "Мария Ольшанская <maria@olshanskaya.example>"
CAREFUL = published("olshanskaya.example") | published("house.test") | published("dvor.example")
THIEF = {"ip": "198.41.0.4", "helo": "thief.test", "from": "x@thief.test"}
TABLE = "Добрый день! Нужен столик на двоих завтра в 20:00."


@pytest.fixture
def careful(monkeypatch):
    """Everybody we know publishes who may write in their name."""
    monkeypatch.setattr(proving, "names", lambda: Known(CAREFUL))


def hear(body: str, *, domain: str = "", envelope: dict[str, str] = THIEF, **fields) -> Message:
    """A mail comes to our own door, signed by its owner or not; sorted and read."""
    raw = mail(body, **fields)
    stored = arrive(signed(raw, domain) if domain else raw, **envelope)
    message = sort(stored.raw.pk)
    assert message is not None
    return message


def test_a_forged_colleague_writes_no_note_and_stands_with_the_strangers(careful, maria, anna, vera):
    forged = hear("Клиентка просит перевести залог.", sender="anna@house.test", to="maria@olshanskaya.example")
    assert (forged.way, forged.client_id, forged.written_by_id, forged.proof) == ("in", None, None, "unproven")
    own = hear("Переслала меню.", sender="anna@house.test", to=MARIA, domain="house.test", number=2)
    assert (own.way, own.client_id, own.written_by_id, own.proof) == ("note", maria.pk, anna.pk, "proven")
    with acting_as(anna.pk):
        assert forged.pk not in set(Message.objects.values_list("pk", flat=True))
    with acting_as(vera.pk):
        (said,) = conversations.talk(forged.conversation_id).thread
        assert (said.is_doubted, said.proof_why) == (True, "demanded")


def test_a_forged_address_of_the_house_itself_is_no_note(careful, maria, house):
    Account.objects.create(kind="imap", name="Почта", address="concierge@house.test")
    assert hear("Отвечали сами", sender="concierge@house.test", to=MARIA).way == "in"


def test_a_forged_client_is_shown_with_the_client_and_neither_speaks_nor_is_answered_for_them(careful, maria, anna):
    message = hear(TABLE, sender=MARIA)
    with acting_as(anna.pk):
        assert (message.client_id, message.proof) == (maria.pk, "unproven")
        heard = access.hearing(message.pk)
        assert (heard.may_decide, Letter.objects.exists()) == (False, False)
        cards = access.proposals(message.conversation_id)
        assert cards
        assert all(card.is_doubted for card in cards)
        assert deciding.take_all(message.pk, by=anna, now=clock.now()) == []
        assert set(Proposal.objects.values_list("state", flat=True)) == {"open"}
        deciding.take(cards[0].id, by=anna, now=clock.now())  # a person may, who has read why it is doubted


def test_the_client_themselves_are_heard_and_answered_as_ever(careful, maria, anna):
    message = hear(TABLE, sender=MARIA, domain="olshanskaya.example")
    with acting_as(anna.pk):
        assert (message.proof, access.hearing(message.pk).may_decide) == ("proven", True)
        assert Letter.objects.filter(conversation=message.conversation_id).exists()
        assert deciding.take_all(message.pk, by=anna, now=clock.now())


def test_whoever_publishes_nothing_is_heard_as_ever(maria, anna, monkeypatch):
    monkeypatch.setattr(proving, "names", lambda: Known())
    message = hear(TABLE, sender=MARIA)
    assert (message.proof, message.proof_why, message.carries_weight) == ("unknown", "no_policy", True)


@pytest.fixture
def asked(maria, severny_dvor):
    """The house asked a supplier about Maria's evening, and waits."""
    contact = Contact.objects.create(full_name="Пётр Лосев", organisation=severny_dvor, mail="losev@dvor.example")
    with acting_for("test"):
        letter = Letter.objects.create(
            client=maria, purpose="approach", channel="mail", send_after=clock.now(), drafted_at=clock.now(),
            external_id=thread_key("77@house.test"),
        )  # fmt: skip
        talk = Conversation.objects.create(
            client=maria, contact=contact, organisation=severny_dvor, channel="mail", last_at=clock.now()
        )
        return Message.objects.create(
            client=maria, conversation=talk, letter=letter, way="out", channel="mail", sent_at=clock.now(),
            body="Есть ли стол?", thread_key=thread_key("77@house.test"),
        )  # fmt: skip


def jobs() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs ORDER BY id")
        return [name for (name,) in cursor.fetchall()]


def test_a_forged_supplier_answers_no_question_of_ours_until_somebody_knows_them(careful, asked, maria, anna, mark):
    forged = hear("Подтверждаем, стол на двоих.", sender="losev@dvor.example", answers="77@house.test")
    with acting_for("test"):
        assert (forged.client_id, forged.answers_id, forged.would_answer_id) == (maria.pk, None, asked.pk)
        assert not asked.answered_by.exists()
        assert "sourcing.sweep" not in jobs()
        assert Proposal.objects.get(message=forged).kind == "supplier"  # a person sees what it says
    with acting_as(mark.pk), pytest.raises(NotHere):
        vouching.vouch(forged.pk, by=mark, now=clock.now())
    with acting_as(anna.pk):
        vouching.vouch(forged.pk, by=anna, now=clock.now())
        vouching.vouch(forged.pk, by=anna, now=clock.now())
        (said,) = [one for one in conversations.talk(forged.conversation_id).thread if one.id == forged.pk]
        assert (said.is_doubted, said.vouched_by) == (False, anna)
    with acting_for("test"):
        assert asked.answered_by.get().pk == forged.pk
        assert jobs().count("reception.read") == 2  # when it came, and anew
    with acting_as(anna.pk):
        assert Entry.objects.filter(what="message.vouched", staff_id=anna.pk).count() == 1


def test_a_proven_supplier_answers_by_themselves(careful, asked):
    message = hear("Подтверждаем.", sender="losev@dvor.example", answers="77@house.test", domain="dvor.example")
    with acting_for("test"):
        assert (message.answers_id, message.would_answer_id) == (asked.pk, None)
        assert "sourcing.sweep" in jobs()


def test_nobody_vouches_for_what_nobody_doubts(careful, maria, anna):
    message = hear(TABLE, sender=MARIA, domain="olshanskaya.example")
    with acting_as(anna.pk), pytest.raises(NotHere):
        vouching.vouch(message.pk, by=anna, now=clock.now())


def test_what_our_provider_found_is_believed_in_its_own_mailbox_only(careful, maria, house):
    box = Account.objects.create(kind="imap", name="Gmail", address="c@house.test", options={"host": "imap.gmail.com"})
    stamp = ("Authentication-Results", "mx.google.com; dmarc=pass header.from=olshanskaya.example")
    for number, account in enumerate((box, None), 1):
        raw = mail(TABLE, sender=MARIA, number=number, headers=(stamp,))
        if account:
            fetching.store_mail(Received(f"{number}" * 64, raw, clock.now()), account)
        else:
            arrive(raw, **THIEF)
    assert {message.proof for message in sort_all()} == {"proven", "unproven"}


def test_a_policy_that_breaks_its_reader_makes_the_sender_doubted(maria, monkeypatch):
    class Breaking:
        def ask(self, name, kind):
            raise RuntimeError("ours")

    monkeypatch.setattr(proving, "names", Breaking)
    message = hear(TABLE, sender=MARIA)
    assert (message.proof, message.proof_why, message.client_id) == ("unproven", "not_examined", maria.pk)


def test_the_door_tells_which_server_brought_it(house):
    account = Account.objects.create(kind="listener", name="Сервер", address="house.test")
    kept: list[Received] = []
    with (
        serve("127.0.0.1", 0, kept.append, recipients=["@house.test"], now=clock.now) as port,
        smtplib.SMTP("127.0.0.1", port, local_hostname="mx.client.test", timeout=10) as visit,
    ):
        visit.sendmail("vera@client.test", ["c@house.test"], b"From: vera@client.test\r\n\r\nHello\r\n")
    fetching.store_mail(kept[0], account)
    with acting_for("test"):
        came = proving.how_it_came(RawMessage.objects.select_related("account").get())
    assert (came.ip, came.greeting, came.sender) == ("127.0.0.1", "mx.client.test", "vera@client.test")
    assert came.provider is None


def test_the_rule_is_one():
    assert [carries_weight(one) for one in ("proven", "unknown", "unproven")] == [True, True, False]
    assert carries_weight("unproven", is_vouched=True)
