"""Typography and agreement, by the house's microcopy."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.language import moments
from butler.language.latin import latin
from butler.language.money import money
from butler.language.phrasing import bind, count, for_so_many, in_words, is_cyrillic, joined, plural, quoted, sentence

MOSCOW, TOKYO, NEW_YORK = ZoneInfo("Europe/Moscow"), ZoneInfo("Asia/Tokyo"), ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "запрос"),
        (2, "запроса"),
        (4, "запроса"),
        (5, "запросов"),
        (11, "запросов"),
        (12, "запросов"),
        (21, "запрос"),
        (22, "запроса"),
        (111, "запросов"),
        (0, "запросов"),
        (101, "запрос"),
    ],
)
def test_words_agree_with_their_number(number, words):
    assert plural(number, "запрос", "запроса", "запросов") == words


def test_english_has_two_forms():
    assert [plural(n, "task", "tasks") for n in (0, 1, 2, 21)] == ["tasks", "task", "tasks", "tasks"]


def test_people_and_things_up_to_ten_are_words():
    assert in_words(5, "ru") == "пять"
    assert in_words(2, "ru", "f") == "две"
    assert in_words(1, "ru", "n") == "одно"
    assert in_words(11, "ru") == "11"
    assert count(46000, "рубль", "рубля", "рублей") == "46\u00a0000\u00a0рублей"


@pytest.mark.parametrize(
    ("people", "russian", "english"),
    [
        (1, "на одного", "for one"),
        (2, "на двоих", "for two"),
        (4, "на четверых", "for four"),
        (10, "на десятерых", "for ten"),
        (14, "на 14\u00a0человек", "for 14"),
        (21, "на 21\u00a0человека", "for 21"),
    ],
)
def test_for_how_many_a_table_is_laid(people, russian, english):
    assert (for_so_many(people, "ru"), for_so_many(people, "en")) == (russian, english)


def test_short_words_stick_to_the_next_one():
    assert bind("Столик в ресторане на двоих и у окна") == ("Столик в\u00a0ресторане на\u00a0двоих и\u00a0у\u00a0окна")
    assert bind("Осталось 20 мин — едем") == "Осталось 20\u00a0мин\u00a0— едем"


def test_quotes_and_quotes_within_them():
    assert quoted("Северный двор") == "«Северный двор»"
    assert quoted("«Северный двор»") == "«Северный двор»"
    assert quoted('Дом "Север"') == "«Дом „Север“»"
    assert quoted("North Yard", "en") == "“North Yard”"


def test_lists_and_sentences():
    assert joined(["вода", "плед"], "ru") == "вода и плед"
    assert joined(["water", "rug", "fruit"], "en") == "water, rug and fruit"
    assert joined([], "ru") == ""
    assert sentence("машина  будет у подъезда в 9:30..") == "Машина будет у\u00a0подъезда в\u00a09:30."


@given(st.text(max_size=80))
def test_a_sentence_ends_once_and_never_grows_twice(text):
    once = sentence(text)
    assert sentence(once) == once
    assert not once.endswith("..")


AT = datetime(2026, 11, 24, 6, 50, tzinfo=UTC)


def test_times_and_the_time_at_home():
    assert moments.clock(AT, MOSCOW) == "9:50"
    assert moments.clock_with_home(AT, MOSCOW, MOSCOW, "ru") == "9:50"
    assert moments.clock_with_home(AT, TOKYO, MOSCOW, "ru") == "15:50\u00a0(9:50\u00a0дома)"
    assert moments.clock_with_home(AT, MOSCOW, NEW_YORK, "en") == "9:50\u00a0(1:50\u00a0at\u00a0home)"
    late = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
    assert moments.clock_with_home(late, TOKYO, MOSCOW, "ru") == "2:00\u00a0(20:00\u00a0дома,\u00a0вт)"
    assert moments.span(AT, AT + timedelta(minutes=55), MOSCOW) == "9:50–10:45"


def test_an_hour_of_another_day_says_its_day():
    assert moments.by_when(AT, AT - timedelta(hours=2), MOSCOW, "ru") == "9:50"
    assert moments.by_when(AT, AT - timedelta(days=1), MOSCOW, "ru") == "24\u00a0ноября, 9:50"
    assert moments.by_when(AT, AT - timedelta(days=1), MOSCOW, "en") == "24\u00a0November, 9:50"


def test_dates():
    today = date(2026, 11, 24)
    assert moments.full_day(today, "ru") == "вторник, 24\u00a0ноября"
    assert moments.full_day(today, "en") == "Tuesday, 24\u00a0November"
    assert moments.short_day(today, "ru") == "вт\u00a024"
    assert moments.day_seen_from(date(2026, 11, 25), today, "ru") == "завтра"
    assert moments.day_seen_from(date(2026, 11, 28), today, "ru") == "в субботу, 28\u00a0ноября"
    assert moments.day_seen_from(date(2027, 1, 7), today, "ru") == "7\u00a0января 2027\u00a0года"
    assert moments.day_seen_from(date(2026, 12, 7), today, "en") == "on 7\u00a0December"
    assert moments.days_between(date(2026, 11, 24), date(2026, 11, 26), "ru") == "24–26\u00a0ноября"
    assert moments.days_between(date(2026, 11, 30), date(2026, 12, 2), "ru") == "30\u00a0ноября – 2\u00a0декабря"


@pytest.mark.parametrize(
    ("minutes", "russian", "english"),
    [
        (80, "1\u00a0ч\u00a020\u00a0мин", "1\u00a0h\u00a020\u00a0min"),
        (60, "1\u00a0ч", "1\u00a0h"),
        (0, "0\u00a0мин", "0\u00a0min"),
        (-5, "0\u00a0мин", "0\u00a0min"),
    ],
)
def test_lengths(minutes, russian, english):
    assert moments.length(timedelta(minutes=minutes), "ru") == russian
    assert moments.length(timedelta(minutes=minutes), "en") == english


@pytest.mark.parametrize(
    ("days", "russian", "english"),
    [
        (0, "сегодня", "today"),
        (1, "завтра", "tomorrow"),
        (3, "через 3\u00a0дня", "in 3\u00a0days"),
        (21, "через 21\u00a0день", "in 21\u00a0days"),
        (-2, "2\u00a0дня назад", "2\u00a0days ago"),
    ],
)
def test_in_how_many_days(days, russian, english):
    assert (moments.in_days(days, "ru"), moments.in_days(days, "en")) == (russian, english)


@pytest.mark.parametrize(
    ("amount", "currency", "russian", "english"),
    [
        (46000, "RUB", "46\u00a0000\u00a0₽", "46,000\u00a0₽"),
        (1200, "EUR", "1200\u00a0€", "€1,200"),
        (Decimal("99.5"), "USD", "99,50\u00a0$", "$99.50"),
        (1234567, "RUB", "1\u00a0234\u00a0567\u00a0₽", "1,234,567\u00a0₽"),
        (-5, "RUB", "−5\u00a0₽", "−5\u00a0₽"),
    ],
)
def test_money(amount, currency, russian, english):
    assert (money(amount, currency, "ru"), money(amount, currency, "en")) == (russian, english)


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("Вересов", "Veresov"),
        ("Ольшанская", "Olshanskaya"),
        ("Андрей", "Andrey"),
        ("Достоевский", "Dostoyevsky"),
        ("Северный двор", "Severny dvor"),
        ("Щукин", "Shchukin"),
        ("Юсупов", "Yusupov"),
        ("Санкт-Петербург", "St Petersburg"),
        ("Astoria", "Astoria"),
        ("Ёлкин", "Yolkin"),
    ],
)
def test_russian_names_in_latin_letters(russian, english):
    assert latin(russian) == english


def test_which_letters_a_text_is_written_in():
    assert is_cyrillic("Боржоми, 2 шт")
    assert not is_cyrillic("Still water")
    assert not is_cyrillic("123")
