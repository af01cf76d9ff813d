"""What holds for any text at all."""

import time
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.language.dates import find, find_durations

PARTS = (
    "в на с по до 5 21-го мая 2026 19:30 10.12 через два часа понедельник следующий и , - . вечера половина at 3 pm "
    "next Friday the 1st of May half past from to 2/15 last 99999999 9999 лет назад Easter Новый год 31 июня Q3 in ago"
)
WORDS = PARTS.split()
NOW = datetime.fromisoformat("2026-11-25T12:00")
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))


@given(TEXTS, st.sampled_from(("ru", "en")), st.datetimes(datetime.fromisoformat("1970-01-01")))
def test_nothing_is_refused_and_spans_lie_in_order_inside_the_text(text, lang, now):
    last = 0
    for one in find(text, now, lang):
        assert last <= one.span[0] < one.span[1] <= len(text)
        last = one.span[1]
    for iso, (start, end) in find_durations(text, lang):
        assert iso.startswith("P")
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize("text", ["1-го", "1.1.2999. В этом десятилетии, 30-го", "через два года"])
@pytest.mark.parametrize("now", ["1000-01-01", "2026-11-25", "2999-12-31", "9999-12-31"])
def test_a_now_at_the_edge_of_the_calendar_is_no_error(text, now):
    moments = find(text, datetime.fromisoformat(now))
    assert bool(moments) == (now == "2026-11-25")


@pytest.mark.parametrize(
    "word", ["в пятницу ", "5 ", "5, ", "с 5 ", "за день до ", "the day after ", "in 2 ", "через ", "12:30-", "и 7 "]
)
def test_a_long_text_takes_bounded_time(word):
    text = word * (20_000 // len(word))
    began = time.process_time()
    find(text, NOW, "ru")
    find(text, NOW, "en")
    assert time.process_time() - began < 20
