"""A request is paused and comes back by itself; two that are one are merged, and taken apart again exactly."""

import pytest

from butler.bookings.models import Booking
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.refusals import NotHere
from butler.requests import access, actions
from butler.requests.models import ClientRequest, Merge, Pause, Task

from .conftest import at


@pytest.fixture
def open_one(olshanskaya, anna):
    """Anna writes down what Olshanskaya asked: open_one("Ужин", ...)."""

    def make(title: str, client=olshanskaya, **fields) -> ClientRequest:
        with acting_as(anna.pk):
            row = actions.open_request(
                client, title=title, category="restaurant", owner=anna, now=clock.now(), **fields
            )
            actions.accept_request(row.pk, by=anna, now=clock.now())
        return row

    return make


@pytest.fixture
def dinner(open_one):
    return open_one("Ужин на четверых", happens_at=at("19:30", 30))


@pytest.fixture
def by_phone(open_one):
    return open_one("Стол на вечер")


def due(row, person) -> tuple:
    with acting_as(person.pk):
        card = access.client_request(row.pk)
    return card.due_what, card.due_at


def pause(row, person, until=None, now=None, why="client"):
    with acting_as(person.pk):
        return actions.pause_request(row.pk, until=until or at("9:00", 27), why=why, by=person, now=now or clock.now())


def titles(person, now) -> list[str]:
    with acting_as(person.pk):
        return [card.title for card in access.open_tasks(now=now)]


def test_what_is_paused_asks_for_nothing_and_comes_back_by_itself(dinner, anna):
    pause(dinner, anna)
    assert due(dinner, anna) == ("resume", at("9:00", 27))
    assert titles(anna, at("12:00", 26)) == []
    with acting_for("due"):
        assert actions.ring_due(now=at("8:59", 27)) == 0
        assert actions.ring_due(now=at("9:00", 27)) == 1
        assert actions.ring_due(now=at("9:00", 27)) == 0
    assert titles(anna, at("9:00", 27)) == ["Ужин на четверых"]  # the step that was put off with it
    assert due(dinner, anna) == ("options", at("10:00", 27))
    with acting_as(anna.pk):
        assert access.pause_of(dinner.pk) is None


def test_a_paused_request_goes_on_when_somebody_says_so_or_takes_a_step(dinner, anna, ilya):
    pause(dinner, anna)
    with acting_as(ilya.pk):
        assert actions.resume_request(dinner.pk, by=ilya, now=at("9:00"))
        assert actions.resume_request(dinner.pk, by=ilya, now=at("9:00")) is None
    assert (due(dinner, anna), titles(anna, at("9:00"))) == (("options", at("10:00")), ["Ужин на четверых"])
    pause(dinner, anna, now=at("9:01"))
    with acting_as(ilya.pk):
        actions.advance(dinner.pk, "options", by=ilya, now=at("9:02"))
        assert [row.ended_by for row in Pause.objects.order_by("since")] == [ilya, ilya]
    assert due(dinner, anna)[0] == "client_answer"


@pytest.mark.parametrize("until", [at("8:00"), at("19:30", 30), at("7:00", 23)])
def test_a_pause_lies_ahead_and_before_what_it_is_for(until, dinner, anna):
    with pytest.raises(actions.InThePast):
        pause(dinner, anna, until)
    assert due(dinner, anna)[0] == "options"


def test_what_rests_is_not_paused_and_a_stranger_pauses_nothing(dinner, anna, mark):
    with pytest.raises(NotHere):
        pause(dinner, mark)
    with acting_as(anna.pk):
        actions.close_request(dinner.pk, by=anna, now=clock.now())
    with pytest.raises(actions.NotNow):
        pause(dinner, anna)


def test_pausing_and_going_on_are_taken_back(dinner, anna):
    before = due(dinner, anna)
    paused = pause(dinner, anna)
    with acting_as(anna.pk):
        resumed = actions.resume_request(dinner.pk, by=anna, now=at("8:01"))
        actions.take_back(resumed.pk, by=anna, now=at("8:02"))
    assert due(dinner, anna) == ("resume", at("9:00", 27))
    with acting_as(anna.pk):
        actions.take_back(paused.pk, by=anna, now=at("8:03"))
        assert access.standing_pause(dinner.pk) is None
    assert due(dinner, anna) == before
    assert titles(anna, at("8:03")) == ["Ужин на четверых"]


def test_another_pause_takes_the_place_of_the_first(dinner, anna):
    pause(dinner, anna)
    second = pause(dinner, anna, at("9:00", 28), why="away")
    assert due(dinner, anna) == ("resume", at("9:00", 28))
    with acting_as(anna.pk):
        actions.take_back(second.pk, by=anna, now=clock.now())
    assert due(dinner, anna) == ("resume", at("9:00", 27))


def everything(person) -> dict:
    """Which request every task and booking belongs to, and how the requests stand."""
    with acting_as(person.pk):
        return {
            "tasks": dict(Task.objects.order_by("pk").values_list("pk", "client_request")),
            "bookings": dict(Booking.objects.order_by("pk").values_list("pk", "client_request")),
            "requests": {row.pk: (row.state, row.owner_id, row.happens_at) for row in ClientRequest.objects.all()},
        }


@pytest.fixture
def table(dinner, by_phone, anna, olshanskaya):
    """A table that was booked for the ask by phone."""
    with acting_as(anna.pk):
        return Booking.objects.create(
            client=olshanskaya, client_request=by_phone, kind="restaurant", title="Стол", starts_at=at("19:30", 30),
            zone="Europe/Moscow", asked_at=clock.now(),
        )  # fmt: skip


def test_the_same_ask_is_one_and_is_taken_apart_exactly(dinner, by_phone, table, anna, ilya):
    before = everything(anna)
    with acting_as(anna.pk):
        actions.merge_requests(by_phone.pk, dinner.pk, by=anna, now=at("8:10"))
    merged = everything(ilya)
    assert set(merged["tasks"].values()) == set(merged["bookings"].values()) == {dinner.pk}
    with acting_as(ilya.pk):
        assert access.stands_for(by_phone.pk) == dinner.pk
        assert [card.id for card in access.open_requests()] == [dinner.pk]
        assert access.merged_here(dinner.pk) == [by_phone.pk]
        assert actions.take_requests_apart(by_phone.pk, by=ilya, now=at("9:00", 26))
        assert actions.take_requests_apart(by_phone.pk, by=ilya, now=at("9:00", 26)) is None
    assert everything(anna) == before


def test_merging_and_taking_apart_are_taken_back(dinner, by_phone, table, anna):
    before = everything(anna)
    with acting_as(anna.pk):
        merged = actions.merge_requests(by_phone.pk, dinner.pk, by=anna, now=at("8:10"))
        together = everything_inside()
        apart = actions.take_requests_apart(by_phone.pk, by=anna, now=at("8:11"))
        actions.take_back(apart.pk, by=anna, now=at("8:11"))
        assert everything_inside() == together
        actions.take_back(merged.pk, by=anna, now=at("8:12"))
    assert everything(anna) == before


def everything_inside() -> dict:
    return dict(Task.objects.order_by("pk").values_list("pk", "client_request"))


def test_things_that_came_later_stay_with_the_kept_one(dinner, by_phone, anna, ask, olshanskaya):
    with acting_as(anna.pk):
        actions.merge_requests(by_phone.pk, dinner.pk, by=anna, now=at("8:10"))
    late = ask(olshanskaya, "Спросить про вино", client_request=dinner)
    with acting_as(anna.pk):
        actions.take_requests_apart(by_phone.pk, by=anna, now=at("8:20"))
        assert Task.objects.get(pk=late.pk).client_request_id == dinner.pk


def test_what_was_merged_on_comes_home_through_the_chain(dinner, by_phone, open_one, anna):
    third = open_one("Ещё раз о том же")
    before = everything(anna)
    with acting_as(anna.pk):
        actions.merge_requests(by_phone.pk, dinner.pk, by=anna, now=at("8:10"))
        actions.merge_requests(dinner.pk, third.pk, by=anna, now=at("8:11"))
        assert access.stands_for(by_phone.pk) == third.pk
        actions.take_requests_apart(by_phone.pk, by=anna, now=at("8:12"))
        actions.take_requests_apart(dinner.pk, by=anna, now=at("8:13"))
    assert everything(anna) == before


def test_two_clients_are_never_one_nor_is_what_rests(dinner, by_phone, open_one, veresov, anna, mark):
    other = open_one("Ужин", client=veresov)
    with acting_as(anna.pk):
        for one, two in ((dinner, other), (dinner, dinner)):
            with pytest.raises(actions.NotTheSame):
                actions.merge_requests(one.pk, two.pk, by=anna, now=clock.now())
        actions.close_request(by_phone.pk, by=anna, now=clock.now())
        with pytest.raises(actions.NotNow):
            actions.merge_requests(by_phone.pk, dinner.pk, by=anna, now=clock.now())
    with acting_as(mark.pk), pytest.raises(NotHere):
        actions.merge_requests(by_phone.pk, dinner.pk, by=mark, now=clock.now())
    with acting_as(anna.pk):
        assert not Merge.objects.exists()


def test_what_is_one_with_another_is_not_taken_up_alone(dinner, by_phone, anna):
    with acting_as(anna.pk):
        actions.merge_requests(by_phone.pk, dinner.pk, by=anna, now=clock.now())
        with pytest.raises(actions.NotNow):
            actions.reopen_request(by_phone.pk, by=anna, now=clock.now())
