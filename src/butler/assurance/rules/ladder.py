"""When a promise is checked again: three days before, a day before, on the evening before, in the last hours. Pure.

The more a promise weighs and the less its supplier is to be relied on, the more often it is asked about; who said yes
a short while ago is left in peace. Nobody is asked when they are closed, or when nobody of ours could hear the answer.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from butler.bookings.rules import Proof

IsOpen = Callable[[datetime], bool]
HOUR = timedelta(hours=1)
STEP = timedelta(minutes=15)
BACK = timedelta(days=5)  # so far a rung is moved in search of an open hour
SOMEBODY_ANSWERS = timedelta(minutes=45)  # they must be open so much longer
APART = 3 * HOUR  # two rungs nearer than that are one
SETTLES = HOUR  # what was wanted a moment ago is not asked about
EVENING = time(18)
STEADY, USUAL = 90, 70  # of reliability


class Rung(StrEnum):
    """When, before it begins."""

    THREE_DAYS = "three_days"
    DAY = "day"
    EVENING = "evening"  # the round of the evening before
    HOURS = "hours"


THREE_DAYS, DAY, ROUND, HOURS = Rung.THREE_DAYS, Rung.DAY, Rung.EVENING, Rung.HOURS
# importance -> the rungs for a supplier who is steady, usual, shaky
LADDER: dict[int, tuple[tuple[Rung, ...], tuple[Rung, ...], tuple[Rung, ...]]] = {
    0: ((), (DAY,), (DAY, HOURS)),
    1: ((DAY,), (DAY, HOURS), (DAY, ROUND, HOURS)),
    2: ((DAY, HOURS), (THREE_DAYS, DAY, HOURS), (THREE_DAYS, DAY, ROUND, HOURS)),
    3: ((THREE_DAYS, DAY, HOURS), (THREE_DAYS, DAY, ROUND, HOURS), (THREE_DAYS, DAY, ROUND, HOURS)),
}
UNPROVEN = frozenset({DAY, ROUND, HOURS})  # what nothing proves is asked about at least so often
BEFORE = {THREE_DAYS: 72 * HOUR, DAY: 24 * HOUR, HOURS: 3 * HOUR}
EARLIER = HOUR  # the last rung of who is not steady: at three hours somebody telephones
FRESH = {THREE_DAYS: 48 * HOUR, DAY: 24 * HOUR, ROUND: 10 * HOUR, HOURS: 6 * HOUR}  # a yes that young is enough
ANSWER_IN = {THREE_DAYS: 24 * HOUR, DAY: 4 * HOUR, ROUND: 2 * HOUR, HOURS: timedelta(minutes=40)}
CALL_IN = {THREE_DAYS: 4 * HOUR, DAY: 2 * HOUR, ROUND: HOUR, HOURS: timedelta(minutes=40)}
ON_PAPER = frozenset({"flight", "rail", "tickets"})  # a number in their system is the thing itself
MOST_CALLS = 2  # then a lead hears of it


@dataclass(frozen=True)
class Coming:
    """What the ladder looks at."""

    kind: str
    starts_at: datetime
    importance: int
    reliability: int
    wanted_at: datetime  # when we asked for it
    proof: Proof | None = None  # the strongest that stands
    told_at: datetime | None = None  # when somebody last said yes

    @property
    def no_return_at(self) -> datetime:
        """From here on another place is hardly found in time."""
        return self.starts_at - (2 * HOUR if self.importance > 1 else HOUR)

    @property
    def is_steady(self) -> bool:
        return self.reliability >= STEADY


@dataclass(frozen=True)
class Step:
    """One rung and its moment."""

    rung: Rung
    at: datetime


def ladder(coming: Coming, zone: ZoneInfo, is_open: IsOpen) -> tuple[Step, ...]:
    """The rungs of a promise by time, each at an hour when they and we are open; `zone` says what its evening is."""
    steps = sorted(
        (Step(rung, _opened(_moment(rung, coming, zone), is_open)) for rung in _wanted(coming)),
        key=lambda step: (step.at, BY_NEARNESS[step.rung]),
    )
    kept: list[Step] = []
    for step in steps:
        if not kept or step.at - kept[-1].at >= APART:
            kept.append(step)
    return tuple(kept)


def due(
    coming: Coming, steps: Iterable[Step], asked: Iterable[str], now: datetime, is_open: IsOpen
) -> Step | None:  # fmt: skip
    """The rung to be asked at `now`: the last that has come, unless it was asked, or somebody said yes since.

    A rung that was slept through is not made up for when a later one has come, and waits until they are open; nothing
    is asked when it is too late.
    """
    come = [step for step in steps if step.at <= now]
    if not come or now >= coming.no_return_at:
        return None
    last = come[-1]
    if last.rung in set(asked) or _is_fresh(coming, last):
        return None
    if now > last.at + STEP and not is_open(now):
        return None
    return None if coming.wanted_at > last.at and now < coming.wanted_at + SETTLES else last


def answer_by(rung: Rung, asked_at: datetime, coming: Coming, is_open: IsOpen) -> datetime:
    """Until when we wait for a written answer: then somebody of ours is there to telephone."""
    moment, latest = asked_at + ANSWER_IN[rung], coming.no_return_at - STEP
    while moment < latest and not is_open(moment):
        moment += STEP
    return max(min(moment, latest), asked_at)


def call_by(rung: Rung, from_when: datetime, coming: Coming) -> datetime:
    """Until when somebody should have telephoned."""
    return max(min(from_when + CALL_IN[rung], coming.no_return_at), from_when)


def is_alarming(coming: Coming, steps: Iterable[Step], *, call_until: datetime, calls: int, now: datetime) -> bool:
    """Silence in writing and by telephone, and no later rung that may still help: a lead must know."""
    if any(now < step.at < coming.no_return_at for step in steps):
        return False
    return now >= min(call_until, coming.no_return_at) or calls >= MOST_CALLS


BY_NEARNESS = {rung: number for number, rung in enumerate((THREE_DAYS, DAY, ROUND, HOURS))}


def _wanted(coming: Coming) -> frozenset[Rung]:
    if coming.proof == Proof.PASS or (coming.proof is not None and coming.kind in ON_PAPER):
        return frozenset()
    column = 0 if coming.is_steady else 1 if coming.reliability >= USUAL else 2
    rungs = frozenset(LADDER[min(coming.importance, 3)][column])
    return rungs if coming.proof is not None else rungs | UNPROVEN


def _moment(rung: Rung, coming: Coming, zone: ZoneInfo) -> datetime:
    if rung == ROUND:
        day = coming.starts_at.astimezone(zone).date() - timedelta(days=1)
        return datetime.combine(day, EVENING, zone)
    earlier = EARLIER if rung == HOURS and not coming.is_steady else timedelta(0)
    return coming.starts_at - BEFORE[rung] - earlier


def _opened(moment: datetime, is_open: IsOpen) -> datetime:
    """The latest moment not after `moment` at which somebody is there to answer; `moment` itself when there is none."""
    at = moment
    while moment - at <= BACK:
        if is_open(at) and is_open(at + SOMEBODY_ANSWERS):
            return at
        at -= STEP
    return moment


def _is_fresh(coming: Coming, step: Step) -> bool:
    if coming.proof is None or coming.told_at is None:
        return False
    enough = FRESH[step.rung]
    if coming.proof == Proof.CALL:
        enough /= 2  # what a voice said fades first
    elif coming.is_steady and coming.importance < 3:
        enough *= 2
    return coming.told_at > step.at - enough
