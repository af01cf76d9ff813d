"""Clocks of requests in the house: what starts and stops them, that each rings once, and whom it proposes."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction

from butler.correspondence.models import Conversation, Message
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.refusals import NotHere
from butler.requests import access, actions, jobs
from butler.requests.models import ClockRing, FinishedClock, Word
from butler.requests.rules.clocks import Clock
from butler.requests.rules.terms import ClockKind, Terms

from .conftest import at

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def say(olshanskaya):
    """Somebody says something in the conversation with the client: say("in", at("9:00"))."""

    def make(way: str, when, *, answers=None, client=olshanskaya) -> Message:
        with acting_for("test"):
            talk, _ = Conversation.objects.get_or_create(client=client, defaults={"channel": "mail", "last_at": when})
            return Message.objects.create(
                client=client, conversation=talk, way=way, channel="mail", sent_at=when, body="…", answers=answers
            )

    return make


@pytest.fixture
def early(ilya):
    """Ilya is on shift since eight."""
    ilya.shift_from = time(8)
    ilya.save(update_fields=["shift_from"])
    return ilya


@pytest.fixture
def dinner(olshanskaya, anna, say):
    """Olshanskaya has written at eight for a dinner of Friday; Anna owns it, and nobody has answered."""
    asked = say("in", at("8:00"))
    with acting_as(anna.pk):
        return actions.open_request(
            olshanskaya, title="Ужин на четверых", category="restaurant", owner=anna, now=at("8:05"), message=asked,
            happens_at=at("19:30", 27),
        )  # fmt: skip


def running(row, person, now) -> dict[str, Clock]:
    with acting_as(person.pk):
        return {str(one.kind): one for one in access.clocks_of([row.pk], now=now)[row.pk]}


def sweep(now) -> None:
    """The alarm clock rings, and once more: a worker may die and begin again."""
    for _ in "12":
        with clock.set_to(now):
            jobs.clocks(0)


def rings(person) -> list[tuple]:
    with acting_as(person.pk):
        return [(one.kind, one.share, one.to) for one in ClockRing.objects.order_by("share")]


def step(row, person, *states: str, now) -> None:
    with acting_as(person.pk):
        for state in states:
            actions.advance(row.pk, state, by=person, now=now)


def test_the_answer_runs_from_the_clients_words_until_ours(dinner, anna, say):
    waiting = running(dinner, anna, at("8:35"))["acknowledge"]
    assert (waiting.used, waiting.allowed, waiting.due_at) == (35 * MINUTE, HOUR, at("9:00"))
    step(dinner, anna, "accepted", now=at("8:40"))
    assert "acknowledge" in running(dinner, anna, at("8:45"))
    say("out", at("8:50"))
    assert set(running(dinner, anna, at("8:55"))) == {"options", "execution", "update"}


def test_a_call_is_a_word_of_ours_and_a_slip_is_taken_back(dinner, anna, ilya):
    with acting_as(anna.pk):
        word = actions.told(dinner.pk, by=anna, now=at("8:20"))
    assert "acknowledge" not in running(dinner, anna, at("8:30"))
    with acting_as(ilya.pk), pytest.raises(NotHere):
        actions.untold(word.pk, by=ilya, now=at("8:30"))
    with acting_as(anna.pk):
        actions.untold(word.pk, by=anna, now=at("8:30"))
    assert "acknowledge" in running(dinner, anna, at("8:30"))


def test_a_thank_you_changes_no_clock_and_a_question_starts_one(dinner, anna, say):
    step(dinner, anna, "accepted", now=at("8:10"))
    say("out", at("8:10"))
    before = running(dinner, anna, at("10:00"))
    thanks, question = say("in", at("9:00")), say("in", at("9:45"))
    with acting_for("test"):
        actions.heard(thanks, about=None, wants_answer=False)
    say("out", at("9:30"), answers=thanks)  # "always a pleasure" tells nothing of the dinner
    assert running(dinner, anna, at("10:00")) == before
    with acting_for("test"):
        actions.heard(question, about=dinner.pk, wants_answer=True)
    after = running(dinner, anna, at("10:00"))
    assert (after["acknowledge"].started_at, after["acknowledge"].used) == (at("9:45"), 15 * MINUTE)
    assert "update" not in after
    assert after["options"] == before["options"]


def test_an_answer_about_another_matter_answers_only_that(dinner, anna, olshanskaya, say):
    other = say("in", at("8:10"))
    with acting_as(anna.pk):
        flowers = actions.open_request(
            olshanskaya, title="Цветы", category="flowers", owner=anna, now=at("8:12"), message=other
        )
    say("out", at("8:20"), answers=other)
    assert "acknowledge" in running(dinner, anna, at("8:30"))
    assert "acknowledge" not in running(flowers, anna, at("8:30"))


def test_a_pause_of_the_request_is_taken_off(dinner, anna):
    step(dinner, anna, "accepted", now=at("8:00"))
    with acting_as(anna.pk):
        actions.pause_request(dinner.pk, until=at("12:00"), why="client", by=anna, now=at("8:30"))
    options = running(dinner, anna, at("11:00"))["options"]
    assert (options.used, options.due_at, options.is_paused) == (30 * MINUTE, at("12:30"), True)
    sweep(at("11:00"))
    assert rings(anna) == []  # its clocks wait


def test_each_mark_rings_once_though_the_job_runs_twice(dinner, anna, early):
    sweep(at("8:41"))
    assert rings(anna) == []
    sweep(at("8:42"))
    assert rings(anna) == [("acknowledge", 70, None)]
    sweep(at("8:54"))
    sweep(at("9:30"))
    assert rings(anna) == [("acknowledge", 70, None), ("acknowledge", 90, early)]
    with acting_for("test"), pytest.raises(IntegrityError), transaction.atomic():
        ClockRing.objects.create(
            client_id=dinner.client_id, client_request=dinner, kind="acknowledge", started_at=at("8:00"), share=90,
            at=at("9:00"),
        )  # fmt: skip


def test_nobody_is_proposed_who_is_a_stranger_off_shift_or_carries_more(dinner, anna, ilya, mark):
    """Mark is idle and on shift, and may not open the dossier."""
    with acting_as(anna.pk):
        actions.add_task(dinner.client, title="…", category="other", owner=ilya, now=at("8:00"), effort_minutes=600)
    ilya.shift_from, ilya.shift_to = time(12), time(21)
    ilya.save(update_fields=["shift_from", "shift_to"])
    sweep(at("8:55"))
    assert rings(anna)[-1] == ("acknowledge", 90, None)
    ilya.shift_from = time(8)
    ilya.save(update_fields=["shift_from"])
    step(dinner, anna, "accepted", now=at("9:00"))
    sweep(at("9:56"))
    assert ("options", 90, ilya) in rings(anna)
    assert mark not in {to for *_, to in rings(anna)}


def test_the_proposed_hand_over_is_one_press_and_goes_back(dinner, anna, early, mark):
    sweep(at("8:55"))
    with acting_as(anna.pk):
        ring = ClockRing.objects.get(share=90)
    with acting_as(mark.pk), pytest.raises(NotHere):
        actions.take_relief(ring.pk, by=mark, now=at("8:56"))
    with acting_as(anna.pk):
        move = actions.take_relief(ring.pk, by=anna, now=at("8:56"))
        assert access.client_request(dinner.pk).owner == early
        actions.take_back(move.pk, by=anna, now=at("8:57"))
        assert access.client_request(dinner.pk).owner == anna


def test_who_keeps_it_is_not_asked_again(dinner, anna):
    sweep(at("8:55"))
    with acting_as(anna.pk):
        ring = ClockRing.objects.get(share=90)
        actions.keep_it(ring.pk, by=anna, now=at("8:56"))
        with pytest.raises(actions.NotNow):
            actions.take_relief(ring.pk, by=anna, now=at("8:57"))
    sweep(at("8:58"))
    assert len(rings(anna)) == 2


def kept(person, **whose) -> dict[str, tuple[int, int]]:
    with acting_as(person.pk):
        found = access.clocks_kept(since=at("0:00"), until=at("0:00", 25), **whose)
        return {one.kind: (one.kept, one.missed) for one in found if one.total}


def test_what_stopped_is_counted_once_for_the_house_the_manager_and_the_client(dinner, anna, ilya, mark, say, veresov):
    step(dinner, anna, "accepted", now=at("8:10"))
    say("out", at("8:30"))  # within the hour
    step(dinner, anna, "options", now=at("9:11"))  # a minute late
    sweep(at("9:15"))
    assert kept(anna) == {"acknowledge": (1, 0), "options": (0, 1), "update": (1, 0)}
    assert kept(anna, client_id=dinner.client_id, owner_id=anna.pk) == kept(anna)
    assert kept(anna, owner_id=ilya.pk) == kept(anna, client_id=veresov.pk) == {}
    with acting_as(mark.pk), pytest.raises(NotHere):
        access.clocks_kept(since=at("0:00"), until=at("0:00", 25), client_id=dinner.client_id)
    assert kept(mark) == {}
    with acting_as(anna.pk):
        everybody = access.clocks_kept_by_owner(since=at("0:00"), until=at("0:00", 25))
    assert (everybody[anna.pk].kept, everybody[anna.pk].missed, everybody[anna.pk].per_cent) == (2, 1, 66)


def test_a_step_that_was_a_slip_is_not_counted(dinner, anna):
    step(dinner, anna, "accepted", now=at("8:10"))
    with acting_as(anna.pk):
        move = actions.advance(dinner.pk, "options", by=anna, now=at("8:20"))
    sweep(at("8:21"))
    assert "options" in kept(anna)
    with acting_as(anna.pk):
        actions.take_back(move.pk, by=anna, now=at("8:22"))
    sweep(at("8:23"))
    assert "options" not in kept(anna)
    assert running(dinner, anna, at("8:23"))["options"].started_at == at("8:10")


def test_new_terms_hold_at_once_and_leave_what_was_counted(dinner, anna, vera, say):
    say("out", at("8:30"))
    sweep(at("8:31"))
    step(dinner, anna, "accepted", now=at("8:31"))
    terms = Terms(10 * MINUTE, None, 2 * HOUR, HOUR)
    with acting_as(vera.pk):
        assert actions.keep_terms("key", "restaurant", terms, by=vera, now=at("8:32")) is None
    assert set(running(dinner, anna, at("9:00"))) == {"execution", "update"}
    sweep(at("9:00"))
    assert kept(anna)["acknowledge"] == (1, 0)  # by the terms of its day
    with acting_as(vera.pk):
        assert actions.forget_terms("key", "restaurant", by=vera, now=at("9:01")) == terms
        with pytest.raises(actions.NotAllowed):
            actions.keep_terms("key", "", Terms(acknowledge=None), by=vera, now=at("9:02"))
    assert running(dinner, anna, at("9:05"))["options"].allowed == HOUR


def test_strangers_see_no_clock(dinner, mark, anna):
    sweep(at("8:55"))
    with acting_as(mark.pk):
        assert access.clocks_of([dinner.pk], now=at("8:55")) == {}
        for model in (ClockRing, FinishedClock, Word):
            assert not model.objects.exists()
    assert rings(anna)


def test_two_requests_that_are_one_miss_nothing_twice(dinner, anna, olshanskaya):
    with acting_as(anna.pk):
        twin = actions.open_request(
            olshanskaya, title="Ужин", category="restaurant", owner=anna, now=at("8:06"), happens_at=at("19:30", 27)
        )
        actions.merge_requests(twin.pk, dinner.pk, by=anna, now=at("12:00"))
    sweep(at("12:01"))
    with acting_as(anna.pk):
        assert not FinishedClock.objects.filter(client_request=twin).exists()
    assert {str(kind) for kind in ClockKind} >= set(running(dinner, anna, at("12:01")))
