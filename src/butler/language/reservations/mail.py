"""A letter with its parts, parsed so that no broken header stops it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parsedate_to_datetime

MOST_PARTS = 60


@dataclass(frozen=True)
class Part:
    kind: str  # text/html, application/pdf, ...
    name: str
    body: bytes


@dataclass(frozen=True)
class Letter:
    sender: str
    subject: str
    sent: date | None
    parts: tuple[Part, ...] = field(default=())


def letter(raw: bytes) -> Letter:
    """Read a letter; what its headers do not say is empty."""
    message = message_from_bytes(raw, policy=policy.compat32)
    parts = [part(one) for one in list(message.walk())[:MOST_PARTS] if not one.is_multipart()]
    return Letter(header(message, "From"), header(message, "Subject"), sent(message), tuple(p for p in parts if p.body))


def header(message: Message, name: str) -> str:
    from email.header import decode_header, make_header

    try:
        return str(make_header(decode_header(str(message.get(name, "")))))
    except (ValueError, LookupError, UnicodeError):
        return str(message.get(name, ""))


def sent(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(str(message["Date"])).date()
    except (TypeError, ValueError, IndexError):
        return None


def part(one: Message) -> Part:
    body = one.get_payload(decode=True)
    body = body if isinstance(body, bytes) else b""
    if one.get_content_maintype() == "text":
        body = decoded(body, one.get_content_charset()).encode()
    return Part(one.get_content_type(), one.get_filename() or "", body)


def decoded(body: bytes, charset: str | None) -> str:
    for name in (charset, "utf-8", "cp1251" if charset is None else "utf-8"):
        try:
            return body.decode(name or "utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("utf-8", "replace")
