"""What a request says, read as a concierge would read it aloud; and what must always hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from butler.language.dates import find
from butler.language.gazetteer import Gazetteer, Name
from butler.language.slots import read_slots
from butler.language.slots.tests.table import NOW, expected, held_out, is_read, read, rows, written

CATEGORIES = ("restaurant", "tickets", "flight", "hotel", "transfer", "car_rental", "gift", "medical", "art", "none")
_WORDS = """
в на из до с «Двор» Милан Москва-Дубай 5 двоих мая 20:00 тысяч евро $ бизнес жена Анна BMW X5 SU 12 in at to from for 3
people Rome 2 « " - — , . ё İ 14 Main Street не вместо полтора к 00 99999999999999999999 Four Seasons ужин вид концерт
"""
WORDS = st.sampled_from(_WORDS.split())


@pytest.mark.parametrize(("category", "act", "said", "slots"), rows("russian.txt"))
def test_a_russian_request_says_just_this(category, act, said, slots):
    assert written(read(said, category, act, "ru")) == expected(slots)


@pytest.mark.parametrize(("category", "act", "said", "slots"), rows("english.txt"))
def test_an_english_request_says_just_this(category, act, said, slots):
    assert written(read(said, category, act, "en")) == expected(slots)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_messages_written_before_the_rules_are_read(lang):
    """Whole messages, written before the rules were tuned: at most one in forty may have a slot unread."""
    messages = [one for one in held_out() if one["lang"] == lang]
    unread = [one["text"] for one in messages if not is_read(one)]
    assert len(messages) > 30
    assert len(unread) <= len(messages) / 40, unread


@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join)), st.sampled_from(CATEGORIES),
       st.sampled_from(["book", "change", "options", "complaint"]), st.sampled_from(["ru", "en"]))  # fmt: skip
def test_any_text_is_read_and_every_span_stands_in_it(said, category, act, lang):
    found = read_slots(said, lang=lang, ref=NOW, category=category, act=act, moments=find(said, NOW, lang))
    for values in found.values():
        assert values
        for one in values:
            assert 0 <= one.start < one.end <= len(said)
            assert 0 < one.confidence <= 1


HOUSE = Gazetteer(
    [
        Name("venue", "The Larch Room", "supplier:3"),
        Name("restaurant", "Северный двор", "supplier:1"),
        Name("person", "Лев Ветров", "client:2", ("Лёва",)),
    ]
)


def test_a_venue_of_the_house_is_known_without_its_capital():
    found = read_slots(
        "столик в северном дворе на двоих",
        lang="ru", ref=NOW, category="restaurant", act="book", moments=[], gazetteer=HOUSE,
    )  # fmt: skip
    assert [one.value for one in found["place"]] == ["Северный двор"]


def test_a_venue_one_is_got_into_is_where_it_is():
    found = read_slots(
        "could you get us into The Larch Room tomorrow",
        lang="en", ref=NOW, category="restaurant", act="book", moments=[], gazetteer=HOUSE,
    )  # fmt: skip
    assert [one.value for one in found["place"]] == ["The Larch Room"]


def test_without_the_house_the_same_words_name_nothing():
    found = read_slots(
        "столик в северном дворе на двоих", lang="ru", ref=NOW, category="restaurant", act="book", moments=[]
    )
    assert "place" not in found


def test_a_person_of_the_house_is_named_in_full():
    found = read_slots(
        "встретьте Лёву", lang="ru", ref=NOW, category="transfer", act="book", moments=[], gazetteer=HOUSE
    )
    assert [one.value for one in found["people"]] == ["Лев Ветров"]


def test_whoever_is_spoken_to_is_not_concerned():
    assert "people" not in read("Ольга, закажите столик на троих", "restaurant", "book", "ru")
    assert read("закажите столик для Ольги", "restaurant", "book", "ru")["people"] == ["Ольги"]


def test_a_day_after_the_way_back_is_counted_from_the_way_out():
    found = read("Билеты в Рим 28 марта, обратно 3-го", "flight", "book", "ru")
    assert (found["when"], found["until"]) == (["2027-03-28"], ["2027-04-03"])
