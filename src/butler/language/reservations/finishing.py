"""What all tellings need before they are answered: passes opened, zones and days given, one of each, no shells."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from butler.language.reservations import bcbp
from butler.language.reservations.airports import airport, named
from butler.language.reservations.flat import ENDS, text
from butler.language.reservations.merging import folded, merged, number, service, thing
from butler.language.reservations.shapes import EVENTS, JOURNEYS, RESERVATIONS, TRIPS, Node, type_of
from butler.language.reservations.times import day_of, has_time, moment, placed

TOKEN = re.compile(r"^(?:aztec|qr|pdf417|barcode)?(?:code|bin)?:?", re.IGNORECASE)
AT_THE_START = ("departureTime", "boardingTime")


def finished(nodes: list[Node], *, near: date | None = None) -> list[Node]:
    """Nodes a person may be shown: complete as far as they themselves say, and each booking once."""
    opened = [with_pass(node, near) for node in nodes]
    kept = [finish(node) for node in opened if is_told(node)]
    return without_wholes(merged(kept))


def with_pass(node: Node, near: date | None) -> Node:
    """What the boarding pass on a ticket says fills what the sender left out, and settles days that read two ways."""
    leg = ticket_leg(node, near or day_of(start_of(thing(node))))
    if leg is None:
        return node
    if type_of(node) != "FlightReservation":
        return node
    return folded(leg, settled(node, thing(leg).get("departureDay")))  # type: ignore[no-any-return]


def ticket_leg(node: Node, near: date | None) -> Node | None:
    token = token_of(node)
    legs = bcbp.nodes(TOKEN.sub("", token, count=1), near=near) if token else []
    wanted = service(thing(node))
    fitting = [leg for leg in legs if wanted in (None, service(thing(leg)))]
    return fitting[0] if len(fitting) == 1 or (fitting and wanted) else None


def token_of(node: Node) -> str:
    ticket = node.get("reservedTicket")
    ticket = ticket[0] if isinstance(ticket, list) and ticket else ticket
    inner = ticket.get("ticketToken") if isinstance(ticket, dict) else None
    return text(inner) or text(node.get("ticketToken")) or ""


def settled(node: Node, day: str | None) -> Node:
    """02-04-2018 is February where the pass says February."""
    told = day_of(thing(node).get("departureTime"))
    if not day or told is None or told.isoformat() == day or told.replace(day=1).isoformat()[:4] != day[:4]:
        return node
    other = day[:5] + day[8:10] + "-" + day[5:7]
    if told.isoformat() != other:
        return node
    flight = {k: turned(k, v) for k, v in thing(node).items()}
    return node | {"reservationFor": flight}


def turned(name: str, value: Any) -> Any:
    if name in ("departureTime", "arrivalTime", "boardingTime") and moment(value) and int(value[8:10]) <= 12:
        return value[:5] + value[8:10] + "-" + value[5:7] + value[10:]
    return value


def is_told(node: Node) -> bool:
    """Whether there is anything in the shell: a reservation of nothing, at no time, under no number, is none."""
    if type_of(node) in RESERVATIONS:
        return bool(thing(node) or number(node) or token_of(node) or node.get("checkinTime") or node.get("pickupTime"))
    if type_of(node) in TRIPS | EVENTS:
        return bool(start_of(node))
    return bool(node.get("name"))


def start_of(node: Node) -> str | None:
    return next((str(node[n]) for n in ("departureTime", "departureDay", "startDate") if node.get(n)), None)


def finish(node: Node) -> Node:
    if type_of(node) in JOURNEYS and thing(node):
        return node | {"reservationFor": finished_leg(thing(node))}
    return node


def finished_leg(leg: Node) -> Node:
    out = with_day(leg)
    if type_of(leg) == "Flight":
        out = with_number(with_places(out))
    return out


def with_day(leg: Node) -> Node:
    """A departure without a time is a day only; a boarding time of no year is on the day of departure."""
    out = dict(leg)
    start = text(out.get("departureTime"))
    if start and not has_time(start):
        del out["departureTime"]
        out.setdefault("departureDay", start)
    elif day_of(start):
        out.setdefault("departureDay", str(day_of(start)))
    boarding = text(out.get("boardingTime"))
    if boarding and boarding.startswith("0001-01-01") and out.get("departureDay"):
        out["boardingTime"] = out["departureDay"] + boarding[10:]
    return out


def with_places(leg: Node) -> Node:
    """Codes from names where only one airport can be meant; times on each airport's own clock."""
    out = dict(leg)
    for name, times in zip(ENDS["Flight"], (AT_THE_START, ("arrivalTime",)), strict=True):
        there = out.get(name)
        there = there if isinstance(there, dict) else {"@type": "Airport", "name": there} if there else {}
        known = airport(there.get("iataCode")) or (named(str(there["name"])) if there.get("name") else None)
        if known is None:
            continue
        out[name] = {"iataCode": known.iata} | there
        for time in times:
            if text(out.get(time)):
                out[time] = placed(str(out[time]), known.zone)
    return out


def with_number(leg: Node) -> Node:
    """ "SU 2130" is number 2130 of SU."""
    said = re.sub(r"\s+", "", text(leg.get("flightNumber")) or "").upper()
    airline = leg.get("airline") if isinstance(leg.get("airline"), dict) else {}
    code = str((airline or {}).get("iataCode") or "").upper()
    found = re.fullmatch(r"([A-Z0-9]{2}|[A-Z]{3})0*(\d{1,4}[A-Z]?)", said)
    if found and (found[1] == code or (not code and not found[1].isdigit())):
        return leg | {"flightNumber": found[2], "airline": (airline or {"@type": "Airline"}) | {"iataCode": found[1]}}
    return leg | ({"flightNumber": said.lstrip("0") or said} if said else {})


def without_wholes(nodes: list[Node]) -> list[Node]:
    """A journey told once as a whole and once by its legs is its legs; they take its number and its traveller."""
    for whole in [n for n in nodes if type_of(n) in JOURNEYS and not service(thing(n))]:
        legs = legs_of(whole, nodes)
        if legs:
            lent = {k: v for k, v in whole.items() if k in ("reservationNumber", "underName")}
            nodes = [lent | n if any(n is leg for leg in legs) else n for n in nodes if n is not whole]
    return nodes


def legs_of(whole: Node, nodes: list[Node]) -> list[Node]:
    """The chain of legs that starts where and when the whole does and ends where it ends."""
    kin = [n for n in nodes if n is not whole and type_of(n) == type_of(whole) and service(thing(n))]
    start, end = (place_name(thing(whole), i) for i in (0, 1))
    chain: list[Node] = []
    here, at = start, moment(thing(whole).get("departureTime"))
    for _ in range(len(kin)):
        after = next((n for n in kin if place_name(thing(n), 0) == here and all(n is not c for c in chain)), None)
        if after is None or (not chain and moment(thing(after).get("departureTime")) != at):
            return []
        chain.append(after)
        here = place_name(thing(after), 1)
        if here == end:
            return chain if len(chain) > 1 else []
    return []


def place_name(leg: Node, end: int) -> str:
    there = leg.get(ENDS.get(type_of(leg), ENDS["TrainTrip"])[end])
    return str(there.get("name") or there.get("iataCode") or "").lower() if isinstance(there, dict) else ""
