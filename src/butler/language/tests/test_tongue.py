"""Which language a message is in, however many names of the other it carries."""

import pytest

from butler.language.tongue import tongue


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Столик в Zuma на пятницу", "ru"),
        ("Four Seasons Lion Palace, с 3 по 5, люкс", "ru"),
        ("нужен Mercedes-Benz V-class AMG", "ru"),
        ("A table at Пушкинъ for two, please", "en"),
        ("Is Сахалин open on Monday?", "en"),
        ("ok", "en"),
        ("ок", "ru"),
    ],
)
def test_the_letters_tell_the_language_and_the_small_words_where_names_are_many(text, lang):
    assert tongue(text) == lang


@pytest.mark.parametrize("text", ["", "+", "👍", "18:30?", "你好"])
def test_what_is_in_no_alphabet_of_ours_is_in_the_usual_language(text):
    assert (tongue(text), tongue(text, usual="en")) == ("ru", "en")
