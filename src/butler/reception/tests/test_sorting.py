"""From a door to a message in somebody's one conversation; what is refused, what is kept unread, who sees it."""

import json
from datetime import timedelta

import pytest
from django.db import connection

from butler.channels.port import Received
from butler.correspondence import conversations, doors, fetching
from butler.correspondence.models import Account, Attachment, Conversation, Letter, Message, RawMessage
from butler.correspondence.threads import thread_key
from butler.dossiers import actions as dossiers
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.limited import NotRead, Reason
from butler.ground.models import Entry
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.network.models import Contact
from butler.reception import access, sorting, sweeping
from butler.reception.models import Hearing, Proposal
from butler.reception.tests.arriving import arrive, mail, receive, sort, sort_all

MARIA = "Мария Ольшанская <maria@olshanskaya.example>"
POISON = "Яшма-7731"


def jobs() -> list[tuple[str, dict]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs ORDER BY id")
        return cursor.fetchall()


def test_a_known_client_is_heard_in_her_conversation(maria, anna, mark):
    message = receive(f"Добрый день! Нужен столик на двоих завтра в 20:00. {POISON}", sender=MARIA)

    with acting_as(anna.pk):
        talk = conversations.talk(message.conversation_id)
        assert (talk.card.client_id, talk.card.waiting, talk.card.channel) == (maria.pk, "us", "mail")
        assert POISON in talk.thread[0].body
        assert RawMessage.objects.get().client_id == maria.pk
        assert Hearing.objects.get().message_id == message.pk
    with acting_as(mark.pk):
        assert not Message.objects.exists()
        assert not RawMessage.objects.exists()
        assert not Proposal.objects.exists()


def test_the_same_mail_twice_is_one_message(maria):
    raw = mail("Спасибо!", sender=MARIA)
    first, second = arrive(raw), arrive(raw)
    assert (first.is_new, second.is_new, first.raw.pk == second.raw.pk) == (True, False, True)
    sort_all()
    assert sorting.sort(first.raw.pk, now=clock.now()) is None
    with acting_for("test"):
        assert Message.objects.count() == RawMessage.objects.count() == 1


def test_a_worker_that_dies_before_sorting_loses_nothing(maria, house):
    arrive(mail("Спасибо!", sender=MARIA))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")  # the queue is gone
    with clock.set_to(clock.now() + timedelta(minutes=5)):
        assert sweeping.ask_again(now=clock.now()) == 1
        assert [name for name, _ in jobs()] == ["reception.sort"]
        (message,) = sort_all()
        assert sweeping.ask_again(now=clock.now()) == 0
    with acting_for("test"):
        assert message.client_id == maria.pk


def test_a_worker_that_dies_between_sorting_and_reading_is_asked_again(maria, house):
    stored = arrive(mail("Спасибо!", sender=MARIA))
    sorting.sort(stored.raw.pk, now=clock.now())
    with clock.set_to(clock.now() + timedelta(minutes=5)):
        assert sweeping.ask_again(now=clock.now()) == 1


def test_neither_journal_nor_jobs_hold_a_word_of_it(maria, anna):
    receive(
        f"Код от двери {POISON}",
        sender=MARIA,
        subject=POISON,
        files=((f"{POISON}.txt", "text/plain", POISON.encode()),),
    )
    with acting_for("test"):
        kept = str(list(Entry.objects.values())) + str(jobs())
        for model in (RawMessage, Message, Attachment, Conversation, Hearing, Proposal):
            kept += str(list(model.objects.values()))
    assert POISON not in kept
    assert "maria@" not in kept


def test_an_address_that_two_clients_share_belongs_to_nobody(maria, veresov, anna, vera):
    with acting_for("test"):
        dossiers.add_contact(veresov.pk, kind="mail", value="maria@olshanskaya.example")
    message = receive("Добрый день", sender=MARIA)
    assert message.client_id is None
    with acting_as(anna.pk):
        assert not Message.objects.exists()
    with acting_as(vera.pk):
        assert Message.objects.get().pk == message.pk


def test_somebody_of_the_circle_speaks_in_a_conversation_of_their_own(maria, zoya, anna):
    message = receive("Мария Андреевна просит машину к девяти утра.", sender="Зоя <zoya@office.example>")
    assert (message.client_id, message.person_id, message.conversation.person_id) == (maria.pk, zoya.pk, zoya.pk)
    with acting_as(anna.pk):
        heard = access.hearing(message.pk)
    assert (heard.asked_by, heard.may_decide) == (zoya.pk, False)


def test_a_reply_is_read_without_what_it_quotes(maria, anna):
    body = "Да, подходит.\n\n> Столик на четверых в 19:00?\n> Анна\n"
    message = receive(body, sender=MARIA)
    with acting_as(anna.pk):
        (said,) = conversations.talk(message.conversation_id).thread
    assert said.body == "Да, подходит."
    assert "на четверых" in said.folded


def test_a_colleagues_mail_is_a_note_and_asks_nothing(maria, anna):
    message = receive("Переслала ей меню.", sender="anna@house.test", to="maria@olshanskaya.example")
    assert (message.way, message.client_id, message.written_by_id) == ("note", maria.pk, anna.pk)
    with acting_for("test"):
        assert not Proposal.objects.exists()


def test_what_we_sent_ourselves_is_not_heard_again(maria, anna):
    with acting_for("test"):
        Letter.objects.create(
            client=maria, purpose="answer", channel="mail", send_after=clock.now(), drafted_at=clock.now(),
            external_id=thread_key("1@mail.example"),
        )  # fmt: skip
    stored = arrive(mail("Добрый день", sender="concierge@house.test"))
    assert sort(stored.raw.pk) is None
    with acting_for("test"):
        assert (RawMessage.objects.get().state, Message.objects.count()) == ("nothing", 0)


def test_a_supplier_who_answers_our_letter_writes_about_that_client(maria, severny_dvor, anna, mark):
    contact = Contact.objects.create(full_name="Пётр Лосев", organisation=severny_dvor, mail="losev@dvor.example")
    with acting_for("test"):
        Letter.objects.create(
            client=maria, purpose="ask", channel="mail", send_after=clock.now(), drafted_at=clock.now(),
            external_id=thread_key("77@house.test"),
        )  # fmt: skip
    about = receive("Подтверждаем.", sender="losev@dvor.example", answers="77@house.test")
    plain = receive("Прайс на 2027 год.", sender="losev@dvor.example", number=2)
    assert (about.client_id, about.conversation.contact_id) == (maria.pk, contact.pk)
    assert (plain.client_id, plain.conversation.contact_id) == (None, contact.pk)
    with acting_for("test"):
        assert set(Proposal.objects.values_list("kind", flat=True)) == {"supplier"}
    with acting_as(mark.pk):
        assert not Message.objects.exists()


@pytest.mark.parametrize("name", ["Maria Olshanskaya", "Ольшанская Мария", "М. Ольшанская"])
def test_an_unknown_address_with_a_known_name_is_only_proposed(maria, vera, name):
    message = receive("Это я, с новой почты.", sender=f"{name} <m.new@example.com>")
    assert message.client_id is None
    with acting_as(vera.pk):
        (card,) = [card for card in access.proposals(message.conversation_id) if card.kind == "person"]
        assert [(one.client_id, one.person_id) for one in card.candidates] == [(maria.pk, None)]
        assert Message.objects.get().client_id is None


def test_a_stranger_stays_with_the_leads(maria, vera, anna):
    message = receive("Здравствуйте, предлагаю рекламу.", sender="Кто-то <somebody@ads.example>")
    with acting_as(vera.pk):
        assert [row.talk.id for row in access.inbox(view="team")] == [message.conversation_id]
        assert not [card for card in access.proposals(message.conversation_id) if card.kind == "person"]
    with acting_as(anna.pk):
        assert access.inbox(view="team") == []


def test_what_cannot_be_read_is_kept_shown_and_written_down_by_hand(house, maria, vera, anna, monkeypatch):
    stored = arrive(b"\x00\x01\x02" * 50, **{"from": "maria@olshanskaya.example"})
    assert sort(stored.raw.pk) is None
    with acting_as(vera.pk):
        (line,) = access.not_read()
        assert (line.why, line.sender) == ("refused", "maria@olshanskaya.example")
        message = sorting.said_by_hand(stored.raw.pk, "Просит перезвонить.", by=vera, now=clock.now())
        assert (message.client_id, access.not_read()) == (maria.pk, [])
    with acting_as(anna.pk):
        assert open_sealed(Message.objects.get(), "body") == "Просит перезвонить."


@pytest.mark.parametrize("reason", [Reason.TOO_SLOW, Reason.TOO_BIG, Reason.CRASHED])
def test_bytes_that_break_their_reader_are_kept_and_flagged(maria, vera, reason, monkeypatch):
    def break_down(function, content):
        raise NotRead(reason)

    monkeypatch.setattr(sorting, "read_limited", break_down)
    stored = arrive(mail("Добрый день", sender=MARIA))
    assert sort(stored.raw.pk) is None
    with acting_as(vera.pk):
        assert [line.why for line in access.not_read()] == [str(reason)]
        doors.looked_at(stored.raw.pk, by=vera)
        assert access.not_read() == []


def test_what_kills_every_run_is_given_to_a_person(maria, vera, monkeypatch):
    def die(*given):
        raise RuntimeError("ours")

    stored = arrive(mail("Добрый день", sender=MARIA))
    with monkeypatch.context() as broken:
        broken.setattr(sorting, "_sort", die)
        for _ in range(sorting.TRIES):
            with pytest.raises(RuntimeError):
                sorting.sort(stored.raw.pk, now=clock.now())
        sorting.sort(stored.raw.pk, now=clock.now())
    with acting_as(vera.pk):
        assert [(line.why, line.tries) for line in access.not_read()] == [("tried_too_often", sorting.TRIES + 1)]


def test_a_telephone_call_is_read_like_a_mail(maria, anna, mark):
    with acting_as(anna.pk):
        message = doors.write_down(maria, "Просит столик на двоих завтра в 20:00", by=anna, at=clock.now(), once="a")
        again = doors.write_down(maria, "Просит столик на двоих завтра в 20:00", by=anna, at=clock.now(), once="a")
        assert again.pk == message.pk
        with pytest.raises(ValueError, match="nothing"):
            doors.write_down(maria, "  ", by=anna, at=clock.now())
    sort_all()
    with acting_as(anna.pk):
        card, *needs = access.proposals(message.conversation_id)
        assert (card.kind, card.first.code) == ("request", "restaurant")
        assert [(need.kind, need.first.code) for need in needs] == [("need", "car_home")]  # it ends late
        (said,) = conversations.talk(message.conversation_id).thread
        assert (said.channel, said.written_by) == ("phone", anna)
    with acting_as(mark.pk), pytest.raises(NotHere):
        doors.write_down(maria, "Я тоже", by=mark, at=clock.now())


def test_a_wrong_clock_of_theirs_does_not_move_the_conversation(maria):
    message = receive("Добрый день", sender=MARIA, sent_at=clock.now() + timedelta(days=400))
    assert message.sent_at == clock.now()


def test_mail_from_the_houses_own_address_is_a_note(maria, house):
    Account.objects.create(kind="imap", name="Почта", address="concierge@house.test")
    message = receive("Отвечали сами", sender="concierge@house.test", to="maria@olshanskaya.example")
    assert (message.way, message.client_id) == ("note", maria.pk)


def test_a_hostile_file_is_kept_sealed_and_flagged(maria, anna):
    files = (("план.pdf", "application/pdf", b"MZ" + b"\0" * 200), ("меню.txt", "text/plain", "Стерлядь".encode()))
    message = receive("План рассадки", sender=MARIA, files=files)
    with acting_as(anna.pk):
        (said,) = conversations.talk(message.conversation_id).thread
        found = {file.name: file.danger for file in said.files}
    assert found["план.pdf"]
    assert found["меню.txt"] == ""


def test_markup_is_kept_without_what_acts(maria, anna):
    html = "<p>Столик</p><script>alert(1)</script><img src='https://spy.example/1.gif' onerror='x()'>"
    message = receive("Столик", sender=MARIA, html=html)
    with acting_as(anna.pk):
        (said,) = conversations.talk(message.conversation_id).thread
    assert "Столик" in said.html
    assert not any(word in said.html for word in ("script", "onerror", "spy.example"))


def test_words_that_a_client_changes_are_read_anew_and_the_old_ones_kept(maria, house, anna):
    with acting_for("test"):
        account = Account.objects.create(kind="telegram", name="Бот", secret="7:x")
        dossiers.add_contact(maria.pk, kind="telegram", value="7001")

    def say(text: str, **more) -> Message | None:
        said = {"message_id": 5, "date": 1_764_000_000, "text": text, "chat": {"id": 7001, "type": "private"}} | more
        said["from"] = {"id": 7001, "first_name": "Мария"}
        name = "edited_message" if "edit_date" in more else "message"
        raw = json.dumps({"update_id": more.get("edit_date", 1), name: said}).encode()
        with acting_for("doors"):
            fetching.store_update(Received("", raw, clock.now()), account)
        return next(iter(sort_all()), None)

    first = say("Столик на двоих завтра в 20:00")
    again = say("Столик на троих завтра в 20:00", edit_date=1_764_000_100)
    late = say("Столик на двоих завтра", edit_date=1_764_000_050)
    assert first is not None
    assert again is not None
    assert (again.pk, again.client_id, late) == (first.pk, maria.pk, None)
    with acting_as(anna.pk):
        (said,) = conversations.talk(first.conversation_id).thread
        assert said.body == "Столик на троих завтра в 20:00"
        assert [words for _, words in conversations.wordings(first.pk)] == ["Столик на двоих завтра в 20:00"]
        assert Proposal.objects.filter(state="stale").exists()
        assert conversations.talk(first.conversation_id).card.channel == "telegram"


def test_a_stranger_of_a_messenger_is_called_by_their_name_and_may_be_recognised_by_it(maria, house, vera):
    with acting_for("test"):
        account = Account.objects.create(kind="telegram", name="Бот", secret="7:x")
    said = {"message_id": 5, "date": 1_764_000_000, "text": "Это я", "chat": {"id": 7009, "type": "private"}}
    said["from"] = {"id": 7009, "first_name": "Мария", "last_name": "Ольшанская", "username": "masha_o"}
    with acting_for("doors"):
        fetching.store_update(
            Received("", json.dumps({"update_id": 1, "message": said}).encode(), clock.now()), account
        )
    (message,) = sort_all()
    with acting_as(vera.pk):
        (card,) = conversations.talks(unsorted=True)
        assert card.sender == "Мария Ольшанская @masha_o"
        (proposal,) = [one for one in access.proposals(message.conversation_id) if one.kind == "person"]
        assert proposal.candidates[0].client_id == maria.pk


def test_a_mail_that_bears_anothers_message_id_is_not_lost_and_a_copy_is_no_second(maria):
    when = clock.now() - timedelta(hours=1)
    first = mail("Столик на двоих.", sender=MARIA, sent_at=when)
    second = mail("И цветы.", sender=MARIA, subject="Ещё", sent_at=when + timedelta(minutes=1))
    for raw in (first, second, b"Received: from elsewhere\n" + first, b"Received: from elsewhere\n" + second):
        arrive(raw)
    sort_all()
    with acting_for("test"):
        assert sorted(open_sealed(one, "body") for one in Message.objects.all()) == ["И цветы.", "Столик на двоих."]


def test_a_door_through_which_mail_comes_is_not_said_to_be_out_of_reach(house):
    door = Account.objects.create(kind="listener", name="Дверь", failing_since=clock.now(), why="not_reached")
    raw = mail("Добрый день", sender="nobody@stranger.example")
    with acting_for("doors"):
        doors.store_raw(channel="mail", external_id="a" * 64, raw=raw, at=clock.now(), account=door)
    door.refresh_from_db()
    assert (door.failing_since, door.why) == (None, "")
