"""Expressions and whole messages as clients write them: the tables beside this file, to be read aloud."""

from datetime import datetime
from pathlib import Path

import pytest

from butler.language.dates import find

NOW = datetime.fromisoformat("2026-11-25T12:00")
HERE = Path(__file__).parent


def rows(name, lang):
    lines = (HERE / name).read_text("utf-8").splitlines()[1:]
    return [pytest.param(lang, *line.split("|"), id=line) for line in lines]


def full(said):
    said = said if said[:2] == "20" else f"2026-{said}"
    return datetime.fromisoformat(said)


@pytest.mark.parametrize(("lang", "text", "expected"), rows("russian.txt", "ru") + rows("english.txt", "en"))
def test_a_date_is_read_as_it_was_meant(lang, text, expected):
    found = find(text, NOW, lang)
    if expected == "-":
        assert found == []
        return
    start, _, end = expected.partition("..")
    assert found
    assert found[0].start == full(start)
    if end:
        assert found[0].end == full(end)


@pytest.mark.parametrize(
    ("lang", "text", "part"),
    [
        ("ru", "Нужен утренний рейс", "morning"),
        ("ru", "Лучше ночной поезд", "night"),
        ("en", "the morning flight", "morning"),
    ],
)
def test_the_hour_of_an_event_without_its_day_only_colours(lang, text, part):
    (found,) = find(text, NOW, lang)
    assert (found.day_part, found.has_day, found.has_time) == (part, False, False)
    assert found.confidence < 0.6


def test_nothing_is_turned_back_where_it_was_asked_for_a_past_day_too():
    (found,) = find("В пятницу ужинали", NOW, "ru", forward=False)
    assert found.start == full("11-20")
