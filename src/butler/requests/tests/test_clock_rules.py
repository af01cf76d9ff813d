"""The clocks of a request, as a lead would read them aloud, and what must always hold."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from butler.requests.rules import Holidays, Hours, Shift, State
from butler.requests.rules.clocks import Clock, ClockKind, Course, Gap, Outcome, clocks, running
from butler.requests.rules.terms import FIRST, LEAST, MOST, Terms, is_allowed, terms_of
from butler.requests.tests.calendars import hours as houses
from butler.requests.tests.calendars import moments

MOSCOW = ZoneInfo("Europe/Moscow")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LUNCH = (time(13), time(14))
WEEK = (*[Shift(time(9), time(18), LUNCH)] * 5, None, None)
OFFICE = Hours(time(9), time(18), MOSCOW, week=WEEK, holidays=Holidays.CLOSED)
TERMS = Terms(HOUR, 4 * HOUR, 8 * HOUR, 8 * HOUR)


def at(clock: str, day: int = 24, month: int = 11) -> datetime:
    """A moment of 2026; 24 November is a Tuesday."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, month, day, hour, minute, tzinfo=MOSCOW)


def asked(when: datetime, *steps: tuple[datetime, State], **more) -> Course:
    return Course(when, ((when, State.NEW), *steps), **more)


def of(kind: ClockKind, course: Course, now: datetime, house: Hours = OFFICE) -> list[Clock]:
    return [clock for clock in clocks(course, TERMS, house, now) if clock.kind == kind]


def said(clock: Clock) -> tuple[int, str]:
    return clock.used // MINUTE, str(clock.outcome)


@pytest.mark.parametrize(
    ("asked_at", "now", "used", "due_at"),
    [
        (at("10:00"), at("10:35"), 35, at("11:00")),  # an hour of work to answer
        (at("12:30"), at("14:10"), 40, at("14:30")),  # lunch does not count
        (at("17:30"), at("8:30", 25), 30, at("9:30", 25)),  # nor does the night
        (at("17:45", 27), at("9:30", 30), 45, at("9:45", 30)),  # nor the weekend: Friday to Monday
        (at("17:45", 3), at("9:10", 5), 25, at("9:45", 5)),  # nor 4 November, the day of unity
        (at("3:00"), at("8:00"), 0, at("10:00")),  # written at night
    ],
)
def test_an_answer_counts_the_working_hours_of_the_house(asked_at, now, used, due_at):
    (clock,) = of(ClockKind.ACKNOWLEDGE, asked(asked_at, is_written=True), now)
    assert (clock.used, clock.due_at, clock.outcome) == (used * MINUTE, due_at, Outcome.RUNNING)


def test_the_long_holidays_of_january_do_not_count():
    written = datetime(2026, 12, 30, 17, 30, tzinfo=MOSCOW)
    (clock,) = of(ClockKind.ACKNOWLEDGE, asked(written, is_written=True), datetime(2027, 1, 8, 12, tzinfo=MOSCOW))
    assert clock.used == 30 * MINUTE
    assert clock.due_at == datetime(2027, 1, 11, 9, 30, tzinfo=MOSCOW)


def test_a_pause_is_taken_off():
    course = asked(at("10:00"), (at("10:10"), State.ACCEPTED), pauses=(Gap(at("11:10"), at("15:10")),))
    (options,) = of(ClockKind.OPTIONS, course, at("12:00"))
    assert (options.used, options.due_at, options.is_paused) == (HOUR, at("9:10", 25), True)
    (later,) = of(ClockKind.OPTIONS, course, at("16:10"))
    assert (later.used, later.per_cent, later.is_paused) == (2 * HOUR, 50, False)


def test_a_word_of_ours_answers_and_taking_it_up_does_not_when_the_client_has_written():
    course = asked(at("10:00"), (at("10:05"), State.ACCEPTED), is_written=True, told=(at("10:40"),))
    assert [said(one) for one in of(ClockKind.ACKNOWLEDGE, course, at("12:00"))] == [(40, "kept")]
    silent = asked(at("10:00"), (at("10:05"), State.ACCEPTED), is_written=True)
    assert [said(one) for one in of(ClockKind.ACKNOWLEDGE, silent, at("12:00"))] == [(120, "running")]
    spoken = asked(at("10:00"), (at("10:05"), State.ACCEPTED))  # by telephone: they heard us say so
    assert [said(one) for one in of(ClockKind.ACKNOWLEDGE, spoken, at("12:00"))] == [(5, "kept")]


def test_late_is_missed_and_so_is_what_was_closed_late_without_a_word():
    late = asked(at("10:00"), is_written=True, told=(at("11:01"),))
    assert [said(one) for one in of(ClockKind.ACKNOWLEDGE, late, at("12:00"))] == [(61, "missed")]
    for closed_at, outcome in ((at("10:30"), "dropped"), (at("11:30"), "missed")):
        course = asked(at("10:00"), (closed_at, State.CLOSED), is_written=True)
        assert [one.outcome for one in of(ClockKind.ACKNOWLEDGE, course, at("12:00"))] == [outcome]


def test_what_is_one_with_another_request_counts_there():
    course = asked(
        at("9:00"), (at("9:10"), State.ACCEPTED), (at("17:00"), State.CLOSED), is_written=True, is_merged=True
    )
    assert {one.outcome for one in clocks(course, TERMS, OFFICE, at("17:30"))} == {Outcome.DROPPED}


def test_a_new_word_of_the_client_wants_an_answer_and_a_second_one_does_not_move_the_first():
    course = asked(
        at("9:00"), (at("9:10"), State.ACCEPTED), is_written=True, told=(at("9:20"),), heard=(at("11:00"), at("11:50"))
    )
    first, second = of(ClockKind.ACKNOWLEDGE, course, at("12:00"))
    assert (first.outcome, second.started_at, second.due_at) == (Outcome.KEPT, at("11:00"), at("12:00"))
    assert [one.kind for one in running(course, TERMS, OFFICE, at("12:00"))] == [
        ClockKind.ACKNOWLEDGE, ClockKind.OPTIONS, ClockKind.EXECUTION,
    ]  # fmt: skip


def test_the_next_word_runs_from_the_last_and_rests_while_the_client_thinks():
    course = asked(at("9:00"), (at("9:10"), State.ACCEPTED), is_written=True, told=(at("9:20"), at("11:00")))
    updates = of(ClockKind.UPDATE, course, at("12:00"))
    assert [(one.started_at, one.stopped_at, one.outcome) for one in updates] == [
        (at("9:20"), at("11:00"), Outcome.KEPT), (at("11:00"), None, Outcome.RUNNING),
    ]  # fmt: skip
    shown = Course(course.asked_at, (*course.steps, (at("11:30"), State.OPTIONS)), True, course.told)
    assert ClockKind.UPDATE not in {one.kind for one in running(shown, TERMS, OFFICE, at("12:00"))}


def test_the_turn_of_the_client_is_no_time_of_ours():
    course = asked(at("9:00"), (at("9:00"), State.ACCEPTED), (at("10:00"), State.OPTIONS), (at("16:00"), State.BOOKED))
    (waiting,) = of(ClockKind.EXECUTION, asked(at("9:00"), *course.steps[1:3]), at("12:00"))
    assert (waiting.used, waiting.is_paused) == (HOUR, True)
    (done,) = of(ClockKind.EXECUTION, Course(at("9:00"), (*course.steps, (at("17:00"), State.CONFIRMED))), at("18:00"))
    assert said(done) == (120, "kept")


def test_options_that_the_client_refuses_are_looked_for_anew():
    steps = ((at("9:00"), State.ACCEPTED), (at("10:00"), State.OPTIONS), (at("11:00"), State.ACCEPTED))
    first, again = of(ClockKind.OPTIONS, asked(at("9:00"), *steps), at("12:00"))
    assert (first.outcome, again.outcome, again.started_at) == (Outcome.KEPT, Outcome.RUNNING, at("11:00"))


def test_a_promise_brings_the_options_forward_and_never_back():
    sooner = asked(at("9:00"), (at("9:00"), State.ACCEPTED), promised_at=at("11:00"))
    (clock,) = of(ClockKind.OPTIONS, sooner, at("10:00"))
    assert (clock.due_at, clock.allowed, clock.per_cent, clock.is_promise) == (at("11:00"), 2 * HOUR, 50, True)
    later = asked(at("9:00"), (at("9:00"), State.ACCEPTED), promised_at=at("17:00"))
    (clock,) = of(ClockKind.OPTIONS, later, at("10:00"))
    assert (clock.due_at, clock.is_promise) == (at("13:00"), False)


def test_the_clients_own_zone_plays_no_part():
    house = Hours(time(9), time(18), MOSCOW, week=WEEK, holidays=Holidays.CLOSED)
    new_york = at("10:00").astimezone(ZoneInfo("America/New_York"))
    here, there = (of(ClockKind.ACKNOWLEDGE, asked(one), at("10:30"), house) for one in (at("10:00"), new_york))
    assert [(one.used, one.due_at) for one in here] == [(one.used, one.due_at) for one in there]


def test_a_house_whose_clocks_jump_counts_the_hours_it_works():
    berlin = ZoneInfo("Europe/Berlin")
    house = Hours(time(0), time(6), berlin)
    night = datetime(2026, 3, 29, 0, tzinfo=berlin)  # at two it is three
    (clock,) = of(ClockKind.ACKNOWLEDGE, asked(night), datetime(2026, 3, 29, 4, tzinfo=berlin), house)
    assert clock.used == 3 * HOUR


# What must always hold

kinds = st.sampled_from([State.ACCEPTED, State.OPTIONS, State.APPROVAL, State.BOOKED, State.CONFIRMED, State.CLOSED])
spans = st.timedeltas(MINUTE, timedelta(days=20))
gaps = st.builds(lambda since, length: Gap(since, since + length), moments, spans)


@st.composite
def courses(draw) -> Course:
    """Anything that may happen to a request, in whatever order a house of strange habits does it."""
    start = draw(moments)
    at_ = sorted(start + gone for gone in draw(st.lists(spans, max_size=6)))
    steps = tuple(zip(at_, draw(st.lists(kinds, min_size=len(at_), max_size=len(at_))), strict=True))
    told, heard = (tuple(sorted(start + gone for gone in draw(st.lists(spans, max_size=4)))) for _ in "oi")
    promised = draw(st.none() | spans)
    return Course(
        start, ((start, State.NEW), *steps), draw(st.booleans()), told, heard, tuple(draw(st.lists(gaps, max_size=3))),
        promised and start + promised,
    )  # fmt: skip


@settings(max_examples=40)
@given(courses(), houses, gaps, spans)
def test_a_pause_more_never_makes_a_clock_run_out_sooner(course, house, gap, gone):
    now = course.asked_at + gone
    paused = Course(**{**vars(course), "pauses": (*course.pauses, gap)})
    before = {(one.kind, one.started_at): one for one in clocks(course, TERMS, house, now)}
    after = {(one.kind, one.started_at): one for one in clocks(paused, TERMS, house, now)}
    assert before.keys() == after.keys()
    for key, clock in before.items():
        assert after[key].due_at >= clock.due_at
        assert after[key].used <= clock.used
        assert not (clock.outcome == Outcome.KEPT and after[key].outcome == Outcome.MISSED)


@settings(max_examples=40)
@given(courses(), houses, spans)
def test_a_clock_is_kept_exactly_when_it_stopped_in_time_and_each_begins_once(course, house, gone):
    found = clocks(course, TERMS, house, course.asked_at + gone)
    assert set(running(course, TERMS, house, course.asked_at + gone)) == {one for one in found if one.is_running}
    assert len({(one.kind, one.started_at) for one in found}) == len(found)
    for one in found:
        assert one.due_at >= one.started_at
        assert (one.stopped_at is None) == (one.outcome == Outcome.RUNNING)
        if one.outcome == Outcome.KEPT:
            assert one.used <= one.allowed
        if one.outcome == Outcome.MISSED:
            assert one.used >= one.allowed
            assert one.stopped_at is not None
            assert one.stopped_at > one.due_at
    assert sum(one.kind == ClockKind.ACKNOWLEDGE and one.is_running for one in found) <= 1
    assert not {ClockKind.ACKNOWLEDGE, ClockKind.UPDATE} <= {one.kind for one in found if one.is_running}


@pytest.mark.parametrize(
    ("standing", "category", "minutes"),
    [("key", "restaurant", 60), ("regular", "restaurant", 120), ("regular", "flight", 240), ("key", "tutor", 780)],
)
def test_the_first_terms_of_the_house(standing, category, minutes):
    assert terms_of(standing, category, {}).options == minutes * MINUTE


def test_what_a_lead_has_set_goes_before_and_reaches_what_has_no_terms_of_its_own():
    own = {("regular", ""): Terms(30 * MINUTE), ("key", "restaurant"): Terms(10 * MINUTE)}
    assert terms_of("regular", "flight", own).acknowledge == 30 * MINUTE
    assert terms_of("regular", "restaurant", own).acknowledge == 2 * HOUR
    assert terms_of("key", "restaurant", own).acknowledge == 10 * MINUTE
    assert terms_of("key", "flight", own).acknowledge == HOUR


def test_terms_stay_within_what_a_house_can_keep():
    assert all(is_allowed(terms) for by in FIRST.values() for terms in by.values())
    assert not is_allowed(Terms(acknowledge=None))
    assert not is_allowed(Terms(options=LEAST - MINUTE))
    assert not is_allowed(Terms(update=MOST + MINUTE))
