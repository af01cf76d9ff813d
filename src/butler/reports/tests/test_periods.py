"""Which days a report speaks of, and which it is measured against."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.reports.rules import periods
from butler.reports.rules.periods import Kind, Period

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("kind", "day", "first", "last", "before_first", "before_last"),
    [
        ("week", "2026-11-24", "2026-11-23", "2026-11-29", "2026-11-16", "2026-11-22"),
        ("week", "2027-01-03", "2026-12-28", "2027-01-03", "2026-12-21", "2026-12-27"),
        ("month", "2026-11-30", "2026-11-01", "2026-11-30", "2026-10-01", "2026-10-31"),
        ("month", "2028-02-29", "2028-02-01", "2028-02-29", "2028-01-01", "2028-01-31"),
        ("month", "2027-01-01", "2027-01-01", "2027-01-31", "2026-12-01", "2026-12-31"),
        ("quarter", "2027-02-14", "2027-01-01", "2027-03-31", "2026-10-01", "2026-12-31"),
        ("days", "2026-11-24", "2026-11-24", "2026-11-24", "2026-11-23", "2026-11-23"),
    ],
)
def test_a_period_and_the_one_before_it(kind, day, first, last, before_first, before_last):
    found = periods.of(Kind(kind), date.fromisoformat(day))
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)
    assert (found.before.first.isoformat(), found.before.last.isoformat()) == (before_first, before_last)


@given(st.sampled_from(list(Kind)), DAYS)
def test_periods_stand_side_by_side_without_a_gap(kind, day):
    found = periods.of(kind, day)
    assert found.first <= day <= found.last
    assert found.before.last + timedelta(days=1) == found.first
    assert found.after.before == found
    assert found.before.until(MOSCOW) == found.since(MOSCOW)


def test_a_month_begins_at_the_midnight_of_its_zone():
    november = periods.of(Kind.MONTH, date(2026, 11, 5))
    assert november.since(MOSCOW) == datetime(2026, 10, 31, 21, tzinfo=UTC)
    assert november.until(MOSCOW) == datetime(2026, 11, 30, 21, tzinfo=UTC)


def test_the_month_of_a_clock_change_has_an_hour_more():
    october = periods.of(Kind.MONTH, date(2026, 10, 1))
    assert october.until(BERLIN) - october.since(BERLIN) == timedelta(days=31, hours=1)


def test_what_is_not_over_is_measured_against_as_many_days():
    november = periods.of(Kind.MONTH, date(2026, 11, 24))
    assert november.compared(date(2026, 11, 24)) == Period(Kind.DAYS, date(2026, 10, 1), date(2026, 10, 24))
    assert november.compared(date(2026, 11, 30)) == november.before
    assert november.compared(date(2026, 12, 9)) == november.before
    march = periods.of(Kind.MONTH, date(2027, 3, 1))
    assert march.compared(date(2027, 3, 30)).last == date(2027, 2, 28)


def test_own_days_are_a_year_at_most_and_in_any_order():
    assert periods.between(date(2026, 11, 3), date(2026, 11, 1)) == Period(
        Kind.DAYS, date(2026, 11, 1), date(2026, 11, 3)
    )
    assert periods.between(date(2020, 1, 1), date(2026, 11, 3)).days == periods.LONGEST
