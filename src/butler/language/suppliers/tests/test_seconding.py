"""The small model seconds the tables: it tells other answers apart, and never gives a yes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from butler.language.suppliers.reply import Kind
from butler.language.suppliers.seconding import seconded
from butler.language.suppliers.tests.near import NEAR, YES
from butler.language.suppliers.tests.test_suppliers import kind
from butler.language.training import replies


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Все билеты в брони до пятницы, потом сгорят", Kind.TENTATIVE),
        ("Зал весь наш и без того полон, но при отказе наберём", Kind.WAITLIST),
        ("На пятницу нет, а на субботу пожалуйста", Kind.OFFER),
        ("Ваша бронь больше не действует, зал закрыт", Kind.CANCEL),
        ("Внесли в журнал. Без депозита бронь сгорит вечером", Kind.TENTATIVE),
        ("Меня нет в офисе до 1 декабря", Kind.AUTO_REPLY),
        ("Dr Hale retired in spring", Kind.DECLINE),
    ],
)
def test_what_is_said_in_passing_is_told_apart(text, wanted):
    assert kind(text) is wanted


@given(st.sampled_from([*NEAR, *YES]), st.lists(st.sampled_from([each for each in Kind if each is not Kind.CONFIRM])))
@settings(max_examples=200, deadline=None)
def test_no_yes_is_given_that_the_tables_did_not_hear(text, ranked):
    assert seconded(ranked, text)[:1] != [Kind.CONFIRM]


def test_most_of_what_the_model_learns_is_no_yes_and_every_kind_is_there():
    heads = {line.head for line in replies()}
    assert heads == set(Kind)
