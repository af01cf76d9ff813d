"""What has changed in calendars since the last morning: happenings that came, went, moved or were rewritten."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from butler.briefs.models import SeenCalendar
from butler.calendars.models import Occurrence, Source

AHEAD = timedelta(days=14)  # further changes are told when they come nearer
Marks = dict[str, list[str]]


def look(now: datetime) -> tuple[dict[UUID, int], list[SeenCalendar]]:
    """How many happenings of each calendar are others than last time, and how the calendars stand now.

    A calendar that is seen for the first time has not changed. Three queries.
    """
    until = now + AHEAD
    marks = _marks(Occurrence.objects.filter(starts_at__gte=now, starts_at__lt=until).select_related("event"))
    before = {seen.source_id: seen for seen in SeenCalendar.objects.all()}
    changed, seen_now = {}, []
    for pk, client_id in Source.objects.values_list("pk", "client_id"):
        seen = before.get(pk)
        if seen and (count := _changes(seen, marks[pk], now)):
            changed[pk] = count
        row = seen or SeenCalendar(source_id=pk, client_id=client_id)
        row.until, row.marks, row.seen_at = until, marks[pk], now
        seen_now.append(row)
    return changed, seen_now


def _changes(seen: SeenCalendar, marks: Marks, now: datetime) -> int:
    """Compared over the time that both looks know."""
    since, until = now.isoformat(), seen.until.isoformat()
    old = {name: mark for name, mark in seen.marks.items() if mark[0] >= since}
    new = {name: mark for name, mark in marks.items() if mark[0] < until or name in old}
    return sum(old.get(name) != new.get(name) for name in old.keys() | new.keys())


def _marks(rows: Iterable[Occurrence]) -> dict[UUID, Marks]:
    found: dict[UUID, Marks] = defaultdict(dict)
    for row in rows:
        said = f"{row.ends_at.isoformat()}|{row.is_all_day}|{row.event.digest}|{row.event.is_cancelled}"
        mark = [row.starts_at.isoformat(), sha256(said.encode()).hexdigest()[:12]]
        found[row.event.source_id][f"{row.event_id}|{row.key}"] = mark
    return found
