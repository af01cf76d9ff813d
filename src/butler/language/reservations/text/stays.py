"""Stays, rentals and tables by their labels: both ends of a stay, the hour of a table."""

from __future__ import annotations

import re
from datetime import date

from butler.language.reservations.shapes import Node
from butler.language.reservations.text import days
from butler.language.reservations.text.labels import CHECK_IN, CHECK_OUT, DROP_OFF, PICK_UP

HOTEL = re.compile(
    r"\b(?:hotel|hostel|resort|apartments?|guest ?house|accommodation|unterkunft|hôtel|alojamiento|отель|гостиниц\w|"
    r"апартаменты|вилла|ваш[а-я]* проживани\w|nights?|nächte|nuits|noches|ноч[ьие]\w*)\b",
    re.IGNORECASE,
)
NAME = re.compile(
    r"^\W*(?:hotel(?: name)?|property|accommodation|unterkunft|hôtel|alojamiento|отель|гостиница|объект размещения|"
    r"restaurant|ресторан)\s*[:\t]\s*(?P<name>\S.{1,70})$",
    re.IGNORECASE,
)
STAY_AT = re.compile(
    r"(?:stay at|reservation at|booking at|aufenthalt im|séjour à|бронирование в|table at) (?P<name>[^,.!\n]{3,60})",
    re.IGNORECASE,
)
TABLE = re.compile(
    r"\b(?:table (?:for|reservation|booking)|tisch(?:reservierung)?|réservation de table"
    r"|mesa|tavolo|столик\w*|стол на)\b",
    re.IGNORECASE,
)
PARTY = re.compile(
    r"\b(?:for|für|pour|para|per|на) (?P<party>\d{1,2}) ?(?:people|persons?|guests|personen|personnes|personas"
    r"|persone|персон|чел|гост)",
    re.IGNORECASE,
)


def told(lines: list[str], *, near: date | None, subject: str) -> list[Node]:
    """A stay, a rental or a table, in this order of certainty; two of a kind in one letter are left to a person."""
    text = "\n".join(lines)
    return stay(lines, text, near, subject) or rental(lines, text, near) or table(lines, text, near, subject)


def stay(lines: list[str], text: str, near: date | None, subject: str) -> list[Node]:
    arrive, leave = labelled(lines, CHECK_IN, near), labelled(lines, CHECK_OUT, near)
    if not arrive or not leave or not arrive[:10] < leave[:10] or not HOTEL.search(f"{subject}\n{text}"):
        return []
    house: Node = {"@type": "LodgingBusiness"} | named(lines, subject)
    return [{"@type": "LodgingReservation", "checkinTime": arrive, "checkoutTime": leave, "reservationFor": house}]


def rental(lines: list[str], text: str, near: date | None) -> list[Node]:
    take, give = labelled(lines, PICK_UP, near), labelled(lines, DROP_OFF, near)
    if not take or not give or take > give:
        return []
    return [
        {
            "@type": "RentalCarReservation",
            "pickupTime": take,
            "dropoffTime": give,
            "reservationFor": {"@type": "RentalCar"},
        }
    ]


def table(lines: list[str], text: str, near: date | None, subject: str) -> list[Node]:
    if not TABLE.search(f"{subject}\n{text}"):
        return []
    moments = {f"{said[0].day.isoformat()}T{clocks[0].text}" for said, clocks in pairs(lines, near)}
    if len(moments) != 1:
        return []
    party = PARTY.search(text)
    place: Node = {"@type": "FoodEstablishment"} | named(lines, subject)
    out: Node = {"@type": "FoodEstablishmentReservation", "startDate": moments.pop(), "reservationFor": place}
    return [out | ({"partySize": int(party["party"])} if party else {})]


def pairs(lines: list[str], near: date | None) -> list[tuple[list[days.Said], list[days.Clock]]]:
    """Lines, or a line and its next one, that tell a day and a time."""
    found = []
    for at, line in enumerate(lines):
        said, clocks = days.find(line, near=near), days.clocks(line)
        if said and not clocks and at + 1 < len(lines) and not days.find(lines[at + 1], near=near):
            clocks = days.clocks(lines[at + 1])
        if said and clocks:
            found.append((said, clocks))
    return found


def labelled(lines: list[str], label: re.Pattern[str], near: date | None) -> str | None:
    """The moment a label announces: on its line after it, or on the next two; a bare day where no time is said."""
    for at, line in enumerate(lines):
        found = label.search(line)
        if not found or found.start() > 40:
            continue
        for part in (line[found.end() :], *lines[at + 1 : at + 3]):
            said = days.find(part, near=near)
            if said:
                clocks = days.clocks(part) or days.clocks(" ".join(lines[at : at + 3]))
                day = said[0].day.isoformat()
                return f"{day}T{clocks[0].text}" if clocks else day
    return None


def named(lines: list[str], subject: str) -> Node:
    for line in lines:
        if found := NAME.match(line):
            return {"name": found["name"].strip()}
    found = STAY_AT.search(subject) or STAY_AT.search("\n".join(lines[:40]))
    return {"name": found["name"].strip()} if found else {}
