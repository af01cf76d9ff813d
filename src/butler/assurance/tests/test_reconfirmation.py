"""From the first question to the proof, the call, or the alarm: what the house and the supplier would notice."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError

from butler.assurance import sweeping
from butler.assurance.models import Reconfirmation
from butler.assurance.tests.conftest import MOSCOW, at
from butler.bookings import actions as bookings
from butler.bookings.models import State
from butler.ground.acting import acting_as, acting_for
from butler.ground.refusals import NotHere


def test_a_table_is_asked_about_four_hours_before_with_all_that_they_need_and_nobodys_name(watch):
    evening = watch(proof="mail").until("16:00")
    (letter,) = evening.letters()
    said = " ".join(letter.split())
    assert "стол на четверых, сегодня, 24 ноября, в 20:00, номер брони SD-4821. Просим учесть: стол у окна." in said
    assert "Подтвердите, пожалуйста, что всё в силе." in said
    assert "Анна Лаврова, Дом на Мойке" in said
    assert "Ольшанск" not in letter
    assert evening.outcomes() == [("hours", "")]


def test_a_tap_proves_it_and_nobody_is_bothered_any_more(watch, anna):
    evening = watch(proof="mail").until("16:05").presses("confirm", number="77")
    assert evening.outcomes() == [("hours", "confirmed")]
    assert (evening.card().state, evening.card().evidence[0].kind) == (State.CONFIRMED, "answer_page")
    evening.until("20:00")
    assert len(evening.letters()) == 1
    assert evening.tasks(anna) == []


@pytest.mark.parametrize(
    "words", ["Добрый день, всё в силе, ждём вас в 20:00.", "Подтверждаем: четверо, сегодня в 20:00, бронь SD-4821."]
)
def test_their_own_words_prove_it_too(watch, words):
    evening = watch(proof="call").until("16:05").writes(words)
    assert evening.outcomes()[-1][1] == "confirmed"
    assert evening.card().evidence[0].kind == "mail"
    assert evening.card().evidence[0].message_id is not None


def test_not_yet_is_no_yes_and_somebody_telephones(watch, anna):
    evening = watch(proof="call").until("16:05").writes("Пока не готовы подтвердить, уточним и напишем позже.")
    assert evening.outcomes()[-1][1] == ""
    assert "Позвонить: Северный двор" in evening.tasks(anna)[0]


def test_silence_becomes_a_call_with_number_script_and_window(watch, anna):
    evening = watch(proof="mail").until("17:00")
    (task,) = evening.tasks(anna)
    assert task.startswith("Позвонить: Северный двор, стол на четверых, сегодня")
    assert "+7 812 000-00-11" in task
    assert "SD-4821" in task
    assert "стол у окна" in task
    evening.telephoned("confirmed", "Полина, хостес")
    assert evening.tasks(anna) == []
    assert (evening.card().evidence[0].kind, evening.card().evidence[0].told_by) == ("call", "Полина, хостес")
    assert evening.outcomes() == [("hours", "confirmed")]


def test_who_cannot_be_written_to_is_telephoned_at_once(watch, anna):
    evening = watch(proof="mail", mail="").until("16:00")
    assert evening.letters() == []
    assert len(evening.tasks(anna)) == 1


def test_silence_in_writing_and_by_telephone_reaches_the_lead_while_there_is_time(watch, anna, vera):
    evening = watch(proof="mail").until("17:00").telephoned("no_answer").until("17:20")
    assert len(evening.tasks(anna)) == 1  # once more
    evening.until("18:00")
    (alarm,) = evening.tasks(vera)
    assert "никто не подтверждает" in alarm.lower() or "Никто" in alarm
    assert evening.now <= at("18:00")
    evening.until("19:00")
    assert len(evening.tasks(vera)) == 1  # once


def test_a_no_by_telephone_loses_the_table_at_once(watch):
    evening = watch(proof="mail").until("16:45").telephoned("declined", "администратор Рената")
    card = evening.card()
    assert (card.state, card.cancelled_told_by) == (State.CANCELLED, "администратор Рената")
    assert evening.outcomes() == [("hours", "declined")]
    assert evening.incidents() == ["администратор Рената"]


@pytest.mark.parametrize("how", ["page", "words"])
def test_a_no_in_writing_loses_it_once_however_often_it_is_said(watch, how):
    evening = watch(proof="mail").until("16:05")
    if how == "page":
        evening.presses("decline")
    else:
        evening.writes("К сожалению, вынуждены отменить вашу бронь на 20:00, закрываемся.")
    evening.telephoned("declined", "Рената").until("17:00")
    assert evening.card().state == State.CANCELLED
    assert evening.incidents() == ["Северный двор"]


def test_a_proof_from_elsewhere_ends_the_question(watch, anna):
    evening = watch(proof="mail").until("17:00").told(kind="call", told_by="Полина").until("17:05")
    assert evening.outcomes() == [("hours", "confirmed")]
    assert evening.tasks(anna) == []


def test_what_is_cancelled_is_not_asked_about(watch, anna):
    evening = watch(proof="mail").until("16:05")
    with acting_as(anna.pk):
        bookings.cancel(evening.booking.pk, told_by="клиент", by=anna, now=evening.now)
    evening.until("17:30")
    assert evening.outcomes() == [("hours", "dropped")]
    assert evening.tasks(anna) == []


def test_nobody_is_asked_while_they_are_closed(watch):
    evening = watch(proof="mail", hours="18:30-02:00", starts=at("21:00", 25)).until("20:00", 25)
    assert evening.asked()
    assert all(row.asked_at.astimezone(MOSCOW).time() >= time(18, 30) for row in evening.asked())
    assert evening.asked()[-1].asked_at < at("22:00", 24)


def test_ringing_twice_asks_once(watch):
    evening = watch(proof="mail").until("16:00")
    for _ in range(3):
        sweeping.sweep(now=evening.now)
    assert len(evening.asked()) == 1


def test_the_database_keeps_one_open_question_each(watch):
    evening = watch(proof="mail").until("16:00")
    (asked,) = evening.asked()
    twin = Reconfirmation(
        client_id=asked.client_id, booking_id=asked.booking_id, rung="day", starts_at=asked.starts_at,
        due_at=asked.due_at, asked_at=asked.asked_at, answer_by=asked.answer_by,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="one_open_reconfirmation_each"), acting_for("test"):
        twin.save(force_insert=True)


@pytest.mark.parametrize("outcome", ["confirmed", "declined"])
def test_a_yes_or_a_no_of_nobody_counts_for_nothing(watch, outcome):
    evening = watch(proof="mail").until("17:00")
    with pytest.raises(bookings.NobodyNamed):
        evening.telephoned(outcome)
    assert evening.outcomes() == [("hours", "")]


def test_a_stranger_has_not_telephoned(watch, mark):
    evening = watch(proof="mail").until("17:00")
    with pytest.raises(NotHere):
        evening.telephoned("confirmed", "Полина", by=mark)
    assert evening.outcomes() == [("hours", "")]


def test_nobody_telephones_for_ever(watch, anna):
    evening = watch(proof="mail").until("17:00")
    for _ in range(2):
        evening.telephoned("no_answer").until(f"{evening.now.astimezone(MOSCOW) + timedelta(minutes=25):%H:%M}")
    assert evening.tasks(anna) == []
