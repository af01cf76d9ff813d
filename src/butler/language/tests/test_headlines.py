"""What is shown of an article: where the words stand thickest, marked."""

from butler.language.headlines import AROUND, headline

LONG = "Начало. " + "Слова ни о чём. " * 30 + "Здесь улитки, и «улиток» подают с маслом. " + "Дальше пусто. " * 30


def test_the_words_stand_there_in_their_own_letters_and_marked():
    assert headline("Паром, ёлка.", ("елк",)) == (("Паром, ", False), ("ёлка", True), (".", False))


def test_of_a_long_text_the_place_is_shown_where_the_words_stand_thickest():
    pieces = headline(LONG, ("улитк", "улиток", "масл"))
    assert [words for words, is_found in pieces if is_found] == ["улитки", "улиток", "маслом"]
    assert sum(len(words) for words, _ in pieces) <= AROUND + 2


def test_where_nothing_was_found_it_begins_at_the_beginning():
    assert headline(LONG, ("квант",))[0][0].startswith("Начало.")
    assert headline("", ()) == ()


def test_a_longer_word_that_only_begins_so_is_not_marked():
    assert headline("Порт и портативный", ("порт",)) == (("Порт", True), (" и портативный", False))
