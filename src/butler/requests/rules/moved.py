"""What a new plan of the day has moved, and which event is to blame: compared with the plan that was shown. Pure.

Since a plan that stands is touched as little as can be, whatever moved has lost its hour to something, or hurries: the
cause is found by looking at who stands there now. Where that one was itself moved, the first cause is told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from butler.requests.rules.planned import Because, Day, DayPlan, Item, Span, Work

JITTER = timedelta(minutes=10)  # who is moved by less need not be told


class Cause(StrEnum):
    """Why work moved; with the moment, the minutes, and the work that goes with it."""

    MEETING = "meeting"  # at: it begins then
    BREAK = "break"  # at: it begins then
    AWAY = "away"  # at: from then on
    HOURS = "hours"  # the shift or the hours of the house are others
    NEW = "new"  # about: work that came, and begins at
    SOONER = "sooner"  # about: work that was laid sooner, and begins at
    NOT_DONE = "not_done"  # about: work whose hour passed, and that is done at
    PASSED = "passed"  # at: its own hour, in which it was not done
    PHONE = "phone"  # at: the supplier answers from then on
    OWN_HOUR = "own_hour"  # at: it must begin then
    DEADLINE = "deadline"  # at: it must be over by then
    WEIGHT = "weight"  # it weighs more than what stood before it
    LONGER = "longer"  # minutes: so long it takes
    WAY = "way"  # minutes: so long is the way there
    NO_ROOM = "no_room"  # nothing else explains it


@dataclass(frozen=True)
class Moved:
    """Work that stands at another hour than was shown; `to` none: it does not fit any more."""

    id: str
    was: datetime
    to: datetime | None
    cause: Cause
    at: datetime | None = None
    about: str = ""
    minutes: int | None = None


def moved(earlier: Sequence[Item], works: Iterable[Work], plan: DayPlan, day: Day, now: datetime) -> tuple[Moved, ...]:
    """Every work of the earlier plan that is still to be done and has another hour, in the order of the earlier plan.

    Work that is new, done, or gone from the list has not moved.
    """
    compared = _Compared(earlier, works, plan, day, now)
    return tuple(compared.of(item) for item in earlier if compared.has_moved(item))


def is_worth_telling(told: datetime, to: datetime | None, cause: Cause) -> bool:
    """Is this to be said to somebody who knows the hour `told`? Time that merely passed is seen by itself."""
    return cause != Cause.PASSED and (to is None or abs(to - told) >= JITTER)


class _Compared:
    def __init__(self, earlier: Sequence[Item], works: Iterable[Work], plan: DayPlan, day: Day, now: datetime) -> None:
        self.was = {item.id: item for item in earlier}
        self.works = {work.id: work for work in works}
        self.now_at = {item.id: item for item in plan.items}
        self.day, self.now = day, now

    def has_moved(self, item: Item) -> bool:
        found = self.now_at.get(item.id)
        return item.id in self.works and (found is None or found.starts_at != item.starts_at)

    def of(self, item: Item) -> Moved:
        found = self.now_at.get(item.id)
        cause = self._own(item, found) or self._in_the_way(item, found) or self._else(item, found)
        return Moved(item.id, item.starts_at, found.starts_at if found else None, *cause)

    def _own(self, item: Item, found: Item | None) -> tuple | None:
        """What lies in the work itself: its hour, its deadline, its supplier, or that it was not begun."""
        work = self.works[item.id]
        deadline = min((m for m in (work.due_at, work.no_return_at) if m and m > self.now), default=None)
        if work.must_start_at and work.must_start_at != item.starts_at:
            return Cause.OWN_HOUR, work.must_start_at
        if item.starts_at < self.now:
            return self._fixed(item) or (Cause.PASSED, item.starts_at)
        if deadline and deadline < item.ends_at:
            return Cause.DEADLINE, deadline
        if work.phone is not None and not any(opens <= item.starts_at < closes for opens, closes in work.phone):
            return Cause.PHONE, self._answers_at(found)
        return None

    def _answers_at(self, found: Item | None) -> datetime | None:
        whys = found.why if found else ()
        return next((reason.at for reason in whys if reason.code in (Because.BY_PHONE, Because.IN_HOURS)), None)

    def _in_the_way(self, item: Item, found: Item | None) -> tuple | None:
        """Who stands in its hour now. Who goes sooner has left it by itself, and others came after."""
        goes_sooner = found is not None and found.starts_at < item.starts_at
        return self._fixed(item) or (None if goes_sooner else self._others(item, frozenset({item.id})))

    def _fixed(self, item: Item) -> tuple | None:
        for span in sorted(self.day.fixed, key=lambda span: span.starts_at):
            if _overlap(span, item):
                return Cause(span.kind or Cause.MEETING), span.starts_at
        if not any(span.starts_at <= item.starts_at and item.ends_at <= span.ends_at for span in self.day.openings):
            return (Cause.HOURS,)
        return None

    def _others(self, item: Item, asked: frozenset[str]) -> tuple | None:
        for other in self.now_at.values():
            if other.id not in asked and _overlap(other, item):
                return self._of_other(other, asked)
        return None

    def _of_other(self, other: Item, asked: frozenset[str]) -> tuple:
        """Why that one stands there: it is new, or was moved by something that is told instead."""
        was = self.was.get(other.id)
        if was is None or self.works[other.id].must_start_at:
            return Cause.NEW, other.starts_at, other.id
        if was.starts_at == other.starts_at:
            return Cause.LONGER, None, other.id, (other.ends_at - other.starts_at) // timedelta(minutes=1)
        if was.starts_at < self.now:
            return self._fixed(was) or (Cause.NOT_DONE, other.starts_at, other.id)
        if other.starts_at < was.starts_at:
            return self._fixed(was) or (Cause.SOONER, other.starts_at, other.id)
        return self._fixed(was) or self._others(was, asked | {other.id}) or (Cause.SOONER, other.starts_at, other.id)

    def _else(self, item: Item, found: Item | None) -> tuple:
        work = self.works[item.id]
        if found and found.starts_at < item.starts_at:
            hurry = min((m for m in (work.due_at, work.no_return_at) if m), default=None)
            return (Cause.DEADLINE, hurry) if hurry else (Cause.WEIGHT,)
        if found and found.ends_at - found.starts_at > item.ends_at - item.starts_at:
            return Cause.LONGER, None, "", (found.ends_at - found.starts_at) // timedelta(minutes=1)
        way = next(
            (reason.minutes for reason in (found.why if found else ()) if reason.code == Because.ON_THE_WAY), None
        )
        return (Cause.WAY, None, "", way) if way else (Cause.NO_ROOM,)


def _overlap(one: Item | Span, other: Item) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at
