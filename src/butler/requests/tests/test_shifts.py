"""At the end of a shift nothing is forgotten: it waits with a reason, goes to a colleague, or stays."""

from datetime import timedelta

import pytest

from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.refusals import NotHere
from butler.requests import access, actions, jobs
from butler.requests.actions import Choice
from butler.requests.models import HandedItem, Task

from .conftest import at

TOMORROW = at("9:00", day=25)


@pytest.fixture
def dinner(olshanskaya, anna, owner):
    with acting_as(anna.pk):
        return actions.open_request(
            olshanskaya, title="Ужин", category="restaurant", owner=anna, now=clock.now(), due_at=at("21:00")
        )


@pytest.fixture
def step(dinner):
    with acting_for("test"):
        return Task.objects.get(client_request=dinner)


@pytest.fixture
def close(anna):
    def make(*choices, by=anna):
        with acting_as(by.pk):
            return actions.close_shift(choices, until=TOMORROW, by=by, now=clock.now())

    return make


def task_of(row) -> Task:
    with acting_for("test"):
        assert access.orphans(now=clock.now()) == access.orphan_tasks(now=clock.now()) == []
        return Task.objects.select_related("owner").get(pk=row.pk)


def test_what_is_left_says_what_cannot_wait(dinner, step, ask, olshanskaya, anna):
    visa = ask(olshanskaya, "Продлить визу", due_at=at("18:00", day=25))
    ask(olshanskaya, "Каталог на весну", due_at=at("18:00", day=29))
    with acting_as(anna.pk):
        found = access.left_today(anna, now=at("20:30"))
    assert [(left.task_id, left.may_wait) for left in found.left] == [(step.pk, False), (visa.pk, True)]
    assert (found.calm, found.next_start) == (1, TOMORROW)


def test_each_thing_goes_its_way_and_it_is_said_who_holds_it(close, step, ask, olshanskaya, anna, ilya, dinner):
    visa, dress = ask(olshanskaya, "Продлить визу"), ask(olshanskaya, "Забрать платье")
    end = close(
        Choice("handed", task_id=step.pk, to=ilya, note="Зал обещал ответить к девяти"),
        Choice("later", task_id=visa.pk, why="supplier", note="Консульство закрыто"),
        Choice("mine", task_id=dress.pk),
    )
    assert task_of(visa).snoozed_until == TOMORROW
    with acting_as(anna.pk):
        lines = {line.title: line for line in access.closed_shift(end.pk).lines}
    assert lines["Продлить визу"].note == "Консульство закрыто"
    assert (lines["Ужин"].holder, lines["Ужин"].offered_to) == (anna, ilya)  # the whole request goes, with a yes
    with acting_as(ilya.pk):
        (card,) = access.concerning(ilya, now=clock.now()).offered
        assert [(item.request_id, item.note) for item in card.items] == [(dinner.pk, "Зал обещал ответить к девяти")]
        actions.accept(card.items[0].id, by=ilya, now=clock.now())
    with acting_as(anna.pk):
        lines = {line.title: line for line in access.closed_shift(end.pk).lines}
    assert {title: line.holder for title, line in lines.items()} == {
        "Ужин": ilya, "Продлить визу": anna, "Забрать платье": anna,
    }  # fmt: skip
    with clock.set_to(TOMORROW), acting_as(anna.pk):
        assert visa.pk in {card.id for card in access.open_tasks(now=clock.now(), owners=[anna.pk])}


def test_closed_too_early_everything_is_back(close, step, ask, olshanskaya, anna, ilya):
    visa = ask(olshanskaya, "Продлить визу")
    end = close(Choice("handed", task_id=step.pk, to=ilya), Choice("later", task_id=visa.pk, why="time"))
    for _ in range(2):
        with acting_as(anna.pk):
            actions.open_shift_again(end.pk, by=anna, now=clock.now())
    assert (task_of(visa).snoozed_until, task_of(step).owner) == (None, anna)
    with acting_for("test"):
        assert set(HandedItem.objects.values_list("state", flat=True)) == {"withdrawn"}


REFUSED = {
    "past its point of no return": (
        lambda the: Choice("later", task_id=the["tickets"].pk, why="time"),
        actions.InThePast,
    ),
    "to a stranger": (lambda the: Choice("handed", task_id=the["step"].pk, to=the["mark"]), actions.HoldsNoGrant),
    "to nobody": (lambda the: Choice("handed", task_id=the["step"].pk), actions.NotNow),
    "a request itself": (lambda the: Choice("later", request_id=the["dinner"].pk, why="time"), actions.NotNow),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_refused_leaves_the_shift_open(why, close, step, tickets, dinner, mark, ask, olshanskaya, anna):
    visa = ask(olshanskaya, "Продлить визу")
    choice, refusal = REFUSED[why]
    with pytest.raises(refusal):
        close(
            Choice("later", task_id=visa.pk, why="time"),
            choice({"tickets": tickets, "step": step, "mark": mark, "dinner": dinner}),
        )
    assert task_of(visa).snoozed_until is None


def test_nobody_closes_anothers_shift_or_work(close, step, mark, ilya, anna):
    with pytest.raises(NotHere):
        close(Choice("mine", task_id=step.pk), by=ilya)
    end = close(Choice("mine", task_id=step.pk))
    with acting_as(mark.pk):
        for act in (lambda: access.closed_shift(end.pk),
                    lambda: actions.open_shift_again(end.pk, by=mark, now=clock.now())):  # fmt: skip
            with pytest.raises(NotHere):
                act()


def test_no_step_is_orphaned_when_its_owner_goes_or_a_grant_runs_out(ask, olshanskaya, anna, ilya, mark, vera, owner):
    alone, lent = ask(olshanskaya, "Забрать платье", owner=ilya), ask(olshanskaya, "Сверить меню")
    with acting_as(vera.pk):
        actions.set_grants(mark, olshanskaya.pk, {"profile"}, until=at("18:00"), reason="вечер", now=clock.now())
        actions.hand_over(lent.pk, mark, by=vera, now=clock.now())
    with acting_as(owner.pk):
        actions.let_go(ilya, now=clock.now())
    assert task_of(alone).owner == anna
    with clock.set_to(at("18:00") + timedelta(minutes=1)):
        with acting_for("test"):
            assert access.orphan_tasks(now=clock.now()) == [lent.pk]  # the query sees it; the ring mends it
        jobs.ring(0)
        assert task_of(lent).owner == anna
