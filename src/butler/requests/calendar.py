"""The calendar of the house, read from its rows: hours of the week, lunch, holidays, and the house's own days."""

from datetime import date, time
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from butler.ground.house import the_house
from butler.ground.models import HouseDay
from butler.requests.rules import Holidays, Hours, Shift

CLOCK = "%H:%M"


def working_hours() -> Hours:
    """The hours of the house; read again only when somebody has changed them."""
    house = the_house()
    return _hours(house.calendar_stamp, house.opens_at, house.closes_at, house.zone, tuple(house.week), house.holidays)


def shift_of(text: str) -> Shift | None:
    """A day of the week from its row: "09:00-20:00 13:00-14:00"; "" is closed."""
    spans = [tuple(time.fromisoformat(end) for end in span.split("-")) for span in text.split()]
    if not spans:
        return None
    (opens, closes), *lunch = spans
    return Shift(opens, closes, (lunch[0][0], lunch[0][1]) if lunch else None)


def text_of(shift: Shift | None) -> str:
    """A day of the week for its row."""
    if shift is None:
        return ""
    spans = [(shift.opens, shift.closes), *([shift.lunch] if shift.lunch else [])]
    return " ".join("-".join(end.strftime(CLOCK) for end in span) for span in spans)


@lru_cache(maxsize=32)
def _hours(stamp: UUID | None, opens: time, closes: time, zone: str, week: tuple[str, ...], holidays: str) -> Hours:
    """By the stamp, which is new with each change: so own days are read once, and the line of work is kept too."""
    return Hours(
        opens,
        closes,
        ZoneInfo(zone),
        week=tuple(shift_of(day) for day in week),
        holidays=Holidays(holidays),
        days=tuple(_own(row) for row in HouseDay.objects.order_by("day")) if stamp else (),
    )


def _own(row: Any) -> tuple[date, Shift | None]:
    return row.day, Shift(row.opens_at, row.closes_at) if row.opens_at and row.closes_at else None
