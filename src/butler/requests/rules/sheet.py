"""The sheet a day is planned on: what lies where and why, what does not fit, and how long each work may take. Pure."""

from collections.abc import Iterable
from datetime import UTC, datetime

from butler.requests.rules.planned import MINUTE, Because, Day, DayPlan, Item, Left, Reason, Work
from butler.requests.rules.strip import Piece, Strip, Windows

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LEAST = 5  # minutes that any work takes
AT_ONE_GO = 240  # minutes of work without a deadline today that one day takes
CALL = 15  # minutes that are left to talk when we ring a supplier


class Sheet:
    """One day being planned: a strip that fills, and reasons that gather. `plan.py` says what goes first."""

    def __init__(self, works: list[Work], day: Day, now: datetime) -> None:
        self.works = works
        self.now = minute_of(now, up=True)
        self.at = now
        self.ends = max((minute_of(span.ends_at) for span in day.openings), default=self.now)
        self.strip = Strip([(minute_of(s.starts_at, up=True), minute_of(s.ends_at)) for s in day.openings], day.travel)
        for span in day.fixed:
            self.strip.block(minute_of(span.starts_at), minute_of(span.ends_at, up=True), span.place)
        self.start: dict[str, int] = {}
        self.why: dict[str, list[Reason]] = {}
        self.left: dict[str, Reason] = {}

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
