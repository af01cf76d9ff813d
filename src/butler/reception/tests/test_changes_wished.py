"""«Перенесите», «отмените», «больше не ищите»: one tap, where it is certain what is meant; else a step for a person."""

from datetime import UTC, datetime, timedelta

import pytest

from butler.assurance.models import Change
from butler.bookings import actions as bookings
from butler.bookings.actions import Told
from butler.bookings.models import Booking
from butler.correspondence.models import Conversation, Letter, Message
from butler.ground.acting import acting_as, acting_for
from butler.ground.sealing import open_sealed
from butler.network.models import Opening, Organisation
from butler.reception import deciding
from butler.reception.hearing import read_message
from butler.reception.models import Proposal
from butler.requests import actions as requests
from butler.requests.models import ClientRequest, Task
from butler.sourcing import actions as sourcing
from butler.travel.models import Ride
from butler.travel.rides import plan_ride

NOW = datetime(2026, 11, 24, 7, 50, tzinfo=UTC)
FRIDAY = datetime.fromisoformat("2026-11-27T19:30+03:00")


@pytest.fixture
def says(olshanskaya, anna):
    """says("Отмените столик"): it comes, is read, and Anna takes what was read; the proposals."""

    def tell(words: str) -> list[Proposal]:
        with acting_for("test"):
            talk, _ = Conversation.objects.get_or_create(
                client=olshanskaya, contact=None, organisation=None, defaults={"channel": "telegram", "last_at": NOW}
            )
            message = Message.objects.create(
                client=olshanskaya, conversation=talk, way="in", channel="telegram", sent_at=NOW, body=words
            )
        read_message(message.pk, now=NOW)
        with acting_as(anna.pk):
            return deciding.take_all(message.pk, by=anna, now=NOW)

    return tell


@pytest.fixture
def dinner(olshanskaya, severny_dvor):
    with acting_for("test"):
        severny_dvor.mail = "book@severny.test"
        severny_dvor.save()
        return book(olshanskaya, severny_dvor, FRIDAY)


def book(client, house, at) -> Booking:
    row = bookings.book(client, kind="restaurant", title="Ужин", starts_at=at, by=None, now=NOW, organisation=house,
                        party_size=4)  # fmt: skip
    bookings.add_evidence(row.pk, Told("reference", reference="8841"), by=None, now=NOW)
    return row


def waiting() -> dict[str, str]:
    with acting_for("test"):
        rows = Letter.objects.filter(state="waiting")
        return {row.purpose: open_sealed(row, "body").replace("\u00a0", " ") for row in rows}


def test_the_only_dinner_is_asked_to_move_and_the_client_hears_that_we_ask(dinner, says):
    says("Давайте ужин в пятницу перенесём на 20:30, и нас будет шестеро")
    with acting_for("test"):
        change = Change.objects.get()
        assert (change.starts_at - FRIDAY, change.party_size) == (timedelta(hours=1), 6)
        assert not ClientRequest.objects.exists()
    assert "в 20:30, на шестерых" in waiting()["status"]
    assert "просим перенести" in waiting()["booking"].lower()


def test_which_of_two_dinners_is_told_by_its_day_and_else_a_person_decides(dinner, olshanskaya, severny_dvor, says):
    with acting_for("test"):
        saturday = book(olshanskaya, severny_dvor, FRIDAY + timedelta(days=1))
    says("Отмените, пожалуйста, столик в субботу")
    with acting_for("test"):
        assert Change.objects.get().booking == saturday
    says("Отмените столик")
    with acting_for("test"):
        assert Change.objects.count() == 1
        assert Task.objects.count() == 1


def test_a_car_is_moved_by_a_word_and_taken_back(olshanskaya, anna, says):
    with acting_for("test"):
        ride = plan_ride(olshanskaya, pick_up_at=FRIDAY, by=None, now=NOW, from_home=True, to_words="театр")
    (taken,) = says("Пусть водитель приедет на полчаса раньше")
    with acting_for("test"):
        assert Ride.objects.get(pk=ride.pk).pick_up_at == FRIDAY - timedelta(minutes=30)
    with acting_as(anna.pk):
        deciding.undo(taken.pk, by=anna, now=NOW)
    with acting_for("test"):
        assert Ride.objects.get(pk=ride.pk).pick_up_at == FRIDAY


def test_a_search_that_is_not_wanted_any_more_stops_and_whoever_was_asked_hears_it(olshanskaya, anna, says):
    with acting_for("test"):
        opera = Organisation.objects.create(name="Опера", kind="theatre", city="Санкт-Петербург", mail="k@opera.test")
        Opening.objects.create(organisation=opera, category="tickets")
        request = requests.open_request(
            olshanskaya,
            title="Билеты",
            category="tickets",
            owner=anna,
            now=NOW,
            details={"when": "2026-11-27", "party": "2"},
        )
        operation = sourcing.open_operation(request.pk, by=None, now=NOW)
    says("Билеты больше не ищите, планы поменялись")
    with acting_for("test"):
        operation.refresh_from_db()
        request.refresh_from_db()
    assert (operation.state, request.state) == ("stopped", "cancelled")
    assert "больше не ищем" in waiting()["reply"]


def test_without_anything_that_stands_it_is_a_step_for_a_person(says):
    says("Отмените, пожалуйста, столик на завтра")
    with acting_for("test"):
        assert Task.objects.count() == 1
        assert not Change.objects.exists()
