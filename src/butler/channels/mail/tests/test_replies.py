"""A mail in its bytes: which of its words are the sender's own."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from butler.channels.mail.body import unflowed
from butler.channels.mail.replies import read_case, read_written
from butler.language.quotes import Kind

TWO_FORMS = """MIME-Version: 1.0
From: Olga <olga@dvor.example>
Subject: Re: table
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

{plain}
--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

<p>Ждём вас в <b>восемь</b>.</p><blockquote>Есть ли стол?</blockquote>
--b--
"""
FLOWED = """Content-Type: text/plain; charset=utf-8; format=flowed
Content-Transfer-Encoding: 8bit

> Shall we \n> keep it? \nYes, please \nkeep it.
"""


def own(raw: str) -> str:
    return read_written(message_from_bytes(raw.encode(), policy=policy.compat32)).own


def test_the_plain_form_is_preferred():
    assert own(TWO_FORMS.format(plain="Ждём вас.\n\n> Есть ли стол?")) == "Ждём вас."


def test_an_empty_plain_form_leaves_the_html_with_its_quotes_known():
    assert own(TWO_FORMS.format(plain="")) == "Ждём вас в восемь."


def test_a_soft_line_end_never_joins_an_answer_to_the_quote_above_it():
    assert own(FLOWED) == "Yes, please keep it."


@pytest.mark.parametrize(
    ("sent", "read"),
    [("one \ntwo", "one two"), ("one\ntwo", "one\ntwo"), ("-- \nOlga", "-- \nOlga"), ("> a \nb", "> a \nb")],
)
def test_soft_ends_of_lines(sent, read):
    assert unflowed(sent) == read


def test_a_mail_without_words_has_none():
    assert read_written(message_from_bytes(b"Content-Type: image/png\n\nx", policy=policy.compat32)).parts == ()


def test_the_command_counts_what_was_forwarded_on_purpose():
    body = "FYI\n\n---------- Forwarded message ----------\nFrom: Hotel <h@hotel.example>\n\nYour room"
    assert "Your room" in read_case({"id": 1, "format": "text", "body": body}, Path())["reply"]


def test_an_unknown_format_is_refused():
    assert "error" in read_case({"id": 1, "format": "rtf", "body": "x"}, Path())


def test_a_letter_is_read_by_all_its_forms():
    case = {"id": "7", "format": "eml", "body": TWO_FORMS.format(plain="Да.\n\n-- \nОльга")}
    assert read_case(case, Path()) == {"id": "7", "reply": "Да."}
    assert Kind.SIGNATURE in {part.kind for part in read_written(message_from_bytes(case["body"].encode())).parts}
