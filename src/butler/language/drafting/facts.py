"""What a draft may speak of: the client, what was asked, what was found, and by when we write. Nothing else is said."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from enum import StrEnum

from butler.language.names import Name
from butler.language.salutation import Voice


class Purpose(StrEnum):
    """What a letter is for."""

    ACKNOWLEDGE = "acknowledge"  # heard, at work, and by when we write
    ASK = "ask"  # what we must know before we can begin
    OPTIONS = "options"
    CONFIRM = "confirm"  # it is done, and proven
    THANKS = "thanks"  # an answer to thanks
    SORRY = "sorry"  # an answer to a complaint: heard, and who calls when


@dataclass(frozen=True)
class When:
    """A day, a time, or both, on the clock of the place; `until` is the last day or the end."""

    day: date | None = None
    at: time | None = None
    until: date | None = None
    ends_at: time | None = None


@dataclass(frozen=True)
class Option:
    """One choice put to the client: what, price, why, and until when it is held (aware)."""

    what: str
    price: Decimal | None = None
    currency: str = "RUB"
    why: str = ""
    hold_until: datetime | None = None


@dataclass(frozen=True)
class Matter:
    """One thing that was asked, as far as it was said. Names of places and titles as the client wrote them."""

    category: str
    when: When = When()
    party: int | None = None
    place: str = ""
    place_in: str = ""  # as it stands after «в», where only that form was said: «Белуге»
    city: str = ""
    origin: str = ""
    goal: str = ""  # where a journey goes
    name: str = ""  # title, performer, number, thing
    kind: str = ""  # cardiologist, piano tuner
    people: tuple[str, ...] = ()
    budget: Decimal | None = None
    currency: str = "RUB"
    cabin: str = ""
    length: str = ""  # ISO 8601: PT4H

    def has(self, slot: str) -> bool:
        """Was this said?"""
        if slot == "time":
            return self.when.at is not None
        if slot == "when":
            return self.when.day is not None
        if slot == "place":
            return bool(self.place or self.place_in)
        if slot == "until":
            return self.when.until is not None
        return bool(getattr(self, slot))


@dataclass(frozen=True)
class Facts:
    """All that one letter may say. Moments are aware; `zone` is the client's, `place_zone` that of the place."""

    client: Name
    voice: Voice
    now: datetime
    zone: tzinfo
    matters: tuple[Matter, ...] = ()
    promise_by: datetime | None = None
    place_zone: tzinfo | None = None
    options: tuple[Option, ...] = ()
    reference: str = ""
    author: str = ""
    house: str = ""
    caller: str = ""  # who calls, and when we say so
    missing: tuple[str, ...] = field(default=())  # slots to ask for, in order; empty: worked out from the matter

    @property
    def language(self) -> str:
        return self.voice.language

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()
