"""What stands between the lines: corrections, points within a line, hours that belong to a day said elsewhere."""

from datetime import datetime

import pytest

from butler.language.message import Context, read

NOW = datetime.fromisoformat("2026-12-08T12:20")


def asked(words, *said):
    previous = tuple(("house", one) for one in said)
    return read(words, ref=NOW, context=Context(previous=previous)).requests


def values(request, slot):
    return [str(one.value) for one in request.slots.get(slot, [])]


def test_the_second_number_of_a_change_is_an_hour_where_the_first_is():
    (dinner,) = asked("Перенесите ужин с пяти на семь")
    assert (dinner.act, values(dinner, "was"), values(dinner, "when")) == ("change", ["T17:00"], ["T19:00"])


def test_points_numbered_within_a_line_are_requests_of_their_own():
    found = asked("1) стол на двоих в пятницу в 20:00 2) номер в Киото на 4 ночи 3) розы маме к субботе")
    assert [one.category for one in found] == ["restaurant", "hotel", "flowers"]


def test_a_heading_above_a_list_asks_nothing():
    found = asked("Could you sort:\n- flowers for Anna on Friday\n- the dentist next week")
    assert [one.category for one in found] == ["flowers", "medical"]


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("Летим в субботу вертолётом, взлёт в 8", "2026-12-12T08:00"),
        ("Get me on the 6:45 to Zurich tomorrow", "2026-12-09T06:45"),
        ("The car at 10 tonight, please", "2026-12-08T22:00"),
    ],
)
def test_an_hour_is_of_the_half_of_its_own_day(words, when):
    assert values(asked(words)[0], "when") == [when]


def test_a_sum_beside_a_month_is_no_year():
    (payment,) = asked("Переведите преподавателю вокала за ноябрь, 64 тыс.")
    assert payment.category == "payment"
    assert [one.value for one in payment.slots["budget"]] == [{"amount": 64000, "currency": "RUB"}]
    assert not any(when.startswith("2064") for when in values(payment, "when"))


@pytest.mark.parametrize(
    "words", ["У Бориса аллергия на арахис, врач сказал строго", "Муж не ест рыбу и не переносит духоту"]
)
def test_who_says_what_he_cannot_stand_orders_nothing(words):
    assert {one.act for one in asked(words)} == {"inform"}


def test_a_proposal_without_a_question_is_answered_as_one():
    (answer,) = asked("не, там в прошлый раз было не то", "«Порто» занят. Вместо него могу взять «Лукоморье».")
    assert answer.act == "decline"
