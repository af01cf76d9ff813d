"""When a house is open, from its line of hours: «12:00-24:00», «вт-вс 10:00-20:00», "Mon-Fri 9-18, Sat 10-16". Pure.

What cannot be read says nothing: then it counts as open, because a wrong "closed" would keep us from asking.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from functools import lru_cache

DAY = 24 * 60
LOOKED_BACK = 8  # days: a week, and the night before
NAMES = {
    "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
    "пн": 0, "вт": 1, "ср": 2, "чт": 3, "пт": 4, "сб": 5, "вс": 6,
    "понед": 0, "вторн": 1, "сред": 2, "четв": 3, "пятн": 4, "субб": 5, "воскр": 6,
}  # fmt: skip
DAYS = "|".join(NAMES)
SPAN = re.compile(r"(?<!\d)(\d{1,2})(?:[:.](\d\d))?\s*(?:[-–—]|до|to)\s*(\d{1,2})(?:[:.](\d\d))?(?!\d)", re.I)
WEEK = re.compile(rf"\b({DAYS})\w*\.?\s*(?:[-–—]\s*({DAYS})\w*\.?)?", re.I)


@dataclass(frozen=True)
class Opening:
    """Open on these days of the week (0 is Monday) from `opens` to `closes`, in minutes; past midnight is over 24 h."""

    days: frozenset[int]
    opens: int
    closes: int


def is_open(hours: str, moment: datetime, zone: tzinfo) -> bool:
    """Is somebody there at `moment`? True where the line says nothing that can be read."""
    openings = read_hours(hours)
    if not openings:
        return True
    local = moment.astimezone(zone)
    minute = local.hour * 60 + local.minute
    today, yesterday = local.weekday(), (local - timedelta(days=1)).weekday()
    return any(
        (today in each.days and each.opens <= minute < each.closes)
        or (yesterday in each.days and each.opens <= minute + DAY < each.closes)
        for each in openings
    )


def last_closing(hours: str, before: datetime, zone: tzinfo) -> datetime | None:
    """When the house closes last before this moment; None where it is open then, or says nothing that can be read."""
    openings = read_hours(hours)
    if not openings or is_open(hours, before, zone):
        return None
    midnight = datetime.combine(before.astimezone(zone).date(), time.min, zone)
    found = (
        closes
        for day in (midnight - timedelta(days=gone) for gone in range(LOOKED_BACK))
        for each in openings
        if day.weekday() in each.days and (closes := day + timedelta(minutes=each.closes)) <= before
    )
    return max(found, default=None)


@lru_cache(maxsize=4096)
def read_hours(hours: str) -> tuple[Opening, ...]:
    """What the line says; nothing when it cannot be read."""
    found, days, end = [], frozenset(range(7)), 0
    for span in SPAN.finditer(hours):
        days = _days(hours[end : span.start()]) or days
        end = span.end()
        opens = int(span[1]) * 60 + int(span[2] or 0)
        closes = int(span[3]) * 60 + int(span[4] or 0)
        if opens < DAY and closes <= DAY:
            found.append(Opening(days, opens, closes if closes > opens else closes + DAY))
    return tuple(found)


def _days(words: str) -> frozenset[int]:
    """The days that are named; none when none is."""
    named: set[int] = set()
    for first, last in WEEK.findall(words.lower()):
        start, stop = NAMES[first], NAMES[last] if last else NAMES[first]
        named |= {day % 7 for day in range(start, stop + (7 if stop < start else 0) + 1)}
    return frozenset(named)
