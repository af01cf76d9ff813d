"""The zone behind a TZID: an IANA name, a Windows name, a name with a vendor's path before it, a fixed offset, or the
rules that the file itself carries in a VTIMEZONE.

A known name wins over the file's own rules: exporters write the rules of the year they were built in.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from butler.calendars.reading.expand import walls
from butler.calendars.reading.refusals import Refused
from butler.calendars.reading.rule import rule_of

HORIZON = datetime(2100, 1, 1)  # noqa: DTZ001 - a wall clock; nobody plans beyond, and rules repeat
UTC_NAMES = frozenset(
    {"UTC", "Z", "GMT", "ETC/UTC", "ETC/GMT", "ZULU", "UCT", "GREENWICH", "COORDINATED UNIVERSAL TIME"}
)
OFFSET = re.compile(r"(?:UTC|GMT|\(UTC\)|\(GMT\))?\s*([+-])(\d{1,2})(?::?(\d{2}))?")


class FileZone(tzinfo):
    """A zone from the rules of a VTIMEZONE: transitions on the wall clock before them, in order."""

    def __init__(self, name: str, before: timedelta, changes: list[tuple[datetime, timedelta, timedelta]]) -> None:
        self.name, self.before = name, before
        self.changes = sorted(changes, key=lambda change: change[0])
        self.at_utc = sorted((at - old, new) for at, old, new in self.changes)
        self.utc_times = [at for at, _ in self.at_utc]
        # Wall times: a gap is read with the offset before it, a repeated time as its first (RFC 5545 3.3.5).
        self.walls = [max(at, at + (new - old)) for at, old, new in self.changes]
        self.folds = [min(at, at + (new - old)) for at, old, new in self.changes]

    def utcoffset(self, moment: datetime | None) -> timedelta:
        """The offset at a wall time; `fold` chooses in a repeated hour."""
        if moment is None:
            return self.before
        wall = moment.replace(tzinfo=None)
        place = bisect_right(self.folds if moment.fold else self.walls, wall)
        return self.changes[place - 1][2] if place else self.before

    def dst(self, moment: datetime | None) -> timedelta:
        """Not told: nobody here asks."""
        return timedelta(0)

    def tzname(self, moment: datetime | None) -> str:
        """The name as the file wrote it."""
        return self.name

    def fromutc(self, moment: datetime) -> datetime:
        """A moment in UTC as the wall clock here shows it."""
        utc = moment.replace(tzinfo=None)
        place = bisect_right(self.utc_times, utc)
        offset = self.at_utc[place - 1][1] if place else self.before
        wall = (utc + offset).replace(tzinfo=self)
        if place > 0:
            behind = (self.at_utc[place - 2][1] if place > 1 else self.before) - offset
            if timedelta(0) < behind and utc - self.utc_times[place - 1] < behind:
                wall = wall.replace(fold=1)
        return wall

    def __reduce__(self) -> tuple:
        return FileZone, (self.name, self.before, self.changes)


def name_of(zone: tzinfo | None) -> str:
    """The name to keep with an occurrence; empty for floating times."""
    if zone is None:
        return ""
    if zone is UTC:
        return "UTC"
    return getattr(zone, "key", None) or getattr(zone, "name", None) or str(zone)


@lru_cache(maxsize=1024)
def named_zone(tzid: str) -> tzinfo | None:
    """The zone that `tzid` names to anyone; None when only the file can say."""
    name = tzid.strip().strip('"').strip()
    if name.upper() in UTC_NAMES:
        return UTC
    if (found := _known().get(name.lower())) is not None:
        return ZoneInfo(found)
    # /mozilla.org/20050126_1/Europe/Berlin, /freeassociation.sourceforge.net/Tzfile/America/Argentina/Salta
    words = name.split("/")
    for size in (3, 2):
        if len(words) > size and (found := _known().get("/".join(words[-size:]).lower())):
            return ZoneInfo(found)
    return _fixed(name)


@lru_cache(maxsize=1)
def _known() -> Mapping[str, str]:
    windows = {name.lower(): found for name, found in WINDOWS_TO_OLSON.items()}
    return windows | {name.lower(): name for name in available_timezones()}


def _fixed(name: str) -> tzinfo | None:
    found = OFFSET.fullmatch(name)
    if found is None:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(offset if found[1] == "+" else -offset) if offset < timedelta(hours=24) else None


@lru_cache(maxsize=512)
def zone_of_file(tzid: str, text: str) -> tzinfo | None:
    """The zone that the unfolded text of a VTIMEZONE describes; None where it describes none."""
    location = re.search(r"(?mi)^X-LIC-LOCATION[^:\n]*:(.*)$", text)
    if location and (found := named_zone(location[1])) is not None:
        return found
    changes: list[tuple[datetime, timedelta, timedelta]] = []
    for part in re.findall(r"(?si)BEGIN:(?:STANDARD|DAYLIGHT)\s*\n(.*?)END:(?:STANDARD|DAYLIGHT)", text):
        changes += _changes(part)
    if not changes:
        return None
    changes.sort(key=lambda change: change[0])
    if all(old == new for _, old, new in changes) and len({new for *_, new in changes}) == 1:
        return timezone(changes[0][2], tzid)
    return FileZone(tzid, changes[0][1], changes)


def _changes(part: str) -> list[tuple[datetime, timedelta, timedelta]]:
    """When one STANDARD or DAYLIGHT begins, with the offsets before and after; nothing where it cannot be read."""
    lines = [
        (head.partition(";")[0].upper(), value.strip())
        for head, _, value in (line.partition(":") for line in part.split("\n"))
    ]
    given = dict(reversed(lines))
    try:
        old, new = _offset(given["TZOFFSETFROM"]), _offset(given["TZOFFSETTO"])
        start = max(_local(given["DTSTART"]), datetime(1900, 1, 1))  # noqa: DTZ001 - Outlook begins in 1601
        begins = {start}
        for name, value in lines:
            if name == "RDATE":
                begins.update(_local(word.partition("/")[0]) for word in value.split(","))
            elif name == "RRULE":
                rule = rule_of(value)
                if rule.until is not None and rule.until_is_utc:
                    rule = rule._replace(until=rule.until + old)
                begins.update(walls(rule, start, start, HORIZON))
    except (KeyError, ValueError, Refused):
        return []
    return [(begin, old, new) for begin in begins]


def _offset(text: str) -> timedelta:
    found = re.fullmatch(r"([+-]?)(\d{2}):?(\d{2})(?::?(\d{2}))?", text)
    if found is None:
        raise ValueError(text)
    size = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    if size >= timedelta(hours=24):
        raise ValueError(text)
    return -size if found[1] == "-" else size


def _local(text: str) -> datetime:
    return datetime.fromisoformat(text.strip().removesuffix("Z"))
