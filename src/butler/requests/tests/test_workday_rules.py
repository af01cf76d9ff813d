"""When a colleague works: the house's hours with lunch, as far as the own shift goes."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from butler.requests.rules import Hours, Shift
from butler.requests.rules.workday import openings_of
from butler.requests.tests import calendars

MOSCOW = ZoneInfo("Europe/Moscow")
WEEK = (Shift(time(9), time(20), (time(13), time(14))),) * 6 + (None,)
HOUSE = Hours(time(9), time(20), MOSCOW, week=WEEK)
TUESDAY, SUNDAY = date(2026, 11, 24), date(2026, 11, 29)


@pytest.mark.parametrize(
    ("day", "starts", "ends", "works"),
    [
        (TUESDAY, 9, 20, ["9-13", "14-20"]),
        (TUESDAY, 8, 21, ["9-13", "14-20"]),  # nobody waits before the house opens
        (TUESDAY, 12, 16, ["12-13", "14-16"]),
        (TUESDAY, 14, 18, ["14-18"]),
        (TUESDAY, 21, 6, ["21-6"]),  # the night watch
        (SUNDAY, 9, 20, []),
    ],
)
def test_the_shift_within_the_hours_of_the_house(day, starts, ends, works):
    spans = openings_of(HOUSE, day, time(starts), time(ends))
    read = [f"{s.starts_at.astimezone(MOSCOW):%-H}-{s.ends_at.astimezone(MOSCOW):%-H}" for s in spans]
    assert read == works


@given(calendars.hours, calendars.clocks, calendars.clocks)
def test_whatever_the_calendar_says_openings_are_real_times(hours, starts, ends):
    for span in openings_of(hours, TUESDAY, starts, ends):
        assert span.starts_at < span.ends_at
