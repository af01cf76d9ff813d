"""The score of a task, as the desk would read it aloud, and what must always hold."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from butler.requests import models
from butler.requests.rules import (
    URGENT,
    Facts,
    Hours,
    Quadrant,
    Reason,
    Why,
    becomes_urgent_at,
    first_answer_by,
    importance,
    score,
    stands,
    urgency,
)
from butler.requests.tests.calendars import hours, moments

MOSCOW = ZoneInfo("Europe/Moscow")
HOUSE = Hours(time(8), time(21), MOSCOW)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def at(clock: str, day: int = 24) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("now", "promised", "no_return", "effort", "expected"),
    [
        ("14:03", "16:00", "19:00", 90, 95),  # two tickets for tonight: half an hour to spare
        ("14:03", "15:00", None, 20, 93),
        ("14:03", None, "18:30", 20, 59),  # just over four hours to spare
        ("14:03", None, "21:00", 20, 50),
        ("9:00", None, "21:00", 20, 34),
        ("16:01", "16:00", None, 20, 100),  # the promise is broken
        ("14:03", None, None, 20, 0),  # nobody waits
        ("22:30", None, "23:30", 20, 100),  # the house is closed and the curtain rises: at once
    ],
)
def test_the_less_time_is_left_the_more_urgent(now, promised, no_return, effort, expected):
    facts = Facts(promised and at(promised), no_return and at(no_return), effort * MINUTE)
    assert urgency(facts, HOUSE, at(now)) == expected


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (Facts(cost_of_failure=0), 20),
        (Facts(cost_of_failure=2), 50),
        (Facts(cost_of_failure=2, is_promised=True), 65),
        (Facts(cost_of_failure=3), 65),  # what cannot be made good is important for everybody
        (Facts(cost_of_failure=0, is_key_client=True), 45),
        (Facts(cost_of_failure=1, is_key_client=True), 60),
        (Facts(cost_of_failure=0, is_key_client=True, is_promised=True), 60),
        (Facts(cost_of_failure=3, is_key_client=True, is_for_occasion=True, is_promised=True), 100),
    ],
)
def test_what_is_lost_when_it_fails_makes_it_important(case, expected):
    assert importance(case) == expected


@pytest.mark.parametrize(
    ("facts", "quadrant"),
    [
        (Facts(at("16:00"), cost_of_failure=2, is_promised=True), Quadrant.NOW),
        (Facts(at("16:00", 27), cost_of_failure=2, is_promised=True), Quadrant.PLAN),
        (Facts(at("16:00"), cost_of_failure=1), Quadrant.HAND_OVER),
        (Facts(cost_of_failure=1), Quadrant.LATER),
    ],
)
def test_two_scores_make_four_places(facts, quadrant):
    assert score(facts, HOUSE, at("14:03")).quadrant == quadrant


@pytest.mark.parametrize(
    ("clock_at", "takes", "expected"),
    [
        (None, 0, 34),  # only the evening presses
        ("11:05", 5, 80),  # the client waits for a word: five minutes of work, two hours to spare
        ("11:00", 120, 100),  # options that take two hours to find
        ("20:59", 20, 34),  # a clock that runs out with the evening changes nothing
    ],
)
def test_the_nearest_of_clock_and_point_of_no_return_presses(clock_at, takes, expected):
    facts = Facts(no_return_at=at("21:00"), clock_at=clock_at and at(clock_at), clock_takes=takes * MINUTE)
    assert urgency(facts, HOUSE, at("9:00")) == expected


def test_the_clock_and_what_cannot_be_late_are_said_by_name():
    facts = Facts(no_return_at=at("19:00"), no_return="curtain", clock_at=at("15:00"), clock="options")
    found = score(facts, HOUSE, at("14:03"))
    assert found.reasons[:2] == (
        Reason(Why.CLOCK, at("15:00"), kind="options"), Reason(Why.NO_RETURN, at("19:00"), kind="curtain"),
    )  # fmt: skip
    assert found.becomes_urgent_at == at("11:00")
    assert score(facts, HOUSE, at("15:01")).reasons[0] == Reason(Why.RAN_OUT, at("15:00"), kind="options")


def test_every_score_says_why():
    facts = Facts(at("16:00"), at("19:00"), 90 * MINUTE, cost_of_failure=3, is_key_client=True, is_promised=True)
    assert score(facts, HOUSE, at("14:03")).reasons == (
        Reason(Why.PROMISED, at("16:00")),
        Reason(Why.NO_RETURN, at("19:00")),
        Reason(Why.START_BY, at("14:30"), 90),
        Reason(Why.KEY_CLIENT),
        Reason(Why.COST, number=3),
        Reason(Why.PROMISE),
    )
    late = score(facts, HOUSE, at("19:01"))
    assert [reason.code for reason in late.reasons[:2]] == [Why.OVERDUE, Why.GONE]
    assert score(Facts(), HOUSE, at("14:03")).reasons[0].code == Why.NO_DATE


@pytest.mark.parametrize(
    ("promised", "effort", "urgent"),
    [
        (at("19:00"), 80, at("13:40")),
        (
            at("10:00", 25),
            60,
            at("18:00"),
        ),  # the night does not count
        (at("12:00", 25), 0, at("21:00")),  # exactly at closing time the evening before
        (at("3:00", 25), 30, at("16:30")),  # a flight at three at night
    ],
)
def test_it_becomes_urgent_at(promised, effort, urgent):
    assert becomes_urgent_at(Facts(promised, effort=effort * MINUTE), HOUSE) == urgent


def test_a_request_without_a_date_is_answered_within_two_hours_of_work():
    assert first_answer_by(HOUSE, at("14:00")) == at("16:00")
    assert first_answer_by(HOUSE, at("20:30")) == at("9:30", 25)
    assert first_answer_by(HOUSE, at("3:00")) == at("10:00")


@pytest.mark.parametrize(
    ("moved_to", "until", "holds"),
    [(None, None, False), (2, None, True), (2, at("15:00"), True), (2, at("14:00"), False), (2, at("13:00"), False)],
)
def test_a_persons_choice_holds_until_its_moment(moved_to, until, holds):
    assert stands(moved_to, until, at("14:00")) is holds


def test_rules_and_tables_use_the_same_four_places():
    assert [(each.value, each.name) for each in Quadrant] == [(each.value, each.name) for each in models.Quadrant]


any_facts = st.builds(
    Facts,
    due_at=st.none() | moments,
    no_return_at=st.none() | moments,
    effort=st.integers(0, 600).map(lambda minutes: minutes * MINUTE),
    cost_of_failure=st.integers(0, 3),
    is_key_client=st.booleans(),
    is_for_occasion=st.booleans(),
    is_promised=st.booleans(),
)


@given(any_facts, hours, moments, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_less_time_never_lowers_urgency(facts, house, now, later):
    assert urgency(facts, house, now) <= urgency(facts, house, now + later)


@given(any_facts.filter(lambda facts: facts.due_at), hours, moments, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_an_earlier_promise_never_lowers_urgency(facts, house, now, earlier):
    assert facts.due_at
    sooner = Facts(facts.due_at - earlier, facts.no_return_at, facts.effort)
    assert urgency(sooner, house, now) >= urgency(facts, house, now)


@given(any_facts, hours)
@example(Facts(at("12:00", 25), effort=timedelta(0)), HOUSE)
@example(Facts(datetime(2026, 3, 29, 9, tzinfo=UTC)), Hours(time(8), time(21), ZoneInfo("Europe/Berlin")))
def test_at_that_moment_it_is_urgent_and_a_minute_before_it_is_not(facts, house):
    moment = becomes_urgent_at(facts, house)
    assume(moment is not None)
    assert moment
    assert urgency(facts, house, moment) >= URGENT
    assert urgency(facts, house, moment - MINUTE) < URGENT


@given(any_facts, hours, moments)
def test_a_score_is_a_share_and_always_explained(facts, house, now):
    found = score(facts, house, now)
    assert 0 <= found.urgency <= 100
    assert 0 <= found.importance <= 100
    assert found.reasons
    assert found.is_urgent == (found.becomes_urgent_at is not None and found.becomes_urgent_at <= now)
