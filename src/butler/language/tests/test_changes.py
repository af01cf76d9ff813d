"""What a client wants otherwise, as people write it, and the letters that follow."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.language.changes import Told, asking, called_off, moved, wanted_instead
from butler.language.names import Name
from butler.language.salutation import Voice
from butler.language.tongue import tongue

REF = datetime.fromisoformat("2026-11-24T10:50")
PLANNED = datetime.fromisoformat("2026-11-27T19:30")


@pytest.mark.parametrize(
    ("words", "starts"),
    [
        ("Перенесите ужин на час позже", "2026-11-27T20:30"),
        ("Пусть водитель приедет на полчаса раньше", "2026-11-27T19:00"),
        ("Давайте ужин в пятницу перенесём на 20:30, и нас будет шестеро", "2026-11-27T20:30"),
        ("Перенесите с 19:30 на 20:00", "2026-11-27T20:00"),
        ("Давайте на субботу", "2026-11-28T19:30"),
        ("Можно на субботу в 8 вечера?", "2026-11-28T20:00"),
        ("ужин на двоих перенесите на девять вечера", "2026-11-27T21:00"),
        ("Could you move dinner to 8:30pm?", "2026-11-27T20:30"),
        ("make it 45 minutes later please", "2026-11-27T20:15"),
        ("two hours earlier, please", "2026-11-27T17:30"),
    ],
)
def test_the_new_hour_is_understood_and_what_is_not_said_stays(words, starts):
    wanted = wanted_instead(words, PLANNED, ref=REF, lang=tongue(words))
    assert wanted.starts_at.isoformat(timespec="minutes") == starts


@pytest.mark.parametrize("words", ["Перенесите ужин", "Не подойдёт", "Please change it", "Нас будет больше"])
def test_where_nothing_new_is_said_nothing_is_guessed(words):
    assert wanted_instead(words, PLANNED, ref=REF, lang=tongue(words)) is None


def test_other_guests_alone_are_a_change_too():
    wanted = wanted_instead("Нас будет пятеро", PLANNED, ref=REF, lang="ru", party=5)
    assert (wanted.starts_at, wanted.party) == (PLANNED, 5)


@given(st.text(max_size=120))
def test_no_text_breaks_it(words):
    wanted_instead(words, PLANNED, ref=REF, lang="ru")


def test_the_client_reads_what_was_asked_what_is_moved_and_what_is_off():
    now = datetime(2026, 11, 24, 8, tzinfo=UTC)
    told = Told("restaurant", "Лесной", now + timedelta(hours=10), 6, now, UTC)
    vera, voice = Name("Вера", "Павловна", "Громова", "f"), Voice("ru")
    said = [
        asking(told, name=vera, voice=voice, by=now + timedelta(hours=2)),
        moved(told, name=vera, voice=voice, reference="Л-77"),
        called_off(told, name=vera, voice=voice),
        called_off(told, name=Name("John", "", "Hart", "m"), voice=Voice("en", "first")),
    ]
    assert [one.replace("\u00a0", " ") for one in said] == [
        "Вера Павловна, уже прошу перенести: сегодня в 18:00, на шестерых. Напишу до 10:00.",
        "Вера Павловна, столик в «Лесном» перенесён: сегодня в 18:00, на шестерых. Номер брони Л-77.",
        "Вера Павловна, столик в «Лесном» сегодня в 18:00 отменён, всё улажено.",
        "John, the table at Lesnoy, today at 18:00, is called off and settled.",
    ]
