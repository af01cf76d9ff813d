"""The palette: a few letters are enough, and only for what one may see."""

import pytest

from butler.desk.pages.palette import is_meant


@pytest.mark.parametrize(
    ("words", "name", "is_found"),
    [
        ("вер", "Андрей Вересов", True),
        ("андрей вер", "Андрей Вересов", True),
        ("вер анд", "Андрей Вересов", True),
        ("фед", "Фёдор Ларин", True),
        ("маша", "Андрей Вересов", False),
        ("есов", "Андрей Вересов", False),
        ("петров", "Анна Римская-Петрова", True),
    ],
)
def test_every_typed_word_begins_a_word_of_the_name(words, name, is_found):
    assert is_meant(words, name) is is_found


@pytest.fixture
def ask(client, house):
    def ask_as(person, words):
        client.force_login(person)
        return client.get("/palette/", {"q": words}).text

    return ask_as


def test_anna_finds_her_client_and_mark_finds_nobody(ask, anna, mark, veresov):
    assert "Вересов" in ask(anna, "верес")
    assert "Вересов" not in ask(mark, "верес")


def test_one_letter_opens_no_dossier(ask, anna, veresov):
    assert "Вересов" not in ask(anna, "в")


def test_the_network_is_there_for_everybody_who_serves(ask, mark, severny_dvor):
    assert severny_dvor.name in ask(mark, severny_dvor.name[:5])


def test_an_auditor_finds_pages_and_nothing_else(ask, auditor, veresov, severny_dvor):
    found = ask(auditor, "на")
    assert "/settings/" in found
    assert severny_dvor.name not in ask(auditor, severny_dvor.name[:5])
    assert "Вересов" not in ask(auditor, "верес")


def test_what_is_not_there_says_so(ask, anna):
    assert "<li>" not in ask(anna, "щщщ")
