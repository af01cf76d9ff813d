"""Indirect wording and several requests at once: a floor under what unseen messages are read as."""

from butler.language.held_out import requests
from butler.language.message.tests import held_out
from butler.language.training import lines


def test_messages_never_seen_keep_their_floor():
    read_rows = held_out.readings()
    figures = held_out.figures(read_rows)
    assert len(read_rows) >= 145
    assert figures.category_and_act >= 0.7, figures
    assert figures.category_in_two >= 0.85, figures
    assert figures.split_right >= 0.85, figures
    assert figures.false_bookings <= 4, figures


def test_later_messages_keep_their_floor_and_few_of_them_are_wrongly_booked():
    read_rows = held_out.readings("requests_later")
    figures = held_out.figures(read_rows)
    assert len(read_rows) >= 165
    assert figures.category_and_act >= 0.78, figures
    assert figures.split_right >= 0.9, figures
    assert figures.false_bookings <= 6, figures


def test_no_message_to_measure_by_is_in_the_training_text():
    trained = {line.text.lower().strip(" .!?") for line in lines()}
    held = [*requests(), *requests("requests_later")]
    assert [row.text for row in held if row.text.lower().strip(" .!?") in trained] == []
