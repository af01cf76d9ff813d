"""The two ends of a span completed by each other: «5 по 8 мая», "from 10 to 14 December", "3-5pm"."""

from __future__ import annotations

from dataclasses import replace

from butler.language.dates.piece import Piece


def by_day(a: Piece, b: Piece) -> tuple[Piece, Piece]:
    """«с 10 до 12»: hours that rise from seven on are those of the day, whatever the time is now."""
    is_open = (
        a.hour is not None
        and b.hour is not None
        and not (a.half or a.part or b.half or b.part or a.has_day or b.has_day)
    )
    if is_open and a.hour is not None and b.hour is not None and 7 <= a.hour < b.hour:
        return replace(a, half="24"), replace(b, half="24")
    return a, b


def as_day(piece: Piece) -> Piece:
    return replace(piece, day=piece.bare, bare=None)


def as_hour(piece: Piece) -> Piece:
    return replace(piece, hour=piece.bare, day=None, bare=None)


def completed_start(a: Piece, b: Piece) -> Piece | None:
    if a.bare is None:
        return None
    if b.has_clock and not (b.has_date and a.bare > 24) and a.day is None and not is_day_first(a, b):
        if a.bare > 24:
            return None
        return Piece(
            hour=a.bare,
            minute=0 if b.minute is not None and b.minute == 0 else None,
            half=half_before(a.bare, b),
            part=b.part if half_before(a.bare, b) == b.half and b.half == "" else "",
        )
    if b.day is not None and 1 <= a.bare <= 31:
        month = b.month
        if month is not None and a.bare > b.day:
            month = (month - 2) % 12 + 1
        year = b.year - 1 if b.year is not None and month == 12 and b.month == 1 else b.year
        return Piece(day=a.bare, month=month, year=year)
    if b.year is not None and b.month is None and 1000 < a.bare < 3000:
        return Piece(year=a.bare)
    return None


def is_day_first(a: Piece, b: Piece) -> bool:
    """«22-23 фев в 7»: the number before belongs to the day, not to the hour."""
    return b.has_date and a.bare is not None and b.day is not None


def half_before(hour: int, b: Piece) -> str:
    """3-5pm: both afternoon; 11-1pm: eleven is in the morning."""
    if b.half == "pm" and b.hour is not None and hour % 12 > b.hour % 12:
        return "am"
    return b.half


def completed_end(a: Piece, b: Piece) -> Piece | None:
    if b.bare is None:
        return None
    if a.has_clock and b.bare <= 24 and b.day is None:
        return Piece(
            hour=b.bare, half=a.half if a.half == "24" else "", part=a.part if a.hour and b.bare > a.hour else ""
        )
    if a.day is not None and a.month is not None and 1 <= b.bare <= 31:
        month = a.month if b.bare >= a.day else a.month % 12 + 1
        return Piece(day=b.bare, month=month, year=a.year)
    if a.day is not None and a.month is None and 1 <= b.bare <= 31:
        return Piece(day=b.bare)
    if a.year is not None and a.month is None and 1000 < b.bare < 3000:
        return Piece(year=b.bare)
    return None


def filled(a: Piece, b: Piece) -> tuple[Piece, Piece] | None:
    if a.day is not None and a.month is None and b.month is not None and b.day is not None:
        a = replace(a, month=b.month if a.day <= b.day else (b.month - 2) % 12 + 1)
    if a.month is not None and a.year is None and b.year is not None and b.month is not None:
        a = replace(a, year=b.year - (a.month > b.month))
    if b.month is not None and b.year is None and a.year is not None and a.month is not None:
        b = replace(b, year=a.year + (b.month < a.month))
    if b.day is not None and b.month is None and a.month is not None and a.day is not None:
        b = replace(b, month=a.month if b.day >= a.day else a.month % 12 + 1, year=a.year)
    if a.has_clock and b.has_clock and not a.has_day and b.has_day:
        a = with_day_of(a, b)
    elif a.has_clock and not b.has_clock and b.has_day and not b.part:
        b = replace(b, hour=a.hour, minute=a.minute, half=a.half, part=a.part) if a.has_day else b
    elif b.has_clock and not a.has_clock and a.has_day and b.has_day and not a.part:
        a = replace(a, hour=b.hour, minute=b.minute, half=b.half, part=b.part)
    if (
        a.has_clock
        and b.has_clock
        and not a.half
        and not a.part
        and not a.minute
        and b.half in ("am", "pm")
        and a.hour is not None
    ):
        a = replace(a, half=half_before(a.hour, b)) if a.hour <= 12 else a
    if b.weekday is not None and b.turn is None and a.turn == 1 and a.weekday is not None:
        b = replace(b, turn=None)
    if a.has_day != b.has_day and not (a.has_clock and b.has_clock) and not b.has_clock and not b.part:
        return None
    if b.has_day and not a.has_day:
        return None
    return a, b


def with_day_of(a: Piece, b: Piece) -> Piece:
    return replace(
        a,
        year=b.year,
        month=b.month,
        day=b.day,
        weekday=b.weekday,
        turn=b.turn,
        near=b.near,
        holiday=b.holiday,
        wider=b.wider,
    )
