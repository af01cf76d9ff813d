"""When the house works, and how much work fits between two moments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from butler.ground import workdays
from butler.requests.rules.openings import EPOCH, TICK, Openings, moment_of, ticks

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
FIRST_ANSWER = 2 * HOUR  # of work: when nobody said by when
BLOCK = 4  # years that are worked out together
FIRST_YEAR, LAST_YEAR = 1972, 2200  # beyond them every hour counts
MONDAY, SUNDAY = 0, 6


class Holidays(StrEnum):
    """What the house does on a day off of the production calendar; but for AS_USUAL it works on moved Saturdays."""

    AS_SUNDAY = "as_sunday"
    CLOSED = "closed"
    AS_USUAL = "as_usual"


@dataclass(frozen=True)
class Shift:
    """From opening to closing on the wall clock, less lunch. Closing not after opening is the next morning's."""

    opens: time
    closes: time
    lunch: tuple[time, time] | None = None

    def on(self, day: date, zone: ZoneInfo) -> Iterator[tuple[int, int]]:
        """The working times that begin on `day`, in ticks."""
        opens, closes = _tick(day, self.opens, zone), _tick(_morrow(day, self.opens, self.closes), self.closes, zone)
        if self.lunch is None:
            yield opens, closes
            return
        left, back = self.lunch
        out = day + timedelta(days=left < self.opens)  # lunch of a night shift may lie after midnight
        yield opens, min(_tick(out, left, zone), closes)
        yield _tick(_morrow(out, left, back), back, zone), closes


@dataclass(frozen=True)
class Hours:
    """The calendar of the house: every day alike, or a week, with holidays and the house's own days.

    `between`, `before` and `after` count working time only; each is one search in a line worked out beforehand.
    """

    opens: time
    closes: time
    zone: ZoneInfo
    week: tuple[Shift | None, ...] = ()  # Monday to Sunday, None is closed; empty: `opens` to `closes` every day
    holidays: Holidays = Holidays.AS_USUAL
    days: tuple[tuple[date, Shift | None], ...] = ()  # the house's own closed and extra days go before all else

    def shift_on(self, day: date) -> Shift | None:
        """What the house works on that day; None when it is closed."""
        if day in self._own_days:
            return self._own_days[day]
        if self.holidays != Holidays.AS_USUAL and self._differ:
            if workdays.is_holiday(day):
                return self._week[SUNDAY] if self.holidays == Holidays.AS_SUNDAY else None
            if workdays.is_moved_workday(day):
                return self._week[MONDAY]
        return self._week[day.weekday()]

    def is_open(self, moment: datetime) -> bool:
        """Does the house work at `moment`?"""
        return self.between(moment, moment + TICK) > timedelta(0)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much work fits between two moments; nothing when the end is not after the start."""
        if end <= start:
            return timedelta(0)
        line = self.line(start, end)
        return (line.worked(ticks(end)) - line.worked(ticks(start))) * TICK

    def before(self, end: datetime, work: timedelta) -> datetime:
        """The earliest moment from which no more than `work` fits before `end`."""
        return self._shifted(end, -work)

    def after(self, start: datetime, work: timedelta) -> datetime:
        """The first moment by which `work` is done when it begins at `start`; `start` itself when there is none."""
        return self._shifted(start, work) if work > timedelta(0) else start

    def line(self, start: datetime, end: datetime) -> Openings:
        """The working time of all years around these two moments."""
        first, last = _block(start.year - 1), _block(end.year + 1) + BLOCK
        if (first, last) not in self._lines:
            self._lines[first, last] = self._work_out(first, last)
        return self._lines[first, last]

    def _shifted(self, moment: datetime, work: timedelta) -> datetime:
        """Where the line stands `work` further; looks at more years while the answer lies outside."""
        first = last = moment
        while True:
            line = self.line(first, last)
            found = line.when(line.worked(ticks(moment)) + work // TICK)
            if found < line.begins and first.year > FIRST_YEAR:
                first = first.replace(year=max(first.year - 2 * BLOCK, FIRST_YEAR), day=1)
            elif found > line.ends and last.year < LAST_YEAR:
                last = last.replace(year=min(last.year + 2 * BLOCK, LAST_YEAR), day=1)
            else:
                return moment_of(found)

    def _work_out(self, first: int, last: int) -> Openings:
        begins, ends = datetime(first, 1, 1, tzinfo=UTC), datetime(last, 1, 1, tzinfo=UTC)
        days = (begins.date() + timedelta(days=number) for number in range(-1, (ends - begins).days + 1))
        spans = (span for day in days if (shift := self.shift_on(day)) for span in shift.on(day, self.zone))
        return Openings(ticks(begins), ticks(ends), spans)

    @cached_property
    def _week(self) -> tuple[Shift | None, ...]:
        return self.week or (Shift(self.opens, self.closes),) * 7

    @cached_property
    def _differ(self) -> bool:
        """Would a holiday be another day? The calendar of holidays is slow to open."""
        return self.holidays == Holidays.CLOSED or len(set(self._week)) > 1

    @cached_property
    def _own_days(self) -> dict[date, Shift | None]:
        return dict(self.days)

    @cached_property
    def _lines(self) -> dict[tuple[int, int], Openings]:
        return {}


def first_answer_by(hours: Hours, now: datetime) -> datetime:
    """When a request needs a first answer if nobody said by when."""
    return hours.after(now, FIRST_ANSWER)


def _morrow(day: date, start: time, end: time) -> date:
    return day if end > start else day + timedelta(days=1)


def _tick(day: date, at: time, zone: ZoneInfo) -> int:
    return (datetime.combine(day, at, zone) - EPOCH) // TICK


def _block(year: int) -> int:
    return min(max(year, FIRST_YEAR), LAST_YEAR - BLOCK) // BLOCK * BLOCK
