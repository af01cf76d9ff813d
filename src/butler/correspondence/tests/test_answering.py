"""Two colleagues and one conversation: who is here, who writes, and no answer unknowingly beside another."""

from datetime import timedelta
from uuid import uuid4

import pytest

from butler.correspondence import presence, saying
from butler.correspondence.models import Letter, Presence
from butler.correspondence.saying import Overtaken
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.refusals import NotHere

POISON = "Кипарис-5120"


@pytest.fixture
def talk(talk_with, olshanskaya):
    return talk_with(client=olshanskaya)


def test_colleagues_see_who_is_here_and_who_writes_for_a_minute_and_a_half(talk, anna, ilya, mark):
    now = clock.now()
    with acting_as(ilya.pk):
        presence.seen(talk.pk, ilya, now=now, writing=True, words=POISON)
    with acting_as(anna.pk):
        presence.seen(talk.pk, anna, now=now)
        assert [(one.staff, one.is_writing) for one in presence.who_else(talk.pk, but=anna, now=now)] == [(ilya, True)]
        assert presence.who_else(talk.pk, but=anna, now=now + presence.HERE) == []
        assert presence.kept_words(talk.pk, ilya) == ""  # another's half-written words are theirs
    with acting_as(mark.pk):
        assert presence.who_else(talk.pk, but=mark, now=now) == []
        with pytest.raises(NotHere):
            presence.seen(talk.pk, mark, now=now)
    with acting_for("test"):
        assert POISON not in str(list(Presence.objects.values()))


def test_half_written_words_come_back_and_are_forgotten_with_the_answer(talk, anna):
    with acting_as(anna.pk):
        presence.seen(talk.pk, anna, now=clock.now(), writing=True, words=POISON)
        presence.seen(talk.pk, anna, now=clock.now())
        assert presence.kept_words(talk.pk, anna) == POISON
        saying.answer(talk.pk, "Уже занимаюсь.", by=anna, now=clock.now())
        assert presence.kept_words(talk.pk, anna) == ""


def test_an_answer_is_not_given_beside_a_colleagues(talk, say, anna, ilya):
    asked = say(talk, "Можно перенести?", minutes_ago=5)
    with acting_as(ilya.pk):
        first = saying.answer(talk.pk, "Переношу.", by=ilya, now=clock.now(), seen_until=asked.pk)
    with acting_as(anna.pk):
        with pytest.raises(Overtaken) as refusal:
            saying.answer(talk.pk, "Уточню.", by=anna, now=clock.now(), seen_until=asked.pk)
        assert refusal.value.by == ilya
        assert Letter.objects.count() == 1
        saying.answer(talk.pk, "Уточню.", by=anna, now=clock.now(), seen_until=first.pk)
        saying.answer(talk.pk, "Уточню.", by=anna, now=clock.now(), seen_until=asked.pk, anyway=True)
        assert Letter.objects.count() == 3


def test_an_answer_is_not_given_to_what_was_not_seen(talk, say, anna):
    asked = say(talk, "Можно перенести?", minutes_ago=5)
    say(talk, "Уже не надо.", minutes_ago=1)
    with acting_as(anna.pk):
        with pytest.raises(Overtaken) as refusal:
            saying.answer(talk.pk, "Переношу.", by=anna, now=clock.now(), seen_until=asked.pk)
        assert refusal.value.by is None
        assert not Letter.objects.exists()


def test_a_button_that_is_pressed_twice_says_it_once(talk, say, anna):
    say(talk, "Можно перенести?", minutes_ago=5)
    pressed = uuid4()
    with acting_as(anna.pk):
        first = saying.answer(talk.pk, "Переношу.", by=anna, now=clock.now(), once=pressed)
        assert saying.answer(talk.pk, " Переношу. ", by=anna, now=clock.now(), once=pressed) == first
        other = saying.answer(talk.pk, "Перенесла.", by=anna, now=clock.now(), once=pressed)
        assert other != first  # the page was gone back to and says something else
        saying.take_back_answer(other.pk, by=anna, now=clock.now())
        note = saying.note(talk.pk, "Любит у окна", by=anna, now=clock.now(), once=(beside := uuid4()))
        assert saying.note(talk.pk, "Любит у окна", by=anna, now=clock.now(), once=beside) == note
        assert Letter.objects.exclude(state="withdrawn").get() == first


def test_words_that_were_taken_back_can_be_said_after_all(talk, say, anna):
    say(talk, "Можно перенести?", minutes_ago=5)
    pressed = uuid4()
    with acting_as(anna.pk):
        slip = saying.answer(talk.pk, "Переношу.", by=anna, now=clock.now(), once=pressed)
        saying.take_back_answer(slip.pk, by=anna, now=clock.now())
        meant = saying.answer(talk.pk, "Переношу.", by=anna, now=clock.now(), once=pressed)
        assert (meant.state, meant == slip) == ("new", False)


def test_ones_own_earlier_answer_and_a_note_do_not_stand_in_the_way(talk, say, anna, ilya):
    asked = say(talk, "Можно перенести?", minutes_ago=5)
    say(talk, "Она любит у окна", way="note", written_by=ilya)
    with acting_as(anna.pk):
        saying.answer(talk.pk, "Секунду.", by=anna, now=clock.now(), seen_until=asked.pk)
        saying.answer(talk.pk, "Переношу.", by=anna, now=clock.now() + timedelta(seconds=9), seen_until=asked.pk)
        with pytest.raises(NotHere):
            saying.answer(talk.pk, "Переношу.", by=anna, now=clock.now(), seen_until=talk.pk)


def test_the_same_words_sent_again_from_a_page_gone_back_to_are_one_letter(talk, say, anna):
    asked = say(talk, "Можно перенести?", minutes_ago=5)
    with acting_as(anna.pk):
        now = clock.now()
        first = saying.answer(talk.pk, "Переношу.", by=anna, now=now, seen_until=asked.pk, once=uuid4())
        again = saying.answer(talk.pk, "Переношу. ", by=anna, now=now, seen_until=first.pk, once=uuid4())
        assert again.pk == first.pk
        saying.take_back_answer(first.pk, by=anna, now=now)
        assert saying.answer(talk.pk, "Переношу.", by=anna, now=now, seen_until=asked.pk).pk != first.pk


def test_the_same_words_are_said_again_after_they_have_spoken_or_later(talk, say, anna):
    with acting_as(anna.pk):
        first = saying.answer(talk.pk, "Конечно.", by=anna, now=clock.now())
    heard = say(talk, "А вина тоже?", minutes_ago=-1)
    with acting_as(anna.pk), clock.set_to(clock.now() + timedelta(minutes=1)):
        second = saying.answer(talk.pk, "Конечно.", by=anna, now=clock.now(), seen_until=heard.pk)
        third = saying.answer(talk.pk, "Конечно.", by=anna, now=clock.now() + 2 * saying.AGAIN, seen_until=second.pk)
        assert len({first.pk, second.pk, third.pk}) == 3
