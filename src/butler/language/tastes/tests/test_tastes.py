"""What clients like, refuse and need: a table to read aloud, and what always holds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.language.tastes import Polarity, Topic, read_preferences
from butler.language.tokens import plain

HERE = Path(__file__).parent


def told() -> list[tuple[str, str, str]]:
    rows = (HERE / "said.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(row.split("\t")) for row in rows]


@pytest.mark.parametrize(("lang", "wanted", "text"), told())
def test_a_message_tells_these_tastes_and_no_others(lang, wanted, text):
    heard = read_preferences(text, lang)
    wishes = [] if wanted == "-" else [one.split(" ", 3) for one in wanted.split("|")]
    assert [(one.polarity, one.topic, one.is_lasting) for one in heard] == [
        (polarity, topic, lasting == "yes") for polarity, topic, lasting, _ in wishes
    ]
    for one, (*_, value) in zip(heard, wishes, strict=True):
        assert plain(value) in plain(one.value)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Столик на двоих на завтра, у жены аллергия на арахис"),
        ("ru", "Ужин в среду, один гость веган, второй ест всё"),
        ("en", "Table for six, one of us is allergic to sesame"),
        ("en", "Lunch on Monday, she is a vegetarian"),
    ],
)
def test_an_allergy_or_a_diet_is_always_raised_and_lasts(lang, text):
    [one] = read_preferences(text, lang)
    assert one.topic in (Topic.ALLERGY, Topic.DIET)
    assert one.polarity in (Polarity.NEVER, Polarity.MUST)
    assert one.is_lasting
    assert one.confidence > 0.9


def test_a_window_is_a_seat_in_flight_and_a_table_at_dinner():
    [in_flight] = read_preferences("Рейс в Казань, желательно у окна", "ru")
    [at_dinner] = read_preferences("Ужин в Казани, желательно у окна", "ru")
    assert (in_flight.topic, at_dinner.topic) == (Topic.SEAT, Topic.SEATING)


def test_what_lasts_is_surer_than_a_wish_for_once():
    [lasting] = read_preferences("Предпочитаю столик у окна", "ru")
    [once] = read_preferences("Желательно столик у окна", "ru")
    assert lasting.is_lasting
    assert not once.is_lasting
    assert lasting.confidence > once.confidence


PIECES = ["не", "люблю", "аллергия", "на", "орехи", "и", ",", "лучше", "у окна", "без", "лука", "no nuts", "?", "когда"]


def check(text: str, lang: str) -> None:
    heard = read_preferences(text, lang)
    ends = [0]
    for one in heard:
        assert 0 <= one.start < one.end <= len(text)
        assert plain(text[one.start : one.end]) == plain(one.value)
        assert 0 < one.confidence <= 1
        assert one.start >= ends[-1]  # in order, none inside another
        ends.append(one.end)


@given(st.text(max_size=200), st.sampled_from(["ru", "en", "fr"]))
def test_whatever_is_written_the_values_are_words_of_the_message(text, lang):
    check(text, lang)


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["ru", "en"]))
def test_any_heap_of_tastes_gives_values_in_order(pieces, lang):
    check(" ".join(pieces), lang)
