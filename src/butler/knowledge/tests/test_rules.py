"""Who may read, which word was meant, what is cast for: read aloud."""

import pytest

from butler.knowledge.rules import FEW, Net, Reader, Term, may_read, meant, net, rarity, term

ANNA = Reader(1, (7,))
VERA = Reader(2, (7,), leads=True)
MARK = Reader(3, (8,))
OLGA = Reader(4, (), leads=True, sees_all_teams=True)


@pytest.mark.parametrize(
    ("scope", "team", "readers"),
    [
        ("house", None, {1, 2, 3, 4}),
        ("team", 7, {1, 2, 4}),
        ("team", 8, {3, 4}),
        ("leads", None, {2, 4}),
    ],
)
def test_an_article_is_read_by_whom_it_is_for(scope, team, readers):
    may = {
        who.staff_id
        for who in (ANNA, VERA, MARK, OLGA)
        if may_read(who, scope=scope, team_id=team, author_id=99, is_proposed=False)
    }
    assert may == readers


def test_what_is_proposed_is_its_authors_alone():
    for who in (ANNA, VERA, MARK, OLGA):
        sees = may_read(who, scope="house", team_id=None, author_id=MARK.staff_id, is_proposed=True)
        assert sees == (who is MARK)


@pytest.mark.parametrize(
    ("written", "is_meant"),
    [
        ("пасопрт", ["паспорт"]),
        ("ристора", ["рестора"]),
        ("вилл", []),  # a whole word that is near nothing
        ("спа", []),  # too short to be a slip
    ],
)
def test_a_word_nobody_wrote_is_the_nearest_that_somebody_did(written, is_meant):
    assert meant(written, [("паспорт", 3), ("рестора", 9), ("спорт", 2), ("спас", 4)]) == is_meant


def test_of_two_words_as_near_the_more_frequent_is_meant_first():
    assert meant("кофа", [("кофт", 1), ("кофе", 20), ("софа", 3)]) == ["кофе", "софа"]


def test_a_rare_word_weighs_more_and_a_guess_less():
    rare, frequent = term({"улитк": 2}, total=1000), term({"ресторан": 900}, total=1000)
    guess = term({"улитк": 2}, total=1000, is_guess=True)
    assert rare.weight > guess.weight > frequent.weight


def test_the_forms_of_a_word_are_one_word():
    assert term({"улиток": 1, "улитк": 2}, total=100) == Term(("улитк", "улиток"), 3, rarity(3, 100))


def test_a_frequent_word_finds_nothing_by_itself_beside_a_rare_one():
    rare, frequent = Term(("улитк",), 2, 6.0), Term(("ресторан",), 10 * FEW, 1.0)
    assert net([frequent, rare]) == Net(any_of=(rare,))
    assert net([frequent]) == Net(any_of=(), all_of=(frequent,))
    assert net([]) == Net(any_of=())
