"""Spans: «с 5 по 8 мая», "3pm-5pm", "between 5 and 7"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from butler.language.dates import calendar
from butler.language.dates.grammar.bounds import Bounds
from butler.language.dates.grammar.ends import as_day, as_hour, by_day, completed_end, completed_start, filled
from butler.language.dates.grammar.found import Found
from butler.language.dates.grammar.words import DASHES, Read
from butler.language.dates.piece import Piece
from butler.language.dates.resolve import Resolved, resolve


class Spans(Bounds):
    """Reads what goes from one moment to another."""

    def span(self, at: int) -> tuple[list[Found], int] | None:
        """«с 5 по 8 мая», "3pm-5pm", "between 5 and 7"."""
        is_open = self.word(at) in self.from_words
        is_between = self.word(at) in self.between_words
        first = self.endpoint(at + 1 if is_open or is_between else at)
        if first is None:
            return None
        a, end = first
        after = self.separator(end, is_open=is_open, is_between=is_between)
        if after is None:
            return None
        last = self.endpoint(after)
        if last is None and a.bare is None and not (is_open or is_between):
            return None
        if last is None:
            return None
        return self.paired(at, a, last, after, is_open=is_open or is_between)

    def separator(self, at: int, *, is_open: bool, is_between: bool) -> int | None:
        """The index after what parts the ends of a span."""
        word = self.word(at)
        if word in (".",) and (self.word(at + 1) in DASHES or self.word(at + 1) == "/"):
            at, word = at + 1, self.word(at + 1)
        if is_between:
            return at + 1 if word in self.and_words else None
        if word in self.to_words or word in DASHES or word == "/":
            return at + 2 if word in DASHES and self.word(at + 1) in DASHES else at + 1
        return None

    def paired(self, at: int, a: Piece, last: Read, after: int, *, is_open: bool) -> tuple[list[Found], int] | None:
        b, end = last
        both = self.agreed(a, b, by_days=self.word(after - 1) == "по")
        if both is None or not self.may_pair(at, a, b, after, end, is_open=is_open):
            return None
        a, b = by_day(*both) if not self.against.evening else both
        start = resolve(a, self.against)
        if start is None or a.instant is not None or b.instant is not None:
            return None
        if a.has_clock and b.has_clock and a.weekday is not None and (a.weekday, a.turn) == (b.weekday, b.turn):
            b = replace(b, weekday=None, turn=None, near=calendar.one(start.start.date()))  # both hours of one Monday
        stop = resolve(b, replace(self.against, after=start.start))
        if stop is None:
            return None
        start, stop = self.of_today(a, b, start, stop)
        last_day = stop.end if stop.end is not None and not b.has_clock else stop.start
        if last_day <= start.start and (last_day.date() < start.start.date() or b.has_clock):
            return None
        grain = stop.grain if b.has_clock or not a.has_clock else start.grain
        return [Found(Resolved(start.start, last_day, grain), self.whole(a, b), at, end)], end

    def of_today(self, a: Piece, b: Piece, start: Resolved, stop: Resolved) -> tuple[Resolved, Resolved]:
        """Hours that have begun but are not over are today's, not tomorrow's."""
        if a.has_day or b.has_day or not (a.has_clock and b.has_clock):
            return start, stop
        day = timedelta(days=1)
        if start.start.date() > self.against.ref.date() and stop.start - day > self.against.ref > start.start - day:
            return Resolved(start.start - day, None, start.grain), Resolved(stop.start - day, None, stop.grain)
        return start, stop

    def whole(self, a: Piece, b: Piece) -> Piece:
        """What is known of the two ends together: for has_day and has_time."""
        if a.has_clock or not b.has_clock:
            return a
        return replace(a, hour=b.hour)

    def may_pair(self, at: int, a: Piece, b: Piece, after: int, end: int, *, is_open: bool) -> bool:
        """Two bare numbers need their "from"; they must be hours or days by what follows."""
        if a.bare is not None and b.bare is not None:
            if not is_open:
                return False
            return self.word(after - 1) == "по" or self.can_be_hour(after, b.bare, end)
        if b.bare is not None:
            return self.can_be_hour(after, b.bare, end) or (a.month is not None and is_open)
        return True

    def agreed(self, a: Piece, b: Piece, *, by_days: bool) -> tuple[Piece, Piece] | None:
        """Each end completed by the other: «5 по 8 мая», "from 10 to 14 December", "3-5pm"."""
        if a.bare is not None and b.bare is not None:
            if by_days:
                return as_day(a), as_day(b)
            return (as_hour(a), as_hour(b)) if max(a.bare, b.bare) <= 24 else None
        if a.bare is not None:
            made = completed_start(a, b)
            if made is None:
                return None
            a = made
        if b.bare is not None:
            made = completed_end(a, b)
            if made is None:
                return None
            b = made
        return filled(a, b)
