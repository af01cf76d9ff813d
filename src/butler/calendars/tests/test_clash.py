"""What cannot be done: two things at once, and a way that is longer than the time between."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.calendars.rules import Clash, Stay, Tight, clashes

MOSCOW, DUBAI = ZoneInfo("Europe/Moscow"), ZoneInfo("Asia/Dubai")
EVENING = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
WAYS = {("office", "theatre"): 40, ("theatre", "restaurant"): 10}


def travel(one, other):
    return WAYS.get((one, other), WAYS.get((other, one)))


def stay(id, start, minutes, place=None, zone=MOSCOW) -> Stay:
    begin = EVENING + timedelta(minutes=start)
    return Stay(id, begin, begin + timedelta(minutes=minutes), zone, place)


@pytest.mark.parametrize(
    ("said", "stays", "expected"),
    [
        ("one after the other", [stay(1, 0, 60), stay(2, 60, 60)], []),
        ("half an hour at once", [stay(1, 0, 60), stay(2, 30, 60)], [("clash", 1, 2, 30)]),
        ("one within the other", [stay(1, 0, 180), stay(2, 30, 60)], [("clash", 1, 2, 60)]),
        (
            "three at once",
            [stay(1, 0, 90), stay(2, 30, 90), stay(3, 60, 90)],
            [("clash", 1, 2, 60), ("clash", 1, 3, 30), ("clash", 2, 3, 60)],
        ),
        ("a reminder takes no time", [stay(1, 0, 60), stay(2, 30, 0)], []),
        ("time enough for the way", [stay(1, 0, 60, "office"), stay(2, 100, 60, "theatre")], []),
        (
            "a quarter of an hour too little",
            [stay(1, 0, 60, "office"), stay(2, 85, 60, "theatre")],
            [("tight", 1, 2, 15)],
        ),
        ("the same place", [stay(1, 0, 60, "office"), stay(2, 60, 60, "office")], []),
        ("nobody knows the way", [stay(1, 0, 60, "office"), stay(2, 60, 60, "moon")], []),
        ("nobody said where", [stay(1, 0, 60), stay(2, 60, 60, "theatre")], []),
        (
            "the later of two ends counts",
            [stay(1, 0, 100, "office"), stay(2, 10, 20), stay(3, 110, 30, "theatre")],
            [("clash", 1, 2, 20), ("tight", 1, 3, 30)],
        ),
    ],
)
def test_what_stands_in_the_way(said, stays, expected):
    found = clashes(reversed(stays), travel)
    told = [
        ("clash", each.first.id, each.second.id, each.overlap / timedelta(minutes=1))
        if isinstance(each, Clash)
        else ("tight", each.first.id, each.second.id, each.missing / timedelta(minutes=1))
        for each in found
    ]
    assert told == expected


def test_the_day_is_that_of_the_place():
    late = stay(1, 5 * 60, 60), stay(2, 5 * 60 + 30, 60, zone=DUBAI)
    (found,) = clashes(late, travel)
    assert found.day == date(2026, 11, 25)


@given(
    st.lists(
        st.tuples(st.integers(0, 300), st.integers(0, 90), st.sampled_from([None, "office", "theatre"])), max_size=12
    )
)
def test_the_sweep_finds_what_comparing_all_pairs_finds(times):
    stays = [stay(number, *each) for number, each in enumerate(times)]
    found = clashes(stays, travel)
    pairs = {frozenset((each.first.id, each.second.id)) for each in found if isinstance(each, Clash)}
    assert pairs == {
        frozenset((one.id, other.id))
        for one in stays
        for other in stays
        if one.id < other.id
        and min(one.ends_at, other.ends_at) > max(one.starts_at, other.starts_at)
        and one.ends_at > one.starts_at
        and other.ends_at > other.starts_at
    }
    for each in found:
        if isinstance(each, Tight):
            assert each.missing > timedelta(0)
            assert each.first.ends_at <= each.second.starts_at
