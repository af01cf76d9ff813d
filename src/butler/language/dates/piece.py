"""A piece of a date as it is read: «в пятницу», «вечером», "8 May". Pieces merge before they are resolved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime

from butler.language.dates.calendar import Days
from butler.language.dates.moment import Grain

COLOURED = 0.55  # how sure «утренний рейс» is to say when, where nothing else does
Holiday = Callable[[int], Days | None]  # a year -> its days


@dataclass(frozen=True, slots=True)
class Piece:
    """What was said and is still open: any field may be missing. Fields that are not missing never contradict."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # Monday is 0
    turn: int | None = None  # of a weekday, month or holiday: -1 last, 0 this, 1 next, 2 the one after next
    near: Days | None = None  # days known already: tomorrow, next week
    holiday: Holiday | None = None
    edge: str = ""  # begin, middle or end of the days
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    half: str = ""  # am, pm, 24 (the hour is certain) or "" (3 may be 15)
    part: str = ""  # morning, day, evening, night
    instant: datetime | None = None  # "in two hours"
    until: datetime | None = None  # with `instant`: the end of "the last two hours"
    grain: Grain = Grain.DAY  # of `instant`
    zone: float | None = None  # hours east of Greenwich
    bare: int | None = None  # a number alone, whose meaning its neighbour decides
    sure: float = 0.95
    days_long: int = 0  # "from 18 Dec for 10 days"
    wider: Days | None = None  # the whole week, month or year that `near` was counted to: "in a week on Saturday"
    is_offset: bool = False  # counted in days from now: the hour of now is kept

    @property
    def has_clock(self) -> bool:
        return self.hour is not None

    @property
    def has_day(self) -> bool:
        named = (self.year, self.month, self.day, self.weekday, self.near, self.holiday)
        return any(field is not None for field in named)

    @property
    def has_date(self) -> bool:
        """A day of a month, without asking anybody."""
        return self.day is not None and self.month is not None


_OPEN = tuple(field.name for field in fields(Piece) if field.default is None)


def merged(a: Piece, b: Piece) -> Piece | None:
    """Both said of one moment, or None where they contradict: they are two moments then."""
    if not _fits(a, b):
        return None
    found: dict[str, object] = {"sure": max(a.sure, b.sure)}
    for field in fields(Piece):
        name = field.name
        if name == "sure":
            continue
        mine, other = getattr(a, name), getattr(b, name)
        found[name] = other if mine == field.default else mine
    if a.instant is None and b.instant is not None:
        found["grain"] = b.grain
    return Piece(**found)  # type: ignore[arg-type]


def _fits(a: Piece, b: Piece) -> bool:
    if a.bare is not None or b.bare is not None or a.until or b.until:
        return False
    for name in _OPEN:
        mine, other = getattr(a, name), getattr(b, name)
        if mine is not None and other is not None and mine != other:
            return False
    if a.part and b.part and a.part != b.part:
        return False
    if (a.instant and (b.has_day or b.has_clock)) or (b.instant and (a.has_day or a.has_clock)):
        return False
    if (a.edge and b.has_day) or (b.edge and a.has_day):
        return False
    return _days_fit(a, b) and _days_fit(b, a)


def _days_fit(a: Piece, b: Piece) -> bool:
    """Days that are known already take only what is finer than they are, or the same day said again."""
    if a.near is None or not b.has_day:
        return True
    if (
        a.wider is not None
        and b.near is None
        and (b.holiday is not None or b.weekday is not None or b.month is not None)
    ):
        return b.year is None and b.turn is None
    if b.holiday is not None:
        return a.near.grain in (Grain.YEAR, Grain.MONTH)
    if a.near.grain is Grain.DAY:
        return (a.near.end - a.near.start).days == 1 and _same_day(a.near.start, b)
    if a.near.grain is Grain.WEEK:
        return b.weekday is not None and b.month is None and b.turn is None
    if a.near.grain is Grain.MONTH:
        return b.month is None and b.year is None and b.turn is None and (b.day is not None or b.weekday is not None)
    return b.year is None and b.month is not None


def _same_day(when: date, b: Piece) -> bool:
    said = ((b.year, when.year), (b.month, when.month), (b.day, when.day), (b.weekday, when.weekday()))
    return all(mine is None or mine == real for mine, real in said) and b.near is None
