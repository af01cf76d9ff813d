"""Journeys in words: stops with their times, joined to legs where a train, bus or flight is named between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from butler.language.reservations.airports import Airport, airport
from butler.language.reservations.shapes import Node
from butler.language.reservations.text import days
from butler.language.reservations.text.labels import ARRIVES, DEPARTS

ROLE = re.compile(rf"(?:^|[\s|(])(?:(?P<departs>{DEPARTS})|(?P<arrives>{ARRIVES}))\.?\s*:?\s*$", re.IGNORECASE)
LINE_ROLE = re.compile(rf"^\s*(?:(?P<departs>{DEPARTS})|(?P<arrives>{ARRIVES}))\b\.?\s*[:\s]", re.IGNORECASE)
HEADS = (re.compile(rf"\b(?:{DEPARTS})\b\.?", re.IGNORECASE), re.compile(rf"\b(?:{ARRIVES})\b\.?", re.IGNORECASE))
TRAINS = (
    r"ICE|ICN|IC|ECE|EC|RJX|RJ|rj|TGV|TER|OUIGO|AVE|IRE|IR|RE|RB|REX|EN|NJ|THA|EST|FLX|ALX|TLK|EIC|EIP|SC|Os|Sp|Rx|Ex|LE|"
    r"X2|Lyn|R|S|FR|FA|ES"
)
TRAIN = re.compile(rf"(?<![\w/])(?P<sort>{TRAINS})\s*(?P<number>\d{{1,6}})(?![\w:.,/]\d|\w)")
NUMBERED = re.compile(
    r"\b(?P<word>train|zug|vlak|treno|tren|pociąg|поезд|tåg|tog|bus|autobus|coach|автобус)\s*(?:n°|nr\.?|no\.?|№|č\.?|:)?\s*"
    r"(?P<number>(?=[A-ZА-Я]{0,3}\d)[A-ZА-Я]{0,3}\d{1,6}[A-ZА-Я]{0,2})\b",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"(?:→|->|–|—)[^()|]*\((?P<service>[A-Z][A-Z0-9 ,]{1,14})\)")
FLIGHT = re.compile(
    r"(?<![\w.])(?P<airline>[A-Z]{2}|[A-Z]\d|\d[A-Z])[ -]?(?P<number>\d{1,4})(?![\w:.,]?\d)(?![A-Z]{3})"
)
AIRPORT = re.compile(r"\((?P<code>[A-Z]{3})(?: ?[-,] ?[^()]{1,20})?\)")
BUS_WORDS = re.compile(
    r"\b(?:bus|autobus|autobusov\w*|coach|автобус\w*|autokar|autocar|car longue distance)\b", re.IGNORECASE
)
TRAIN_WORDS = re.compile(
    r"\b(?:train|zug|vlak\w*|tren|treno|tåg|поезд\w*|billet de train|bahn|jízdenka|rail\w*|gare)\b", re.IGNORECASE
)
SEAT = re.compile(
    r"(?:Wg\.|Wagen|voiture|coach|car(?:riage)?|вагон|vůz|vagn|carrozza|coche)\s*:?\s*(?P<section>\d{1,3}\w?)"
    r"[\s,–-]{1,6}(?:Pl(?:ätze|atz|\.)?|place|seats?|мест[оа]|místo|plats|posto|plaza)\.?\s*:?\s*(?P<seat>[\d]{1,3}\w?)",
    re.IGNORECASE,
)
PLATFORM = re.compile(
    r"-? *\b(?:Gleis|Kolej|Spor|Voie|Platform|Platf\.|Binario|Vía|Spår|путь|nást\.?)\s*(?P<platform>\w[\w-]{0,4})",
    re.IGNORECASE,
)
WEEKDAY = re.compile(r"^[^\W\d_]{2,12}\.?,?$")
LABELLED = re.compile(r"[^\W\d_]{2}\s*:\s*$")
FURTHEST = 12  # lines between the two ends of a leg


@dataclass(frozen=True)
class Stop:
    line: int
    name: str
    when: str  # 2027-11-15T06:46:00
    role: str  # departs, arrives, or "" where only the order tells
    there: Airport | None


@dataclass(frozen=True)
class Service:
    line: int
    kind: str  # train, bus, flight
    number: str
    airline: str = ""


def legs(lines: list[str], *, near: date | None) -> list[Node]:
    """Legs in the order of the text. Times of stops between which no service is named are no journey."""
    text = "\n".join(lines)
    stops = list(stops_of(lines, near))
    services = list(services_of(lines, stops, text))
    found, taken, at = [], -1, 0
    while at + 1 < len(stops):
        start, end = stops[at], stops[at + 1]
        service = service_of(services, start, end, taken)
        if service and fits(start, end):
            found.append(leg(start, end, service, lines))
            taken = end.line
            at += 2
        else:
            at += 1
    return found


def fits(start: Stop, end: Stop) -> bool:
    return (
        start.role != "arrives"
        and end.role != "departs"
        and end.line - start.line <= FURTHEST
        and (start.name.lower() != end.name.lower())
    )


def stops_of(lines: list[str], near: date | None) -> Iterator[Stop]:
    """Lines with one time and a place, on the last day that was told."""
    today, heads, last, before = None, None, "", None
    for at, line in enumerate(lines):
        said = days.find(line, near=near)
        near = next((one.day for one in said if one.has_year), near)  # "9 May 2027" above is the year of "09.05." below
        clocks = days.clocks(line)
        if not clocks:
            heads = head_columns(line) or heads
            if said and not re.search(r"\d{4}\s+\d{1,2}[:.]\d\d", line):
                today = said[0].day
            continue
        if said:
            today = said[0].day
        role = role_of(line, clocks[0], heads)
        follows = before is not None and before.role == "departs" and at - before.line <= 2
        if today is None or len(clocks) != 1 or len(said) > 1 or not (role or said or heads or follows):
            continue
        if not role and said and LABELLED.search(line[: min(said[0].start, clocks[0].start)]):
            continue  # "Issued: 9.5.2027 13:18" is no stop
        name, there = place_of(line, clocks[0], said)
        if name:
            when = f"{today.isoformat()}T{clocks[0].text}"
            if not said and role != "departs" and last and when < last and today.isoformat() == last[:10]:
                today = today + timedelta(days=1)  # the night train arrives tomorrow
                when = f"{today.isoformat()}T{clocks[0].text}"
            last, before = when, Stop(at, name, when, role, there)
            yield before


def head_columns(line: str) -> tuple[int, int] | None:
    """Where a table's columns of departures and arrivals begin, if this line heads such a table."""
    departs, arrives = (head.search(line) for head in HEADS)
    if not departs or not arrives:
        return None
    first, second = sorted((departs, arrives), key=lambda head: head.start())
    apart = re.search(r"\s{2}|\t", line[first.end() - 1 : second.start()]) or second.start() - first.end() == 1
    return (departs.start(), arrives.start()) if apart and len(line.split("  ")) >= 3 else None


def role_of(line: str, clock: days.Clock, heads: tuple[int, int] | None) -> str:
    found = ROLE.search(line[: clock.start]) or LINE_ROLE.search(line)
    if found:
        return "departs" if found["departs"] else "arrives"
    if heads:
        nearer = min(heads, key=lambda column: abs(column - clock.start))
        if abs(nearer - clock.start) <= 8:
            return "departs" if nearer == heads[0] else "arrives"
    return ""


def place_of(line: str, clock: days.Clock, said: list[days.Said]) -> tuple[str, Airport | None]:
    """The name of the place on the line: what stands first beside its day, time, train and track."""
    spans = [(clock.start, clock.end), *((s.start, s.end) for s in said)]
    spans += [m.span() for pattern in (TRAIN, PLATFORM, IN_BRACKETS, NUMBERED, SEAT) for m in pattern.finditer(line)]
    bare = "".join("  " if any(a <= i < b for a, b in spans) else c for i, c in enumerate(line))
    found = AIRPORT.search(line)
    there = airport(found["code"]) if found else None
    for part in re.split(r"\s{2,}|[|\t;]", AIRPORT.split(bare)[0] if there else bare):
        part = ROLE.sub(" ", LINE_ROLE.sub(" ", part)).strip(" :-–—,@*|à")
        if re.search(r"[^\W\d_]{2}", part) and not is_weekday(part) and len(part) <= 60:
            return part, there
    return (there.city, there) if there else ("", None)


def is_weekday(part: str) -> bool:
    return bool(WEEKDAY.match(part)) and len(part) <= 3


def services_of(lines: list[str], stops: list[Stop], text: str) -> Iterator[Service]:
    """Flights only where airports are told; trains by their sorts; words in brackets after a line's course."""
    flies = sum(stop.there is not None for stop in stops) * 2 > len(stops)
    other = (
        "bus" if BUS_WORDS.search(text) and not TRAIN.search(text) else "train" if TRAIN_WORDS.search(text) else "bus"
    )
    for at, line in enumerate(lines):
        if flies:
            if found := FLIGHT.search(AIRPORT.sub(" ", line)):
                yield Service(at, "flight", found["number"], found["airline"])
            continue
        if found := IN_BRACKETS.search(line):
            inner = TRAIN.search(found["service"])
            yield Service(at, "train" if inner else other, " ".join(found["service"].split()))
        elif found := NUMBERED.search(line):
            kind = "bus" if BUS_WORDS.search(found["word"]) else "train"
            yield Service(at, kind, found["number"] if kind == "train" else found[0])
        elif (found := TRAIN.search(line)) and any(stop.line in (at, at - 1, at + 1) for stop in stops):
            sort, number = found["sort"], found["number"]
            yield Service(at, "train", f"{sort}{number}" if sort == "S" else f"{sort} {number}")


def service_of(services: list[Service], start: Stop, end: Stop, taken: int) -> Service | None:
    """What runs between two stops: named at the start, between them, or shortly before."""
    inside = [s for s in services if start.line <= s.line < end.line] or [s for s in services if s.line == end.line]
    before = [s for s in services if taken < s.line < start.line and start.line - s.line <= 6]
    return inside[0] if inside else before[-1] if before else None


def leg(start: Stop, end: Stop, service: Service, lines: list[str]) -> Node:
    names = {
        "train": ("TrainReservation", "TrainTrip", "TrainStation", "departureStation", "arrivalStation", "trainNumber"),
        "bus": ("BusReservation", "BusTrip", "BusStation", "departureBusStop", "arrivalBusStop", "busNumber"),
        "flight": ("FlightReservation", "Flight", "Airport", "departureAirport", "arrivalAirport", "flightNumber"),
    }[service.kind]
    trip: Node = {
        "@type": names[1],
        names[3]: stop_node(start, names[2]),
        names[4]: stop_node(end, names[2]),
        "departureTime": start.when,
        "arrivalTime": end.when,
        names[5]: service.number,
    }
    if service.airline:
        trip["airline"] = {"@type": "Airline", "iataCode": service.airline}
    out: Node = {"@type": names[0], "reservationFor": trip}
    seat = SEAT.search(" ".join(lines[max(0, start.line - 1) : end.line + 1]))
    if seat:
        place = {"@type": "Seat", "seatSection": seat["section"], "seatNumber": seat["seat"]}
        out["reservedTicket"] = {"@type": "Ticket", "ticketedSeat": place}
    return out


def stop_node(stop: Stop, kind: str) -> Node:
    return {"@type": kind, "name": stop.name} | ({"iataCode": stop.there.iata} if stop.there else {})
