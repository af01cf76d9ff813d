"""iCalendar bytes into frozen events. What cannot be read is reported with its line; the rest is read.

An own reader of lines rather than `icalendar`: that library builds an object for each property of each line and takes
about thirty times as long (`./butler bench morning` measures both on the same bytes), and one bad value can cost it
the whole file. Here a file is cut at BEGIN:VEVENT, a line is looked up by its head, and only the heads that matter are
read. `icalendar` still supplies the Windows names of zones.
"""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

from butler.calendars.reading.refusals import Refused, Why
from butler.calendars.reading.rule import Freq, Rule, rule_of
from butler.calendars.reading.zones import named_zone, zone_of_file

MAX_BYTES = 20 * 1024 * 1024
MAX_EVENTS = 50_000
MAX_PROBLEMS = 200
MAX_DATES = 20_000  # RDATE and EXDATE of one event
DAY = timedelta(days=1)


class Time(NamedTuple):
    """A moment as the file says it: a wall clock and its zone; None floats with whoever looks. A day has no zone."""

    wall: datetime
    zone: tzinfo | None
    is_day: bool


class Period(NamedTuple):
    """An RDATE, which may bring its own length."""

    start: Time
    length: timedelta | None


class Event(NamedTuple):
    """One VEVENT: an event, a series, or (with `recurrence_id`) a changed occurrence of a series."""

    uid: str
    start: datetime  # on the wall clock of `zone`
    end: datetime
    zone: tzinfo | None
    is_day: bool
    summary: str = ""
    description: str = ""
    location: str = ""
    status: str = ""
    organizer: str = ""
    is_busy: bool = True
    sequence: int = 0
    lasts: tuple[int, timedelta] | None = None  # DURATION: days by the calendar, the rest by the clock
    end_zone: tzinfo | None = None  # where DTEND stands in another zone: a flight
    rules: tuple[Rule, ...] = ()
    more: tuple[Period, ...] = ()  # RDATE
    less: tuple[Time, ...] = ()  # EXDATE
    recurrence_id: Time | None = None
    is_this_and_future: bool = False
    number: int = 0  # its place in the file

    @property
    def is_cancelled(self) -> bool:
        """Called off, but kept by whoever sent it."""
        return self.status == "CANCELLED"


class Problem(NamedTuple):
    """Something that was not read: where, and why, in words for the one who sent the file. Never the content itself."""

    line: int
    why: str


class Calendar(NamedTuple):
    """What a file holds."""

    events: tuple[Event, ...]
    problems: tuple[Problem, ...]
    zone: tzinfo | None = None  # X-WR-TIMEZONE
    name: str = ""


class _Unread(Exception):
    """One event cannot be read: which property, and why."""

    def __init__(self, head: str, why: str) -> None:
        super().__init__(why)
        self.head, self.why = head, why


def read_calendar(content: bytes) -> Calendar:
    """The calendar in `content`; refuses what is no calendar or beyond the limits. Its problems are in its value."""
    if len(content) > MAX_BYTES:
        raise Refused(Why.TOO_LARGE, f"{len(content)} bytes")
    text = _unfolded(content)
    if "BEGIN:VCALENDAR" not in text and "BEGIN:VEVENT" not in text:
        raise Refused(Why.NO_CALENDAR)
    chunks = text.split("\nBEGIN:VEVENT\n")
    if len(chunks) > MAX_EVENTS + 1:
        raise Refused(Why.TOO_MANY, f"{len(chunks) - 1} events")
    return _Reader(text, chunks).calendar(content)


def _unfolded(content: bytes) -> str:
    """The text with one line per property. Folding may cut a letter of several bytes, so it is undone in bytes."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.decode("utf-16", "replace").encode()
    content = content.removeprefix(b"\xef\xbb\xbf")
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b"\n " in content or b"\n\t" in content:
        content = content.replace(b"\n ", b"").replace(b"\n\t", b"")
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = _old_letters(content)
    if "\0" in text:
        text = text.replace("\0", "")
    text = f"\n{text}\n"
    begins = text.count("\nBEGIN:VEVENT\n")
    if (
        begins != text.count("BEGIN:VEVENT")
        or begins != text.count("\nEND:VEVENT\n")
        or "begin:v" in text[:2000].lower()
    ):
        text = ODD_MARKS.sub(lambda found: f"\n{found[1]}:{found[2]}".upper(), text)
    return text


# BEGIN and END in other letters, with spaces around: seen from telephones and hand-made files.
ODD_MARKS = re.compile(r"\n[ \t]*(?!(?:BEGIN|END):[A-Z-]+\n)((?i:begin|end))[ \t]*:[ \t]*([A-Za-z-]+)[ \t]*(?=\n|\Z)")


def _old_letters(content: bytes) -> str:
    try:
        return content.decode("cp1251")  # Russian programs before UTF-8
    except UnicodeDecodeError:
        return content.decode("utf-8", "replace")


SCALARS = frozenset(
    ("UID", "DTSTART", "DTEND", "DURATION", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "ORGANIZER", "TRANSP")
) | frozenset(("SEQUENCE", "RECURRENCE-ID", "X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-CDO-ALLDAYEVENT"))
LISTS = frozenset(("RRULE", "RDATE", "EXDATE", "EXRULE"))
Params = dict[str, str]  # never changed: heads share them
NONE: Params = {}
PASSED = ("", NONE)
SEEN: dict[str, tuple[str, Params]] = {name: (name, NONE) for name in SCALARS | LISTS} | dict.fromkeys(
    ("DTSTAMP", "CREATED", "LAST-MODIFIED", "CLASS", "PRIORITY", "CATEGORIES", "URL", "COMMENT"), PASSED
)
NESTED = re.compile(r"(?:^|\n)BEGIN:([A-Z-]+)\n.*?\nEND:\1(?=\n|$)", re.S)
HEAD = re.compile(r'((?:[^":]|"[^"]*")*):(.*)', re.S)
PARAM = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^;]*)')
DURATION = re.compile(r"([+-]?)P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?")
ODD_MOMENT = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?")
ESCAPED = re.compile(r"\\(.)", re.S)
Trouble = tuple[int, str, str]  # the place of the event in the file, the property, what is wrong


class _Reader:
    """One file being read."""

    def __init__(self, text: str, chunks: list[str]) -> None:
        self.text, self.chunks = text, chunks
        self.heads = dict(SEEN)  # each head of this file is understood once
        self.zones: dict[str, tzinfo | None] = {}
        self.troubles: list[Trouble] = []
        self.number = -1
        self.zone: tzinfo | None = None
        self.zone = self._calendar_zone()
        self.is_called_off = "\nMETHOD:CANCEL\n" in chunks[0] + "\n"

    def calendar(self, content: bytes) -> Calendar:
        """All events that can be read, and what could not."""
        events = []
        for number, chunk in enumerate(self.chunks[1:]):
            self.number = number
            try:
                events.append(self._event(chunk))
            except _Unread as unread:
                self._trouble(unread.head, unread.why)
            except (ValueError, OverflowError):
                self._trouble("", "a value is out of range")
        name = re.search(r"\nX-WR-CALNAME[^:\n]*:(.*)\n", self.chunks[0] + "\n")
        problems = _placed(content, self.troubles) if self.troubles else ()
        return Calendar(tuple(events), problems, self.zone, _plain(name[1]) if name else "")

    def _trouble(self, head: str, why: str) -> None:
        if len(self.troubles) < MAX_PROBLEMS:
            self.troubles.append((self.number, head, why))

    def _event(self, chunk: str) -> Event:
        given, params, many = self._properties(chunk)
        get = given.get
        begin = get("DTSTART")
        if begin is None:
            raise _Unread("", "it does not say when it starts")
        wall, zone, is_day = self._time("DTSTART", begin, params)
        end, end_zone, lasts = self._end(wall, zone, is_day, given, params)
        if end < wall and end_zone is None:
            self._trouble("DTEND", "it ends before it starts, and was read the other way round")
            wall, end = end, wall
        if is_day and end == wall:
            end = wall + DAY
        if not is_day and get("X-MICROSOFT-CDO-ALLDAYEVENT") == "TRUE" and _is_midnight(wall) and _is_midnight(end):
            is_day, zone, end_zone, lasts = True, None, None, None
        rules: tuple[Rule, ...] = ()
        more: tuple[Period, ...] = ()
        less: tuple[Time, ...] = ()
        if many:
            rules, more, less = self._recurrence(many, zone, is_day)
        original = None
        is_range = False
        if "RECURRENCE-ID" in given:
            original = self._time("RECURRENCE-ID", given["RECURRENCE-ID"], params)
            is_range = params.get("RECURRENCE-ID", NONE).get("RANGE", "").upper() == "THISANDFUTURE"
        return Event(
            get("UID", "").strip() or f"no-uid-{self.number}",
            wall,
            end,
            zone,
            is_day,
            _plain(get("SUMMARY", "")),
            _plain(get("DESCRIPTION", "")),
            _plain(get("LOCATION", "")),
            "CANCELLED" if self.is_called_off else get("STATUS", "").strip().upper(),
            get("ORGANIZER", ""),
            get("TRANSP", "") != "TRANSPARENT" and get("X-MICROSOFT-CDO-BUSYSTATUS", "") != "FREE",
            _sequence(get("SEQUENCE", "0")),
            lasts,
            end_zone,
            rules,
            more,
            less,
            original,
            is_range,
            self.number,
        )

    def _properties(self, chunk: str) -> tuple[dict[str, str], dict[str, Params], list[tuple[str, str, Params]]]:
        """The lines that matter: single values, their parameters, and what may come several times."""
        stop = chunk.find("\nEND:VEVENT")
        if stop < 0:
            raise _Unread("", "it is not closed")
        body = chunk[:stop]
        if "BEGIN:" in body:
            body = NESTED.sub("", body)
        given: dict[str, str] = {}
        params: dict[str, Params] = {}
        many: list[tuple[str, str, Params]] = []
        seen = self.heads.get
        for line in body.split("\n"):
            head, _, value = line.partition(":")
            known = seen(head)
            if known is None:
                known, value = self._learn(head, value, line)
            if known is PASSED:
                continue
            name, extra = known
            if name in LISTS:
                many.append((name, value, extra))
            elif name not in given:
                given[name] = value
                if extra:
                    params[name] = extra
        return given, params, many

    def _learn(self, head: str, value: str, line: str) -> tuple[tuple[str, Params], str]:
        """A head not met before. One with a quoted colon was cut too early and is cut again."""
        if head.count('"') % 2:
            if (found := HEAD.fullmatch(line)) is None:
                return PASSED, value
            return _understood(found[1]), found[2]
        known = _understood(head)
        if known is not PASSED:
            self.heads[head] = known
        return known, value

    def _time(self, name: str, value: str, params: dict[str, Params]) -> Time:
        return self._moment(name, value, params.get(name, NONE))

    def _moment(self, name: str, value: str, params: Params) -> Time:
        """A DATE or DATE-TIME with its zone."""
        try:
            size = len(value)
            if size == 15:
                wall, is_utc = datetime.fromisoformat(value), False
            elif size == 16 and value[15] == "Z":
                wall, is_utc = datetime.fromisoformat(value[:15]), True
            elif size == 8:
                return Time(datetime.fromisoformat(value), None, True)
            else:
                wall, is_utc = _odd_moment(value)
            if wall.tzinfo is not None:
                wall, is_utc = wall.astimezone(UTC).replace(tzinfo=None), True
        except ValueError:
            wall, is_utc = self._corrected(name, value)
        if params.get("VALUE") == "DATE":
            return Time(wall.replace(hour=0, minute=0, second=0), None, True)
        if is_utc:
            if self.zone is None:
                return Time(wall, UTC, False)
            return Time(wall.replace(tzinfo=UTC).astimezone(self.zone).replace(tzinfo=None), self.zone, False)
        tzid = params.get("TZID")
        return Time(wall, self._zone(tzid, name) if tzid else self.zone, False)

    def _corrected(self, name: str, value: str) -> tuple[datetime, bool]:
        try:
            return _odd_moment(value)
        except ValueError:
            raise _Unread(name, f"{name} is not a date") from None

    def _calendar_zone(self) -> tzinfo | None:
        """X-WR-TIMEZONE: where the calendar lives; floating and UTC times are meant there."""
        if "\nX-WR-TIMEZONE" not in self.text:
            return None
        found = re.search(r"\nX-WR-TIMEZONE[^:\n]*:(.*)\n", self.text)
        return self._zone(found[1].strip()) if found else None

    def _zone(self, tzid: str, head: str = "") -> tzinfo | None:
        """The zone of this name in this file, looked up once; one that nobody knows is told once and floats."""
        if tzid in self.zones:
            return self.zones[tzid]
        zone = named_zone(tzid)
        if zone is None:
            zone = self._zone_in_file(tzid)
        if zone is None:
            self._trouble(head, f"nobody knows the zone {tzid[:60]}; its times are read as the client's own")
            zone = self.zone
        self.zones[tzid] = zone
        return zone

    def _zone_in_file(self, tzid: str) -> tzinfo | None:
        for part in re.findall(r"\nBEGIN:VTIMEZONE\n(.*?)\nEND:VTIMEZONE", self.text, re.S):
            found = re.search(r"(?mi)^TZID[^:\n]*:(.*)$", part)
            if found and found[1].strip().strip('"') == tzid.strip():
                return zone_of_file(tzid, part + "\n")
        return None

    def _end(
        self, start: datetime, zone: tzinfo | None, is_day: bool, given: dict[str, str], params: dict[str, Params]
    ) -> tuple[datetime, tzinfo | None, tuple[int, timedelta] | None]:
        """When it ends, the zone of that end where it is another, and its length where that was given instead."""
        if (value := given.get("DTEND")) is not None:
            wall, end_zone, _ = self._time("DTEND", value, params)
            return (
                wall,
                (end_zone if end_zone is not zone and end_zone is not None and zone is not None else None),
                None,
            )
        if (value := given.get("DURATION")) is not None:
            days, rest = _duration(value)
            end = start + timedelta(days=days) + rest
            return end, None, (days, rest)
        return (start + DAY if is_day else start), None, None

    def _recurrence(
        self, many: list[tuple[str, str, Params]], zone: tzinfo | None, is_day: bool
    ) -> tuple[tuple[Rule, ...], tuple[Period, ...], tuple[Time, ...]]:
        """RRULE, RDATE and EXDATE. A rule that is refused is told, and the event stays as one occurrence."""
        rules, more, less = [], [], []
        for name, value, params in many:
            if name == "RRULE":
                try:
                    rules.append(ended(house_rule(value), zone, is_day))
                except Refused as refused:
                    self._trouble(name, f"the rule is refused ({refused}); only the first time is kept")
            elif name == "EXRULE":
                self._trouble(name, "EXRULE is no longer part of the standard and was passed over")
            else:
                for word in value.split(","):
                    if not (word := word.strip()):
                        continue
                    try:
                        if name == "EXDATE":
                            less.append(self._moment(name, word, params))
                        else:
                            more.append(self._period(name, word, params))
                    except _Unread as unread:
                        self._trouble(name, unread.why)
        if len(more) + len(less) > MAX_DATES:
            raise _Unread("RDATE", "it has too many dates")
        return tuple(rules), tuple(more), tuple(less)

    def _period(self, name: str, word: str, params: Params) -> Period:
        begin, slash, end = word.partition("/")
        start = self._moment(name, begin, params)
        if not slash:
            return Period(start, None)
        if end[:1] in "P+-":
            days, rest = _duration(end)
            return Period(start, timedelta(days=days) + rest)
        return Period(start, max(timedelta(0), self._moment(name, end, params).wall - start.wall))


@lru_cache(maxsize=8192)
def _understood(head: str) -> tuple[str, Params]:
    """The name and parameters of a line that matters; PASSED for all others."""
    name, _, rest = head.partition(";")
    name = name.strip().upper()
    if name not in SCALARS and name not in LISTS:
        return PASSED
    return name, {key.upper(): word.strip('"') for key, word in PARAM.findall(";" + rest)} if rest else NONE


def house_rule(text: str) -> Rule:
    """A rule of somebody's calendar: refuses what recurs every minute or second."""
    rule = rule_of(text)
    if rule.freq in (Freq.MINUTELY, Freq.SECONDLY):
        raise Refused(Why.TOO_OFTEN, rule.freq.name)
    return rule


@lru_cache(maxsize=8192)
def ended(rule: Rule, zone: tzinfo | None, is_day: bool) -> Rule:
    """The rule with UNTIL on the event's wall clock. A day as UNTIL means the whole of it; for days, UNTIL is a day."""
    until = rule.until
    if until is None:
        return rule
    if is_day or rule.until_is_date:
        until = until.replace(hour=23, minute=59, second=59)
    elif rule.until_is_utc and zone is not None:
        until = until.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
    return rule._replace(until=until, until_is_utc=False, until_is_date=False)


def _odd_moment(value: str) -> tuple[datetime, bool]:
    """Dates as they should not be written: spaces, dashes, 24 o'clock, a leap second, an offset."""
    found = ODD_MOMENT.fullmatch(value.strip().upper())
    if found is None:
        raise ValueError(value)
    day = datetime(int(found[1]), int(found[2]), int(found[3]))  # noqa: DTZ001 - a wall clock
    hour, minute, second = int(found[4] or 0), int(found[5] or 0), min(int(found[6] or 0), 59)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise ValueError(value)
    wall = day + timedelta(hours=hour, minutes=minute, seconds=second)
    if not found[7] or found[7] == "Z":
        return wall, bool(found[7])
    sign = -1 if found[7][0] == "-" else 1
    return wall - sign * timedelta(hours=int(found[7][1:3]), minutes=int(found[7][-2:])), True


def _duration(value: str) -> tuple[int, timedelta]:
    found = DURATION.fullmatch(value.strip().upper())
    if found is None or not any(found.groups()[1:]):
        raise _Unread("DURATION", "DURATION is not a length of time")
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in found.groups()[1:])
    sign = -1 if found[1] == "-" else 1
    return sign * (weeks * 7 + days), sign * timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _plain(text: str) -> str:
    """Text without its escapes."""
    if "\\" not in text:
        return text
    return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def _sequence(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _is_midnight(wall: datetime) -> bool:
    return not (wall.hour or wall.minute or wall.second)


def _placed(content: bytes, troubles: list[Trouble]) -> tuple[Problem, ...]:
    """The troubles with the lines of the file they stand on."""
    wanted: dict[int, list[tuple[str, str]]] = {}
    for number, head, why in troubles:
        wanted.setdefault(number, []).append((head, why))
    found = [Problem(1, why) for _, why in wanted.get(-1, [])]
    number, begun = -1, 0
    open_troubles: list[tuple[str, str]] = []
    for line, text in enumerate(content.splitlines(), 1):
        mark = text[:40].strip().upper()
        if mark == b"BEGIN:VEVENT":
            found += [Problem(begun, why) for _, why in open_troubles]
            number, begun = number + 1, line
            open_troubles = wanted.get(number, [])
        elif open_troubles:
            for trouble in open_troubles:
                name = trouble[0].encode()
                if name and mark.startswith(name) and mark[len(name) : len(name) + 1] in (b":", b";"):
                    found.append(Problem(line, trouble[1]))
                    open_troubles = [each for each in open_troubles if each is not trouble]
                    break
    return tuple(found + [Problem(begun, why) for _, why in open_troubles])
