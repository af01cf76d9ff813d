"""What a mail says, as values that never change."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Wrong(StrEnum):
    """What could not be read of a message; the rest of it was, and its raw bytes are kept."""

    UNREADABLE = "unreadable"
    DATE_MISSING = "date_missing"
    SENDER_MISSING = "sender_missing"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_LARGE = "too_large"
    NOT_A_MESSAGE = "not_a_message"


@dataclass(frozen=True)
class Mailbox:
    """A name and an address: `Вера Ольшанская <vera@…>`."""

    name: str
    address: str


@dataclass(frozen=True)
class Attached:
    name: str
    content_type: str
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(frozen=True)
class MailLetter:
    external_id: str  # the same for every copy of a message
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    sent_at: datetime | None = None
    sender: Mailbox = Mailbox("", "")
    reply_to: tuple[Mailbox, ...] = ()
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    subject: str = ""
    text: str = ""
    attachments: tuple[Attached, ...] = ()
    wrong: tuple[Wrong, ...] = ()
