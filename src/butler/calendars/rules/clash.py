"""Clashes and tight transfers in one person's time: what overlaps, and where the way is too long for the time between.

A sorted sweep: each stay is compared with those still going on and with the one before it, not with all others.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from zoneinfo import ZoneInfo

Place = Hashable
TravelMinutes = Callable[[Place, Place], float | None]


@dataclass(frozen=True, slots=True)
class Stay:
    """Where somebody has to be, and when. `place` None means that nobody said where."""

    id: Hashable
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo  # of that place on that day
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """Two stays at the same time, and for how long."""

    first: Stay
    second: Stay
    overlap: timedelta

    @property
    def day(self) -> date:
        """The day on the clock of the place where it goes wrong."""
        return self.second.starts_at.astimezone(self.second.zone).date()


@dataclass(frozen=True, slots=True)
class Tight:
    """Two stays with too little time between for the way, and how much is missing."""

    first: Stay
    second: Stay
    gap: timedelta
    needed: timedelta

    @property
    def missing(self) -> timedelta:
        """How much later the second would have to start."""
        return self.needed - self.gap

    @property
    def day(self) -> date:
        """The day on the clock of the place one has to reach."""
        return self.second.starts_at.astimezone(self.second.zone).date()


def clashes(
    stays: Iterable[Stay], travel: TravelMinutes, *, longest: timedelta = timedelta(hours=24)
) -> list[Clash | Tight]:
    """All clashes and tight transfers among one person's stays, by the start of the later one.

    `travel(a, b)` gives minutes, or None where nobody knows; a gap beyond `longest` is never tight. Stays without
    length (a reminder) clash with nothing, but one still has to get there.
    """
    return list(_sweep(sorted(stays, key=lambda stay: (stay.starts_at, stay.ends_at)), travel, longest))


def _sweep(stays: list[Stay], travel: TravelMinutes, longest: timedelta) -> Iterator[Clash | Tight]:
    going: list[tuple[datetime, int]] = []  # ends of what has started, soonest first
    last: Stay | None = None  # of all that has ended, the one that ended last
    for number, stay in enumerate(stays):
        while going and going[0][0] <= stay.starts_at:
            last = stays[heappop(going)[1]]
        for _, other in sorted(going, key=lambda each: each[1]):
            overlap = min(stays[other].ends_at, stay.ends_at) - stay.starts_at
            if overlap > timedelta(0):
                yield Clash(stays[other], stay, overlap)
        if last is not None and (tight := _tight(last, stay, travel, longest)):
            yield tight
        heappush(going, (stay.ends_at, number))


def _tight(first: Stay, second: Stay, travel: TravelMinutes, longest: timedelta) -> Tight | None:
    gap = second.starts_at - first.ends_at
    if first.place is None or second.place is None or first.place == second.place or gap > longest:
        return None
    minutes = travel(first.place, second.place)
    if minutes is None or gap >= timedelta(minutes=minutes):
        return None
    return Tight(first, second, gap, timedelta(minutes=minutes))
