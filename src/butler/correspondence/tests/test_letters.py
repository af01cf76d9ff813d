"""What may leave the house, and who said so."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from butler.correspondence import access, actions, rules
from butler.correspondence.actions import Draft, Refused
from butler.correspondence.models import Approval, Letter
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import Entry
from butler.ground.refusals import NotHere

POISON = "Кипарис-9071"


@pytest.fixture
def letter(veresov):
    with acting_for("test"):
        draft = Draft(veresov.pk, "reply", f"Машина будет в 9:30. {POISON}", clock.now() + timedelta(hours=1))
        return actions.draft_letter(draft, now=clock.now())


def state(letter) -> str:
    with acting_for("test"):
        return Letter.objects.get(pk=letter.pk).state


def test_a_letter_waits_and_leaves_nothing_in_the_clear(letter, anna):
    with acting_as(anna.pk):
        card = access.letter(letter.pk)
        assert card.is_waiting
        assert POISON in card.body
        assert [each.id for each in access.waiting_letters(purpose="reply")] == [letter.pk]
    with acting_for("test"):
        assert POISON not in str(list(Letter.objects.values()))


def test_a_yes_is_kept_with_its_author(letter, anna):
    with acting_as(anna.pk):
        actions.approve(letter.pk, by=anna, now=clock.now())
        card = access.letter(letter.pk)
        assert (card.state, card.answered_by, card.answered_at) == ("new", anna, clock.now())
        assert Entry.objects.filter(what="letter.approved", staff_id=anna.pk).count() == 1


def test_a_letter_is_answered_once(letter, anna):
    with acting_as(anna.pk):
        actions.refuse(letter.pk, by=anna, now=clock.now())
        with pytest.raises(Refused, match="not_waiting"):
            actions.approve(letter.pk, by=anna, now=clock.now())
        with pytest.raises(Refused, match="not_waiting"):
            actions.edit(letter.pk, "иначе", by=anna, now=clock.now())
        with pytest.raises(IntegrityError), transaction.atomic():
            Approval.objects.create(
                client_id=letter.client_id, letter=letter, is_yes=True, given_by=anna, given_at=clock.now()
            )


def test_an_edit_keeps_the_words_and_makes_line_ends_plain(letter, anna):
    with acting_as(anna.pk):
        actions.edit(letter.pk, "  Доброе утро.\r\nМашина в 10:00.  ", by=anna, now=clock.now())
        assert access.letter(letter.pk).body == "Доброе утро.\nМашина в 10:00."


@pytest.mark.parametrize(("text", "why"), [("  \n ", "empty"), ("а" * 4001, "too_long")])
def test_a_letter_says_something_and_not_too_much(letter, anna, text, why):
    with acting_as(anna.pk), pytest.raises(Refused, match=why):
        actions.edit(letter.pk, text, by=anna, now=clock.now())


def test_a_slip_is_taken_back_once_and_the_journal_keeps_both(letter, anna):
    with acting_as(anna.pk):
        now = clock.now()
        actions.approve(letter.pk, by=anna, now=now)
        for _ in range(2):
            actions.take_back(letter.pk, by=anna, now=now + timedelta(seconds=5))
        assert access.letter(letter.pk).is_waiting
        assert Entry.objects.filter(what="letter.taken_back").count() == 1
        assert Approval.objects.count() == 1


def test_what_begins_to_leave_is_not_taken_back(letter, anna):
    with acting_as(anna.pk):
        actions.approve(letter.pk, by=anna, now=clock.now())
        Letter.objects.filter(pk=letter.pk).update(state=Letter.State.CLAIMED, claimed_by="a worker")
        with pytest.raises(Refused, match="not_waiting"):
            actions.take_back(letter.pk, by=anna, now=clock.now())
    with acting_for("test"):
        assert not actions.withdraw(letter.pk, why="facts_changed", now=clock.now())


def test_what_was_withdrawn_after_a_yes_does_not_come_back(letter, anna):
    with acting_as(anna.pk):
        actions.approve(letter.pk, by=anna, now=clock.now())
        assert actions.withdraw(letter.pk, why="facts_changed", now=clock.now())
        with pytest.raises(Refused, match="not_waiting"):
            actions.take_back(letter.pk, by=anna, now=clock.now())


def test_a_stranger_finds_no_letter(letter, mark):
    with acting_as(mark.pk):
        assert access.letters([letter.pk]) == {}
        for verb in (actions.approve, actions.refuse, actions.take_back):
            with pytest.raises(NotHere):
                verb(letter.pk, by=mark, now=clock.now())
        with pytest.raises(NotHere):
            access.letter(letter.pk)
    assert state(letter) == "waiting"


def test_the_clients_hour_is_on_their_own_clock():
    assert rules.at_hour(date(2026, 11, 24), time(9), ZoneInfo("Asia/Tokyo")) == datetime(2026, 11, 24, tzinfo=UTC)
