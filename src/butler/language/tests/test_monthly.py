"""The words of the monthly letter: numbers, cases, manners; read aloud."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.language import monthly
from butler.language.monthly import Given, Month, english, russian
from butler.language.salutation import Voice
from butler.requests.rules.returned import ALONE

NOVEMBER = date(2026, 11, 1)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def month(*given_back: Given) -> Month:
    return Month(NOVEMBER, given_back)


@pytest.mark.parametrize(
    ("matters", "minutes", "says"),
    [
        (1, 20, "В ноябре мы завершили для вас одно дело. По нашим подсчётам, это вернуло вам 20 минут."),
        (1, 41, "В ноябре мы завершили для вас одно дело. По нашим подсчётам, это вернуло вам 41 минуту."),
        (2, 119, "В ноябре мы завершили для вас два дела. По нашим подсчётам, это вернуло вам один час."),
        (5, 150, "В ноябре мы завершили для вас пять дел. По нашим подсчётам, это вернуло вам два часа."),
        (11, 330, "В ноябре мы завершили для вас 11 дел. По нашим подсчётам, это вернуло вам пять часов."),
        (21, 1_260, "В ноябре мы завершили для вас 21 дело. По нашим подсчётам, это вернуло вам 21 час."),
        (22, 1_320, "В ноябре мы завершили для вас 22 дела. По нашим подсчётам, это вернуло вам 22 часа."),
    ],
)
def test_it_counts_as_a_russian_would(matters, minutes, says):
    found = month(Given("other", matters, 45, minutes))
    assert plain(monthly.opening(found, Voice("ru"))) == says


@pytest.mark.parametrize(
    ("voice", "says"),
    [
        (Voice("ru"), ("вам", "для вас", "скажите")),
        (Voice("ru", capital_you=True), ("Вам", "для Вас", "скажите")),
        (Voice("ru", is_formal=False), ("тебе", "для тебя", "скажи:")),
        (Voice("en"), ("to you", "for you", "a word is enough")),
    ],
)
def test_it_speaks_as_the_client_likes(voice, says):
    found = month(Given("other", 2, 45, 90))
    for words, part in zip(
        (monthly.subject(found, voice), monthly.opening(found, voice), monthly.closing(voice)), says, strict=True
    ):
        assert part in plain(words)


@pytest.mark.parametrize(
    ("category", "one", "two", "five", "twenty_one"),
    [
        (
            "restaurant", "столик в ресторане", "два столика в ресторанах", "пять столиков в ресторанах",
            "21 столик в ресторане",
        ),
        ("tickets", "билеты на событие", "билеты на два события", "билеты на пять событий", "билеты на 21 событие"),
        (
            "transfer", "поездка с водителем", "две поездки с водителем", "пять поездок с водителем",
            "21 поездка с водителем",
        ),
        ("household", "дело по дому", "два дела по дому", "пять дел по дому", "21 дело по дому"),
        ("medical", "личный вопрос", "два личных вопроса", "пять личных вопросов", "21 личный вопрос"),
    ],
)  # fmt: skip
def test_things_agree_with_their_numbers(category, one, two, five, twenty_one):
    said = [plain(monthly.line(Given(category, number, 60, 60), "ru")) for number in (1, 2, 5, 21)]
    assert said == [f"{words}: 1 ч" for words in (one, two, five, twenty_one)]


def test_english_knows_its_articles():
    said = [plain(monthly.line(Given(one, 1, 60, 60), "en")) for one in ("restaurant", "information", "other")]
    assert said == ["a restaurant table: 1 h", "an enquiry: 1 h", "another matter: 1 h"]
    assert plain(monthly.line(Given("other", 2, 60, 60), "en")) == "two other matters: 1 h"


def test_the_method_names_the_minutes_and_is_known_as_such():
    for language, says in (("ru", "Столик в ресторане — 40 мин"), ("en", "A restaurant table 40 min")):
        text = monthly.method((Given("restaurant", 3, 40, 120),), language)
        assert says in plain(text)
        assert monthly.is_method(text)
    assert not monthly.is_method("Анна Лаврова")


@pytest.mark.parametrize("table", [russian, english])
def test_every_category_of_the_method_has_words_and_none_speaks_of_health_or_money(table):
    assert set(ALONE) <= set(table.MATTERS)
    words = " ".join(str(forms) for forms in table.MATTERS.values()).lower()
    assert not any(bad in words for bad in ("врач", "клиник", "медиц", "doctor", "medical", "₽"))


@given(st.sampled_from([*ALONE, "unheard of"]), st.integers(1, 5_000), st.sampled_from(["ru", "en"]))
def test_every_line_has_its_number_and_no_hole(category, number, language):
    text = plain(monthly.line(Given(category, number, 60, 60 * number), language))
    assert "{" not in text
    assert "  " not in text
    assert number <= 10 or str(number) in text.replace(" ", "")
