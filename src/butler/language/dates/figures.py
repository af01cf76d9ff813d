"""Dates and times in figures: 2013-02-15, 15.02.2013, 2/15, 19:30, 19h30. What each figure can be, by form."""

from __future__ import annotations

import re

from butler.language.dates.calendar import full_year, make
from butler.language.dates.piece import Piece
from butler.language.dates.scan import Token

_ISO_TIME = re.compile(r"[T ](\d{1,2}):(\d{2})(?::(\d{2}))?")


def date_in(token: Token, *, months_first: bool) -> Piece | None:
    """A whole date in one figure, or None. `months_first`: 5/12 is the twelfth of May."""
    if token.form == "iso":
        return _iso(token.word)
    if token.form == "ymd":
        year, month, day = map(int, re.split(r"[./]", token.word))
        return _checked(year, month, day)
    if token.form == "dmy":
        return _dmy(token.word, months_first=months_first and "." not in token.word)
    return None


def short_date(token: Token, *, months_first: bool) -> Piece | None:
    """A day and a month without the year (2/15, 15.02), or month and year (5/2013)."""
    first, second = re.split(r"[./]", token.word)[:2]
    if len(second) == 4:
        month = int(first)
        return Piece(year=int(second), month=month) if 1 <= month <= 12 and 1900 < int(second) < 2200 else None
    if len(second) > 2:
        return None
    day, month = (int(second), int(first)) if months_first else (int(first), int(second))
    if month > 12:
        day, month = month, day
    return Piece(day=day, month=month, sure=0.7) if make(2000, month, day) else None


def time_in(token: Token) -> Piece | None:
    """19:30, 7:05:10, 19h30. A leading zero or more than 12 hours says that the clock has 24."""
    parts = [int(part) for part in re.split(r"[:hHчЧ.]", token.word)]
    if parts[0] > 24 or parts[1] > 59:
        return None
    second = parts[2] if len(parts) > 2 else None
    if second is not None and second > 59:
        return None
    is_certain = parts[0] > 12 or parts[0] == 0 or token.word[0] == "0"
    return Piece(hour=parts[0], minute=parts[1], second=second, half="24" if is_certain else "")


def _iso(said: str) -> Piece | None:
    year, month, day = (int(part) for part in re.split(r"[T ]", said)[0].split("-"))
    piece = _checked(year, month, day)
    clock = _ISO_TIME.search(said)
    if piece is None or clock is None:
        return piece
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3]) if clock[3] else None
    if hour > 23 or minute > 59 or (second or 0) > 59:
        return None
    return Piece(year=year, month=month, day=day, hour=hour, minute=minute, second=second, half="24")


def _dmy(said: str, *, months_first: bool) -> Piece | None:
    a, b, c = re.split(r"[./-]", said)
    first, second, year = int(a), int(b), full_year(c)
    orders = ((second, first), (first, second)) if months_first else ((first, second), (second, first))
    return next((piece for day, month in orders if (piece := _checked(year, month, day))), None)


def _checked(year: int, month: int, day: int) -> Piece | None:
    return Piece(year=year, month=month, day=day) if make(year, month, day) else None
