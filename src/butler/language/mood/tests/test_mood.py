"""How messages feel: a table to read aloud, lines held out before the tables were written, and what always holds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.language.held_out import moods
from butler.language.mood import NEGATIVE, Label, read_mood

HERE = Path(__file__).parent
NEARLY_ALL = 0.9
MOST_OF_WHAT_IS_HINTED = 0.6  # F1 of negative or not; nobody names a feeling in these lines


def lines(name: str) -> list[tuple[str, str, str]]:
    rows = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [tuple(row.split("\t")) for row in rows]


@pytest.mark.parametrize(("lang", "label", "text"), lines("said.tsv"))
def test_a_message_is_heard_as_it_is_meant(lang, label, text):
    assert read_mood(text, lang).label == label


def test_the_lines_held_out_are_heard_too():
    held = moods()
    right = [read_mood(text, lang).label == label for lang, label, text in held]
    assert sum(right) >= NEARLY_ALL * len(held)


@pytest.mark.parametrize("felt", [lines("indirect.tsv"), moods("mood_later")], ids=["indirect", "held out later"])
def test_displeasure_that_is_only_hinted_at_is_mostly_heard(felt):
    pairs = [(label in NEGATIVE, read_mood(text, lang).label in NEGATIVE) for lang, label, text in felt]
    both = sum(meant and heard for meant, heard in pairs)
    one = sum(meant != heard for meant, heard in pairs)
    assert 2 * both / (2 * both + one) >= MOST_OF_WHAT_IS_HINTED


@pytest.mark.parametrize(
    "text",
    [
        "Как в прошлый раз: тот же водитель, то же место.",
        "К сожалению, отменим.",
        "За ужин плачу я, картой.",
        "Плачу наличными на месте.",
        "Не беспокойтесь, доедем сами.",
        "Другой повод, но столик тот же, что и в прошлый раз.",
    ],
)
def test_orders_and_plain_wishes_are_calm(text):
    assert read_mood(text, "ru").label is Label.CALM


def test_one_who_weeps_is_still_heard():
    assert read_mood("Сижу и плачу.", "ru").label is Label.SAD


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Ужин хороший, но я боюсь опоздать на рейс.", "боюсь"),
        ("Добрый вечер. Вы нас выручили.", "выручили"),
        ("The flight is fine. I am furious.", "furious"),
    ],
)
def test_a_mood_shows_the_words_that_told_it(text, cause):
    mood = read_mood(text, "ru" if cause != "furious" else "en")
    assert text[slice(*mood.cause)] == cause


@pytest.mark.parametrize(
    ("quiet", "loud"),
    [("Я недоволен.", "Я недоволен!!!"), ("Мне страшно", "Мне страшно!"), ("I am annoyed", "I am annoyed!!")],
)
def test_what_is_shouted_is_surer(quiet, loud):
    lang = "en" if quiet.isascii() else "ru"
    assert read_mood(loud, lang).score > read_mood(quiet, lang).score


@pytest.mark.parametrize(
    ("text", "weaker"),
    [
        ("К сожалению, придётся отменить ужин.", Label.SAD),
        ("Спасибо за цветы, но водитель опять не приехал.", Label.GRATEFUL),
    ],
)
def test_a_weaker_mood_is_kept_beside(text, weaker):
    assert weaker in read_mood(text, "ru").also


def test_bad_news_beside_good_comes_first():
    assert read_mood("Ресторан понравился, но водитель нахамил жене.", "ru").label in NEGATIVE


@pytest.mark.parametrize("text", ["", " ", "👀", "...", "7", "Ы" * 9_000, "(" * 500, ")" * 500, "İ" * 50 + " боюсь"])
def test_odd_texts_are_read_without_a_fall(text):
    mood = read_mood(text, "ru")
    assert 0 <= mood.score <= 1


@given(st.text(max_size=300), st.sampled_from(["ru", "en", "fr", ""]))
def test_whatever_is_written_has_a_mood_and_a_cause_inside_the_text(text, lang):
    mood = read_mood(text, lang)
    assert 0 <= mood.score <= 1
    assert mood.label not in mood.also
    assert Label.CALM not in mood.also
    if mood.cause:
        start, end = mood.cause
        assert 0 <= start < end <= len(text)
    assert (mood.cause is None) == (mood.label is Label.CALM)


PIECES = ["боюсь", "не", "рад", "опять", "(((", "))", "спасибо", "ужас", "!!!", ",", "а", "нас", "третий раз"]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_heap_of_feelings_keeps_its_cause_inside(pieces):
    text = " ".join(pieces)
    mood = read_mood(text, "ru")
    assert mood.cause is None or text[slice(*mood.cause)].strip()
