"""One moment that was found, and the joining of a day with hours beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from butler.language.dates import calendar
from butler.language.dates.piece import Piece
from butler.language.dates.resolve import PART_NAMES, Resolved


@dataclass(frozen=True, slots=True)
class Found:
    """One moment with the words it was read from: `tokens[first:last]`."""

    resolved: Resolved
    piece: Piece
    first: int
    last: int
    is_bound: bool = False
    is_after: bool = False
    has_been: bool = False  # turned back by the tense of its clause


def day_and_hours(a: Found, b: Found) -> Found | None:
    """The two as one where one is a single day and the other hours without a day."""
    day, hours = (a, b) if a.piece.has_day else (b, a)
    is_day = day.piece.has_day and not day.piece.has_clock and not day.piece.part and day.resolved.end is None
    if (
        not is_day
        or day.piece.instant
        or hours.piece.has_day
        or not hours.piece.has_clock
        or day.is_bound
        or day.is_after
    ):
        return None
    shift = day.resolved.start.date() - hours.resolved.start.date()
    end = hours.resolved.end + shift if hours.resolved.end else None
    resolved = Resolved(hours.resolved.start + shift, end, hours.resolved.grain)
    piece = replace(hours.piece, near=calendar.one(resolved.start.date()))
    return Found(resolved, piece, a.first, b.last, is_bound=hours.is_bound, is_after=hours.is_after)


def part_name(piece: Piece) -> str:
    return PART_NAMES.get(piece.part, piece.part)
