"""A request that is taken is sought at once, a slip stops it, and answers of the network find their question."""

from datetime import timedelta

import pytest

from butler.assurance.models import Incident
from butler.bookings import actions as bookings
from butler.bookings.actions import Told
from butler.bookings.models import Booking
from butler.correspondence import asking, outbox
from butler.correspondence.asking import Question
from butler.correspondence.models import Account, Letter, Message
from butler.correspondence.tests.conftest import Recorder
from butler.correspondence.whose import Whose
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.network.models import Contact, Organisation
from butler.reception.deciding import Refused
from butler.reception.models import Proposal
from butler.reception.tests.arriving import receive
from butler.reception.tests.test_deciding import MARIA, asked, take, undo  # noqa: F401 - a table is asked for
from butler.requests.models import ClientRequest, Detail
from butler.sourcing import sweeping
from butler.sourcing.models import Operation


@pytest.fixture
def hall(db):
    return Organisation.objects.create(
        name="Оранжерея", kind="restaurant", city="Санкт-Петербург", mail="stol@oranzhereya.example"
    )


@pytest.fixture
def place(asked, hall):  # noqa: F811
    """All that must be known of the table is known."""
    with acting_for("test"):
        return asked


def test_what_is_asked_is_sought_at_once_where_all_is_known(place, anna, hall):
    take(place, anna)
    with acting_as(anna.pk):
        request = ClientRequest.objects.get()
        assert set(Detail.objects.values_list("name", flat=True)) >= {"when", "party"}
        (operation,) = Operation.objects.filter(client_request=request)
        assert [one.organisation for one in operation.approaches.all()] == [hall]
    sweeping.sweep(now=clock.now() + timedelta(seconds=5))
    with acting_for("test"):
        assert not Letter.objects.filter(purpose="approach").exists(), "a slip can still be taken back"
    sweeping.sweep(now=clock.now() + timedelta(seconds=20))
    with acting_for("test"):
        assert Letter.objects.filter(purpose="approach").count() == 1


def test_a_slip_leaves_no_search_behind(place, anna, hall):
    undo(take(place, anna), anna)
    with acting_for("test"):
        assert not Operation.objects.exists()


def test_what_was_asked_of_the_network_does_not_go_back(place, anna, hall):
    row = take(place, anna)
    sweeping.sweep(now=clock.now() + timedelta(seconds=12))
    with pytest.raises(Refused, match="built_upon"):
        undo(row, anna, after=timedelta(seconds=11))


def test_nobody_is_asked_where_no_door_is_known(place, anna):
    Organisation.objects.all().delete()
    take(place, anna)
    with acting_for("test"):
        assert (ClientRequest.objects.count(), Operation.objects.count()) == (1, 0)


@pytest.fixture
def put(maria, veresov, db):
    """Put a question to Denis, who has only a chat with our bot: put(maria)."""
    denis = Contact.objects.create(full_name="Денис К.", telegram="700100", mail="denis@cars.example", channel="mail")
    with acting_for("test"):
        options = {"host": "localhost", "port": 2525, "security": "none"}
        Account.objects.create(kind="smtp", name="Почта", address="desk@house.test", options=options, per_minute=1000)

    def ask(client, purpose: str = "approach") -> Letter:
        with acting_for("test"):
            question = Question(client.pk, Whose(contact_id=denis.pk), purpose, "Сможете завтра в 13:30?", "Машина")
            letter = asking.ask(question, now=clock.now())
        outbox.leave(Recorder())
        return letter

    return ask


def test_a_new_letter_without_a_thread_answers_the_one_open_question(put, maria):
    letter = put(maria)
    message = receive("Подтверждаю, буду в 13:30.", sender="denis@cars.example", number=70)
    assert message.client_id == maria.pk
    with acting_for("test"):
        assert Message.objects.get(letter=letter).pk == message.answers_id
        assert not Proposal.objects.filter(message=message).exists(), "the search hears it by itself"


def test_with_two_open_questions_about_two_clients_a_person_says_which_it_answers(put, maria, veresov):
    put(maria)
    put(veresov)
    message = receive("Да, смогу.", sender="denis@cars.example", number=71)
    assert (message.client_id, message.answers_id) == (None, None)


def test_a_question_of_theirs_is_shown_to_a_person(put, maria):
    put(maria)
    message = receive("А сколько будет человек?", sender="denis@cars.example", number=72)
    with acting_for("test"):
        assert [one.code for one in Proposal.objects.filter(message=message)] == ["question"]
        assert Message.objects.filter(answers__isnull=False).count() == 1


@pytest.fixture
def dinner(maria, hall):
    """Tomorrow at eight in Oranzhereya, their number О-118."""
    with acting_for("test"):
        at = clock.now() + timedelta(hours=30)
        row = bookings.book(
            maria, kind="restaurant", title="Ужин", starts_at=at, by=None, now=clock.now(), organisation=hall
        )
        bookings.add_evidence(row.pk, Told("reference", reference="О-118"), by=None, now=clock.now())
    return row


def test_a_supplier_who_writes_by_himself_is_understood_by_his_number_and_one_tap_begins_the_recovery(
    dinner, maria, anna
):
    for number in (81, 82):
        words = "Вынуждены отменить бронь О-118: в зале прорвало трубу. Приносим извинения."
        message = receive(words, sender="stol@oranzhereya.example", number=number)
        assert message.client_id == maria.pk
        with acting_for("test"):
            row = Proposal.objects.get(message=message, kind="supplier")
        assert row.code == "cancel"
        take(row, anna)
    with acting_for("test"):
        assert Incident.objects.get().booking_id == dinner.pk
        assert Booking.objects.get(pk=dinner.pk).state == "cancelled"


def test_without_a_number_and_with_two_evenings_a_person_says_which(dinner, maria, veresov, hall, anna):
    with acting_for("test"):
        bookings.book(
            veresov, kind="restaurant", title="Ужин", starts_at=clock.now() + timedelta(hours=54), by=None,
            now=clock.now(), organisation=hall,
        )  # fmt: skip
    message = receive("Вынуждены отменить вашу бронь.", sender="stol@oranzhereya.example", number=83)
    assert message.client_id is None


def test_their_number_of_another_clients_evening_weighs_more_than_the_open_question(dinner, maria, veresov, hall):
    with acting_for("test"):
        options = {"host": "localhost", "port": 2525, "security": "none"}
        Account.objects.create(kind="smtp", name="Почта", address="desk@house.test", options=options, per_minute=1000)
        question = Question(veresov.pk, Whose(organisation_id=hall.pk), "approach", "Сможете в пятницу?", "Стол")
        asking.ask(question, now=clock.now())
    outbox.leave(Recorder())
    message = receive("Вынуждены отменить бронь О-118.", sender="stol@oranzhereya.example", number=84)
    assert (message.client_id, message.answers_id) == (maria.pk, None)
    answer = receive("Да, в пятницу стол есть.", sender="stol@oranzhereya.example", number=85)
    assert answer.client_id == veresov.pk
    assert answer.answers_id is not None
