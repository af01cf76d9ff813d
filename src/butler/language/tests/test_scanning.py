"""Texts that no index may know of are looked through: any form, slips of the pen, rare words first."""

import pytest

from butler.language.scanning import scan

NOTES = (
    "Не любит лилий, от них болит голова.",
    "Паспорт у Елены, второй в сейфе.",
    "В машине вода «Байкал», комнатной температуры.",
    "Собаку зовут Марта, боится лифтов.",
    "Likes his coffee without sugar, in the car too.",
    "Машину подавать со двора.",
)


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("лилии", [0]),
        ("где паспорта?", [1]),
        ("пасопрт", [1]),
        ("машиной", [2, 5]),
        ("вода в машину", [2, 5]),
        ("СОБАКИ", [3]),
        ("coffee", [4]),
        ("cofee", [4]),
        ("шёл", []),
        ("как в на the", []),
        ("квантовая", []),
        ("", []),
        ("(.*)[", []),
    ],
)
def test_any_form_of_any_word_is_found(question, numbers):
    assert [hit.number for hit in scan(NOTES, question)] == numbers


def test_forms_that_begin_otherwise_are_found_too():
    assert [hit.number for hit in scan(("Я шёл домой.", "Идём в театр."), "идти")] == [0, 1]


def test_the_words_are_given_back_as_they_stand_there():
    (hit,) = scan(NOTES, "лифт")
    assert hit.words == {"лифтов"}


def test_what_holds_more_and_rarer_words_stands_first():
    assert scan(NOTES, "двор, машина")[0].number == 5
