"""The score: what is urgent, what is important, and why. Numbers and codes only; words are in the templates.

Urgency looks at the time that is left to work: the house's hours until the nearest of the promised time, the clocks of
the request and the point of no return, less the effort. Less time never lowers it. Importance looks at what is lost
when it fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from itertools import pairwise

from butler.requests.rules.hours import HOUR, MINUTE, Hours

URGENT = IMPORTANT = 60
URGENT_SLACK = 4 * HOUR  # of work: less than half a day before work must begin
# Hours of work to spare -> urgency. Straight lines between the points.
CURVE = (
    (timedelta(0), 100),
    (HOUR, 90),
    (URGENT_SLACK, URGENT),
    (8 * HOUR, 45),
    (13 * HOUR, 30),
    (26 * HOUR, 20),
    (65 * HOUR, 5),
)
FAR = 5  # there is a date, but it is far
NO_DATE = 0

EVERYBODY, KEY_CLIENT, OCCASION, PROMISE = 20, 25, 15, 15
COST = (0, 15, 30, 45)  # nothing is lost, can be made good, costs dearly, cannot be made good


class Quadrant(IntEnum):
    NOW = 1
    PLAN = 2
    HAND_OVER = 3
    LATER = 4


class Why(StrEnum):
    """Codes of reasons, with the numbers that go with them."""

    NO_RETURN = "no_return"  # at, kind: what it is
    GONE = "gone"  # at: nothing helps any more
    PROMISED = "promised"  # at: the client was told
    DUE = "due"  # at
    OVERDUE = "overdue"  # at
    CLOCK = "clock"  # at, kind: which clock of the request runs out first
    RAN_OUT = "ran_out"  # at, kind
    START_BY = "start_by"  # at, minutes: the latest start, the effort
    NO_DATE = "no_date"
    KEY_CLIENT = "key_client"
    COST = "cost"  # of: 0 to 3
    OCCASION = "occasion"
    PROMISE = "promise"


URGENCY_CODES = frozenset(
    {
        Why.NO_RETURN, Why.GONE, Why.PROMISED, Why.DUE, Why.OVERDUE, Why.CLOCK, Why.RAN_OUT, Why.START_BY, Why.NO_DATE,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """One line of the explanation: a code, and its moment, number and kind if it has them."""

    code: Why
    at: datetime | None = None
    number: int | None = None
    kind: str = ""


@dataclass(frozen=True)
class Facts:
    """What the score is made of."""

    due_at: datetime | None = None  # promised
    no_return_at: datetime | None = None  # after this nothing helps
    effort: timedelta = 20 * MINUTE
    cost_of_failure: int = 1
    is_key_client: bool = False
    is_for_occasion: bool = False
    is_promised: bool = False
    no_return: str = ""  # what the point of no return is
    clock_at: datetime | None = None  # the clock of its request that runs out first
    clock: str = ""  # which
    clock_takes: timedelta = timedelta(0)  # the work that stops it: a word is soon written

    @property
    def deadline(self) -> datetime | None:
        """The nearest of the promised time and the point of no return."""
        return min((moment for moment in (self.due_at, self.no_return_at) if moment), default=None)

    @property
    def limits(self) -> tuple[tuple[datetime, timedelta], ...]:
        """Every moment that presses, with the work to do before it."""
        found = ((self.deadline, self.effort), (self.clock_at, self.clock_takes))
        return tuple((moment, work) for moment, work in found if moment is not None)


@dataclass(frozen=True)
class Score:
    """Urgency and importance from 0 to 100, the place they ask for, and why."""

    urgency: int
    importance: int
    reasons: tuple[Reason, ...]
    becomes_urgent_at: datetime | None

    @property
    def is_urgent(self) -> bool:
        return self.urgency >= URGENT

    @property
    def is_important(self) -> bool:
        return self.importance >= IMPORTANT

    @property
    def quadrant(self) -> Quadrant:
        return quadrant_of(urgent=self.is_urgent, important=self.is_important)


def score(facts: Facts, hours: Hours, now: datetime) -> Score:
    """The whole score at `now`."""
    return Score(
        urgency=urgency(facts, hours, now),
        importance=importance(facts),
        reasons=(*_why_urgent(facts, hours, now), *_why_important(facts)),
        becomes_urgent_at=becomes_urgent_at(facts, hours),
    )


def quadrant_of(*, urgent: bool, important: bool) -> Quadrant:
    if important:
        return Quadrant.NOW if urgent else Quadrant.PLAN
    return Quadrant.HAND_OVER if urgent else Quadrant.LATER


def urgency(facts: Facts, hours: Hours, now: datetime) -> int:
    """0 to 100, by what presses most. Less time never lowers it."""
    return max((_on_curve(hours.between(now, moment) - work) for moment, work in facts.limits), default=NO_DATE)


def becomes_urgent_at(facts: Facts, hours: Hours) -> datetime | None:
    """The first moment at which the rule says urgent; None when no date ever makes it so."""
    return min((hours.before(moment, work + URGENT_SLACK) for moment, work in facts.limits), default=None)


def importance(facts: Facts) -> int:
    """0 to 100, from the client's standing, what failure costs, the occasion and the promise."""
    total = EVERYBODY + COST[facts.cost_of_failure]
    total += KEY_CLIENT * facts.is_key_client + OCCASION * facts.is_for_occasion + PROMISE * facts.is_promised
    return min(total, 100)


def stands(moved_to: int | None, until: datetime | None, now: datetime) -> bool:
    """Does a person's choice of place still hold?"""
    return moved_to is not None and (until is None or now < until)


def _on_curve(slack: timedelta) -> int:
    if slack <= CURVE[0][0]:
        return CURVE[0][1]
    for (near, high), (far, low) in pairwise(CURVE):
        if slack <= far:  # rounded down, so that exactly URGENT_SLACK is urgent and a moment more is not
            return high - -(-(high - low) * (slack - near) // (far - near))
    return FAR


def _why_urgent(facts: Facts, hours: Hours, now: datetime) -> Iterator[Reason]:
    if not facts.limits:
        yield Reason(Why.NO_DATE)
        return
    yield from sorted(_deadlines(facts, now), key=lambda reason: reason.at or now)  # the nearest says it first
    if facts.deadline is not None and now < (start_by := hours.before(facts.deadline, facts.effort)):
        yield Reason(Why.START_BY, start_by, facts.effort // MINUTE)


def _deadlines(facts: Facts, now: datetime) -> Iterator[Reason]:
    if facts.no_return_at:
        is_ahead = now < facts.no_return_at
        yield Reason(Why.NO_RETURN if is_ahead else Why.GONE, facts.no_return_at, kind=facts.no_return)
    if facts.due_at:
        ahead = Why.PROMISED if facts.is_promised else Why.DUE
        yield Reason(ahead if now < facts.due_at else Why.OVERDUE, facts.due_at)
    if facts.clock_at:
        yield Reason(Why.CLOCK if now < facts.clock_at else Why.RAN_OUT, facts.clock_at, kind=facts.clock)


def _why_important(facts: Facts) -> Iterator[Reason]:
    if facts.is_key_client:
        yield Reason(Why.KEY_CLIENT)
    yield Reason(Why.COST, number=facts.cost_of_failure)
    if facts.is_for_occasion:
        yield Reason(Why.OCCASION)
    if facts.is_promised:
        yield Reason(Why.PROMISE)
