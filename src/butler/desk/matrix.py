"""What the matrix page shows: the tray, four quadrants, the shift, and why the chosen task stands where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.functional import cached_property

from butler.desk.shell import address
from butler.dossiers.access import Card, cards
from butler.ground.models import House
from butler.ground.refusals import NotHere
from butler.requests import access
from butler.requests.access import MoveCard, TaskCard
from butler.requests.models import Quadrant
from butler.requests.rules import HOUR
from butler.staff.models import Role, Staff

MINE, TEAM, HOUSE = "mine", "team", "house"
MEANING = {Quadrant.NOW: "risk", Quadrant.PLAN: "ok", Quadrant.HAND_OVER: "wait", Quadrant.LATER: "off"}
HINTS = {
    Quadrant.NOW: "zap",
    Quadrant.PLAN: "calendar-check",
    Quadrant.HAND_OVER: "handshake",
    Quadrant.LATER: "hourglass",
}
UNDOABLE = timedelta(hours=12)  # a shift
PRESSING = 90  # urgency from which the date turns red
ONE_MORE = timedelta(minutes=30)  # room for one urgent thing more
CLOSE_FIT = timedelta(minutes=10)


@dataclass(frozen=True)
class Row:
    """A task with its client's name."""

    task: TaskCard
    client: Card

    @property
    def quadrant(self) -> Quadrant:
        return self.task.place

    @property
    def meaning(self) -> str:
        """Of the date's tag: red only for what is to be done now."""
        if self.task.place != Quadrant.NOW:
            return "" if self.task.place == Quadrant.LATER else MEANING[self.task.place]
        return "risk" if self.task.score.urgency >= PRESSING else "warn"

    @property
    def hint(self) -> str:
        return MEANING[self.task.proposal]

    @property
    def hint_icon(self) -> str:
        return HINTS[self.task.proposal]

    @property
    def urgent_at(self) -> datetime | None:
        """When it turns urgent by itself, if it has not yet."""
        return None if self.task.score.is_urgent else self.task.score.becomes_urgent_at


@dataclass(frozen=True)
class Quarter:
    """One quadrant of the board."""

    quadrant: Quadrant
    rows: tuple[Row, ...]

    @property
    def number(self) -> int:
        return int(self.quadrant)

    @property
    def name(self) -> str:
        return str(self.quadrant.label)

    @property
    def meaning(self) -> str:
        return MEANING[self.quadrant]

    @property
    def minutes(self) -> int:
        return sum(row.task.effort_minutes for row in self.rows)


@dataclass(frozen=True)
class Shift:
    """What is left of one's day, and what is left to do in it."""

    ends_at: datetime
    left: timedelta
    work: timedelta
    starts_at: datetime | None = None  # if it has not begun

    @property
    def free(self) -> timedelta:
        return self.left - self.work

    @property
    def over(self) -> timedelta:
        return -self.free

    @property
    def fit(self) -> str:
        """over, ended, tight, one (room for one urgent thing), or free."""
        if not self.left:
            return "ended"
        if self.free < -CLOSE_FIT:
            return "over"
        if self.free <= CLOSE_FIT:
            return "tight"
        return "one" if self.free < 2 * HOUR else "free"


@dataclass(frozen=True)
class Scope:
    """Whose tasks are looked at."""

    name: str
    count: int
    is_current: bool


class Matrix:
    """Everything the page asks for, gathered once."""

    def __init__(self, staff: Staff, house: House, now: datetime, *, whose: str = MINE, chosen: UUID | None = None):
        self.staff, self.house, self.now = staff, house, now
        self.whose = whose if whose in self.scope_names else MINE
        self.rows = _rows(access.open_tasks(now=now, owners=self._owners(self.whose)))
        self.chosen_id = chosen

    @property
    def scope_names(self) -> tuple[str, ...]:
        return {Role.LEAD: (MINE, TEAM), Role.OWNER: (MINE, HOUSE)}.get(Role(self.staff.role), (MINE,))

    @cached_property
    def scopes(self) -> list[Scope]:
        if len(self.scope_names) == 1:
            return []
        return [Scope(name, self._count(name), name == self.whose) for name in self.scope_names]

    @property
    def is_mine(self) -> bool:
        return self.whose == MINE

    @cached_property
    def tray(self) -> list[Row]:
        """What nobody has looked at yet, the latest first."""
        return sorted(
            (row for row in self.rows if not row.task.is_seen), key=lambda row: row.task.asked_at, reverse=True
        )

    @cached_property
    def board(self) -> list[Row]:
        return [row for row in self.rows if row.task.is_seen]

    @cached_property
    def quarters(self) -> list[Quarter]:
        return [Quarter(each, tuple(row for row in self.board if row.quadrant == each)) for each in Quadrant]

    @cached_property
    def owners(self) -> int:
        return len({row.task.owner.pk for row in self.rows})

    @cached_property
    def nearest(self) -> Row | None:
        """The task whose latest start comes first, if one is pressing."""
        pressing = [row for row in self.rows if row.task.score.is_urgent and row.task.deadline]
        return min(pressing, key=lambda row: (-row.task.score.urgency, row.task.deadline), default=None)

    @cached_property
    def shift(self) -> Shift:
        return shift_of(self.staff, self.house, self.now, sum((row.task.effort for row in self.board), timedelta(0)))

    @cached_property
    def chosen(self) -> Row | None:
        """The task asked for, else the first of the tray, else the first of the board. NotHere for a stranger."""
        if self.chosen_id is None:
            return next(iter([*self.tray, *self.board]), None)
        found = next((row for row in self.rows if row.task.id == self.chosen_id), None)
        return found or row_of(self.chosen_id, now=self.now)

    @cached_property
    def last_move(self) -> MoveCard | None:
        return access.last_move(self.staff.pk, since=self.now - UNDOABLE)

    def _owners(self, whose: str) -> Iterable[int] | None:
        if whose == HOUSE:
            return None
        return self._team if whose == TEAM else [self.staff.pk]

    @cached_property
    def _team(self) -> set[int]:
        return {self.staff.pk, *Staff.objects.filter(team__lead=self.staff.pk).values_list("pk", flat=True)}

    def _count(self, whose: str) -> int:
        if whose == self.whose:
            return len(self.rows)
        return access.count_open(now=self.now, owners=self._owners(whose))


def row_of(task_id: UUID, *, now: datetime) -> Row:
    """One task with its client; NotHere for a stranger."""
    found = _rows([access.task(task_id, now=now)])
    if not found:
        raise NotHere  # the client has left the house
    return found[0]


def links_of(row: Row) -> dict[str, Any]:
    """Where the panel leads; empty while a page is not there."""
    request = row.task.request_id
    return {
        "client": address("desk:client", row.client.id),
        "request": address("desk:request", request) if request else "",
    }


def shift_of(staff: Staff, house: House, now: datetime, work: timedelta) -> Shift:
    """The shift that is on, or the next one of this day; over midnight too."""
    local = house.local(now)
    starts = local.replace(hour=staff.shift_from.hour, minute=staff.shift_from.minute, second=0, microsecond=0)
    ends = local.replace(hour=staff.shift_to.hour, minute=staff.shift_to.minute, second=0, microsecond=0)
    if ends <= starts:
        if local < ends:
            starts -= timedelta(days=1)
        else:
            ends += timedelta(days=1)
    left = max(ends - max(local, starts), timedelta(0))
    return Shift(ends, left, work, starts if local < starts else None)


def _rows(tasks: list[TaskCard]) -> list[Row]:
    clients = cards({task.client_id for task in tasks})
    return [Row(task, clients[task.client_id]) for task in tasks if task.client_id in clients]
