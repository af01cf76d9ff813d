"""A scenario as frozen values, and how the checked tree becomes them. Words that Python keeps end in an underscore."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from butler.rehearsal.scenario.shapes import SHAPES, event_shape
from butler.rehearsal.scenario.values import READERS, Day, Money, Yearly

Pattern = re.Pattern[str]
NEVER = "never"


@dataclass(frozen=True)
class Record:
    """What every record has: nothing where the file says nothing."""


@dataclass(frozen=True)
class Clock(Record):
    from_: datetime
    to: datetime


@dataclass(frozen=True)
class House(Record):
    name: str
    zone: ZoneInfo
    hours: str
    mail: str


@dataclass(frozen=True)
class Approves(Record):
    after: timedelta
    only: tuple[str, ...] = ()


@dataclass(frozen=True)
class Called(Record):
    after: timedelta


@dataclass(frozen=True)
class StaffMember(Record):
    id: str
    name: str
    role: str
    approves: Approves | None = None  # none: never
    calls: Called | None = None
    clients: tuple[str, ...] = ()


@dataclass(frozen=True)
class Home(Record):
    city: str
    place: tuple[float, ...] = ()


@dataclass(frozen=True)
class Offer(Record):
    what: str
    price: Money | None = None
    hold_until: datetime | None = None


@dataclass(frozen=True)
class Answer(Record):
    to: str
    after: timedelta | None = None  # none: never
    say: str = ""
    tap: str = ""
    offer: Offer | None = None
    times: int | None = None


@dataclass(frozen=True)
class Call(Record):
    to: str
    outcome: str
    who: str = ""
    offer: Offer | None = None


@dataclass(frozen=True)
class Member(Record):
    name: str
    relation: str
    born: Yearly | None = None
    id: str = ""
    mail: str = ""
    telegram: str = ""
    phone: str = ""
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Occasion(Record):
    kind: str
    on: Yearly
    with_: str = ""


@dataclass(frozen=True)
class Preference(Record):
    topic: str
    value: str
    polarity: str
    scope: str = ""


@dataclass(frozen=True)
class Mandate(Record):
    category: str
    limit: Money


@dataclass(frozen=True)
class Paper(Record):
    kind: str
    number: str
    expires: date
    country: str = ""


@dataclass(frozen=True)
class Gift(Record):
    on: date
    what: str
    occasion: str = ""


@dataclass(frozen=True)
class Client(Record):
    id: str
    name: str
    gender: str
    address: str
    language: str
    zone: ZoneInfo
    key: bool = False
    digest_at: str = ""
    mail: str = ""
    telegram: str = ""
    phone: str = ""
    home: Home | None = None
    circle: tuple[Member, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    preferences: tuple[Preference, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    documents: tuple[Paper, ...] = ()
    gifts: tuple[Gift, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Class(Record):
    price: Money | None = None
    standing: float | None = None
    style: tuple[str, ...] = ()


@dataclass(frozen=True)
class Person(Record):
    id: str
    name: str
    role: str = ""
    mail: str = ""
    telegram: str = ""
    phone: str = ""
    warmth: float | None = None
    known_by: str = ""
    answers: tuple[Answer, ...] = ()
    by_phone: tuple[Call, ...] = ()


@dataclass(frozen=True)
class Supplier(Record):
    id: str
    kind: str
    name: str
    city: str = ""
    place: tuple[float, ...] = ()
    class_: Class | None = None
    opens: tuple[str, ...] = ()
    reliability: float | None = None
    mail: str = ""
    telegram: str = ""
    phone: str = ""
    people: tuple[Person, ...] = ()
    spare_capacity: bool = False
    answers: tuple[Answer, ...] = ()
    by_phone: tuple[Call, ...] = ()


@dataclass(frozen=True)
class Calendar(Record):
    client: str
    ics: str


@dataclass(frozen=True)
class Drive(Record):
    from_: str
    driver: str
    at: datetime


@dataclass(frozen=True)
class Booking(Record):
    id: str
    client: str
    kind: str
    at: str
    starts: datetime
    evidence: str
    ends: datetime | None = None
    party: int | None = None
    ref: str = ""
    wants: tuple[str, ...] = ()
    important: bool = False
    ride: tuple[Drive, ...] = ()


@dataclass(frozen=True)
class Leg(Record):
    kind: str
    from_: str
    to: str
    departs: datetime
    arrives: datetime
    number: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Trip(Record):
    id: str
    client: str
    legs: tuple[Leg, ...] = ()


@dataclass(frozen=True)
class Task(Record):
    id: str
    client: str
    title: str
    due: datetime
    importance: str = "normal"


@dataclass(frozen=True)
class Message(Record):
    at: datetime
    from_: str
    via: str
    text: str
    subject: str = ""


@dataclass(frozen=True)
class Does(Record):
    note: str
    text: str


@dataclass(frozen=True)
class Deed(Record):
    at: datetime
    staff: str
    does: Does


@dataclass(frozen=True)
class Delay(Record):
    flight: str
    minutes: int


@dataclass(frozen=True)
class Late(Record):
    at: datetime
    delay: Delay


@dataclass(frozen=True)
class Crash(Record):
    at: datetime
    crash: str


Event = Message | Deed | Late | Crash


@dataclass(frozen=True)
class WantedAnticipation(Record):
    client: str
    occasion: str
    with_: str = ""
    ideas: int = 0
    says: tuple[Pattern, ...] = ()
    never: tuple[Pattern, ...] = ()


@dataclass(frozen=True)
class WantedSent(Record):
    to: str
    says: tuple[Pattern, ...] = ()
    never: tuple[Pattern, ...] = ()
    count: int | None = None


@dataclass(frozen=True)
class WantedRequest(Record):
    client: str
    category: str
    party: int | None = None
    when: datetime | None = None
    count: int | None = None


@dataclass(frozen=True)
class WantedBooking(Record):
    id: str = ""
    client: str = ""
    kind: str = ""
    at: str = ""
    starts: datetime | None = None
    party: int | None = None
    state: str = ""
    by: str = ""
    count: int | None = None


@dataclass(frozen=True)
class WantedRide(Record):
    booking: str
    from_: str = ""
    to: str = ""
    driver: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class WantedPreference(Record):
    client: str
    topic: str = ""
    polarity: str = ""
    scope: str = ""
    says: Pattern | None = None


@dataclass(frozen=True)
class WantedTask(Record):
    id: str
    quadrant: str


@dataclass(frozen=True)
class Expectation(Record):
    by: datetime | None = None
    brief: str = ""
    anticipation: WantedAnticipation | None = None
    sent: WantedSent | None = None
    request: WantedRequest | None = None
    approached: tuple[str, ...] | None = None
    booking: WantedBooking | None = None
    ride: WantedRide | None = None
    preference: WantedPreference | None = None
    task: WantedTask | None = None
    says: tuple[Pattern, ...] = ()
    shuns: tuple[Pattern, ...] = ()  # `never` of words
    always: "Expectation | None" = None
    never: "Expectation | None" = None


@dataclass(frozen=True)
class Scenario(Record):
    name: str
    clock: Clock
    house: House
    staff: tuple[StaffMember, ...]
    clients: tuple[Client, ...]
    network: tuple[Supplier, ...]
    script: tuple[Event, ...]
    expect: tuple[Expectation, ...]
    format: int = 1
    calendars: tuple[Calendar, ...] = ()
    bookings: tuple[Booking, ...] = ()
    trips: tuple[Trip, ...] = ()
    tasks: tuple[Task, ...] = ()


MADE: dict[str, type[Record]] = {
    "scenario": Scenario, "clock": Clock, "house": House, "staff": StaffMember, "approves": Approves, "called": Called,
    "client": Client, "home": Home, "member": Member, "occasion": Occasion, "preference": Preference,
    "mandate": Mandate, "paper": Paper, "gift": Gift, "supplier": Supplier, "standing": Class, "person": Person,
    "answer": Answer, "client_answer": Answer, "offer": Offer, "call": Call, "calendar": Calendar,
    "booking": Booking, "drive": Drive, "trip": Trip, "leg": Leg, "task": Task, "message": Message, "deed": Deed,
    "does": Does, "late": Late, "delay": Delay, "crash": Crash, "expectation": Expectation,
    "x_anticipation": WantedAnticipation, "x_sent": WantedSent, "x_request": WantedRequest,
    "x_booking": WantedBooking, "x_ride": WantedRide, "x_preference": WantedPreference, "x_task": WantedTask,
}  # fmt: skip
KEPT_WORDS = {"from": "from_", "class": "class_", "with": "with_"}


def build(root: dict[str, Any], day: Day) -> Scenario:
    """The scenario of a tree in which nothing is wrong."""
    made = _made("scenario", root, day)
    assert isinstance(made, Scenario)  # noqa: S101 - for the types
    return made


def _made(kind: str, value: Any, day: Day) -> Any:
    """A checked value of this kind as it is worked with."""
    for option in kind.split("|"):
        if option.startswith("["):
            if isinstance(value, list):
                return tuple(_made(option[1:-1], item, day) for item in value)
        elif option == "event" or option in SHAPES:
            if isinstance(value, dict):
                name = event_shape(value) if option == "event" else option
                return MADE[name](**dict(_fields(name, value, day)))
        elif option in ("moment", "inside"):
            return day.moment(value)
        elif option in ("duration", "never_word"):
            return None if value == NEVER else READERS["duration"](value)
        elif option in READERS:
            return READERS[option](value)
    return None if value == NEVER and "never_word" in kind else value


def _fields(name: str, value: dict[str, Any], day: Day) -> Iterator[tuple[str, Any]]:
    for key, item in value.items():
        made = _made(SHAPES[name][key][1], item, day)
        if name == "expectation" and key == "never" and isinstance(item, list):
            key = "shuns"
        if made is not None:
            yield KEPT_WORDS.get(key, key), made
