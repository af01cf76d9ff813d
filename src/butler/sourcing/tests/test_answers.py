"""What an answer to our order proves."""

from datetime import datetime

import pytest

from butler.language.suppliers import Asked
from butler.sourcing.rules.bare import bare
from butler.sourcing.rules.hearing import to_order
from butler.sourcing.tests.conftest import MOSCOW

DINNER = Asked("restaurant", datetime.fromisoformat("2026-12-11T19:00"), 3)
LESSON = Asked("tutor", datetime.fromisoformat("2026-12-08T14:00"), 1, has_time=False, has_day=False)
FLIGHT = Asked("flight", datetime.fromisoformat("2026-12-11T21:40"), 1)
STAY = Asked("hotel", datetime.fromisoformat("2026-12-04T00:00"), 2, has_time=False)


@pytest.mark.parametrize(
    ("words", "asked", "heard", "reference"),
    [
        ("Подтверждаем: люкс, 4-5 декабря, бронь LM-3317. Подушек, увы, нет.", STAY, "confirmed", "LM-3317"),
        ("Пробный урок записан, четверг 17:00, номер 61.", LESSON, "confirmed", "61"),
        ("Переоформлено: NV883, 21:40, место 3C, номер брони 6ZK4TQ.", FLIGHT, "confirmed", "6ZK4TQ"),
        ("Бронь О-130, ждём.", DINNER, "confirmed", "О-130"),
        ("Ваши, номер 77.", DINNER, "confirmed", "77"),
        ("Подтверждаем: трое, 11 декабря, 19:00, бронь 9042.", DINNER, "confirmed", "9042"),
        ("Ваш заказ 55 в работе.", DINNER, "nothing", "55"),
        ("Ваша заявка 55 принята, ждём оплату.", DINNER, "perhaps", ""),
        ("Предварительно записали, номер 5, ждём подтверждения.", DINNER, "perhaps", "5"),
        ("Подтверждаем на 12 декабря, номер 5.", DINNER, "perhaps", "5"),
        ("Бронь 8841 не нашли.", DINNER, "nothing", "8841"),
        ("Заказ 5120 принят, букет будет готов завтра к 12:00.", LESSON, "confirmed", "5120"),
        ("Заказ 5120 принят, менеджер свяжется с вами.", LESSON, "nothing", "5120"),
        ("Мест нет.", DINNER, "fell", ""),
    ],
)  # fmt: skip
def test_an_answer_to_an_order_proves_only_what_is_firm(words, asked, heard, reference):
    said = to_order(words, asked, received=datetime.fromisoformat("2026-12-03T11:00"), zone=MOSCOW)
    assert (str(said.heard), said.terms.reference) == (heard, reference)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("Да, стол на двоих 25 ноября в 20:00 есть, держим до 18:00.", "Стол на двоих 25 ноября в 20:00"),
        ("Можем предложить: два места, партер. Цена 20 000 руб. Держим до 21:00.", "Два места, партер"),
        ("Добрый день! Есть люкс с видом на море, 40 000 руб., подтвердите до вечера.", "Люкс с видом на море"),
        ("Yes, we have a quiet room, EUR 450 per night, held until 6pm.", "A quiet room"),
        ("Да", "Да"),
        ("46 000 руб.", "46 000 руб."),
    ],
)
def test_what_is_offered_is_kept_without_the_price_and_manners_beside_it(words, offered):
    assert bare(words) == offered
