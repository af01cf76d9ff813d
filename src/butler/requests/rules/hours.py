"""When the house works, and how much work fits between two moments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
FIRST_ANSWER = 2 * HOUR  # of work: when nobody said by when
LONGEST_LOOK = 4000  # days: no walk over the calendar is longer


@dataclass(frozen=True)
class Hours:
    """When the house works, every day; over midnight or round the clock too."""

    opens: time
    closes: time
    zone: ZoneInfo

    def of(self, day: datetime) -> tuple[datetime, datetime]:
        """The working time that begins on the local day of `day`."""
        date = day.date()
        end = date if self.closes > self.opens else date + timedelta(days=1)
        opens = datetime.combine(date, self.opens, self.zone).astimezone(UTC)
        return opens, datetime.combine(end, self.closes, self.zone).astimezone(UTC)

    def onward(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Working times from the one that may hold `start`, forward."""
        day = start.astimezone(self.zone) - timedelta(days=1)
        for number in range(LONGEST_LOOK):
            yield self.of(day + timedelta(days=number))

    def backward(self, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Working times from the one that may hold `end`, back."""
        day = end.astimezone(self.zone)
        for number in range(LONGEST_LOOK):
            yield self.of(day - timedelta(days=number))

    def between(self, start: datetime, end: datetime, *, at_most: timedelta) -> timedelta:
        """How much work fits between two moments; stops counting beyond `at_most`."""
        total = timedelta(0)
        for opens, closes in self.onward(start):
            if opens >= end or total > at_most:
                break
            total += max(min(closes, end) - max(opens, start), timedelta(0))
        return total

    def before(self, end: datetime, work: timedelta) -> datetime:
        """The earliest moment from which no more than `work` fits before `end`."""
        left = work
        for opens, closes in self.backward(end):
            closes = min(closes, end)
            if closes - opens > left:
                return closes - left
            left -= max(closes - opens, timedelta(0))
        return end - work

    def after(self, start: datetime, work: timedelta) -> datetime:
        """The moment by which `work` is done when it begins at `start`."""
        left = work
        for opens, closes in self.onward(start):
            opens = max(opens, start)
            if closes - opens >= left:
                return opens + left
            left -= max(closes - opens, timedelta(0))
        return start + work


def first_answer_by(hours: Hours, now: datetime) -> datetime:
    """When a request needs a first answer if nobody said by when."""
    return hours.after(now, FIRST_ANSWER)
