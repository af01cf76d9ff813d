"""A greeting and a signature name nobody whom the request concerns."""

from datetime import datetime

import pytest

from butler.language.slots import read_slots

NOW = datetime(2026, 11, 26, 10)  # noqa: DTZ001 - the reading's clock is local and naive


def _read(text, category="restaurant"):
    slots = read_slots(text, lang="ru", ref=NOW, category=category, act="book", moments=[])
    return {slot: [found.value for found in slots.get(slot, [])] for slot in ("people", "name")}


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Добрый день, Анна.\n\nНужен столик на троих", "restaurant"),
        ("Анна, нужен столик на троих", "restaurant"),
        ("К театру машину на 18:15, обратно по звонку.\n\nЕлена Сташевская", "transfer"),
        ("Дорогой Тимур Рашидович,\n\nконцерт через восемь дней.", "tickets"),
    ],
)
def test_who_is_greeted_and_who_signs_is_not_asked_about(text, category):
    assert _read(text, category) == {"people": [], "name": []}


@pytest.mark.parametrize(
    ("text", "category", "slot", "value"),
    [
        ("Добрый день, Анна. Столик для Виктора Лунёва", "restaurant", "people", "Виктора Лунёва"),
        ("Анна Нетребко, два билета", "tickets", "name", "Нетребко"),
    ],
)
def test_whom_it_concerns_is_still_read(text, category, slot, value):
    assert _read(text, category)[slot] == [value]
