"""The readers of strangers' words, real-looking messages for each, and how a message is spoilt."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any

MAX_BYTES = 8_192
MAX_CUTS = 6
NOW = datetime.fromisoformat("2026-10-13T12:00")
SHARDS = (
    b"\0",
    b"\xff\xfe",
    b"\r\n",
    b"\n\n",
    b" ",
    b";",
    b":",
    b'"',
    b"<",
    b">",
    b"=",
    b"\\",
    b"\xe2\x80\xae",
    b"99999999999",
)

CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Вера Ольшанская\r\nTEL;TYPE=CELL:+7 900 000-00-00\r\nBDAY:--0512\r\nEND:VCARD\r\n"
)
MEETING = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@house.example\r\n"
    "DTSTART;TZID=Europe/Moscow:20261013T200000\r\n"
    "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=4\r\nEXDATE:20261020T170000Z\r\nSUMMARY:Ужин\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
LETTER = (
    "From: =?utf-8?B?0JDQvdC90LA=?= <anna@house.example>\r\n"
    "Date: Tue, 13 Oct 2026 12:00:00 +0300\r\nSubject: Re: стол\r\n"
    "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n"
    "\r\nДа\r\n"
    "--b\r\nContent-Type: text/html; charset=koi8-r\r\nContent-Transfer-Encoding: base64\r\n\r\n8g==\r\n--b--\r\n"
)
REPLY = (
    "Ждём вас.\n\nС уважением,\nОльга\n\nср, 14 окт. 2026 г. в 12:10, Анна <anna@house.example>:\n\n"
    "> Есть стол?\n>> да\n"
    "-----Original Message-----\nFrom: a@b.example\nSent: Wednesday\nTo: c\nSubject: d\n\nSent from my iPhone\n"
)
EXAMINING = "butler.channels.mail.proving.examining"
SIGNED = (
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=house.example; s=k1; t=1790000000; h=from:subject;\r\n"
    " bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA\r\n"
    "Authentication-Results: spf=pass (sender IP is 1.2.3.4) smtp.mailfrom=house.example; dkim=pass (2048-bit)\r\n"
    " header.d=house.example;dmarc=fail (p=REJECT) header.from=house.example;compauth=pass reason=100\r\n"
)
SENDERS = (
    "v=spf1 a mx/24 ip4:192.0.2.0/24 ip6:2001:db8::/32 include:%{ir}.%{v}._spf.%{d2} exists:%{l1r-}.a.b ~all\n\n"
    + SIGNED + LETTER,
    "v=DMARC1; p=reject; sp=none; adkim=s; aspf=r; pct=100\n\n" + SIGNED + LETTER,
    "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA\n\n" + SIGNED + LETTER,
)  # fmt: skip
PAGE = (
    '<div dir="ltr">Да<br><div class="gmail_quote">'
    'On Wed wrote:<blockquote type="cite">Есть?</blockquote></div>'
    '<p style="display:none">x</p><table><tr><td>y</td></tr></table></div>'
)
ANSWER = (
    "Бронь № 8841 предварительная, стол на 4 персоны 16.10 в 20:00, "
    "депозит 10 000 ₽ до 18:00 сегодня. We hold it until Friday."
)
UPDATE = """{"update_id": 318000105, "edited_message": {"message_id": 45, "date": 1795500045, "edit_date": 1795500050,
 "from": {"id": 700100200, "is_bot": false, "first_name": "Вера", "username": "v_olsh"},
 "chat": {"id": 700100200, "type": "private"}, "caption": "Стол у окна",
 "caption_entities": [{"offset": 0, "length": 4, "type": "text_link", "url": "https://menu.example/"}],
 "photo": [{"file_id": "AgACa", "file_unique_id": "AQADa", "width": 600, "height": 800, "file_size": 5120}]}}"""
VENUE = """{"update_id": 7, "business_message": {"message_id": 9, "date": 1795500045, "business_connection_id": "c-9",
 "from": {"id": 5, "first_name": "А"}, "chat": {"id": 5, "type": "private"},
 "venue": {"location": {"latitude": 59.93, "longitude": 30.31}, "title": "Оранжерея", "address": "Мойка, 1"},
 "voice": {"file_id": "AwACv", "file_unique_id": "AgADv", "duration": 4, "mime_type": "audio/ogg"},
 "reply_to_message": {"message_id": 8, "chat": {"id": 5, "type": "private"}, "date": 1, "text": "Есть стол?"}}}"""
WISH = (
    "Добрый день! Закажите столик на четверых в «Северном дворе» в пятницу в 20:00, не у входа, до 15 000 ₽. "
    "И отмените, пожалуйста, машину — спина отваливается. Table for two next Friday at 7pm, please; no nuts."
)
DATES = "в пятницу в восемь вечера, с 5 по 8 мая, через два часа, next Tuesday at 7pm, on May 5th"


@dataclass(frozen=True)
class Target:
    """A reader, where it is found, how it is called, and what its messages look like."""

    name: str
    place: str  # module:function
    call: Callable[[Any, bytes], object]
    seeds: tuple[bytes, ...]
    refuses: str = ""  # module:class of the refusal it names

    def warm_up(self) -> None:
        """What a reader makes once, tables and trained words, is not counted against a message."""
        self.read(self.seeds[0])

    def read(self, content: bytes) -> None:
        """Raises whatever the reader should not."""
        try:
            self.call(_found(self.place), content)
        except Exception as error:
            if not self.refuses or not isinstance(error, _found(self.refuses)):
                raise


def _found(place: str) -> Any:
    module, name = place.split(":")
    return getattr(import_module(module), name)


def _words(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _answered(read: Any, content: bytes) -> object:
    asked = _found("butler.language.suppliers:Asked")("restaurant", NOW, 4)
    return read(_words(content), received=NOW, asked=asked)


def _in_child(read_limited: Any, content: bytes) -> object:
    """As every mail is read: two seconds, 256 MB. Only the parser's own refusal is none of its faults."""
    try:
        return read_limited(_found("butler.reception.parsing:read_mail"), content)
    except _found("butler.ground.limited:NotRead") as refusal:
        if (refusal.reason, refusal.detail) == ("refused", "Unreadable"):
            return None
        raise


class _Says:
    """A name server that says to everything what it is told, as the owner of a domain may write it."""

    def __init__(self, said: str) -> None:
        self.said = said

    def ask(self, name: str, kind: str) -> tuple[str, ...]:
        return (self.said,) if kind == "TXT" else ("93.184.216.34",)


def _examined(examine: Any, content: bytes) -> object:
    """What is published stands before the letter; keys, policies and terms alike."""
    said, _, raw = content.partition(b"\n\n")
    marks, came = _found("butler.channels.mail.proving.marks:of_bytes"), _found(f"{EXAMINING}:Came")
    holding = _found("butler.channels.mail.proving.marks:holding")
    door = came(ip="93.184.216.34", greeting="mx.club.test", sender="x@house.example", provider="")
    return examine(raw, marks(raw), door, _Says(_words(said)), holding)


def _seeds(*texts: str) -> tuple[bytes, ...]:
    return tuple(text.encode() for text in texts)


TARGETS = {
    target.name: target
    for target in (
        Target("vcard", "butler.channels.vcard.reading:read", lambda read, raw: read(raw), _seeds(CARD)),
        Target("mail", "butler.channels.mail.reading:read", lambda read, raw: read(raw), _seeds(LETTER)),
        Target(
            "calendar",
            "butler.calendars.reading.events:read_calendar",
            lambda read, raw: read(raw),
            _seeds(MEETING),
            refuses="butler.calendars.reading.refusals:Refused",
        ),
        Target("quotes", "butler.language.quotes:read_body", lambda read, raw: read(_words(raw)), _seeds(REPLY)),
        Target(
            "markup",
            "butler.language.quotes:read_body",
            lambda read, raw: read(_words(raw), format="html"),
            _seeds(PAGE),
        ),
        Target("sender", f"{EXAMINING}:examine", _examined, _seeds(*SENDERS)),
        Target("intake", "butler.reception.limits:read_limited", _in_child, _seeds(LETTER, f"{LETTER}\n{PAGE}")),
        Target(
            "telegram",
            "butler.reception.parsing:read_telegram",
            lambda read, raw: read(raw),
            _seeds(UPDATE, VENUE),
            refuses="butler.channels.telegram.reading:NotAnUpdate",
        ),
        Target("message", "butler.language.message:read", lambda read, raw: read(_words(raw), ref=NOW), _seeds(WISH)),
        Target("supplier", "butler.language.suppliers:read_reply", _answered, _seeds(ANSWER, REPLY)),
        Target("dates", "butler.language.dates:find", lambda read, raw: read(_words(raw), NOW, "ru"), _seeds(DATES)),
        Target("dates-en", "butler.language.dates:find", lambda read, raw: read(_words(raw), NOW, "en"), _seeds(DATES)),
    )
}


def spoilt(seeds: tuple[bytes, ...], number: int) -> bytes:
    """The same number spoils the same way: cut, doubled, swapped, turned, and shards put between."""
    chance = random.Random(number)  # noqa: S311 - no secret: it must repeat
    content = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, MAX_CUTS)):
        start = chance.randint(0, len(content))
        end = min(len(content), start + chance.choice((1, 2, 8, 40)))
        match chance.randint(0, 4):
            case 0:
                del content[start:end]
            case 1:
                content[end:end] = content[start:end] * chance.choice((1, 3, 30))
            case 2:
                content[start:start] = chance.choice(SHARDS) * chance.choice((1, 2, 50))
            case 3 if content:
                content[min(start, len(content) - 1)] ^= 1 << chance.randint(0, 7)
            case _:
                content[start:start] = chance.choice(seeds)[: chance.randint(0, 200)]
    return bytes(content[:MAX_BYTES])
