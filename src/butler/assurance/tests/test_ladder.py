"""When a supplier is asked again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.assurance.rules import ladder as rule
from butler.assurance.rules.ladder import Coming, Rung, Step
from butler.bookings.rules import Proof

MOSCOW = ZoneInfo("Europe/Moscow")
EIGHT_TONIGHT = datetime(2026, 12, 18, 20, 0, tzinfo=MOSCOW)
LONG_AGO = EIGHT_TONIGHT - timedelta(days=20)
THREE_DAYS, DAY, EVENING, HOURS = Rung.THREE_DAYS, Rung.DAY, Rung.EVENING, Rung.HOURS


def coming(importance: int = 2, reliability: int = 80, **more) -> Coming:
    told = {"proof": Proof.MAIL, "told_at": LONG_AGO} | more
    return Coming(told.pop("kind", "restaurant"), told.pop("starts_at", EIGHT_TONIGHT), importance, reliability,
                  told.pop("wanted_at", LONG_AGO), **told)  # fmt: skip


def always(moment: datetime) -> bool:
    return True


def from_eight_to_ten(moment: datetime) -> bool:
    return 8 <= moment.astimezone(MOSCOW).hour < 22


def rungs(*args, is_open=always, **more) -> list[Rung]:
    return [step.rung for step in rule.ladder(coming(*args, **more), MOSCOW, is_open)]


@pytest.mark.parametrize(
    ("importance", "reliability", "asked_at"),
    [
        (0, 95, []),  # a courier who never fails
        (1, 95, [DAY]),
        (1, 75, [DAY, HOURS]),
        (2, 95, [DAY, HOURS]),
        (3, 95, [THREE_DAYS, DAY, HOURS]),
        (1, 40, [DAY, HOURS]),  # the evening round is within three hours of the day before: one question
        (3, 40, [THREE_DAYS, DAY, HOURS]),
    ],
)
def test_the_more_it_weighs_and_the_less_they_are_to_be_relied_on_the_more_often(importance, reliability, asked_at):
    asked = rungs(importance, reliability, starts_at=EIGHT_TONIGHT)
    assert [rung if rung != EVENING else DAY for rung in asked] == asked_at


def test_a_lunch_of_a_shaky_house_has_a_round_of_its_own_on_the_evening_before():
    assert rungs(3, 40, starts_at=EIGHT_TONIGHT.replace(hour=13)) == [THREE_DAYS, DAY, EVENING, HOURS]


def test_what_nothing_proves_is_asked_about_even_of_the_steadiest():
    assert HOURS in rungs(0, 99, proof=None, told_at=None)


@pytest.mark.parametrize(
    ("kind", "proof"), [("tickets", Proof.PASS), ("flight", Proof.REFERENCE), ("hotel", Proof.PASS)]
)
def test_a_ticket_is_the_thing_itself(kind, proof):
    assert rungs(3, 40, kind=kind, proof=proof) == []


def test_a_rung_at_night_is_asked_on_the_evening_before():
    early = EIGHT_TONIGHT.replace(hour=7)
    steps = rule.ladder(coming(3, 95, starts_at=early), MOSCOW, from_eight_to_ten)
    assert all(from_eight_to_ten(step.at) for step in steps)
    assert steps[-1].at.astimezone(MOSCOW).strftime("%d %H:%M") == "17 21:00"


def test_who_is_not_steady_is_asked_an_hour_earlier_so_that_somebody_telephones_at_three():
    last = rule.ladder(coming(3, 70), MOSCOW, always)[-1]
    assert last.at == EIGHT_TONIGHT - timedelta(hours=4)
    assert rule.answer_by(HOURS, last.at, coming(3, 70), always) <= EIGHT_TONIGHT - timedelta(hours=3)


@pytest.mark.parametrize(
    ("told_before", "is_due"), [(timedelta(days=20), True), (timedelta(hours=8), True), (timedelta(hours=4), False)]
)
def test_a_yes_of_a_short_while_ago_is_enough(told_before, is_due):
    promise = coming(3, 95, told_at=EIGHT_TONIGHT - timedelta(hours=1) - told_before)
    now = EIGHT_TONIGHT - timedelta(hours=3)
    found = rule.due(promise, rule.ladder(promise, MOSCOW, always), {"day", "three_days"}, now, always)
    assert (found is not None) == is_due


def test_a_rung_that_was_slept_through_is_not_made_up_for():
    promise = coming(3, 95)
    steps = rule.ladder(promise, MOSCOW, always)
    found = rule.due(promise, steps, (), EIGHT_TONIGHT - timedelta(hours=2, minutes=30), always)
    assert found == steps[-1]
    assert rule.due(promise, steps, {"hours"}, EIGHT_TONIGHT - timedelta(hours=2, minutes=30), always) is None


def test_what_was_wanted_a_moment_ago_is_left_to_whoever_wanted_it():
    at_noon = EIGHT_TONIGHT.replace(hour=18)
    promise = coming(1, 75, proof=None, told_at=None, wanted_at=at_noon)
    steps = rule.ladder(promise, MOSCOW, always)
    assert rule.due(promise, steps, (), at_noon + timedelta(minutes=5), always) is None


SILENCE = [
    (timedelta(minutes=10), 0, False),  # the call is not late yet
    (timedelta(minutes=50), 0, True),
    (timedelta(minutes=10), 2, True),  # nobody takes the call, twice
]


@pytest.mark.parametrize(("after", "calls", "alarms"), SILENCE)
def test_a_lead_hears_of_silence_only_when_no_later_rung_can_help(after, calls, alarms):
    promise = coming(3, 95)
    steps = rule.ladder(promise, MOSCOW, always)
    asked = steps[-1].at
    assert (
        rule.is_alarming(promise, steps, call_until=asked + timedelta(minutes=40), calls=calls, now=asked + after)
        == alarms
    )
    assert not rule.is_alarming(promise, steps, call_until=steps[0].at, calls=2, now=steps[0].at + after)


YEAR = (datetime(2026, 3, 1), datetime(2027, 3, 1))  # noqa: DTZ001 - hypothesis adds the zone
promises = st.builds(
    Coming, kind=st.sampled_from(["restaurant", "hotel", "beauty"]),
    starts_at=st.datetimes(*YEAR, timezones=st.just(UTC)),
    importance=st.integers(0, 3), reliability=st.integers(0, 100), wanted_at=st.just(LONG_AGO - timedelta(days=400)),
    proof=st.sampled_from([None, Proof.MAIL, Proof.CALL]), told_at=st.none(),
)  # fmt: skip


@given(promises)
def test_rungs_go_up_before_it_begins_in_open_hours_and_apart(promise):
    steps = rule.ladder(promise, MOSCOW, from_eight_to_ten)
    assert all(step.at < promise.starts_at and from_eight_to_ten(step.at) for step in steps)
    assert all(later.at - sooner.at >= rule.APART for sooner, later in pairwise(steps))
    assert len({step.rung for step in steps}) == len(steps)


@given(promises, st.integers(0, 100))
def test_less_reliable_is_never_asked_less(promise, other):
    worse, better = sorted((promise.reliability, other))
    of = lambda reliability: set(rule._wanted(replace(promise, reliability=reliability)))  # noqa: E731
    assert of(better) <= of(worse)


@given(promises, st.sampled_from(list(Rung)), st.integers(0, 200))
def test_an_answer_is_awaited_from_now_on_and_never_past_the_point_of_no_return(promise, rung, hours_before):
    asked = promise.starts_at - timedelta(hours=hours_before)
    until = rule.answer_by(rung, asked, promise, from_eight_to_ten)
    assert until >= asked
    assert until <= max(asked, promise.no_return_at)
    assert rule.call_by(rung, until, promise) >= until


def test_there_is_nothing_to_ask_when_it_is_too_late():
    promise = coming(3, 40)
    assert rule.due(promise, (Step(HOURS, EIGHT_TONIGHT - timedelta(hours=4)),), (), EIGHT_TONIGHT, always) is None
