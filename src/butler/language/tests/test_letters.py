"""Every sentence the house may write to a client, read aloud."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from butler.language.letters import Day, Promise, of_day, of_promise, russian, subject
from butler.language.letters.facts import flight_number, train_number
from butler.language.names import Name
from butler.language.salutation import Voice

MOSCOW, TOKYO, ISTANBUL = ZoneInfo("Europe/Moscow"), ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/Istanbul")
TODAY = date(2026, 11, 24)
RU, EN = Voice("ru"), Voice("en")


def said(kind: str, at: str = "20:00", **facts) -> Promise:
    hour, minute = map(int, at.split(":"))
    place = facts.pop("place", MOSCOW)
    moment = datetime(2026, 11, facts.pop("on", 24), hour, minute, tzinfo=place)
    return Promise(**{"kind": kind, "at": moment, "place": place, "home": MOSCOW, "today": TODAY} | facts)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("promise", "words"),
    [
        (said("restaurant", venue="Северный двор", party_size=2),
         "Столик в ресторане «Северный двор» забронирован на 20:00, на двоих."),
        (said("restaurant", party_size=12), "Столик забронирован на 20:00, на 12 человек."),
        (said("transfer", "9:30", is_at_home=True, wishes=("За рулём Роман",)),
         "Машина будет у подъезда в 9:30, за рулём Роман."),
        (said("transfer", "9:30", is_at_home=True, wishes=("вода «Боржоми»", "20 °C в салоне")),
         "Машина будет у подъезда в 9:30. Учтено: вода «Боржоми»; 20 °C в салоне."),
        (said("restaurant", wishes=("Стол у окна", "Исключить: сквозняк", "стол у окна", "Тихий зал")),
         "Столик забронирован на 20:00, на одного. Учтено: стол у окна; тихий зал."),
        (said("restaurant", wishes=("Исключить: сквозняк", "Стол у окна")),
         "Столик забронирован на 20:00, на одного. Учтено: стол у окна. Исключено: сквозняк."),
        (said("household", venue="Половник"), "Визит на дом («Половник») в 20:00 подтверждён."),
        (said("medical", "11:00", wishes=("Натощак",)), "Приём в 11:00 подтверждён."),
        (said("beauty", "11:00", venue="Тишина"), "Запись («Тишина») на 11:00 подтверждена."),
        (said("transfer", "14:00", where="Мойка, 48"), "Машина будет по адресу Мойка, 48 в 14:00."),
        (said("flight", "12:40", number="NV\u00a0402", destination="IST"),
         "Ваш рейс NV 402 в Стамбул подтверждён, вылет в 12:40."),
        (said("flight", "12:40", number="NV\u00a0402", destination="HND", arrival_zone=TOKYO,
              arrives_at=datetime(2026, 11, 24, 21, 0, tzinfo=UTC)),
         "Ваш рейс NV 402 в Токио подтверждён, вылет в 12:40, прибытие в 6:00 (0:00 дома)."),
        (said("charter", "9:00", destination="NCE"), "Частный рейс в Ниццу подтверждён, вылет в 9:00."),
        (said("rail", "7:00", number="752А", destination="Москва"),
         "Места в поезде 752А в Москву подтверждены, отправление в 7:00."),
        (said("tickets", "19:00", venue="Большой театр", party_size=2),
         "Два билета («Большой театр») подтверждены, начало в 19:00."),
        (said("tickets", "19:00"), "Билет подтверждён, начало в 19:00."),
        (said("tickets", "19:00", party_size=5), "Пять билетов подтверждены, начало в 19:00."),
        (said("hotel", "15:00", venue="Астория"), "Номер в отеле «Астория» подтверждён, заезд с 15:00."),
        (said("hotel", "12:00", venue="Астория", is_end=True), "Выезд из отеля «Астория» до 12:00."),
        (said("medical", "11:00", venue="Клиника"), "Приём в 11:00 подтверждён."),
        (said("flowers", "12:00"), "Цветы будут доставлены к 12:00."),
        (said("restaurant", place=TOKYO, venue="Кика", party_size=2),
         "Столик в ресторане «Кика» забронирован на 20:00 (14:00 дома), на двоих."),
        (said("transfer", "5:15", on=25, is_at_home=True), "Машина будет у подъезда завтра в 5:15."),
        (said("hotel", "12:00"), "Номер подтверждён, заезд с 12:00."),
        (said("flight", "12:00", is_end=True), ""),
    ],
)  # fmt: skip
def test_promises_in_russian(promise, words):
    assert plain(of_promise(promise, RU)) == words


@pytest.mark.parametrize(
    ("promise", "words"),
    [
        (said("restaurant", venue="Северный двор", party_size=2),
         "A table at Severny dvor is booked at 20:00, for two."),
        (said("transfer", "9:30", is_at_home=True, wishes=("still water",)),
         "The car will be at your door at 9:30. As you like it: still water."),
        (said("flight", "12:40", number="NV\u00a0402", destination="IST"),
         "Your flight NV 402 to Istanbul is confirmed, departing at 12:40."),
        (said("tickets", "19:00", venue="Bolshoi", party_size=2),
         "Two tickets for Bolshoi are confirmed, curtain at 19:00."),
        (said("hotel", "12:00", venue="Astoria", is_end=True), "Check-out from Astoria is by 12:00."),
        (said("restaurant", place=TOKYO, party_size=2), "A table is booked at 20:00 (14:00 at home), for two."),
        (said("transfer", "5:15", on=25, is_at_home=True), "The car will be at your door tomorrow at 5:15."),
    ],
)  # fmt: skip
def test_promises_in_english(promise, words):
    assert plain(of_promise(promise, EN)) == words


ELENA, PYOTR = Name("Елена", "Петровна", "Вересова", "f"), Name("Пётр", "", "", "m")


@pytest.mark.parametrize(
    ("day", "russian_words", "english_words"),
    [
        (Day("birthday", TODAY, TODAY, ELENA, "spouse"), "Сегодня день рождения супруги, Елены.",
         "Today is your wife Yelena's birthday."),
        (Day("birthday", date(2026, 11, 28), TODAY, PYOTR, "child"), "В субботу, 28 ноября, день рождения сына, Петра.",
         "On Saturday, 28 November is your son Pyotr's birthday."),
        (Day("birthday", date(2026, 11, 25), TODAY, ELENA, "colleague"), "Завтра день рождения Елены Петровны.",
         "Tomorrow is Yelena's birthday."),
        (Day("anniversary", TODAY, TODAY, years=10), "Сегодня ваша годовщина, 10 лет.",
         "Today is your anniversary, 10 years."),
        (Day("birthday", TODAY, TODAY), "С днём рождения от всего дома.", "Happy birthday from the whole house."),
        (Day("birthday", date(2026, 11, 25), TODAY), "", ""),
        (Day("memorial", TODAY, TODAY, ELENA), "", ""),
    ],
)  # fmt: skip
def test_days_that_come(day, russian_words, english_words):
    assert plain(of_day(day, RU)) == russian_words
    assert plain(of_day(day, EN)) == english_words


def test_the_client_is_spoken_to_as_they_like():
    flight = said("flight", "12:40", destination="IST")
    assert of_promise(flight, Voice("ru", capital_you=True)).startswith("Ваш рейс")
    assert of_promise(flight, Voice("ru", is_formal=False)).startswith("Твой рейс")


def test_the_subject_is_the_day():
    assert plain(subject(Day("", TODAY, TODAY), RU)) == "Вторник, 24 ноября"
    assert plain(subject(Day("", TODAY, TODAY), EN)) == "Tuesday, 24 November"


def test_numbers_of_flights_and_trains_are_found_in_titles():
    assert plain(flight_number("NV 402 Петербург — Стамбул")) == "NV 402"
    assert plain(flight_number("Рейс SU1234, бизнес-класс")) == "SU 1234"
    assert flight_number("Перелёт в Стамбул в 12:40") == ""
    assert train_number("Сапсан 752А, купе-переговорная") == "752А"
    assert train_number("Поезд в Москву") == ""


def test_both_tables_speak_of_every_kind_and_never_excuse_themselves():
    from butler.language.letters import english

    assert set(russian.SENTENCES) == set(english.SENTENCES)
    for kind in russian.SENTENCES:
        for voice in (RU, EN):
            text = of_promise(said(kind), voice)
            assert text.endswith(".")
            assert "  " not in text
            assert not any(word in text.lower() for word in ("сожалени", "проблем", "не получ", "sorry", "problem"))
