"""Which option a client names."""

import pytest

from butler.language.suppliers.choosing import choice_in


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
