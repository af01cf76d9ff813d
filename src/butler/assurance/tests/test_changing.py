"""A client moves a dinner or calls it off: the supplier hears it, the car follows, nothing is promised too early."""

from datetime import timedelta

import pytest

from butler.assurance import changing
from butler.assurance.models import Change
from butler.assurance.tests.test_recovering import EIGHT, Evening, dinner, houses, stands  # noqa: F401
from butler.bookings.actions import InThePast, IsOff
from butler.correspondence import outbox
from butler.correspondence.models import Letter
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.refusals import NotHere
from butler.requests.models import Task
from butler.travel.models import Ride
from butler.travel.rides import plan_ride

NINE = EIGHT + timedelta(hours=1)


class Day(Evening):
    """An evening on which plans change."""

    def go_on(self, **delay: float) -> "Day":
        self.now += timedelta(**delay)
        with clock.set_to(self.now):
            changing.sweep(now=self.now)
            outbox.leave(self.wire)
            changing.sweep(now=self.now)
        return self


@pytest.fixture
def day(dinner, anna):  # noqa: F811
    day = Day(anna, EIGHT - timedelta(hours=9))
    with acting_as(anna.pk):
        plan_ride(dinner.client, pick_up_at=EIGHT - timedelta(minutes=30), by=anna, now=day.now, booking=dinner,
                  from_home=True)  # fmt: skip
    return day


def move(day, dinner, anna, to=NINE, party=None):  # noqa: F811
    with clock.set_to(day.now), acting_as(anna.pk):
        return changing.ask_to_move(dinner.pk, starts_at=to, party=party, by=anna, now=day.now)


def call_off(day, dinner, anna):  # noqa: F811
    with clock.set_to(day.now), acting_as(anna.pk):
        return changing.ask_to_call_off(dinner.pk, by=anna, now=day.now)


def car():
    with acting_for("test"):
        return Ride.objects.get()


def test_a_dinner_is_moved_when_the_house_has_said_so_and_not_before(day, dinner, houses, anna):  # noqa: F811
    move(day, dinner, anna, party=6)
    assert day.approve() == ["booking"]
    (asked,) = day.sent("severny@house.test")
    for words in ("номер брони 8841", "в 21:00", "вместо 4 будет 6"):
        assert words in asked
    assert "Ольшанск" not in asked
    assert (stands(dinner).starts_at, stands(dinner).state) == (EIGHT, "confirmed")
    day.go_on(minutes=6).says(houses["severny"], "Да, перенесли, 21:00, шестеро, номер 8900.")
    row = stands(dinner)
    assert (row.starts_at, row.party_size, row.state) == (NINE, 6, "confirmed")
    assert car().pick_up_at == NINE - timedelta(minutes=30)
    assert day.approve() == ["reply"]
    (letter,) = day.sent("maria@client.test")
    assert "перенесён" in letter
    assert "8900" in letter


@pytest.mark.parametrize("words", ["К сожалению, в 21:00 всё занято.", "Нет, не получится."])
def test_a_house_that_cannot_leaves_it_as_it_was_and_a_person_hears_their_words(day, dinner, houses, anna, words):  # noqa: F811
    move(day, dinner, anna)
    day.approve()
    day.says(houses["severny"], words)
    assert (stands(dinner).starts_at, stands(dinner).state) == (EIGHT, "confirmed")
    with acting_for("test"):
        assert Change.objects.get().state == "refused"
        assert Task.objects.filter(done_at=None).count() == 1
    assert day.sent("maria@client.test") == []


def test_another_hour_than_asked_is_no_yes(day, dinner, houses, anna):  # noqa: F811
    move(day, dinner, anna)
    day.approve()
    day.says(houses["severny"], "Перенесли на 22:30.")
    assert stands(dinner).starts_at == EIGHT


def test_a_silent_house_is_called(day, dinner, anna):  # noqa: F811
    move(day, dinner, anna)
    day.approve()
    day.go_on(hours=3)
    with acting_for("test"):
        assert Task.objects.filter(done_at=None).exists()
    assert stands(dinner).starts_at == EIGHT


def test_what_is_called_off_is_off_once_a_colleague_has_agreed_and_the_car_goes_home(day, dinner, anna):  # noqa: F811
    call_off(day, dinner, anna)
    assert stands(dinner).state == "confirmed"
    assert day.approve() == ["cancellation"]
    assert stands(dinner).state == "cancelled"
    assert car().cancelled_at is not None
    (letter,) = day.sent("severny@house.test")
    assert "снять нашу бронь" in letter
    day.approve()
    (told,) = day.sent("maria@client.test")
    assert "отменён, всё улажено" in told


def test_a_colleague_who_says_no_leaves_everything_as_it_is(day, dinner, anna):  # noqa: F811
    call_off(day, dinner, anna)
    day.refuse()
    assert stands(dinner).state == "confirmed"
    assert car().cancelled_at is None
    with acting_for("test"):
        assert Change.objects.get().state == "stopped"


def test_a_newer_wish_takes_the_place_of_an_older_one(day, dinner, anna):  # noqa: F811
    move(day, dinner, anna)
    call_off(day, dinner, anna)
    with acting_for("test"):
        assert list(Change.objects.order_by("asked_at", "state").values_list("state", flat=True)) == [
            "asked",
            "stopped",
        ]
        assert Letter.objects.filter(state="waiting").get().purpose == "cancellation"


def test_the_tap_is_taken_back_while_nothing_has_left(day, dinner, anna):  # noqa: F811
    change = call_off(day, dinner, anna)
    with acting_as(anna.pk):
        assert changing.take_back(change.pk, now=day.now)
    assert day.approve() == []
    again = call_off(day, dinner, anna)
    day.approve()
    with acting_as(anna.pk):
        assert not changing.take_back(again.pk, now=day.now)


def test_the_past_a_stranger_and_what_is_off_already_are_refused(day, dinner, anna, mark):  # noqa: F811
    with pytest.raises(InThePast):
        move(day, dinner, anna, to=day.now - timedelta(hours=1))
    with acting_as(mark.pk), pytest.raises(NotHere):
        changing.ask_to_call_off(dinner.pk, by=mark, now=day.now)
    call_off(day, dinner, anna)
    day.approve()
    with pytest.raises(IsOff):
        move(day, dinner, anna)
