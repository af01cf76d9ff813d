"""Sources into entries: one card, one line of a table, one message, one calendar. Strangers' bytes are read in a
limited child, a batch at a time; what cannot be read is an entry too, with its file, line and reason."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from butler.calendars.reading.untrusted import read_untrusted
from butler.channels.csvfile import reading as csvfile
from butler.channels.csvfile.reading import ClientRecord, ContactRecord
from butler.channels.mail import reading as mail
from butler.channels.mail.letter import MailLetter
from butler.channels.vcard import reading as vcard
from butler.channels.vcard.card import Card
from butler.ground.limited import NotRead
from butler.reception.limits import read_limited
from butler.reception.sources import Sort, Source

T = TypeVar("T")
ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # whether an event can be read does not depend on when it happens


@dataclass(frozen=True)
class Mailed:
    """A message as it lies in the mailbox, and as it was read; none: it is kept unread."""

    raw: bytes
    letter: MailLetter | None


@dataclass(frozen=True)
class Calendar:
    """A calendar's file or link."""

    name: str
    content: bytes = b""
    link: str = ""


@dataclass(frozen=True)
class Entry:
    """One thing to take in, or why it cannot be."""

    file: int
    line: int
    what: Card | ClientRecord | ContactRecord | Mailed | Calendar | None
    why: str = ""
    column: int = 0


def entries(sources: list[Source]) -> Iterator[Entry]:
    """Every entry of every source, always in the same order."""
    for file, source in enumerate(sources):
        yield from READERS[source.sort](file, source)


def _cards(file: int, source: Source) -> Iterator[Entry]:
    found = _limited(vcard.read, source.read())
    if isinstance(found, NotRead):
        yield Entry(file, 0, None, str(found.reason))
        return
    yield from _by_line(file, [(card.line, card) for card in found.cards], found.problems)


def _table(file: int, source: Source) -> Iterator[Entry]:
    found = _limited(csvfile.read, source.read())
    if isinstance(found, NotRead):
        yield Entry(file, 0, None, str(found.reason))
        return
    yield from _by_line(file, [(record.line, record) for record in found.records], found.problems)


def _by_line(file: int, found: Iterable[tuple[int, Any]], problems: Iterable[Any]) -> Iterator[Entry]:
    good = [Entry(file, line, what) for line, what in found]
    bad = [Entry(file, problem.line, None, str(problem.why), getattr(problem, "column", 0)) for problem in problems]
    yield from sorted(good + bad, key=lambda entry: entry.line)


def _letter(file: int, source: Source) -> Iterator[Entry]:
    yield from _messages(file, [(1, source.read())])


def _mailbox(file: int, source: Source) -> Iterator[Entry]:
    with source.stream() as stream:
        yield from _messages(file, mail.split_mbox(stream))


def _messages(file: int, found: Iterable[tuple[int, bytes]]) -> Iterator[Entry]:
    waiting: list[tuple[int, bytes]] = []
    size = 0
    for line, raw in found:
        if len(raw) > mail.MAX_MESSAGE_BYTES:
            yield Entry(file, line, None, "too_large")
            continue
        waiting.append((line, raw))
        size += len(raw)
        if size >= mail.BATCH_BYTES or len(waiting) >= mail.BATCH_MESSAGES:
            yield from _read_messages(file, waiting)
            waiting, size = [], 0
    yield from _read_messages(file, waiting)


def _read_messages(file: int, waiting: list[tuple[int, bytes]]) -> Iterator[Entry]:
    if not waiting:
        return
    letters = _limited(mail.read_batch, mail.pack(raw for _, raw in waiting))
    if isinstance(letters, NotRead) and len(waiting) > 1:  # one of them is to blame: each has its own child
        for one in waiting:
            yield from _read_messages(file, [one])
        return
    read = [None] if isinstance(letters, NotRead) else letters
    for (line, raw), letter in zip(waiting, read, strict=True):
        yield Entry(file, line, Mailed(raw, letter))


def _calendar(file: int, source: Source) -> Iterator[Entry]:
    content = source.read()
    yield Entry(file, 1, Calendar(source.name, content=content))
    for line in _unreadable_events(content):
        yield Entry(file, line, None, "event_unreadable")


def _unreadable_events(content: bytes) -> list[int]:
    """The lines where an event begins that cannot be read; the calendars' own refresh leaves them out again."""
    try:
        read = read_untrusted(content, since=ANY_DAY, until=ANY_DAY + timedelta(days=1), home="UTC")
    except NotRead:  # too slow or too large: the refresh says so on the calendar itself
        return []
    return sorted({problem.line for problem in read.problems})


def _link(file: int, source: Source) -> Iterator[Entry]:
    yield Entry(file, 0, Calendar(source.name, link=source.name))


def _unknown(file: int, source: Source) -> Iterator[Entry]:
    yield Entry(file, 0, None, "file_unknown")


def _missing(file: int, source: Source) -> Iterator[Entry]:
    yield Entry(file, 0, None, "file_missing")


def _limited(function: Callable[[bytes], T], content: bytes) -> T | NotRead:
    try:
        return read_limited(function, content)
    except NotRead as refusal:
        return refusal


READERS: dict[Sort, Callable[[int, Source], Iterator[Entry]]] = {
    Sort.CARDS: _cards,
    Sort.TABLE: _table,
    Sort.LETTER: _letter,
    Sort.MAILBOX: _mailbox,
    Sort.CALENDAR: _calendar,
    Sort.LINK: _link,
    Sort.UNKNOWN: _unknown,
    Sort.MISSING: _missing,
}
