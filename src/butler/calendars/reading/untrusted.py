"""Bytes from outside, read in a limited child: what a source holds in a window, as plain values ready to be kept."""

import json
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from butler.calendars.reading.events import Event, Problem, read_calendar
from butler.calendars.reading.occurrences import occurrences
from butler.calendars.reading.refusals import Refused
from butler.ground.limited import run_limited

CPU_SECONDS, MEMORY_MB = 2, 256


class Happening(NamedTuple):
    """One occurrence: its original start as its key, when it is, and the IANA zone it is told in."""

    key: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    is_all_day: bool


class Entry(NamedTuple):
    """An entry that happens in the window, or a changed occurrence of one (`key`)."""

    uid: str
    key: str
    summary: str
    place: str
    description: str
    is_busy: bool
    is_cancelled: bool
    happenings: tuple[Happening, ...]


class Reading(NamedTuple):
    """What was read. `refusal` is a code when nothing was; `problems` are entries left out, with their lines."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    refusal: str = ""


def read_untrusted(content: bytes, *, since: datetime, until: datetime, home: str) -> Reading:
    """What happens in the window, worked out in a child; refuses with limited.NotRead when that does not finish."""
    asked = json.dumps([since.isoformat(), until.isoformat(), home]).encode()
    return run_limited(read_in_child, asked + b"\n" + content, cpu_seconds=CPU_SECONDS, memory_mb=MEMORY_MB)


def read_in_child(asked: bytes) -> Reading:
    """The child's part: a line that says what is asked, then the file."""
    head, _, content = asked.partition(b"\n")
    since, until, home = json.loads(head)
    zone = ZoneInfo(home)
    try:
        calendar = read_calendar(content)
        found = occurrences(calendar, datetime.fromisoformat(since), datetime.fromisoformat(until), home=zone)
    except Refused as refused:
        return Reading(refusal=str(refused.why))
    happenings: dict[int, dict[str, Happening]] = {}
    for each in found:
        told_in = each.zone.key if isinstance(each.zone, ZoneInfo) else home
        happenings.setdefault(each.event.number, {})[each.key] = Happening(
            each.key, each.start, max(each.start, each.end), told_in, each.event.is_day
        )
    events = {each.event.number: each.event for each in found}
    return Reading(
        tuple(_entry(event, tuple(happenings[number].values())) for number, event in events.items()), calendar.problems
    )


def _entry(event: Event, happenings: tuple[Happening, ...]) -> Entry:
    key = happenings[0].key if event.recurrence_id is not None else ""
    return Entry(
        event.uid,
        key,
        event.summary.strip(),
        event.location.strip(),
        event.description.strip(),
        event.is_busy,
        event.is_cancelled,
        happenings,
    )
