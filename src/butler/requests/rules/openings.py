"""The house's working time as a line: how much of it has gone by at each moment, and back.

Worked out once for some years of one calendar; every question is then one search in a sorted list. Moments are whole
microseconds since 1970, so that a moment that goes in comes out the same.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cached_property

import numpy as np

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
Ticks = np.ndarray  # of int64


def ticks(moment: datetime) -> int:
    """Microseconds from 1970 to `moment` (aware)."""
    return (moment - EPOCH) // TICK


def moment_of(count: int) -> datetime:
    """The moment in UTC that many microseconds after 1970."""
    return EPOCH + int(count) * TICK


class Openings:
    """Working times from `begins` to `ends`; beyond both the calendar is not kept and every hour counts."""

    def __init__(self, begins: int, ends: int, spans: Iterable[tuple[int, int]]) -> None:
        """`spans` may overlap; one that is empty or turned round (an hour that a clock jumped over) is nothing."""
        self.begins, self.ends = begins, ends
        self.opens: list[int] = []
        self.gone: list[int] = []  # work that has gone by when it opens
        self.gone_after: list[int] = []  # and when it closes
        total, last = 0, begins
        for opened, closed in sorted(spans):
            start, end = max(opened, last), min(closed, ends)
            if start >= end:
                continue
            self.opens.append(start)
            self.gone.append(total)
            total += end - start
            self.gone_after.append(total)
            last = end
        self.total = total

    def worked(self, moment: int) -> int:
        """How much work has gone by at `moment`, counted from `begins`. Never falls."""
        if moment <= self.begins:
            return moment - self.begins
        if moment >= self.ends:
            return self.total + moment - self.ends
        here = bisect_right(self.opens, moment) - 1
        return min(self.gone[here] + moment - self.opens[here], self.gone_after[here]) if here >= 0 else 0

    def when(self, work: int) -> int:
        """The earliest moment at which `work` has gone by."""
        if work <= 0:
            return self.begins + work
        if work > self.total:
            return self.ends + work - self.total
        here = bisect_left(self.gone_after, work)
        return self.opens[here] + work - self.gone[here]

    def worked_by_many(self, moments: Ticks) -> Ticks:
        """`worked` of many moments at once."""
        inside = np.clip(moments, self.begins, self.ends)
        opens, gone, gone_after = self._lines
        here = np.searchsorted(opens, inside, side="right") - 1
        within = np.minimum(gone[here] + inside - opens[here], gone_after[here])
        return np.where(here >= 0, within, 0) + moments - inside

    def when_of_many(self, work: Ticks) -> Ticks:
        """`when` of many at once."""
        opens, gone, gone_after = self._lines
        here = np.minimum(np.searchsorted(gone_after, work, side="left"), len(opens) - 1)
        found = opens[here] + work - gone[here]
        found = np.where(work <= 0, self.begins + work, found)
        return np.where(work > self.total, self.ends + work - self.total, found)

    @cached_property
    def _lines(self) -> tuple[Ticks, Ticks, Ticks]:
        lines = (self.opens, self.gone, self.gone_after) if self.opens else ([self.ends], [0], [0])
        opens, gone, gone_after = (np.array(line, dtype=np.int64) for line in lines)
        return opens, gone, gone_after
