"""Words of the tables: plain requests that need no training."""

from datetime import datetime

import pytest

from butler.language.message import read

NOW = datetime.fromisoformat("2026-03-10T12:00")


@pytest.mark.parametrize(
    ("text", "category", "act"),
    [
        ("Закажите столик на вечер", "restaurant", "book"),
        ("Подберите няню, пожалуйста", "household", "options"),
        ("Отмените массаж", "beauty", "cancel"),
        ("Please find a dentist", "medical", "options"),
        ("Cancel the yacht", "yacht", "cancel"),
    ],
)
def test_a_plain_request_is_known_by_its_words(text, category, act):
    asked = read(text, ref=NOW).requests[0]
    assert (asked.category, asked.act) == (category, act)


def test_every_guess_points_at_the_words_that_gave_it():
    asked = read("Закажите столик на вечер", ref=NOW).requests[0]
    words = "Закажите столик на вечер"
    assert [words[start:end] for start, end in asked.categories[0].why] == ["столик"]
    assert [words[start:end] for start, end in asked.acts[0].why] == ["Закажите"]


def test_a_part_of_day_that_only_colours_a_flight_makes_nothing_urgent():
    assert read("Нужен утренний рейс в Сочи", ref=NOW).urgency.value == "whenever"
    assert read("Нужен рейс в Сочи завтра утром", ref=NOW).urgency.value == "soon"
