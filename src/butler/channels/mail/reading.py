"""Mail into values: .eml, .mbox, maildir. Bad headers, charsets and structures cost what they spoil, never the message.

`read` and `read_batch` take strangers' bytes: call them through `ground.limited`, a batch at a time. The raw bytes are
stored by whoever calls, before anybody reads them.
"""

import hashlib
import re
import struct
from collections.abc import Callable, Iterable, Iterator
from email import message_from_bytes, policy
from email.message import Message
from pathlib import Path
from typing import BinaryIO

from butler.channels.mail import body, headers
from butler.channels.mail.letter import Mailbox, MailLetter, Wrong

MAX_MESSAGE_BYTES = 50 * 1024 * 1024
BATCH_BYTES, BATCH_MESSAGES = 4 * 1024 * 1024, 100
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")


def read(raw: bytes) -> MailLetter:
    """One message. Never raises; `wrong` says what could not be read."""
    try:
        return _read(message_from_bytes(raw, policy=policy.compat32), raw)
    except Exception:  # theirs: the library raises whatever it likes on bytes made to break it
        return MailLetter(external_id(raw, ""), wrong=(Wrong.UNREADABLE,))


def read_batch(packed: bytes) -> tuple[MailLetter, ...]:
    """The messages of one `pack`, in order."""
    return tuple(read(raw) for raw in unpack(packed))


def external_id(raw: bytes, message_id: str) -> str:
    """The same for every copy of a message: of its Message-ID, else of its bytes (line ends do not count)."""
    mark = f"id:{message_id}".encode() if message_id else b"raw:" + raw.replace(b"\r\n", b"\n").strip()
    return hashlib.sha256(mark).hexdigest()


def identity(raw: bytes) -> str:
    """The `external_id` from the head alone: cheap and safe enough for a door that stores before it reads."""
    return external_id(raw, _of_head(raw, _message_id))


def told_apart(raw: bytes) -> str:
    """What tells two mails of one Message-ID apart, for some programs give all of theirs the same: date and subject.

    Copies of one mail have the same, whatever way they came. Never raises; empty where the head cannot be read.
    """
    return _of_head(raw, lambda head: f"{headers.moment(head)}|{headers.text(head, 'subject').strip()}")


def _of_head(raw: bytes, said: Callable[[Message], str]) -> str:
    """What the head says, without the body; empty where it cannot be read."""
    end = END_OF_HEAD.search(raw)
    try:
        return said(message_from_bytes(raw[: end.end()] if end else raw, policy=policy.compat32))
    except Exception:  # theirs, as in `read`: whatever their head breaks, the mail is stored all the same
        return ""


def _message_id(message: Message) -> str:
    return next(iter(headers.ids(message, "message-id")), "")


def _read(message: Message, raw: bytes) -> MailLetter:
    message_id = _message_id(message)
    sender = next(iter(headers.mailboxes(message, "from") or headers.mailboxes(message, "sender")), Mailbox("", ""))
    sent_at = headers.moment(message)
    return MailLetter(
        external_id=external_id(raw, message_id),
        message_id=message_id,
        in_reply_to=next(iter(headers.ids(message, "in-reply-to")), ""),
        references=headers.ids(message, "references"),
        sent_at=sent_at,
        sender=sender,
        reply_to=headers.mailboxes(message, "reply-to"),
        to=headers.mailboxes(message, "to"),
        cc=headers.mailboxes(message, "cc"),
        subject=headers.text(message, "subject"),
        text=body.words(message),
        attachments=body.files(message),
        wrong=tuple(_wrong(message, sender, sent_at)),
    )


def _wrong(message: Message, sender: Mailbox, sent_at: object) -> Iterator[Wrong]:
    if not message.keys():
        yield Wrong.NOT_A_MESSAGE
    if not sender.address:
        yield Wrong.SENDER_MISSING
    if sent_at is None:
        yield Wrong.DATE_MISSING
    if sum(1 for _, _ in zip(body.leaves(message), range(body.MAX_PARTS + 1), strict=False)) > body.MAX_PARTS:
        yield Wrong.TOO_MANY_PARTS


# batches: a child process per message would cost more than the message


def pack(messages: Iterable[bytes]) -> bytes:
    return b"".join(struct.pack("!I", len(raw)) + raw for raw in messages)


def unpack(packed: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(packed):
        (size,) = struct.unpack_from("!I", packed, at)
        yield packed[at + 4 : at + 4 + size]
        at += 4 + size


# mailboxes: nothing is read here but where a message ends


# Some programs leave no blank line before it, so it must look like nothing that a person writes.
SEPARATOR = re.compile(rb"From [^\n]{0,300}\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [^\n]{0,60}\d\d?:\d\d[^\n]{0,60}\r?\n?")
ESCAPED_FROM = re.compile(rb">+From ")
MAX_LINE_BYTES = 1024 * 1024


def split_mbox(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """(line, raw message) for each message of a mailbox file, read as a stream. `>From ` loses one mark (mboxrd).

    Of a message beyond MAX_MESSAGE_BYTES the head is given, one byte more than allowed.
    """
    started_at, size = 1, 0
    message: list[bytes] = []
    for number, line in enumerate(iter(lambda: stream.readline(MAX_LINE_BYTES), b""), 1):
        if SEPARATOR.fullmatch(line):
            if message:
                yield started_at, _whole(message)
            started_at, message, size = number, [], 0
            continue
        if size <= MAX_MESSAGE_BYTES:
            message.append(line[1:] if ESCAPED_FROM.match(line) else line)
            size += len(line)
    if message:
        yield started_at, _whole(message)


def _whole(lines: list[bytes]) -> bytes:
    """Without the blank line that stands before the next message."""
    if lines[-1] in (b"\n", b"\r\n"):
        lines = lines[:-1]
    return b"".join(lines)[: MAX_MESSAGE_BYTES + 1]


def is_maildir(folder: Path) -> bool:
    return (folder / "cur").is_dir() and (folder / "new").is_dir()


def maildir_files(folder: Path) -> list[Path]:
    """The messages of a maildir, its subfolders' too, in a settled order; none of `tmp`, they are not all there."""
    found = [path for part in ("cur", "new") for path in (folder / part).iterdir() if path.is_file()]
    inner = [path for path in folder.iterdir() if path.name.startswith(".") and path.is_dir() and is_maildir(path)]
    return sorted(found, key=lambda path: path.name) + [path for sub in sorted(inner) for path in maildir_files(sub)]
