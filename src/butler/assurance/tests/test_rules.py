"""What of tonight to ask about first."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.assurance.rules import Promise, by_weight
from butler.assurance.rules.promises import board_ends

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


def promise(name: str, hours: float, importance: int) -> Promise:
    return Promise(name, NOW + timedelta(hours=hours), importance)


def test_an_important_dinner_tonight_comes_before_a_courier_at_noon():
    assert [each.id for each in by_weight([promise("courier", 6, 0), promise("dinner", 14, 3)], NOW)] == [
        "dinner",
        "courier",
    ]


def test_of_two_equal_ones_the_nearer_is_first():
    assert [each.id for each in by_weight([promise("later", 8, 2), promise("sooner", 3, 2)], NOW)] == [
        "sooner",
        "later",
    ]


@pytest.mark.parametrize(
    ("now", "until"), [("24 08:00", "25 12:00"), ("24 23:30", "25 12:00"), ("25 01:30", "25 12:00")]
)
def test_the_board_of_the_evening_looks_until_tomorrow_noon_also_in_the_small_hours(now, until):
    moscow = ZoneInfo("Europe/Moscow")
    read = lambda said: datetime.strptime(f"2026-11-{said}", "%Y-%m-%d %H:%M").replace(tzinfo=moscow)  # noqa: E731
    assert board_ends(read(now), moscow) == read(until)


@given(st.floats(0.3, 48), st.integers(0, 2))
def test_time_and_importance_only_add_weight(hours, importance):
    assert promise("a", hours, importance).weight(NOW) < promise("a", hours, importance + 1).weight(NOW)
    assert promise("a", hours, importance).weight(NOW) < promise("a", hours - 0.05, importance).weight(NOW)
