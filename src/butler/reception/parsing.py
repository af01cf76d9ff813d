"""What a raw message says, whatever the wire: pure, for the limited child. No Django, no database, no clock.

Each reader takes the raw bytes and gives one `Parsed`; it refuses (raises) what is no message of its wire.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message

from butler.channels import phones
from butler.channels.mail import body, reading
from butler.channels.mail.html import clean
from butler.channels.mail.letter import Attached, Mailbox, MailLetter, Wrong
from butler.channels.mail.proving.marks import Marks, marks_of
from butler.channels.mail.replies import read_written
from butler.channels.telegram import reading as telegram
from butler.channels.telegram.message import RemoteFile, TelegramMessage
from butler.language.quotes import Kind

LONGEST = 100_000  # characters of a message that anybody reads; the bytes are kept whole
UNREADABLE = (Wrong.UNREADABLE, Wrong.NOT_A_MESSAGE)
NO_MARKS = Marks()
BY_ITSELF = ("auto_reply", "auto-reply", "bulk", "list", "junk")


class Unreadable(Exception):
    """These bytes are no message."""


@dataclass(frozen=True)
class Parsed:
    """A message in the house's own terms; addresses are (kind of contact, value)."""

    points: tuple[tuple[str, str], ...]  # of whoever wrote it, the surest first
    sender: str  # as the message names them
    name: str  # the name alone
    address: str  # where an answer goes
    recipients: tuple[str, ...] = ()  # mail addresses it went to
    sent_at: datetime | None = None
    edited_at: datetime | None = None
    subject: str = ""
    text: str = ""  # their own words
    folded: str = ""  # quotes, signature, footers
    html: str = ""
    files: tuple[Attached, ...] = ()
    remote: tuple[RemoteFile, ...] = ()  # files that still lie with the messenger
    message_id: str = ""  # what an answer to it will name
    answers: tuple[str, ...] = ()  # what it answers, the nearest first
    is_automatic: bool = False  # a robot or an absence note
    is_ours: bool = False  # a colleague wrote it by hand in the house's own account
    says_nothing: bool = False  # a join, a pin
    marks: Marks = NO_MARKS  # of a mail: what tells whether its sender is who they say


def read_mail(raw: bytes) -> Parsed:
    """A mail: own words apart from what hangs on them."""
    letter = reading.read(raw)
    if any(wrong in UNREADABLE for wrong in letter.wrong):
        raise Unreadable
    message = message_from_bytes(raw, policy=policy.compat32)
    written = read_written(message)
    own = written.of(Kind.OWN, Kind.FORWARD)[:LONGEST]
    rest = [kind for kind in Kind if kind not in (Kind.OWN, Kind.FORWARD)]
    return Parsed(
        points=(("mail", letter.sender.address),) if letter.sender.address else (),
        sender=_named(letter.sender),
        name=letter.sender.name,
        address=_answer_to(letter),
        recipients=tuple(dict.fromkeys(one.address for one in letter.to + letter.cc)),
        sent_at=letter.sent_at,
        subject=letter.subject,
        text=own or letter.text[:LONGEST],
        folded=written.of(*rest)[:LONGEST] if own else "",
        html=clean(_markup(message)),
        files=letter.attachments,
        message_id=letter.message_id,
        answers=tuple(dict.fromkeys(one for one in (letter.in_reply_to, *reversed(letter.references)) if one)),
        is_automatic=_is_automatic(message),
        marks=marks_of(message),
    )


def read_telegram(raw: bytes) -> Parsed:
    """An update of a bot; what is not for us says nothing."""
    update = telegram.read(raw)
    if not isinstance(update, TelegramMessage):
        return Parsed((), "", "", "", says_nothing=True)
    who, chat = update.sender, update.address.partition("@")[0]
    points = [("telegram", chat if update.is_ours else str(who.id))]
    if not update.is_ours:
        points += [("telegram", who.username)] if who.username else []
        if update.contact and update.contact.user_id == who.id:  # their own number, vouched for by Telegram
            points.append(("phone", update.contact.phone))
    return Parsed(
        points=tuple(points),
        sender=update.address,
        name=f"{who.name} @{who.username}" if who.username else who.name,
        address=update.address,
        sent_at=update.sent_at,
        edited_at=update.edited_at,
        text="\n".join(_lines(update)),
        remote=update.files,
        message_id=update.message,
        answers=(update.reply_to,) if update.reply_to else (),
        is_ours=update.is_ours,
    )


def read_told(raw: bytes) -> Parsed:
    """What a colleague wrote down of somebody: a call, or words pasted from elsewhere."""
    told = json.loads(raw)
    kind, value = told["contact"]
    shown = phones.shown(value) if kind == "phone" else value
    return Parsed(
        points=((kind, value),) if value else (),
        sender=", ".join(filter(None, (told["name"], shown))),
        name=told["name"],
        address=value,
        sent_at=datetime.fromisoformat(told["at"]),
        text=told["text"],
    )


def _lines(update: TelegramMessage) -> Iterator[str]:
    """Words, and what came instead of words."""
    if update.forwarded_from:
        yield f"[{update.forwarded_from}]"
    if update.text:
        yield update.text
    yield from update.links
    if update.place:
        yield ", ".join(filter(None, (update.place.title, update.place.address)))
        yield f"{update.place.latitude:.6f}, {update.place.longitude:.6f}"
    if update.contact:
        yield f"{update.contact.name} {update.contact.phone}".strip()


def _named(sender: Mailbox) -> str:
    return f"{sender.name} <{sender.address}>" if sender.name else sender.address


def _markup(message: Message) -> str:
    """The first HTML part that is no file."""
    leaves = (part for part, _ in zip(body.leaves(message), range(body.MAX_PARTS), strict=False))
    found = next((one for one in leaves if one.get_content_type() == "text/html" and not body.is_file(one)), None)
    return body.markup(found) if found is not None else ""


def _answer_to(letter: MailLetter) -> str:
    return next((one.address for one in letter.reply_to if one.address), letter.sender.address)


def _is_automatic(message: Message) -> bool:
    """RFC 3834: whoever answers by itself says so."""
    said = str(message.get("auto-submitted", "no")).split(";")[0].strip().lower()
    return said != "no" or str(message.get("precedence", "")).strip().lower() in BY_ITSELF
