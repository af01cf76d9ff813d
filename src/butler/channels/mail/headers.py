"""Header lines of a mail, whatever was put into them."""

import base64
import binascii
import re
from datetime import UTC, datetime
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from butler.channels import charsets
from butler.channels.mail.letter import Mailbox

MAX_LETTERS = 50_000
MAX_MAILBOXES = 1_000
EARLIEST, LATEST = 1980, 2100

ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
BETWEEN_WORDS = re.compile(r"(?<=\?=)[ \t\r\n]+(?==\?)")


def raw(message: Message, name: str) -> list[str]:
    """Every header of that name, unfolded; bytes above ASCII as text."""
    found = [value for header, value in message.raw_items() if header.lower() == name]
    return [" ".join(_as_text(value).split()) for value in found]


def _as_text(value: object) -> str:
    line = str(value)[:MAX_LETTERS].encode("utf-8", "surrogateescape")
    return charsets.decode(line).replace("\0", "")


def text(message: Message, name: str) -> str:
    return plain(" ".join(raw(message, name)[:1]))


def plain(value: str) -> str:
    """Encoded words decoded. Neighbours of one charset are joined first: mailers cut letters in the middle."""
    value = BETWEEN_WORDS.sub("", value)
    pieces, at, waiting = [], 0, (b"", "")
    for word in ENCODED_WORD.finditer(value):
        content, charset = _word_bytes(word[2], word[3]), word[1].partition("*")[0].lower()
        follows = word.start() == at and charset == waiting[1]
        if not follows:
            pieces += [_decoded(waiting), value[at : word.start()]]
        waiting = (waiting[0] + content if follows else content, charset)
        at = word.end()
    pieces += [_decoded(waiting), value[at:]]
    return " ".join("".join(pieces).split())


def _word_bytes(coding: str, coded: str) -> bytes:
    letters = coded.encode("utf-8", "replace")
    if coding in "qQ":
        return binascii.a2b_qp(letters, header=True)
    known = re.sub(rb"[^A-Za-z0-9+/]", b"", letters)
    known = known[: len(known) - (len(known) % 4 == 1)]
    return base64.b64decode(known + b"=" * (-len(known) % 4))


def _decoded(word: tuple[bytes, str]) -> str:
    return charsets.decode(word[0], declared=word[1]) if word[0] else ""


ADDRESS = re.compile(r"[^\s<>,;:\"()\[\]@]{1,64}@[^\s<>,;:\"()\[\]@]{1,255}")


def mailboxes(message: Message, *names: str) -> tuple[Mailbox, ...]:
    lines = [line for name in names for line in raw(message, name)]
    try:
        pairs = getaddresses(lines)
    except (RecursionError, ValueError, IndexError, TypeError):
        pairs = []
    found = [Mailbox(plain(name), address.strip().lower()) for name, address in pairs if "@" in address]
    if not found:  # what no grammar allows, people still mean
        found = [Mailbox("", address.lower()) for line in lines for address in ADDRESS.findall(plain(line))]
    return tuple(dict.fromkeys(found))[:MAX_MAILBOXES]


def ids(message: Message, name: str) -> tuple[str, ...]:
    """Message-IDs without their brackets."""
    found = " ".join(raw(message, name))
    inside = re.findall(r"<([^<>\s]{1,900})>", found) or found.split()[:1]
    return tuple(dict.fromkeys(inside))[:100]


def moment(message: Message) -> datetime | None:
    """When it was sent: its date, else when the last server received it."""
    received = [line.rpartition(";")[2] for line in raw(message, "received")[:1]]
    for line in raw(message, "date")[:1] + received:
        try:
            found = parsedate_to_datetime(re.sub(r"\([^()]*\)", "", line).strip())
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        if EARLIEST <= found.year < LATEST:
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    return None
