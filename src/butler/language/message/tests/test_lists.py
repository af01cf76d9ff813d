"""A message that lists its matters: each point is a request of its own, with its own day, hour and people."""

from datetime import datetime

import pytest

from butler.language.message import Context, read

NOW = datetime.fromisoformat("2026-12-08T09:20")
NUMBERED = """Добрый день! Сразу несколько дел.
1. Столик на четверых в субботу в 20:00, где-нибудь на воде.
2. Цветы жене завтра к 10 утра, без роз.
3. Найдите няню для Пети на будние вечера.
4. И запишите меня к стоматологу на следующей неделе.
Спасибо!"""
IRRITATED = """Илья, опять приходится напоминать самой.
Во-первых, билеты в Мариинку на «Спартак» на пятницу, два, партер.
Во-вторых, маме плохо с давлением, нужен хороший кардиолог, желательно завтра.
И ещё: машина в аэропорт в воскресенье в 6 утра, чемоданов три.
Надеюсь, больше без напоминаний."""
HURRIED = """Здравствуйте. Про ремонт потом.
Также мне надо попасть к окулисту, лучше в среду.
И стол в пятницу, 11 декабря, в 19:00, нас трое, потише.
"""


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (NUMBERED, [("restaurant", "2026-12-12T20:00"), ("flowers", "2026-12-09T10:00"), ("household", ""),
                    ("medical", "2026-12-14")]),
        (IRRITATED, [("tickets", "2026-12-11"), ("medical", "2026-12-09"), ("transfer", "2026-12-13T06:00")]),
        (HURRIED, [("medical", "2026-12-09"), ("restaurant", "2026-12-11T19:00")]),
    ],
)  # fmt: skip
def test_each_point_of_a_list_is_a_request_of_its_own(words, asked):
    requests = read(words, ref=NOW, context=Context()).requests
    found = [(str(one.category), str(one.slots["when"][0].value) if one.slots.get("when") else "") for one in requests]
    assert [one for one in found if one[0] in {category for category, _ in asked}] == asked


def test_the_hour_of_a_matter_is_of_its_own_day():
    (flowers,) = read("Завтра у мамы юбилей: букет к полудню.", ref=NOW, context=Context()).requests
    assert [str(one.value) for one in flowers.slots["when"]] == ["2026-12-09T12:00"]


def test_two_lines_without_marks_are_read_as_ever():
    words = "Столик на двоих завтра в 20:00.\nХорошо бы у окна."
    assert len(read(words, ref=NOW, context=Context()).requests) == 1
