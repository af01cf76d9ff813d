"""What looks like the same ask by another channel; a table to read aloud."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.requests import rules

from .conftest import at

EIGHT, TONIGHT = at("8:00"), at("20:00")


def ask(
    title: str = "Ужин на двоих", *, category: str = "restaurant", opened=EIGHT, happens=None, **details
) -> rules.Ask:
    return rules.Ask(category, opened, title, happens, details)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (ask(happens=TONIGHT), ask("Столик вечером", happens=TONIGHT), True),
        (ask(happens=TONIGHT), ask(happens=TONIGHT + timedelta(days=1)), False),  # another evening
        (ask(happens=TONIGHT, party="2"), ask(happens=TONIGHT, party="6"), False),  # another company
        (ask("Столик", place="Северный двор"), ask("Ужин", place="северный двор"), True),
        (ask(when="2026-11-24"), ask("Стол", when="2026-11-25"), False),
        (ask("Ужин в «Северном дворе»"), ask("ужин, Северный двор"), True),
        (ask("Ужин с партнёрами"), ask("Завтрак для детей"), False),
        (ask(category="restaurant"), ask(category="flowers"), False),
        (ask(), ask(opened=EIGHT + timedelta(days=4)), False),  # he dines every week
        (ask(""), ask(""), False),  # nothing is known of either
    ],
)
def test_what_looks_like_the_same_ask(one, other, same):
    assert rules.looks_same(one, other) is same


words = st.lists(st.sampled_from(["ужин", "стол", "Северный", "двор", "тихо", "вечером"]), max_size=4).map(" ".join)
asks = st.builds(
    rules.Ask,
    st.sampled_from(["restaurant", "flowers"]),
    st.integers(0, 200).map(lambda hours: EIGHT + timedelta(hours=hours)),
    words,
    st.none() | st.integers(0, 50).map(lambda hours: TONIGHT + timedelta(hours=hours)),
    st.dictionaries(st.sampled_from(["when", "party", "place"]), st.sampled_from(["1", "2"]), max_size=3),
)


@given(asks, asks)
def test_it_does_not_matter_who_is_named_first(one, other):
    assert rules.looks_same(one, other) is rules.looks_same(other, one)
