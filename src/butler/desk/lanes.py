"""The day by client on a grid of quarter hours: pure placing of what happens, no rows, no clock."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

OPENS, CLOSES = time(8), time(22)  # the grid of slots.css
QUARTER = 15
SHORTEST = 30  # minutes that a slot is drawn with at least
READABLE = 90  # and with which its name can be read, where nothing else follows


@dataclass(frozen=True)
class Happening:
    """Something of a client's day: a booking or an entry of a calendar."""

    client_id: Any
    title: str
    starts_at: datetime
    ends_at: datetime | None
    zone: str  # of the place
    meaning: str  # the design's data-s
    url: str
    is_all_day: bool = False


@dataclass(frozen=True)
class Slot:
    """A happening where it stands on the grid; the exact time is in its text."""

    happening: Happening
    at: str  # 0930, rounded down
    minutes: int  # a multiple of a quarter, rounded up
    starts: datetime  # on the wall clock of the house
    ends: datetime | None
    there: datetime | None  # on the wall clock of the place where it differs; no zone, or templates would move it
    began_before: bool = False  # on an earlier day
    ends_after: bool = False  # on a later day


@dataclass(frozen=True)
class Lane:
    """A client's day."""

    client_id: Any
    slots: tuple[Slot, ...]
    all_day: tuple[Happening, ...]


def lanes(happenings: Iterable[Happening], order: Sequence[Any], day: date, home: ZoneInfo) -> tuple[Lane, ...]:
    """The lanes of those clients who have something on `day`, as seen on the clock of the house, in `order`."""
    by_client: dict[Any, list[Happening]] = defaultdict(list)
    for happening in happenings:
        by_client[happening.client_id].append(happening)
    return tuple(_lane(client, by_client[client], day, home) for client in order if client in by_client)


def now_at(now: datetime, home: ZoneInfo) -> str:
    """Where the line of now stands: a quarter of the grid, or empty outside of it."""
    local = now.astimezone(home)
    return f"{local:%H}{local.minute // QUARTER * QUARTER:02}" if OPENS <= local.time() < CLOSES else ""


def _lane(client: Any, happenings: list[Happening], day: date, home: ZoneInfo) -> Lane:
    timed = sorted((h for h in happenings if not h.is_all_day), key=lambda h: (h.starts_at, h.title))
    slots = _widened([_slot(happening, day, home) for happening in timed])
    return Lane(client, tuple(slots), tuple(h for h in happenings if h.is_all_day))


def _slot(happening: Happening, day: date, home: ZoneInfo) -> Slot:
    starts = happening.starts_at.astimezone(home)
    ends = happening.ends_at.astimezone(home) if happening.ends_at else None
    opens, closes = datetime.combine(day, OPENS, home), datetime.combine(day, CLOSES, home)
    first = _minutes(min(max(starts, opens), closes - timedelta(minutes=SHORTEST)) - opens)
    last = _minutes(min(max(ends or starts, opens), closes) - opens)
    begin = first // QUARTER * QUARTER
    end = max(-(-last // QUARTER) * QUARTER, begin + SHORTEST)
    there = happening.starts_at.astimezone(ZoneInfo(happening.zone))
    differs = there.utcoffset() != starts.utcoffset()
    corner = opens + timedelta(minutes=begin)
    return Slot(
        happening,
        f"{corner:%H%M}",
        end - begin,
        starts,
        ends,
        there=there.replace(tzinfo=None) if differs else None,
        began_before=starts.date() < day,
        ends_after=ends is not None and ends.date() > day,
    )


def _widened(slots: list[Slot]) -> list[Slot]:
    """Short slots, drawn wide enough to be read, as far as the next one of the lane allows."""
    starts = [*sorted({_start(slot) for slot in slots}), _of_day(CLOSES)]
    wide = []
    for slot in slots:
        room = next(start for start in starts if start > _start(slot)) - _start(slot)
        wide.append(replace(slot, minutes=max(slot.minutes, min(READABLE, room))))
    return wide


def _start(slot: Slot) -> int:
    return int(slot.at[:2]) * 60 + int(slot.at[2:])


def _of_day(at: time) -> int:
    return at.hour * 60 + at.minute


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
