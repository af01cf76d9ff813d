"""One moment, or a bound: «до 14», "by Friday", «после шести», "from 5 pm"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from butler.language.dates.grammar.counting import Counting
from butler.language.dates.grammar.found import Found
from butler.language.dates.grammar.words import Read
from butler.language.dates.moment import Grain
from butler.language.dates.piece import Piece
from butler.language.dates.resolve import Resolved, resolve


class Bounds(Counting):
    """Reads single moments and bounds."""

    def single(self, at: int) -> tuple[list[Found], int] | None:
        read = self.phrase(at)
        if read is None:
            return None
        piece, end = self.lasted(*read)
        resolved = resolve(piece, self.against)
        if resolved is None:
            return None
        if piece.days_long:
            last = resolved.start + timedelta(days=piece.days_long)
            resolved = Resolved(resolved.start, last, resolved.grain)
        return [Found(resolved, piece, at, end)], end

    def lasted(self, piece: Piece, end: int) -> Read:
        """A day with the length after it: "18 Dec for 10 days"."""
        longer = self.lasting(end) if piece.has_day and not piece.has_clock else None
        return (replace(piece, days_long=longer[0]), longer[1]) if longer else (piece, end)

    def bound(self, at: int) -> tuple[list[Found], int] | None:
        """«до 14», «к восьми», "by Friday", «после шести», "from 5 pm"."""
        is_until = self.word(at) in self.until_words
        if not is_until and self.word(at) not in self.after_words and self.word(at) not in self.from_words:
            return None
        read = self.phrase(at + 1) or self.bare_bound(at + 1)
        if read is None:
            return None
        piece, end = (read[0], read[1]) if is_until else self.lasted(*read)
        resolved = resolve(piece, self.against)
        if resolved is None:
            return None
        if is_until and piece.edge == "end" and resolved.end is not None:
            resolved = Resolved(resolved.end, None, Grain.DAY)  # "by the end of May" is its last day
        if piece.days_long:
            last = resolved.start + timedelta(days=piece.days_long)
            return [Found(Resolved(resolved.start, last, resolved.grain), piece, at, end)], end
        return [Found(resolved, piece, at, end, is_bound=is_until, is_after=not is_until)], end

    def bare_bound(self, at: int) -> Read | None:
        read = self.bare(at)
        if read is None or read[0].bare is None:
            return None
        piece, end = read
        if piece.day is not None:
            return replace(piece, bare=None), end
        if not self.can_be_hour(at, piece.bare or 0, end):
            return None
        return Piece(hour=piece.bare, sure=0.7), end
