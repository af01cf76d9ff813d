"""JSON-LD as senders write it: broken arrays, graphs, lists of one, names of their own. Out come clean nodes."""

import json
import re
from collections.abc import Iterator
from typing import Any

from butler.language.reservations.shapes import RENAMED, TOP_LEVEL, Node, type_of
from butler.language.reservations.times import iso

DEEPEST = 24
LONGEST = 4_000_000
MOMENTS = frozenset(
    {"departureTime", "arrivalTime", "boardingTime", "startDate", "endDate", "checkinTime", "checkoutTime"}
    | {"pickupTime", "dropoffTime", "doorTime", "modifiedTime"}
)
DAYS = frozenset({"departureDay", "arrivalDay"})
# A list means one booking each where the thing reserved differs; elsewhere the first of a list is taken.
KEPT_LISTS = frozenset({"reservedTicket", "potentialAction", "subjectOf"})
TEMPLATE = re.compile(r"\{\{.*?\}\}|\$\{.*?\}|%%.*?%%")


def parse(text: str) -> list[Any]:
    """Every JSON value in the text, one after another; what cannot be mended is skipped."""
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip()[:LONGEST]
    for attempt in (text, mended(text)):
        try:
            return [json.loads(attempt, strict=False)]
        except (ValueError, RecursionError):
            continue
    return list(objects_in(text))


def mended(text: str) -> str:
    """Known slips: objects of an array without a comma between, and a comma before the end."""
    text = re.sub(r"\}\s*\{", "},{", text)
    return re.sub(r",(\s*[}\]])", r"\1", text)


def objects_in(text: str) -> Iterator[Any]:
    """Whole objects inside broken text."""
    decoder = json.JSONDecoder(strict=False)
    at = text.find("{")
    while at != -1:
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            yield value
        at = text.find("{", end)


def bookings(value: Any) -> list[Node]:
    """Clean nodes of every booking, event or place at the top of a parsed value, graphs and packages opened."""
    return [clean for node in tops(value, DEEPEST) for clean in one_each(normalised(node))]


def tops(value: Any, deep: int) -> Iterator[Node]:
    if deep <= 0:
        return
    if isinstance(value, list):
        for one in value:
            yield from tops(one, deep - 1)
    elif isinstance(value, dict):
        inner = [value[k] for k in ("@graph", "subReservation", "containsReservation", "itemListElement") if k in value]
        if inner and not {"reservationFor"} & value.keys():
            yield from tops(inner, deep - 1)
        elif type_of(value) in TOP_LEVEL:
            yield value
        else:
            for name in ("mainEntity", "about", "item", "reservation", "result", "object"):
                yield from tops(value.get(name), deep - 1)


def normalised(value: Any, deep: int = DEEPEST, name: str = "") -> Any:
    """The same without templates, wrapped values and lists of one, under schema.org's names."""
    if deep <= 0:
        return None
    if isinstance(value, list):
        return listed(value, deep, name)
    if isinstance(value, dict):
        return opened(value, deep, name)
    if isinstance(value, str):
        value = "" if TEMPLATE.search(value) else value.strip()
        if name in MOMENTS:
            return iso(value)
        return iso(value)[:10] if name in DAYS else value
    return value


def listed(values: list[Any], deep: int, name: str) -> Any:
    clean = [n for v in values if (n := normalised(v, deep - 1, name)) not in (None, "")]
    if name in KEPT_LISTS or name == "reservationFor" or (name == "underName" and len(clean) > 1):
        return clean if len(clean) > 1 else (clean or [None])[0]
    return clean[0] if clean else None


def opened(node: dict[str, Any], deep: int, name: str) -> Any:
    if "@value" in node:
        return normalised(node["@value"], deep - 1, name)
    out: Node = {"@type": type_of(node)} if type_of(node) else {}
    for key, value in node.items():
        if key in ("@context", "@id", "@type", "type") or not isinstance(key, str):
            continue
        key = RENAMED.get(key, key) if not (key == "seat" and not isinstance(value, str)) else key
        clean = normalised(value, deep - 1, key)
        if clean not in (None, "", {}) and key not in out:
            out[key] = clean
    return out


def one_each(node: Node) -> list[Node]:
    """A reservation of several things, or for several people, is several reservations."""
    things = node.get("reservationFor")
    people = node.get("underName")
    return [
        node | ({"reservationFor": thing} if thing else {}) | ({"underName": person} if person else {})
        for thing in (things if isinstance(things, list) else [things])
        for person in (people if isinstance(people, list) else [people])
    ]
