"""When a booking counts as confirmed, as the desk would read it aloud."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.bookings import models
from butler.bookings.rules import SHELF_LIFE, STRENGTH, Evidence, Facts, Proof, State, state_of, strongest

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
TONIGHT = NOW + timedelta(hours=6)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def told(kind: str, ago: timedelta = HOUR, good_for: timedelta | None = None, number: int = 1) -> Evidence:
    return Evidence(UUID(int=number), Proof(kind), NOW - ago, good_for and NOW + good_for)


@pytest.mark.parametrize(
    ("what_we_have", "state"),
    [
        ((), State.WANTED),
        ((told("reference"),), State.CONFIRMED),
        ((told("mail"),), State.CONFIRMED),
        ((told("answer_page"),), State.CONFIRMED),
        ((told("pass", ago=300 * DAY),), State.CONFIRMED),  # a ticket bought long ago is a ticket
        ((told("call"),), State.CONFIRMED),
        ((told("call", ago=8 * DAY),), State.UNPROVEN),  # what a voice said a week ago
        ((told("mail", ago=61 * DAY),), State.UNPROVEN),
        ((told("mail", good_for=-HOUR),), State.UNPROVEN),  # they said until when, and it is over
        ((told("mail", ago=61 * DAY, good_for=DAY),), State.CONFIRMED),  # they said until when, and it is not
        ((told("word"),), State.UNPROVEN),  # "provisionally yes"
        ((told("word", good_for=9 * DAY),), State.UNPROVEN),  # a word proves nothing, whatever it says
        ((told("word"), told("call")), State.CONFIRMED),
        ((told("mail", ago=-HOUR),), State.UNPROVEN),  # not arrived yet
    ],
)
def test_only_evidence_that_stands_confirms(what_we_have, state):
    assert state_of(Facts(TONIGHT, evidence=what_we_have), NOW).state == state


@pytest.mark.parametrize(
    ("held_for", "what_we_have", "state"),
    [
        (timedelta(hours=2), (), State.HELD),
        (None, (), State.HELD),
        (timedelta(0), (), State.UNPROVEN),  # the hold ran out
        (timedelta(hours=2), (told("word"),), State.HELD),
        (timedelta(0), (told("reference"),), State.CONFIRMED),
    ],
)
def test_a_hold_is_not_a_proof_and_runs_out(held_for, what_we_have, state):
    until = None if held_for is None else NOW + held_for
    facts = Facts(TONIGHT, held_at=NOW - DAY, hold_until=until, evidence=what_we_have)
    assert state_of(facts, NOW).state == state


@pytest.mark.parametrize(
    ("ended", "what_we_have", "state"),
    [
        (HOUR, (told("reference"),), State.DONE),
        (HOUR, (told("word"),), State.DONE),
        (HOUR, (), State.WANTED),  # nobody ever promised it: it did not take place
        (-HOUR, (told("reference"),), State.CONFIRMED),  # they are at table
    ],
)
def test_what_is_over_is_done(ended, what_we_have, state):
    facts = Facts(NOW - 3 * HOUR, NOW - ended, evidence=what_we_have)
    assert state_of(facts, NOW).state == state


def test_cancelled_stays_cancelled_whatever_comes():
    facts = Facts(TONIGHT, cancelled_at=NOW - HOUR, evidence=(told("pass"),))
    assert state_of(facts, NOW).state == state_of(facts, TONIGHT + DAY).state == State.CANCELLED


def test_the_strongest_that_stands_proves_and_of_equals_the_last():
    call, mail, newer = told("call", number=1), told("mail", 2 * HOUR, number=2), told("mail", HOUR, number=3)
    stale = told("reference", 200 * DAY, number=4)
    assert strongest((call, mail, newer, stale), NOW) == newer
    assert strongest((stale,), NOW) is None


def test_time_alone_is_foreseen():
    facts = Facts(NOW + 30 * DAY, evidence=(told("call", DAY), told("word")))
    standing = state_of(facts, NOW)
    assert standing.changes_at == NOW - DAY + 7 * DAY
    assert state_of(facts, standing.changes_at).state == State.UNPROVEN


def test_rules_and_tables_use_the_same_words():
    assert {each.value for each in State} == set(models.State.values)
    assert {each.value for each in Proof} == set(models.Evidence.Kind.values) == set(STRENGTH) == set(SHELF_LIFE)


ago = st.timedeltas(timedelta(days=-300), timedelta(days=300))
moment = ago.map(lambda gone: NOW - gone)
evidence = st.builds(Evidence, st.uuids(), st.sampled_from(Proof), moment, st.none() | moment)
facts = st.builds(
    Facts, moment, st.none(), st.none() | moment, st.none() | moment, st.none() | moment,
    st.lists(evidence, max_size=5).map(tuple),
)  # fmt: skip


@given(facts, moment)
def test_there_is_no_confirmed_without_evidence_that_stands(facts, now):
    standing = state_of(facts, now)
    if standing.state == State.CONFIRMED:
        (proof,) = [each for each in facts.evidence if each.id == standing.proven_by]
        assert proof.kind != Proof.WORD
        assert proof.received_at <= now
        assert proof.stale_at is None or now < proof.stale_at


@given(facts, moment, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_nothing_changes_by_itself_before_the_foreseen_moment(facts, now, later):
    standing = state_of(facts, now)
    known = Facts(**{**vars(facts), "evidence": tuple(each for each in facts.evidence if each.received_at <= now)})
    then = now + later
    if standing.changes_at is None or then < standing.changes_at:
        assert state_of(known, then).state == state_of(known, now).state
