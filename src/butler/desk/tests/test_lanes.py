"""Where a happening stands on the grid of the day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.desk.lanes import Happening, lanes, now_at

HOME = ZoneInfo("Europe/Moscow")
DAY = date(2026, 11, 24)
MIDNIGHT = datetime(2026, 11, 24, tzinfo=HOME)


def slot(start: str, end: str | None, zone: str = "Europe/Moscow"):
    def at(text: str) -> datetime:
        return datetime.fromisoformat(f"2026-11-24T{text}").replace(tzinfo=HOME)

    happening = Happening("a", "Ужин", at(start), at(end) if end else None, zone, "ok", "/")
    return lanes([happening], ["a"], DAY, HOME)[0].slots[0]


@pytest.mark.parametrize(
    ("start", "end", "at", "minutes"),
    [
        ("09:30", "11:15", "0930", 105),
        ("09:35", "11:10", "0930", 105),
        ("12:00", None, "1200", 90),
        ("12:00", "12:05", "1200", 90),
        ("07:00", "10:00", "0800", 120),
        ("06:00", "07:00", "0800", 90),
        ("21:00", "23:30", "2100", 60),
        ("23:00", "23:30", "2130", 30),
    ],
)
def test_a_slot_starts_early_and_ends_late_by_a_quarter_and_stays_on_the_page(start, end, at, minutes):
    assert (slot(start, end).at, slot(start, end).minutes) == (at, minutes)


def test_a_short_slot_is_drawn_wide_enough_to_be_read_but_never_over_the_next():
    moments = [datetime(2026, 11, 24, 9, minute, tzinfo=HOME) for minute in (0, 45)]
    day = [
        Happening("a", "x", moment, moment + timedelta(minutes=15), "Europe/Moscow", "ok", "/") for moment in moments
    ]
    assert [slot.minutes for slot in lanes(day, ["a"], DAY, HOME)[0].slots] == [45, 90]


def test_what_began_yesterday_or_ends_tomorrow_is_known():
    stay = Happening("a", "x", MIDNIGHT - timedelta(hours=8), MIDNIGHT + timedelta(hours=12), "UTC", "ok", "/")
    night = Happening("a", "y", MIDNIGHT + timedelta(hours=22), MIDNIGHT + timedelta(hours=30), "UTC", "ok", "/")
    slots = lanes([stay, night], ["a"], DAY, HOME)[0].slots
    assert [(slot.began_before, slot.ends_after) for slot in slots] == [(True, False), (False, True)]


def test_the_time_of_the_place_is_given_where_it_differs():
    assert slot("12:00", "13:00").there is None
    assert slot("12:00", "13:00", "Asia/Tokyo").there.hour == 18


def test_clients_stand_in_the_given_order_and_only_those_who_have_something():
    moment = datetime(2026, 11, 24, 9, tzinfo=UTC)
    day = [Happening(who, "x", moment, None, "UTC", "ok", "/") for who in ("b", "a")]
    assert [lane.client_id for lane in lanes(day, ["a", "b", "c"], DAY, HOME)] == ["a", "b"]


@given(
    st.datetimes(datetime(2026, 11, 23), datetime(2026, 11, 26), timezones=st.just(UTC)),  # noqa: DTZ001  (bounds are naive)
    st.none() | st.timedeltas(timedelta(0), timedelta(days=2)),
)
def test_every_slot_is_inside_the_grid(start, length):
    happening = Happening("a", "x", start, start + length if length is not None else None, "UTC", "ok", "/")
    placed = lanes([happening], ["a"], DAY, HOME)[0].slots[0]
    begin = int(placed.at[:2]) * 60 + int(placed.at[2:])
    assert placed.minutes % 15 == begin % 15 == 0
    assert 8 * 60 <= begin < begin + placed.minutes <= 22 * 60


@pytest.mark.parametrize(("hour", "minute", "at"), [(5, 44, "0830"), (5, 0, "0800"), (4, 59, ""), (19, 0, "")])
def test_the_line_of_now_stands_only_within_the_day(hour, minute, at):
    assert now_at(datetime(2026, 11, 24, hour, minute, tzinfo=UTC), HOME) == at
