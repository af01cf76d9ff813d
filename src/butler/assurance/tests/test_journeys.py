"""A flight is late and the next one would be missed: a later seat is there before the client hears of it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from butler.assurance import journeys, recovering
from butler.assurance.models import Incident
from butler.bookings import actions as bookings
from butler.bookings import taking
from butler.bookings.actions import Told
from butler.bookings.models import Booking
from butler.correspondence import actions as letters
from butler.correspondence import outbox
from butler.correspondence.models import Account, Letter, Message
from butler.correspondence.tests.conftest import Recorder
from butler.dossiers.actions import parts
from butler.dossiers.models import Mandate
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.network.models import Opening, Organisation
from butler.requests.models import ClientRequest, Task
from butler.sourcing import sweeping
from butler.staff.models import Staff
from butler.travel import actions as travel
from butler.travel import delays
from butler.travel.models import Leg, Ride
from butler.travel.rides import plan_ride

MORNING = datetime.fromisoformat("2026-11-24T10:30+03:00")
TOKYO, ISTANBUL = "Asia/Tokyo", "Europe/Istanbul"
LEGS = (
    ("flight", "NV402 LED – IST", "2026-11-24T12:00+03:00", "2026-11-24T15:40+03:00", ("LED", "IST"), ISTANBUL),
    ("flight", "NV871 IST – NRT", "2026-11-24T17:10+03:00", "2026-11-25T10:30+09:00", ("IST", "NRT"), TOKYO),
    ("transfer", "Поездка в отель", "2026-11-25T11:45+09:00", "2026-11-25T13:00+09:00", ("NRT", "Мацу"), TOKYO),
)
OFFER = (
    "Есть NV883 Стамбул — Токио, вылет 21:40, прилёт завтра 15:00 по местному, место 3C у прохода, 140 000 руб.,"
    " держим до 16:00."
)


@dataclass
class Day:
    """The day of a journey, on a clock of its own."""

    anna: Staff
    now: datetime = MORNING
    wire: Recorder = field(default_factory=Recorder)

    def go_on(self, **delay: float) -> "Day":
        self.now += timedelta(**delay)
        with clock.set_to(self.now):
            journeys.sweep(now=self.now)
            for _ in range(2):
                sweeping.sweep(now=self.now)
                taking.take_in(now=self.now)
                recovering.sweep(now=self.now)
                outbox.leave(self.wire)
        return self

    def late(self, minutes: int) -> "Day":
        with clock.set_to(self.now), acting_as(self.anna.pk):
            delays.report_flight("NV402", minutes, told_by="авиакомпания", now=self.now)
        return self.go_on()

    def approve(self) -> list[str]:
        with clock.set_to(self.now), acting_as(self.anna.pk):
            waiting = list(Letter.objects.filter(state=Letter.State.WAITING).order_by("drafted_at", "pk"))
            for letter in waiting:
                letters.approve(letter.pk, by=self.anna, now=self.now)
        self.go_on(seconds=15)
        return [letter.purpose for letter in waiting]

    def says(self, house: Organisation, words: str) -> "Day":
        self.now += timedelta(minutes=1)
        with acting_for("test"):
            ours = Message.objects.filter(conversation__organisation=house, way="out").order_by("-sent_at").first()
            Message.objects.create(
                client_id=ours.client_id, conversation=ours.conversation, way="in", channel="mail", body=words,
                sent_at=self.now, answers=ours,
            )  # fmt: skip
        return self.go_on()

    def sent(self, to: str) -> list[str]:
        return [letter.body.replace("\u00a0", " ") for letter in self.wire.left if letter.to == to]


@pytest.fixture
def agency():
    with acting_for("test"):
        row = Organisation.objects.create(
            name="Меридиан", kind="concierge", city="Санкт-Петербург", mail="avia@house.test", reliability=93
        )
        Opening.objects.create(organisation=row, category="flight")
    return row


@pytest.fixture
def journey(veresov, agency, anna):
    """Petersburg, Istanbul, Tokyo; 90 minutes to change; a car and a room in Tokyo."""
    at = datetime.fromisoformat
    with acting_for("test"):
        options = {"host": "localhost", "port": 2525, "security": "none"}
        Account.objects.create(kind="smtp", name="Почта", address="desk@house.test", options=options, per_minute=1000)
        parts.add_contact(veresov.pk, kind="mail", value="gleb@client.test")
        Mandate.objects.create(client=veresov, category="flight", limit=250_000)
        hotel = Organisation.objects.create(name="Мацу", kind="hotel", city="Токио", mail="matsu@house.test")
        trip = travel.plan_trip(veresov, title="Токио", starts_on=MORNING.date(), ends_on=MORNING.date())
        for kind, title, starts, arrives, ends, zone in LEGS:
            row = bookings.book(
                veresov, kind=kind, title=title, starts_at=at(starts), ends_at=at(arrives), by=None, now=MORNING,
                zone="Asia/Tokyo" if kind == "transfer" else "Europe/Moscow",
            )  # fmt: skip
            bookings.add_evidence(row.pk, Told("reference", reference=title[:5]), by=None, now=MORNING)
            travel.add_leg(trip.pk, row, origin=ends[0], destination=ends[1], arrives_at=at(arrives), arrival_zone=zone)
        stay = bookings.book(
            veresov,
            kind="hotel",
            title="Отель",
            starts_at=at("2026-11-25T15:00+09:00"),
            by=None,
            ends_at=at("2026-11-28T11:00+09:00"),
            now=MORNING,
            organisation=hotel,
            zone="Asia/Tokyo",
        )
        bookings.add_evidence(stay.pk, Told("reference", reference="M-20411"), by=None, now=MORNING)
    return trip


@pytest.fixture
def day(journey, anna):
    return Day(anna)


def legs() -> list[Leg]:
    with acting_for("test"):
        return list(Leg.objects.select_related("booking__organisation").order_by("number"))


def test_a_missed_connection_is_bought_anew_and_the_client_hears_the_plan(day, agency):
    day.late(65)
    (question,) = day.sent("avia@house.test")
    for words in ("Стамбул – Токио", "не раньше 18:15", "переоформить с NV871"):
        assert words in question
    assert "Вересов" not in question
    assert day.sent("gleb@client.test") == []
    day.says(agency, OFFER)
    assert day.approve() == ["booking"]
    assert legs()[1].booking.state == "confirmed", "the old seat is kept until the new one is proven"
    day.says(agency, "Переоформлено: NV883, 21:40, место 3C, номер брони 6ZK4TQ.")
    flight = legs()[1]
    assert (flight.booking.organisation, flight.booking.state) == (agency, "confirmed")
    assert flight.arrives_at == datetime.fromisoformat("2026-11-25T15:00+09:00")
    assert "reply" in day.approve()
    (plan,) = day.sent("gleb@client.test")
    for words in ("NV883", "21:40", "4 ч 55 мин", "6ZK4TQ", "1 ч 5 мин"):
        assert words in plan
    with acting_for("test"):
        assert Incident.objects.get().state == "recovered"
        assert Booking.objects.get(kind="flight", cancelled_at__isnull=False).state == "cancelled"
        assert [task.client_request_id for task in Task.objects.filter(category="transfer")] == [None]
        assert ClientRequest.objects.get().message_id is None


def test_the_hotel_hears_of_a_later_guest_and_keeps_the_room(day, agency):
    day.late(65).says(agency, OFFER).approve()
    day.says(agency, "Переоформлено, номер брони 6ZK4TQ.").approve()
    (letter,) = day.sent("matsu@house.test")
    assert "M-20411" in letter
    assert "17:00" in letter
    assert "Вересов" not in letter


def test_the_same_news_twice_begins_one_search_and_a_small_delay_none(day, agency):
    day.late(10)
    assert day.sent("avia@house.test") == []
    day.late(65).late(65)
    day.go_on(minutes=3)
    with acting_for("test"):
        assert Incident.objects.count() == 1
    assert len(day.sent("avia@house.test")) == 1


def test_a_seat_that_leaves_too_early_is_not_taken(day, agency):
    day.late(65).says(agency, "Есть NV879, вылет 17:50, 90 000 руб., держим до 16:00.")
    assert day.approve() == []
    with acting_for("test"):
        assert Incident.objects.get().state == "searched"


def test_without_a_door_for_flights_a_person_is_told_at_once(day, agency):
    with acting_for("test"):
        Opening.objects.all().delete()
    day.late(65)
    with acting_for("test"):
        assert Task.objects.filter(category="flight", done_at=None).exists()


def test_a_car_that_waits_for_the_flight_comes_as_much_later(day, journey, veresov, anna):
    with acting_as(anna.pk):
        leg = Leg.objects.select_related("booking").get(number=1)
        ride = plan_ride(
            veresov,
            pick_up_at=leg.arrives_at + timedelta(minutes=40),
            by=anna,
            now=MORNING,
            booking=leg.booking,
            from_words="IST",
            to_words="зал ожидания",
        )
    day.late(65)
    with acting_for("test"):
        assert Ride.objects.get(pk=ride.pk).pick_up_at == ride.pick_up_at + timedelta(minutes=65)
