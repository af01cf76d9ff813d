"""Bar coded boarding passes. IATA Resolution 792, Attachment A (version 6): fixed fields, sizes in hexadecimal.

One pass holds up to four legs. A leg's day is a number in the year; the year is told by the issue date where there is
one, else by the day the pass came to us.
"""

import re
from dataclasses import dataclass
from datetime import date

from butler.language.reservations.shapes import Node
from butler.language.reservations.times import day_of_year

# format, legs, name, e-ticket, then the first leg: reference, from, to, carrier, flight, day, class, seat
START = re.compile(
    r"(?P<format>[MS])(?P<legs>[1-4])(?P<name>.{20})(?P<eticket>[E ]?)"
    r"(?=.{7}[A-Z]{3}[A-Z]{3}[A-Z0-9]{2})",
    re.DOTALL,
)
LEG = re.compile(
    r"(?P<reference>[A-Z0-9 ]{7})(?P<start>[A-Z]{3})(?P<end>[A-Z]{3})(?P<carrier>[A-Z0-9]{2}[A-Z ]?)"
    r"(?P<flight>[0-9 ]{4}[A-Z ]?)(?P<day>[0-9 ]{3})"
    r"(?:(?P<cabin>[A-Z ])(?P<seat>[0-9A-Z ]{4})(?P<sequence>[0-9A-Z ]{5})(?:.(?P<size>[0-9A-F ]{2})?)?)?",
    re.DOTALL,
)
LONGEST_BEFORE_ISSUE = 365  # a pass is not issued more than a year ahead


@dataclass(frozen=True)
class Leg:
    reference: str
    start: str
    end: str
    carrier: str
    flight: str
    day_number: int
    cabin: str
    seat: str
    sequence: str


@dataclass(frozen=True)
class Pass:
    name: str
    legs: tuple[Leg, ...]
    issued: tuple[int, int] | None  # last digit of the year, day in the year


def read(text: str) -> Pass | None:
    """A pass, or none where the text is not one. Cut-off passes give the legs that are whole."""
    text = text.strip("\r\n\0")
    head = START.match(text)
    if head is None:
        return None
    at, legs = head.end(), []
    conditional = ""
    for _ in range(int(head["legs"])):
        found = LEG.match(text, at)
        if found is None or not found["day"].strip():
            break
        legs.append(leg(found))
        size = int(found["size"].strip() or "0", 16) if found["size"] else 0
        at = found.end() + size
        conditional = conditional or text[found.end() : at]
    return Pass(person(head["name"]), tuple(legs), issued(conditional)) if legs else None


def leg(found: re.Match[str]) -> Leg:
    value = {name: (part or "").strip() for name, part in found.groupdict().items()}
    number = value["flight"].lstrip("0 ")
    seat = value["seat"].lstrip("0")
    return Leg(
        value["reference"], value["start"], value["end"], value["carrier"], number, int(value["day"]),
        value["cabin"], seat, value["sequence"].lstrip("0"),
    )  # fmt: skip


def person(name: str) -> str:
    """DOE/JOHN is John Doe's pass: the given name first, letters as they stand."""
    surname, _, given = name.strip().partition("/")
    return f"{given} {surname}".strip()


def issued(conditional: str) -> tuple[int, int] | None:
    """The issue date of the unique block: `>`, version, size, description, two sources, then four digits."""
    found = re.match(r">\d(?P<size>[0-9A-F]{2}).(?P<sources>..)(?P<issue>\d{4})", conditional, re.DOTALL)
    if not found or int(found["size"], 16) < 7:
        return None
    return int(found["issue"][0]), int(found["issue"][1:])


def issue_day(told: tuple[int, int] | None, *, near: date) -> date | None:
    """The day of issue: the latest year with that last digit that is not after `near`'s."""
    if told is None:
        return None
    year = near.year - (near.year - told[0]) % 10
    return day_of_year(told[1], near=date(year, 7, 1)) if 1 <= told[1] <= 366 else None


def leg_day(one: Leg, told: tuple[int, int] | None, *, near: date) -> date | None:
    """The first such day on or after the issue; without an issue date, of the year in which the pass came."""
    start = issue_day(told, near=near)
    if start is not None:
        options = [day_of_year(one.day_number, near=date(year, 7, 1)) for year in (start.year, start.year + 1)]
        after = [day for day in options if day and 0 <= (day - start).days <= LONGEST_BEFORE_ISSUE]
        if after:
            return after[0]
    found = day_of_year(one.day_number, near=date(near.year, 7, 1))
    return found if found and found.year == near.year else None


def nodes(text: str, *, near: date | None) -> list[Node]:
    """One FlightReservation for each leg. Without a day to be near to, no day is guessed."""
    found = read(text)
    if found is None:
        return []
    return [node(found, one, near) for one in found.legs]


def node(found: Pass, one: Leg, near: date | None) -> Node:
    day = leg_day(one, found.issued, near=near) if near else None
    flight: Node = {
        "@type": "Flight",
        "flightNumber": one.flight,
        "airline": {"@type": "Airline", "iataCode": one.carrier},
        "departureAirport": {"@type": "Airport", "iataCode": one.start},
        "arrivalAirport": {"@type": "Airport", "iataCode": one.end},
    } | ({"departureDay": day.isoformat()} if day else {})
    out: Node = {
        "@type": "FlightReservation",
        "reservationNumber": one.reference,
        "underName": {"@type": "Person", "name": found.name},
        "reservationFor": flight,
    }
    return out | {
        name: value
        for name, value in (
            ("airplaneSeat", one.seat),
            ("passengerSequenceNumber", one.sequence),
            ("bookingClass", one.cabin),
        )
        if value
    }
