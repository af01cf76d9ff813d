"""The figures of a report, counted from plain rows: volume, clocks kept, load by hour, hours returned. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from butler.requests.rules.returned import Returned, Settled, returned

HOURS, WEEKDAYS = 24, 7


@dataclass(frozen=True)
class Matter:
    """A request in a period: whose, of what kind, where it stands now, the minutes that were worked on it."""

    id: UUID
    client_id: UUID
    owner_id: int
    category: str
    state: str = ""
    worked: int = 0


@dataclass(frozen=True)
class Ran:
    """A clock that has run out or was stopped: until when, when it stopped if it did, and whose it was."""

    kind: str
    request_id: UUID
    client_id: UUID
    owner_id: int
    due_at: datetime
    stopped_at: datetime | None

    @property
    def is_kept(self) -> bool:
        return self.stopped_at is not None and self.stopped_at <= self.due_at


@dataclass(frozen=True)
class Rows:
    """What happened in a period, before anything is counted."""

    opened: tuple[Matter, ...] = ()
    settled: tuple[Matter, ...] = ()
    called_off: tuple[Matter, ...] = ()
    ran: tuple[Ran, ...] = ()
    came: tuple[datetime, ...] = ()  # what clients wrote
    done: tuple[datetime, ...] = ()  # what colleagues wrote and did


@dataclass(frozen=True)
class CategoryLine:
    """Of one category: how many were opened, settled and called off."""

    category: str
    opened: int
    settled: int
    called_off: int


@dataclass(frozen=True)
class StateLine:
    """Of what was opened: how many stand in this state now."""

    state: str
    count: int


@dataclass(frozen=True)
class Volume:
    opened: int = 0
    settled: int = 0
    called_off: int = 0
    categories: tuple[CategoryLine, ...] = ()
    states: tuple[StateLine, ...] = ()


@dataclass(frozen=True)
class KindLine:
    """Clocks of one kind: how many have ended, how many of them in time."""

    kind: str
    ended: int
    kept: int

    @property
    def per_cent(self) -> int | None:
        return per_cent(self.kept, self.ended)


@dataclass(frozen=True)
class Clocks:
    kinds: tuple[KindLine, ...] = ()
    missed: tuple[Ran, ...] = ()  # the latest first

    @property
    def ended(self) -> int:
        return sum(line.ended for line in self.kinds)

    @property
    def kept(self) -> int:
        return sum(line.kept for line in self.kinds)

    @property
    def per_cent(self) -> int | None:
        """None while nothing has ended: nothing kept is not everything missed."""
        return per_cent(self.kept, self.ended)


@dataclass(frozen=True)
class Load:
    """How many of a thing fell into each hour of the clock on the wall, and into each hour of each weekday."""

    came: tuple[int, ...] = (0,) * HOURS
    done: tuple[int, ...] = (0,) * HOURS
    week: tuple[tuple[int, ...], ...] = ((0,) * HOURS,) * WEEKDAYS  # what came, Monday first

    @property
    def is_empty(self) -> bool:
        return not any(self.came) and not any(self.done)

    @property
    def busiest(self) -> tuple[int, int] | None:
        """The weekday and hour in which the most came; the earliest of equals, none where nothing came."""
        most = max(max(day) for day in self.week)
        if not most:
            return None
        return next((day, hour) for day in range(WEEKDAYS) for hour in range(HOURS) if self.week[day][hour] == most)


@dataclass(frozen=True)
class Figures:
    volume: Volume = field(default_factory=Volume)
    clocks: Clocks = field(default_factory=Clocks)
    load: Load = field(default_factory=Load)
    returned: Returned = field(default_factory=lambda: Returned(()))

    @property
    def is_empty(self) -> bool:
        return not (self.volume.opened or self.volume.settled or self.clocks.ended) and self.load.is_empty


@dataclass(frozen=True)
class ShortLine:
    """One colleague or one client in few figures."""

    id: Any  # of the colleague or of the client
    opened: int
    settled: int
    kept: int
    ended: int
    returned_minutes: int

    @property
    def per_cent(self) -> int | None:
        return per_cent(self.kept, self.ended)

    @property
    def returned_hours(self) -> int:
        return self.returned_minutes // 60


def figures(rows: Rows, zone: ZoneInfo) -> Figures:
    """Everything that a report counts, on the wall clock of this zone."""
    return Figures(volume(rows), clocks(rows.ran), load(rows, zone), returned(_settled(rows.settled)))


def volume(rows: Rows) -> Volume:
    """What was opened, settled and called off; categories by how many were opened, the largest first."""
    counts = [Counter(matter.category for matter in part) for part in (rows.opened, rows.settled, rows.called_off)]
    lines = [CategoryLine(one, *(count[one] for count in counts)) for one in set().union(*counts)]
    states = Counter(matter.state for matter in rows.opened)
    standing = sorted(states.items(), key=lambda one: (-one[1], one[0]))
    opened, settled, called_off = (count.total() for count in counts)
    return Volume(
        opened,
        settled,
        called_off,
        categories=tuple(sorted(lines, key=lambda line: (-line.opened, -line.settled, line.category))),
        states=tuple(StateLine(state, count) for state, count in standing),
    )


def clocks(ran: Iterable[Ran]) -> Clocks:
    """By kind, and which were missed."""
    kinds: dict[str, list[Ran]] = defaultdict(list)
    for one in ran:
        kinds[one.kind].append(one)
    lines = (KindLine(kind, len(found), sum(one.is_kept for one in found)) for kind, found in sorted(kinds.items()))
    missed = [one for found in kinds.values() for one in found if not one.is_kept]
    return Clocks(tuple(lines), tuple(sorted(missed, key=lambda one: (one.due_at, one.request_id), reverse=True)))


def load(rows: Rows, zone: ZoneInfo) -> Load:
    """By hour, and by weekday and hour, as the clock stood on the wall in this zone."""
    week = Counter((local.weekday(), local.hour) for at in rows.came if (local := at.astimezone(zone)))
    done = Counter(at.astimezone(zone).hour for at in rows.done)
    grid = tuple(tuple(week[day, hour] for hour in range(HOURS)) for day in range(WEEKDAYS))
    came = tuple(sum(day[hour] for day in grid) for hour in range(HOURS))
    return Load(came, tuple(done[hour] for hour in range(HOURS)), grid)


def by_owner(rows: Rows) -> tuple[ShortLine, ...]:
    """Each colleague who owned something of it."""
    return _short(rows, "owner_id")


def by_client(rows: Rows) -> tuple[ShortLine, ...]:
    """Each client for whom something was done."""
    return _short(rows, "client_id")


def per_cent(part: int, whole: int) -> int | None:
    """A share in whole per cent, rounded down: only everything is a hundred."""
    return part * 100 // whole if whole else None


def _short(rows: Rows, whose: str) -> tuple[ShortLine, ...]:
    parts: dict[str, dict[Any, list]] = {}
    for name in ("opened", "settled", "ran"):
        parts[name] = defaultdict(list)
        for one in getattr(rows, name):
            parts[name][getattr(one, whose)].append(one)
    ids = {one for found in parts.values() for one in found}
    lines = [
        ShortLine(
            id=one,
            opened=len(parts["opened"][one]),
            settled=len(parts["settled"][one]),
            kept=sum(clock.is_kept for clock in parts["ran"][one]),
            ended=len(parts["ran"][one]),
            returned_minutes=returned(_settled(parts["settled"][one])).minutes,
        )
        for one in ids
    ]
    return tuple(sorted(lines, key=lambda line: (-line.settled, -line.opened, str(line.id))))


def _settled(matters: Iterable[Matter]) -> Iterable[Settled]:
    return (Settled(matter.category, matter.worked) for matter in matters)
