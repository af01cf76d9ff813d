"""What may be done with a letter that waits to leave, and when it may leave."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

UNDO = timedelta(seconds=10)  # an answer is taken back within this
GRACE = timedelta(seconds=2)  # and the press of the button needs a moment to reach us
LONGEST = 4000  # characters of a letter to a client
MOST_FILES, LARGEST = 10, 18 * 1024 * 1024  # of a letter; mail grows by a third on its way, and 25 MB are usual


class Answer(StrEnum):
    """May this be done?"""

    YES = "yes"
    NOT_WAITING = "not_waiting"  # answered already, or gone
    TOO_LATE = "too_late"
    NOT_OPEN = "not_open"  # decided already, or nothing to decide
    GOES_ANOTHER_WAY = "goes_another_way"  # the same words leave by another channel
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_LARGE = "too_large"


def may_answer(state: str) -> Answer:
    """A yes, a no and an edit are for what still waits."""
    return Answer.YES if state == "waiting" else Answer.NOT_WAITING


def may_take_back(state: str, *, was_yes: bool, given_at: datetime, now: datetime) -> Answer:
    """Within ten seconds, and only while the letter stands where the answer has put it."""
    if state != ("new" if was_yes else "withdrawn"):
        return Answer.NOT_WAITING
    return Answer.YES if now - given_at <= UNDO + GRACE else Answer.TOO_LATE


def may_settle(state: str, decision: str, *, is_replaced: bool) -> Answer:
    """What may have gone is decided by a person. What surely did not go was not sent, and leaves by one way only."""
    if state == "uncertain":
        return Answer.YES
    if state != "failed" or decision == "was_sent":
        return Answer.NOT_OPEN
    return Answer.GOES_ANOTHER_WAY if is_replaced else Answer.YES


def may_unsettle(state: str, *, settled_at: datetime, now: datetime) -> Answer:
    """Within ten seconds, while nothing has begun to leave."""
    if state not in ("sent", "new", "failed"):
        return Answer.NOT_OPEN
    return Answer.YES if now - settled_at <= UNDO + GRACE else Answer.TOO_LATE


def may_say(text: str) -> Answer:
    """A letter says something, and not too much."""
    if not text.strip():
        return Answer.EMPTY
    return Answer.YES if len(text) <= LONGEST else Answer.TOO_LONG


def may_carry(sizes: Sequence[int]) -> Answer:
    """A letter carries what every mailbox and messenger takes."""
    return Answer.YES if len(sizes) <= MOST_FILES and sum(sizes) <= LARGEST else Answer.TOO_LARGE


def at_hour(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """The client's hour on that day, as a moment. An hour that the clock change skips comes when the clock moved on."""
    return datetime.combine(day, hour, zone)
