"""Mail of an IMAP folder, fetched without touching it: what came since the cursor, as raw bytes.

A cursor is the folder's UIDVALIDITY and the last UID seen. When the folder was made anew its numbers mean nothing any
more: we start over, and the external id keeps doubles out. Whoever calls stores the messages, then the new cursor.
"""

import imaplib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from imap_tools import BaseMailBox

from butler.channels.mail.account import ImapAccount
from butler.channels.mail.imap import ask, look_at, number, opened
from butler.channels.mail.reading import MAX_MESSAGE_BYTES, identity
from butler.channels.port import Received

BATCH_MESSAGES, BATCH_BYTES = 100, 32 * 1024 * 1024
GLANCE_SECONDS = 1.0  # how soon a waiting door sees that it shall stop
IDLE_SECONDS = 60.0  # a server that fell silent is asked nevertheless
POLL_SECONDS = 30.0  # between two looks where the server cannot tell by itself
WAIT_AT_MOST_SECONDS = 28 * 60.0  # servers log off after 29 to 30 minutes
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Cursor:
    """How far a folder has been read. The empty one: not at all."""

    uid_validity: int = 0
    uid: int = 0


@dataclass(frozen=True)
class Fetched:
    messages: tuple[Received, ...]  # oldest first
    cursor: Cursor  # to be stored with them
    has_more: bool  # ask again at once


def fetch_new(account: ImapAccount, cursor: Cursor, *, now: datetime, since: date | None = None) -> Fetched:
    """One batch of what came after the cursor, oldest first, left unread and in its place. Refuses with DoorShut.

    `since` keeps the past of an old mailbox out when we see it for the first time, or anew. Of a message beyond
    MAX_MESSAGE_BYTES the head is given, one byte more than allowed.
    """
    with opened(account) as mailbox:
        uid_validity = look_at(mailbox, account.folder)
        known = cursor if cursor.uid_validity == uid_validity else Cursor(uid_validity)
        sizes, has_more = _batch(mailbox, _later(mailbox, known, since))
        messages = _messages(mailbox, sizes, account, now)
    return Fetched(tuple(messages), Cursor(uid_validity, max([known.uid, *sizes])), has_more)


def wait(
    account: ImapAccount,
    cursor: Cursor,
    *,
    seconds: float,
    since: date | None = None,
    should_stop: Callable[[], bool] = bool,
) -> bool:
    """True as soon as something came after the cursor and `fetch_new` is worth asking; false after `seconds`.

    By IDLE where the server knows it, else by looking now and then.
    """
    seconds = min(seconds, WAIT_AT_MOST_SECONDS)
    with opened(account, seconds + account.whole_seconds) as mailbox:
        known = cursor if cursor.uid_validity == look_at(mailbox, account.folder) else Cursor()
        pause = _idle if "IDLE" in mailbox.client.capabilities else _doze
        end = time.monotonic() + seconds
        while not _later(mailbox, known, since):
            left = end - time.monotonic()
            if left <= 0 or should_stop():
                return False
            pause(mailbox, left, should_stop)
    return True


def mark_seen(account: ImapAccount, cursor: Cursor, places: tuple[str, ...]) -> None:
    """For a house that wants its mailbox to show what was taken in; nothing else of ours changes one.

    `places` are those of messages that came with this cursor. In a folder made anew they are others: it is left alone.
    """
    with opened(account) as mailbox:
        if places and look_at(mailbox, account.folder, readonly=False) == cursor.uid_validity:
            ask(mailbox, "STORE", ",".join(places), "+FLAGS.SILENT", r"(\Seen)")


def _later(mailbox: BaseMailBox, known: Cursor, since: date | None) -> list[int]:
    """UIDs after the cursor, in order. `n:*` names the last message even when it lies before n."""
    mailbox.client.noop()  # otherwise a server may keep to what it knew when the folder was opened
    wanted = ["UID", f"{known.uid + 1}:*"]
    if since and not known.uid:
        wanted += ["SINCE", f"{since.day}-{MONTHS[since.month - 1]}-{since.year}"]
    said = ask(mailbox, "SEARCH", *wanted)
    return sorted(uid for line in said if line for uid in map(int, line.split()) if uid > known.uid)


def _batch(mailbox: BaseMailBox, uids: list[int]) -> tuple[dict[int, int], bool]:
    """Size by UID of as many as a batch may hold, at least one; whether there are more."""
    if not uids:
        return {}, False
    said = ask(mailbox, "FETCH", _set(uids[:BATCH_MESSAGES]), "(UID RFC822.SIZE)")
    size_of = {number(line, b"UID"): number(line, b"RFC822.SIZE") for line in said if isinstance(line, bytes)}
    taken: dict[int, int] = {}
    for uid in uids[:BATCH_MESSAGES]:
        size = size_of.get(uid, 0)
        if taken and sum(taken.values()) + size > BATCH_BYTES:
            break
        taken[uid] = size
    return taken, len(taken) < len(uids)


def _messages(mailbox: BaseMailBox, sizes: dict[int, int], account: ImapAccount, now: datetime) -> list[Received]:
    """Those that nobody deleted meanwhile."""
    found: dict[int, Received] = {}
    for uids, part in (
        ([uid for uid, size in sizes.items() if size <= MAX_MESSAGE_BYTES], "BODY.PEEK[]"),
        ([uid for uid, size in sizes.items() if size > MAX_MESSAGE_BYTES], f"BODY.PEEK[]<0.{MAX_MESSAGE_BYTES + 1}>"),
    ):
        said = ask(mailbox, "FETCH", _set(uids), f"(UID INTERNALDATE {part})") if uids else []
        for one, after in zip(said, [*said[1:], b""], strict=False):
            if isinstance(one, tuple):  # servers may put the numbers before the message or after it
                around = one[0] + (after if isinstance(after, bytes) else b"")
                uid, raw, at = number(around, b"UID"), one[1], _moment(around) or now
                found[uid] = Received(identity(raw), raw, at, door=account.name, place=str(uid))
    return [found[uid] for uid in sizes if uid in found]


def _set(uids: list[int]) -> str:
    return ",".join(map(str, uids))


def _moment(around: bytes) -> datetime | None:
    try:
        found = imaplib.Internaldate2tuple(around)
        return datetime.fromtimestamp(time.mktime(found), UTC) if found else None
    except (ValueError, OverflowError):
        return None


def _idle(mailbox: BaseMailBox, left: float, should_stop: Callable[[], bool]) -> None:
    end = time.monotonic() + min(left, IDLE_SECONDS)
    with mailbox.idle as idle:
        while time.monotonic() < end and not should_stop():
            if idle.poll(timeout=GLANCE_SECONDS):
                return


def _doze(mailbox: BaseMailBox, left: float, should_stop: Callable[[], bool]) -> None:
    end = time.monotonic() + min(left, POLL_SECONDS)
    while (now := time.monotonic()) < end and not should_stop():
        time.sleep(min(GLANCE_SECONDS, end - now))
