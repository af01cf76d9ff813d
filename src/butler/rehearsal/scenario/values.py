"""The small values of a scenario: moments, durations, money, words of a certain make. A reader gives None for no."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

SHORT = re.compile(r"(?:\+([1-9]\d?) )?([01]\d|2[0-3]):([0-5]\d)")
LONG = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?[+-]\d\d:\d\d")
DURATION = re.compile(r"([1-9]\d*)([smhd])")
MONEY = re.compile(r"([1-9]\d*) ([A-Z]{3})")
UNITS = {"s": timedelta(seconds=1), "m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
LEAP = "2024-"  # a year in which every day of any year exists
CALENDAR = re.compile(r"BEGIN:VCALENDAR\n.*BEGIN:VEVENT\n.*END:VEVENT\nEND:VCALENDAR\s*", re.DOTALL)


@dataclass(frozen=True)
class Day:
    """The scenario's clock: the house's zone, its first moment and its last."""

    zone: ZoneInfo
    start: datetime | None = None
    end: datetime | None = None

    def moment(self, value: Any) -> datetime | None:
        """The moment that `HH:MM`, `+1 HH:MM` or an ISO time with its offset names."""
        short = SHORT.fullmatch(str(value))
        if short and self.start:
            day = self.start.astimezone(self.zone) + timedelta(days=int(short[1] or 0))
            return day.replace(hour=int(short[2]), minute=int(short[3]), second=0, microsecond=0)
        if not isinstance(value, str) or not LONG.fullmatch(value):
            return None
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            return None

    def inside(self, value: Any) -> datetime | None:
        """A moment between the first and the last."""
        found = self.moment(value)
        if found is None or self.start is None or self.end is None:
            return None
        return found if self.start <= found <= self.end else None


@dataclass(frozen=True)
class Money:
    amount: Decimal
    currency: str


@dataclass(frozen=True)
class Yearly:
    """A day of the year; the year, where it is known."""

    month: int
    day: int
    year: int | None = None


def zone(value: Any) -> ZoneInfo | None:
    try:
        return ZoneInfo(value) if isinstance(value, str) and value else None
    except (KeyError, ValueError, OSError):
        return None


def duration(value: Any) -> timedelta | None:
    """`90s`, `12m`, `2h`, `3d`."""
    found = DURATION.fullmatch(value) if isinstance(value, str) else None
    return int(found[1]) * UNITS[found[2]] if found and len(found[1]) < 9 else None


def money(value: Any) -> Money | None:
    """`60000 RUB`."""
    found = MONEY.fullmatch(value) if isinstance(value, str) else None
    return Money(Decimal(found[1]), found[2]) if found else None


def day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def yearly(value: Any) -> Yearly | None:
    """`2014-11-26`, or `--11-26` where nobody knows the year."""
    if not isinstance(value, str):
        return None
    found = day(re.sub("^--", LEAP, value))
    return Yearly(found.month, found.day, None if value.startswith("--") else found.year) if found else None


def regex(value: Any) -> re.Pattern[str] | None:
    """An expression to be sought in text whose white space is made plain, in any case."""
    try:
        return re.compile(value, re.IGNORECASE) if isinstance(value, str) and value else None
    except re.error:
        return None


def text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def shaped(pattern: str) -> Callable[[Any], str | None]:
    """A reader of words that have this make, whole."""
    make = re.compile(pattern, re.DOTALL)
    return lambda value: value if isinstance(value, str) and make.fullmatch(value) else None


def number(low: float, high: float) -> Callable[[Any], float | None]:
    """A reader of numbers from `low` to `high`."""
    return lambda value: value if type(value) in (int, float) and low <= value <= high else None


def count(value: Any) -> int | None:
    found = number(0, 9999)(value)
    return int(found) if found is not None and found == int(found) else None


def flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


READERS: dict[str, Callable[[Any], Any]] = {
    "text": text, "id": shaped(r"[a-z][a-z0-9_]*"), "one": number(1, 1), "count": count,
    "degrees": number(-180, 180), "share": number(0, 1), "stars": number(0, 5), "zone": zone, "flag": flag,
    "hhmm": shaped(r"([01]\d|2[0-3]):[0-5]\d"), "duration": duration, "money": money,
    "hours": shaped(r"([01]\d|2[0-4]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d"), "mail": shaped(r"[\w.+-]+@([\w-]+\.)+example"),
    "telegram": shaped(r"\d+"), "phone": shaped(r"\+\d[\d -]+"), "day": day, "yearly": yearly, "regex": regex,
    "ics": lambda value: value if isinstance(value, str) and CALENDAR.fullmatch(value) else None,
}  # fmt: skip
