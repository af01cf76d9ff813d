"""A message as a whole: requests told apart, answers understood by what was asked, spans that stay inside."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from butler.language.gazetteer import Gazetteer, Name
from butler.language.message import Awaited, Context, Open, as_json, from_json, read

NOW = datetime.fromisoformat("2026-03-10T12:00")


def asked(text, **context):
    return [(one.category, one.act) for one in read(text, ref=NOW, context=Context(**context)).requests]


@pytest.mark.parametrize(
    ("text", "requests"),
    [
        ("Закажите столик на завтра. И няню на вечер", ["restaurant", "household"]),
        ("Отмените яхту, а вместо неё катер", ["yacht", "yacht"]),
        ("Нужен отель с бассейном, спа и завтраком", ["hotel"]),
        ("Нужна машина в аэропорт, рейс в 18:40", ["transfer"]),
        ("Напомните завтра про визу и про врача", ["reminder"]),
        ("Добрый день! Закажите столик. Спасибо!", ["restaurant"]),
        ("Book a table for two, and a taxi home", ["restaurant", "transfer"]),
    ],
)
def test_a_message_is_cut_where_another_thing_is_asked(text, requests):
    assert [category for category, _ in asked(text)] == requests


def test_together_the_parts_are_in_order_and_apart():
    spans = [one.span for one in read("Закажите столик на завтра. И няню на вечер", ref=NOW).requests]
    assert spans == sorted(spans)
    assert spans[0][1] <= spans[1][0]


def test_an_hour_in_the_second_request_is_of_the_day_of_the_first():
    first, second = read("Закажите ужин на 12 марта в 19:00 и машину в 22:00", ref=NOW).requests
    assert [first.slots["when"][0].value, second.slots["when"][0].value] == ["2026-03-12T19:00", "2026-03-12T22:00"]


@pytest.mark.parametrize(
    ("text", "length"),
    [("Засеки 3 часа и 10 минут", "PT3H10M"), ("Таймер на 50 секунд", "PT50S"), ("Set a timer for 2 hours", "PT2H")],
)
def test_a_timer_keeps_its_minutes_and_seconds(text, length):
    assert [found.value for found in read(text, ref=NOW).requests[0].slots["duration"]] == [length]


@pytest.mark.parametrize(
    ("text", "house", "act"),
    [
        ("да", "Стол на 20:00, берём?", "confirm"),
        ("нет, поздно", "Стол на 22:00, берём?", "decline"),
        ("тот, что дешевле", "Есть два рейса. Какой берём?", "confirm"),
        ("с Лесной, 12", "Откуда подать машину?", "inform"),
        ("yes, please", "Shall I book it?", "confirm"),
    ],
)
def test_an_answer_is_understood_by_what_we_asked(text, house, act):
    assert [one for _, one in asked(text, previous=(("house", house),))] == [act]


def test_what_a_change_is_of_is_known_by_the_open_request():
    text = "Перенесите на час позже"
    assert asked(text, open_requests=(Open("beauty", "Массаж"),)) == [("beauty", "change")]
    assert asked(text, open_requests=(Open("yacht", "Яхта «Чайка»"),)) == [("yacht", "change")]


def test_of_several_open_requests_the_one_that_is_named_is_meant():
    several = (Open("sport", "Корт «Юность»"), Open("club", "Клуб «Маяк»"), Open("tutor", "Занятие"))
    assert asked("Отмените «Маяк»", open_requests=several) == [("club", "cancel")]


def test_the_caller_may_say_what_is_awaited():
    assert asked("второй", awaited=Awaited.CHOICE)[0][1] == "confirm"


def test_a_name_of_the_house_tells_what_is_meant():
    known = Gazetteer([Name("venue", "Альбатрос", "7", about="yacht"), Name("venue", "Larch", "8", about="restaurant")])
    assert asked("«Альбатрос» на субботу", gazetteer=known)[0][0] == "yacht"
    told = (("house", "Your viewing at Mercer Gallery is confirmed."),)
    wish = "Could you get us into Larch tomorrow at half past seven? The private view last week was a delight."
    assert asked(wish, gazetteer=known, previous=told)[0] == ("restaurant", "book")


def test_a_house_that_is_only_the_way_tells_nothing():
    known = Gazetteer([Name("venue", "Альбатрос", "7", about="yacht")])
    assert asked("Машину к «Альбатросу» завтра в 19:00", gazetteer=known)[0][0] == "transfer"
    assert asked("Цветы на «Альбатрос» завтра к восьми", gazetteer=known)[0][0] == "flowers"


@pytest.mark.parametrize(
    "text",
    [
        "Привет",
        "спасибо большое",
        "Включи свет на кухне",
        "Имейте в виду, я на даче",
        "Какая завтра погода?",
        "Рейс задержали на три часа, прилетим в 19:50",
        "Узнайте, пожалуйста, какой взнос в гольф-клубе «Пестово»",
        "",
        "...",
    ],
)
def test_what_asks_for_nothing_books_nothing(text):
    assert {act for _, act in asked(text)}.isdisjoint({"book", "change", "cancel"})


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("Срочно пришлите сантехника", "now"),
        ("Закажите столик сегодня на 20:00", "today"),
        ("Закажите машину завтра на 8:00", "today"),
        ("Закажите столик 14 марта", "soon"),
        ("Нужен фаст-трек на завтра, вылет в 6:40", "today"),
        ("Нужна няня на вечер пятницы с 18 до 23", "soon"),
        ("Закажите столик 14 мая", "whenever"),
        ("Спасибо!", "whenever"),
    ],
)
def test_how_soon_somebody_must_move(text, urgency):
    assert read(text, ref=NOW).urgency.value == urgency


def test_after_the_start_of_what_is_asked_it_is_too_late():
    assert read("Закажите столик 14 марта в 20:00", ref=NOW).no_return == datetime.fromisoformat("2026-03-14T20:00")
    assert read("Спасибо за 14 марта, 20:00", ref=NOW).no_return is None


WORDS = st.sampled_from(
    ["столик", "отмените", "да", "нет,", "завтра", "в 19:00", "и", "а вместо", ".", "\n", "5-го", "«Маяк»", "taxi",
     "please", "👍", "İ", "ǅ", "ß", "\u0301", "не", "нас", "4", "спасибо", "?", "!!!", "до", "€", "\x00"]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)))
def test_no_text_is_too_strange_and_every_span_stays_inside(text):
    reading = read(text, ref=NOW, context=Context(previous=(("house", text),)))
    assert reading.requests
    for one in reading.requests:
        spans = [one.span, *(span for guess in (*one.categories, *one.acts) for span in guess.why)]
        spans += [(found.start, found.end) for values in one.slots.values() for found in values]
        assert all(0 <= start <= end <= len(text) for start, end in spans)
        assert all(0 <= guess.confidence <= 1 for guess in (*one.categories, *one.acts))
    assert from_json(as_json(reading)) == reading
