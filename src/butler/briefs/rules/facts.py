"""What the morning looks at, as plain values. Ids, moments and numbers; a client's words never come here."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from butler.ground.places import Point


@dataclass(frozen=True)
class Stay:
    """Something that takes a client's time at a place: a booking, or an entry of his calendar."""

    about: str
    id: UUID
    client_id: UUID
    starts_at: datetime
    ends_at: datetime | None
    zone: ZoneInfo
    kind: str = "event"
    state: str = ""
    importance: int = 1
    point: Point | None = None
    city: str = ""
    place_key: int = 0  # equal for equal places; 0 when nothing is known
    marks: frozenset[int] = frozenset()  # of what it is called and where; see rules.transfers.marks
    is_titled: bool = False
    is_all_day: bool = False
    is_busy: bool = True
    asked_at: datetime | None = None
    reply_by: datetime | None = None
    confirmed_at: datetime | None = None  # when the evidence that stands came
    cancelled_at: datetime | None = None

    @property
    def is_booking(self) -> bool:
        return self.about == "bookings.Booking"


@dataclass(frozen=True)
class Talk:
    """A conversation with new messages, or one that waits for us."""

    id: UUID
    client_id: UUID
    new: int
    last_at: datetime
    waits_for_us: bool


@dataclass(frozen=True)
class Work:
    """A task of the matrix."""

    id: UUID
    client_id: UUID
    owner_id: int
    place: int  # quadrant
    urgency: int
    importance: int
    due_at: datetime | None
    no_return_at: datetime | None


@dataclass(frozen=True)
class Ask:
    """A request that nobody has taken up."""

    id: UUID
    client_id: UUID
    owner_id: int
    due_at: datetime


@dataclass(frozen=True)
class Coming:
    """An anticipation that is proposed."""

    id: UUID
    client_id: UUID
    is_document: bool
    is_for_trip: bool
    falls_on: date
    start_by: date


@dataclass(frozen=True)
class Journey:
    """A trip that begins soon."""

    id: UUID
    client_id: UUID
    starts_on: date


@dataclass(frozen=True)
class Waiting:
    """A digest that waits for a yes."""

    id: UUID
    client_id: UUID
    send_after: datetime


@dataclass(frozen=True)
class Calendar:
    """A calendar that changed overnight, or could not be read."""

    id: UUID
    client_id: UUID
    changes: int = 0
    is_unread: bool = False


@dataclass(frozen=True)
class Facts:
    """Everything one manager's morning is made of."""

    day: date
    now: datetime  # the moment of the morning
    since: datetime  # the evening before
    home: ZoneInfo
    stays: tuple[Stay, ...] = ()
    talks: tuple[Talk, ...] = ()
    work: tuple[Work, ...] = ()
    asks: tuple[Ask, ...] = ()
    coming: tuple[Coming, ...] = ()
    journeys: tuple[Journey, ...] = ()
    digests: tuple[Waiting, ...] = ()
    calendars: tuple[Calendar, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line of the brief before it has a rank: a code, the row it speaks of, numbers."""

    section: str
    code: str
    client_id: UUID
    about: str
    about_id: UUID
    at: datetime | None = None
    numbers: dict = field(default_factory=dict)
    weight: float = 0.0
