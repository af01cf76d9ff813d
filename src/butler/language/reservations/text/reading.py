"""A text's bookings: journeys by their stops, flights told in a line, stays, rentals and tables by their labels."""

from __future__ import annotations

from datetime import date

from butler.language.reservations.shapes import Node
from butler.language.reservations.text import days, flights, labels, stays, stops

MOST_LINES = 1_500
LONGEST_LINE = 1_000


def bookings(text: str, *, sent: date | None, subject: str = "") -> list[Node]:
    """Nodes of all bookings the words tell. `sent` gives the years that are not written."""
    lines = [line[:LONGEST_LINE].rstrip() for line in text.replace("\xa0", " ").splitlines()[:MOST_LINES]]
    near = base(lines, sent)
    found = (
        stops.legs(lines, near=near) or flights.told(lines, near=near) or stays.told(lines, near=near, subject=subject)
    )
    common: Node = {}
    if reference := labels.reference([*lines, subject]):
        common["reservationNumber"] = reference
    if found and labels.CANCELLED.search(f"{subject}\n" + "\n".join(lines[:60])):
        common["reservationStatus"] = "http://schema.org/ReservationCancelled"
    people = labels.people(lines) or [""]
    return [
        common | node | ({"underName": {"@type": "Person", "name": name}} if name else {})
        for node in found
        for name in people
    ]


def base(lines: list[str], sent: date | None) -> date | None:
    """The day that years are counted from: the earliest written whole (as a rule of issue), else the letter's."""
    written = [said.day for line in lines for said in days.find(line) if said.has_year and 2000 < said.day.year < 2100]
    return min(written) if written else sent
