"""What we asked and what was read in the answer."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What an answer is."""

    CONFIRM = "confirm"  # firm, nothing more needed
    TENTATIVE = "tentative"
    WAITLIST = "waitlist"
    DECLINE = "decline"
    OFFER = "offer"  # something else, or a price: waits for our yes
    QUESTION = "question"
    CANCEL = "cancel"  # they break what was confirmed
    AUTO_REPLY = "auto_reply"
    THANKS = "thanks"
    OTHER = "other"


class Clue(StrEnum):
    """What a phrase of an answer speaks for."""

    FIRM = "firm"
    HEDGE = "hedge"
    VOID = "void"  # a firm word about something else: «подтверждаем получение», "please confirm"
    HOLD = "hold"
    WAIT = "wait"
    DECLINE = "decline"
    SWAP = "swap"  # not what was asked
    OFFER = "offer"
    ASK = "ask"
    CANCEL = "cancel"
    ROBOT = "robot"
    RECEIPT = "receipt"
    THANKS = "thanks"
    LATER = "later"
    HARMLESS = "harmless"  # sounds like a condition and is none: «если что, звоните»


@dataclass(frozen=True)
class Asked:
    """What the supplier was asked for, in wall time of the place."""

    kind: str
    when: datetime
    party: int | None = None
    has_time: bool = True
    has_day: bool = True  # no day was asked: whatever they name is right


@dataclass(frozen=True, slots=True)
class Evidence:
    """`text[start:end]` and what it speaks for."""

    clue: Clue
    start: int
    end: int


@dataclass(frozen=True)
class SupplierReply:
    """An answer as read; `second` is what it would be were the first guess wrong."""

    kind: Kind
    ref: str | None = None
    when: datetime | date | None = None  # only what the reply says
    price: tuple[Decimal, str] | None = None
    hold_until: datetime | date | None = None
    party: int | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.0
    second: Kind | None = None
