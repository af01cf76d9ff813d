"""Calendars are added and read again. The world is asked between transactions, never inside one."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from butler.calendars import fetching, rules
from butler.calendars.fetching import Fetched, NotFetched
from butler.calendars.models import Event, Occurrence, Source
from butler.calendars.reading.refusals import Why
from butler.calendars.reading.untrusted import Entry, Happening, Reading, read_untrusted
from butler.ground import journal
from butler.ground.acting import acting_for
from butler.ground.later import later
from butler.ground.limited import NotRead
from butler.ground.sealing import blind_index, open_bytes, open_sealed

PURPOSE = "calendars"
AT_ONCE = 8  # links fetched side by side
MOST = 5_000  # sources of one sweep
BATCH = 500
CUT_OFF = "cut_off"
Fetch = Callable[[str, str], Fetched]


@dataclass(frozen=True)
class Look:
    """What is needed to read a source, taken out of the database before the world is asked."""

    source_id: UUID
    is_link: bool
    link: str
    mark: str
    kept: bytes
    digest: str
    window: tuple[date | None, date | None]
    failure: str
    zone: ZoneInfo


@dataclass(frozen=True)
class News:
    """What the world said: new content, or none, or why not."""

    content: bytes | None = None
    mark: str = ""
    failure: str = ""


@dataclass(frozen=True)
class Refreshed:
    """What reading a source did to our rows: occurrences, and entries that could not be read."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    problems: int = 0
    failure: str = ""


@transaction.atomic
def add_source(client_id: UUID, *, name: str, now: datetime, link: str = "", ics: bytes = b"") -> Source:
    """A calendar of a client, by link or as a file; the same one twice is one. It is read in a job."""
    digest = hashlib.sha256(ics).hexdigest() if ics else ""
    for source in Source.objects.select_for_update().filter(client=client_id):
        if link and open_sealed(source, "link") == link:
            return source
        if ics and hashlib.sha256(open_bytes(source, "ics")).hexdigest() == digest:
            return source
    kind = Source.Kind.LINK if link else Source.Kind.FILE
    source = Source.objects.create(client_id=client_id, kind=kind, name=name, link=link, ics=ics, due_at=now)
    journal.record("calendar.added", about=source, kind=kind)
    later("calendars.refresh", source_id=str(source.pk))
    return source


def refresh_due(now: datetime, *, fetch: Fetch = fetching.fetch) -> int:
    """Read every source whose time has come; returns how many. Call it outside any transaction."""
    with acting_for(PURPOSE):
        due = Source.objects.filter(due_at__lte=now, client__left_on__isnull=True).order_by("due_at")
        looks = [_look(source) for source in due.select_related("client")[:MOST]]
    links = [look for look in looks if look.is_link]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda look: _asked(look, fetch), links))
    news = {look.source_id: answer for look, answer in zip(links, answers, strict=True)}
    for look in looks:
        _take_in(look, news.get(look.source_id, News()), now)
    return len(looks)


def refresh(source_id: UUID, now: datetime, *, fetch: Fetch = fetching.fetch) -> Refreshed | None:
    """Read one source again, whether due or not; None when it is gone. Call it outside any transaction."""
    with acting_for(PURPOSE):
        source = Source.objects.filter(pk=source_id).select_related("client").first()
        look = _look(source) if source else None
    if look is None:
        return None
    return _take_in(look, _asked(look, fetch) if look.is_link else News(), now)


def _look(source: Source) -> Look:
    return Look(
        source_id=source.pk,
        is_link=source.kind == Source.Kind.LINK,
        link=open_sealed(source, "link"),
        mark=source.etag,
        kept=open_bytes(source, "ics"),
        digest=source.digest,
        window=(source.window_from, source.window_to),
        failure=source.failure,
        zone=ZoneInfo(source.client.zone),
    )


def _asked(look: Look, fetch: Fetch) -> News:
    """No database here: this runs beside others, and may take as long as the world does."""
    try:
        answer = fetch(look.link, look.mark if look.kept else "")
    except NotFetched as missing:
        return News(failure=str(missing.failure))
    if answer.content is not None and b"END:VCALENDAR" not in answer.content[-1_000:].upper():
        is_calendar = b"BEGIN:VCALENDAR" in answer.content[:1_000].upper()
        return News(failure=CUT_OFF if is_calendar else str(Why.NO_CALENDAR))  # half of it would drop the other half
    return News(content=answer.content, mark=answer.mark)


def _take_in(look: Look, news: News, now: datetime) -> Refreshed | None:
    """Read what there is in a child, then keep it. A failure keeps the old rows, but the window still moves on."""
    content = look.kept if news.content is None else news.content
    digest = hashlib.sha256(content).hexdigest() if content else ""
    window = rules.window_of(now, look.zone)
    is_known = digest == look.digest and window == look.window
    reading = None if is_known or not content else _read(content, window, look.zone)
    with acting_for(PURPOSE):
        source = Source.objects.select_for_update().filter(pk=look.source_id).first()
        if source is None:
            return None
        failure = news.failure or (reading.refusal if reading else "")
        done = Refreshed(failure=failure)
        if reading is not None and not reading.refusal:
            done = _keep(source, reading, failure)
            source.digest, source.window_from, source.window_to = digest, *window
            if news.content is not None:
                source.ics = content
        _note(source, news, failure, now, look.zone)
        if done.added or done.changed or done.removed or done.problems or failure != look.failure:
            numbers = {"added": done.added, "changed": done.changed, "removed": done.removed}
            lines = [problem.line for problem in reading.problems[:20]] if reading else []
            journal.record("calendar.read", about=source, failure=failure, unread_lines=lines, **numbers)
    return done


def _note(source: Source, news: News, failure: str, now: datetime, zone: ZoneInfo) -> None:
    """When it was read, what went wrong since when, and when it is looked at again."""
    source.failure = failure
    source.failed_at = (source.failed_at or now) if failure else None
    if not failure:
        source.fetched_at, source.etag = now, news.mark
    is_link = source.kind == Source.Kind.LINK
    source.due_at = rules.next_look(is_link=is_link, failing_since=source.failed_at, now=now, zone=zone)
    source.save()


def _read(content: bytes, window: tuple[date, date], zone: ZoneInfo) -> Reading:
    since, until = (datetime.combine(day, time.min, zone) for day in window)
    try:
        return read_untrusted(content, since=since, until=until, home=zone.key)
    except NotRead as missing:
        return Reading(refusal=str(missing.reason))


def _keep(source: Source, reading: Reading, failure: str) -> Refreshed:
    """Rows as the reading says, by set difference: what is the same is not touched."""
    wanted = {(blind_index(entry.uid, use="calendar-uid"), entry.key): entry for entry in reading.entries}
    standing = {(bytes(row.uid_hash), row.recurrence_key): row for row in source.events.all()}
    gone = [row.pk for name, row in standing.items() if name not in wanted]
    removed = Occurrence.objects.filter(event__in=gone).count()
    Event.objects.filter(pk__in=gone).delete()
    fresh = []
    for name, entry in wanted.items():
        row = standing.get(name)
        digest = blind_index(repr(entry[2:7]), use="calendar-entry").hex()
        if row is None:
            row = standing[name] = Event(source=source, client_id=source.client_id, uid_hash=name[0])
            fresh.append(_written(row, entry, digest))
        elif row.digest != digest:
            _written(row, entry, digest).save()
    Event.objects.bulk_create(fresh, batch_size=BATCH)
    added, changed, dropped = _keep_happenings({standing[name].pk: entry for name, entry in wanted.items()}, source)
    return Refreshed(added, changed, removed + dropped, len(reading.problems), failure)


def _written(row: Event, entry: Entry, digest: str) -> Event:
    row.recurrence_key = entry.key
    row.summary, row.place, row.description = entry.summary, entry.place, entry.description
    row.is_busy, row.is_cancelled = entry.is_busy, entry.is_cancelled
    row.digest = digest
    return row


def _keep_happenings(entries: dict[UUID, Entry], source: Source) -> tuple[int, int, int]:
    """Occurrences keep their row when they move: what points at them goes on pointing at them."""
    wanted = {(event_id, each.key): each for event_id, entry in entries.items() for each in entry.happenings}
    standing = {(row.event_id, row.key): row for row in Occurrence.objects.filter(event__source=source)}
    gone = [row.pk for name, row in standing.items() if name not in wanted]
    Occurrence.objects.filter(pk__in=gone).delete()
    fresh, moved = [], []
    for name, happening in wanted.items():
        row = standing.get(name)
        if row is None:
            row = Occurrence(client_id=source.client_id, event_id=name[0], key=name[1])
            fresh.append(_timed(row, happening))
        elif _times(row) != happening[1:]:
            moved.append(_timed(row, happening))
    Occurrence.objects.bulk_create(fresh, batch_size=BATCH)
    Occurrence.objects.bulk_update(moved, TIMES, batch_size=BATCH)
    return len(fresh), len(moved), len(gone)


TIMES = ["starts_at", "ends_at", "zone", "is_all_day"]


def _times(row: Occurrence) -> tuple[datetime, datetime, str, bool]:
    return row.starts_at, row.ends_at, row.zone, row.is_all_day


def _timed(row: Occurrence, happening: Happening) -> Occurrence:
    row.starts_at, row.ends_at, row.zone, row.is_all_day = happening[1:]
    return row
