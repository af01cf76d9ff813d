"""What a client's message says: its requests, mood and urgency, every field with its evidence.

Spans count characters of the very text that was read. Moments are local wall time, without a zone.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from butler.language.evidence import Found
from butler.language.gazetteer import Gazetteer
from butler.language.learnt import NOTHING as NOTHING_LEARNT
from butler.language.learnt import Learnt
from butler.language.mood import Mood
from butler.language.tastes import Preference

Span = tuple[int, int]


class Category(StrEnum):
    """What a request is about; the words of the trade."""

    RESTAURANT = "restaurant"
    TICKETS = "tickets"  # theatre, concerts, exhibitions, excursions
    FLIGHT = "flight"
    CHARTER = "charter"  # jets and helicopters
    RAIL = "rail"  # trains and coaches
    HOTEL = "hotel"  # also a villa for a holiday
    TRANSFER = "transfer"  # a car with a driver
    CAR_RENTAL = "car_rental"  # self-driven
    AIRPORT_PASSAGE = "airport_passage"  # VIP lounge, fast track, meeting at the aircraft
    YACHT = "yacht"
    GIFT = "gift"
    FLOWERS = "flowers"
    MEDICAL = "medical"
    BEAUTY = "beauty"  # stylist, hair, make-up, massage
    TUTOR = "tutor"  # also schools
    CLUB = "club"
    SPORT = "sport"
    ART = "art"
    REAL_ESTATE = "real_estate"
    HOUSEHOLD = "household"  # repairs, cleaning, nannies, pets, chef at home
    DOCUMENTS = "documents"  # visas, powers of attorney
    SHOPPING = "shopping"
    REMINDER = "reminder"
    INFORMATION = "information"
    PAYMENT = "payment"
    OTHER = "other"
    NONE = "none"  # asks nothing


class Act(StrEnum):
    """What the client does by saying it."""

    OPTIONS = "options"  # find, propose
    BOOK = "book"  # do it
    CHANGE = "change"
    CANCEL = "cancel"
    CONFIRM = "confirm"  # yes to what we proposed
    DECLINE = "decline"  # no to it
    INFORM = "inform"  # a fact for us
    QUESTION = "question"  # an answer is enough
    THANKS = "thanks"
    COMPLAINT = "complaint"
    NONE = "none"  # a greeting, a stray message


class Urgency(StrEnum):
    """How soon somebody must move."""

    NOW = "now"  # within two hours, or going wrong this minute
    TODAY = "today"  # today, or before ten tomorrow
    SOON = "soon"  # within seven days
    WHENEVER = "whenever"  # later, or no day said


class Awaited(StrEnum):
    """What we have asked the client and wait to hear."""

    NOTHING = ""
    YES = "yes"  # we proposed: do we take it?
    CHOICE = "choice"  # we gave several: which?
    DETAIL = "detail"  # how many, when, where?


@dataclass(frozen=True)
class Guess:
    """One reading of a field; `confidence` from 0 to 1, `why` are the spans of the words that say so."""

    value: str
    confidence: float
    why: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Asked:
    """One request of a message. Of `categories` and `acts` the likelier comes first; at most two of each."""

    span: Span
    categories: tuple[Guess, ...]
    acts: tuple[Guess, ...]
    slots: dict[str, list[Found[Any]]] = field(default_factory=dict)

    @property
    def category(self) -> str:
        return self.categories[0].value

    @property
    def act(self) -> str:
        return self.acts[0].value

    @property
    def confidence(self) -> float:
        """How sure we are of both; a caller proposes, and a person confirms."""
        return self.categories[0].confidence * self.acts[0].confidence


@dataclass(frozen=True)
class Reading:
    """A whole message. `requests` has one at least; a message that asks nothing has one of category none.

    `no_return` is the moment after which it is too late: a deadline said, or the start of the first thing asked.
    """

    lang: str
    requests: tuple[Asked, ...]
    mood: Mood
    urgency: Guess
    preferences: tuple[Preference, ...] = ()
    no_return: datetime | None = None


class Open(NamedTuple):
    """A request of this client that is not done yet. `when` is local wall time."""

    category: str
    title: str = ""
    when: datetime | None = None


@dataclass(frozen=True)
class Context:
    """What we know beside the text. `previous`: (who, text), oldest first, who is "house" or "client".

    `gazetteer` knows the house's people and venues, `learnt` is what its colleagues taught it. It helps to understand
    and is never read again.
    """

    previous: tuple[tuple[str, str], ...] = ()
    open_requests: tuple[Open, ...] = ()
    awaited: str = Awaited.NOTHING
    gazetteer: Gazetteer | None = None
    learnt: Learnt = NOTHING_LEARNT


NOTHING = Context()
