"""What is said in the demo house: conversations, messages, and raw mail for those who write letters."""

import hashlib
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from typing import Any

from butler.channels.mail.reading import external_id
from butler.correspondence.models import Conversation, Message, RawMessage
from butler.correspondence.threads import thread_key
from butler.demo.fortune import row_id
from butler.demo.people import MAIL
from butler.demo.rows import Rows, Span
from butler.demo.seals import Known, mail_of
from butler.ground import clock
from butler.ground.acting import acting_for
from butler.reception.hearing import read_message

LETTER_SUBJECTS = {"ru": "Просьба", "en": "A request"}


def conversation(one: Known, span: Span, rows: Rows) -> Conversation:
    """The one conversation with this client."""
    return rows.add(
        Conversation(
            id=row_id(span.seed, "conversation", one.guest.key),
            client_id=one.id,
            channel=_channel(one),
            subject="",
            waiting="nobody",
            last_at=datetime(2000, 1, 1, tzinfo=span.now.tzinfo),
        )
    )


def read_the_last_words() -> None:
    """The house's own reader reads whoever waits for us, as it does when a message arrives."""
    with acting_for("demo"):
        last = Message.objects.filter(way="in", conversation__waiting="us", hearing__isnull=True)
        rows = last.order_by("conversation_id", "-sent_at").distinct("conversation_id")
        ids = list(rows.values_list("pk", flat=True))
    for message_id in ids:
        read_message(message_id, now=clock.now())


def _channel(one: Known) -> str:
    return one.guest.channel if one.guest.channel in ("mail", "telegram", "phone") else "telegram"


def hear(one: Known, span: Span, rows: Rows, key: object, sent_at: datetime, text: str, **more: Any) -> Message | None:
    """The client says something; nothing when the moment has not come. `asks=False`: it needs no answer."""
    asks, person = more.get("asks", True), more.get("person")
    talk = conversation(one, span, rows)
    if sent_at > span.now:
        return None
    channel = talk.channel
    raw = _letter(one, span, rows, key, sent_at, text) if channel == "mail" else None
    return _say(
        rows,
        talk,
        row_id(span.seed, "message", one.guest.key, key),
        waits="us" if asks else "nobody",
        client_id=one.id,
        way="in",
        channel=channel,
        sent_at=span.said(sent_at),
        body=text,
        sender=f"{one.guest.given} {one.surname}",
        subject=LETTER_SUBJECTS[one.guest.language] if raw else "",
        raw=raw,
        person_id=person,
        thread_key=thread_key(_message_id(one, key)) if raw else b"",
    )


def answer(
    one: Known, span: Span, rows: Rows, key: object, sent_at: datetime, text: str, **more: Any
) -> Message | None:
    """The house answers in the name of whoever leads the client."""
    talk = conversation(one, span, rows)
    if sent_at > span.now:
        return None
    by = more.get("by") or one.led_by
    return _say(
        rows,
        talk,
        row_id(span.seed, "message", one.guest.key, key),
        waits="them",
        client_id=one.id,
        way="out",
        channel=talk.channel,
        sent_at=span.said(sent_at),
        body=text,
        written_by=by,
        sender=str(by),
        subject="Re: " + LETTER_SUBJECTS[one.guest.language] if talk.channel == "mail" else "",
    )


def note(
    one: Known, span: Span, rows: Rows, key: object, sent_at: datetime, text: str, by: Any = None
) -> Message | None:
    """A word among ourselves; the client never sees it, and nobody waits for it."""
    talk = conversation(one, span, rows)
    if sent_at > span.now:
        return None
    by = by or one.covered_by
    return rows.add(
        Message(
            id=row_id(span.seed, "message", one.guest.key, key),
            client_id=one.id,
            conversation=talk,
            way="note",
            channel="desk",
            sent_at=span.said(sent_at),
            written_by=by,
            sender=str(by),
            body=text,
        )
    )


def _say(rows: Rows, talk: Conversation, pk: Any, *, waits: str, **fields: Any) -> Message:
    said = rows.add(Message(id=pk, conversation=talk, **fields))
    if said.sent_at >= talk.last_at:
        talk.last_at, talk.waiting = said.sent_at, waits
    return said


def _letter(one: Known, span: Span, rows: Rows, key: object, sent_at: datetime, text: str) -> RawMessage:
    me, to = one.guest, one.led_by
    heads = {
        "From": f"{Header(f'{me.given} {one.surname}').encode()} <{mail_of(one)}>",
        "To": f"{Header(str(to)).encode()} <{me.led}@{MAIL}>",
        "Date": format_datetime(span.said(sent_at)),
        "Message-ID": f"<{_message_id(one, key)}>",
        "Subject": Header(LETTER_SUBJECTS[me.language]).encode(),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    letter = "\n".join([*(f"{name}: {value}" for name, value in heads.items()), "", text, ""])
    return rows.add(
        RawMessage(
            id=row_id(span.seed, "raw", one.guest.key, key),
            client_id=one.id,
            channel="mail",
            content=letter.encode(),
            external_id=external_id(b"", _message_id(one, key)),
            received_at=span.said(sent_at),
        )
    )


def _message_id(one: Known, key: object) -> str:
    return f"{_hash(f'{one.id}{key}').hex()[:24]}@mail.example"


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def close(one: Known, span: Span, rows: Rows) -> None:
    """An empty conversation is not kept; one that somebody went on with keeps their last word."""
    for talk in rows.of(Conversation):
        if talk.last_at.year == 2000:
            del rows.found[Conversation][talk.pk]
        elif not span.is_first:
            there = Conversation.objects.filter(pk=talk.pk).only("last_at", "waiting").first()
            if there and there.last_at > talk.last_at:
                talk.last_at, talk.waiting = there.last_at, there.waiting
