"""The occurrences of a calendar within a window: series expanded, moved ones moved, excluded ones left out.

A window is two moments. Aware ones are moments everywhere; naive ones are read on each event's own wall clock ("this
Tuesday", wherever it happens). It takes in what touches it, without what starts at its end.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from butler.calendars.reading.events import DAY, Calendar, Event, Time
from butler.calendars.reading.expand import last_of, walls
from butler.calendars.reading.refusals import Refused, Why
from butler.calendars.reading.rule import Freq

MAX_OCCURRENCES = 50_000  # of one calendar in one answer
EVER = (datetime(1970, 1, 1), datetime(2038, 1, 1))  # noqa: DTZ001 - wall clocks; the span every calendar program knows
FAR = timedelta(hours=27)  # farther than any two clocks stand apart
NEAR = timedelta(hours=3)  # farther than any clock jumps
ZERO = timedelta(0)


class Occurrence(NamedTuple):
    """One happening. `key` is its original start, which stays when it is moved."""

    event: Event
    key: str
    start: datetime  # UTC
    end: datetime
    zone: tzinfo | None  # the clock it is announced on; None for days and floating times


class Window(NamedTuple):
    """What is looked at, and the zone of whoever looks, for days and floating times."""

    since: datetime
    until: datetime
    home: tzinfo

    @property
    def is_wall(self) -> bool:
        """Whether the window is meant on each event's own clock."""
        return self.since.tzinfo is None

    def wall(self) -> tuple[datetime, datetime]:
        """The window without a zone: what lies farther than FAR outside cannot touch it."""
        if self.is_wall:
            return self.since, self.until
        return self.since.astimezone(UTC).replace(tzinfo=None), self.until.astimezone(UTC).replace(tzinfo=None)


def occurrences(calendar: Calendar, since: datetime, until: datetime, *, home: tzinfo = UTC) -> list[Occurrence]:
    """What happens from `since` up to `until`, by start. Refuses a calendar with more than MAX_OCCURRENCES there."""
    window = Window(since, until, home)
    first, last = window.wall()
    first, last = _shifted(first, -FAR), _shifted(last, FAR)
    found: list[Occurrence] = []
    for events in _series(calendar.events):
        event = events[0]
        if len(events) > 1 or event.rules or event.more or event.less:
            if len(events) == 1 and _is_over(event, first):
                continue
            found += _Series(events, window).occurrences()
            if len(found) > MAX_OCCURRENCES:
                raise Refused(Why.TOO_MANY, "occurrences")
        elif event.start <= last and event.end >= first and (one := _once(event, _key_of(event, home), window)):
            found.append(one)
    found.sort(key=_by_time)
    return found


def _is_over(event: Event, first: datetime) -> bool:
    """Whether a series has ended before the window, told from its rules alone."""
    if event.more or not event.rules or event.end >= first:
        return False
    ends = [last_of(rule, event.start) for rule in event.rules]
    return all(end is not None and end + (event.end - event.start) < first for end in ends)


def _series(events: Iterable[Event]) -> Iterable[list[Event]]:
    """Events of one UID together: a series and its changed occurrences, or revisions of one event."""
    found: dict[str, list[Event]] = {}
    for event in events:
        if (known := found.get(event.uid)) is None:
            found[event.uid] = [event]
        else:
            known.append(event)
    return found.values()


def _by_time(each: Occurrence) -> tuple[datetime, datetime]:
    return each.start, each.end


def _once(event: Event, key: str, window: Window) -> Occurrence | None:
    """An event as it stands, if the window touches it."""
    zone = event.zone or window.home
    start = _utc(event.start, zone)
    end = _end(event, event.start, start, zone, _length(event, zone))
    if window.is_wall:
        if not _touches(event.start, event.end, window.since, window.until):
            return None
    elif not _touches(start, end, window.since, window.until):
        return None
    return Occurrence(event, key, start, end, event.zone)


def _touches(start: datetime, end: datetime, since: datetime, until: datetime) -> bool:
    return start < until and (end > since or (start == end and start >= since))


def _utc(wall: datetime, zone: tzinfo) -> datetime:
    return wall.replace(tzinfo=zone).astimezone(UTC)


def _length(event: Event, zone: tzinfo) -> timedelta:
    """How long it really lasts: RFC 5545 3.8.5.3 gives every occurrence the exact length from DTSTART to DTEND."""
    if event.is_day or event.lasts is not None:
        return event.end - event.start
    return max(ZERO, _utc(event.end, event.end_zone or zone) - _utc(event.start, zone))


def _end(event: Event, wall: datetime, start: datetime, zone: tzinfo, length: timedelta) -> datetime:
    if event.is_day:
        return _utc(wall + length, zone)
    if event.lasts is not None:
        days, rest = event.lasts
        return max(start, _utc(wall + DAY * days, zone) + rest)
    return start + length


def _key_of(event: Event, home: tzinfo) -> str:
    """The key of a lone event: none, so that moving it changes the row. A changed occurrence has its original start."""
    return "" if event.recurrence_id is None else _key(event.recurrence_id, home)


def _key(time: Time, home: tzinfo) -> str:
    if time.is_day:
        return time.wall.date().isoformat()
    if time.zone is None:
        return time.wall.isoformat()
    return _utc(time.wall, time.zone).isoformat()


def _shifted(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment + by
    except OverflowError:
        return datetime.max.replace(tzinfo=moment.tzinfo) if by > ZERO else datetime.min.replace(tzinfo=moment.tzinfo)


class _Series:
    """The events of one UID: the series itself (the newest revision), and its changed occurrences."""

    def __init__(self, events: list[Event], window: Window) -> None:
        self.window = window
        own = [event for event in events if event.recurrence_id is None]
        self.event = max(own, key=lambda event: event.sequence) if own else None
        self.zone = (self.event.zone if self.event else None) or window.home
        self.changes: dict[datetime, Event] = {}
        for event in events:
            if event.recurrence_id is not None:
                at = self._clock(event.recurrence_id)
                known = self.changes.get(at)
                if known is None or event.sequence > known.sequence:
                    self.changes[at] = event
        self.changed_days = {at.date() for at, event in self.changes.items() if event.recurrence_id.is_day}  # type: ignore[union-attr]
        self.left_out: set[datetime] = set()
        self.days_left_out: set[date] = set()
        self._read_exclusions()

    def occurrences(self) -> Iterator[Occurrence]:
        """Those of the window, in no order."""
        if self.event is not None:
            yield from self._regular(self.event)
        for at, event in self.changes.items():
            if self._is_left_out(at) or self._is_stale(at, event):
                continue
            assert event.recurrence_id is not None  # noqa: S101 - that is what a change is
            key = self._key(at) if self.event else _key(event.recurrence_id, self.window.home)
            if found := _once(event, key, self.window):
                yield found

    def _clock(self, time: Time) -> datetime:
        """The moment on the series' own wall clock."""
        event = self.event
        if time.is_day or time.zone is None or event is None or event.zone is None or time.zone is event.zone:
            return time.wall
        return time.wall.replace(tzinfo=time.zone).astimezone(event.zone).replace(tzinfo=None)

    def _read_exclusions(self) -> None:
        event = self.event
        if event is None or not event.less:
            return
        is_hourly = any(rule.freq == Freq.HOURLY for rule in event.rules)
        for time in event.less:
            if event.is_day or time.is_day:
                self.days_left_out.add(time.wall.date())
                continue
            self.left_out.add(self._clock(time))
            if not is_hourly:  # some programs write the local time and call it UTC
                self.left_out.add(time.wall)

    def _is_left_out(self, at: datetime) -> bool:
        return at in self.left_out or (bool(self.days_left_out) and at.date() in self.days_left_out)

    def _is_stale(self, at: datetime, event: Event) -> bool:
        """A change that still carries the rules of an older revision, for a time that the series no longer has."""
        own = self.event
        if own is None or not (event.rules or event.more or event.less) or event.sequence >= own.sequence:
            return False
        return at not in self._starts(own, at, at + timedelta(seconds=1))

    def _key(self, at: datetime) -> str:
        assert self.event is not None  # noqa: S101
        return _key(Time(at, self.event.zone, self.event.is_day), self.window.home)

    def _regular(self, event: Event) -> Iterator[Occurrence]:
        """What the rules, RDATE and DTSTART give, without what is left out or changed."""
        window, zone = self.window, self.zone
        onward = self._onward(event)
        own_lengths = {self._clock(period.start): period.length for period in event.more if period.length is not None}
        longest = max([event.end - event.start + (FAR if event.end_zone else ZERO), *own_lengths.values(),
                       *(each.end - each.start for *_, each in onward)])  # fmt: skip
        ahead = max([ZERO, *(shift for _, shift, _ in onward)])
        back = max([ZERO, *(-shift for _, shift, _ in onward)])
        first, last = window.since, window.until
        margin = ZERO
        if not window.is_wall:
            first, last = (each.astimezone(zone).replace(tzinfo=None) for each in (first, last))
            margin = NEAR
        lengths = {id(event): _length(event, zone)}
        for wall in self._starts(event, _shifted(first, -longest - ahead - margin), _shifted(last, back + margin)):
            if wall in self.changes or self._is_left_out(wall):
                continue
            if self.changed_days and wall.date() in self.changed_days:
                continue
            base, begin = event, wall
            for at, shift, changed in onward:
                if wall > at:
                    base, begin = changed, wall + shift
            if id(base) not in lengths:
                lengths[id(base)] = _length(base, zone)
            start = _utc(begin, zone)
            length = own_lengths.get(wall)
            end = _end(base, begin, start, zone, lengths[id(base)]) if length is None else start + length
            if window.is_wall:
                if not _touches(begin, begin + (length or base.end - base.start), window.since, window.until):
                    continue
            elif not _touches(start, end, window.since, window.until):
                continue
            yield Occurrence(base, self._key(wall), start, end, event.zone)

    def _starts(self, event: Event, first: datetime, last: datetime) -> list[datetime]:
        """The original starts from `first` up to `last`, on the series' clock."""
        found: set[datetime] = set()
        for rule in event.rules:
            found.update(walls(rule, event.start, first, last))
        found.update(at for at in map(self._clock, (period.start for period in event.more)) if first <= at < last)
        # DTSTART is an occurrence even where the rule does not name it, unless the rule had ended before.
        if first <= event.start < last and not any(rule.until and rule.until < event.start for rule in event.rules):
            found.add(event.start)
        return sorted(found)

    def _onward(self, event: Event) -> list[tuple[datetime, timedelta, Event]]:
        """Changes for this and all later occurrences: from when, moved by how much, and what they become."""
        found = []
        for at, changed in self.changes.items():
            if changed.is_this_and_future and not self._is_left_out(at):
                moved = self._clock(Time(changed.start, changed.zone, changed.is_day))
                found.append((at, moved - at, changed))
        return sorted(found, key=lambda each: each[0])
