"""What colleagues put right is learnt: read rightly afterwards, nobody's words in any file, and never for worse."""

from datetime import timedelta

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from butler.ground import clock
from butler.ground.acting import acting_for
from butler.ground.models import Entry
from butler.language import held_out, training
from butler.language.learnt import lessons
from butler.language.learnt.trials import NOW
from butler.language.message import guessing, read
from butler.language.message.values import Context
from butler.language.mood import model, read_mood
from butler.reception import jobs, learning, taught
from butler.reception.models import Correction, Lesson

CANARY = "Ольшанской бы чехол на рояль, Яшмовой в Кратово, +7 921 555-12-34, паспорт 4510 123456"
SECRETS = ("Ольшанск", "ольшанск", "Яшмов", "яшмов", "Кратов", "кратов", "921", "555", "4510")
PHRASE = "чехол на рояль"
FEW = list(training.lines())[::15]  # to train in a moment
FEW_HELD_OUT = held_out.requests()[::6]
FEW_MOODS = {lang: model.rows(lang)[::10] for lang in ("ru", "en")}
FEW_FELT = held_out.moods()[::6]


@pytest.fixture(scope="module", autouse=True)
def models(tmp_path_factory):
    """Few of our own lines, and few messages to judge by: trained in a moment, once."""
    folder = tmp_path_factory.mktemp("models")
    kept = (guessing.current, model._model, lessons._plainly)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training, "lines", lambda: iter(FEW))
        patch.setattr(held_out, "requests", lambda: FEW_HELD_OUT)
        patch.setattr(held_out, "moods", lambda name="mood": FEW_FELT)
        patch.setattr(model, "rows", lambda lang: FEW_MOODS[lang])
        patch.setattr(lessons, "WORSE", 0.05)  # of so few messages, one may turn either way
        patch.setenv("BUTLER_MODELS", str(folder))
        for each in kept:
            each.cache_clear()
        yield folder
    for each in kept:
        each.cache_clear()


@pytest.fixture
def corrected(olshanskaya, anna):
    """Somebody says what it is: corrected(3, now="tutor")."""

    def make(times: int, now: str = "household", words: str = CANARY, what: str = "category", by=None, at=None) -> None:
        with acting_for("test"):
            for number in range(times):
                Correction.objects.create(
                    client=olshanskaya, what=what, words=f"{words}{'!' * number}", was="other", now=now,
                    by=by or anna, at=at or clock.now(),
                )  # fmt: skip

    return make


def best(text: str) -> str:
    with acting_for("test"):
        return guessing.category_of(text, guessing.current(), taught.in_force()).best


def other_than(label: str) -> str:
    return next(one for one in ("tutor", "household") if one != label)


def test_what_was_put_right_is_read_rightly_by_the_next_message_and_forgotten_when_told(corrected):
    before = best(PHRASE)
    corrected(6, now=other_than(before))
    lesson = learning.learn(now=clock.now())
    assert (lesson.state, lesson.counts["taught"], lesson.counts["new"]) == ("learnt", 6, 6)
    assert lesson.figures["category"]["before"] == 0
    assert lesson.figures["category"]["after"] == 6
    assert best(PHRASE) == other_than(before)
    with acting_for("test"):
        learning.forget(now=clock.now())
    assert best(PHRASE) == before
    with acting_for("test"):
        assert not any(Lesson.objects.values_list("weights", flat=True))


def test_the_whole_reading_follows_and_shows_the_words_that_told_it(corrected, house):
    corrected(6, now="tutor", words="надо бы чехол на рояль")
    learning.learn(now=clock.now())
    with acting_for("test"):
        reading = read("Надо бы чехол на рояль", ref=NOW, context=Context(learnt=taught.in_force()))
    assert reading.requests[0].category == "tutor"
    assert reading.requests[0].categories[0].why


def test_a_mood_that_a_colleague_hears_is_learnt(corrected):
    words = "Рояль стоит без чехла третью неделю, но я привык."
    corrected(4, now="irritated", words=words, what="mood")
    assert read_mood(words, "ru").label != "irritated"
    learning.learn(now=clock.now())
    with acting_for("test"):
        heard = read_mood(words, "ru", taught.in_force())
    assert heard.label == "irritated"
    assert heard.cause


def test_no_word_of_a_client_is_in_any_file_and_no_name_in_what_is_kept(corrected, models, tmp_path, monkeypatch):
    monkeypatch.setenv("BUTLER_HOME", str(tmp_path))
    corrected(3)
    learning.learn(now=clock.now())
    files = [path for folder in (models, tmp_path) for path in folder.rglob("*") if path.is_file()]
    assert files  # our own models
    said = b"".join(path.read_bytes() for path in files).decode("utf-8", "ignore")
    long = [secret for secret in (*SECRETS, "рояль") if len(secret) > 3]  # three signs are in any packed file by chance
    assert [secret for secret in long if secret in said] == []
    with acting_for("test"):
        kept = " ".join(taught.in_force().fields["category"].words)
    assert "рояль" in kept
    assert not any(secret in kept for secret in SECRETS)


def test_what_is_kept_lies_under_seal_and_the_journal_has_only_numbers(corrected):
    corrected(3)
    learning.learn(now=clock.now())
    with acting_for("test"), connection.cursor() as cursor:
        cursor.execute("SELECT weights FROM reception_lesson WHERE is_in_force")
        assert "рояль".encode() not in bytes(cursor.fetchone()[0])
        assert "рояль" not in str(list(Entry.objects.values_list("detail", flat=True)))


def test_learning_twice_changes_nothing(corrected):
    corrected(2)
    first = learning.learn(now=clock.now())
    assert learning.learn(now=clock.now()).state == "nothing"
    with acting_for("test"):
        assert Lesson.objects.get(is_in_force=True).pk == first.pk


def test_a_trial_keeps_nothing(corrected):
    corrected(2)
    assert learning.learn(now=clock.now(), is_trial=True).figures["category"]["after"] == 2
    with acting_for("test"):
        assert not Lesson.objects.exists()
        assert not Correction.objects.filter(learnt_at__isnull=False).exists()


def test_what_would_read_other_messages_worse_is_refused(corrected, monkeypatch):
    corrected(2)
    monkeypatch.setattr(lessons, "WORSE", -1.0)  # however they are read, it is too much worse
    lesson = learning.learn(now=clock.now())
    assert (lesson.state, lesson.figures["category"]["strength"]) == ("worse", 0.0)
    with acting_for("test"):
        assert not taught.in_force()


def test_colleagues_who_disagree_teach_nothing_and_ones_own_later_word_stands(corrected, ilya):
    corrected(1, now="tutor")
    corrected(1, now="household", by=ilya)
    assert learning.learn(now=clock.now()).counts["contradictory"] == 2
    corrected(1, now="tutor", by=ilya, at=clock.now() + timedelta(minutes=1))
    lesson = learning.learn(now=clock.now())
    assert (lesson.counts["contradictory"], lesson.counts["taught"]) == (0, 2)


def test_what_was_taken_back_or_erased_is_learnt_no_more(corrected):
    corrected(2)
    learning.learn(now=clock.now())
    with acting_for("test"):
        Correction.objects.update(taken_back_at=clock.now())
    learning.learn(now=clock.now())
    with acting_for("test"):
        assert not taught.in_force()
        assert not any(Lesson.objects.values_list("weights", flat=True))


@pytest.mark.parametrize("label", ["castle", "", "none; rm"])
def test_a_word_that_is_none_of_ours_is_not_learnt(corrected, label):
    corrected(1, now=label)
    assert learning.learn(now=clock.now()).counts["silent"] == 1


def test_the_night_learns_once_where_there_is_something_new(corrected, house):
    three = clock.now().astimezone(house.tz).replace(hour=3, minute=0) + timedelta(days=1)
    assert learning.by_night(now=three) is None
    corrected(2)
    assert learning.by_night(now=three - timedelta(hours=1)) is None
    assert learning.by_night(now=three).night == three.date()
    corrected(1, words="чехол на арфу")
    assert learning.by_night(now=three + timedelta(hours=4)) is None
    assert learning.by_night(now=three + timedelta(days=1)).counts["new"] == 1


def test_a_lead_asks_and_forgets_and_takes_the_forgetting_back(corrected, vera):
    before, at = best(PHRASE), clock.now()
    corrected(6, now=other_than(before))
    with acting_for("test"):
        asked = learning.ask(by=vera, now=at)
        assert learning.ask(by=vera, now=at).pk == asked.pk
    jobs.learn(str(asked.pk))
    assert best(PHRASE) == other_than(before)
    with acting_for("test"):
        forgotten = learning.forget(by=vera, now=at + timedelta(minutes=1))
    assert learning.learn(now=at + timedelta(minutes=2)).state == "nothing"  # what was forgotten teaches no more
    assert best(PHRASE) == before
    with acting_for("test"):
        again = learning.remember(forgotten.pk, by=vera, now=at + timedelta(minutes=3))
    learning.begin(again.pk, now=at + timedelta(minutes=4))
    assert best(PHRASE) == other_than(before)


def test_of_two_learners_the_second_leaves_it_to_the_first(corrected):
    corrected(1)
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [learning.LOCK])
        with pytest.raises(learning.Busy):
            learning.learn(now=clock.now())
        with pytest.raises(CommandError):
            call_command("learn")
        jobs.learn_by_night(0)
        other.execute("SELECT pg_advisory_unlock(%s)", [learning.LOCK])  # the end of a session is not waited for
    assert learning.learn(now=clock.now()).state == "learnt"


def test_the_command_says_what_came_of_it(corrected, capsys):
    corrected(2)
    call_command("learn")
    assert "Исправлений: 2" in capsys.readouterr().out
    call_command("learn", "--forget")
    call_command("learn")
    assert "нечему" in capsys.readouterr().out
