"""A person decides on what was read: each proposal becomes what it is, once, and a slip goes back."""

import json
from datetime import timedelta

import pytest

from butler.bookings import actions as bookings
from butler.bookings.models import Booking, Evidence
from butler.correspondence.models import Conversation, Letter, Message
from butler.correspondence.threads import thread_key
from butler.dossiers.models import ContactPoint, Preference
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import Entry
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.network.models import Contact
from butler.reception import access, deciding, hearing, moods, regrouping
from butler.reception.access.proposals import content_of
from butler.reception.deciding import Refused
from butler.reception.models import Correction, Proposal
from butler.reception.tests.arriving import receive
from butler.requests import actions as requests
from butler.requests.models import ClientRequest, Task

MARIA = "Мария Ольшанская <maria@olshanskaya.example>"
ASK = "Добрый день! Закажите, пожалуйста, столик на двоих в ресторане завтра в 20:00."


@pytest.fixture
def asked(maria):
    """A table is asked for: the message, and its one proposal."""
    message = receive(ASK, sender=MARIA)
    slots = {"when": [{"value": "2026-11-25T20:00"}], "party": [{"value": 2}]}
    with acting_for("test"):
        row = Proposal.objects.get(message=message, kind="request")
        title = "Столик на двоих, 25 ноября, 20:00"
        row.content = json.dumps({"title": title, "words": ASK, "spans": [], "slots": slots})
        row.act, row.other_code, row.other_act = "book", "", ""
        row.save()
    return row


@pytest.fixture
def proposed(maria):
    """Any proposal on a message of hers: proposed("part", code="restaurant", ...)."""

    def make(kind: str, *, body: str = "Слова", **fields) -> Proposal:
        content = {"title": "Слова", "words": "Слова", "spans": [], "slots": {}} | fields.pop("content", {})
        message = receive(body, sender=MARIA, number=40)
        with acting_for("test"):
            Proposal.objects.filter(message=message).delete()
            return Proposal.objects.create(
                client_id=message.client_id, message=message, number=90, kind=kind, made_at=clock.now(),
                content=json.dumps(content), **fields,
            )  # fmt: skip

    return make


def take(row, by, **how):
    with acting_as(by.pk):
        return deciding.take(row.pk, by=by, now=clock.now(), **how)


def undo(row, by, after=timedelta(seconds=5)):
    with acting_as(by.pk):
        return deciding.undo(row.pk, by=by, now=clock.now() + after)


def test_a_request_is_taken_once_with_its_owner_title_and_hour(asked, maria, anna, ilya):
    first, second = take(asked, ilya), take(asked, ilya)
    assert first.made_id == second.made_id
    with acting_as(anna.pk):
        row = ClientRequest.objects.get()
        assert (row.owner, row.category, row.message_id) == (anna, "restaurant", asked.message_id)
        assert open_sealed(row, "title") == "Столик на двоих, 25 ноября, 20:00"
        task = row.tasks.get()
        assert task.no_return_at.isoformat() == "2026-11-25T17:00:00+00:00"  # eight in the evening in Moscow
        assert clock.now() < row.due_at <= clock.now() + timedelta(hours=5)
        assert access.proposal(asked.pk).state == "taken"


def test_who_may_not_open_the_client_decides_nothing(asked, mark):
    for verb in (deciding.take, deciding.dismiss, deciding.undo, deciding.correct):
        with acting_as(mark.pk), pytest.raises(NotHere):
            verb(asked.pk, by=mark, now=clock.now())
    with acting_for("test"):
        assert not ClientRequest.objects.exists()


def test_a_slip_goes_back_within_ten_seconds_and_not_later(asked, anna):
    take(asked, anna)
    with pytest.raises(Refused, match="too_late"):
        undo(asked, anna, after=timedelta(seconds=20))
    undo(asked, anna)
    undo(asked, anna)  # pressed twice
    with acting_as(anna.pk):
        assert access.proposal(asked.pk).is_open
        assert not ClientRequest.objects.exists()
        assert not Task.objects.exists()
    take(asked, anna)
    with acting_as(anna.pk):
        assert ClientRequest.objects.count() == 1


def test_what_others_have_built_upon_does_not_go_back(asked, anna):
    made = take(asked, anna)
    with acting_as(anna.pk):
        request = ClientRequest.objects.get(pk=made.made_id)
        requests.done(request.tasks.get().pk, by=anna, now=clock.now())
    with pytest.raises(Refused, match="built_upon"):
        undo(asked, anna)


def test_the_second_guess_is_taken_and_remembered_as_a_correction(asked, anna):
    with acting_for("test"):
        Proposal.objects.filter(pk=asked.pk).update(other_code="hotel", other_act="book", act="book")
    made = take(asked, anna, guess="second")
    assert made.state == "corrected"
    with acting_as(anna.pk):
        assert ClientRequest.objects.get().category == "hotel"
        kept = Correction.objects.get()
        assert (kept.what, kept.was, kept.now) == ("category", "restaurant", "hotel")
        assert "столик" in open_sealed(kept, "words")
    undo(asked, anna)
    with acting_as(anna.pk):
        assert Correction.objects.get().taken_back_at is not None


def test_a_correction_says_what_it_is_and_by_how_many(asked, anna):
    with acting_as(anna.pk):
        deciding.correct(asked.pk, by=anna, now=clock.now(), category="event", slots={"party": 12})
        assert {row.what for row in Correction.objects.all()} == {"category", "slot"}
        assert ClientRequest.objects.get().category == "event"


def test_what_is_set_aside_makes_nothing_and_comes_back(asked, anna):
    with acting_as(anna.pk):
        deciding.dismiss(asked.pk, by=anna, now=clock.now())
        with pytest.raises(Refused, match="decided"):
            deciding.take(asked.pk, by=anna, now=clock.now())
        assert not ClientRequest.objects.exists()
    undo(asked, anna)
    with acting_as(anna.pk):
        assert access.proposal(asked.pk).is_open


@pytest.mark.parametrize(
    ("kind", "kept"),
    [("request", [("category", "none")]), ("cancel", [("act", "none")]), ("need", []), ("preference", [])],
)
def test_where_nothing_was_asked_is_kept_to_learn_from_until_the_slip_goes_back(asked, anna, kind, kept):
    with acting_as(anna.pk):
        asked.kind = kind
        asked.save(update_fields=["kind"])
        deciding.dismiss(asked.pk, by=anna, now=clock.now())
        deciding.dismiss(asked.pk, by=anna, now=clock.now())  # pressed twice
        rows = Correction.objects.filter(taken_back_at__isnull=True)
        assert list(rows.values_list("what", "now")) == kept
    undo(asked, anna)
    with acting_as(anna.pk):
        assert not rows.exists()


@pytest.mark.parametrize("kind", ["part", "change"])
def test_more_about_a_request_becomes_a_step_of_it(proposed, asked, anna, kind):
    request = take(asked, anna).made_id
    row = proposed(kind, code="restaurant", act="change", content={"request": request})
    made = take(row, anna)
    with acting_as(anna.pk):
        task = Task.objects.get(pk=made.made_id)
        assert str(task.client_request_id) == request
        assert open_sealed(task, "detail") == "Слова"
        assert ClientRequest.objects.get().state == "new"
    undo(row, anna)
    with acting_as(anna.pk):
        assert Task.objects.count() == 1


def test_what_nothing_is_booked_for_is_sought_no_more_by_a_tap_and_not_by_a_reading(proposed, asked, anna):
    request = take(asked, anna).made_id
    row = proposed("cancel", code="restaurant", act="cancel", content={"request": request})
    with acting_as(anna.pk):
        assert ClientRequest.objects.get().state == "new"
    take(row, anna)
    with acting_as(anna.pk):
        assert ClientRequest.objects.get().state == "cancelled"
    undo(row, anna)
    with acting_as(anna.pk):
        assert ClientRequest.objects.get().state == "new"


def test_a_taste_is_learnt_with_its_evidence_and_unlearnt(proposed, maria, anna):
    row = proposed("preference", code="seating", act="likes", content={"title": "у окна", "words": "люблю у окна"})
    take(row, anna)
    with acting_as(anna.pk):
        taste = Preference.objects.get()
        assert (taste.topic, taste.polarity, open_sealed(taste, "value")) == ("seating", "likes", "у окна")
        assert open_sealed(taste, "evidence") == "люблю у окна (24.11.2026)"
    undo(row, anna)
    with acting_as(anna.pk):
        assert not Preference.objects.exists()


def test_thanks_put_the_conversation_to_rest(proposed, anna):
    row = proposed("thanks", act="thanks")
    take(row, anna)
    with acting_as(anna.pk):
        assert Conversation.objects.get().waiting == "nobody"
    undo(row, anna)
    with acting_as(anna.pk):
        assert Conversation.objects.get().waiting == "us"


def test_an_answer_marks_what_we_had_asked(proposed, maria, anna):
    with acting_for("test"):
        letter = Letter.objects.create(
            client=maria, purpose="ask", channel="mail", send_after=clock.now(), drafted_at=clock.now()
        )
    row = proposed("answer", act="confirm", code="none", content={"letter": str(letter.pk)})
    with acting_for("test"):
        ours = Message.objects.create(
            client=maria, conversation=row.message.conversation, way="out", channel="mail", letter=letter,
            sent_at=clock.now() - timedelta(hours=1),
        )  # fmt: skip
    take(row, anna)
    with acting_as(anna.pk):
        assert Message.objects.get(pk=row.message_id).answers_id == ours.pk
    undo(row, anna)
    with acting_as(anna.pk):
        assert Message.objects.get(pk=row.message_id).answers_id is None


@pytest.mark.parametrize(
    ("said", "kind", "state"),
    [("confirm", "mail", "confirmed"), ("tentative", "word", "unproven"), ("waitlist", "word", "unproven")],
)
def test_only_firm_words_of_a_supplier_prove_a_booking(maria, severny_dvor, anna, said, kind, state):
    Contact.objects.create(full_name="Пётр Лосев", organisation=severny_dvor, mail="losev@dvor.example")
    with acting_for("test"):
        booking = bookings.book(
            maria, kind="restaurant", organisation=severny_dvor, starts_at=clock.now() + timedelta(days=1),
            party_size=2, title="Ужин", by=anna, now=clock.now(),
        )  # fmt: skip
        Letter.objects.create(
            client=maria, purpose="ask", channel="mail", send_after=clock.now(), drafted_at=clock.now(),
            external_id=thread_key("77@house.test"),
        )  # fmt: skip
    message = receive("Бронь подтверждаем.", sender="losev@dvor.example", answers="77@house.test")
    with acting_for("test"):
        row = Proposal.objects.get(message=message)
        Proposal.objects.filter(pk=row.pk).update(code=said, act=said)
        assert content_of(row)["booking"] == str(booking.pk)
    take(row, anna)
    with acting_as(anna.pk):
        assert Evidence.objects.get().kind == kind
        assert (Booking.objects.get().state == "confirmed") is (state == "confirmed")
    undo(row, anna)
    with acting_as(anna.pk):
        assert not Evidence.objects.exists()
        assert Booking.objects.get().state != "confirmed"


def test_a_yes_to_who_writes_sorts_the_conversation_and_learns_the_address(maria, vera, anna):
    message = receive(ASK, sender="Мария Ольшанская <m.new@example.com>")
    with acting_for("test"):
        row = Proposal.objects.get(message=message, kind="person")
        other = Proposal.objects.get(message=message, kind="request")
    with acting_as(vera.pk), pytest.raises(Refused, match="no_client"):
        deciding.take(other.pk, by=vera, now=clock.now())
    take(row, vera)
    hearing.read_message(message.pk, now=clock.now())
    with acting_as(anna.pk):
        assert Message.objects.get().client_id == maria.pk
        assert access.proposals(message.conversation_id) == []  # it goes on in her own conversation
        assert ContactPoint.objects.filter(client=maria).count() == 2
        assert {card.kind for card in access.proposals()} == {"request", "need"}
    assert receive("Ещё раз я.", sender="m.new@example.com", number=2).client_id == maria.pk


def test_the_yes_to_who_writes_goes_back(maria, vera, anna):
    message = receive("Это я.", sender="Мария Ольшанская <m.new@example.com>")
    with acting_for("test"):
        row = Proposal.objects.get(message=message, kind="person")
    take(row, vera)
    undo(row, vera)
    with acting_as(vera.pk):
        assert Message.objects.get().client_id is None
        assert access.proposal(row.pk).is_open
        assert ContactPoint.objects.filter(client=maria).count() == 1
    with acting_as(anna.pk):
        assert not Message.objects.exists()


def test_several_requests_of_one_message_are_taken_each_or_all(asked, anna):
    with acting_for("test"):
        for number, (kind, code) in enumerate([("request", "transfer"), ("need", "car_home"), ("look", "")], 50):
            Proposal.objects.create(
                client=asked.client, message=asked.message, number=number, kind=kind, code=code, act="book",
                made_at=clock.now(), content=json.dumps({"title": "Машина", "words": "и машину"}),
            )  # fmt: skip
    with acting_as(anna.pk):
        taken = deciding.take_all(asked.message_id, by=anna, now=clock.now())
        assert {row.category for row in ClientRequest.objects.all()} == {"restaurant", "transfer"}
        assert len(taken) == 2
        assert deciding.take_all(asked.message_id, by=anna, now=clock.now()) == []
        assert {card.kind for card in access.proposals() if card.is_open} == {"need", "look"}


def test_a_persons_word_on_a_mood_stands_above_the_reading(maria, anna, mark):
    message = receive("Третий раз прошу! Это никуда не годится.", sender=MARIA)
    with acting_as(anna.pk):
        moods.say_mood(message.pk, "sad", by=anna, now=clock.now())
        heard = access.hearing(message.pk)
        assert (heard.mood, heard.said_by) == ("sad", anna)
        assert Correction.objects.get().what == "mood"
        with pytest.raises(ValueError, match="mood"):
            moods.say_mood(message.pk, "весёлый", by=anna, now=clock.now())
    with acting_as(mark.pk), pytest.raises(NotHere):
        moods.say_mood(message.pk, "angry", by=mark, now=clock.now())
    hearing.read_message(message.pk, now=clock.now())
    with acting_as(anna.pk):
        assert access.hearing(message.pk).mood == "sad"


def test_a_merge_takes_what_was_read_along(asked, veresov, anna, vera):
    with acting_for("test"):
        other = Conversation.objects.create(client=veresov, channel="mail", last_at=clock.now())
    with acting_as(vera.pk):
        made = deciding.take(asked.pk, by=vera, now=clock.now()).made_id
        row = regrouping.merge(asked.message.conversation_id, other.pk, by=vera, now=clock.now())
        assert access.proposal(asked.pk).client_id == veresov.pk
        assert ClientRequest.objects.get(pk=made).message_id is None  # the request stays with whom it was opened for
        regrouping.take_back(row.pk, by=vera, now=clock.now())
        assert access.proposal(asked.pk).client_id != veresov.pk
        assert ClientRequest.objects.get(pk=made).message_id == asked.message_id


def test_the_journal_tells_who_decided_and_no_word(asked, anna):
    take(asked, anna)
    with acting_as(anna.pk):
        lines = Entry.objects.filter(what__startswith="proposal.")
        assert [(line.what, line.staff_id) for line in lines] == [("proposal.taken", anna.pk)]
        assert "столик" not in str(list(Entry.objects.values()))
