"""Drafts in the house's voice: what stands in them, what falls away, and what a template may not say."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.language.drafting import (
    DEFAULTS,
    VARIABLES,
    Facts,
    Matter,
    Mistake,
    NotKnown,
    Option,
    Purpose,
    When,
    check,
    draft,
    missing,
)
from butler.language.names import Name
from butler.language.salutation import Voice

MOSCOW = ZoneInfo("Europe/Moscow")
TWO_O_CLOCK = datetime(2026, 11, 24, 11, tzinfo=UTC)
MARIA = Name("Мария", "Андреевна", "Ольшанская", "f")
DINNER = Matter("restaurant", When(date(2026, 11, 27), time(20)), 4, "Северный двор")
PLAY = Matter("tickets", When(date(2026, 11, 24), time(19)), 2, name="Вишнёвый сад")


def facts(*matters: Matter, language: str = "ru", **more) -> Facts:
    voice = more.pop("voice", Voice(language))
    fields = {"promise_by": TWO_O_CLOCK + timedelta(hours=2), "reference": "8841"} | more
    return Facts(MARIA, voice, TWO_O_CLOCK, MOSCOW, matters, **fields)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("matter", "said"),
    [
        (DINNER, "ищу столик в «Северном дворе» на четверых в пятницу, 27 ноября, в 20:00"),
        (PLAY, "ищу два билета на «Вишнёвый сад», сегодня в 19:00"),
        (replace(PLAY, party=5), "ищу пять билетов на «Вишнёвый сад», сегодня в 19:00"),
        (replace(PLAY, party=1), "ищу один билет на «Вишнёвый сад», сегодня в 19:00"),
        (replace(PLAY, party=None), "ищу билеты на «Вишнёвый сад», сегодня в 19:00"),
        (Matter("restaurant", place_in="Причале"), "ищу столик в «Причале»"),
        (Matter("restaurant", city="Казань", party=2), "ищу столик в Казани на двоих"),
        (
            Matter("flight", When(date(2027, 5, 5), until=date(2027, 5, 8)), origin="Москва", goal="Милан"),
            "ищу рейс из Москвы в Милан с 5 по 8 мая",
        ),
        (
            Matter("hotel", When(date(2026, 12, 30), until=date(2027, 1, 3)), city="Вена"),
            "подбираю отель в Вене с 30 декабря по 3 января",
        ),
        (Matter("flight", goal="Владивосток"), "ищу рейс во Владивосток"),
        (Matter("transfer", When(at=time(6, 30))), "заказываю машину с водителем в 6:30"),
        (Matter("medical", kind="кардиолог"), "ищу кардиолога"),
        (Matter("household", kind="настройщик"), "подбираю настройщика"),
        (Matter("yacht"), "ищу яхту"),
        (
            Matter("yacht", When(date(2026, 12, 19)), 8, city="Сочи", length="PT4H"),
            "ищу яхту в Сочи на восьмерых на четыре часа 19 декабря",
        ),
        (Matter("flowers", When(at=time(18)), name="корзина белых роз"), "подбираю корзину белых роз в 18:00"),
        (Matter("flowers", name="Пионы"), "подбираю цветы"),
        (Matter("beauty", kind="мужская стрижка"), "ищу время на мужскую стрижку"),
        (Matter("medical", kind="детский врач"), "ищу детского врача"),
        (Matter("tutor", kind="математика"), "подбираю преподавателя математики"),
        (Matter("household", kind="генеральная уборка"), "подбираю мастеров для генеральной уборки"),
        (Matter("documents"), "готовлю документы"),
    ],
)
def test_what_was_asked_is_said_in_right_russian(matter, said):
    assert plain(draft(Purpose.ACKNOWLEDGE, facts(matter))) == (
        f"Мария Андреевна, уже занимаюсь: {said}. Напишу вам не позже 16:00."
    )


def test_in_english_names_are_in_latin_letters():
    said = plain(draft(Purpose.ACKNOWLEDGE, facts(DINNER, language="en")))
    assert said.startswith("Ms Olshanskaya, I am on it: looking for a table at Severny")
    assert said.endswith("for four on Friday, 27 November, at 20:00. You will hear from me by 16:00.")


def test_you_is_said_as_the_client_likes_it():
    likes = {
        "вам": Voice("ru"),
        "Вам": Voice("ru", capital_you=True),
        "тебе": Voice("ru", is_formal=False, form="first"),
    }
    for pronoun, voice in likes.items():
        assert f"Напишу {pronoun} не позже" in plain(draft(Purpose.ACKNOWLEDGE, facts(DINNER, voice=voice)))
    assert "Подскажи, пожалуйста" in plain(draft(Purpose.ASK, facts(Matter("restaurant"), voice=likes["тебе"])))


def test_what_we_do_not_know_is_asked_in_one_question():
    said = plain(draft(Purpose.ASK, facts(Matter("restaurant", When(date(2026, 11, 27))))))
    assert "Подскажите, пожалуйста, в котором часу, на сколько человек и где удобнее?" in said
    assert missing(DINNER) == ()
    with pytest.raises(NotKnown):
        draft(Purpose.ASK, facts(DINNER))  # nothing is missing: there is nothing to ask


def test_no_time_is_promised_that_nobody_gave():
    with pytest.raises(NotKnown):
        draft(Purpose.ACKNOWLEDGE, facts(DINNER, promise_by=None))
    said = draft(Purpose.ASK, facts(Matter("restaurant"), promise_by=None))
    assert "не позже" not in said


def test_tomorrow_is_said_when_the_hour_is_tomorrows():
    said = plain(draft(Purpose.ACKNOWLEDGE, facts(DINNER, promise_by=TWO_O_CLOCK + timedelta(hours=20))))
    assert said.endswith("не позже завтра в 10:00.")


def test_options_are_numbered_with_price_reason_and_how_long_they_are_held():
    held = TWO_O_CLOCK + timedelta(hours=1, minutes=20)
    two = (
        Option("партер, 6 ряд, у прохода", Decimal(46000), why="ближе всего к просьбе", hold_until=held),
        Option("ложа бенуара", Decimal(185), "GBP"),
    )
    lines = plain(draft(Purpose.OPTIONS, facts(PLAY, options=two))).split("\n")
    assert lines[1] == "1. Партер, 6 ряд, у прохода, 46 000 ₽; ближе всего к просьбе; держим до 15:20"
    assert lines[2] == "2. Ложа бенуара, 185 £"
    with pytest.raises(NotKnown):
        draft(Purpose.OPTIONS, facts(PLAY))


def test_a_place_elsewhere_says_its_own_time_and_the_time_at_home():
    tokyo = ZoneInfo("Asia/Tokyo")
    option = Option("столик у окна", hold_until=datetime(2026, 11, 25, 0, 50, tzinfo=UTC))
    said = plain(draft(Purpose.OPTIONS, facts(DINNER, options=(option,), place_zone=tokyo)))
    assert "держим до 9:50 (3:50" in said


def test_done_is_said_in_the_nominative_with_the_reference():
    said = plain(draft(Purpose.CONFIRM, facts(Matter("yacht", When(date(2026, 11, 25))))))
    assert said == "Мария Андреевна, всё готово: яхта завтра. Номер брони 8841."
    assert "Номер" not in draft(Purpose.CONFIRM, facts(DINNER, reference=""))


def test_the_words_of_the_house_bend_too():
    own = "Для {клиент:род} и {гости:гостя|гостей|гостей}: {ваш:ж} просьба у {вы:род}. [Цена {цена}.]"
    assert plain(draft(Purpose.CONFIRM, facts(DINNER), own)) == ("Для Марии Андреевны и гостей: ваша просьба у вас.")


@pytest.mark.parametrize(
    ("template", "code", "at"),
    [
        ("{клент}, здравствуйте", "unknown_variable", 0),
        ("Здравствуйте, {клиент:зв}", "unknown_form", 14),
        ("Напишу [до {срок}", "open_bracket", 7),
        ("Напишу до {срок}]", "stray_bracket", 16),
        ("Напишу } до", "stray_brace", 7),
        ("Напишу {} до", "empty_variable", 7),
        ("   ", "no_words", 0),
        ("[[[[глубоко]]]]", "too_deep", 3),
        ("а" * 3001, "too_long", 3000),
    ],
)
def test_what_is_wrong_in_a_template_is_said_with_its_place(template, code, at):
    with pytest.raises(Mistake) as mistake:
        check(template)
    assert (mistake.value.code, mistake.value.at) == (code, at)


def test_every_word_of_the_house_is_a_good_template_and_never_apologises():
    for (purpose, language), template in DEFAULTS.items():
        check(template)
        assert not any(
            word in template.lower() for word in ("к сожалению", "извин", "проблем", "sorry", "unfortunately")
        )
        assert (purpose, {"ru": "en", "en": "ru"}[language]) in DEFAULTS


@given(st.text(alphabet="{}[]:|абв клиентдело", max_size=60))
def test_any_text_is_a_template_or_a_mistake(text):
    wrong, said = mistake_in(text), ""
    if wrong is None:
        with suppress(NotKnown):
            said = draft(Purpose.ACKNOWLEDGE, facts(DINNER), text)
    assert wrong is None or 0 <= wrong.at <= len(text)
    assert not set("{}[]") & set(said)


def mistake_in(text: str) -> Mistake | None:
    try:
        check(text)
    except Mistake as mistake:
        return mistake
    return None


@given(st.sampled_from(VARIABLES), st.data())
def test_every_variable_speaks_in_each_of_its_forms(known, data):
    form = data.draw(st.sampled_from((*known.forms, ""))) if known.forms else ""
    said = known.say(facts(DINNER, options=(Option("стол"),), author="Анна", house="Дом"), form)
    assert isinstance(said, str)
