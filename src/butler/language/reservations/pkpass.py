"""Wallet passes. Apple, "Wallet Passes": pass.json with `semantics`, fields by style, and barcodes."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import date
from io import BytesIO
from typing import Any
from zlib import error as ZlibError

from butler.language.reservations import bcbp
from butler.language.reservations.airports import airport
from butler.language.reservations.merging import folded
from butler.language.reservations.shapes import Node
from butler.language.reservations.text import days, labels
from butler.language.reservations.times import day_of, moment, placed

LARGEST = 2_000_000  # bytes of pass.json
STYLES = ("boardingPass", "eventTicket", "coupon", "storeCard", "generic")
MODES = {
    "PKTransitTypeAir": ("FlightReservation", "Flight", "Airport", "flightNumber"),
    "PKTransitTypeTrain": ("TrainReservation", "TrainTrip", "TrainStation", "trainNumber"),
    "PKTransitTypeBus": ("BusReservation", "BusTrip", "BusStation", "busNumber"),
    "PKTransitTypeBoat": ("BoatReservation", "BoatTrip", "BoatTerminal", "boatNumber"),
}
ENDS = {
    "Airport": ("departureAirport", "arrivalAirport"),
    "TrainStation": ("departureStation", "arrivalStation"),
    "BusStation": ("departureBusStop", "arrivalBusStop"),
    "BoatTerminal": ("departureBoatTerminal", "arrivalBoatTerminal"),
}


def nodes(body: bytes, *, sent: date | None = None) -> list[Node]:
    """The bookings of a pass; none where it is no pass or of a kind that books nothing."""
    told = content(body)
    if "boardingPass" in told:
        return journeys(told, sent)
    if "eventTicket" in told:
        return event(told, sent)
    return []


def content(body: bytes) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            if archive.getinfo("pass.json").file_size > LARGEST:
                return {}
            raw = archive.read("pass.json")
        told = json.loads(raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"), strict=False)
    except (zipfile.BadZipFile, KeyError, ValueError, RuntimeError, NotImplementedError, ZlibError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def journeys(told: dict[str, Any], sent: date | None) -> list[Node]:
    """Semantic tags first; the boarding pass in the barcode; then the fields a person sees."""
    style = told["boardingPass"] if isinstance(told["boardingPass"], dict) else {}
    mode = MODES.get(str(style.get("transitType")), MODES["PKTransitTypeAir"])
    near = day_of(told.get("relevantDate")) or day_of(told.get("expirationDate")) or sent
    legs = bcbp.nodes(barcode(told), near=near) if mode[0] == "FlightReservation" else []
    seen = {
        "@type": mode[0],
        "reservationFor": {"@type": mode[1]} | by_semantics(semantics(told, style), mode),
        **of_the_person(semantics(told, style)),
    }
    shown = by_fields(fields(style), mode, near)
    whole: Node = folded(shown, seen)
    if not legs:
        return [whole] if len(whole["reservationFor"]) > 1 else []
    return [folded(whole, leg) if len(legs) > 1 else folded(leg, whole) for leg in legs]


def semantics(told: dict[str, Any], style: dict[str, Any]) -> dict[str, Any]:
    """Tags of the pass and of its fields together."""
    found = dict(told["semantics"]) if isinstance(told.get("semantics"), dict) else {}
    for one in fields(style):
        if isinstance(one.get("semantics"), dict):
            found |= one["semantics"]
    return found


def fields(style: dict[str, Any]) -> list[dict[str, Any]]:
    names = ("headerFields", "primaryFields", "secondaryFields", "auxiliaryFields", "backFields")
    lists = [style.get(name) for name in names]
    return [one for some in lists if isinstance(some, list) for one in some if isinstance(one, dict)]


def barcode(told: dict[str, Any]) -> str:
    some = told.get("barcodes")
    one = some[0] if isinstance(some, list) and some else told.get("barcode")
    return str(one.get("message") or "") if isinstance(one, dict) else ""


def by_semantics(tags: dict[str, Any], mode: tuple[str, str, str, str]) -> Node:
    start, end = ENDS[mode[2]]
    clocks = (tags.get("departureLocationTimeZone"), tags.get("destinationLocationTimeZone"))
    out: Node = {
        start: stop(tags, "departure", mode[2]),
        end: stop(tags, "destination", mode[2]),
        "departureTime": when(tags, "Departure", clocks[0], tags.get("departureAirportCode")),
        "boardingTime": when(tags, "Boarding", clocks[0], tags.get("departureAirportCode")),
        "arrivalTime": when(tags, "Arrival", clocks[1], tags.get("destinationAirportCode")),
        "departureGate": tags.get("departureGate"),
        "departureTerminal": tags.get("departureTerminal"),
        "departurePlatform": tags.get("departurePlatform"),
        mode[3]: tags.get("vehicleNumber") if mode[1] != "Flight" else tags.get("flightNumber"),
        "airline": {"@type": "Airline", "iataCode": tags["airlineCode"]} if tags.get("airlineCode") else None,
    }
    return {name: value for name, value in out.items() if value not in (None, "", {})}


def stop(tags: dict[str, Any], end: str, kind: str) -> Node | None:
    found = {
        "iataCode": tags.get(f"{end}AirportCode"),
        "name": tags.get(f"{end}AirportName") or tags.get(f"{end}StationName") or tags.get(f"{end}LocationDescription"),
    }
    told = {k: v for k, v in found.items() if v}
    return {"@type": kind} | told if told else None


def when(tags: dict[str, Any], what: str, clock: object, code: object) -> str | None:
    told = tags.get(f"current{what}Date") or tags.get(f"original{what}Date")
    if not moment(told):
        return None
    there = airport(code)
    return placed(str(told), str(clock or (there.zone if there else "")))


def of_the_person(tags: dict[str, Any]) -> Node:
    name = tags.get("passengerName")
    seats = tags.get("seats")
    seat = seats[0] if isinstance(seats, list) and seats and isinstance(seats[0], dict) else {}
    out: Node = {
        "reservationNumber": tags.get("confirmationNumber"),
        "underName": {"@type": "Person", **{k: name[k] for k in ("givenName", "familyName") if name.get(k)}}
        if isinstance(name, dict)
        else None,
        "airplaneSeat": f"{seat.get('seatRow', '')}{seat.get('seatNumber', '')}",
    }
    return {k: v for k, v in out.items() if v}


def by_fields(shown: list[dict[str, Any]], mode: tuple[str, str, str, str], near: date | None) -> Node:
    """What the fields' own keys and labels say: ends from the primary fields, a reference, a seat, a gate."""
    ends = [str(one.get("value", "")).strip() for one in shown[:6] if is_end(one)]
    codes = [code for code in ends if airport(code)]
    start, end = ENDS[mode[2]]
    inner: Node = {"@type": mode[1]}
    if mode[2] == "Airport" and len(codes) == 2:
        inner |= {name: {"@type": "Airport", "iataCode": code} for name, code in zip((start, end), codes, strict=True)}
    elif mode[2] != "Airport" and len(ends) == 2:
        inner |= {name: {"@type": mode[2], "name": said} for name, said in zip((start, end), ends, strict=True)}
    out: Node = {"@type": mode[0], "reservationFor": inner}
    for one in shown:
        value, words = str(one.get("value", "")).strip(), f"{one.get('key', '')} {one.get('label', '')}".lower()
        out |= labels.of_the_reservation(words, value)
        inner |= labels.of_the_leg(words, value, mode[3])
    return dated(out, inner, shown, near)


def is_end(one: dict[str, Any]) -> bool:
    words = f"{one.get('key', '')} {one.get('label', '')}".lower()
    return bool(re.search(r"depart|origin|from|arriv|dest|\bto\b|откуда|куда", words)) or bool(
        airport(one.get("value"))
    )


def dated(out: Node, inner: Node, shown: list[dict[str, Any]], near: date | None) -> Node:
    """The one day that the fields tell, and the times on it."""
    told = [day for one in shown for day in days.find(str(one.get("value", "")), near=near)]
    day = told[0].day if told else None
    if day:
        inner["departureDay"] = day.isoformat()
    base = day or near
    for name in ("boardingTime", "departureTime", "arrivalTime"):
        clock = inner.pop(name, None)
        if clock and base:
            inner[name] = f"{base.isoformat()}T{clock}"
    return out


def event(told: dict[str, Any], sent: date | None) -> list[Node]:
    tags = semantics(told, told["eventTicket"] if isinstance(told["eventTicket"], dict) else {})
    info = tags.get("eventStartDateInfo")
    start = (
        tags.get("eventStartDate") or (info.get("date") if isinstance(info, dict) else None) or told.get("relevantDate")
    )
    seats = tags.get("seats")
    name = tags.get("eventName") or told.get("logoText") or told.get("description")
    if not moment(start):
        return []
    show: Node = {
        "@type": "Event",
        "name": name,
        "startDate": start,
        "endDate": tags.get("eventEndDate"),
        "location": {"@type": "Place", "name": tags["venueName"]} if tags.get("venueName") else None,
    }
    out: Node = {
        "@type": "EventReservation",
        "reservationNumber": tags.get("confirmationNumber"),
        "reservationFor": {k: v for k, v in show.items() if v},
        "reservedTicket": {"@type": "Ticket", "ticketedSeat": {"@type": "Seat"} | seats[0]}
        if isinstance(seats, list) and seats and isinstance(seats[0], dict)
        else None,
    }
    return [{k: v for k, v in out.items() if v}]
