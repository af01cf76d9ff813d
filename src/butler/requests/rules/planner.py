"""A day that is planned from its works alone: first what begins at its hour, then deadlines, then the rest. Pure.

Where the deadlines of today do not all fit, the least weighty gives way and is done late, or told as left.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from butler.requests.rules.planned import MINUTE, Because, Day, DayPlan, Item, Left, Reason, Work
from butler.requests.rules.strip import Piece, Strip, Windows

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LEAST = 5  # minutes that any work takes
AT_ONE_GO = 240  # minutes of work without a deadline today that one day takes
CALL = 15  # minutes that are left to talk when we ring a supplier
CLEARLY = 15  # points by which work must weigh more to overtake what stood before it


class Planner:
    """One day being planned: a strip that fills, and reasons that gather. What stood before is not asked about."""

    def __init__(self, works: list[Work], day: Day, now: datetime, earlier: Sequence[Item]) -> None:
        self.works = works
        self.now = minute_of(now, up=True)
        self.at = now
        self.ends = max((minute_of(span.ends_at) for span in day.openings), default=self.now)
        self.strip = Strip([(minute_of(s.starts_at, up=True), minute_of(s.ends_at)) for s in day.openings], day.travel)
        for span in day.fixed:
            self.strip.block(minute_of(span.starts_at), minute_of(span.ends_at, up=True), span.place)
        self.earlier = earlier
        self.start: dict[str, int] = {}
        self.why: dict[str, list[Reason]] = {}
        self.left: dict[str, Reason] = {}

    def plan(self) -> DayPlan:
        """Everything once, in the order that the words at the top say."""
        waiting = self._keep(self._standing(self._alive()))
        given_way = self._deadlines([work for work in waiting if self._presses(work)])
        calm = [work for work in waiting if not self._presses(work)]
        for work in sorted(given_way, key=self._gives_way, reverse=True):
            self._fill(work)
        while calm := self._in_order([*calm, *self._without_hour()]):
            self._fill(calm.pop(0))
        self._put_back()
        return self._result()

    # What stands already: `plan.py` says more
    def _keep(self, works: list[Work]) -> list[Work]:
        return works

    def _stands_before(self, start: int) -> bool:
        return False

    def _make_room(self, work: Work) -> list[Work] | None:
        return None

    def _without_hour(self) -> list[Work]:
        return []

    def _put_back(self) -> None:
        return

    def _alive(self) -> list[Work]:
        """Without what nothing helps any more."""
        for work in self.works:
            if work.no_return_at and work.no_return_at <= self.at:
                self.left[work.id] = Reason(Because.GONE, work.no_return_at)
        return [work for work in self.works if work.id not in self.left]

    def _standing(self, works: list[Work]) -> list[Work]:
        """Lay what must begin at its hour, the weightiest first, then what is under way; gives what waits."""
        ahead = [work for work in works if work.must_start_at and work.must_start_at >= self.at]
        for work in sorted(ahead, key=lambda work: (-work.weight, work.id)):
            start = minute_of(work.must_start_at or self.at)
            over_in_time = start + self._piece(work).minutes <= self._latest(work)
            if start >= self.now and over_in_time and self.strip.fits_at(self._piece(work), start):
                self._lay(work, start, Reason(Because.MUST_START, work.must_start_at))
            else:
                code = Because.TAKEN if start < self.ends else Because.ANOTHER_DAY
                self.left[work.id] = Reason(code, work.must_start_at)
        waiting = {work.id: work for work in works if work.id not in self.start and work.id not in self.left}
        for item in self.earlier:
            begun = waiting.get(item.id)
            if begun and item.starts_at <= self.at < item.ends_at and self._goes_on(begun, minute_of(item.starts_at)):
                self._lay(begun, minute_of(item.starts_at), Reason(Because.UNDER_WAY, item.starts_at))
                del waiting[item.id]
        return list(waiting.values())

    def _goes_on(self, work: Work, start: int) -> bool:
        piece = self._piece(work)
        in_time = self.now < start + piece.minutes <= self._latest(work)
        return in_time and self.strip.fits_at(piece, start)

    def _deadlines(self, works: list[Work]) -> list[Work]:
        """Lay the deadlines of today, the nearest first; gives those that had to give way."""
        ordered = sorted(works, key=self._by_deadline)
        given_way: list[Work] = []
        while True:
            strip, starts, broken = self.strip.copy(), {}, None
            for number, work in enumerate(ordered):
                piece = self._piece(work)
                start = strip.first_fit(piece, self.now, self._in_time(work))
                if start is None or (self._is_late(work) and self._stands_before(start)):
                    broken = number
                    break
                strip.lay(piece, start)
                starts[work.id] = start
            if broken is None:
                break
            if (moving := self._make_room(ordered[broken])) is None:
                given_way.append(ordered.pop(self._who_gives_way(ordered, broken)))
            else:
                ordered = sorted([*ordered, *moving], key=self._by_deadline)
        self.strip = strip
        for work in ordered:
            self._note(work, starts[work.id])
        return given_way

    def _by_deadline(self, work: Work) -> tuple:
        return (self._target(work), -work.weight, work.id)

    def _is_late(self, work: Work) -> bool:
        """Promised for an hour that has passed: it is made good before all that has time."""
        return work.due_at is not None and work.due_at <= self.at

    def _who_gives_way(self, ordered: list[Work], broken: int) -> int:
        """The least weighty of those up to the broken one; itself when it would not fit into an empty day."""
        work = ordered[broken]
        if self.strip.first_fit(self._piece(work), self.now, self._in_time(work)) is None:
            return broken
        return min(range(broken + 1), key=lambda number: self._gives_way(ordered[number]))

    def _gives_way(self, work: Work) -> tuple:
        """The order in which work gives way: a promise before a point of no return, then the lighter, the longer."""
        return (self._latest(work) < self.ends, work.weight, -work.minutes, work.id)

    def _in_order(self, works: list[Work]) -> list[Work]:
        """As it stood before; the new goes before the first lighter one, and what clearly weighs more overtakes."""
        known = {item.id: number for number, item in enumerate(self.earlier)}
        ordered: list[Work] = []
        for work in sorted((w for w in works if w.id in known), key=lambda work: known[work.id]):
            place = len(ordered)
            while place and ordered[place - 1].weight + CLEARLY < work.weight:
                place -= 1
            ordered.insert(place, work)
        for work in sorted((w for w in works if w.id not in known), key=lambda work: (-work.weight, work.id)):
            lighter = (number for number, other in enumerate(ordered) if other.weight < work.weight)
            ordered.insert(next(lighter, len(ordered)), work)
        return ordered

    def _fill(self, work: Work) -> None:
        """Lay the work into what is free, or say why it does not fit."""
        start = self.strip.first_fit(self._piece(work), self.now, self._latest(work))
        if start is None:
            self.left[work.id] = self._why_not(work)
        else:
            self._lay(work, start)

    def _why_not(self, work: Work) -> Reason:
        minutes = self._piece(work).minutes
        if self.now >= self.ends:
            return Reason(Because.NO_SHIFT)
        if work.phone is not None and self.strip.first_fit(
            self._piece(work)._replace(windows=None), self.now, self._latest(work)
        ):
            return Reason(Because.CLOSED if work.is_visit else Because.NO_CALL)
        free = self.strip.free(self.now)
        if free < minutes:
            return Reason(Because.FULL, minutes=minutes - free)
        return Reason(Because.NO_STRETCH, work.no_return_at, minutes=self.strip.longest(self.now))

    def _lay(self, work: Work, start: int, *why: Reason) -> None:
        self.strip.lay(self._piece(work), start)
        self._note(work, start, *why)

    def _note(self, work: Work, start: int, *why: Reason) -> None:
        self.start[work.id] = start
        self.why[work.id] = [*(why or self._limits(work, start))]

    def _limits(self, work: Work, start: int) -> Iterable[Reason]:
        end = start + self._piece(work).minutes
        if work.no_return_at and minute_of(work.no_return_at) <= self.ends:
            yield Reason(Because.NO_RETURN, work.no_return_at)
        if work.due_at and minute_of(work.due_at) < end:
            yield Reason(Because.LATE, work.due_at)
        elif work.due_at and minute_of(work.due_at) <= self.ends:
            yield Reason(Because.PROMISED, work.due_at)
        if work.phone:
            opens = next(
                (opens for opens, closes in work.phone if minute_of(opens) <= start <= minute_of(closes)), None
            )
            code = Because.IN_HOURS if work.is_visit else Because.BY_PHONE
            yield from [Reason(code, opens)] if opens else []
        if self._piece(work).minutes < work.minutes:
            yield Reason(Because.A_PART, minutes=work.minutes)
        if not self._presses(work):
            yield Reason(Because.WEIGHT)

    def _piece(self, work: Work) -> Piece:
        whole = max(work.minutes, LEAST)
        minutes = whole if self._presses(work) or work.must_start_at else min(whole, AT_ONE_GO)
        call = minutes if work.is_visit else min(CALL, minutes)
        return Piece(work.id, minutes, work.place, _windows(work.phone), call)

    def _presses(self, work: Work) -> bool:
        """Is there a deadline of today, or one that has passed?"""
        return self._target(work) <= self.ends

    def _target(self, work: Work) -> int:
        moments = (work.due_at, work.no_return_at, work.must_start_at)
        return min((minute_of(moment) for moment in moments if moment), default=self.ends + 1)

    def _in_time(self, work: Work) -> int:
        """When it should be over: by the promise while that is ahead, and by the point of no return always."""
        due = minute_of(work.due_at) if work.due_at and work.due_at > self.at else self._latest(work)
        return min(due, self._latest(work))

    def _latest(self, work: Work) -> int:
        return min(minute_of(work.no_return_at), self.ends) if work.no_return_at else self.ends

    def _result(self) -> DayPlan:
        sizes = {work.id: self._piece(work).minutes for work in self.works}
        ordered = sorted(self.start, key=lambda one: (self.start[one], one))
        ways = dict(self.strip.ways())
        for one in ordered:
            self.why[one] += [Reason(Because.ON_THE_WAY, minutes=ways[one])] if one in ways else []
        items = tuple(
            Item(one, _moment(self.start[one]), _moment(self.start[one] + sizes[one]), tuple(self.why[one]))
            for one in ordered
        )
        left = tuple(Left(work.id, self.left[work.id]) for work in self._by_weight() if work.id in self.left)
        return DayPlan(items, left, sum(sizes[one] for one in ordered), self.strip.free(self.now))

    def _by_weight(self) -> list[Work]:
        return sorted(self.works, key=lambda work: (-work.weight, work.id))


def _windows(phone: tuple[tuple[datetime, datetime], ...] | None) -> Windows | None:
    if phone is None:
        return None
    return tuple((minute_of(opens, up=True), minute_of(closes)) for opens, closes in sorted(phone))


def minute_of(moment: datetime, *, up: bool = False) -> int:
    """Minutes from 1970 to the moment; a started one counts with `up`."""
    gone = moment - EPOCH
    return -(-gone // MINUTE) if up else gone // MINUTE


def _moment(minute: int) -> datetime:
    return EPOCH + minute * MINUTE
