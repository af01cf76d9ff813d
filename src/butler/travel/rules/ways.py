"""How long an empty car takes from place to place: the port, the house's own estimate, a matrix that remembers.

Another source (a routing server) is a class with the same one verb; `Remembered` asks it once for a pair and an hour.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from butler.ground.places import Point, travel_minutes, within_town_minutes

CELL = 3  # digits of a degree that make two places one: about a hundred metres


class Ways(Protocol):
    """A source of travel times."""

    def minutes(self, one: Point | None, other: Point | None, at: datetime) -> int:
        """By car, setting out at `at` (aware); a place may be unknown."""
        ...


@dataclass(frozen=True)
class Estimated:
    """From the map and the hour of the local day; across the town where a place is unknown."""

    zone: ZoneInfo

    def minutes(self, one: Point | None, other: Point | None, at: datetime) -> int:
        hour = at.astimezone(self.zone).hour
        if one is None or other is None:
            return within_town_minutes(hour)
        return travel_minutes(one, other, hour)


Cell = tuple[float, float] | None


@dataclass(frozen=True)
class Remembered:
    """A matrix of what was asked before, by cells of the map and hours of the week."""

    source: Ways
    zone: ZoneInfo
    known: dict[tuple[Cell, Cell, int, int], int] = field(default_factory=dict)

    def minutes(self, one: Point | None, other: Point | None, at: datetime) -> int:
        local = at.astimezone(self.zone)
        key = (_cell(one), _cell(other), local.weekday(), local.hour)
        if key not in self.known:
            self.known[key] = self.source.minutes(one, other, at)
        return self.known[key]


def _cell(point: Point | None) -> Cell:
    return None if point is None else (round(point.latitude, CELL), round(point.longitude, CELL))
