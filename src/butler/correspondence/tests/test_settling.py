"""A letter that may have gone: a person decides, and can take it back."""

from datetime import timedelta

import pytest

from butler.channels.port import Unsure
from butler.correspondence import holding, settling
from butler.correspondence.actions import Refused
from butler.correspondence.models import Letter, Message
from butler.correspondence.settling import Decision
from butler.correspondence.tests.conftest import later
from butler.ground import clock
from butler.ground.acting import acting_as
from butler.ground.refusals import NotHere

State = Letter.State


@pytest.fixture
def uncertain(approved, account, leave, wire):
    letter = approved()
    wire.answers = [Unsure("no answer")]
    leave()
    return letter


def test_sent_again_it_is_the_same_letter(uncertain, leave, wire, again, anna):
    before = again(uncertain)
    with later(minutes=5), acting_as(anna.pk):
        settling.settle(uncertain.pk, Decision.SEND_AGAIN, by=anna, now=clock.now())
    leave(minutes=6)
    (left,) = wire.left
    assert left.message_id == f"{uncertain.pk.hex}@moika.test"
    assert left.sent_on == before.dated_at
    assert (again(uncertain).state, again(uncertain).settled_by_id) == (State.SENT, anna.pk)


def test_a_person_who_knows_says_that_it_went(uncertain, leave, wire, again, anna):
    with acting_as(anna.pk):
        settling.settle(uncertain.pk, Decision.WAS_SENT, by=anna, now=clock.now())
        assert Message.objects.filter(letter=uncertain, way="out").count() == 1
        assert settling.stuck() == []
    leave(hours=1)
    assert wire.left == []


@pytest.mark.parametrize("decision", list(Decision))
def test_a_decision_is_taken_back_within_ten_seconds(uncertain, leave, wire, again, anna, decision):
    now = clock.now()
    with acting_as(anna.pk):
        settling.settle(uncertain.pk, decision, by=anna, now=now)
        for _ in range(2):
            settling.take_back(uncertain.pk, by=anna, now=now + timedelta(seconds=9))
        assert [stuck.id for stuck in settling.stuck()] == [uncertain.pk]
        assert not Message.objects.filter(letter=uncertain).exists()
    leave(hours=1)
    assert (again(uncertain).state, wire.left) == (State.UNCERTAIN, [])


def test_a_decision_is_not_taken_back_later_and_is_made_once(uncertain, anna):
    now = clock.now()
    with acting_as(anna.pk):
        settling.settle(uncertain.pk, Decision.GIVE_UP, by=anna, now=now)
        with pytest.raises(Refused, match="too_late"):
            settling.take_back(uncertain.pk, by=anna, now=now + timedelta(seconds=20))
        with pytest.raises(Refused, match="not_open"):
            settling.settle(uncertain.pk, Decision.WAS_SENT, by=anna, now=now)


def test_a_stranger_decides_nothing_and_sees_nothing(uncertain, mark):
    with acting_as(mark.pk):
        assert settling.stuck() == []
        for verb in (lambda: settling.settle(uncertain.pk, Decision.GIVE_UP, by=mark, now=clock.now()),
                     lambda: settling.take_back(uncertain.pk, by=mark, now=clock.now())):  # fmt: skip
            with pytest.raises(NotHere):
                verb()


def test_a_run_without_a_seat_leaves_the_work_to_those_who_have_one(approved, account, leave, wire, monkeypatch):
    approved()
    monkeypatch.setattr(holding, "SEATS", 0)
    assert leave().sent == 0
    assert wire.left == []
