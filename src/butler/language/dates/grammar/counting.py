"""Moments counted from now or from another moment, and runs of whole units."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from butler.language.dates import calendar
from butler.language.dates.grammar.phrases import Phrases
from butler.language.dates.grammar.words import Read
from butler.language.dates.moment import Grain
from butler.language.dates.piece import Piece
from butler.language.dates.resolve import resolve


class Counting(Phrases):
    """Counts lengths of time from a moment."""

    def counted(self, length: list[tuple[float, str]], sign: int, origin: datetime | None = None) -> Piece | None:
        """A piece so far from now (or from `origin`)."""
        from_now = origin is None
        when = origin or self.against.ref
        try:
            for count, unit in length:
                when = calendar.shifted(when, sign * count, unit)
        except OverflowError:
            return None
        if not calendar.EARLIEST <= when.year <= calendar.LATEST:
            return None
        finest = length[-1][1]
        if any(unit in calendar.CLOCK_UNITS for _, unit in length) or (
            from_now and length[-1][0] % 1 and finest == "day"
        ):
            grain = Grain.SECOND if finest == "second" else Grain.MINUTE
            return Piece(instant=when, grain=grain)
        if not from_now:
            return Piece(near=calendar.one(when.date()))
        wider = calendar.unit_around(when.date(), finest) if finest != "day" else None
        return Piece(near=calendar.one(when.date()), wider=wider, is_offset=finest == "day")

    def run_of(self, turn: int, count: int, unit: str) -> Piece | None:
        """ "The last two months", «следующие 3 дня»: whole units beside the current one."""
        ref = self.against.ref
        try:
            if unit in calendar.CLOCK_UNITS:
                step = calendar.shifted(ref, count * (1 if turn > 0 else -1), unit)
                pair = (ref, step) if turn > 0 else (step, ref)
                if unit == "second" and turn > 0:
                    pair = (pair[0] + timedelta(seconds=1), pair[1] + timedelta(seconds=1))
                return Piece(instant=pair[0], until=pair[1], grain=calendar.grain_of(unit))
            if turn > 0:
                start = calendar.unit_around(ref.date(), unit, 1).start
                end = calendar.unit_around(ref.date(), unit, count).end
            else:
                start = calendar.unit_around(ref.date(), unit, -count).start
                end = calendar.unit_around(ref.date(), unit, 0).start
        except OverflowError:
            return None
        return Piece(near=calendar.Days(start, end, calendar.grain_of(unit)))

    def window(self, length: list[tuple[float, str]]) -> Piece | None:
        """«в течение двух недель»: from now until then; an hour or less is told by its end."""
        piece = self.counted(length, 1)
        if piece is None or piece.instant is not None or piece.near is None:
            return piece
        end = datetime.combine(piece.near.start, datetime.min.time())
        return Piece(instant=self.against.ref, until=end, grain=Grain.DAY)

    def beside(self, length: list[tuple[float, str]], sign: int, at: int) -> Read | None:
        """«за два дня до Нового года», "three days after Easter": counted from another moment."""
        read = self.deeper(at)
        if read is None:
            return None
        origin = resolve(read[0], self.against)
        if origin is None:
            return None
        piece = self.counted(length, sign, origin.start)
        if piece is None:
            return None
        if piece.instant is None and read[0].has_clock:  # "the day after Christmas at 5 pm"
            said = read[0]
            piece = replace(piece, hour=said.hour, minute=said.minute, half=said.half, part=said.part)
        return piece, read[1]
