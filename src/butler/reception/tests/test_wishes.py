"""What is known of a wish once it is wanted otherwise: a table that a concierge could read aloud."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.reception.rules.wishes import added_wish, differs, only_adds, otherwise, said_of

TABLE = {"when": "2026-12-15T20:00", "party": "4", "place": "Высота"}
STAY = {"when": "2026-12-05", "until": "2026-12-08", "city": "Вена", "party": "2"}


@pytest.mark.parametrize(
    ("known", "said", "changed"),
    [
        (TABLE, {"party": "6", "when": "T21:00"}, {"party": "6", "when": "2026-12-15T21:00"}),
        (TABLE, {"when": "2026-12-18"}, {"when": "2026-12-18T20:00"}),
        (TABLE, {"when": "2026-12-18T19:30"}, {"when": "2026-12-18T19:30"}),
        (TABLE, {"place": "Каменный мост"}, {"place": "Каменный мост"}),
        (TABLE, {"place": "Высоте", "party": "4"}, {}),
        (TABLE, {"when": "T20:00"}, {}),
        (TABLE, {"budget": "50000 RUB"}, {"budget": "50000 RUB"}),
        (TABLE, {"wishes": "детский стул"}, {"wishes": "детский стул"}),
        (TABLE | {"wishes": "у окна"}, {"wishes": "без орехов"}, {"wishes": "у окна; без орехов"}),
        (TABLE | {"wishes": "у окна"}, {"wishes": "У окна"}, {}),
        (TABLE, {"was": "2026-12-15", "when": "2026-12-16"}, {"when": "2026-12-16T20:00"}),
        ({"when": "2026-12-15", "time": "20:00"}, {"when": "T21:00"}, {"when": "2026-12-15T21:00"}),
        ({"when": "2026-12-15", "time": "20:00"}, {"when": "T20:00"}, {}),
        (STAY, {"when": "2026-12-10"}, {"when": "2026-12-10", "until": "2026-12-13"}),
        (STAY, {"until": "2026-12-09"}, {"until": "2026-12-09"}),
        ({}, {"when": "2026-12-15"}, {"when": "2026-12-15"}),
    ],
)
def test_what_is_said_changes_and_what_is_not_said_stays(known, said, changed):
    after = otherwise(known, said)
    assert {name: after[name] for name in differs(known, after)} == changed


NAMES = st.dictionaries(
    st.sampled_from(["party", "place", "city", "wishes", "budget", "kind"]), st.text("абвгд 12", min_size=1, max_size=9)
)


@given(NAMES, NAMES)
def test_the_same_change_twice_changes_nothing_more_and_nothing_is_forgotten(known, said):
    once = otherwise(known, said)
    assert not differs(once, otherwise(once, said))
    assert known.keys() <= once.keys()


def test_a_word_in_passing_fills_what_was_open_and_contradicts_nothing():
    assert only_adds(TABLE, frozenset({"party", "wishes"}))
    assert only_adds({"party": "4"}, frozenset({"when"}))
    assert not only_adds(TABLE, frozenset({"when"}))


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("И ещё детский стул, пожалуйста.", "детский стул"),
        ("Без орехов, пожалуйста", "Без орехов"),
        ("И без орехов", "без орехов"),
        ("Also a high chair, please", "high chair"),
        ("Ещё нужен детский стул", "детский стул"),
        ("А что ещё есть?", ""),
        ("Ещё", ""),
        ("Мы передумали, всё хорошо", ""),
        ("Ещё " + "очень " * 30 + "тихо", ""),
    ],
)
def test_a_few_words_that_only_add_are_a_wish(words, wish):
    assert added_wish(words) == wish


def test_where_one_leaves_from_and_goes_to_are_known_by_their_names():
    slots = {"from": [{"value": "Москва"}], "to": [{"value": "Вена"}], "when": [{"value": "2026-12-01"}]}
    said = said_of("flight", slots, "2026-11-24")
    assert (said["origin"], said["goal"], said["when"]) == ("Москва", "Вена", "2026-12-01")
