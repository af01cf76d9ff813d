"""Asked in other words and in another language, the right article is among the first five."""

from pathlib import Path

import pytest

from butler.ground import clock
from butler.ground.acting import acting_as
from butler.knowledge import access, actions, jobs
from butler.knowledge.models import Sense
from butler.knowledge.senses import LONG, pieces, sketch
from butler.language import vectors

LINES = [
    line.split("\t")
    for line in (Path(__file__).parent / "paraphrases.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
QUESTIONS = [(words, line[0]) for line in LINES if len(line) > 2 for words in line[2].split("|")]
needs_a_model = pytest.mark.skipif(not vectors.can_be_read(), reason="no model of sentences for this machine")


@pytest.fixture
def written(house, anna):
    with acting_as(anna.pk):
        for title, text, *_ in LINES:
            actions.write(by=anna, now=clock.now(), kind="trick", title=title, text=text)
    jobs.sense_all()


def find(words, who):
    with acting_as(who.pk):
        return [found.article.title for found in access.find(words, access.reader(who))]


@needs_a_model
def test_a_question_in_other_words_finds_the_article_among_the_first_five(written, anna):
    assert len(QUESTIONS) >= 80
    missed = [(words, title) for words, title in QUESTIONS if title not in find(words, anna)[:5]]
    print(f"hit@5 {1 - len(missed) / len(QUESTIONS):.1%}, missed {missed}")
    assert len(missed) <= 0.15 * len(QUESTIONS), missed


@needs_a_model
def test_what_is_asked_by_its_own_words_stands_first(written, anna):
    for title, *_ in LINES[::2]:
        assert find(title, anna)[0] == title


@needs_a_model
def test_other_words_take_the_place_of_the_old_meaning(house, anna):
    with acting_as(anna.pk):
        article = actions.write(by=anna, now=clock.now(), kind="trick", title="Приём", text="Как лететь с собакой.")
    assert jobs.sense_all() == 1
    assert jobs.sense_all() == 0
    old = [bytes(one.vector) for one in Sense.objects.order_by("pk")]
    with acting_as(anna.pk):
        actions.change(article.pk, by=anna, now=clock.now(), text="Как выбрать вино.")
    assert jobs.sense_all() == 1
    new = [bytes(one.vector) for one in Sense.objects.order_by("pk")]
    assert (new[0], len(new)) == (old[0], len(old))  # the title is the same
    assert new[1] != old[1]


@needs_a_model
def test_what_somebody_may_not_read_is_not_near_either(house, anna, mark):
    with acting_as(anna.pk):
        actions.write(
            by=anna, now=clock.now(), kind="trick", title="Питомцы", text="Собака летит в салоне.", scope="team"
        )
    jobs.sense_all()
    assert find("taking a pet on a flight", anna) == ["Питомцы"]
    assert find("taking a pet on a flight", mark) == []


def test_without_a_model_it_is_found_by_its_words(house, anna, monkeypatch):
    monkeypatch.setattr(vectors, "can_be_read", lambda: False)
    with acting_as(anna.pk):
        actions.write(by=anna, now=clock.now(), kind="trick", title="Питомцы", text="Собака летит в салоне.")
    assert jobs.sense_all() == 0
    assert find("собаку", anna) == ["Питомцы"]


def test_a_long_article_is_cut_at_sentences_each_piece_below_the_title():
    found = pieces("Паром", "Первое предложение. " * 40)
    assert len(found) > 1
    assert found[0] == "Паром"
    assert all(piece.startswith("Паром. Первое") and len(piece) <= LONG + 30 for piece in found[1:])


def test_directions_that_lie_close_have_sketches_that_differ_little():
    import numpy as np

    chance = np.random.default_rng(7)
    one = chance.normal(size=vectors.SIZE) / 20
    near, far = one + chance.normal(size=vectors.SIZE) / 200, chance.normal(size=vectors.SIZE) / 20
    differ = lambda a, b: int(np.bitwise_count(np.frombuffer(sketch(a), "u1") ^ np.frombuffer(sketch(b), "u1")).sum())  # noqa: E731
    assert differ(one, near) < 40 < differ(one, far)
