"""Nights from their first day, the day that is meant in a span, and trades that go by other words."""

import pytest

from butler.reception.rules.stays import days_meant, last_day
from butler.reception.rules.trades import trade


@pytest.mark.parametrize(
    ("begins", "length", "until"),
    [
        ("2026-12-05", "P2D", "2026-12-07"), ("2026-12-05T14:00", "P1W", "2026-12-12"),
        ("2026-12-30", "P3D", "2027-01-02"), ("2026-12-05", "PT4H", ""),
        ("", "P2D", ""), ("T19:00", "P2D", ""), ("2026-12-05", "", ""),
        ("2026-12-05", "P9999D", ""),
    ],
)  # fmt: skip
def test_nights_are_counted_from_the_first_day(begins, length, until):
    assert last_day(begins, length) == until


@pytest.mark.parametrize(
    ("whens", "until", "meant"),
    [
        (["2026-11-23", "2026-11-26"], "2026-11-29", ("2026-11-26", "")),
        (["2026-11-23"], "2026-11-29", ("2026-11-24", "2026-11-29")),
        (["2026-12-05"], "2026-12-07", ("2026-12-05", "2026-12-07")),
        (["2026-12-05", "2026-12-20"], "2026-12-07", ("2026-12-05", "2026-12-07")),
        (["2026-11-27T20:00"], "", ("2026-11-27T20:00", "")),
        ([], "", ("", "")),
    ],
)
def test_a_day_inside_a_span_is_meant_and_a_span_that_has_begun_begins_today(whens, until, meant):
    assert days_meant(whens, until, "2026-11-24") == meant


@pytest.mark.parametrize(
    ("category", "words", "ours"),
    [
        ("documents", "Нужен курьер: забрать папку и отвезти нотариусу", "courier"),
        ("gift", "Отправьте курьером подарок", "courier"),
        ("documents", "Оформите доверенность у нотариуса", "documents"),
        ("restaurant", "Пусть курьер подождёт у ресторана", "restaurant"),
        ("other", "Организуйте, пожалуйста, день рождения сына на 20 гостей", "event"),
        ("other", "Please arrange a birthday party for my son", "event"),
        ("other", "Поздравьте её с днём рождения", "other"),
    ],
)
def test_a_courier_and_a_celebration_are_known_by_their_words(category, words, ours):
    assert trade(category, words) == ours
