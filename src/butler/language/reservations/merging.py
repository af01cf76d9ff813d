"""Two tellings of one booking become one: the newer word wins, and nothing known is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from butler.language.reservations.flat import ENDS, name_of, text
from butler.language.reservations.shapes import EVENTS, FOOD_PLACES, JOURNEYS, LODGINGS, PLACES, Node, type_of
from butler.language.reservations.times import day_of, moment

NUMBERS = ("flightNumber", "trainNumber", "busNumber")
STARTS = ("departureTime", "departureDay", "startDate", "checkinTime", "pickupTime")


def merged(nodes: Iterable[Node]) -> list[Node]:
    """All, with tellings of the same booking folded together, in the order they came."""
    out: list[Node] = []
    for node in nodes:
        at = next((i for i, before in enumerate(out) if is_same(before, node)), None)
        if at is None:
            out.append(node)
        else:
            out[at] = one_of(out[at], node)
    return out


def is_same(one: Node, two: Node, *, moved: bool = False) -> bool:
    """Whether both tell of the same booking of the same person. `moved`: the day or time may have been changed."""
    if not are_kin(type_of(one), type_of(two)) or differ(number(one), number(two)) or differ(who(one), who(two)):
        return False
    if differ(text(one.get("airplaneSeat")), text(two.get("airplaneSeat"))) and not moved:
        return False
    kind = type_of(one)
    if kind in JOURNEYS:
        return same_leg(one, two, moved)
    if kind in PLACES:
        return not differ(name_of(one), name_of(two))
    return same_stay(one, two, moved)


def are_kin(one: str, two: str) -> bool:
    """The same type, or one of them the wider word: a LocalBusiness may turn out to be a restaurant."""
    if one == two:
        return True
    pair = {one, two}
    if pair <= EVENTS:
        return "Event" in pair
    wide = {"LocalBusiness", "Organization"}
    return bool(pair & wide) and pair <= wide | FOOD_PLACES | LODGINGS


def same_leg(one: Node, two: Node, moved: bool) -> bool:
    a, b = thing(one), thing(two)
    if differ(service(a), service(b)) or any(differ_place(a, b, end) for end in (0, 1)):
        return False
    both = [name for name in STARTS if a.get(name) and b.get(name)]
    same_day = not differ_day(start(a), start(b))
    known = bool(service(a) and service(b)) or bool(both)
    return (known or sparse(a) or sparse(b)) and (
        same_day or (moved and bool(number(one)) and number(one) == number(two))
    )


def same_stay(one: Node, two: Node, moved: bool) -> bool:
    if differ(name_of(thing(one) or one), name_of(thing(two) or two)):
        return False
    a, b = start(one) or start(thing(one)), start(two) or start(thing(two))
    if moved and number(one) and number(one) == number(two):
        return True
    return not differ_day(a, b) and bool(a and b)


def sparse(flight: Node) -> bool:
    """Only a ticket was told: nothing that could say another leg."""
    return not start(flight) and not service(flight)


def thing(node: Node) -> Node:
    inner = node.get("reservationFor")
    return inner if isinstance(inner, dict) else {}


def start(node: Node) -> str | None:
    return next((str(node[name]) for name in STARTS if node.get(name)), None)


def service(flight: Node) -> str | None:
    said = next((str(flight[name]) for name in NUMBERS if flight.get(name)), "")
    return re.sub(r"\s+", "", said).lstrip("0").lower() or None


def number(node: Node) -> str | None:
    said = text(node.get("reservationNumber"))
    return said.lower() if said else None


def who(node: Node) -> str | None:
    """A person by the letters of his name in any order: "Doe, John" is "John Doe"."""
    said = name_of(node.get("underName"))
    parts = re.findall(r"[^\W\d_]+", said.lower()) if said else []
    titles = {"mr", "mrs", "ms", "dr", "herr", "frau"}
    return " ".join(sorted(p for p in parts if p not in titles)) or None


def differ(one: str | None, two: str | None) -> bool:
    return bool(one and two) and one != two


def differ_day(one: str | None, two: str | None) -> bool:
    a, b = moment(one), moment(two)
    if a and b and a.tzinfo and b.tzinfo and ":" in str(one) and ":" in str(two):
        return a != b and a.date() != b.date()
    return bool(one and two) and day_of(one) != day_of(two)


def differ_place(a: Node, b: Node, end: int) -> bool:
    """By codes where both have one. Names of one place are written in too many ways: they count with the times."""
    ends = ENDS.get(type_of(a) or type_of(b))
    if ends is None:
        return False
    one, two = (v[ends[end]] if isinstance(v.get(ends[end]), dict) else {} for v in (a, b))
    if one.get("iataCode") and two.get("iataCode"):
        return differ(text(one["iataCode"]), text(two["iataCode"]))
    time = ("departureTime", "arrivalTime")[end]
    return differ(name_of(one), name_of(two)) and differ(text(a.get(time)), text(b.get(time)))


def one_of(old: Node, new: Node) -> Node:
    """Both as one. The later `modifiedTime` is the newer word; without one the second is."""
    a, b = moment(old.get("modifiedTime")), moment(new.get("modifiedTime"))
    if a and b and bool(a.tzinfo) == bool(b.tzinfo) and a > b:
        old, new = new, old
    whole: Node = folded(old, new)
    return whole


def folded(old: Any, new: Any) -> Any:
    if isinstance(old, dict) and isinstance(new, dict):
        out = {name: folded(old.get(name), new.get(name)) for name in [*old, *(n for n in new if n not in old)]}
        if "@type" in out:
            out["@type"] = narrower(type_of(old), type_of(new))
        return out
    if isinstance(old, list) and isinstance(new, list):
        return old + [value for value in new if value not in old]
    if new in (None, "", {}, []):
        return old
    return old if is_poorer(new, old) else new


def narrower(old: str, new: str) -> str:
    return old if new in ("", "LocalBusiness", "Organization", "Event", "Thing") and old else new


def is_poorer(new: object, old: object) -> bool:
    """A link is no pass, a day is no time, and a code of three letters is no name."""
    if not isinstance(new, str) or not isinstance(old, str):
        return False
    if old[:10] == new[:10] and len(new) == 10 < len(old) and moment(old):
        return True
    return new.startswith("http") and bool(old) and not old.startswith("http")
