"""Which option a client names."""

import pytest

from butler.language.suppliers.choosing import choice_in, named_of


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Второй, пожалуйста", 2), ("2", 2), ("Давайте вариант 3", 3), ("номер 1, спасибо", 1), ("Беру первое", 1),
        ("The second one, please", 2), ("Option 2", 2), ("Да, отлично", None), ("Хорошо, в 20:00", None),
        ("Третий подойдёт больше, чем первый", 3),
    ],
)  # fmt: skip
def test_the_number_that_is_named_first_counts(words, number):
    assert choice_in(words) == number


BOATS = ["Azimut 60, с капитаном, 10 гостей", "Ferretti 720, с капитаном, 8 гостей"]


@pytest.mark.parametrize(
    ("words", "number"),
    [("Беру Azimut", 1), ("ferretti подходит", 2), ("с капитаном", None), ("да", None), ("Azimut или Ferretti?", None)],
)
def test_an_option_is_named_by_words_that_only_it_has(words, number):
    assert named_of(words, BOATS) == number
