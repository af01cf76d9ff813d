"""An outgoing message as bytes, read back by our own reader."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.channels.mail.building import address, build
from butler.channels.mail.reading import identity, read
from butler.channels.port import File, NotDelivered, Outgoing, Why

NOON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DINNER = Outgoing(
    message_id="7f3a@house.test",
    to="vera@client.test",
    subject="Ужин в пятницу: стол у окна на восемь человек, и всё, о чём Вы просили накануне вечером",
    body="Добрый день!\n\n.Стол за Вами.\nFrom the house\n",
    sent_on=NOON,
    in_reply_to="q1@client.test",
    references=("q0@client.test", "q1@client.test"),
    sender_name="Анна Лаврова",
)


def test_what_is_built_reads_back_as_it_was_meant():
    letter = read(build(DINNER, "anna@house.test"))
    assert letter.message_id == "7f3a@house.test"
    assert letter.subject == DINNER.subject
    assert letter.text == DINNER.body.strip()
    assert (letter.sender.name, letter.sender.address) == ("Анна Лаврова", "anna@house.test")
    assert [one.address for one in letter.to] == ["vera@client.test"]
    assert letter.in_reply_to == "q1@client.test"
    assert letter.references == ("q0@client.test", "q1@client.test")
    assert letter.sent_at == NOON
    assert not letter.wrong


def test_the_same_message_is_the_same_bytes():
    with_file = replace(DINNER, files=(File("меню.pdf", "application/pdf", b"%PDF-1.7"),))
    assert build(with_file, "anna@house.test") == build(with_file, "anna@house.test")


def test_it_is_ascii_with_short_lines_and_the_line_ends_of_the_wire():
    raw = build(replace(DINNER, body="ы" * 5000), "anna@house.test")
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.endswith(b"\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")


@pytest.mark.parametrize(
    "name", ["договор аренды «Оранжерея» на длинное имя, которое не помещается в строку.docx", 'a;b="c".pdf']
)
def test_a_file_keeps_its_name_in_any_alphabet(name):
    content = bytes(range(256))
    letter = read(build(replace(DINNER, files=(File(name, "application/pdf", content),)), "anna@house.test"))
    assert [(file.name, file.content) for file in letter.attachments] == [(name, content)]


def test_a_message_as_a_file_travels_as_bytes():
    inner = build(DINNER, "anna@house.test")
    outer = replace(DINNER, files=(File("letter.eml", "message/rfc822", inner),))
    letter = read(build(outer, "anna@house.test"))
    assert [file.content for file in letter.attachments] == [inner]


@pytest.mark.parametrize(
    "broken",
    [
        {"subject": "Ужин\r\nBcc: mark@elsewhere.test"},
        {"subject": "Ужин\nBcc: mark@elsewhere.test"},
        {"sender_name": "Анна\r\nX: y"},
        {"to": "vera@client.test\r\nBcc: mark@elsewhere.test"},
        {"to": "vera@client.test, mark@elsewhere.test"},
        {"to": "Вера <vera@client.test>"},
        {"to": "vera"},
        {"to": "вера@client.test"},
        {"message_id": "a b@house.test"},
        {"message_id": "a>\r\nX: y"},
        {"message_id": ""},
        {"body": "half a letter \ud83d"},
    ],
)
def test_what_could_say_more_than_it_should_is_refused_for_good(broken):
    build(DINNER, "anna@house.test")
    with pytest.raises(NotDelivered) as refusal:
        build(replace(DINNER, **broken), "anna@house.test")
    assert (refusal.value.why, refusal.value.permanent) == (Why.NOT_SENDABLE, True)


def test_ids_of_strangers_that_are_none_are_left_out():
    strange = replace(DINNER, in_reply_to="a\r\nBcc: m@e.test", references=("x y", "ok@client.test", "a>b"))
    message = message_from_bytes(build(strange, "anna@house.test"))
    assert message["In-Reply-To"] is None
    assert message["References"] == "<ok@client.test>"
    assert message["Bcc"] is None


def test_a_long_talk_keeps_its_first_message_and_the_latest():
    long = replace(DINNER, references=tuple(f"{'x' * 120}{n}@client.test" for n in range(60)))
    found = read(build(long, "anna@house.test")).references
    assert (len(found), found[0], found[-1]) == (20, long.references[0], long.references[-1])


def test_what_nobody_wrote_by_hand_says_so():
    message = message_from_bytes(build(replace(DINNER, is_automatic=True), "anna@house.test"))
    assert message["Auto-Submitted"] == "auto-generated"
    assert message_from_bytes(build(DINNER, "anna@house.test"))["Auto-Submitted"] is None


def test_a_russian_domain_goes_in_its_long_form():
    assert address("vera@почта.рф") == "vera@xn--80a1acny.xn--p1ai"


@given(st.text(), st.text(), st.text())
def test_whatever_is_written_the_headers_are_ours(subject, body, name):
    try:
        raw = build(replace(DINNER, subject=subject, body=body, sender_name=name), "anna@house.test")
    except NotDelivered:
        return
    message = message_from_bytes(raw)
    assert set(message.keys()) == {
        "Message-ID", "In-Reply-To", "References", "From", "To", "Subject", "Content-Language",
        "Content-Type", "Content-Transfer-Encoding", "MIME-Version", "Date",
    }  # fmt: skip


@given(st.binary(max_size=300), st.sampled_from([b"Message-ID: <a@b>\r\n", b"message-id: x\n", b""]))
def test_a_door_names_a_message_as_its_reader_does(rest, start):
    assert identity(start + rest) == read(start + rest).external_id
