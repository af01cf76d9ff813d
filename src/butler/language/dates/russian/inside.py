"""Russian days inside something longer: «в начале мая», «первый понедельник июня», «второй квартал»."""

from __future__ import annotations

from butler.language.dates import calendar, units
from butler.language.dates.grammar.words import Read
from butler.language.dates.moment import Grain
from butler.language.dates.piece import Piece
from butler.language.dates.resolve import days_of
from butler.language.dates.russian.near import RussianNear


class RussianInside(RussianNear):
    """Reads edges, halves and counted days of weeks, months, quarters and years."""

    def edge(self, at: int, prep: str) -> Read | None:
        """«в начале мая», «конец недели», «в первой половине июня», «в первых числах марта»."""
        edge = self.name(at, "edge")
        end = at + 1
        if not edge:
            read = self.ordinal(at)
            if self.says(at, "последних", "числах") or self.says(at, "последние", "числа"):
                edge, end = "end", at + 2
            elif self.word(at + 1) in ("числах", "числа", "дни", "днях") and self.word(at) in ("первых", "первые"):
                edge, end = "begin", at + 2
            elif read and read[0] in (1, 2) and self.word(read[1]) in ("половине", "половину", "половина", "половины"):
                edge, end = ("first half", "second half")[read[0] - 1], read[1] + 1
            else:
                return None
        if self.says(end, "рабочего", "дня"):
            return (Piece(part="evening", hour=18, half="24"), end + 2) if edge == "end" else None
        if self.word(end) == "дня":
            return self.half_of_day(edge, end + 1)
        inside = self.container(end)
        if inside is None:
            return None
        piece, end = inside
        return Piece(near=piece.near, month=piece.month, year=piece.year, turn=piece.turn, edge=edge), end

    @staticmethod
    def half_of_day(edge: str, end: int) -> Read | None:
        parts = {"first half": "am", "second half": "pm", "end": "evening", "begin": "morning", "middle": "day"}
        return Piece(part=parts[edge]), end

    def container(self, at: int) -> Read | None:
        """A week, month, quarter, season or year that something is part of."""
        if self.name(at, "unit") in ("week", "month", "quarter", "half", "year") and self.word(at) not in ("г", "лет"):
            return Piece(near=calendar.unit_around(self.against.ref.date(), self.name(at, "unit"))), at + 1
        month = self.value(at, "month")
        if month is not None:
            read = self.dated(Piece(month=month), at)
            later = self.turned(read[1], "") if read[0].year is None else None
            if later and later[0].near and later[0].near.grain is Grain.YEAR:
                return Piece(near=calendar.month_of(later[0].near.start.year, month)), later[1]
            return read
        other = self.turned(at, "") or self.year(at, "в") or self.season(at, "в") or self.nth(at)
        if other and other[0].weekday is None and not other[0].part and other[0].instant is None:
            return other
        return None

    def nth(self, at: int) -> Read | None:
        """«первый понедельник июня», «последний день мая», «второй квартал 2027», «третья неделя марта»."""
        is_last = self.word(at).startswith("последн") or self.word(at).startswith("крайн")
        read = (-1, at + 1) if is_last else self.ordinal(at) or self.roman_quarter(at)
        if read is None:
            return None
        count, end = read
        unit, weekday = self.name(end, "unit"), self.value(end, "weekday")
        if unit in ("quarter", "half") and 0 < count <= 4:
            return self.quarter(count, unit, self.past_dot(end + 1))
        if weekday is None and unit not in ("day", "week") and not self.kind(end, "weekend"):
            return None
        start = end + 1 + (self.word(end + 1) in ("в", "во"))
        inside = self.container(start)
        if inside is None:
            return None
        days = days_of(inside[0], self.against)
        found = days and units.nth_days(days, count, unit or "weekend", weekday)
        return (Piece(near=found), inside[1]) if found else None

    def roman_quarter(self, at: int) -> tuple[int, int] | None:
        romans = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
        count = romans.get(self.word(at))
        return (count, at + 1) if count and self.name(at + 1, "unit") in ("quarter", "half") else None

    def quarter(self, count: int, unit: str, at: int) -> Read | None:
        year, end = self.year_after(at) or (None, at)
        days = units.quarter_days(count, unit, self.against.ref.date(), year=year, forward=self.against.forward)
        return (Piece(near=days), end) if days else None
