"""A client asks how something stands: answered from what is proven, promised by an hour where it is not."""

from datetime import UTC, datetime, timedelta

import pytest

from butler.bookings import actions as bookings
from butler.bookings.actions import Told
from butler.correspondence.models import Conversation, Letter, Message
from butler.dossiers.models import Person
from butler.ground.acting import acting_as, acting_for
from butler.ground.sealing import open_sealed
from butler.language.names import Name
from butler.language.salutation import Voice
from butler.language.standing import Answer, answer
from butler.reception import deciding
from butler.reception.drafting import STATUS
from butler.reception.hearing import read_message
from butler.reception.models import Proposal
from butler.requests.models import ClientRequest, Task
from butler.travel import actions as travel
from butler.travel import delays
from butler.travel.models import Leg

NOW = datetime(2026, 11, 24, 7, 50, tzinfo=UTC)


def asks(client, words: str, person: Person | None = None) -> Message:
    with acting_for("test"):
        talk = Conversation.objects.create(client=client, channel="telegram", last_at=NOW, person=person)
        message = Message.objects.create(
            client=client, conversation=talk, way="in", channel="telegram", sent_at=NOW, body=words, person=person
        )
    read_message(message.pk, now=NOW)
    return message


def drafted() -> str:
    with acting_for("test"):
        letter = Letter.objects.filter(state="waiting").get()
        assert letter.purpose == STATUS
        return open_sealed(letter, "body").replace("\u00a0", " ")


@pytest.fixture
def table(olshanskaya, severny_dvor):
    with acting_for("test"):
        row = bookings.book(
            olshanskaya, kind="restaurant", title="Ужин", starts_at=NOW + timedelta(hours=9), by=None, now=NOW,
            organisation=severny_dvor, party_size=2,
        )  # fmt: skip
        bookings.add_evidence(row.pk, Told("reference", reference="8841"), by=None, now=NOW)
    return row


@pytest.fixture
def wish(olshanskaya, severny_dvor):
    with acting_for("test"):
        return bookings.book(
            olshanskaya, kind="restaurant", title="Ужин", starts_at=NOW + timedelta(hours=9), by=None, now=NOW,
            organisation=severny_dvor,
        )  # fmt: skip


@pytest.mark.parametrize("words", ["Столик на вечер в силе?", "Во сколько у нас сегодня ужин в ресторане?"])
def test_what_is_proven_is_said_and_nothing_new_is_opened(table, olshanskaya, anna, words):
    message = asks(olshanskaya, words)
    assert "Северный двор" in drafted()
    assert "на 19:50" in drafted()
    with acting_for("test"):
        (proposal,) = Proposal.objects.filter(message=message)
        assert proposal.kind == "question"
    with acting_as(anna.pk):
        deciding.take(proposal.pk, by=anna, now=NOW)
    with acting_for("test"):
        assert not ClientRequest.objects.exists()
        assert not Task.objects.exists()


def test_what_is_not_proven_is_promised_by_an_hour_and_never_called_confirmed(wish, olshanskaya):
    asks(olshanskaya, "Столик на вечер в силе?")
    assert "по столику ждём подтверждения и напишем до" in drafted()
    assert "забронирован" not in drafted()


def test_without_anything_that_stands_it_is_a_request_as_before(olshanskaya):
    message = asks(olshanskaya, "Во сколько у нас сегодня ужин в ресторане?")
    with acting_for("test"):
        assert [row.kind for row in Proposal.objects.filter(message=message)] == ["request"]


def test_a_complaint_beside_the_question_waits_for_a_person(table, olshanskaya):
    asks(olshanskaya, "Столик в силе? В прошлый раз было ужасно, хамили и всё перепутали, я возмущена!")
    with acting_for("test"):
        assert not Letter.objects.filter(state="waiting", purpose=STATUS).exists()


def test_an_assistant_hears_of_the_delay_and_whose_flight_it_is(veresov, anna):
    leaves = NOW + timedelta(hours=2)
    with acting_for("test"):
        kira = Person.objects.create(client=veresov, given_name="Кира", gender="f", relation="assistant", may_ask=True)
        trip = travel.plan_trip(veresov, title="Токио", starts_on=leaves.date(), ends_on=leaves.date())
        row = bookings.book(veresov, kind="flight", title="NV402 LED – IST", starts_at=leaves, by=None, now=NOW)
        bookings.add_evidence(row.pk, Told("reference", reference="6ZK"), by=None, now=NOW)
        travel.add_leg(trip.pk, row, origin="LED", destination="IST", arrives_at=leaves + timedelta(hours=4))
        delays.report_flight("NV402", 65, told_by="табло", now=NOW)
    asks(veresov, "Увидела, что вылет сдвинули. Успевает ли он на пересадку?", kira)
    said = drafted()
    assert said.startswith("Кира, по Андрею Сергеевичу: рейс NV 402")
    assert "вылет в 13:55" in said.replace("13:55", "13:55")
    assert "1 ч 5 мин" in said


def test_english_is_answered_in_english():
    voice = Voice("en", "first")
    said = Answer(["The table is booked for 19:30."], ["transfer"], NOW + timedelta(hours=2), NOW, UTC)
    assert answer(said, name=Name("John", "", "Harrington", "m"), voice=voice).replace("\u00a0", " ") == (
        "John, the table is booked for 19:30. About the car we await the confirmation and shall write by 9:50."
    )
    assert answer(Answer([], [], NOW, NOW, UTC), name=Name("John", "", "", "m"), voice=voice) == ""


@pytest.fixture
def flight(veresov):
    leaves = NOW + timedelta(hours=2)
    with acting_for("test"):
        trip = travel.plan_trip(veresov, title="Токио", starts_on=leaves.date(), ends_on=leaves.date())
        row = bookings.book(veresov, kind="flight", title="NV402 LED – IST", starts_at=leaves, by=None, now=NOW)
        bookings.add_evidence(row.pk, Told("reference", reference="6ZK"), by=None, now=NOW)
        return travel.add_leg(trip.pk, row, origin="LED", destination="IST", arrives_at=leaves + timedelta(hours=4))


def late_minutes() -> int:
    with acting_for("test"):
        return Leg.objects.get().late_minutes


@pytest.mark.parametrize("words", ["Мой рейс задержали на два часа.", "Вылет NV402 перенесли на 14:50, учтите."])
def test_a_client_tells_of_a_delay_and_one_tap_lets_it_reach_the_journey(flight, veresov, anna, words):
    message = asks(veresov, words)
    with acting_for("test"):
        (proposal,) = Proposal.objects.filter(message=message)
        assert proposal.kind == "late"
    assert late_minutes() == 0
    assert drafted().endswith("переносим на новое время.")
    with acting_as(anna.pk):
        deciding.take(proposal.pk, by=anna, now=NOW)
    assert late_minutes() == 120
    with acting_as(anna.pk):
        deciding.undo(proposal.pk, by=anna, now=NOW)
    assert late_minutes() == 0


def test_a_delay_of_another_flight_is_nobodys_here(flight, veresov):
    message = asks(veresov, "NV900 задержали на два часа.")
    with acting_for("test"):
        assert not Proposal.objects.filter(message=message, kind="late").exists()
