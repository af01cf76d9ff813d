"""Runs that die, that are taken for dead, and two at once: no letter is lost, doubled or left untold."""

from contextlib import suppress
from datetime import timedelta

import pytest

from butler.correspondence import composing, outbox
from butler.correspondence.models import Letter
from butler.correspondence.tests.conftest import later
from butler.ground import clock
from butler.ground.acting import acting_for

State = Letter.State


class PowerCut(BaseException):
    """The process is gone at this moment."""


def test_what_was_on_the_wire_when_the_process_died_is_uncertain_and_not_sent_again(
    approved, account, leave, wire, again
):
    letter = approved()
    wire.answers = [cut_power]
    with pytest.raises(PowerCut):
        leave()
    assert again(letter).state == State.SENDING
    leave(minutes=1)
    leave(minutes=60)
    assert (again(letter).state, again(letter).why) == (State.UNCERTAIN, "crashed")
    assert len(wire.left) == 1


def test_what_was_only_claimed_when_the_process_died_leaves_later(approved, account, leave, wire, again, monkeypatch):
    letter = approved()
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "load", cut_power)
        with pytest.raises(PowerCut):
            leave()
    assert again(letter).state == State.CLAIMED
    leave(minutes=1)
    assert again(letter).state == State.SENT
    assert len(wire.left) == 1


def cut_power(*_, **__):
    raise PowerCut


def test_a_letter_on_which_every_run_falls_does_not_hold_up_the_others(
    approved, account, leave, wire, again, monkeypatch
):
    poison, fine = approved("первое", drafted_at=clock.now() - timedelta(hours=1)), approved("второе")
    compose = composing.outgoing

    def falls(letter, account):
        return 1 / 0 if letter.pk == poison.pk else compose(letter, account)

    monkeypatch.setattr(composing, "outgoing", falls)
    for minute in range(1, 5):
        with pytest.raises(ZeroDivisionError):
            leave(minutes=minute)
    leave(minutes=5)
    assert (again(fine).state, again(poison).state) == (State.SENT, State.NEW)
    for day in range(1, 40):
        with suppress(ZeroDivisionError):
            leave(days=day)
    assert (again(poison).state, again(poison).why) == (State.FAILED, "crashed")


def test_a_run_that_was_taken_for_dead_still_says_what_it_knows(approved, account, leave, wire, again):
    letter = approved()

    def meanwhile():
        with acting_for("test"):
            Letter.objects.filter(pk=letter.pk).update(state=State.UNCERTAIN)

    wire.answers = [meanwhile]
    leave()
    assert again(letter).state == State.SENT


def test_a_letter_that_a_person_has_judged_meanwhile_is_left_to_them(approved, account, leave, wire, again, anna):
    letter = approved()

    def meanwhile():
        with acting_for("test"):
            Letter.objects.filter(pk=letter.pk).update(state=State.UNCERTAIN)
            Letter.objects.filter(pk=letter.pk).update(state=State.FAILED)

    wire.answers = [meanwhile]
    leave()
    assert again(letter).state == State.FAILED


def test_a_clock_that_jumps_neither_loses_nor_doubles(approved, account, leave, wire, again):
    letter = approved()
    with later(days=-2):
        assert outbox.leave(wire).sent == 0
    leave(days=3)
    with later(days=-1):
        assert outbox.leave(wire).sent == 0
    assert (len(wire.left), again(letter).state) == (1, State.SENT)
