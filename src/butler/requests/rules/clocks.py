"""The clocks of a request: which of them run, how much of its term each has used, which were kept. Pure.

A clock counts working time of the house, less the pauses; the client's own zone plays no part. Everything is worked out
from what happened: the steps, what we told the client, what the client wrote. A thank-you is none of these.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from butler.requests.rules.hours import Hours
from butler.requests.rules.lifecycle import AT_REST, State
from butler.requests.rules.terms import ClockKind, Terms

NOTHING = timedelta(0)
WARN, HAND_OVER, FULL = 70, 90, 100  # per cent of the term
TOLD_BY = frozenset({State.OPTIONS, State.APPROVAL})  # the client has heard from us, or it would not stand there
OURS = frozenset({State.ACCEPTED, State.BOOKED})  # it is our turn
THEIRS = frozenset({State.OPTIONS, State.APPROVAL})  # it is the client's


class Outcome(StrEnum):
    RUNNING = "running"
    KEPT = "kept"
    MISSED = "missed"
    DROPPED = "dropped"  # another clock took its place, or the request is one with another


@dataclass(frozen=True)
class Gap:
    """A time that does not count: a pause, or the client's turn. Without an end it goes on."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class Course:
    """What happened to a request, as far as its clocks are concerned; each in the order of time."""

    asked_at: datetime  # the client said it
    steps: tuple[tuple[datetime, State], ...]  # from NEW on, without those that were taken back
    is_written: bool = False  # by a message: then only a word of ours answers it, not somebody's taking it up
    told: tuple[datetime, ...] = ()  # words of ours to the client about it
    heard: tuple[datetime, ...] = ()  # words of theirs about it that want an answer
    pauses: tuple[Gap, ...] = ()
    promised_at: datetime | None = None
    is_merged: bool = False  # it goes on as another


@dataclass(frozen=True)
class Clock:
    """One clock from its start: how much it may take, how much it has, and when it runs out or how it ended."""

    kind: ClockKind
    started_at: datetime
    due_at: datetime
    allowed: timedelta  # of work
    used: timedelta  # of work, until it stopped or until now
    stopped_at: datetime | None
    outcome: Outcome
    is_paused: bool = False
    is_promise: bool = False  # it runs out when the client was told to hear, before the term

    @property
    def is_running(self) -> bool:
        return self.outcome == Outcome.RUNNING

    @property
    def left(self) -> timedelta:
        """Of work; nothing once it has run out."""
        return max(self.allowed - self.used, NOTHING)

    @property
    def over(self) -> timedelta:
        """Of work, since it ran out."""
        return max(self.used - self.allowed, NOTHING)

    @property
    def per_cent(self) -> int:
        """How much of the term is used, rounded down: 100 and more when it has run out."""
        if self.allowed <= NOTHING:
            return FULL if self.used > NOTHING or self.is_running else 0
        return int(self.used * FULL // self.allowed)


@dataclass(frozen=True)
class _Run:
    """A clock before it is measured: from when, until when if it stopped, and what does not count."""

    kind: ClockKind
    start: datetime
    stop: datetime | None
    gaps: tuple[Gap, ...] = ()
    is_cut: bool = False  # it stopped without what it waited for: missed when it was late, else dropped
    is_void: bool = False  # the request goes on as another


Ended = tuple[str, datetime, datetime]  # kind, start and end of a clock that has stopped


def clocks(
    course: Course, terms: Terms, hours: Hours, now: datetime, *, but: Container[Ended] = ()
) -> tuple[Clock, ...]:
    """Every clock that ever ran for a request, those that run too, in the order of their starts.

    `but`: those that have stopped and are known; they are not measured again.
    """
    news = (run for run in _runs(course) if run.stop is None or (run.kind.value, run.start, run.stop) not in but)
    found = _measured(news, course, terms, hours, now)
    return tuple(sorted(found, key=lambda clock: (clock.started_at, list(ClockKind).index(clock.kind))))


def running(course: Course, terms: Terms, hours: Hours, now: datetime) -> tuple[Clock, ...]:
    """The clocks that run, what runs out first on top."""
    found = _measured((run for run in _runs(course) if run.stop is None), course, terms, hours, now)
    return tuple(sorted((clock for clock in found if clock.is_running), key=lambda clock: clock.due_at))


def rings_at(clock: Clock, hours: Hours, now: datetime) -> datetime | None:
    """When a running clock passes its next mark, at the earliest; None when it has passed them all, or waits."""
    ahead = [mark for mark in (WARN, HAND_OVER) if clock.per_cent < mark]
    if not ahead or clock.is_paused:
        return None
    return hours.after(now, -(-clock.allowed * ahead[0] // FULL) - clock.used)


def _runs(course: Course) -> list[_Run]:
    answers = list(_answers(course))
    return [*answers, *_options(course), *_execution(course), *_updates(course, answers)]


def _measured(runs: Iterable[_Run], course: Course, terms: Terms, hours: Hours, now: datetime) -> Iterator[Clock]:
    for run in runs:
        term = terms.of(run.kind)
        if term is not None:
            yield _measure(run, course, term, hours, now)


def _answers(course: Course) -> Iterator[_Run]:
    """From what the client said until we answer; what they say meanwhile neither starts another nor moves this one."""
    quiet_until = course.asked_at
    for start in (course.asked_at, *(at for at in course.heard if not _stood_in(course, AT_REST, at))):
        if start < quiet_until:
            continue
        is_spoken = start == course.asked_at and not course.is_written
        taken_up = _entered(course, TOLD_BY | {State.ACCEPTED} if is_spoken else TOLD_BY)
        answer = _first_after(start, course.told, taken_up)
        over = _first_after(start, _entered(course, AT_REST | {State.DELIVERED}), strictly=True)
        stop = min((at for at in (answer, over) if at is not None), default=None)
        is_void = stop == over and course.is_merged
        yield _Run(ClockKind.ACKNOWLEDGE, start, stop, is_cut=stop == over and stop != answer, is_void=is_void)
        if stop is None:
            return
        quiet_until = stop


def _options(course: Course) -> Iterator[_Run]:
    """From taking it up until something lies before the client, each time anew."""
    for since, until, after in _times_in(course, frozenset({State.ACCEPTED})):
        is_over = after in AT_REST
        yield _Run(ClockKind.OPTIONS, since, until, is_cut=is_over, is_void=is_over and course.is_merged)


def _execution(course: Course) -> Iterator[_Run]:
    """From taking it up until it is confirmed or done; the client's turn does not count."""
    gaps = tuple(Gap(since, until) for since, until, _ in _times_in(course, THEIRS))
    for since, until, after in _times_in(course, OURS | THEIRS):
        is_void = after in AT_REST and course.is_merged
        yield _Run(ClockKind.EXECUTION, since, until, gaps, is_cut=after == State.CANCELLED, is_void=is_void)


def _updates(course: Course, answers: Sequence[_Run]) -> Iterator[_Run]:
    """While it is our turn, from each word of ours to the next; while an answer is awaited, that clock runs instead."""
    for since, until, after in _times_in(course, OURS):
        start = _free_from(since, answers)
        while start is not None and (until is None or start < until):
            word = _first_after(start, course.told, strictly=True)
            asked = min((run.start for run in answers if run.start > start), default=None)
            stop = min((at for at in (word, asked, until) if at is not None), default=None)
            is_over = stop == until and after in AT_REST
            is_cut = stop != word and (stop == asked or is_over)
            yield _Run(ClockKind.UPDATE, start, stop, is_cut=is_cut, is_void=is_over and course.is_merged)
            start = None if stop is None else _free_from(stop, answers)


def _free_from(start: datetime, answers: Sequence[_Run]) -> datetime | None:
    """The first moment from `start` on at which no answer is awaited."""
    for run in answers:
        if run.start <= start and (run.stop is None or run.stop > start):
            if run.stop is None:
                return None
            start = run.stop
    return start


def _times_in(course: Course, states: frozenset[State]) -> Iterator[tuple[datetime, datetime | None, State | None]]:
    """The stretches in which the request stood in any of these states: since, until, and the state that ended it."""
    since: datetime | None = None
    for at, state in course.steps:
        if state in states:
            since = at if since is None else since
        elif since is not None:
            yield since, at, state
            since = None
    if since is not None:
        yield since, None, None


def _entered(course: Course, states: frozenset[State]) -> tuple[datetime, ...]:
    return tuple(at for at, state in course.steps if state in states)


def _first_after(start: datetime, *moments: Sequence[datetime], strictly: bool = False) -> datetime | None:
    found = (at for each in moments for at in each if at > start or (at == start and not strictly))
    return min(found, default=None)


def _stood_in(course: Course, states: frozenset[State], at: datetime) -> bool:
    """Did the request stand in one of these states at that moment?"""
    before = [state for since, state in course.steps if since <= at]
    return bool(before) and before[-1] in states


def _measure(run: _Run, course: Course, term: timedelta, hours: Hours, now: datetime) -> Clock:
    gaps = _joined([*course.pauses, *run.gaps], now)
    due, is_promise = _runs_out(run.start, term, gaps, hours), False
    promised = course.promised_at
    if run.kind == ClockKind.OPTIONS and promised is not None and run.start < promised < due:
        due, term, is_promise = promised, _work(run.start, promised, gaps, hours), True
    end = run.stop if run.stop is not None else max(now, run.start)
    return Clock(
        kind=run.kind, started_at=run.start, due_at=due, allowed=term, used=_work(run.start, end, gaps, hours),
        stopped_at=run.stop, outcome=_outcome(run, due), is_promise=is_promise,
        is_paused=run.stop is None and any(_holds(gap, now) for gap in (*course.pauses, *run.gaps)),
    )  # fmt: skip


def _outcome(run: _Run, due: datetime) -> Outcome:
    if run.is_void:
        return Outcome.DROPPED
    if run.stop is None:
        return Outcome.RUNNING
    if run.stop > due:
        return Outcome.MISSED
    return Outcome.DROPPED if run.is_cut else Outcome.KEPT


def _holds(gap: Gap, now: datetime) -> bool:
    return gap.since <= now and (gap.until is None or now < gap.until)


def _joined(gaps: Sequence[Gap], now: datetime) -> list[Gap]:
    """Gaps in order, those that touch as one. One without an end goes on at least until now."""
    found: list[Gap] = []
    for gap in sorted(gaps, key=lambda gap: gap.since):
        until = gap.until or max(now, gap.since)
        if found and gap.since <= (found[-1].until or gap.since):
            found[-1] = Gap(found[-1].since, max(found[-1].until or until, until))
        elif until > gap.since:
            found.append(Gap(gap.since, until))
    return found


def _stretches(start: datetime, gaps: Sequence[Gap]) -> Iterator[tuple[datetime, datetime | None]]:
    """What counts from `start` on: between the gaps, and after the last for good."""
    for gap in gaps:
        if gap.since > start:
            yield start, gap.since
        start = max(start, gap.until or start)
    yield start, None


def _work(start: datetime, end: datetime, gaps: Sequence[Gap], hours: Hours) -> timedelta:
    counted = ((begins, end if ends is None else min(ends, end)) for begins, ends in _stretches(start, gaps))
    return sum((hours.between(begins, ends) for begins, ends in counted if begins < ends), NOTHING)


def _runs_out(start: datetime, term: timedelta, gaps: Sequence[Gap], hours: Hours) -> datetime:
    left = term
    for begins, ends in _stretches(start, gaps):
        if ends is None or hours.between(begins, ends) >= left:
            return hours.after(begins, left)
        left -= hours.between(begins, ends)
    raise AssertionError("the last stretch has no end")
