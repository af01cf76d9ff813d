"""The words of a brief's lines, made when it is read, in the reader's language: a code, a row's own title, numbers.

Nothing here is kept: the rows of a brief hold codes and numbers only.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, gettext, ngettext

from butler.briefs.models import BriefLine
from butler.language import moments
from butler.language.names import Case, given_name
from butler.language.phrasing import bind, quoted

Section = BriefLine.Section
RISK, WARN, WAIT, IDEA, OK, OFF = "risk", "warn", "wait", "idea", "ok", "off"


@dataclass(frozen=True)
class Row:
    """What a line speaks of, opened for this reader."""

    title: str = ""
    place: str = ""
    zone: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    reply_by: datetime | None = None
    is_all_day: bool = False
    state: str = ""
    state_name: str = ""
    is_settled: bool = False  # since the brief was compiled it has been seen to
    person: str = ""
    person_gender: str = ""
    kind_name: str = ""
    day: date | None = None
    start_by: date | None = None
    ideas: tuple[str, ...] = field(default=())
    excerpt: str = ""  # the beginning of what they wrote last


@dataclass(frozen=True)
class Words:
    """A line as it is read: what, more about it, when, and how grave."""

    text: str
    detail: str
    time: str
    severity: str


def words(line: BriefLine, rows: dict[Any, Row], now: datetime, home: ZoneInfo) -> Words:
    """The words of one line; `rows` are the opened rows by id."""
    row = rows.get(line.about_id, Row())
    when = _When(now, home)
    text, detail, severity = _CODES[line.code](line, row, rows, when)
    return Words(bind(text), bind(detail), _time(line, row, when), OFF if is_settled(line, row) else severity)


def is_settled(line: BriefLine, row: Row) -> bool:
    """Has it been seen to since? What merely happens today, or happened in the night, asks for nothing."""
    if line.code in ("clash", "tight"):
        return row.state in ("cancelled", "done")  # two confirmed promises at one time are no less a clash
    return row.is_settled and line.section in (Section.DECIDE, Section.RISK, Section.AHEAD)


def language() -> str:
    """The reader's language, ru or en."""
    return "ru" if (get_language() or "ru").startswith("ru") else "en"


@dataclass(frozen=True)
class _When:
    now: datetime
    home: ZoneInfo

    def at(self, moment: datetime | None) -> str:
        """«16:00» today, «25 ноября, 16:00» on another day."""
        if moment is None:
            return ""
        local, today = moment.astimezone(self.home), self.now.astimezone(self.home).date()
        time = moments.clock(moment, self.home)
        if local.date() == today:
            return time
        return f"{moments.day(local.date(), language())}, {time}"

    def day(self, day: date | None) -> str:
        if day is None:
            return ""
        return moments.day_seen_from(day, self.now.astimezone(self.home).date(), language())

    def ahead(self, day: date | None) -> str:
        if day is None:
            return ""
        return moments.in_days((day - self.now.astimezone(self.home).date()).days, language())


def _time(line: BriefLine, row: Row, when: _When) -> str:
    """The house's time, and the place's where they differ; a risk of another day than the brief's names its day."""
    if row.is_all_day:
        return gettext("all day")
    if line.at is None:
        return ""
    here = line.at.astimezone(when.home)
    time = moments.clock(line.at, when.home)
    if line.section == Section.RISK and here.date() != line.brief.day:
        time = f"{when.day(here.date())}, {time}"
    zone = ZoneInfo(row.zone) if row.zone else when.home
    if line.at.astimezone(zone).utcoffset() == here.utcoffset():
        return time
    there = gettext("%(at)s there") % {"at": moments.clock(line.at, zone)}
    return f"{time} ({there})"


def _moment(line: BriefLine, name: str) -> datetime | None:
    text = line.numbers.get(name)
    return datetime.fromisoformat(text) if text else None


def _message(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    count = line.numbers.get("count", 1)
    text = ngettext("%(count)s new message", "%(count)s new messages", count) % {"count": count}
    return text, quoted(row.excerpt, language()) if row.excerpt else row.title, WAIT


def _confirmed(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    return row.title, gettext("confirmed overnight"), OK


def _cancelled(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    return row.title, gettext("cancelled overnight"), RISK


def _booked(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    return row.title, gettext("new overnight, %(state)s") % {"state": row.state_name.lower()}, WAIT


def _calendar(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    count = line.numbers.get("count", 1)
    text = ngettext("%(count)s change in the calendar", "%(count)s changes in the calendar", count) % {"count": count}
    return text, row.title, WAIT


def _task(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    if at := _moment(line, "no_return_at"):
        return row.title, gettext("point of no return %(when)s") % {"when": when.at(at)}, RISK
    if at := _moment(line, "due_at"):
        return row.title, gettext("due %(when)s") % {"when": when.at(at)}, WARN
    return row.title, gettext("important, no date"), WARN


def _request(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    return row.title, gettext("new request, first answer by %(when)s") % {"when": when.at(line.at)}, WARN


def _hold(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    return row.title, gettext("the hold ends %(when)s") % {"when": when.at(line.at)}, WARN


def _answer(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    text = row.title or (quoted(row.excerpt, language()) if row.excerpt else gettext("Message"))
    return text, gettext("waiting for our answer since %(when)s") % {"when": when.at(line.at)}, WARN


def _start(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    said = {"day": when.day(row.day)}
    if row.start_by and row.start_by < when.now.astimezone(when.home).date():
        return foreseen(row), gettext("the calm days are over; it falls %(day)s") % said, WARN
    return foreseen(row), gettext("begin now; it falls %(day)s") % said, IDEA


def _digests(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    count = line.numbers.get("count", 1)
    text = ngettext("%(count)s digest waits for a yes", "%(count)s digests wait for a yes", count)
    return text % {"count": count}, gettext("the first leaves at %(when)s") % {"when": when.at(line.at)}, WARN


def _other(line: BriefLine, rows: dict) -> Row:
    return rows.get(UUID(line.numbers["other"]), Row()) if line.numbers.get("other") else Row()


def _clash(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    said = {"one": quoted(_other(line, rows).title, language()), "two": quoted(row.title, language())}
    minutes = moments.length(timedelta(minutes=line.numbers.get("minutes", 0)), language())
    text = gettext("%(one)s and %(two)s at the same time") % said
    return text, gettext("they overlap by %(minutes)s") % {"minutes": minutes}, RISK


def _tight(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    said = {"one": quoted(_other(line, rows).title, language()), "two": quoted(row.title, language())}
    gap = moments.length(timedelta(minutes=line.numbers.get("minutes", 0)), language())
    need = moments.length(timedelta(minutes=line.numbers.get("needed", 0)), language())
    detail = gettext("%(gap)s between them, the way takes %(need)s") % {"gap": gap, "need": need}
    return gettext("Tight: %(one)s, then %(two)s") % said, detail, WARN


def _unproven(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    severity = RISK if line.numbers.get("importance", 1) >= 2 else WARN
    if row.state == "held" and row.reply_by:
        return row.title, gettext("only held, until %(when)s") % {"when": when.at(row.reply_by)}, severity
    said = {
        "wanted": gettext("nobody has promised it yet"),
        "held": gettext("only held, not confirmed"),
        "unproven": gettext("nothing proves it"),
    }
    return row.title, said.get(row.state, row.state_name.lower()), severity


def _document(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    if line.code == "document_for_trip":
        return foreseen(row), gettext("too short for the trip that begins %(day)s") % {"day": when.day(row.day)}, RISK
    return foreseen(row), gettext("expires %(day)s") % {"day": when.day(row.day)}, WARN


def _unread(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    return gettext("The calendar could not be read"), row.title, WARN


def _no_return(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    return row.title, gettext("point of no return %(when)s") % {"when": when.at(line.at)}, RISK


def _booking(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    severity = {"confirmed": OK, "done": OFF, "cancelled": OFF}.get(row.state, WARN)
    return row.title, " · ".join(filter(None, (row.place, row.state_name.lower()))), severity


def _event(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    return row.title or gettext("Busy"), row.place, ""


def _ahead(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    said = {"day": when.day(row.day), "start": when.day(row.start_by)}
    if row.start_by and row.start_by < when.now.astimezone(when.home).date():
        detail = gettext("%(day)s, begin without delay") % said
    else:
        detail = gettext("%(day)s, begin %(start)s") % said
    if row.ideas:
        more = f" (+{len(row.ideas) - 1})" if len(row.ideas) > 1 else ""
        detail += f": {row.ideas[0]}{more}"
    return foreseen(row), detail, IDEA


def _trip(line: BriefLine, row: Row, rows: dict, when: _When) -> tuple[str, str, str]:
    return row.title, gettext("begins %(day)s") % {"day": when.day(row.day)}, IDEA


def foreseen(row: Row) -> str:
    """«День рождения Елены», «Загранпаспорт: Елена»; the row's own title where it has one."""
    if row.title:
        return row.title
    kind = row.kind_name[:1].upper() + row.kind_name[1:]
    if not row.person:
        return kind
    if language() == "ru":
        return f"{kind} {given_name(row.person, row.person_gender or 'f', Case.GENITIVE)}"
    return f"{row.person}: {row.kind_name}"


_CODES: dict[str, Callable[[BriefLine, Row, dict, _When], tuple[str, str, str]]] = {
    "message": _message,
    "booking_confirmed": _confirmed,
    "booking_cancelled": _cancelled,
    "booking_new": _booked,
    "calendar_changed": _calendar,
    "task": _task,
    "request_new": _request,
    "hold_ends": _hold,
    "answer": _answer,
    "start": _start,
    "digests": _digests,
    "clash": _clash,
    "tight": _tight,
    "unproven": _unproven,
    "document_expires": _document,
    "document_for_trip": _document,
    "calendar_unread": _unread,
    "no_return": _no_return,
    "booking": _booking,
    "event": _event,
    "ahead": _ahead,
    "trip": _trip,
}
