"""Calendar files: what is hidden in them for machines, journeys in their descriptions, else events. RFC 5545."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from butler.language.reservations import jsonld
from butler.language.reservations.mail import decoded
from butler.language.reservations.shapes import Node
from butler.language.reservations.text import labels, stops
from butler.language.reservations.times import moment, placed

HIDDEN = "X-KDE-KITINERARY-RESERVATION"
MOST_EVENTS = 500
FLIGHT = re.compile(r"(?<!\w)(?P<airline>[A-Z]{2}|[A-Z]\d|\d[A-Z])[ -]?(?P<number>\d{1,4})(?!\d)")
ENDS = re.compile(r"\b(?P<start>[A-Z]{3})\b\W{1,4}(?:(?:to|nach|à|в|→)\W{1,3})?(?P<end>[A-Z]{3})\b")
STAY = re.compile(r"\b(?:hotel|stay at|check-?in|отель|гостиниц\w|unterkunft|hôtel)\b", re.IGNORECASE)
NUMBER = re.compile(r"(?:^|\s)#(?P<number>[A-Z0-9]{5,14})\b")

Lines = dict[str, tuple[dict[str, str], str]]


def nodes(body: bytes) -> list[Node]:
    """Bookings of all events of a calendar; a broken event is left out, the others stay."""
    return [node for event in events(decoded(body, None))[:MOST_EVENTS] for node in told(event)]


def events(text: str) -> list[Lines]:
    """Each VEVENT's own lines: name -> (parameters, value). Nested alarms are skipped; a name's first line counts."""
    text = re.sub(r"\r?\n[ \t]", "", text)
    found: list[Lines] = []
    inside: list[str] = []
    for line in re.split(r"\r?\n", text):
        name, params, value = line_of(line)
        if name == "BEGIN":
            inside.append(value.upper())
            if value.upper() == "VEVENT":
                found.append({})
        elif name == "END":
            inside = inside[:-1]
        elif found and inside[-1:] == ["VEVENT"] and name:
            found[-1].setdefault(name, (params, value))
    return found


def line_of(line: str) -> tuple[str, dict[str, str], str]:
    match = re.match(r"(?P<name>[A-Za-z0-9-]+)(?P<params>(?:;[^=:;]+=(?:\"[^\"]*\"|[^:;]*))*):(?P<value>.*)", line)
    if not match:
        return "", {}, ""
    params = {k.upper(): v.strip('"') for k, _, v in (p.partition("=") for p in match["params"].split(";") if p)}
    return match["name"].upper(), params, match["value"]


def plain(value: str) -> str:
    return re.sub(r"\\([,;\\nN])", lambda m: "\n" if m[1] in "nN" else m[1], value)


def told(event: Lines) -> list[Node]:
    if HIDDEN in event:
        raw = event[HIDDEN][1]
        values = jsonld.parse(raw) if "\\," not in raw else jsonld.parse(plain(raw).replace("\n", " "))
        found = [node for value in values for node in jsonld.bookings(value)]
        if found:
            return found
    start, end = when(event, "DTSTART"), when(event, "DTEND")
    if start is None:
        return []
    return (
        journeys(event, start) or flight(event, start, end) or stay(event, start, end) or happening(event, start, end)
    )


def said(event: Lines, name: str) -> str:
    return plain(event[name][1]).strip() if name in event else ""


def when(event: Lines, name: str) -> str | None:
    """ISO of DTSTART or DTEND with its zone's offset; a day stays a day."""
    params, value = event.get(name, ({}, ""))
    if re.fullmatch(r"\d{8}", value):
        return f"{value[:4]}-{value[4:6]}-{value[6:]}" if moment(value) else None
    found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z?)", value)
    if not found:
        return None
    text = "{}-{}-{}T{}:{}:{}{}".format(*found.groups())
    if moment(text) is None:
        return None
    return text if found[7] else placed(text, params.get("TZID", ""))


def journeys(event: Lines, start: str) -> list[Node]:
    """Legs told in the description; one that starts when the event starts is told with the event's zone."""
    near = date.fromisoformat(start[:10])
    # The event's own day is the day of the description until it tells another.
    lines = [start[:10], *said(event, "DESCRIPTION").splitlines()]
    found = stops.legs(lines, near=near)
    number = reference(event)
    for node in found:
        leg = node["reservationFor"]
        if leg["departureTime"] == start[:19]:
            leg["departureTime"] = start
    return [node | ({"reservationNumber": number} if number else {}) for node in found]


def reference(event: Lines) -> str | None:
    found = NUMBER.search(said(event, "SUMMARY"))
    lines = [said(event, "SUMMARY"), *said(event, "DESCRIPTION").splitlines()]
    return labels.reference(lines) or (found["number"] if found else None)


def flight(event: Lines, start: str, end: str | None) -> list[Node]:
    """A summary that names a flight number and two airports."""
    summary = said(event, "SUMMARY")
    number, ends = FLIGHT.search(summary), ENDS.search(summary)
    if not number or not ends:
        return []
    leg: Node = {
        "@type": "Flight",
        "flightNumber": number["number"],
        "airline": {"@type": "Airline", "iataCode": number["airline"]},
        "departureAirport": {"@type": "Airport", "iataCode": ends["start"]},
        "arrivalAirport": {"@type": "Airport", "iataCode": ends["end"]},
        "departureTime": start,
    } | ({"arrivalTime": end} if end else {})
    return [with_number(event, {"@type": "FlightReservation", "reservationFor": leg})]


def stay(event: Lines, start: str, end: str | None) -> list[Node]:
    summary = said(event, "SUMMARY")
    if not STAY.search(summary) or not end or start[:10] >= end[:10]:
        return []
    house: Node = {"@type": "LodgingBusiness", "name": summary, "address": said(event, "LOCATION")}
    return [
        with_number(
            event, {"@type": "LodgingReservation", "checkinTime": start, "checkoutTime": end, "reservationFor": house}
        )
    ]


def with_number(event: Lines, node: Node) -> Node:
    number = reference(event)
    cancelled = said(event, "STATUS").upper() == "CANCELLED"
    status: Node = {"reservationStatus": "http://schema.org/ReservationCancelled"} if cancelled else {}
    return node | status | ({"reservationNumber": number} if number else {})


def happening(event: Lines, start: str, end: str | None) -> list[Node]:
    name = said(event, "SUMMARY")
    if not name:
        return []
    out: Node = {"@type": "Event", "name": name, "startDate": start}
    if end:
        out["endDate"] = last_day(end)
    if where := said(event, "LOCATION"):
        out["location"] = place(where)
    return [out]


def last_day(end: str) -> str:
    """A day's DTEND is the first day after: RFC 5545, 3.6.1."""
    return end if ":" in end else (datetime.fromisoformat(end) - timedelta(days=1)).date().isoformat()


def place(where: str) -> dict[str, Any]:
    """ "Name (street, town, land)" is a name with an address."""
    found = re.fullmatch(r"(?P<name>[^()]+?) \((?P<address>.+)\)", where, re.DOTALL)
    if not found:
        return {"@type": "Place", "name": where}
    street, _, rest = found["address"].partition(",")
    address = {"@type": "PostalAddress", "streetAddress": street.strip(), "addressLocality": rest.split(",")[0].strip()}
    return {"@type": "Place", "name": found["name"], "address": address}
