"""How well a door opens."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.network.drawing import Node, draw
from butler.network.rules import (
    RESTING_CHANCE_LIMIT,
    Known,
    Sign,
    Temper,
    Thin,
    chance,
    is_long_unthanked,
    thin_doors,
    warmth_on,
)

TODAY = date(2026, 11, 24)
FRIEND = Known(80, 6, 6, TODAY, None, received=2, given=3)


@pytest.mark.parametrize(
    ("warmth", "days_silent", "left"),
    [(80, 0, 80), (80, 240, 40), (80, 480, 20), (0, 100, 0)],
)
def test_warmth_halves_in_eight_months_of_silence(warmth, days_silent, left):
    assert warmth_on(warmth, TODAY - timedelta(days=days_silent), TODAY) == left


def test_a_friend_who_always_helped_is_the_first_to_ask():
    assert chance(FRIEND, TODAY).percent > 80
    assert chance(FRIEND, TODAY).temper is Temper.OPENS
    assert Sign.RELIABLE in chance(FRIEND, TODAY).signs


def test_whoever_asked_to_be_left_alone_is_never_a_first_choice():
    resting = Known(100, 9, 9, TODAY, TODAY, received=0, given=9)
    assert chance(resting, TODAY).percent <= RESTING_CHANCE_LIMIT
    assert chance(resting, TODAY).temper is Temper.SPARE
    assert chance(resting, TODAY + timedelta(days=1)).percent > RESTING_CHANCE_LIMIT


def test_debt_makes_a_door_heavier():
    indebted = Known(80, 6, 6, TODAY, None, received=5, given=1)
    assert chance(indebted, TODAY).percent < chance(FRIEND, TODAY).percent
    assert Sign.WE_OWE in chance(indebted, TODAY).signs


people = st.builds(
    Known,
    st.integers(0, 100),
    st.integers(0, 50),
    st.just(0),
    st.none() | st.dates(date(2015, 1, 1), TODAY),
    st.none(),
    st.integers(0, 30),
    st.integers(0, 30),
)


@given(people)
def test_a_chance_is_a_share_and_a_success_never_lowers_it(known):
    before = chance(known, TODAY).percent
    after = chance(
        Known(
            known.warmth, known.asked + 1, known.opened + 1, known.last_touched_on, None, known.received, known.given
        ),
        TODAY,
    ).percent
    assert 0 <= before <= after <= 100


@pytest.mark.parametrize(
    ("received", "given", "thanked", "waits"),
    [
        (3, 1, None, True),
        (3, 1, TODAY - timedelta(days=120), True),
        (3, 1, TODAY - timedelta(days=119), False),
        (1, 1, None, False),
    ],
)
def test_whom_we_have_not_thanked(received, given, thanked, waits):
    assert is_long_unthanked(received, given, thanked, TODAY) is waits


def test_a_door_that_one_person_holds_is_thin_and_comes_first():
    openings = [("medical", "Москва", 1), ("tickets", "Москва", 1), ("tickets", "Москва", 2)]
    openings += [("hotel", "Токио", n) for n in range(3)]
    assert thin_doors(openings) == (Thin("medical", "Москва", (1,)), Thin("tickets", "Москва", (1, 2)))


@given(st.integers(0, 30), st.integers(0, 12), st.data())
def test_a_picture_holds_everybody_inside_its_frame(contacts, ours, data):
    nodes = [Node(f"c{n}", "имя", "contact") for n in range(contacts)] + [
        Node(f"u{n}", "мы", "us") for n in range(ours)
    ]
    ties = [
        (f"u{data.draw(st.integers(0, ours - 1))}", f"c{n}", 50) for n in range(contacts) if ours
    ]  # fmt: skip
    picture = draw(nodes, ties)
    assert len(picture.nodes) == len(nodes)
    assert len(picture.lines) == len(ties)
    assert all(0 < p.x < picture.width and 0 < p.y < picture.height for p in picture.nodes)
    assert len({(p.x, p.y) for p in picture.nodes}) == len(nodes)
