"""Tasks come, are placed, moved, handed over, put off, done, and everything can be taken back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import Entry
from butler.ground.refusals import NotHere
from butler.requests import access, actions, jobs
from butler.requests.models import Move, Quadrant, Task
from butler.requests.rules import Why

from .conftest import at

SECRET = "Яшмовый перстень"


def seen_by(person, now=None, **narrow) -> list[str]:
    with acting_as(person.pk):
        return [card.title for card in access.open_tasks(now=now or clock.now(), **narrow)]


def card_of(task, person, now=None) -> access.TaskCard:
    with acting_as(person.pk):
        return access.task(task.pk, now=now or clock.now())


def journal_of(auditor) -> list[str]:
    with acting_as(auditor.pk):
        return list(Entry.objects.exclude(what="opened").order_by("at").values_list("what", flat=True))


def test_a_task_is_scored_and_placed_as_it_arrives(tickets, anna):
    assert (tickets.quadrant, tickets.importance) == (Quadrant.NOW, 90)
    assert tickets.urgency >= 90
    assert tickets.becomes_urgent_at == at("18:00", 23)
    card = card_of(tickets, anna)
    assert card.place == Quadrant.NOW
    assert not card.is_seen
    assert [reason.code for reason in card.score.reasons][:2] == [Why.PROMISED, Why.NO_RETURN]


def test_a_request_opens_with_an_owner_and_its_first_task(olshanskaya, anna, ilya, auditor):
    with acting_as(anna.pk):
        row = actions.open_request(
            olshanskaya, title="Ужин на четверых", category="restaurant", owner=anna, now=clock.now(), cost_of_failure=2
        )
    with acting_as(ilya.pk):
        (request,) = access.open_requests()
        (task,) = access.open_tasks(now=clock.now())
    assert (request.title, request.owner, request.open_tasks) == ("Ужин на четверых", anna, 1)
    assert request.due_at == at("9:00")  # a key client is answered within a working hour
    assert (task.title, task.request_id) == ("Ужин на четверых", row.pk)
    assert {"request.opened", "task.added"} <= set(journal_of(auditor))


def test_a_stranger_learns_nothing_of_a_task(tickets, olshanskaya, mark, anna):
    with acting_as(anna.pk):
        row = actions.open_request(olshanskaya, title=SECRET, category="gift", owner=anna, now=clock.now())
    assert seen_by(mark) == []
    with acting_as(mark.pk):
        assert access.open_requests() == []
        assert access.count_open(now=clock.now()) == 0
    for door in (lambda: access.task(tickets.pk, now=clock.now()), lambda: access.client_request(row.pk)):
        with acting_as(mark.pk), pytest.raises(NotHere):
            door()


@pytest.mark.parametrize("verb", ["place", "accept_place", "done", "snooze", "hand_over", "reopen"])
def test_a_stranger_can_do_nothing_with_a_task(verb, tickets, mark, anna):
    arguments = {"place": [2], "snooze": [at("12:00")], "hand_over": [mark]}.get(verb, [])
    with acting_as(mark.pk), pytest.raises(NotHere):
        getattr(actions, verb)(tickets.pk, *arguments, by=mark, now=clock.now())
    assert card_of(tickets, anna).owner == anna


def test_a_person_moves_a_task_and_the_choice_is_kept_until_its_moment(tickets, anna, ilya):
    with acting_as(ilya.pk):
        actions.place(tickets.pk, Quadrant.PLAN, by=ilya, now=clock.now(), until=at("9:00"))
    card = card_of(tickets, anna)
    assert (card.place, card.proposal, card.is_seen) == (Quadrant.PLAN, Quadrant.NOW, True)
    assert (card.moved.by, card.moved.until) == (ilya, at("9:00"))
    with acting_for("rescore"):
        assert actions.rescore_all(now=at("8:59")) == 0
        assert actions.rescore_all(now=at("9:00")) == 1
    assert card_of(tickets, anna, at("9:00")).place == Quadrant.NOW
    assert card_of(tickets, anna, at("9:00")).moved is None


def test_a_place_cannot_be_kept_until_yesterday(tickets, anna):
    with acting_as(anna.pk), pytest.raises(actions.InThePast):
        actions.place(tickets.pk, 2, by=anna, now=clock.now(), until=at("8:00", 23))


def test_agreeing_takes_a_task_out_of_the_tray_and_leaves_it_to_the_rule(ask, veresov, anna):
    task = ask(veresov, "Зал ожидания в Стамбуле", due_at=at("20:00"))
    with acting_as(anna.pk):
        actions.accept_place(task.pk, by=anna, now=clock.now())
    assert card_of(task, anna).is_seen
    assert card_of(task, anna).place == Quadrant.PLAN
    assert card_of(task, anna, at("15:40")).place == Quadrant.NOW  # becomes urgent by itself, nobody need ask


def test_taking_back_puts_everything_as_it_stood(tickets, anna, ilya):
    with acting_as(ilya.pk):
        first = actions.place(tickets.pk, 2, by=ilya, now=at("8:01"))
        second = actions.place(tickets.pk, 4, by=ilya, now=at("8:02"), until=at("12:00"))
    with acting_as(anna.pk):
        actions.take_back(second.pk, by=anna, now=at("8:03"))
        actions.take_back(second.pk, by=anna, now=at("8:03"))  # pressed twice
    card = card_of(tickets, anna)
    assert (card.place, card.moved.by, card.moved.at, card.moved.until) == (2, ilya, at("8:01"), None)
    with acting_as(anna.pk):
        actions.take_back(first.pk, by=anna, now=at("8:04"))
    card = card_of(tickets, anna)
    assert (card.place, card.moved, card.is_seen) == (Quadrant.NOW, None, False)


def test_what_somebody_else_did_since_is_not_undone(tickets, anna, ilya):
    with acting_as(anna.pk):
        mine = actions.place(tickets.pk, 2, by=anna, now=clock.now())
    with acting_as(ilya.pk):
        actions.done(tickets.pk, by=ilya, now=clock.now())
    with acting_as(anna.pk), pytest.raises(actions.Overtaken):
        actions.take_back(mine.pk, by=anna, now=clock.now())
    assert card_of(tickets, anna).done_at


def test_a_task_is_handed_over_only_to_somebody_with_a_grant(tickets, olshanskaya, anna, ilya, mark):
    with acting_as(anna.pk):
        assert access.colleagues_for(olshanskaya.pk, now=clock.now()) == [anna, ilya]
        with pytest.raises(actions.HoldsNoGrant):
            actions.hand_over(tickets.pk, mark, by=anna, now=clock.now())
        actions.hand_over(tickets.pk, ilya, by=anna, now=clock.now())
    assert seen_by(ilya, owners=[ilya.pk]) == ["Два билета на «Вишнёвый сад»"]
    assert seen_by(anna, owners=[anna.pk]) == []
    assert not card_of(tickets, ilya).is_seen  # it comes into the tray of whoever got it


def test_a_task_put_off_comes_back_by_its_date(ask, veresov, anna):
    task = ask(veresov, "Сравнить клубные карты", due_at=at("20:00", 27))
    with acting_as(anna.pk):
        actions.accept_place(task.pk, by=anna, now=clock.now())
        actions.snooze(task.pk, at("9:00", 26), by=anna, now=clock.now())
    assert seen_by(anna, at("8:59", 26)) == []
    assert seen_by(anna, at("9:00", 26)) == ["Сравнить клубные карты"]
    assert not card_of(task, anna, at("9:00", 26)).is_seen


def test_nothing_is_put_off_beyond_its_point_of_no_return(tickets, anna):
    for moment in (at("7:00"), at("19:00"), at("9:00", 25)):
        with acting_as(anna.pk), pytest.raises(actions.InThePast):
            actions.snooze(tickets.pk, moment, by=anna, now=clock.now())


def test_done_is_said_once_and_can_be_unsaid(tickets, anna, auditor):
    with acting_as(anna.pk):
        assert actions.done(tickets.pk, by=anna, now=clock.now())
        assert actions.done(tickets.pk, by=anna, now=clock.now()) is None
    assert seen_by(anna) == []
    with acting_as(anna.pk):
        actions.reopen(tickets.pk, by=anna, now=clock.now())
        actions.reopen(tickets.pk, by=anna, now=clock.now())
    assert len(seen_by(anna)) == 1
    assert journal_of(auditor).count("task.done") == journal_of(auditor).count("task.reopened") == 1


def test_a_closed_request_takes_its_open_tasks_with_it(olshanskaya, anna):
    with acting_as(anna.pk):
        row = actions.open_request(olshanskaya, title="Ужин", category="restaurant", owner=anna, now=clock.now())
        actions.accept_request(row.pk, by=anna, now=clock.now())
        actions.close_request(row.pk, by=anna, now=clock.now())
        actions.close_request(row.pk, by=anna, now=clock.now())
        assert access.client_request(row.pk).state == "closed"
        assert access.open_requests() == []
    assert seen_by(anna) == []


def test_an_order_as_dragged_is_kept(ask, veresov, anna, mark):
    tasks = [ask(veresov, title) for title in ("первое", "второе", "третье")]
    with acting_as(anna.pk):
        actions.arrange([tasks[2].pk, tasks[0].pk, tasks[1].pk], now=clock.now())
    with acting_as(mark.pk):
        actions.arrange([tasks[0].pk, tasks[1].pk], now=clock.now())  # sees none of them: changes none
    assert seen_by(anna) == ["третье", "первое", "второе"]


def test_many_tasks_are_scored_anew_in_few_queries(ask, veresov, olshanskaya, anna):
    for number in range(12):
        ask([veresov, olshanskaya][number % 2], f"дело {number}", due_at=at("20:00"))
    with acting_as(anna.pk), CaptureQueriesContext(connection) as queries:
        changed = actions.rescore(anna, now=at("15:40"))
    assert changed == 12
    assert len(queries) <= 8
    with acting_for("rescore"):
        assert actions.rescore_all(now=at("15:40")) == 0  # twice is once


def test_many_tasks_are_read_in_few_queries(ask, veresov, olshanskaya, anna):
    for number in range(12):
        ask([veresov, olshanskaya][number % 2], f"дело {number}", due_at=at("20:00"))
    with acting_as(anna.pk), CaptureQueriesContext(connection) as queries:
        assert len(access.open_tasks(now=clock.now())) == 12
    assert len(queries) <= 5  # who acts, the house, the tasks, the line in the journal


def test_the_alarm_clock_places_what_time_has_made_urgent(ask, veresov, anna):
    task = ask(veresov, "Трансфер", due_at=at("20:00"))
    assert task.quadrant == Quadrant.PLAN
    with clock.set_to(at("15:40")):
        jobs.rescore(0)
        jobs.rescore(0)
    with acting_as(anna.pk):
        row = Task.objects.get()
    assert row.quadrant == Quadrant.NOW
    assert row.scored_at == at("15:40")


def test_nobody_sees_how_a_task_was_moved_without_a_grant(tickets, anna, mark):
    with acting_as(anna.pk):
        actions.place(tickets.pk, 2, by=anna, now=clock.now())
        move = access.last_move(anna.pk, since=clock.now() - timedelta(hours=1))
    with acting_as(mark.pk):
        assert not Move.objects.exists()
        with pytest.raises(NotHere):
            actions.take_back(move.id, by=mark, now=clock.now())


def test_what_was_opened_is_in_the_journal(tickets, anna, auditor):
    seen_by(anna)
    with acting_as(auditor.pk):
        line = Entry.objects.filter(what="opened", staff_id=anna.pk).last()
    assert "requests.task.title" in line.detail["fields"]
