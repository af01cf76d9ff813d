"""What colleagues put right is learnt: read rightly afterwards, with nobody's name in any file, and never for worse."""

import pytest

from butler.ground import clock
from butler.ground.acting import acting_for
from butler.language import learnt, training
from butler.language.message import guessing
from butler.reception import learning
from butler.reception.models import Correction

WORDS = "Ольшанской бы флюгельгорн настроить, как у соседа, +7 921 555-12-34"
PHRASE = "флюгельгорн настроить, как у соседа"


FEW = list(training.lines())[::15]  # to train in a moment


@pytest.fixture(autouse=True)
def models(tmp_path, monkeypatch):
    monkeypatch.setattr(training, "lines", lambda: iter(FEW))
    monkeypatch.setenv("BUTLER_MODELS", str(tmp_path))
    guessing._models.cache_clear()
    yield tmp_path
    guessing._models.cache_clear()


@pytest.fixture
def corrected(olshanskaya, anna):
    """Anna says what it is: corrected(3, now="tutor")."""

    def make(times: int, now: str = "household", words: str = WORDS) -> None:
        with acting_for("test"):
            for _ in range(times):
                Correction.objects.create(
                    client=olshanskaya, what="category", words=words, was="other", now=now, by=anna, at=clock.now()
                )

    return make


def best(text: str) -> str:
    return guessing.category_of(text, guessing.current()).best


def test_what_was_put_right_is_read_rightly_afterwards(corrected):
    before = best(PHRASE)
    now = next(label for label in ("tutor", "household") if label != before)
    corrected(6, now=now)
    lesson = learning.learn(now=clock.now())
    assert (lesson.corrections, lesson.new, lesson.is_kept) == (6, 6, True)
    assert lesson.after > lesson.before
    assert best(PHRASE) == now
    learning.forget()
    assert best(PHRASE) == before


def test_nobodys_name_leaves_the_database(corrected, models):
    corrected(2)
    learning.learn(now=clock.now())
    said = (models / learnt.NAME).read_text("utf-8")
    assert "флюгельгорн" in said
    assert not any(secret in said for secret in ("Ольшанск", "921", "555"))
    assert (models / learnt.NAME).stat().st_mode & 0o077 == 0


def test_learning_twice_changes_nothing(corrected, models):
    corrected(2)
    learning.learn(now=clock.now())
    first = (models / learnt.NAME).stat().st_mtime_ns
    lesson = learning.learn(now=clock.now())
    assert (lesson.new, lesson.is_kept) == (0, False)
    assert (models / learnt.NAME).stat().st_mtime_ns == first


def test_a_trial_keeps_nothing(corrected, models):
    corrected(2)
    assert learning.learn(now=clock.now(), is_trial=True).after is not None
    assert not (models / learnt.NAME).exists()
    with acting_for("test"):
        assert not Correction.objects.filter(learnt_at__isnull=False).exists()


def test_models_that_would_read_worse_are_refused(corrected, models, monkeypatch):
    corrected(2)
    monkeypatch.setattr(learning, "WORSE", -1.0)  # whatever they read, it is too much worse
    assert learning.learn(now=clock.now()).is_kept is False
    assert not (models / learnt.NAME).exists()


def test_what_was_taken_back_or_erased_teaches_nothing(corrected, models, olshanskaya):
    corrected(2)
    learning.learn(now=clock.now())
    with acting_for("test"):
        Correction.objects.update(taken_back_at=clock.now())
    corrected(1, words="пианино подвинуть")
    learning.learn(now=clock.now())
    said = (models / learnt.NAME).read_text("utf-8")
    assert "флюгельгорн" not in said
    assert "пианино" in said


def test_when_every_word_was_taken_back_nothing_of_it_is_left(corrected, models):
    corrected(2)
    learning.learn(now=clock.now())
    with acting_for("test"):
        Correction.objects.update(taken_back_at=clock.now())
    assert learning.learn(now=clock.now()).after is None
    assert not (models / learnt.NAME).exists()


@pytest.mark.parametrize("label", ["castle", "", "none; rm"])
def test_a_word_that_is_none_of_ours_is_not_learnt(corrected, label):
    corrected(1, now=label)
    assert learning.learn(now=clock.now()).after is None
