"""What of tonight to ask about first."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from butler.assurance.rules import Promise, by_weight

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


@given(st.floats(0.3, 48), st.integers(0, 2))
def test_time_and_importance_only_add_weight(hours, importance):
    assert promise("a", hours, importance).weight(NOW) < promise("a", hours, importance + 1).weight(NOW)
    assert promise("a", hours, importance).weight(NOW) < promise("a", hours - 0.05, importance).weight(NOW)
