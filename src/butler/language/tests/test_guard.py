"""What would tell the network who our client is, in whatever form; and what is no such thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.language.guard import Circle, Kind, leaks
from butler.language.names import Case, patronymic, surname
from butler.language.redaction import Somebody

OLSHANSKYS = Circle(
    people=(
        Somebody("Мария", "Андреевна", "Ольшанская", "f"),
        Somebody("Павел", "", "Ольшанский", "m"),
        Somebody("Артём", "Львович", "Рейн", "m"),
    ),
    phones=("+7 911 555-01-02",),
    mails=("Maria@Client.example",),
    numbers=("75 1234567",),
    addresses=("Мойка, 12, кв. 4",),
)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Столик для Ольшанской", Kind.NAME),
        ("Столик для ОЛЬШАНСКОЙ", Kind.NAME),
        ("За Андреевной пришлите машину", Kind.NAME),
        ("Mrs Olshanskaya will come", Kind.NAME),
        ("у гocпoжи Oльшaнcкoй", Kind.NAME),
        ("г-жа Оль\u00adшанская", Kind.NAME),
        ("Рейну нужен тихий стол", Kind.NAME),
        ("звоните 8 (911) 555 01 02", Kind.PHONE),
        ("пишите на maria@client.example", Kind.MAIL),
        ("паспорт 751234567", Kind.NUMBER),
        ("подать на мойка 12 кв 4", Kind.ADDRESS),
    ],
)
def test_whoever_is_named_is_found(words, kind):
    assert [leak.kind for leak in leaks(words, OLSHANSKYS)] == [kind]


@pytest.mark.parametrize(
    "words",
    [
        "Мария, добрый день! Найдётся ли столик на четверых 24 ноября в 20:00?",
        "Рейнское вино к рыбе, Павел", "Наш номер Ф-4821, ответьте до 16:00", "Рейс NV402, 12:00, 24.11.2026",
        "Бронь 8841, 60 000 ₽", "Ждём у Мойки, дом напротив",
    ],
)  # fmt: skip
def test_plain_words_of_an_order_are_no_leak(words):
    assert leaks(words, OLSHANSKYS) == []


@given(
    st.sampled_from(list(Case)), st.sampled_from([str.lower, str.upper, str.title, lambda word: "\u200b".join(word)])
)
def test_no_form_and_no_spelling_of_a_name_gets_through(case, spelt):
    for said in (surname("Ольшанская", "f", case), patronymic("Андреевна", "f", case), surname("Рейн", "m", case)):
        assert leaks(f"Гость {spelt(said)}, двое", OLSHANSKYS)
