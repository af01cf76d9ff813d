"""The one port of all wires: what leaves, what is said of its leaving, and what a door hands in.

A wire knows nothing of clients, requests or the database. It is asked to send one message once, waits no longer than
its time-outs, and ends in one of four ways: a `Receipt`; `NotDelivered`, it surely did not go; `Unsure`, it may have
gone; any other exception is a mistake of ours. No text of an exception holds a secret or words of a client.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol


class Why(StrEnum):
    """Why a message surely did not go."""

    NOT_REACHED = "not_reached"  # no connection, or it was lost before the message was whole
    NOT_SECURE = "not_secure"  # encryption was promised and could not be had; nothing was said in the clear
    LOGIN_REFUSED = "login_refused"  # our name, password or token is not, or no longer, good
    PERMISSION_REFUSED = "permission_refused"  # the provider gives no more tokens: a person must allow it anew
    SENDER_REFUSED = "sender_refused"  # our address may not write there
    ADDRESS_REFUSED = "address_refused"  # nobody by that address, or they want nothing from us
    CONTENT_REFUSED = "content_refused"
    TOO_LONG = "too_long"
    TOO_LARGE = "too_large"
    NOT_SENDABLE = "not_sendable"  # we refused it ourselves: a line end in a header, no address, nothing to say
    TOO_MANY = "too_many"  # their limit: later, see `retry_after`
    BUSY = "busy"

    @property
    def needs_repair(self) -> bool:
        """The wire is broken, not the message: every other message would fail the same way until somebody mends it."""
        return self in (Why.NOT_SECURE, Why.LOGIN_REFUSED, Why.PERMISSION_REFUSED)


class NotDelivered(Exception):
    """It surely did not go. Permanent: trying the same again is of no use."""

    def __init__(self, why: Why, *, permanent: bool, code: str = "", retry_after: timedelta | None = None) -> None:
        super().__init__(f"{why} ({code})" if code else str(why))
        self.why, self.permanent, self.retry_after = why, permanent, retry_after
        self.code = code  # the other side's number (`550`, `5.1.1`), never its sentence: it may quote ours


class Unsure(Exception):
    """It may or may not have gone. A person decides; it is never blindly repeated."""


@dataclass(frozen=True)
class File:
    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Outgoing:
    """One message, whole: the same value sent again is the same message."""

    message_id: str  # ours, stable: the same on resend; for mail `x@domain`, without brackets
    to: str  # a mail address; for messengers the address that their reading gave
    subject: str = field(repr=False)
    body: str = field(repr=False)
    sent_on: datetime  # aware; also the same on resend
    in_reply_to: str = ""  # their message, as its reading named it
    references: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    language: str = "ru"
    sender_name: str = ""
    is_automatic: bool = False  # nobody wrote it by hand: their machines need not answer ours


@dataclass(frozen=True)
class Receipt:
    external_id: str  # their name for what we sent; an answer to it names it
    at: datetime | None = None  # when they say it went


class Wire(Protocol):
    def send(self, message: Outgoing) -> Receipt:
        """Once, or NotDelivered, or Unsure."""


@dataclass(frozen=True)
class Received:
    """What a door hands to the intake: raw first, read later and elsewhere."""

    external_id: str  # the same for every copy, whichever door it came through; unique within the channel
    raw: bytes = field(repr=False)
    at: datetime  # when it reached the door; aware
    door: str = ""  # which account, listener or bot
    to: tuple[str, ...] = ()  # whom the envelope named, where there is an envelope
    sender: str = ""  # whom the envelope named as sender; "" also for a notice of non-delivery
    peer: str = ""  # the address of the server that brought it to our own door
    greeting: str = ""  # and how it named itself
    place: str = ""  # where it lies there (the UID in its folder), for who wants to mark it


class DoorShut(Exception):
    """A door could not be asked: later again, unless `needs_repair`: then somebody must mend the account first."""

    def __init__(self, why: "Shut", *, retry_after: timedelta | None = None) -> None:
        super().__init__(str(why))
        self.why, self.retry_after = why, retry_after

    @property
    def needs_repair(self) -> bool:
        return self.why in REPAIRED_BY_HAND


class Shut(StrEnum):
    """Why a door could not be asked."""

    NOT_REACHED = "not_reached"
    NOT_SECURE = "not_secure"
    NO_CERTIFICATE = "no_certificate"  # ours: not there, not to be read, or not of this key
    LOGIN_REFUSED = "login_refused"
    PERMISSION_REFUSED = "permission_refused"  # the provider gives no more tokens: a person must allow it anew
    NO_SUCH_FOLDER = "no_such_folder"
    SOMEBODY_ELSE = "somebody_else"  # another program asks in our name, or stands at our door
    ADDRESS_NOT_OURS = "address_not_ours"  # our own door takes nothing for the address it should
    ADDRESS_REFUSED = "address_refused"  # nothing is brought to the address that we gave
    CANNOT_BRING = "cannot_bring"  # something waits to be brought, and our address does not answer
    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"
    NOT_UNDERSTOOD = "not_understood"  # an answer that is none


REPAIRED_BY_HAND = {
    Shut.LOGIN_REFUSED, Shut.PERMISSION_REFUSED, Shut.NOT_SECURE, Shut.NO_CERTIFICATE, Shut.NO_SUCH_FOLDER,
    Shut.SOMEBODY_ELSE,
}  # fmt: skip
