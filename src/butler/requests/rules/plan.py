"""The plan of one colleague's day: what when, what does not fit, and why. Pure, codes and numbers only.

What must begin at its hour stands first. Then come the deadlines of today, the nearest first; where they do not all
fit, the least weighty gives way. The rest fills what is free, in the order it had before, so that a plan does not
jump; only clearly weightier work overtakes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from butler.requests.rules.strip import Piece, Strip, Windows

MINUTE = timedelta(minutes=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LEAST = 5  # minutes that any work takes
AT_ONE_GO = 240  # minutes of work without a deadline today that one day takes
CALL = 15  # minutes that are left to talk when we ring a supplier
CLEARLY = 15  # points by which work must weigh more to overtake what stood before it


class Because(StrEnum):
    """Why work stands where it stands, or does not stand at all; with the moment and minutes that go with it."""

    MUST_START = "must_start"  # at
    UNDER_WAY = "under_way"  # at: since then
    NO_RETURN = "no_return"  # at: over before that
    PROMISED = "promised"  # at
    LATE = "late"  # at: promised for then, and later than that
    BY_PHONE = "by_phone"  # at: the supplier answers from then on
    ON_THE_WAY = "on_the_way"  # minutes before it
    A_PART = "a_part"  # minutes of the whole
    WEIGHT = "weight"
    # what does not fit
    GONE = "gone"  # at: nothing helps any more
    TAKEN = "taken"  # at: its hour is taken by weightier work
    NO_CALL = "no_call"  # the supplier does not answer while we work
    NO_STRETCH = "no_stretch"  # minutes: the longest that is free before it must be over
    FULL = "full"  # minutes that are missing
    NO_SHIFT = "no_shift"  # nobody works any more today
    ANOTHER_DAY = "another_day"  # at: it begins when the shift is over


@dataclass(frozen=True)
class Work:
    """An open task as the plan sees it."""

    id: str
    minutes: int = 20
    weight: int = 0  # more goes first
    due_at: datetime | None = None  # promised
    no_return_at: datetime | None = None
    must_start_at: datetime | None = None
    place: str = ""
    phone: tuple[tuple[datetime, datetime], ...] | None = None  # when the supplier answers; None: not known


@dataclass(frozen=True)
class Span:
    """Working time, a break or a fixed booking."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""


@dataclass(frozen=True)
class Reason:
    """A code with its moment and its minutes."""

    code: Because
    at: datetime | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class Item:
    """Work that has its time."""

    id: str
    starts_at: datetime
    ends_at: datetime
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Left:
    """Work that does not fit, and why."""

    id: str
    why: Reason


@dataclass(frozen=True)
class DayPlan:
    """The ordered plan, what does not fit, and how the shift is filled, in minutes."""

    items: tuple[Item, ...]
    left: tuple[Left, ...]
    planned: int
    free: int


def _no_way(one: str, other: str) -> int:
    return 0


@dataclass(frozen=True)
class Day:
    """The frame of the plan: working times (lunch lies between them), what is fixed, and the ways between places."""

    openings: tuple[Span, ...]
    fixed: tuple[Span, ...] = ()
    travel: Callable[[str, str], int] = field(default=_no_way)  # minutes


def plan_day(works: Iterable[Work], day: Day, now: datetime, earlier: Sequence[Item] = ()) -> DayPlan:
    """The plan from `now` to the end of the shift. `earlier` is the plan as it stood, in order.

    Every work is either an item or left, once. Nothing overlaps, nothing lies outside of the openings, nothing ends
    after its point of no return.
    """
    return _Planner(sorted(works, key=lambda work: work.id), day, now, earlier).plan()


class _Planner:
    """One day being planned: a strip that fills, and reasons that gather."""

    def __init__(self, works: list[Work], day: Day, now: datetime, earlier: Sequence[Item]) -> None:
        self.works = works
        self.now = _minute(now, up=True)
        self.at = now
        self.ends = max((_minute(span.ends_at) for span in day.openings), default=self.now)
        self.strip = Strip([(_minute(s.starts_at, up=True), _minute(s.ends_at)) for s in day.openings], day.travel)
        for span in day.fixed:
            self.strip.block(_minute(span.starts_at), _minute(span.ends_at, up=True), span.place)
        self.earlier = earlier
        self.start: dict[str, int] = {}
        self.why: dict[str, list[Reason]] = {}
        self.left: dict[str, Reason] = {}

    def plan(self) -> DayPlan:
        waiting = self._standing(self._alive())
        pressing = [work for work in waiting if self._presses(work)]
        given_way = self._deadlines(pressing)
        calm = [work for work in waiting if not self._presses(work)]
        for work in [*sorted(given_way, key=self._gives_way, reverse=True), *self._in_order(calm)]:
            self._fill(work)
        return self._result()

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
            start = _minute(work.must_start_at or self.at)
            over_in_time = start + self._piece(work).minutes <= self._latest(work)
            if start >= self.now and over_in_time and self.strip.fits_at(self._piece(work), start):
                self._lay(work, start, Reason(Because.MUST_START, work.must_start_at))
            else:
                code = Because.TAKEN if start < self.ends else Because.ANOTHER_DAY
                self.left[work.id] = Reason(code, work.must_start_at)
        waiting = {work.id: work for work in works if work.id not in self.start and work.id not in self.left}
        for item in self.earlier:
            begun = waiting.get(item.id)
            if begun and item.starts_at <= self.at < item.ends_at and self._goes_on(begun, _minute(item.starts_at)):
                self._lay(begun, _minute(item.starts_at), Reason(Because.UNDER_WAY, item.starts_at))
                del waiting[item.id]
        return list(waiting.values())

    def _goes_on(self, work: Work, start: int) -> bool:
        piece = self._piece(work)
        in_time = self.now < start + piece.minutes <= self._latest(work)
        return in_time and self.strip.fits_at(piece, start)

    def _deadlines(self, works: list[Work]) -> list[Work]:
        """Lay the deadlines of today, the nearest first; gives those that had to give way."""
        ordered = sorted(works, key=lambda work: (self._target(work), -work.weight, work.id))
        given_way: list[Work] = []
        while True:
            strip, starts, broken = self.strip.copy(), {}, None
            for number, work in enumerate(ordered):
                piece = self._piece(work)
                start = strip.first_fit(piece, self.now, self._in_time(work))
                if start is None:
                    broken = number
                    break
                strip.lay(piece, start)
                starts[work.id] = start
            if broken is None:
                break
            given_way.append(ordered.pop(self._who_gives_way(ordered, broken)))
        self.strip = strip
        for work in ordered:
            self._note(work, starts[work.id], *self._limits(work, starts[work.id]))
        return given_way

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
            self._lay(work, start, *self._limits(work, start))

    def _why_not(self, work: Work) -> Reason:
        minutes = self._piece(work).minutes
        if self.now >= self.ends:
            return Reason(Because.NO_SHIFT)
        if work.phone is not None and self.strip.first_fit(
            self._piece(work)._replace(windows=None), self.now, self._latest(work)
        ):
            return Reason(Because.NO_CALL)
        free = self.strip.free(self.now)
        if free < minutes:
            return Reason(Because.FULL, minutes=minutes - free)
        return Reason(Because.NO_STRETCH, work.no_return_at, minutes=self.strip.longest(self.now))

    def _lay(self, work: Work, start: int, *why: Reason) -> None:
        self.strip.lay(self._piece(work), start)
        self._note(work, start, *why)

    def _note(self, work: Work, start: int, *why: Reason) -> None:
        self.start[work.id] = start
        self.why[work.id] = list(why)

    def _limits(self, work: Work, start: int) -> Iterable[Reason]:
        end = start + self._piece(work).minutes
        if work.no_return_at and _minute(work.no_return_at) <= self.ends:
            yield Reason(Because.NO_RETURN, work.no_return_at)
        if work.due_at and _minute(work.due_at) < end:
            yield Reason(Because.LATE, work.due_at)
        elif work.due_at and _minute(work.due_at) <= self.ends:
            yield Reason(Because.PROMISED, work.due_at)
        if work.phone:
            opens = next((opens for opens, closes in work.phone if _minute(opens) <= start <= _minute(closes)), None)
            yield from [Reason(Because.BY_PHONE, opens)] if opens else []
        if self._piece(work).minutes < work.minutes:
            yield Reason(Because.A_PART, minutes=work.minutes)
        if not self._presses(work):
            yield Reason(Because.WEIGHT)

    def _piece(self, work: Work) -> Piece:
        whole = max(work.minutes, LEAST)
        minutes = whole if self._presses(work) or work.must_start_at else min(whole, AT_ONE_GO)
        return Piece(work.id, minutes, work.place, _windows(work.phone), min(CALL, minutes))

    def _presses(self, work: Work) -> bool:
        """Is there a deadline of today, or one that has passed?"""
        return self._target(work) <= self.ends

    def _target(self, work: Work) -> int:
        moments = (work.due_at, work.no_return_at, work.must_start_at)
        return min((_minute(moment) for moment in moments if moment), default=self.ends + 1)

    def _in_time(self, work: Work) -> int:
        """When it should be over: by the promise while that is ahead, and by the point of no return always."""
        due = _minute(work.due_at) if work.due_at and work.due_at > self.at else self._latest(work)
        return min(due, self._latest(work))

    def _latest(self, work: Work) -> int:
        return min(_minute(work.no_return_at), self.ends) if work.no_return_at else self.ends

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
    return tuple((_minute(opens, up=True), _minute(closes)) for opens, closes in sorted(phone))


def _minute(moment: datetime, *, up: bool = False) -> int:
    gone = moment - EPOCH
    return -(-gone // MINUTE) if up else gone // MINUTE


def _moment(minute: int) -> datetime:
    return EPOCH + minute * MINUTE
