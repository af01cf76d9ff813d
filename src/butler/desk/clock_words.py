"""The clocks of a request and what it cannot be late for, as a page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from butler.requests import access
from butler.requests.models import ClockKind, NoReturn
from butler.requests.rules import points
from butler.requests.rules.clocks import HAND_OVER, WARN, Clock
from butler.requests.rules.terms import ClockKind as Kind

FULL = 100
BY_A_WORD = (Kind.ACKNOWLEDGE, Kind.UPDATE)  # clocks that a word to the client stops


@dataclass(frozen=True)
class ClockLine:
    """A clock that runs: its name, the colour word and the icon of the design."""

    clock: Clock

    @property
    def name(self) -> str:
        return str(ClockKind(self.clock.kind).label)

    @property
    def meaning(self) -> str:
        if self.clock.is_paused:
            return "off"
        return "risk" if self.clock.per_cent >= HAND_OVER else "warn" if self.clock.per_cent >= WARN else "ok"

    @property
    def icon(self) -> str:
        return {"off": "pause", "risk": "circle-alert", "warn": "triangle-alert", "ok": "clock"}[self.meaning]

    @property
    def is_over(self) -> bool:
        return self.clock.per_cent >= FULL

    @property
    def filled(self) -> int:
        return min(self.clock.per_cent, FULL)

    @property
    def is_stopped_by_a_word(self) -> bool:
        return self.clock.kind in BY_A_WORD


@dataclass(frozen=True)
class PointLine:
    """A point of no return: what it is, and whether it has passed."""

    what: str
    at: datetime
    is_past: bool

    @property
    def name(self) -> str:
        return str(NoReturn.What(self.what).label)


def clock_lines(request_id: UUID, *, now: datetime) -> list[ClockLine]:
    """The clocks of one request that run, what runs out first on top."""
    return [ClockLine(clock) for clock in access.clocks_of([request_id], now=now).get(request_id, ())]


def point_lines(found: Iterable[points.NoReturn], now: datetime) -> list[PointLine]:
    """What lies ahead; when all have passed, the last of them."""
    ordered = list(found)
    ahead = [point for point in ordered if point.at > now] or ordered[-1:]
    return [PointLine(point.what, point.at, point.at <= now) for point in ahead]
