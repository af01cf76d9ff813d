"""Airports by their IATA codes, with zones and places (airportsdata). Loaded once, at first use."""

import re
from dataclasses import dataclass
from functools import cache

import airportsdata

# What an airport's name and a ticket's line both say, and what therefore tells no airport from another.
COMMON = frozenset(
    [
        "airport",
        "international",
        "intl",
        "int",
        "aeropuerto",
        "aeroport",
        "flughafen",
        "aerodrome",
        "field",
        "regional",
        "municipal",
        "de",
        "del",
        "la",
        "the",
        "аэропорт",
        "международный",
    ]
)


@dataclass(frozen=True)
class Airport:
    iata: str
    name: str
    city: str
    country: str
    zone: str
    latitude: float
    longitude: float


@cache
def known() -> dict[str, Airport]:
    return {
        code: Airport(code, row["name"], row["city"], row["country"], row["tz"], row["lat"], row["lon"])
        for code, row in airportsdata.load("IATA").items()
    }


def airport(code: object) -> Airport | None:
    """The airport of a code, or none."""
    return known().get(code.upper()) if isinstance(code, str) and len(code) == 3 else None


def words(text: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"[^\W\d_]{3,}", text.lower()) if w not in COMMON)


@cache
def by_word() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for code, one in known().items():
        for word in words(f"{one.name} {one.city}"):
            found.setdefault(word, set()).add(code)
    return {word: frozenset(codes) for word, codes in found.items()}


def named(text: str) -> Airport | None:
    """The one airport that a line can mean by its words; none where two could be meant."""
    said = words(text)
    votes: dict[str, int] = {}
    for word in said:
        for code in by_word().get(word, ()):
            votes[code] = votes.get(code, 0) + 1
    best = max(votes.values(), default=0)
    leaders = [code for code, count in votes.items() if count == best]
    return known()[leaders[0]] if len(leaders) == 1 and best * 2 > len(said) else None
