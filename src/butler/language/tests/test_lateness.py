"""What is late and by how much, as people write it; a question, a fear and a denial are no news."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.language.lateness import find_lateness
from butler.language.tongue import tongue

REF = datetime.fromisoformat("2026-11-24T10:50")
PLANNED = datetime.fromisoformat("2026-11-24T12:00")


@pytest.mark.parametrize(
    ("words", "minutes", "number"),
    [
        ("Мой рейс задержали на два часа, что с ужином?", 120, ""),
        ("Вылет перенесли на 15:40, предупредите водителя", 220, ""),
        ("Рейс NV 402 задерживается на 65 минут.", 65, "NV402"),
        ("самолёт задерживается на полтора часа", 90, ""),
        ("Поезд опаздывает на полчаса", 30, ""),
        ("Поезд опаздывает на 1 ч 20 мин", 80, ""),
        ("Задержали на час вылет", 60, ""),
        ("NV402 is delayed by 40 minutes.", 40, "NV402"),
        ("Our flight has been pushed back to 6pm", 360, ""),
        ("Вылет сдвинули на завтра на 9 утра", 1260, ""),
    ],
)
def test_what_is_late_is_heard_with_its_length(words, minutes, number):
    (late,) = find_lateness(words, REF, tongue(words))
    assert (late.minutes_after(PLANNED), late.number) == (minutes, number)
    assert words[slice(*late.span)].strip() in words


@pytest.mark.parametrize(
    "words",
    [
        "Если рейс задержат на час, напишите", "Рейс не задержали на два часа?", "Боюсь, вылет сдвинут на час",
        "Перенесите ужин на 20:00", "Встреча задерживается на час", "Рейс в 12:00", "Is the flight delayed by an hour?",
        "Задержите машину на час",
    ],
)  # fmt: skip
def test_a_question_a_fear_and_another_matter_are_no_news(words):
    assert list(find_lateness(words, REF, tongue(words))) == []


@given(st.text(max_size=200))
def test_no_text_breaks_it(words):
    for late in find_lateness(words, REF, "ru"):
        assert late.minutes is not None or late.departs is not None
