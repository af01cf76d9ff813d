"""One act on several tasks: done together, refused by name, taken back by one tap, and nothing of strangers'."""

import re
from datetime import timedelta

import pytest

from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.requests import access, actions


@pytest.fixture
def tasks(anna, house, olshanskaya):
    now = clock.now()
    with acting_for("test"):
        titles = {"Пионы": {}, "Поезд": {"no_return_at": now + timedelta(hours=3)}}
        return [
            actions.add_task(olshanskaya, title=title, category="other", owner=anna, now=now, **fields).pk
            for title, fields in titles.items()
        ]


@pytest.fixture
def desk(client, anna):
    client.force_login(anna)
    return client


def act(desk, tasks, what, **more):
    answer = desk.post("/tasks/together/", {"task": [str(pk) for pk in tasks], "act": what, **more}, follow=True)
    return answer.text.replace("\xa0", " ")


def state(tasks, person) -> list[access.TaskCard]:
    with acting_as(person.pk):
        return [access.task(pk, now=clock.now()) for pk in tasks]


def undo(desk, page):
    return desk.post(re.search(r'action="(/tasks/together/undo/[^"]+)"', page)[1].replace("&amp;", "&"), follow=True)


def test_all_are_done_and_one_tap_brings_them_back(desk, anna, tasks):
    page = act(desk, tasks, "done")
    assert all(card.done_at for card in state(tasks, anna))
    undo(desk, page)
    assert not any(card.done_at for card in state(tasks, anna))


def test_what_cannot_be_done_is_told_by_name_and_the_rest_is_done(desk, anna, tasks):
    page = act(desk, tasks, "snooze")
    assert "Не сделано с «Поезд»" in page
    assert [bool(card.snoozed_until) for card in state(tasks, anna)] == [True, False]


def test_a_task_goes_only_to_whoever_may_open_the_dossier(desk, anna, ilya, mark, tasks):
    assert "Не сделано с «Пионы»" in act(desk, tasks, "hand_over", to=mark.pk)
    assert all(card.owner == anna for card in state(tasks, anna))


def test_what_somebody_went_on_with_stays(desk, anna, tasks):
    page = act(desk, tasks, "seen")
    with acting_as(anna.pk):
        actions.done(tasks[0], by=anna, now=clock.now())
    assert "остаётся" in undo(desk, page).text
    assert [card.is_seen for card in state(tasks, anna)] == [True, False]


@pytest.mark.parametrize("what", ["take", "snooze", "done", "seen", "hand_over", "anything"])
def test_mark_does_nothing_with_annas_tasks(client, anna, mark, tasks, what):
    client.force_login(mark)
    assert "Пионы" not in act(client, tasks, what, to=mark.pk)
    assert all(card.owner == anna and not card.is_seen and not card.done_at for card in state(tasks, anna))


def test_nothing_chosen_is_said(desk, tasks):
    assert "Сначала отметьте" in act(desk, [], "done")
