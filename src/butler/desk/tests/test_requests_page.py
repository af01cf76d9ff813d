"""The conversation page: who waits, what was said, answering, noting, sorting what came from a stranger."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from butler.correspondence import actions, conversations, presence, rules, settling
from butler.correspondence.models import Attachment, Conversation, Letter, LetterFile, Message, Wording
from butler.desk.templatetags.words import short_date
from butler.dossiers.models import Person
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.sealing import open_bytes, open_sealed
from butler.reception.models import Proposal

POISON = "кодовое слово Яшма"


@pytest.fixture
def talk(olshanskaya):
    with acting_for("test"):
        row = Conversation.objects.create(client=olshanskaya, channel="telegram", last_at=clock.now())
        message = Message.objects.create(
            client=olshanskaya,
            conversation=row,
            way="in",
            channel="telegram",
            sent_at=clock.now() - timedelta(minutes=70),
            body=f"Анечка, безумная просьба. {POISON}",
        )
        Attachment.objects.create(
            client=olshanskaya,
            message=message,
            name="план.pdf",
            content_type="application/pdf",
            size=4,
            content=b"%PDF",
        )
        Conversation.objects.filter(pk=row.pk).update(last_at=message.sent_at)
    return row


@pytest.fixture
def stranger(house):
    with acting_for("test"):
        row = Conversation.objects.create(channel="mail", last_at=clock.now(), subject="Привет")
        Message.objects.create(
            conversation=row, way="in", channel="mail", sent_at=clock.now(), sender="Нина С.", body=POISON
        )
    return row


@pytest.fixture
def desk(client, anna):
    client.force_login(anna)
    return client


def at(row, name="conversation"):
    return reverse(f"desk:{name}", args=[row.pk])


def test_the_list_says_who_has_waited_and_the_thread_what_was_asked(desk, talk):
    page = desk.get(reverse("desk:requests")).content.decode()
    assert "Мария Ольшанская" in page
    assert "безумная просьба" in page
    assert 'data-s="risk"' in page


def test_an_answer_is_approved_by_the_one_who_wrote_it_and_waits_to_leave(desk, talk, anna):
    page = desk.post(
        at(talk, "conversation_words"), {"text": "Уже занимаюсь.", "act": "answer"}, follow=True
    ).content.decode()
    assert "Уже занимаюсь." in page
    with acting_as(anna.pk):
        letter = Letter.objects.get()
        assert (letter.state, letter.purpose, letter.channel) == ("new", "answer", "telegram")
        assert letter.approvals.get().given_by == anna
        assert Conversation.objects.get().waiting == "them"


def test_an_answer_is_taken_back_within_ten_seconds_and_not_later(desk, talk, anna):
    for seconds, state in ((20, "new"), (5, "withdrawn")):
        desk.post(at(talk, "conversation_words"), {"text": f"Поспешный ответ {seconds}", "act": "answer"})
        with acting_as(anna.pk):
            letter = Letter.objects.order_by("-drafted_at").filter(state="new").latest("drafted_at")
        with clock.set_to(clock.now() + timedelta(seconds=seconds)):
            desk.post(reverse("desk:answer_undo", args=[letter.pk]))
        with acting_as(anna.pk):
            letter.refresh_from_db()
            assert letter.state == state
            leaving = Letter.objects.filter(state="new")
            leaving.update(state="claimed", claimed_by="1")


@pytest.mark.parametrize("act", ["answer", "note", "heard", "pasted"])
def test_whatever_is_pressed_twice_stands_there_once(desk, talk, anna, act):
    page = desk.get(at(talk))
    typed = {"text": "Уже занимаюсь.", "act": act, "once": page.context["once"]}
    for _ in range(2):
        assert desk.post(at(talk, "conversation_words"), typed).status_code == 302
    with acting_as(anna.pk):
        assert Message.objects.count() - 1 + Letter.objects.count() == 1  # one message was there before


def test_files_leave_with_an_answer_and_are_named_before_and_after(desk, talk, anna):
    file = SimpleUploadedFile("билет в ложу.pdf", b"%PDF-1.7", content_type="text/html")
    typed = {"text": "Билеты приложила.", "act": "answer", "enclosed": [file]}
    assert "билет в ложу.pdf" in desk.post(at(talk, "conversation_words"), typed, follow=True).content.decode()
    with acting_as(anna.pk):
        carried = LetterFile.objects.get(letter=Letter.objects.get())
        assert (open_sealed(carried, "name"), carried.content_type) == ("билет в ложу.pdf", "application/pdf")
        assert open_bytes(carried, "content") == b"%PDF-1.7"


def test_files_that_no_mailbox_takes_and_files_of_a_note_are_refused_in_words(desk, talk, monkeypatch):
    def said(act, *contents):
        files = [SimpleUploadedFile(f"{n}.pdf", content) for n, content in enumerate(contents)]
        answer = desk.post(at(talk, "conversation_words"), {"text": "Вот они", "act": act, "enclosed": files})
        assert answer.status_code == 422
        return answer.content.decode()

    assert "Файлы уходят только с ответом" in said("note", b"%PDF")
    monkeypatch.setattr(rules, "LARGEST", 4)
    page = said("answer", b"%PDF", b"%PDF")
    assert "Слишком много для одного письма" in page
    assert "Вот они" in page
    assert "Приложите файлы ещё раз" in page
    with acting_for("test"):
        assert not Letter.objects.exists()


def test_an_answer_that_did_not_go_stays_before_our_eyes_until_somebody_decides(desk, talk, anna):
    desk.post(at(talk, "conversation_words"), {"text": "Стол держат до восьми.", "act": "answer"})

    def left(**fields):
        with acting_for("test"):
            Letter.objects.update(**fields)
        return desk.get(at(talk)).content.decode()

    page = left(why="quiet_hours", due_at=clock.now() + timedelta(hours=9))
    assert "у них ночь" in page
    page = left(why="no_account")
    assert f'href="{reverse("desk:stuck")}">задержано' in page
    page = left(why="address_refused", state="claimed", claimed_by="1")
    page = left(state="sending", sending_at=clock.now())
    page = left(state="failed")
    assert "Стол держат до восьми." in page
    assert "не ушло" in page
    with acting_as(anna.pk):
        settling.settle(Letter.objects.get().pk, settling.Decision.GIVE_UP, by=anna, now=clock.now())
    assert "Стол держат до восьми." not in desk.get(at(talk)).content.decode()


def test_what_a_changed_message_said_before_stands_below_it(desk, talk):
    with acting_for("test"):
        message = Message.objects.get()
        Message.objects.update(edited_at=clock.now())
        Wording.objects.create(
            client=talk.client, message=message, until=clock.now(), body="Стол на троих, не на двоих"
        )
    page = desk.get(at(talk)).content.decode()
    assert "Стол на троих, не на двоих" in page


def test_a_message_that_was_found_is_shown_however_old_it_is(desk, talk, anna, monkeypatch):
    with acting_for("test"):
        old = Message.objects.get()
        for ago in range(12):
            Message.objects.create(
                client=talk.client, conversation=talk, way="in", channel="telegram", body=f"Слово {ago}",
                sent_at=clock.now() - timedelta(minutes=ago),
            )  # fmt: skip
    monkeypatch.setattr(conversations, "PAGE", 4)
    found = desk.get(reverse("desk:requests"), {"q": "яшма"}).content.decode()
    link = f"{at(talk)}?at={old.pk}#message-{old.pk}"
    assert f'href="{link}"' in found
    assert "<mark>Яшма</mark>" in found
    page = desk.get(link).content.decode()
    assert f'id="message-{old.pk}"' in page
    assert "К последним словам" in page
    assert POISON not in desk.get(at(talk)).content.decode()


def test_an_assistant_is_shown_with_who_says_yes(desk, talk, olshanskaya):
    with acting_for("test"):
        katya = Person.objects.create(client=olshanskaya, given_name="Катя", may_ask=True)
        Conversation.objects.update(person=katya)
    assert "согласует сам клиент" in desk.get(at(talk)).content.decode()
    with acting_for("test"):
        Person.objects.update(may_decide=True)
    assert "может согласовать" in desk.get(at(talk)).content.decode()


def test_whoever_opens_a_conversation_is_seen_at_once(client, talk, anna, ilya):
    for who in (anna, ilya):
        client.force_login(who)
        page = client.get(at(talk)).content.decode()
    assert "Анна тоже читает" in page


def test_a_day_in_a_tight_cell_is_written_as_its_language_writes_it():
    day = clock.now().replace(month=11, day=8)
    for language, said in (("ru", "8 ноя"), ("en", "8 Nov")):
        with translation.override(language):
            assert short_date(day) == said


def test_what_is_counted_is_what_is_listed(client, talk, ilya):
    client.force_login(ilya)
    mine, team = (client.get(reverse("desk:requests"), {"view": view, "waiting": "us"}) for view in ("mine", "team"))
    assert [(value, count) for value, _, count in mine.context["filters"]] == [("us", 0), ("them", 0), ("", 0)]
    assert {value: count for value, _, count in team.context["filters"]}["us"] == len(team.context["rows"]) == 1


def test_an_empty_answer_is_refused_in_words(desk, talk):
    answer = desk.post(at(talk, "conversation_words"), {"text": "  ", "act": "answer"})
    assert answer.status_code == 422
    with acting_for("test"):
        assert not Letter.objects.exists()


def test_a_team_note_and_the_words_of_a_call_stand_in_the_thread(desk, talk, anna):
    desk.post(at(talk, "conversation_words"), {"text": "Катя не любит балкон", "act": "note"})
    desk.post(at(talk, "conversation_words"), {"text": "Просила перезвонить", "act": "heard"})
    page = desk.get(at(talk)).content.decode()
    assert "Катя не любит балкон" in page
    assert "Просила перезвонить" in page
    with acting_as(anna.pk):
        assert set(Message.objects.values_list("way", "channel")) >= {("note", "desk"), ("in", "phone")}


def test_a_thank_you_needs_no_answer_and_that_can_be_undone(desk, talk, anna):
    desk.post(at(talk, "conversation_rest"))
    with acting_as(anna.pk):
        assert Conversation.objects.get().waiting == "nobody"
    desk.post(at(talk, "conversation_rest") + "?wake=1")
    with acting_as(anna.pk):
        assert Conversation.objects.get().waiting == "us"


def test_a_file_comes_as_a_download_only(desk, talk, anna):
    with acting_as(anna.pk):
        file = Attachment.objects.get()
    answer = desk.get(reverse("desk:attachment", args=[file.pk]))
    assert answer.content == b"%PDF"
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == ("nosniff", "sandbox")


def test_a_stranger_among_colleagues_gets_404_and_not_one_byte(client, talk, mark, anna):
    with acting_as(anna.pk):
        file = Attachment.objects.get()
    client.force_login(mark)
    doors = [
        at(talk),
        at(talk, "conversation_words"),
        at(talk, "conversation_here"),
        at(talk, "conversation_rest"),
        reverse("desk:attachment", args=[file.pk]),
    ]
    for door in doors:
        for answer in (client.get(door), client.post(door, {"text": "x", "act": "answer"})):
            assert answer.status_code in (404, 405)
            assert POISON not in answer.content.decode()
    assert POISON not in client.get(reverse("desk:requests")).content.decode()
    with acting_for("test"):
        assert not Letter.objects.exists()


def test_letters_of_an_unknown_sender_are_seen_by_leads_only(client, stranger, vera, mark):
    client.force_login(mark)
    assert client.get(at(stranger)).status_code == 404
    client.force_login(vera)
    assert "Нина С." in client.get(at(stranger)).content.decode()


def test_a_stranger_who_is_found_by_their_words_has_the_name_they_gave(client, stranger, vera):
    client.force_login(vera)
    found = client.get("/requests/", {"q": POISON.split()[0]}).content.decode()
    assert "Нина С." in found
    assert "Неизвестный" not in found


def test_a_lead_says_whose_letters_they_are_and_they_are_sealed_anew(client, stranger, vera, anna, olshanskaya, mark):
    client.force_login(vera)
    client.post(at(stranger, "conversation_client"), {"client": str(olshanskaya.pk)})
    with acting_as(anna.pk):
        message = Message.objects.get()
        assert message.client_id == olshanskaya.pk
        assert open_sealed(message, "body") == POISON
    client.force_login(mark)
    assert client.get(at(stranger)).status_code == 404


def test_nobody_sorts_letters_into_a_dossier_they_may_not_open(client, stranger, veresov, colleague):
    other = colleague("Павел", "pavel@house.test", role="lead")
    client.force_login(other)
    assert client.post(at(stranger, "conversation_client"), {"client": str(veresov.pk)}).status_code == 404
    with acting_for("test"):
        assert Conversation.objects.get().client_id is None


def test_the_page_asks_the_database_little_however_many_letters(desk, talk, olshanskaya, django_assert_max_num_queries):
    with acting_for("test"):
        for number in range(30):
            friend = Person.objects.create(client=olshanskaya, relation="friend")
            row = Conversation.objects.create(client=olshanskaya, person=friend, channel="mail", last_at=clock.now())
            Message.objects.create(
                client=olshanskaya, conversation=row, way="in", channel="mail", sent_at=clock.now(), body=f"{number}"
            )
    desk.get(at(talk))
    with django_assert_max_num_queries(39):
        desk.get(at(talk))


@pytest.fixture
def drafted(talk, olshanskaya):
    """The house's draft that waits in the conversation."""
    with acting_for("test"):
        words = actions.Draft(
            olshanskaya.pk, "confirm", "Уже занимаюсь.\nНапишу.", clock.now(), conversation_id=talk.pk
        )
        return actions.draft_letter(words, now=clock.now())


def test_a_draft_that_nobody_has_touched_is_nobodys_writing(desk, talk, drafted, anna, ilya):
    untouched = {"text": "Уже занимаюсь.\r\nНапишу.", "draft": drafted.pk}
    desk.post(at(talk, "conversation_here"), untouched)
    with acting_as(ilya.pk):
        assert [one.is_writing for one in presence.who_else(talk.pk, but=ilya, now=clock.now())] == [False]
    with acting_as(anna.pk):
        assert presence.kept_words(talk.pk, anna) == ""
    desk.post(at(talk, "conversation_here"), untouched | {"text": "Уже занимаюсь, Мария."})
    with acting_as(ilya.pk):
        assert [one.is_writing for one in presence.who_else(talk.pk, but=ilya, now=clock.now())] == [True]
    with acting_as(anna.pk):
        assert presence.kept_words(talk.pk, anna) == "Уже занимаюсь, Мария."


def test_the_list_says_when_there_is_more_and_shows_it(client, vera, house, monkeypatch):
    monkeypatch.setattr(conversations, "LISTED", 2)
    client.force_login(vera)
    with acting_for("test"):
        for minutes in range(3):
            Conversation.objects.create(channel="mail", last_at=clock.now() - timedelta(minutes=minutes), waiting="us")
    first = client.get(reverse("desk:requests") + "?waiting=us").content.decode()
    assert (first.count('tabindex="0" data-row'), "most=4" in first) == (2, True)
    more = client.get(reverse("desk:requests") + "?waiting=us&most=4").content.decode()
    assert (more.count('tabindex="0" data-row'), "most=6" in more) == (3, False)


def test_a_doubted_sender_is_named_with_the_reason_and_a_colleague_who_knows_them_says_so(talk, desk, anna):
    with acting_for("test"):
        Message.objects.update(proof="unproven", proof_why="demanded", channel="mail")
        message = Message.objects.get(conversation=talk)
    page = desk.get(at(talk)).content.decode()
    assert "Отправитель не подтверждён" in page
    assert "Владелец этого адреса" in page
    assert desk.get(at(talk) + "?part=thread").content.decode().count(at(message, "message_vouch")) == 1
    assert desk.get(at(message, "message_vouch")).status_code == 405

    desk.post(at(message, "message_vouch"))
    page = desk.get(at(talk)).content.decode()
    assert "Отправитель не подтверждён" not in page
    assert "Анна знает: отправитель настоящий" in page


def test_what_a_doubted_sender_asks_is_not_taken_from_the_queue_of_the_day(talk, desk, anna):
    with acting_for("test"):
        message = Message.objects.get(conversation=talk)
        asked = {"client": talk.client, "message": message, "number": 1, "kind": "request", "made_at": clock.now()}
        asked |= {"code": "restaurant", "act": "book", "confidence": 0.9, "content": '{"title": "Стол"}'}
        proposal = Proposal.objects.create(**asked)
    door = reverse("desk:need_proposal", args=[proposal.pk])
    assert door in desk.get("/needs/", headers={"HX-Request": "true"}).content.decode()
    with acting_for("test"):
        Message.objects.update(proof="unproven", proof_why="demanded")
    page = desk.get("/needs/", headers={"HX-Request": "true"}).content.decode()
    assert door not in page
    assert at(talk) in page
    assert "отправитель не подтверждён" in page.lower()
