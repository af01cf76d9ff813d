"""Lines of hours, as people write them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from butler.network.opening import is_open, last_closing

MOSCOW = ZoneInfo("Europe/Moscow")


def at(day: int, time: str) -> datetime:
    hour, minute = map(int, time.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)  # the 23rd is a Monday


@pytest.mark.parametrize(
    ("hours", "open_at", "closed_at"),
    [
        ("12:00-24:00", (24, "23:59"), (24, "11:59")),
        ("Tue-Sun 10:00-20:00", (24, "10:00"), (23, "12:00")),
        ("вт–вс 10:00–20:00", (29, "19:59"), (23, "12:00")),
        ("18-2", (25, "1:30"), (25, "3:00")),
        ("Mon-Fri 9-18, Sat 10-16", (28, "15:00"), (29, "12:00")),
        ("пт-пн с 18.00 до 23.00", (23, "19:00"), (24, "19:00")),
        ("ежедневно 8:30-22:00", (29, "8:30"), (29, "8:29")),
        ("понедельник-пятница 9:00-18:00", (27, "17:00"), (28, "12:00")),
    ],
)
def test_a_line_of_hours_is_read(hours, open_at, closed_at):
    assert is_open(hours, at(*open_at), MOSCOW)
    assert not is_open(hours, at(*closed_at), MOSCOW)


@pytest.mark.parametrize("hours", ["", "круглосуточно", "по записи", "звоните"])
def test_what_cannot_be_read_is_open(hours):
    assert is_open(hours, at(24, "3:00"), MOSCOW)


@pytest.mark.parametrize(
    ("hours", "needed", "closes"),
    [
        ("10:00-20:00", (24, "21:00"), (24, "20:00")),
        ("10:00-20:00", (24, "9:00"), (23, "20:00")),  # the evening before
        ("пн-пт 10:00-19:00", (29, "12:00"), (27, "19:00")),  # Sunday: on Friday
        ("18:00-02:00", (24, "10:00"), (24, "2:00")),  # closes after midnight
        ("10:00-20:00", (24, "15:00"), None),  # open when it is needed
        ("по звонку", (24, "15:00"), None),
    ],
)
def test_a_shop_closes_last_before_it_is_needed(hours, needed, closes):
    assert last_closing(hours, at(*needed), MOSCOW) == (closes and at(*closes))
