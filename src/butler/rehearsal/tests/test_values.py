"""The small values of a scenario."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.rehearsal.scenario import values
from butler.rehearsal.scenario.values import Day, Money, Yearly

MOSCOW = ZoneInfo("Europe/Moscow")
DAY = Day(MOSCOW, datetime(2026, 11, 24, 6, 30, tzinfo=MOSCOW), datetime(2026, 11, 25, 9, 0, tzinfo=MOSCOW))


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("14:00", datetime(2026, 11, 24, 11, tzinfo=UTC)),
        ("+1 08:30", datetime(2026, 11, 25, 5, 30, tzinfo=UTC)),
        ("2026-11-25T09:50+09:00", datetime(2026, 11, 25, 0, 50, tzinfo=UTC)),
        ("2026-11-24T16:35:10+03:00", datetime(2026, 11, 24, 13, 35, 10, tzinfo=UTC)),
    ],
)
def test_a_moment_is_short_or_whole(written, moment):
    assert DAY.moment(written) == moment


@pytest.mark.parametrize(
    "written", ["", "24:00", "9:00", "+0 09:00", "2026-11-25T09:50", "2026-13-25T09:50+03:00", 9, None]
)
def test_what_names_no_moment(written):
    assert DAY.moment(written) is None


def test_what_lies_outside_the_clock_is_not_inside():
    assert DAY.inside("06:30") is not None
    assert DAY.inside("06:29") is None
    assert DAY.inside("+1 09:01") is None


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("90s", timedelta(seconds=90)),
        ("12m", timedelta(minutes=12)),
        ("2h", timedelta(hours=2)),
        ("0m", None),
        ("2", None),
    ],
)
def test_durations(written, found):
    assert values.duration(written) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [("60000 RUB", Money(Decimal(60000), "RUB")), ("0 RUB", None), ("60 000 RUB", None), ("5 rub", None)],
)
def test_money(written, found):
    assert values.money(written) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [("2014-11-26", Yearly(11, 26, 2014)), ("--02-29", Yearly(2, 29)), ("--02-30", None), ("2026-02-29", None)],
)
def test_days_of_the_year(written, found):
    assert values.yearly(written) == found


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.text(), max_size=2)))
def test_no_reader_falls_over_what_is_no_value(value):
    for read in values.READERS.values():
        read(value)
    DAY.moment(value)
