"""Moments as senders write them, as ISO 8601; a time without a zone stays one until the place gives it."""

import re
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)T?(\d\d)(\d\d)(\d\d)?(Z?)")
NUMBERS = re.compile(r"(\d{1,4})[-./](\d{1,2})[-./](\d{2,4})(?:[T ,]+(\d{1,2}):(\d\d)(?::\d\d)?\s*([APap]\.?[Mm])?.*)?")


def iso(text: str) -> str:
    """ISO 8601 where the text can be understood, else the text as it is. Days before months where both could be."""
    text = text.strip()
    if not text or moment(text):
        return shortened(text)
    if found := COMPACT.fullmatch(text):
        year, month, day, hour, minute, second, zulu = found.groups()
        return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zulu}"
    found = NUMBERS.fullmatch(text)
    return (numbered(*found.groups()) if found else None) or text


def numbered(one: str, two: str, three: str, hour: str | None, minute: str, half: str | None) -> str | None:
    year, month, day = (one, two, three) if len(one) == 4 else (three, two, one)
    if len(year) == 2:
        year = "20" + year
    if int(month) > 12:
        month, day = day, month
    try:
        on = date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
    return on if hour is None else f"{on}T{clock_hour(int(hour), half):02}:{minute}:00"


def clock_hour(hour: int, half: str | None) -> int:
    """12 am is 0, 12 pm is 12."""
    if half is None or hour > 12:
        return hour
    return hour % 12 + (12 if half.lower().startswith("p") else 0)


def shortened(text: str) -> str:
    return re.sub(r"(\d\d:\d\d:\d\d)\.\d+", r"\1", text)


def moment(text: object) -> datetime | None:
    """The moment of an ISO text; a bare day is its midnight; anything else is none."""
    if not isinstance(text, str) or not re.match(r"\d{4}-?\d\d-?\d\d", text):
        return None
    try:
        return datetime.fromisoformat(text.strip().replace(" ", "T", 1))
    except ValueError:
        return None


def has_time(text: object) -> bool:
    return isinstance(text, str) and ":" in text


def day_of(text: object) -> date | None:
    found = moment(text)
    return found.date() if found else None


@cache
def zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def placed(text: str, zone_name: str) -> str:
    """The moment with its place's offset. Times that have one keep their instant and are told on the place's clock."""
    when, there = moment(text), zone(zone_name)
    if when is None or there is None or not has_time(text):
        return text
    return (when.astimezone(there) if when.tzinfo else when.replace(tzinfo=there)).isoformat()


def day_of_year(number: int, *, near: date) -> date | None:
    """The date of a day number (1 to 366) of the year in which it comes next to `near`: IATA 792 gives no year."""
    options = []
    for year in (near.year - 1, near.year, near.year + 1):
        found = date(year, 1, 1) + timedelta(days=number - 1)
        if number >= 1 and found.year == year:
            options.append(found)
    return min(options, key=lambda d: abs(d - near), default=None)
