"""The plan of a day as a concierge would read it aloud, and what must always hold."""

import time as stopwatch
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise, permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from butler.requests.rules.plan import plan_day
from butler.requests.rules.planned import Because, Day, DayPlan, Item, Span, Work

MOSCOW = ZoneInfo("Europe/Moscow")
WAY = 40  # minutes between any two places


def at(clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, 24, hour, minute, tzinfo=MOSCOW)


def span(words: str, place: str = "") -> Span:
    start, end = words.split("-")
    return Span(at(start), at(end), place)


USUAL = Day((span("9:00-13:00"), span("14:00-18:00")), travel=lambda one, other: WAY)


def read(plan: DayPlan) -> list[str]:
    """09:00 tickets, 10:30 florist; and at last: no: gift full."""
    planned = [f"{item.starts_at.astimezone(MOSCOW):%-H:%M} {item.id}" for item in plan.items]
    return planned + [f"no: {left.id} {left.why.code}" for left in plan.left]


TICKETS = Work("tickets", 90, 80, due_at=at("12:00"), no_return_at=at("19:00"))
FLORIST = Work("florist", 15, 60, due_at=at("17:00"), phone=((at("15:00"), at("17:00")),))
GIFT = Work("gift", 60, 50)
CALL = Work("call", 20, 70, must_start_at=at("10:00"))
LETTER = Work("letter", 30, 55)


@pytest.mark.parametrize(
    ("case", "works", "fixed", "now", "said"),
    [
        ("the deadline first, then by weight", [GIFT, LETTER, TICKETS], (), "8:00",
         ["9:00 tickets", "10:30 letter", "11:00 gift"]),
        ("what begins at ten begins at ten, and the rest flows around it", [TICKETS, CALL, GIFT], (), "9:00",
         ["9:00 gift", "10:00 call", "10:20 tickets"]),
        ("the florist answers from three", [FLORIST, GIFT], (), "9:00", ["9:00 gift", "15:00 florist"]),
        ("nobody answers after five", [FLORIST, GIFT], (), "17:05", ["no: florist no_call", "no: gift full"]),
        ("lunch is lunch", [replace(GIFT, minutes=180), replace(LETTER, minutes=90)], (), "9:00",
         ["9:00 letter", "14:00 gift"]),
        ("a meeting across town takes its way too", [replace(GIFT, place="shop"), LETTER],
         (span("11:00-12:00", "museum"),), "9:00", ["9:00 letter", "14:40 gift"]),
        ("a promise that was broken is made good first", [replace(LETTER, due_at=at("8:30")), GIFT], (), "9:00",
         ["9:00 letter", "9:30 gift"]),
        ("the train has left", [replace(GIFT, no_return_at=at("9:00")), LETTER], (), "9:00",
         ["9:00 letter", "no: gift gone"]),
        ("too much for the day: the light one stays", [Work("inventory", 225, 40), replace(GIFT, minutes=60)], (),
         "14:00", ["14:00 gift", "no: inventory full"]),
        ("two hours cannot be found before the shop closes",
         [Work("shop", 120, 90, no_return_at=at("10:30")), LETTER], (), "9:00",
         ["9:00 letter", "no: shop no_stretch"]),
        ("the lighter promise gives way, and is kept late",
         [Work("light", 60, 10, due_at=at("10:00")), Work("heavy", 60, 90, due_at=at("10:30"))], (), "9:00",
         ["9:00 heavy", "10:00 light"]),
        ("two at one hour: the weightier", [CALL, replace(LETTER, must_start_at=at("10:10"))], (), "9:00",
         ["10:00 call", "no: letter taken"]),
        ("the shift is over", [GIFT], (), "18:00", ["no: gift no_shift"]),
        ("tomorrow's hour is not today's", [replace(CALL, must_start_at=at("20:00"))], (), "9:00",
         ["no: call another_day"]),
        ("eight hours of archive: half a day of it", [Work("archive", 480, 30)], (), "9:00", ["9:00 archive"]),
    ],
    ids=lambda value: value.replace(" ", "_") if isinstance(value, str) and len(value) > 6 else "",
)  # fmt: skip
def test_the_plan_reads(case, works, fixed, now, said):
    assert read(plan_day(works, replace(USUAL, fixed=fixed), at(now))) == said


def test_the_way_back_from_the_shop_is_kept_free():
    plan = plan_day([replace(GIFT, place="shop")], replace(USUAL, fixed=(span("10:30-11:00", "museum"),)), at("9:00"))
    assert read(plan) == ["11:40 gift"]  # 10:00 at the shop would be 10:40 at the museum
    assert plan.items[0].why[-1].minutes == WAY


def test_work_that_is_under_way_is_not_moved():
    earlier = (Item("gift", at("10:00"), at("11:00")),)
    plan = plan_day([GIFT, replace(LETTER, weight=99)], USUAL, at("10:30"), earlier)
    assert read(plan) == ["10:00 gift", "11:00 letter"]
    assert plan.items[0].why[0].code == Because.UNDER_WAY


def test_a_little_more_weight_does_not_turn_the_plan_over_but_much_does():
    earlier = (Item("gift", at("9:30"), at("10:30")), Item("letter", at("10:30"), at("11:00")))
    orders = [
        [item.id for item in plan_day([GIFT, replace(LETTER, weight=weight)], USUAL, at("9:00"), earlier).items]
        for weight in (60, 65, 66)
    ]
    assert orders == [["gift", "letter"], ["gift", "letter"], ["letter", "gift"]]


def test_a_new_ask_goes_where_there_is_room_and_nothing_that_stands_moves():
    earlier = (Item("letter", at("9:30"), at("10:00")), Item("gift", at("10:00"), at("11:00")))
    plan = plan_day([GIFT, LETTER, Work("new", 45, 53)], USUAL, at("9:00"), earlier)
    assert read(plan) == ["9:30 letter", "10:00 gift", "11:00 new"]


def test_what_is_done_early_leaves_room_and_pulls_nothing_forward():
    earlier = (Item("letter", at("9:30"), at("10:00")), Item("gift", at("10:00"), at("11:00")))
    assert read(plan_day([GIFT], USUAL, at("9:30"), earlier)) == ["10:00 gift"]


def test_a_deadline_that_finds_no_room_moves_the_lightest_and_nothing_else():
    tea = Work("tea", 30, 40)
    hours = {"letter": ("9:00", "9:30"), "gift": ("9:30", "10:30"), "tea": ("10:30", "11:00")}
    earlier = tuple(Item(id, at(starts), at(ends)) for id, (starts, ends) in hours.items())
    urgent = Work("urgent", 30, 70, due_at=at("11:00"))
    plan = plan_day([GIFT, LETTER, tea, urgent], USUAL, at("9:00"), earlier)
    assert read(plan) == ["9:00 letter", "9:30 gift", "10:30 urgent", "11:00 tea"]


def test_a_meeting_moves_only_what_lies_under_it():
    earlier = plan_day([GIFT, LETTER, FLORIST], USUAL, at("9:00")).items
    day = replace(USUAL, fixed=(span("9:10-9:20"),))
    plan = plan_day([GIFT, LETTER, FLORIST], day, at("9:00"), earlier)
    assert read(plan) == ["9:30 gift", "10:30 letter", "15:00 florist"]


def test_a_promise_that_was_not_kept_at_its_hour_goes_before_what_can_wait():
    earlier = (Item("letter", at("8:00"), at("8:30")), Item("gift", at("9:00"), at("10:00")))
    plan = plan_day([GIFT, replace(LETTER, due_at=at("8:30"))], USUAL, at("8:50"), earlier)
    assert read(plan) == ["9:00 letter", "9:30 gift"]


minutes = st.integers(0, 13 * 60).map(lambda gone: at("7:00") + timedelta(minutes=gone))
some_works = st.lists(
    st.builds(
        Work,
        st.uuids().map(str),
        st.integers(0, 300),
        st.integers(0, 500),
        due_at=st.none() | minutes,
        no_return_at=st.none() | minutes,
        must_start_at=st.none() | minutes,
        place=st.sampled_from(["", "", "shop", "museum"]),
        phone=st.none() | st.tuples(st.tuples(minutes, minutes)),
    ),
    max_size=12,
    unique_by=lambda work: work.id,
)
some_days = st.builds(
    lambda fixed: replace(
        USUAL, fixed=tuple(Span(start, start + timedelta(minutes=40), place) for start, place in fixed)
    ),
    st.lists(st.tuples(minutes, st.sampled_from(["", "shop", "office"])), max_size=3),
)


@given(some_works, some_days, minutes, minutes)
@settings(max_examples=150)
def test_whatever_comes_the_plan_can_be_kept(works, day, now, before):
    earlier = plan_day(works[::2], day, min(before, now)).items
    plan = plan_day(works, day, now, earlier)
    by_id = {work.id: work for work in works}

    assert sorted([item.id for item in plan.items] + [left.id for left in plan.left]) == sorted(by_id)
    busy = sorted([(item.starts_at, item.ends_at) for item in plan.items])
    for (_, ends), (starts, _) in pairwise(busy):
        assert ends <= starts
    for item in plan.items:
        work = by_id[item.id]
        assert any(s.starts_at <= item.starts_at and item.ends_at <= s.ends_at for s in day.openings)
        assert not any(item.starts_at < s.ends_at and s.starts_at < item.ends_at for s in day.fixed)
        assert work.no_return_at is None or item.ends_at <= work.no_return_at
        assert item.ends_at > now
    assert plan_day(reversed(works), day, now, earlier) == plan


@given(some_works, some_days, minutes)
@settings(max_examples=100)
def test_asked_again_with_its_own_plan_it_says_the_same(works, day, now):
    works = [replace(work, place="") for work in works]  # ways depend on who stands next to whom
    plan = plan_day(works, day, now)
    again = plan_day(works, day, now, plan.items)
    placed = [(item.id, item.starts_at) for item in plan.items]
    assert [(item.id, item.starts_at) for item in again.items] == placed


@given(some_works, some_works, some_days, minutes, minutes, st.none() | minutes)
@settings(max_examples=120)
def test_what_did_not_have_to_move_does_not_move(works, new, day, before, now, meeting):
    """Whatever comes, goes, or is laid over it: who moved has lost their hour, or goes up by right."""
    works, new = ([replace(work, place="") for work in some] for some in (works, new))  # ways depend on neighbours
    earlier = plan_day(works, day, min(before, now)).items
    if meeting:
        day = replace(day, fixed=(*day.fixed, Span(meeting, meeting + timedelta(minutes=30))))
    known = {work.id for work in works}
    works = works[:-1] + [work for work in new if work.id not in known]
    plan = plan_day(works, day, now, earlier)

    by_id, starts = {work.id: work for work in works}, {item.id: item.starts_at for item in plan.items}
    for item in earlier:
        moved_to, work = starts.get(item.id), by_id.get(item.id)
        if work is None or moved_to is None or work.must_start_at or item.starts_at < now:
            continue
        goes_up = moved_to < item.starts_at and _hurries(item, work, earlier, by_id, day)
        assert moved_to == item.starts_at or goes_up or _has_lost_its_hour(item, work, plan, day, now)


def _has_lost_its_hour(item, work, plan, day, now) -> bool:
    others = [(each.starts_at, each.ends_at) for each in plan.items if each.id != item.id]
    taken = others + [(each.starts_at, each.ends_at) for each in day.fixed]
    is_late = work.due_at is not None and now < work.due_at < item.ends_at
    return is_late or any(starts < item.ends_at and item.starts_at < ends for starts, ends in taken)


def _hurries(item, work, earlier, by_id, day) -> bool:
    ends = max(each.ends_at for each in day.openings)
    deadlines = [moment for moment in (work.due_at, work.no_return_at) if moment]
    before = [by_id[each.id] for each in earlier if each.id in by_id and each.starts_at < item.starts_at]
    return any(moment <= ends for moment in deadlines) or any(each.weight + 15 < work.weight for each in before)


some_deadlines = st.lists(st.tuples(st.integers(1, 12), st.integers(1, 40)), max_size=5)  # in grids of five minutes


@given(some_deadlines)
@settings(max_examples=100)
def test_when_all_points_of_no_return_can_be_met_they_are(lengths):
    nine = at("9:00")
    works = [
        Work(str(number), 5 * length, number, no_return_at=nine + timedelta(minutes=5 * until))
        for number, (length, until) in enumerate(lengths)
    ]
    possible = any(_kept(order, nine) for order in permutations(works))
    plan = plan_day(works, replace(USUAL, openings=(span("9:00-18:00"),)), nine)
    assert possible == (not plan.left)


def _kept(order, start) -> bool:
    for work in order:
        start += timedelta(minutes=work.minutes)
        if start > work.no_return_at:
            return False
    return True


def test_a_house_of_five_hundred_is_planned_within_two_seconds():
    start = datetime(2026, 11, 24, 6, tzinfo=UTC)
    works = [
        Work(f"{number:02}", 20 + number % 5 * 10, number * 7 % 97,
             due_at=start + timedelta(minutes=30 * (number * 11 % 37)) if number % 2 else None)
        for number in range(40)
    ]  # fmt: skip
    began = stopwatch.process_time()
    for _ in range(50):
        plan_day(works, USUAL, start)
    assert (stopwatch.process_time() - began) * 10 < 2
