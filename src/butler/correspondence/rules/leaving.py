"""When a letter may leave, how many a minute, and what follows when it surely did not go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

AWAKE = timedelta(hours=1)  # whoever wrote to us a moment ago is not asleep
OWN_HOUR = timedelta(hours=1)  # how long an hour that the client has chosen goes before their quiet hours
MINUTE = timedelta(minutes=1)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)
REPAIR_PAUSE = timedelta(minutes=5)  # a broken account is tried again this often
FEW, MOST = 3, 8  # temporary failures: after a few another way is taken, after the most it has failed


@dataclass(frozen=True)
class Leaving:
    """What a letter's hour depends on. Quiet hours are on the client's own clock; the same hour twice means none."""

    send_after: datetime
    zone: ZoneInfo
    quiet_from: time
    quiet_to: time
    is_urgent: bool = False
    has_own_hour: bool = False  # the client has named the hour themselves: a digest
    heard_at: datetime | None = None  # when they last wrote to us


def when_may_leave(letter: Leaving, now: datetime) -> datetime:
    """The first moment, not before `now`, at which this letter may leave."""
    moment = max(letter.send_after, now)
    heard = letter.heard_at is not None and timedelta(0) <= moment - letter.heard_at <= AWAKE
    chosen = letter.has_own_hour and moment - letter.send_after <= OWN_HOUR
    if letter.is_urgent or heard or chosen:
        return moment
    return end_of_quiet(moment, letter.quiet_from, letter.quiet_to, letter.zone)


def end_of_quiet(moment: datetime, quiet_from: time, quiet_to: time, zone: ZoneInfo) -> datetime:
    """`moment`, or the end of the quiet hours it falls into.

    Asked again after an answer: where the clock change skips the end of the quiet, the hour after it may be quiet too.
    """
    for _ in range(3):
        wall = moment.astimezone(zone)
        if not is_quiet(wall.time(), quiet_from, quiet_to):
            break
        day = wall.date() + timedelta(days=1) if wall.time() >= quiet_to else wall.date()
        moment = datetime.combine(day, quiet_to, zone).astimezone(UTC)
    return moment


def is_quiet(wall: time, quiet_from: time, quiet_to: time) -> bool:
    """Is this hour on the client's clock a quiet one? The last minute belongs to the day already."""
    if quiet_from <= quiet_to:
        return quiet_from <= wall < quiet_to
    return wall >= quiet_from or wall < quiet_to


def when_slot_is_free(left: Sequence[datetime], per_minute: int, now: datetime) -> datetime:
    """When the next letter fits, given when letters of this account left; what lies ahead of `now` does not count."""
    most = max(1, per_minute)
    recent = sorted(at for at in left if now - MINUTE < at <= now)
    return now if len(recent) < most else recent[-most] + MINUTE


class Step(StrEnum):
    """What follows when a letter surely did not go."""

    AGAIN = "again"
    ANOTHER_WAY = "another_way"
    MEND_FIRST = "mend_first"  # the account is broken, the letter is not: nothing is counted
    FAIL = "fail"


@dataclass(frozen=True)
class Setback:
    """A letter did not go. `tries` counts this one too."""

    tries: int
    permanent: bool
    is_account_broken: bool = False
    may_go_elsewhere: bool = True  # the words themselves were not refused
    has_other_way: bool = False
    retry_after: timedelta | None = None


def after(setback: Setback) -> tuple[Step, timedelta]:
    """What to do, and after which pause."""
    if setback.is_account_broken:
        return Step.MEND_FIRST, REPAIR_PAUSE
    gives_up_here = setback.permanent or setback.tries >= FEW
    if gives_up_here and setback.has_other_way and setback.may_go_elsewhere:
        return Step.ANOTHER_WAY, timedelta(0)
    if setback.permanent or setback.tries >= MOST:
        return Step.FAIL, timedelta(0)
    return Step.AGAIN, max(pause(setback.tries), setback.retry_after or timedelta(0))


def pause(tries: int) -> timedelta:
    """Longer each time: half a minute, one, two, ... at most an hour."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(max(tries, 1) - 1, 20))
