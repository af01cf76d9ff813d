"""English days inside something longer: the end of the month, the third Tuesday of October, Q3, the week of May 6."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from butler.language.dates import calendar, units
from butler.language.dates.english.near import PERIODS, EnglishNear
from butler.language.dates.grammar.words import Read
from butler.language.dates.piece import Piece
from butler.language.dates.resolve import days_of

ENDS = {
    "eom": ("end", "month"),
    "eoy": ("end", "year"),
    "eow": ("end", "week"),
    "eoq": ("end", "quarter"),
    "bom": ("begin", "month"),
    "boy": ("begin", "year"),
    "eod": ("last day", "day"),
}


class EnglishInside(EnglishNear):
    """Reads edges, halves and counted days of weeks, months, quarters and years."""

    def edge(self, at: int, prep: str) -> Read | None:
        """ "the end of the month", "mid-March", "early next week", "EOM", "first half of June"."""
        if self.word(at) in ENDS:
            edge, unit = ENDS[self.word(at)]
            days = calendar.unit_around(self.against.ref.date(), unit)
            return (Piece(near=days, edge=edge) if unit != "day" else Piece(near=days, part="evening")), at + 1
        edge = self.name(at, "edge")
        end = at + 1
        if not edge:
            read = self.ordinal(at)
            if not (read and read[0] in (1, 2) and self.says(read[1], "half")):
                return None
            edge, end = ("first half", "second half")[read[0] - 1], read[1] + 1
        is_of = self.word(self.past_dash(end)) == "of"
        end = self.past_dash(end) + is_of
        if not is_of and self.word(at) in ("beginning", "start", "end", "middle"):
            return None
        end += self.word(end) == "the"
        if is_of and self.says(end, "day"):
            return Piece(near=calendar.one(self.against.ref.date()), part="evening"), end + 1
        inside = self.container(end)
        if inside is None:
            return None
        piece, end = inside
        return replace(piece, edge=edge), end

    def container(self, at: int) -> Read | None:
        """A week, month, quarter, season or year that something is part of."""
        at += self.word(at) == "the"
        if self.name(at, "unit") in PERIODS:
            return Piece(near=calendar.unit_around(self.against.ref.date(), self.name(at, "unit"))), at + 1
        month = self.value(at, "month")
        if month is not None:
            return self.with_year(Piece(month=month), self.past_month(at))
        read = self.turned(at, "") or self.year(at, "in") or self.season(at, "in") or self.quarter(at)
        if read and read[0].weekday is None and not read[0].part and read[0].instant is None:
            return read
        return None

    def nth(self, at: int) -> Read | None:
        """The "first Tuesday of October", "5th last day of May", "third Tuesday after Christmas"."""
        start = at + (self.word(at) == "the")
        is_last = self.word(start) == "last"
        read = (1, start) if is_last else self.ordinal(start)
        if read is None:
            return None
        count, end = read
        if self.word(end) == "last":
            count, end = -count, end + 1
        weekday, unit = self.value(end, "weekday"), self.name(end, "unit")
        is_weekend = bool(self.kind(end, "weekend"))
        if weekday is None and unit not in ("day", "week", "month") and not is_weekend:
            return None
        if weekday is not None and self.word(end + 1) in ("after", "before"):
            return self.nth_after(count if self.word(end + 1) == "after" else -count, weekday, end + 2)
        if self.word(end + 1) not in ("of", "in"):
            return None
        inside = self.container(end + 2)
        days = days_of(inside[0], self.against) if inside else None
        found = days and units.nth_days(days, count, "weekend" if is_weekend else unit, weekday)
        return (Piece(near=found), inside[1]) if found and inside else None

    def nth_after(self, count: int, weekday: int, at: int) -> Read | None:
        read = self.deeper(at)
        days = days_of(read[0], self.against) if read else None
        if read is None or days is None:
            return None
        return Piece(near=calendar.one(units.nth_weekday_after(days.start, count, weekday))), read[1]

    def week_of(self, at: int) -> Read | None:
        """ "the week of October 6th"."""
        if not (
            self.says(at, "week", "of") or self.says(at, "week", "commencing") or self.says(at, "week", "beginning")
        ):
            return None
        read = self.deeper(at + 2)
        days = days_of(read[0], self.against) if read else None
        if days is None or read is None:
            return None
        start = days.start + timedelta(days=days.start.weekday() == 6)  # a Sunday begins the week it names
        return Piece(near=calendar.unit_around(start, "week")), read[1]

    def quarter(self, at: int) -> Read | None:
        """ "third quarter", "Q3 2018", "the 4th qtr of next year"."""
        word = self.word(at)
        if word in ("q", "h") and self.is_near(at + 1) and self.is_number(at + 1, 1):
            count, end, unit = int(self.word(at + 1)), at + 2, "quarter" if word == "q" else "half"
        elif (read := self.ordinal(at)) and self.name(read[1], "unit") == "quarter":
            count, end, unit = read[0], self.past_dot(read[1] + 1), "quarter"
        else:
            return None
        year, end = self.year_after(end)
        days = units.quarter_days(count, unit, self.against.ref.date(), year=year, forward=self.against.forward)
        return (Piece(near=days), end) if days else None
