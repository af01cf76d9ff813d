"""Flights told on a line or a few: a number, two airports, a day and times."""

from __future__ import annotations

import re
from datetime import date, timedelta

from butler.language.reservations.airports import airport
from butler.language.reservations.shapes import Node
from butler.language.reservations.text import days
from butler.language.reservations.text.stops import FLIGHT

CODE = re.compile(r"(?<![A-Z])[A-Z]{3}(?![A-Z])")
WINDOW = 6  # lines that may tell one flight
NO_CODES = frozenset({"THE", "AND", "FOR", "NOT", "ARE", "YOU", "ALL", "PNR", "USD", "EUR", "RUB", "GBP", "PDF", "VAT"})


def told(lines: list[str], *, near: date | None) -> list[Node]:
    """Flights whose number, both airports, day and first time stand together; anything less is none."""
    found: list[Node] = []
    starts = [at for at, line in enumerate(lines) if FLIGHT.search(line)]
    for place, at in enumerate(starts):
        until = min(starts[place + 1] if place + 1 < len(starts) else len(lines), at + WINDOW)
        node = flight(lines[at:until], near) or flight(lines[max(0, at - 2) : until], near)
        if node and node not in found:
            found.append(node)
    return found


def flight(lines: list[str], near: date | None) -> Node | None:
    text = "\n".join(lines)
    number = FLIGHT.search(text)
    codes = [m[0] for m in CODE.finditer(text) if m[0] not in NO_CODES and airport(m[0])]
    codes = list(dict.fromkeys(codes))
    said = days.find(text, near=near)
    clocks = days.clocks(text)
    if not number or len(codes) != 2 or not said or not clocks:
        return None
    leg: Node = {
        "@type": "Flight",
        "flightNumber": number["number"],
        "airline": {"@type": "Airline", "iataCode": number["airline"]},
        "departureAirport": {"@type": "Airport", "iataCode": codes[0]},
        "arrivalAirport": {"@type": "Airport", "iataCode": codes[1]},
        "departureTime": f"{said[0].day.isoformat()}T{clocks[0].text}",
    }
    if len(clocks) > 1:
        arrives = said[1].day if len(said) > 1 and said[1].day >= said[0].day else said[0].day
        arrives += timedelta(days=clocks[1].days_later)
        leg["arrivalTime"] = f"{arrives.isoformat()}T{clocks[1].text}"
    return {"@type": "FlightReservation", "reservationFor": leg}
