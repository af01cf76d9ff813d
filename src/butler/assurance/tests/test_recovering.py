"""A restaurant cancels tonight: a table of no lower class is there before the client hears of it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.assurance import recovering
from butler.assurance.models import Incident, StandIn
from butler.assurance.rules.classes import LOWER_STARS, Venue, equals, is_equal
from butler.assurance.rules.recovery import Broken, Move, order_answered_by, plan_recovery
from butler.bookings import actions as bookings
from butler.bookings.actions import Told
from butler.bookings.models import Booking
from butler.correspondence import actions as letters
from butler.correspondence import outbox
from butler.correspondence.models import Account, Letter, Message
from butler.correspondence.tests.conftest import Recorder
from butler.dossiers import actions as dossiers
from butler.dossiers.actions import parts
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.places import Point
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.network.models import Organisation
from butler.requests.models import Task
from butler.staff.models import Staff

EIGHT = datetime.fromisoformat("2026-11-24T20:00+03:00")


@pytest.mark.parametrize(
    ("told_before", "has_equal", "moves"),
    [
        (timedelta(days=3), True, (Move.ORDER_SPARE,)),
        (timedelta(days=3), False, (Move.OPEN_OPERATION,)),
        (timedelta(hours=6), True, (Move.ALARM_LEAD, Move.ORDER_SPARE)),
        (timedelta(hours=1), False, (Move.ALARM_LEAD, Move.OPEN_OPERATION)),
        (timedelta(0), True, (Move.ALARM_LEAD,)),
    ],
)
def test_the_later_we_hear_the_louder_we_act(told_before, has_equal, moves):
    assert plan_recovery(Broken(EIGHT, has_equal), now=EIGHT - told_before).moves == moves


@given(st.timedeltas(timedelta(days=-2), timedelta(days=90)), st.booleans())
def test_a_plan_always_moves_and_never_answers_in_the_past(left, has_equal):
    plan = plan_recovery(Broken(EIGHT, has_equal), now := EIGHT - left)
    assert plan.moves
    assert plan.answer_by >= now
    assert order_answered_by(EIGHT, now) > now


def venue(number: int = 2, **more) -> Venue:
    plain = {
        "kind": "restaurant",
        "city": "Санкт-Петербург",
        "price": 15_000,
        "stars": 4.8,
        "place": Point(59.941, 30.329),
    }
    return Venue(number, **(plain | {"manner": frozenset({"русск", "тихий"})} | more))


BROKEN = venue(1, price=14_000, place=Point(59.9398, 30.3146))


@pytest.mark.parametrize(
    ("other", "may"),
    [
        (venue(), True), (venue(price=2_500), False), (venue(price=40_000), False), (venue(stars=4.5), False),
        (venue(stars=4.6), True), (venue(kind="bar"), False), (venue(place=Point(59.88, 29.91)), False),
        (venue(manner=frozenset({"шумны", "бистр"})), False), (venue(is_disliked=True), False),
        (venue(has_refused=True), False), (venue(can_be_asked=False), False), (venue(place=None), True),
        (venue(place=None, city="Петергоф"), False), (venue(1), False),
    ],
)  # fmt: skip
def test_only_a_house_of_no_lower_class_and_close_by_may_stand_in(other, may):
    assert is_equal(BROKEN, other) == may


@given(st.lists(st.builds(venue, st.integers(2, 9), price=st.integers(1_000, 60_000), stars=st.floats(1, 5),
                          keeps_spares=st.booleans())))  # fmt: skip
def test_whatever_is_offered_nothing_of_lower_class_is_taken(those):
    for fit in equals(BROKEN, those):
        assert fit.venue.stars >= BROKEN.stars - LOWER_STARS
        assert fit.venue.price >= 0.7 * BROKEN.price


@dataclass
class Evening:
    """The evening on a clock of its own."""

    anna: Staff
    now: datetime
    wire: Recorder = field(default_factory=Recorder)

    def go_on(self, **delay: float) -> "Evening":
        self.now += timedelta(**delay)
        with clock.set_to(self.now):
            recovering.sweep(now=self.now)
            outbox.leave(self.wire)
        return self

    def approve(self) -> list[str]:
        with clock.set_to(self.now), acting_as(self.anna.pk):
            waiting = list(Letter.objects.filter(state=Letter.State.WAITING).order_by("drafted_at", "pk"))
            for letter in waiting:
                letters.approve(letter.pk, by=self.anna, now=self.now)
        self.go_on(seconds=15)
        return [letter.purpose for letter in waiting]

    def refuse(self) -> None:
        with clock.set_to(self.now), acting_as(self.anna.pk):
            for letter in Letter.objects.filter(state=Letter.State.WAITING):
                letters.refuse(letter.pk, by=self.anna, now=self.now)
        self.go_on(seconds=15)

    def says(self, house: Organisation, words: str) -> None:
        with acting_for("test"):
            ours = Message.objects.filter(conversation__organisation=house, way="out").order_by("-sent_at").first()
            Message.objects.create(
                client_id=ours.client_id, conversation=ours.conversation, way="in", channel="mail", body=words,
                sent_at=self.now, answers=ours,
            )  # fmt: skip
        self.go_on()

    def sent(self, to: str) -> list[str]:
        return [letter.body.replace("\u00a0", " ") for letter in self.wire.left if letter.to == to]


@pytest.fixture
def houses(severny_dvor, oranzhereya):
    """Severny Dvor, Oranzhereya of its class which keeps spares, a third one, and a bistro below."""
    made = {"severny": severny_dvor, "oranzhereya": oranzhereya}
    made["kamin"] = Organisation(name="Камин и сад", kind="restaurant", city="Санкт-Петербург", reliability=80)
    made["prichal"] = Organisation(name="Причал", kind="restaurant", city="Санкт-Петербург", reliability=99)
    for name, row in made.items():
        row.mail, row.price, row.stars, row.style = f"{name}@house.test", 14_000, "4.8", "русская кухня"
        row.keeps_spares = name in ("oranzhereya", "prichal")
    made["prichal"].price, made["prichal"].stars = 2_500, "3.9"
    for row in made.values():
        row.save()
    return made


@pytest.fixture
def dinner(olshanskaya, houses, anna):
    """Tonight at eight for four, proven, at the window; no nuts."""
    with acting_for("test"):
        options = {"host": "localhost", "port": 2525, "security": "none"}
        Account.objects.create(kind="smtp", name="Почта", address="desk@house.test", options=options, per_minute=1000)
        parts.add_contact(olshanskaya.pk, kind="mail", value="maria@client.test")
        today = clock.now().date()
        dossiers.add_preference(olshanskaya.pk, value="орехи", today=today, topic="allergy", polarity="never")
        row = bookings.book(
            olshanskaya, kind="restaurant", title="Ужин на четверых", starts_at=EIGHT, by=None, now=clock.now(),
            organisation=houses["severny"], party_size=4, importance=3,
        )  # fmt: skip
        bookings.add_evidence(row.pk, Told("reference", reference="8841"), by=None, now=clock.now())
        bookings.instruct(row.pk, text="стол у окна", by=None, now=clock.now())
    return row


@pytest.fixture
def evening(dinner, anna):
    """At 18:22 they cancel."""
    evening = Evening(anna, EIGHT - timedelta(minutes=98))
    with acting_as(anna.pk):
        recovering.recover(dinner.pk, told_by="maître", by=anna, now=evening.now, cause="прорвало трубу")
    return evening


def stands(row: Booking) -> Booking:
    with acting_for("test"):
        return Booking.objects.get(pk=row.pk)


def test_a_restaurant_cancels_tonight_and_the_client_hears_the_solution(evening, dinner, houses):
    assert stands(dinner).state == "cancelled"
    assert evening.approve() == ["booking"]
    (order,) = evening.sent("oranzhereya@house.test")
    for words in ("сегодня в 20:00", "четверых", "стол у окна", "без орехов (аллергия)"):
        assert words in order
    assert "Ольшанск" not in order
    evening.go_on(minutes=6).says(
        houses["oranzhereya"], "Подтверждаем: четверо, 20:00, стол у окна, номер брони О-118."
    )
    with acting_for("test"):
        incident = Incident.objects.get()
        assert (incident.state, incident.recovered_by.organisation) == ("recovered", houses["oranzhereya"])
        instead = Booking.objects.get(replaces=dinner)
        assert (instead.state, instead.starts_at, instead.party_size) == ("confirmed", EIGHT, 4)
    assert evening.approve() == ["reply"]
    (letter,) = evening.sent("maria@client.test")
    assert "в «Оранжерее»" in letter
    for words in ("трубу", "сожалению", "отмен", "извин"):
        assert words not in letter
    assert evening.sent("prichal@house.test") == []


def test_the_same_news_twice_starts_one_recovery(evening, dinner, anna):
    with acting_as(anna.pk):
        recovering.recover(dinner.pk, told_by="Ольга", by=anna, now=evening.now)
    for _ in range(3):
        evening.go_on(seconds=20)
    with acting_for("test"):
        assert (Incident.objects.count(), StandIn.objects.count()) == (1, 1)


@pytest.mark.parametrize("words", ["К сожалению, мест нет.", "Увы, сегодня всё занято."])
def test_whoever_refuses_gives_way_to_the_next(evening, dinner, houses, words):
    evening.approve()
    evening.says(houses["oranzhereya"], words)
    assert evening.approve() == ["booking"]
    assert len(evening.sent("kamin@house.test")) == 1
    evening.says(houses["kamin"], "Подтверждаем, номер брони 77.")
    with acting_for("test"):
        assert Booking.objects.get(replaces=dinner, state="confirmed").organisation == houses["kamin"]


def test_whoever_is_silent_gives_way_too(evening, houses):
    evening.approve()
    evening.go_on(minutes=20)
    with acting_for("test"):
        assert StandIn.objects.get(organisation=houses["oranzhereya"]).state == "silent"
        assert StandIn.objects.get(organisation=houses["kamin"]).state == "ordered"


def test_a_colleague_who_says_no_to_the_order_sends_it_to_the_next_house(evening, houses):
    evening.refuse()
    with acting_for("test"):
        assert StandIn.objects.get(organisation=houses["oranzhereya"]).state == "stopped"
        assert StandIn.objects.get(organisation=houses["kamin"]).state == "ordered"


def test_without_a_house_of_its_class_a_person_is_told_and_nothing_lower_is_taken(evening, houses):
    evening.refuse()
    evening.refuse()
    with acting_for("test"):
        assert not StandIn.objects.filter(organisation=houses["prichal"]).exists()
        assert any("Сорвалось" in open_sealed(task, "title") for task in Task.objects.all())
        assert Incident.objects.get().state == "searched"
    evening.go_on(hours=2)
    with acting_for("test"):
        assert Incident.objects.get().state == "lost"


def test_a_stranger_recovers_nothing(dinner, mark):
    with acting_as(mark.pk), pytest.raises(NotHere):
        recovering.recover(dinner.pk, told_by="maître", by=mark, now=clock.now())
