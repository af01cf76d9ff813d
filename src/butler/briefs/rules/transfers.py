"""Clashes and tight transfers in one client's day: overlaps, and ways that take longer than the time between."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from butler.briefs.rules.facts import Stay
from butler.calendars import rules as times_of
from butler.ground import places

LASTS = {  # minutes, when nobody said until when
    "restaurant": 120,
    "tickets": 150,
    "transfer": 30,
    "airport_passage": 45,
    "medical": 60,
    "beauty": 90,
    "gift": 0,
    "flowers": 0,
    "courier": 0,
    "household": 0,
}
LASTS_OTHERWISE = 60
# Delivered to the house or lasting for days: the client need not be there
NOT_IN_PERSON = {"gift", "flowers", "courier", "household", "hotel", "car_rental"}
CARRIES = {"transfer", "flight", "charter", "rail", "yacht", "airport_passage"}  # the way itself
BEFORE_DEPARTURE = {"flight": 90, "rail": 20, "charter": 20, "yacht": 15}  # minutes on the spot before it leaves
MINUTE = timedelta(minutes=1)
SAME_START = timedelta(minutes=15)
WORD = re.compile(r"[^\W\d_]{4,}")
STEM = 5  # letters that a word keeps in every case
OF_ANY_ADDRESS = "улица проспект набережная площадь переулок бульвар шоссе street avenue road square"


@dataclass(frozen=True)
class Clash:
    """Two things at the same time."""

    one: Stay
    other: Stay
    minutes: int


@dataclass(frozen=True)
class Tight:
    """The way from one to the other takes longer than there is time."""

    one: Stay
    other: Stay
    minutes: int
    needed: int


def problems(stays: Iterable[Stay]) -> Iterator[Clash | Tight]:
    """Of one client's day, by the start of the later one."""
    busy = {stay.id: stay for stay in sorted(stays, key=lambda stay: str(stay.id)) if _counts(stay)}
    # Every stay is a place of its own: how far they are from each other is asked of needed_minutes.
    times = [times_of.Stay(stay.id, stay.starts_at, end_of(stay), stay.zone, stay.id) for stay in busy.values()]
    for found in times_of.clashes(times, lambda one, other: needed_minutes(busy[one], busy[other])):  # type: ignore[index]
        one, other = busy[found.first.id], busy[found.second.id]  # type: ignore[index]
        if isinstance(found, times_of.Tight):
            needed = int(found.needed / MINUTE)
            yield Tight(one, other, int(found.gap / MINUTE), needed)
        elif found.overlap >= MINUTE and not _is_same_thing(one, other):
            yield Clash(one, other, int(found.overlap / MINUTE))


def end_of(stay: Stay) -> datetime:
    """When it is over, as far as is known."""
    return stay.ends_at or stay.starts_at + timedelta(minutes=LASTS.get(stay.kind, LASTS_OTHERWISE))


def needed_minutes(one: Stay, other: Stay) -> int | None:
    """How long from one to the other, at the hour of that place's own day; None when nothing is known of the way."""
    wait = BEFORE_DEPARTURE.get(other.kind, 0)
    if one.kind in CARRIES or other.kind == "transfer":
        return None  # a transfer is the way: its own times say how long
    hour = end_of(one).astimezone(one.zone).hour
    if one.point and other.point:
        return places.travel_minutes(one.point, other.point, hour) + wait
    if one.place_key and one.place_key == other.place_key:
        return wait
    if one.city and one.city == other.city and one.place_key and other.place_key:
        return places.within_town_minutes(hour) + wait
    return None


def _counts(stay: Stay) -> bool:
    return not stay.is_all_day and stay.is_busy and stay.kind not in NOT_IN_PERSON and stay.state not in (
        "cancelled", "done", "wanted",
    )  # fmt: skip


def marks(*texts: str, without: str = "") -> frozenset[int]:
    """What can be compared of a title and a place, and not read: a number for each word, within this process.

    The words of `without` (the town) and those of any address tell nothing apart.
    """
    return frozenset(map(hash, _stems(" ".join(texts)) - _stems(f"{without} {OF_ANY_ADDRESS}")))


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in WORD.findall(text.lower().replace("ё", "е"))}


def _is_same_thing(one: Stay, other: Stay) -> bool:
    """The client's own calendar usually holds what we booked: the same start, one a booking, the other an entry,
    and a word in common, unless the entry says nothing.

    A way leads to what follows and may reach into it; an airport passage is part of its flight.
    """
    if one.is_booking != other.is_booking:
        if CARRIES & {one.kind, other.kind}:
            return True
        entry = other if one.is_booking else one
        return abs(one.starts_at - other.starts_at) <= SAME_START and (
            not entry.is_titled or bool(one.marks & other.marks)
        )
    return one.is_booking and bool(CARRIES & {one.kind, other.kind})
