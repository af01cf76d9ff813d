"""What every reader of messages relies on."""

from datetime import datetime

from butler.language.dates import Grain, find, find_durations

NOW = datetime.fromisoformat("2026-11-25T12:00")


def test_a_day_and_a_time_are_one_moment_with_its_span():
    text = "Стол на четверых в пятницу в 20:30, пожалуйста"
    [one] = find(text, NOW)
    assert one.start == datetime.fromisoformat("2026-11-27T20:30")
    assert text[slice(*one.span)] == "в пятницу в 20:30"
    assert (one.has_day, one.has_time, one.grain) == (True, True, Grain.MINUTE)


def test_a_length_is_no_moment_and_an_offset_no_length():
    assert find("машина на три часа", NOW) == []
    assert find_durations("машина на полтора часа, подача через два часа") == [("PT1H30M", (10, 22))]
