"""How a letter begins and says "you"."""

import pytest

from butler.language.names import Case, Name
from butler.language.salutation import Voice, addressed, greeting

VERESOV = Name("Андрей", "Сергеевич", "Вересов", "m")
OLSHANSKAYA = Name("Мария", "Андреевна", "Ольшанская", "f")
SMITH = Name("John", "", "Smith", "m")
KIM = Name("Александр", "", "Ким", "m")


@pytest.mark.parametrize(
    ("name", "voice", "words"),
    [
        (VERESOV, Voice("ru"), "Андрей Сергеевич"),
        (VERESOV, Voice("ru", "first"), "Андрей"),
        (VERESOV, Voice("ru", "title"), "господин Вересов"),
        (OLSHANSKAYA, Voice("ru", "title"), "госпожа Ольшанская"),
        (KIM, Voice("ru"), "господин Ким"),
        (KIM, Voice("ru", is_formal=False), "Александр"),
        (VERESOV, Voice("en"), "Mr Veresov"),
        (OLSHANSKAYA, Voice("en", "title"), "Ms Olshanskaya"),
        (VERESOV, Voice("en", "first"), "Andrey"),
        (SMITH, Voice("en"), "Mr Smith"),
        (SMITH, Voice("ru"), "господин Smith"),
        (Name("Лев", "", "", "m"), Voice("ru"), "Лев"),
        (Name("", "", "Ким", "f"), Voice("ru", "first"), "Ким"),
    ],
)
def test_a_client_is_addressed_as_they_like(name, voice, words):
    assert addressed(name, voice).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("hour", "russian", "english"),
    [(8, "Доброе утро", "Good morning"), (4, "Доброе утро", "Good morning"), (12, "Добрый день", "Good afternoon"),
     (19, "Добрый вечер", "Good evening"), (1, "Добрый вечер", "Good evening")],
)  # fmt: skip
def test_the_greeting_goes_by_the_clients_clock(hour, russian, english):
    assert greeting(VERESOV, Voice("ru", "first"), hour) == f"{russian}, Андрей."
    assert greeting(VERESOV, Voice("en", "first"), hour) == f"{english}, Andrey."


def test_you_in_every_case_and_manner():
    polite, capital, close = Voice("ru"), Voice("ru", capital_you=True), Voice("ru", is_formal=False)
    assert [voice.you(Case.DATIVE) for voice in (polite, capital, close)] == ["вам", "Вам", "тебе"]
    assert [voice.your("pl") for voice in (polite, capital, close)] == ["ваши", "Ваши", "твои"]
    assert [voice.verb("скажите", "скажи") for voice in (polite, close)] == ["скажите", "скажи"]
    assert Voice("en").you(Case.DATIVE) == "you"
    assert Voice("en").your("f") == "your"
