"""The plan of one colleague's day: what when, what does not fit, and why. Pure, codes and numbers only.

What must begin at its hour stands first. Then come the deadlines of today, the nearest first; where they do not all
fit, the least weighty gives way. The rest fills what is free.

A plan that stands is touched as little as can be: work stays at its hour while that hour is free and early enough.
It moves when something fixed takes its hour, when a deadline finds no other room, or when clearly weightier work
overtakes it; what had to move goes to the first time that is free.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from butler.requests.rules.planned import Because, Day, DayPlan, Item, Reason, Work
from butler.requests.rules.sheet import Sheet, minute_of

CLEARLY = 15  # points by which work must weigh more to overtake what stood before it


def plan_day(works: Iterable[Work], day: Day, now: datetime, earlier: Sequence[Item] = ()) -> DayPlan:
    """The plan from `now` to the end of the shift. `earlier` is the plan as it stood, in order.

    Every work is either an item or left, once. Nothing overlaps, nothing lies outside of the openings, nothing ends
    after its point of no return.
    """
    return _Planner(sorted(works, key=lambda work: work.id), day, now, earlier).plan()


class _Planner(Sheet):
    """A day planned anew over the plan that stands."""

    def __init__(self, works: list[Work], day: Day, now: datetime, earlier: Sequence[Item]) -> None:
        super().__init__(works, day, now)
        self.earlier = earlier
        self.stood = {item.id: minute_of(item.starts_at) for item in earlier}
        self.kept: dict[str, Work] = {}  # what stands where it stood, and may still have to move
        self.freed: list[Work] = []  # what stood there until something needed its hour
        self.loose: set[str] = set()  # what was freed once

    def plan(self) -> DayPlan:
        """Everything once, in the order that the words at the top of this file say."""
        waiting = self._keep(self._standing(self._alive()))
        given_way = self._deadlines([work for work in waiting if self._presses(work)])
        calm = [work for work in waiting if not self._presses(work)]
        for work in sorted(given_way, key=self._gives_way, reverse=True):
            self._fill(work)
        while calm := self._in_order([*calm, *self._without_hour()]):
            self._fill(calm.pop(0))
        self._put_back()
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

    def _keep(self, works: list[Work]) -> list[Work]:
        """Leave at its hour what can stay there; gives what looks for a time. The clearly weightier may overtake."""
        moving = [work for work in works if work.id not in self.stood]
        lightest: int | None = None
        for work in sorted((w for w in works if w.id in self.stood), key=lambda work: (self.stood[work.id], work.id)):
            is_calm = not self._presses(work)
            overtakes = is_calm and lightest is not None and lightest + CLEARLY < work.weight
            if overtakes or not self._stays(work):
                moving.append(work)
            elif is_calm:
                lightest = work.weight if lightest is None else min(lightest, work.weight)
        return moving

    def _stays(self, work: Work) -> bool:
        """Lay it where it stood, if that hour is ahead, free, and early enough."""
        if not self._can_stand(work):
            return False
        self.kept[work.id] = work
        self._lay(work, self.stood[work.id])
        return True

    def _can_stand(self, work: Work) -> bool:
        piece, start = self._piece(work), self.stood[work.id]
        in_time = start >= self.now and start + piece.minutes <= self._in_time(work)
        return in_time and piece.may_begin(start) and self.strip.fits_at(piece, start)

    def _stands_before(self, start: int) -> bool:
        """Is there calm work in its place that would begin sooner?"""
        return any(self.start[work.id] < start for work in self.kept.values() if not self._presses(work))

    def _make_room(self, work: Work) -> list[Work] | None:
        """Free an hour for this deadline: the lightest calm work of those before it, else the lightest deadline.

        Gives the deadline that has to look anew; None when nothing stands there that could move.
        """
        before = [each for each in self.kept.values() if self.start[each.id] < self._in_time(work)]
        if not before:
            return None
        lightest = self._free(min(before, key=lambda each: (self._presses(each), each.weight, each.id)))
        if self._presses(lightest):
            return [lightest]
        self.freed.append(lightest)
        return []

    def _free(self, work: Work) -> Work:
        """It has to look for another time."""
        del self.kept[work.id], self.start[work.id]
        self.loose.add(work.id)
        self.strip.lift(work.id)
        return work

    def _without_hour(self) -> list[Work]:
        """Of what was freed, what cannot go back where it stood."""
        freed, self.freed = sorted(self.freed, key=lambda work: (-work.weight, work.id)), []
        return [work for work in freed if not self._stays(work)]

    def _fill(self, work: Work) -> None:
        """Lay the work into what is free, or say why it does not fit. Clearly lighter work moves out of its way."""
        piece, latest = self._piece(work), self._latest(work)
        start = self.strip.first_fit(piece, self.now, latest)
        lighter = [each for each in self.kept.values() if self._yields(each, work)]
        without = self.strip.copy()
        for each in lighter:
            without.lift(each.id)
        sooner = without.first_fit(piece, self.now, latest) if lighter else None
        if sooner is not None and (start is None or sooner < start):
            self._overtake(work, sooner, lighter)
        elif start is None:
            self.left[work.id] = self._why_not(work)
        else:
            self._lay(work, start)

    def _yields(self, calm: Work, to: Work) -> bool:
        return not self._presses(calm) and (self._presses(to) or calm.weight + CLEARLY < to.weight)

    def _overtake(self, work: Work, start: int, lighter: list[Work]) -> None:
        self.freed += [self._free(each) for each in lighter]
        self._lay(work, start)
        self.freed = self._without_hour()

    def _put_back(self) -> None:
        """What went to another hour for nothing goes back to its own; what overtook, or hurries, does not."""
        moved = [work for work in self.works if work.id in self.stood and not work.must_start_at]
        for _ in moved:
            moved = [work for work in moved if self._might_go_back(work)]
            if not [work for work in moved if self._goes_back(work)]:
                return

    def _might_go_back(self, work: Work) -> bool:
        start, stood = self.start.get(work.id), self.stood[work.id]
        return start is not None and (start > stood or (start < stood and work.id in self.loose))

    def _goes_back(self, work: Work) -> bool:
        here = self.start[work.id]
        self.strip.lift(work.id)
        goes = self._can_stand(work)
        self._lay(work, self.stood[work.id] if goes else here)
        return goes
