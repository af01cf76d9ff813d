"""Whose card it is, and what a name says."""

from uuid import UUID

import pytest

from butler.reception.rules import Known, Match, address_in_name, gender_of_patronymic, owner_in_name, whose

ONE, TWO = UUID(int=1), UUID(int=2)
MARIA = Known(ONE, None, "Мария", "Ольшанская")
KIRILL = Known(ONE, UUID(int=11), "Кирилл", "Ольшанский")
ANDREY = Known(TWO, None, "Андрей", "Вересов")


@pytest.mark.parametrize(
    ("given", "surname", "found", "match", "known"),
    [
        ("Мария", "Ольшанская", [], Match.NOBODY, None),
        ("Мария", "Ольшанская", [MARIA], Match.THE_SAME, MARIA),
        ("мария", "Крам", [MARIA], Match.THE_SAME, MARIA),  # she married
        ("", "", [MARIA], Match.THE_SAME, MARIA),  # a card with a number only
        ("Кирилл", "Ольшанский", [MARIA, KIRILL], Match.THE_SAME, KIRILL),
        ("Лиза", "Ольшанская", [MARIA, KIRILL], Match.OF_THE_CIRCLE, MARIA),
        ("Лиза", "Ольшанская", [MARIA, ANDREY], Match.UNCLEAR, None),
        ("", "", [MARIA, KIRILL], Match.UNCLEAR, None),
    ],
)
def test_a_family_shares_a_telephone_and_names_decide(given, surname, found, match, known):
    owner = whose(given, surname, found)
    assert (owner.match, owner.known) == (match, known)


@pytest.mark.parametrize(
    ("patronymic", "gender"),
    [("Андреевна", "f"), ("Ильинична", "f"), ("Сергеевич", "m"), ("Ильич", "m"), ("Мамед кызы", "f"),
     ("Аслан оглы", "m"), ("", ""), ("Ли", "")],
)  # fmt: skip
def test_a_patronymic_says_it_by_its_grammar(patronymic, gender):
    assert gender_of_patronymic(patronymic) == gender


@pytest.mark.parametrize(
    ("file", "owner"),
    [
        ("Ольшанская работа.ics", ONE),
        ("calendar-Вересов.ics", TWO),
        ("calendar.ics", None),
        ("Ольшанская, Вересов.ics", None),
    ],
)
def test_a_file_named_after_one_person_is_theirs(file, owner):
    assert owner_in_name(file, {ONE: ("Мария", "Ольшанская"), TWO: ("Андрей", "Вересов")}) == owner


def test_a_file_named_after_an_account():
    assert address_in_name("Vera@olshansky.example.ics") == "vera@olshansky.example"
    assert address_in_name("calendar.ics") == ""
