"""Names known beforehand are met in any case, with quotes or without, in either alphabet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.language.evidence import Source
from butler.language.gazetteer import Gazetteer, Name
from butler.language.world import world

HOUSE = Gazetteer(
    [
        Name("restaurant", "Северный двор", "supplier:1"),
        Name("restaurant", "Оранжерея", "supplier:2", ("Oranzhereya Garden",)),
        Name("person", "Анна Олшанская", "client:3", ("Анна Сергеевна",)),
        Name("hotel", "Villa Selene", "supplier:4"),
        Name("supplier", "Полёт", "supplier:5"),
    ]
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ужин в Северном дворе", "supplier:1"),
        ("столик в «Северном дворе» на двоих", "supplier:1"),
        ("мы были в оранжерее", "supplier:2"),
        ("dinner at Oranzhereya", "supplier:2"),
        ("dinner at the Oranzhereya Garden", "supplier:2"),
        ("встретьте Анну Сергеевну", "client:3"),
        ("передайте Анне Олшанской", "client:3"),
        ("номер в Villa Selene", "supplier:4"),
        ("вилла селене, май", "supplier:4"),
        ("спросите у Полета", "supplier:5"),
    ],
)
def test_a_name_is_met_in_any_form(text, key):
    assert [one.value.key for one in HOUSE.find(text)] == [key]


@pytest.mark.parametrize("text", ["мы на севере, двор закрыт", "Анна, добрый день", "вилла у моря", "", "!!! 12:30"])
def test_half_a_name_is_no_name(text):
    assert HOUSE.find(text) == []


def test_the_longest_name_wins_and_says_where_it_stands():
    [found] = HOUSE.find("At the Oranzhereya Garden, please")
    assert (found.start, found.end, found.source) == (7, 25, Source.GAZETTEER)


def test_a_name_typed_small_is_less_sure():
    small, written = HOUSE.find("в оранжерее или в Северном дворе")
    assert small.confidence < written.confidence


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("из Нижнего Новгорода на Мальдивы", ["Нижний Новгород", "Мальдивы"]),
        ("в Сен-Тропе, потом до Ниццы", ["Сен-Тропе", "Ницца"]),
        ("на Патриарших прудах", ["Патриаршие пруды"]),
        ("from Abu Dhabi to St. Moritz", ["Abu Dhabi", "St Moritz"]),
        ("встретьте в Шереметьево", ["Шереметьево"]),
        ("добрый день, хороший вечер", []),
    ],
)
def test_places_of_the_world_are_known(text, places):
    assert [one.value.name for one in world().find(text)] == places


@given(st.text(max_size=80))
def test_any_text_is_read_and_spans_stay_inside(text):
    last = 0
    for one in HOUSE.find(text):
        assert last <= one.start < one.end <= len(text)
        last = one.end
