"""Which wishes go with which promise, in which words; and what an answer says to each of them."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.bookings.rules.answers import heard_of_lines
from butler.requests.rules.services import ONLY_HARD, SERVES, Taste, lines_for


def taste(topic: str, value: str, polarity: str = "likes", scope: str = "", **more) -> Taste:
    return Taste(uuid4(), topic, polarity, value, scope, **more)


@pytest.mark.parametrize(
    ("kind", "wish", "line"),
    [
        ("restaurant", taste("seating", "стол у окна", scope="table"), "стол у окна"),
        ("restaurant", taste("allergy", "орехи", "never"), "без орехов (аллергия)"),
        ("restaurant", taste("allergy", "кинза", "never", "table"), "без кинзы (аллергия)"),
        ("hotel", taste("room", "подушка с гречишной лузгой", "must", "hotel"), "подушка с гречишной лузгой"),
        ("transfer", taste("drink", "«Нева» без газа", "must", "car"), "«Нева» без газа"),
        ("flowers", taste("flowers", "лилии", "never"), "без лилий"),
        ("flight", taste("seat", "у прохода", scope="flight"), "у прохода"),
        ("restaurant", taste("food", "русская кухня"), None),  # helps to choose, is no order
        ("restaurant", taste("drink", "«Нева» без газа", "must", "car"), None),
        ("hotel", taste("seating", "стол у окна"), None),
        ("restaurant", taste("allergy", "nuts", "never"), "no nuts (allergy)"),
    ],
)
def test_a_wish_goes_where_it_can_be_served(kind, wish, line):
    assert [one.text for one in lines_for(kind, [wish])] == ([line] if line else [])


def test_hard_lines_come_first_and_of_two_that_say_the_same_the_surer_stands():
    soft = taste("seating", "стол у окна", noted_on=date(2026, 1, 1))
    older = taste("allergy", "орехи", "dislikes", noted_on=date(2026, 5, 1))
    hard = taste("allergy", "Орехи", "never", noted_on=date(2020, 1, 1))
    lines = lines_for("restaurant", [soft, older, hard])
    assert [(line.taste, line.is_must) for line in lines] == [(hard.id, True), (soft.id, False)]


@given(st.sampled_from(sorted(SERVES)), st.lists(st.sampled_from(["likes", "dislikes"]), max_size=5))
def test_what_must_never_be_is_never_dropped(kind, others):
    topic = sorted(SERVES[kind] | ONLY_HARD.get(kind, frozenset()))[0]
    never = taste(topic, "орехи", "never")
    crowd = [taste(topic, "орехи", polarity, is_confirmed=True, noted_on=date(2026, 11, 1)) for polarity in others]
    assert never.id in [line.taste for line in lines_for(kind, [*crowd, never])]


ASKED = ["стол у окна", "без кинзы (аллергия)"]
PILLOW = ["подушка с гречишной лузгой", "верхний этаж вдали от лифта"]


@pytest.mark.parametrize(
    ("answer", "lines", "said"),
    [
        ("Приняли: стол у окна, без кинзы. Бронь 204 в силе.", ASKED, [True, True]),
        ("Приняли, всё будет.", ASKED, [True, True]),
        ("Да, бронь LM-3317 в силе. Гречишных подушек по-прежнему нет.", PILLOW, [False, True]),
        ("Номер подтверждаем, верхний этаж. Подушек с гречишной лузгой, увы, нет, только пух.", PILLOW, [False, True]),
        ("Стол у окна подтверждаем.", ASKED, [True, None]),
        ("Добрый день!", ASKED, [None, None]),
        ("Noted, the window table is yours.", ["window table"], [True]),
        ("Unfortunately we have no window table.", ["window table"], [False]),
        ("Стол у окна будет, но без кинзы, к сожалению, не сможем.", ASKED, [True, False]),
    ],
)  # fmt: skip
def test_an_answer_is_heard_line_by_line(answer, lines, said):
    assert heard_of_lines(answer, lines) == said
