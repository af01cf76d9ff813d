"""A request lives: each step is a row of who and when, what is open has a next moment, and the database insists."""

from contextlib import contextmanager
from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction

from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import Entry
from butler.ground.refusals import NotHere
from butler.requests import access, actions, jobs, rules
from butler.requests.models import ClientRequest, RequestState, StateChange, Task

from .conftest import at


@pytest.fixture
def dinner(olshanskaya, anna):
    """A dinner for four that nobody has taken up yet."""
    with acting_as(anna.pk):
        return actions.open_request(
            olshanskaya, title="Ужин на четверых", category="restaurant", owner=anna, now=clock.now(),
            happens_at=at("19:30", 27),
        )  # fmt: skip


@pytest.fixture
def go(anna, dinner):
    """Anna takes the dinner from state to state."""

    def through(*states: str, now=None):
        move = None
        for state in states:
            with acting_as(anna.pk):
                move = actions.advance(dinner.pk, state, by=anna, now=now or clock.now())
        return move

    return through


def card(row, person) -> access.RequestCard:
    with acting_as(person.pk):
        return access.client_request(row.pk)


def steps(row, person) -> list[tuple]:
    with acting_as(person.pk):
        return [(step.after, step.by, step.why) for step in reversed(access.history(row.pk))]


@contextmanager
def refused_by(constraint: str):
    """The database itself refuses, by the constraint of this name."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        yield
    assert caught.value.__cause__.diag.constraint_name == constraint


def test_every_step_says_who_and_when(dinner, go, anna, ilya):
    go("accepted", "options", "booked", "confirmed", now=at("9:00"))
    assert [after for after, *_ in steps(dinner, ilya)] == ["new", "accepted", "options", "booked", "confirmed"]
    with acting_as(ilya.pk):
        latest = access.history(dinner.pk)[0]
    assert (latest.before, latest.by, latest.at) == ("booked", anna, at("9:00"))


def test_what_comes_next_is_always_known(dinner, go, anna):
    assert (card(dinner, anna).due_what, card(dinner, anna).due_at) == ("acknowledge", at("9:00"))
    go("accepted")
    assert (card(dinner, anna).due_what, card(dinner, anna).due_at) == ("options", at("9:00"))
    go("booked", "confirmed")
    assert (card(dinner, anna).due_what, card(dinner, anna).due_at) == ("event", at("19:30", 27))
    go("delivered", "debriefed")
    assert (card(dinner, anna).due_what, card(dinner, anna).due_at) == ("", None)
    assert card(dinner, anna).closed_at == clock.now()


@pytest.mark.parametrize("state", ["options", "booked", "confirmed", "delivered", "debriefed"])
def test_what_nobody_has_taken_up_does_not_go_on(state, dinner, go, anna):
    with pytest.raises(actions.NotNow):
        go(state)
    assert [after for after, *_ in steps(dinner, anna)] == ["new"]


def test_a_stranger_takes_no_step_and_learns_none(dinner, go, mark, anna):
    with acting_as(mark.pk):
        with pytest.raises(NotHere):
            access.history(dinner.pk)
        with pytest.raises(NotHere):
            actions.advance(dinner.pk, "accepted", by=mark, now=clock.now())
        assert not StateChange.objects.exists()
    assert card(dinner, anna).state == "new"


def test_rules_and_database_know_the_same_life(db):
    with connection.cursor() as cursor:
        for before, after in product(RequestState.values, RequestState.values):
            cursor.execute("SELECT requests_may_become(%s, %s)", [before, after])
            assert cursor.fetchone()[0] is rules.may_become(before, after), (before, after)


def test_no_state_without_its_row(dinner, anna):
    with acting_as(anna.pk):
        with refused_by("request_state_has_its_row"):
            ClientRequest.objects.filter(pk=dinner.pk).update(state="accepted")
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with refused_by("request_state_is_its_last_row"):
            ClientRequest.objects.filter(pk=dinner.pk).update(state="accepted", state_number=2)


def test_no_row_without_its_state(dinner, anna):
    with acting_as(anna.pk), refused_by("request_step_was_taken"):
        _row(dinner, anna, "new", "accepted")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(("before", "after"), [("new", "booked"), ("accepted", "options"), ("new", "nowhere")])
def test_no_row_of_a_step_that_a_request_does_not_know(before, after, dinner, anna):
    with acting_as(anna.pk), refused_by("request_step_is_allowed"):
        _row(dinner, anna, before, after)


def _row(request, by, before, after) -> None:
    StateChange.objects.create(
        client_id=request.client_id, client_request=request, number=2, before=before, after=after, by=by, at=clock.now()
    )


def test_who_did_it_is_not_rewritten(dinner, anna, ilya):
    with acting_as(anna.pk), pytest.raises(Exception, match="permission denied"), transaction.atomic():
        StateChange.objects.update(by=ilya)


@pytest.mark.parametrize("nothing", [{"due_at": None}, {"due_what": ""}])
def test_no_open_request_without_a_next_moment(nothing, dinner, anna):
    with acting_as(anna.pk), refused_by("open_request_has_a_next_moment"):
        ClientRequest.objects.filter(pk=dinner.pk).update(**nothing)


def test_a_step_is_taken_back_with_all_that_was_done_along_with_it(dinner, go, anna):
    go("accepted")
    with acting_as(anna.pk):
        move = actions.cancel_request(dinner.pk, by=anna, now=at("8:30"), reason="передумали")
        assert access.open_tasks(now=at("8:30")) == []
        assert access.last_move(anna.pk, since=at("8:00")).id == move.pk
        actions.take_back(move.pk, by=anna, now=at("8:30"))
        actions.take_back(move.pk, by=anna, now=at("8:30"))  # pressed twice
        assert [task.title for task in access.open_tasks(now=at("8:30"))] == ["Ужин на четверых"]
    found = card(dinner, anna)
    assert (found.state, found.due_what, found.due_at, found.closed_at) == ("accepted", "options", at("9:00"), None)
    with acting_as(anna.pk):
        back, cancelled, *_ = access.history(dinner.pk)
    assert (back.why, cancelled.is_taken_back, cancelled.reason) == ("taken_back", True, "передумали")


def test_steps_are_taken_back_one_after_the_other_and_never_past_a_colleague(dinner, go, anna, ilya):
    first, second = go("accepted"), go("options")
    with acting_as(ilya.pk):
        with pytest.raises(actions.Overtaken):
            actions.take_back(first.pk, by=ilya, now=clock.now())
        actions.take_back(second.pk, by=ilya, now=clock.now())
        actions.take_back(first.pk, by=ilya, now=clock.now())
    assert card(dinner, anna).state == "new"
    go("accepted", "options")  # and on again


def test_what_rests_is_taken_up_again(dinner, go, anna):
    go("closed")
    with acting_as(anna.pk):
        actions.reopen_request(dinner.pk, by=anna, now=at("9:00"))
        assert actions.reopen_request(dinner.pk, by=anna, now=at("9:00")) is None
    assert steps(dinner, anna)[-1] == ("accepted", anna, "reopened")
    assert (card(dinner, anna).closed_at, card(dinner, anna).due_what) == (None, "options")


def test_a_moment_that_came_lies_before_the_owner_once(olshanskaya, anna, auditor):
    with acting_as(anna.pk):
        row = actions.open_request(
            olshanskaya, title="Гувернантка", category="tutor", owner=anna, now=clock.now(), with_task=False
        )
    with clock.set_to(at("9:00")):
        jobs.ring(0)
        jobs.ring(0)
    with acting_as(anna.pk):
        (task,) = Task.objects.all()
        (shown,) = access.open_tasks(now=at("9:00"))
    assert (task.asks, task.owner, task.due_at, shown.request_id) == ("acknowledge", anna, at("9:00"), row.pk)
    assert shown.title.endswith(": Гувернантка")
    assert card(row, anna).due_at == at("11:00")  # and if nothing comes of it, again
    with acting_as(anna.pk):
        actions.accept_place(task.pk, by=anna, now=at("9:01"))
    with acting_for("due"):
        assert actions.ring_due(now=at("11:00")) == 1
    with acting_as(anna.pk):
        assert [shown.is_seen for shown in access.open_tasks(now=at("11:00"))] == [False]
        actions.accept_request(row.pk, by=anna, now=at("11:01"))
        assert access.open_tasks(now=at("11:01")) == []  # what was asked is done
    with acting_as(auditor.pk):
        assert Entry.objects.filter(what="request.due").count() == 1


def test_a_step_in_hand_is_shown_again_instead_of_a_second_one(tickets, dinner, anna, ask, olshanskaya):
    ask(olshanskaya, "Позвонить в «Северный двор»", client_request=dinner, due_at=at("20:00"))
    with acting_for("due"):
        assert actions.ring_due(now=at("10:00")) == 1
    with acting_as(anna.pk):
        assert not Task.objects.exclude(asks="").exists()


def test_an_event_asks_for_nothing_until_it_is_over(dinner, go, anna):
    go("accepted", "booked", "confirmed")
    with acting_for("due"):
        actions.ring_due(now=at("19:30", 27))
    assert (card(dinner, anna).due_what, card(dinner, anna).due_at) == ("debrief", at("9:00", 28))  # not at night
    with acting_as(anna.pk):
        assert not Task.objects.exclude(asks="").exists()


def test_nothing_is_orphaned(dinner, go, anna, ilya):
    with acting_for("due"):
        assert access.orphans(now=clock.now()) == []
    type(anna).objects.filter(pk=anna.pk).update(is_active=False)
    with acting_for("due"):
        assert access.orphans(now=clock.now()) == [dinner.pk]
