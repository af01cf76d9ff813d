"""A node as a flat row: the fields that bookings, tests and people compare."""

from __future__ import annotations

from typing import Any

from butler.language.reservations.shapes import EVENTS, JOURNEYS, THING_RESERVED, TRIPS, Node, type_of

ENDS = {
    "Flight": ("departureAirport", "arrivalAirport"),
    "TrainTrip": ("departureStation", "arrivalStation"),
    "BusTrip": ("departureBusStop", "arrivalBusStop"),
    "BoatTrip": ("departureBoatTerminal", "arrivalBoatTerminal"),
}
OF_THE_RESERVATION = (
    "reservationNumber", "airplaneSeat", "checkinTime", "checkoutTime", "pickupTime", "dropoffTime", "partySize",
    "totalPrice", "priceCurrency", "ticketNumber",
)  # fmt: skip
OF_THE_JOURNEY = (
    "departureTime", "arrivalTime", "boardingTime", "departureDay", "flightNumber", "trainNumber", "trainName",
    "busNumber", "busName", "departureGate", "departureTerminal", "arrivalTerminal", "departurePlatform",
    "arrivalPlatform",
)  # fmt: skip


def row(node: Node) -> dict[str, Any]:
    """The flat row of a reservation, a bare trip or event, a ticket or a place."""
    kind = type_of(node)
    if kind in TRIPS:
        reservation = next(name for name, trip in JOURNEYS.items() if trip == kind)
        return row({"@type": reservation, "reservationFor": node})
    if kind in EVENTS:
        return said({"type": "Event", **event(node, "location")})
    if kind in THING_RESERVED:
        return said(reservation_row(node, kind))
    return said({"type": kind, "name": text(node.get("name")), "under_name": name_of(node.get("underName"))})


def reservation_row(node: Node, kind: str) -> dict[str, Any]:
    thing = node.get("reservationFor")
    thing = thing if isinstance(thing, dict) else {}
    out: dict[str, Any] = {"type": kind, "for_type": type_of(thing)}
    out |= {name: text(node.get(name)) for name in OF_THE_RESERVATION}
    out |= {"under_name": name_of(node.get("underName")), "status": status(node), "seat": seat(node)}
    if kind in JOURNEYS:
        return out | journey(thing)
    if kind == "EventReservation":
        return out | event(thing, "venue")
    if kind == "FoodEstablishmentReservation":
        out |= {"startTime": text(node.get("startDate")), "endTime": text(node.get("endDate"))}
    if kind in ("RentalCarReservation", "TaxiReservation"):
        out |= {"from": place(node.get("pickupLocation")), "to": place(node.get("dropoffLocation"))}
    return out | {"name": name_of(thing), "location": address(thing) if thing.get("address") else None}


def journey(thing: Node) -> dict[str, Any]:
    start, end = ENDS.get(type_of(thing), ENDS["TrainTrip"])
    airline = thing.get("airline") or thing.get("provider")
    airline = airline if isinstance(airline, dict) else {"name": airline}
    return {name: text(thing.get(name)) for name in OF_THE_JOURNEY} | {
        "from": place(thing.get(start)),
        "to": place(thing.get(end)),
        "airline_iata": text(airline.get("iataCode")),
        "airline_name": text(airline.get("name")),
    }


def event(thing: Node, where: str) -> dict[str, Any]:
    return {
        "for_type": type_of(thing) if where == "venue" else None,
        "startDate": text(thing.get("startDate")),
        "endDate": text(thing.get("endDate")),
        "name": text(thing.get("name")),
        where: address(thing.get("location")),
    }


def place(value: object) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        return {"name": value} if isinstance(value, str) and value else None
    found = {"name": text(value.get("name")), "iata": text(value.get("iataCode"))}
    return {k: v for k, v in found.items() if v} or None


def address(value: object) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        return {"name": value} if isinstance(value, str) and value else None
    there = value.get("address")
    there = there if isinstance(there, dict) else {"streetAddress": there}
    found = {
        "name": text(value.get("name")),
        "street": text(there.get("streetAddress")),
        "city": text(there.get("addressLocality")),
        "country": name_of(there.get("addressCountry")),
    }
    return {k: v for k, v in found.items() if v} or None


def seat(node: Node) -> dict[str, Any] | None:
    ticket = node.get("reservedTicket")
    ticket = ticket[0] if isinstance(ticket, list) and ticket else ticket
    inner = ticket.get("ticketedSeat") if isinstance(ticket, dict) else None
    inner = inner[0] if isinstance(inner, list) and inner else inner
    if not isinstance(inner, dict):
        return None
    return {k: str(v) for k, v in inner.items() if k.startswith("seat") and v} or None


def status(node: Node) -> str:
    return str(node.get("reservationStatus") or "ReservationConfirmed").rsplit("/", 1)[-1]


def name_of(value: object) -> str | None:
    if isinstance(value, dict):
        parts = f"{value.get('givenName') or ''} {value.get('familyName') or ''}".strip()
        return text(value.get("name")) or parts or None
    return text(value)


def text(value: object) -> str | None:
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return None
    return str(value).strip() or None


def said(out: dict[str, Any]) -> dict[str, Any]:
    """Without what was not said."""
    return {name: value for name, value in out.items() if value not in (None, "", {})}
