"""Hours returned: what the house settled, counted by a method that anybody can follow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.ground import clock
from butler.ground.acting import acting_as
from butler.ground.refusals import NotHere
from butler.requests import access, actions
from butler.requests.rules.returned import ALONE, Settled, alone, returned

from .conftest import at

NOVEMBER = {"since": at("0:00", 1), "until": at("0:00", 30)}


@pytest.fixture
def settle(olshanskaya, anna):
    """Anna settles something for Olshanskaya."""

    def make(category: str, *states: str, effort: int = 20):
        with acting_as(anna.pk):
            row = actions.open_request(
                olshanskaya, title="Дело", category=category, owner=anna, now=clock.now(), effort_minutes=effort
            )
            for state in ("accepted", *states):
                move = actions.advance(row.pk, state, by=anna, now=clock.now(), reason="так")
        return row, move

    return make


def test_each_matter_counts_what_it_takes_alone_and_never_less_than_we_worked():
    found = returned([Settled("restaurant", 10), Settled("restaurant", 90), Settled("flight")])
    assert [(line.category, line.matters, line.each, line.minutes) for line in found.lines] == [
        ("restaurant", 2, 40, 130),
        ("flight", 1, 90, 90),
    ]
    assert (found.minutes, found.hours, found.matters) == (220, 3, 3)


@given(st.lists(st.builds(Settled, st.sampled_from([*ALONE, "other"]), st.integers(0, 5000))))
def test_one_more_matter_never_returns_less(settled):
    found = returned(settled)
    assert found.minutes >= sum(alone(each.category) for each in settled)
    assert found.matters == len(settled)
    assert returned([*settled, Settled("other")]).minutes == found.minutes + alone("other")


def test_what_was_settled_is_counted_and_what_was_called_off_is_not(settle, anna, olshanskaya):
    settle("restaurant", "booked", "delivered")
    settle("information", "closed", effort=55)
    settle("hotel", "cancelled")
    settle("gift")
    with acting_as(anna.pk):
        found = access.hours_returned(olshanskaya.pk, **NOVEMBER)
    assert [(line.category, line.minutes) for line in found.lines] == [("information", 55), ("restaurant", 40)]


def test_what_is_taken_back_is_not_settled_and_what_is_heard_later_counts_once(settle, anna, olshanskaya):
    _, closed = settle("information", "closed")
    dinner, _ = settle("restaurant", "booked", "delivered")
    with acting_as(anna.pk):
        actions.take_back(closed.pk, by=anna, now=clock.now())
        actions.advance(dinner.pk, "debriefed", by=anna, now=at("12:00", 30))
        assert [line.category for line in access.hours_returned(olshanskaya.pk, **NOVEMBER).lines] == ["restaurant"]
        december = access.hours_returned(olshanskaya.pk, since=at("0:00", 30), until=at("23:00", 30))
    assert december.minutes == 0


def test_a_stranger_learns_nothing_of_it(settle, mark, olshanskaya):
    settle("restaurant", "booked", "delivered")
    with acting_as(mark.pk):
        assert access.returned_by_client(**NOVEMBER) == {}
        with pytest.raises(NotHere):
            access.hours_returned(olshanskaya.pk, **NOVEMBER)
