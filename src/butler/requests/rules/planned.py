"""The words of the plan of a day: work, time, and the codes that say why. Pure data."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

MINUTE = timedelta(minutes=1)


class Because(StrEnum):
    """Why work stands where it stands, or does not stand at all; with the moment and minutes that go with it."""

    MUST_START = "must_start"  # at
    UNDER_WAY = "under_way"  # at: since then
    NO_RETURN = "no_return"  # at: over before that
    PROMISED = "promised"  # at
    LATE = "late"  # at: promised for then, and later than that
    BY_PHONE = "by_phone"  # at: the supplier answers from then on
    IN_HOURS = "in_hours"  # at: the place is open from then on
    ON_THE_WAY = "on_the_way"  # minutes before it
    A_PART = "a_part"  # minutes of the whole
    WEIGHT = "weight"
    # what does not fit
    GONE = "gone"  # at: nothing helps any more
    TAKEN = "taken"  # at: its hour is taken by weightier work
    NO_CALL = "no_call"  # the supplier does not answer while we work
    CLOSED = "closed"  # the place is closed while we work
    NO_STRETCH = "no_stretch"  # minutes: the longest that is free before it must be over
    FULL = "full"  # minutes that are missing
    NO_SHIFT = "no_shift"  # nobody works any more today
    ANOTHER_DAY = "another_day"  # at: it begins when the shift is over


@dataclass(frozen=True)
class Work:
    """An open task as the plan sees it."""

    id: str
    minutes: int = 20
    weight: int = 0  # more goes first
    due_at: datetime | None = None  # promised
    no_return_at: datetime | None = None
    must_start_at: datetime | None = None
    place: str = ""
    phone: tuple[tuple[datetime, datetime], ...] | None = None  # when the supplier answers; None: not known
    is_visit: bool = False  # it is over before they close, not only begun


@dataclass(frozen=True)
class Span:
    """Working time, a break or a fixed booking."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""
    kind: str = ""  # of what is fixed: a meeting, a break


@dataclass(frozen=True)
class Reason:
    """A code with its moment and its minutes."""

    code: Because
    at: datetime | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class Item:
    """Work that has its time."""

    id: str
    starts_at: datetime
    ends_at: datetime
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Left:
    """Work that does not fit, and why."""

    id: str
    why: Reason


@dataclass(frozen=True)
class DayPlan:
    """The ordered plan, what does not fit, and how the shift is filled, in minutes."""

    items: tuple[Item, ...]
    left: tuple[Left, ...]
    planned: int
    free: int


def _no_way(one: str, other: str) -> int:
    return 0


@dataclass(frozen=True)
class Day:
    """The frame of the plan: working times (lunch lies between them), what is fixed, and the ways between places."""

    openings: tuple[Span, ...]
    fixed: tuple[Span, ...] = ()
    travel: Callable[[str, str], int] = field(default=_no_way)  # minutes
