"""What a sentence means is seen beyond its words and its language, and is asked only where words leave a doubt."""

import numpy as np
import pytest

from butler.language import second, vectors


def likeness(one: str, other: str) -> float:
    return float(vectors.of(one) @ vectors.of(other))


def test_the_same_meaning_in_another_language_is_nearer_than_another_meaning_in_the_same():
    assert likeness("У меня болит спина", "My back is killing me") > likeness("У меня болит спина", "Стол на двоих")


def test_a_direction_has_length_one_also_of_a_text_of_signs_without_end():
    for text in ("Розы к полудню", "№" * 4_000, "\N{SLIGHTLY SMILING FACE}"):
        assert np.isclose(np.linalg.norm(vectors.of(text)), 1.0, atol=1e-3)


@pytest.mark.parametrize("field", second.FIELDS)
def test_every_field_has_an_opinion_that_adds_up(field):
    shares = second.shares(field, "Спина отваливается, пришлите кого-нибудь")
    assert np.isclose(sum(shares.values()), 1.0, atol=1e-3)
    assert len(shares) > 5


def test_the_opinion_was_learnt_from_the_lines_as_they_stand():
    assert second.mark() == second.lines_mark(), "run tools/second_opinion.py: a training text has changed"


def test_where_words_are_sure_nothing_more_is_asked(monkeypatch):
    monkeypatch.setattr(second, "shares", lambda field, text: pytest.fail("asked"))
    before = {"restaurant": 0.95, "hotel": 0.05}
    assert second.heard("category", "Столик на двоих", before, trust=0.7) == before


def test_on_a_machine_without_the_model_words_alone_are_read(monkeypatch):
    monkeypatch.setattr(vectors, "can_be_read", lambda: False)
    before = {"restaurant": 0.6, "medical": 0.4}
    assert second.heard("category", "спина отваливается", before, trust=0.7) == before


def test_in_doubt_the_meaning_weighs():
    before = {"restaurant": 0.5, "medical": 0.5}
    assert second.heard("category", "спина отваливается", before, trust=0.7)["medical"] > 0.8
