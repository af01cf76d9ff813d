"""What a new plan has moved and why, as a concierge would be told; and what must always hold."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from butler.requests.rules.moved import Cause, is_worth_telling, moved
from butler.requests.rules.plan import plan_day
from butler.requests.rules.planned import Day, Item, Span, Work
from butler.requests.tests.test_plan_rules import minutes, some_days, some_works

MOSCOW = ZoneInfo("Europe/Moscow")


def at(clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, 24, hour, minute, tzinfo=MOSCOW)


def span(words: str, place: str = "", kind: str = "") -> Span:
    start, end = words.split("-")
    return Span(at(start), at(end), place, kind)


def item(id: str, words: str) -> Item:
    start, end = words.split("-")
    return Item(id, at(start), at(end))


USUAL = Day((span("9:00-13:00"), span("14:00-18:00")), travel=lambda one, other: 40)
FLORIST = Work("florist", 15, 50, phone=((at("10:00"), at("18:00")),))
GIFT = Work("gift", 60, 50)
SHOWN = (item("florist", "14:30-14:45"), item("gift", "15:00-16:00"))
URGENT = Work("urgent", 180, 90, due_at=at("17:10"))


@pytest.mark.parametrize(
    ("case", "works", "day", "now", "told"),
    [
        ("nothing has happened", [FLORIST, GIFT], USUAL, "10:00", []),
        ("a meeting at half past two", [FLORIST, GIFT], replace(USUAL, fixed=(span("14:30-15:00", kind="meeting"),)),
         "14:00", ["florist 14:00 meeting 14:30"]),
        ("a break", [FLORIST, GIFT], replace(USUAL, fixed=(span("14:30-15:20", kind="break"),)), "14:20",
         ["florist 15:20 break 14:30", "gift 15:35 break 14:30"]),
        ("the florist answers from four", [replace(FLORIST, phone=((at("16:00"), at("18:00")),)), GIFT], USUAL, "10:00",
         ["florist 16:00 phone 16:00"]),
        ("something long and urgent comes", [FLORIST, GIFT, URGENT], USUAL, "13:55",
         ["florist 17:00 new 14:00 urgent", "gift no new 14:00 urgent"]),
        ("what was not done in time is in the way", [FLORIST, replace(GIFT, due_at=at("14:20"))], USUAL, "14:25",
         ["florist 15:25 not_done 14:25 gift", "gift 14:25 passed 12:00"]),
        ("its own hour passed", [FLORIST, GIFT], USUAL, "14:50", ["florist 16:00 passed 14:30"]),
        ("the shop shall be reached by three", [replace(GIFT, no_return_at=at("15:30"))], USUAL, "10:00",
         ["gift 10:00 deadline 15:30"]),
        ("the client comes at ten", [replace(GIFT, must_start_at=at("10:00"))], USUAL, "9:00",
         ["gift 10:00 own_hour 10:00"]),
        ("it weighs more than the florist now", [FLORIST, replace(GIFT, weight=90)], USUAL, "14:00",
         ["gift 14:00 weight", "florist 15:00 sooner 14:00 gift"]),
        ("done", [GIFT], USUAL, "10:00", []),
        ("the house closes at two", [FLORIST, GIFT], Day((span("9:00-14:00"),)), "9:00",
         ["florist 10:00 hours", "gift 9:00 hours"]),
    ],
    ids=lambda value: value.replace(" ", "_") if isinstance(value, str) and len(value) > 6 else "",
)  # fmt: skip
def test_what_moved_says_where_to_and_why(case, works, day, now, told):
    shown = SHOWN if case != "what was not done in time is in the way" else (item("gift", "12:00-13:00"), SHOWN[0])
    plan = plan_day(works, day, at(now), shown)
    assert sorted(_read(moved(shown, works, plan, day, at(now)))) == sorted(told)


def _read(found) -> list[str]:
    said = [
        (one.id, f"{one.to.astimezone(MOSCOW):%-H:%M}" if one.to else "no", str(one.cause),
         f"{one.at.astimezone(MOSCOW):%-H:%M}" if one.at else "", one.about)
        for one in found
    ]  # fmt: skip
    return [" ".join(filter(None, words)) for words in said]


@pytest.mark.parametrize(
    ("minutes", "cause", "is_told"),
    [(9, Cause.NEW, False), (-9, Cause.NEW, False), (10, Cause.NEW, True), (-30, Cause.WEIGHT, True),
     (60, Cause.PASSED, False), (None, Cause.NEW, True)],
)  # fmt: skip
def test_a_jitter_and_the_mere_passing_of_time_are_not_told(minutes, cause, is_told):
    to = at("15:00") + timedelta(minutes=minutes) if minutes is not None else None
    assert is_worth_telling(at("15:00"), to, cause) == is_told


@given(some_works, some_works, some_days, minutes, minutes)
@settings(max_examples=100)
def test_exactly_what_has_another_hour_is_told_once(works, new, day, before, now):
    earlier = plan_day(works, day, min(before, now)).items
    works = works[1:] + [work for work in new if work.id not in {each.id for each in works}]
    plan = plan_day(works, day, now, earlier)
    starts, known = {item.id: item.starts_at for item in plan.items}, {work.id for work in works}
    told = moved(earlier, works, plan, day, now)

    others = [each.id for each in earlier if each.id in known and starts.get(each.id) != each.starts_at]
    assert [one.id for one in told] == others
    assert all(one.to == starts.get(one.id) and one.was != one.to for one in told)
    assert moved(plan.items, works, plan, day, now) == ()
