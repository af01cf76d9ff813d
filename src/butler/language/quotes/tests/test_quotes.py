"""What the sender wrote himself; above all, that his words are never cut."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from butler.language.quotes import Kind, read_body, written_by_sender
from butler.language.quotes.tests.letters import CUT, KEPT, MARKUP

LONG = 200_000
SECONDS = 4.0  # a body of 200 kB, on a busy machine; a square of it would take minutes


def said(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("name", "body", "own"), CUT, ids=[name for name, *_ in CUT])
def test_only_the_senders_words_are_left(name, body, own):
    assert said(written_by_sender(body)) == said(own)


@pytest.mark.parametrize("body", KEPT)
def test_words_that_only_look_like_a_quote_are_kept(body):
    assert said(written_by_sender(body)) == said(body)


@pytest.mark.parametrize(("name", "body", "own"), MARKUP, ids=[name for name, *_ in MARKUP])
def test_markup_tells_what_was_quoted(name, body, own):
    assert said(written_by_sender(body, format="html")) == said(own)


def test_what_is_forwarded_is_not_the_senders_but_can_be_had():
    body = (
        "Посмотрите, пожалуйста\n\n---------- Forwarded message ---------\nFrom: Hotel <h@hotel.example>\n\nYour room"
    )
    assert written_by_sender(body) == "Посмотрите, пожалуйста"
    assert "Your room" in written_by_sender(body, with_forwarded=True)


def test_the_desk_learns_where_to_fold():
    body = "Да.\n\nС уважением,\nОльга\n\nср, 18 нояб. 2026 г. в 12:10, Анна <anna@house.example>:\n> Есть?\n"
    written = read_body(body)
    assert body[written.begins(Kind.SIGNATURE) :].startswith("С уважением")
    assert body[written.begins(Kind.QUOTE) :].startswith("ср, 18")
    assert written.begins(Kind.FORWARD) is None


PIECES = st.sampled_from(
    [body for _, body, _ in CUT]
    + list(KEPT)
    + ["\n", ">", "> ", "On ", " wrote:", "--\n", "From: a@b\n", "\r\n", "<", "\0", "\u2028"]
)
TAGS = st.sampled_from(
    [body for _, body, _ in MARKUP] + ["<div>", "</div>", "<blockquote", "</blockquote>", "<!--", "&#0;", "<p>", "x"]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=8).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_body_is_covered_by_its_parts(body):
    written = read_body(body)
    assert "".join(written.text[part.start : part.end] for part in written.parts) == written.text


@given(st.lists(st.one_of(TAGS, st.text(max_size=30)), max_size=12).map("".join))
@settings(max_examples=100, deadline=None)
def test_any_markup_is_read(body):
    written = read_body(body, format="html")
    assert "".join(written.text[part.start : part.end] for part in written.parts) == written.text


@given(st.lists(st.sampled_from(KEPT), min_size=1, max_size=1), st.sampled_from([body for _, body, _ in CUT]))
@settings(max_examples=60, deadline=None)
def test_a_quote_below_takes_nothing_of_the_words_above(kept, quoted):
    first = said(kept[0])
    assert said(written_by_sender(f"{kept[0]}\n\nИ последнее: ответьте сегодня.\n\n{quoted}")).startswith(first)


@pytest.mark.parametrize(
    "unit",
    [
        ">",
        "> ",
        "\n",
        "> a\n",
        "On ",
        "On Mon, Nov 2, 2026 at 3:00 PM\n",
        "From: a\n",
        "From: a@b.example\nTo: c\n\n",
        "_",
        "-",
        "--\n",
        "wrote:\n",
        "@",
        "<",
        "a@b ",
        "Regards,\n",
        "Sent from my iPhone\n\n",
        "This message is\n",
        "1:00 ",
        "x\n> y\n",
        "2026 ",
        "на On Mon 12:00 wrote:\n",
        "\u00a0",
        "*",
    ],
)
def test_a_long_body_takes_a_moment(unit):
    started = time.process_time()
    written_by_sender(unit * (LONG // len(unit)))
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(
    "unit", ["<div>", "<blockquote>", "</div>", "<", "<!--", "<p style='display:none'>", "&", "<b>x", "<table><tr><td>"]
)
def test_long_markup_takes_a_moment(unit):
    started = time.process_time()
    written_by_sender(unit * (LONG // len(unit)), format="html")
    assert time.process_time() - started < SECONDS
