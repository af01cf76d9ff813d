"""A driver is ordered, hears only his lines, says yes or no, and follows the table to another house."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from butler.bookings import actions as bookings
from butler.correspondence import outbox
from butler.correspondence.models import Account, Message, Page
from butler.correspondence.tests.conftest import Recorder
from butler.dossiers import actions as dossiers
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.network.models import Contact, Organisation
from butler.portal.tests.pressing import press
from butler.requests.models import Task
from butler.travel import rides
from butler.travel.models import Ride


@dataclass
class Road:
    """A ride on a clock of its own."""

    ride: Ride
    now: datetime
    wire: Recorder = field(default_factory=Recorder)

    def go_on(self, **delay: float) -> "Road":
        self.now += timedelta(**delay)
        with clock.set_to(self.now):
            rides.sweep(now=self.now)
            outbox.leave(self.wire)
            rides.sweep(now=self.now)
        return self

    def stands(self) -> Ride:
        with acting_for("test"):
            return Ride.objects.select_related("to_house", "booking").get(pk=self.ride.pk)

    def says(self, words: str) -> "Road":
        with acting_for("test"):
            ours = (
                Message.objects.filter(way="out", conversation__contact=self.ride.contact).order_by("-sent_at").first()
            )
            Message.objects.create(
                client_id=ours.client_id, conversation=ours.conversation, way="in", channel="telegram", body=words,
                sent_at=self.now, answers=ours,
            )  # fmt: skip
        return self.go_on()

    def sent(self) -> list[str]:
        return [letter.body.replace("\u00a0", " ") for letter in self.wire.left]


@pytest.fixture
def denis(db):
    with acting_for("test"):
        Account.objects.create(kind="telegram", name="Бот", secret="7:poison-token", per_minute=1000)
    return Contact.objects.create(full_name="Денис К.", telegram="700100", channel="telegram")


@pytest.fixture
def dinner(olshanskaya, severny_dvor):
    with acting_for("test"):
        at = clock.now() + timedelta(hours=20)
        return bookings.book(
            olshanskaya,
            kind="restaurant",
            title="Ужин",
            starts_at=at,
            by=None,
            now=clock.now(),
            organisation=severny_dvor,
        )


@pytest.fixture
def road(olshanskaya, dinner, denis, anna):
    """To the dinner, from home; still «Нева» in the car must be, a window table is nobody's business there."""
    today = clock.now().date()
    with acting_for("test"):
        dossiers.add_preference(
            olshanskaya.pk, value="«Нева» без газа", today=today, topic="drink", polarity="must", scope="car"
        )
        dossiers.add_preference(olshanskaya.pk, value="стол у окна", today=today, topic="seating", polarity="likes")
    with acting_as(anna.pk):
        ride = rides.plan_ride(
            olshanskaya, booking=dinner, pick_up_at=dinner.starts_at - timedelta(minutes=30), by=anna,
            now=clock.now(), contact=denis, from_home=True, passengers=2,
        )  # fmt: skip
    return Road(ride, clock.now())


def test_the_driver_is_ordered_once_and_reads_his_lines_and_initials_only(road):
    for _ in range(3):
        road.go_on(minutes=1)
    (order,) = road.sent()
    for words in ("Денис, здравствуйте", "в «Северный двор»", "Нева", "М. О.", "на двоих"):
        assert words in order
    for words in ("Ольшанск", "Мария", "окна"):
        assert words not in order


@pytest.mark.parametrize("words", ["Подтверждаю, буду.", "Принято, подтверждаем.", "Ок", "+", "Буду вовремя", "Got it"])
def test_a_yes_in_words_confirms_the_ride(road, words):
    road.go_on().says(words)
    assert road.stands().state == "confirmed"


@pytest.mark.parametrize(
    "words", ["Ок, но опоздаю минут на двадцать", "А куда едем?", "Буду, если не сломаюсь", "Спасибо"]
)
def test_less_than_a_yes_confirms_nothing(road, words):
    road.go_on().says(words)
    assert road.stands().state == "asked"


def test_a_tap_on_his_page_confirms_it(road):
    road.go_on()
    with acting_for("test"):
        page = Page.objects.get(kind="ride")
        shown = json.loads(open_sealed(page, "shows"))
    assert shown["lines"][0].endswith("→ Северный двор")
    assert [line.replace("\u00a0", " ") for line in shown["lines"][1:]] == ["Гость М. О., на двоих", "«Нева» без газа"]
    press(page.pk, "confirm", {}, now=road.now)
    assert road.go_on().stands().state == "confirmed"


def test_a_no_and_silence_become_somebodys_work_once(road):
    road.go_on().go_on(hours=7).go_on(hours=1)
    with acting_for("test"):
        titles = [open_sealed(task, "title") for task in Task.objects.all()]
    assert len(titles) == 1
    assert titles[0].startswith("Позвонить водителю: Денис К.")
    road.says("К сожалению, не смогу.")
    assert road.stands().state == "declined"
    with acting_for("test"):
        assert Task.objects.count() == 2


def test_the_ride_follows_its_booking_and_the_driver_hears_the_change(road, dinner, olshanskaya, oranzhereya):
    road.go_on().says("Подтверждаю.")
    with acting_for("test"):
        instead = bookings.book(
            olshanskaya, kind="restaurant", title="Ужин", starts_at=dinner.starts_at, by=None, now=road.now,
            organisation=oranzhereya, replaces=dinner,
        )  # fmt: skip
        rides.follow(dinner, instead, now=road.now)
    road.go_on(minutes=1)
    assert road.stands().to_house == oranzhereya
    assert "вместо «Северного двора» едем в «Оранжерею»" in road.sent()[-1]
    assert road.says("Подтверждаю.").stands().state == "confirmed"


def test_a_ride_that_is_off_is_told_once(road, anna):
    road.go_on()
    for _ in range(2):
        with acting_as(anna.pk):
            rides.call_off(road.ride.pk, by=anna, now=road.now)
    road.go_on(seconds=20)
    assert [("отменяется" in words) for words in road.sent()] == [False, True]


def test_no_driver_is_in_two_places_whoever_plans_it(road, veresov, denis, anna):
    with acting_as(anna.pk):
        with pytest.raises(IntegrityError, match="a_driver_is_in_one_place"), transaction.atomic():
            rides.plan_ride(
                veresov, pick_up_at=road.ride.pick_up_at + timedelta(minutes=10), by=anna, now=clock.now(),
                contact=denis, from_home=True, to_words="Пулково",
            )  # fmt: skip
        rides.plan_ride(
            veresov, pick_up_at=road.ride.pick_up_at + timedelta(hours=2), by=anna, now=clock.now(), contact=denis,
            from_home=True, to_words="Пулково",
        )  # fmt: skip


def test_a_stranger_calls_nothing_off(road, mark):
    with acting_as(mark.pk), pytest.raises(NotHere):
        rides.call_off(road.ride.pk, by=mark, now=road.now)


@pytest.fixture
def oleg(denis):
    with acting_for("test"):
        house = Organisation.objects.create(
            name="Олег В.", kind="driver", city="Санкт-Петербург", telegram="700202", reliability=95
        )
        Organisation.objects.create(name="Казанец", kind="driver", city="Казань", telegram="700203", reliability=99)
        Organisation.objects.create(name="Без адреса", kind="driver", city="Санкт-Петербург", reliability=99)
    return house


def test_whoever_cannot_gives_way_to_the_next_driver_of_the_town(road, oleg):
    road.go_on().says("Не смогу, извините")
    road.go_on(minutes=1)
    ride = road.stands()
    assert (ride.organisation, ride.contact, ride.state) == (oleg, None, "asked")
    assert [letter.to for letter in road.wire.left] == ["700100", "700202"]
    with acting_for("test"):
        assert not Task.objects.exists()


def test_a_driver_who_is_elsewhere_at_that_time_is_not_given_the_ride(road, oleg, olshanskaya, anna):
    with acting_as(anna.pk):
        rides.plan_ride(
            olshanskaya, pick_up_at=road.ride.pick_up_at, by=anna, now=road.now, organisation=oleg, from_home=True,
            to_words="вокзал",
        )  # fmt: skip
    road.go_on().says("Не смогу, извините")
    assert road.stands().state == "declined"
    with acting_for("test"):
        assert Task.objects.count() == 1
