"""Mail as it really comes: nothing raises, nothing is lost, the same message is the same message."""

import io
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from butler.channels.mail import reading
from butler.channels.mail.letter import Mailbox, Wrong
from butler.channels.mail.reading import pack, read, read_batch, split_mbox
from butler.ground.limited import run_limited

VERA = b"""From: =?UTF-8?B?0JLQtdGA0LAg0J7Qu9GM0YjQsNC90YE=?= =?UTF-8?B?0LrQsNGP?= <Vera@Olshansky.example>
To: "House, Anna" <anna@house.example>, =?koi8-r?Q?=E9=CC=D8=D1?= <ilya@house.example>
Cc: undisclosed-recipients:;
Subject: =?windows-1251?Q?=D1=F2=EE=EB_=ED=E0?=
 =?windows-1251?Q?_=EF=FF=F2=ED=E8=F6=F3?=
Date: Fri, 20 Nov 2026 23:30:00 +0300 (MSK)
Message-ID: <one@olshansky.example>
In-Reply-To: <zero@house.example>
References: <a@house.example>
 <zero@house.example>
Content-Type: text/plain; charset=koi8-r
Content-Transfer-Encoding: quoted-printable

""" + b"".join(b"=%02X" % byte for byte in "Стол на двоих, у окна.".encode("koi8-r"))


def test_a_russian_letter():
    letter = read(VERA)

    assert letter.sender == Mailbox("Вера Ольшанская", "vera@olshansky.example")
    assert letter.to == (Mailbox("House, Anna", "anna@house.example"), Mailbox("Илья", "ilya@house.example"))
    assert (letter.subject, letter.text) == ("Стол на пятницу", "Стол на двоих, у окна.")
    assert letter.sent_at == datetime(2026, 11, 20, 20, 30, tzinfo=UTC)
    assert (letter.message_id, letter.in_reply_to) == ("one@olshansky.example", "zero@house.example")
    assert (letter.references, letter.wrong) == (("a@house.example", "zero@house.example"), ())


def with_files() -> bytes:
    message = EmailMessage()
    message["From"], message["Date"], message["Subject"] = "g@v.example", "Fri, 20 Nov 2026 10:00:00 +0000", "Билеты"
    message.set_content("\n")
    message.add_alternative(
        "<style>p{color:red}</style><p>Добрый&nbsp;день!</p><script>x()</script><div>Билеты<br>во вложении</div>",
        subtype="html",
    )
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Билет №1.pdf")
    message.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="../../etc/invite.ics")
    inner = EmailMessage()
    inner["Subject"] = "inside"
    inner.set_content("forwarded")
    message.add_attachment(inner)
    return message.as_bytes()


def test_words_from_html_when_the_plain_part_is_empty_and_every_file():
    letter = read(with_files())

    assert letter.text == "Добрый день!\n\nБилеты\nво вложении"
    assert [(file.name, file.content_type, file.size) for file in letter.attachments[:2]] == [
        ("Билет №1.pdf", "application/pdf", 8),
        ("invite.ics", "text/calendar", 15),
    ]
    assert letter.attachments[2].name == "message.eml"
    assert b"forwarded" in letter.attachments[2].content


@pytest.mark.parametrize(
    ("head", "subject"),
    [
        ("Subject: Стол\nFrom: a@b.example".encode("cp1251"), "Стол"),
        ("Subject: Стол\nFrom: a@b.example".encode(), "Стол"),
        (b"Subject: =?unknown-8bit?B?0KHRgtC+0Ls=?=", "Стол"),
        (b"Subject: =?utf-8?B?0KHRgtC+0Ls?=", "Стол"),
        (b"Subject: =?utf-8?B?0A==?= =?utf-8?B?oQ==?=", "С"),
        (b"Subject: half =?utf-8?Q?=D0=A1?= and", "half С and"),
        (b"Subject:", ""),
    ],
)
def test_subjects_of_every_kind(head, subject):
    assert read(head + b"\n\nbody").subject == subject


@pytest.mark.parametrize(
    "head",
    [
        b"From: <<<>>>@\nDate: yesterday\nContent-Type: multipart/mixed",
        b"From: " + b"(" * 5000 + b"\nDate: 99 Foo 20000 99:99:99 +9999",
        b"Content-Type: text/plain; charset=idna\nContent-Transfer-Encoding: base64",
        b'Content-Type: multipart/mixed; boundary=""\nTo: "',
        b"Content-Type: text/html; charset*0*=utf-8''x",
        b"Message-ID: <>\nReferences: " + b"<" * 3000,
        b"\xff\xfe\x00From: x",
        b"",
    ],
)
def test_headers_that_no_standard_allows_do_not_stop_it(head):
    letter = read(head + b"\n\n0KHRgtC+0Ls=\n")
    assert Wrong.SENDER_MISSING in letter.wrong or letter.sender.address


def test_nested_beyond_reason_is_marked_and_does_not_fall():
    raw = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(3000))
    assert Wrong.UNREADABLE in read(raw).wrong or read(raw).external_id


def test_the_same_message_is_the_same_whatever_its_copy():
    copy = VERA.replace(b"To:", b"X-Folder: Sent\nTo:")
    assert read(VERA).external_id == read(copy).external_id

    bare = VERA.replace(b"Message-ID: <one@olshansky.example>\n", b"")
    assert read(bare).external_id == read(bare.replace(b"\n", b"\r\n")).external_id
    assert read(bare).external_id != read(VERA).external_id


MBOX = (
    b"From vera@o.example Fri Nov 20 20:30:00 2026\nSubject: one\n\n>From the sea\n>>From afar\nFrom here on\n\n"
    b"From - Sat Nov 21 10:00:00 2026\r\nSubject: two\r\n\r\nbody\r\n"
    b"From 17@gmail Sat Nov 21 10:00:00 +0000 2026\r\nSubject: no blank line before\r\n\r\n"
)


def test_a_mailbox_is_cut_where_messages_end():
    found = list(split_mbox(io.BytesIO(MBOX)))

    assert [(line, raw) for line, raw in found] == [
        (1, b"Subject: one\n\nFrom the sea\n>From afar\nFrom here on\n"),
        (8, b"Subject: two\r\n\r\nbody\r\n"),
        (12, b"Subject: no blank line before\r\n"),
    ]


def test_a_message_too_large_gives_its_head(monkeypatch):
    monkeypatch.setattr(reading, "MAX_MESSAGE_BYTES", 100)
    mbox = b"From a@b Fri Nov 20 20:30:00 2026\nSubject: big\n\n" + b"x" * 60 + b"\n" + b"y\n" * 5000
    ((_, raw),) = split_mbox(io.BytesIO(mbox))
    assert len(raw) == 101


def test_a_maildir_is_walked_without_what_is_half_written(tmp_path):
    for name in ("cur/1:2,S", "new/2", "tmp/3", ".Sent/cur/4", ".Sent/new/5"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(VERA)
    assert [path.name for path in reading.maildir_files(tmp_path)] == ["1:2,S", "2", "4", "5"]
    assert reading.is_maildir(tmp_path)


def test_a_batch_is_read_in_a_limited_child():
    letters = run_limited(read_batch, pack([VERA, b"nonsense", with_files()]))
    assert [letter.subject for letter in letters] == ["Стол на пятницу", "", "Билеты"]


@given(st.binary(max_size=1500))
def test_no_bytes_break_it(raw):
    read(raw)


HEADS = st.sampled_from(
    ["From: ", "To: ", "Date: ", "Subject: ", "Content-Type: ", "Message-ID: ", "text/html",
     "multipart/mixed; boundary=b", "message/rfc822", "\n", "\n\n", "--b\n", "--b--\n",
     "=?utf-8?B?", "?=", "<", ">", "@", '"', "(", ";", "charset=utf-16",
     "Content-Transfer-Encoding: base64\n", " ",
     "Content-Disposition: attachment; filename*=utf-8''%D0", "Ж", "\udcff"]
)  # fmt: skip


@settings(deadline=2000)
@given(st.lists(HEADS, max_size=80))
def test_no_pieces_break_it(pieces):
    assert Wrong.UNREADABLE not in read("".join(pieces).encode("utf-8", "surrogateescape")).wrong


@given(st.lists(st.text("From >x\n", max_size=60), max_size=5))
def test_what_a_mailbox_holds_comes_back_whole(bodies):
    messages = [b"Subject: x\n\n" + text.strip("\n").encode() + b"\n" for text in bodies]
    stored = b"".join(b"From a@b Fri Nov 20 20:30:00 2026\n" + escaped(raw) + b"\n" for raw in messages)
    assert [raw for _, raw in split_mbox(io.BytesIO(stored))] == messages


def escaped(raw: bytes) -> bytes:
    lines = raw.splitlines(keepends=True)
    return b"".join(b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines)
