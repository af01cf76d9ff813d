"""Common things in the case that a sentence asks for."""

import pytest

from butler.language.names import Case
from butler.language.things import is_person, thing


@pytest.mark.parametrize(
    ("text", "whom", "of_what"),
    [
        ("букет ранункулюсов", "букет ранункулюсов", "букета ранункулюсов"),
        ("корзина роз", "корзину роз", "корзины роз"),
        ("белые орхидеи", "белые орхидеи", "белых орхидей"),
        ("мужская стрижка", "мужскую стрижку", "мужской стрижки"),
        ("детский врач", "детского врача", "детского врача"),
        ("настройщик рояля", "настройщика рояля", "настройщика рояля"),
        ("личный тренер", "личного тренера", "личного тренера"),
        ("51 пион", "51 пион", "51 пион"),
        ("Birkin 30", "Birkin 30", "Birkin 30"),
        ("корзину роз", "корзину роз", "корзину роз"),
        ("", "", ""),
    ],
)
def test_the_first_noun_bends_and_what_agrees_with_it(text, whom, of_what):
    assert (thing(text, Case.ACCUSATIVE), thing(text, Case.GENITIVE)) == (whom, of_what)
    assert thing(text, Case.NOMINATIVE) == text


@pytest.mark.parametrize(
    ("text", "somebody"),
    [
        ("кардиолог", True),
        ("детский врач", True),
        ("няня", True),
        ("укладка", False),
        ("белые орхидеи", False),
        ("", False),
    ],
)
def test_a_trade_is_told_from_what_is_done(text, somebody):
    assert is_person(text) == somebody
