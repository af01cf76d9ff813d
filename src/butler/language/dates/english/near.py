"""English days told from today: tomorrow, next Friday, this weekend, last summer, and holidays."""

from __future__ import annotations

from butler.language.dates import calendar, units
from butler.language.dates.english.months import LED, EnglishMonths
from butler.language.dates.grammar.words import Read
from butler.language.dates.moment import Grain
from butler.language.dates.piece import Piece

PERIODS = ("week", "month", "quarter", "year", "decade")


class EnglishNear(EnglishMonths):
    """Reads days, spans, seasons, years and holidays by their place beside today."""

    def day_from_now(self, days: int, end: int, part: str = "") -> Read | None:
        try:
            return Piece(near=calendar.unit_around(self.against.ref.date(), "day", days), part=part), end
        except OverflowError:
            return None

    def near_day(self, at: int) -> Read | None:
        if self.says(at, "day", "after", "tomorrow"):
            return self.day_from_now(2, at + 3)
        if self.says(at, "day", "before", "yesterday"):
            return self.day_from_now(-2, at + 3)
        if self.word(at) in ("tonight", "tonights", "tonite"):
            return self.day_from_now(0, at + 1, "evening")
        if self.says(at, "last", "night"):
            return self.day_from_now(-1, at + 2, "evening")
        day = self.value(at, "relday")
        return None if day is None else self.day_from_now(day, at + 1)

    def turned(self, at: int, prep: str) -> Read | None:
        """ "next Friday", "this week", "the last two months", "last Christmas", "this morning"."""
        turn = self.value(at, "turn")
        if turn is None:
            return self.after_next(at) or self.turned_behind(at)
        is_coming = self.word(at) in ("coming", "upcoming")
        at += 1
        more = self.value(at, "turn")
        if more is not None:  # "this coming Friday", "this past weekend"
            is_coming = is_coming or self.word(at) in ("coming", "upcoming")
            turn, at = more or turn, at + 1
        weekday = self.value(at, "weekday")
        if weekday is not None:
            return Piece(weekday=weekday, turn=0 if is_coming else turn), self.past_dot(at + 1)
        month = self.value(at, "month")
        if month is not None:
            return Piece(month=month, turn=turn), at + 1
        return self.turned_span(turn, at, is_coming=is_coming)

    def turned_span(self, turn: int, at: int, *, is_coming: bool) -> Read | None:
        ref = self.against.ref.date()
        if self.kind(at, "weekend"):
            return self.weekend_piece(turn, at + 1)
        if self.name(at, "season"):
            days = units.season_days(self.name(at, "season"), ref, year=None, turn=turn)
            return (Piece(near=days), at + 1) if days else None
        if self.name(at, "part") and not is_coming:
            return self.turned_part(turn, at)
        holiday = self.holiday_at(at)
        if holiday:
            return Piece(holiday=holiday[0], turn=turn), holiday[1]
        read = self.some(at)
        unit = self.unit_of(read[1]) if read else ""
        if read and unit:
            return self.turned_count(turn, int(read[0]), unit, read[1] + 1, is_coming=is_coming)
        unit = self.name(at, "unit")
        if unit in PERIODS or (unit == "day" and turn == 1):
            try:
                return Piece(near=calendar.unit_around(ref, unit, turn)), at + 1
            except OverflowError:
                return None
        return self.turned_plural(turn, unit, at)

    def turned_plural(self, turn: int, unit: str, at: int) -> Read | None:
        if unit == "hour" and self.word(at) == "hour":
            piece = self.run_of(turn or 1, 1, unit)
            return (piece, at + 1) if piece else None
        return None

    def turned_part(self, turn: int, at: int) -> Read | None:
        day = self.day_from_now(turn, at + 1)
        return (Piece(near=day[0].near, part=self.part_of(at)), at + 1) if day else None

    def part_of(self, at: int) -> str:
        part = self.name(at, "part")
        return "evening" if part == "night" else part

    def turned_count(self, turn: int, count: int, unit: str, end: int, *, is_coming: bool) -> Read | None:
        if count < 1 or unit in ("night", "decade", "fortnight"):
            return None
        piece = self.counted([(count, unit)], 1) if is_coming else self.run_of(turn or 1, count, unit)
        return (piece, end) if piece else None

    def turned_behind(self, at: int) -> Read | None:
        """ "two upcoming days", "3 next weeks"."""
        read = self.number(at)
        if read is None or self.value(read[1], "turn") is None:
            return None
        unit = self.unit_of(read[1] + 1)
        is_coming = self.word(read[1]) in ("coming", "upcoming")
        turn = self.value(read[1], "turn") or 0
        return self.turned_count(turn, int(read[0]), unit, read[1] + 2, is_coming=is_coming) if unit and turn else None

    def after_next(self, at: int) -> Read | None:
        """ "the week after next", "Friday after next", "March after next"."""
        if not self.says(at + 1, "after", "next"):
            return None
        end = at + 3
        if self.value(at, "weekday") is not None:
            return Piece(weekday=self.value(at, "weekday"), turn=2), end
        if self.value(at, "month") is not None:
            return Piece(month=self.value(at, "month"), turn=2), end
        ref = self.against.ref.date()
        if self.kind(at, "weekend"):
            return self.weekend_piece(2, end)
        return (
            (Piece(near=calendar.unit_around(ref, self.name(at, "unit"), 2)), end)
            if self.name(at, "unit") in PERIODS
            else None
        )

    def year_after(self, at: int) -> tuple[int | None, int]:
        start = at + (self.word(at) in ("of", "in", ",", "/"))
        start += self.word(start) == "the" and self.value(start + 1, "turn") is not None
        read = self.year_number(start)
        if read:
            return read
        later = self.turned(start, "")
        if later and later[0].near and later[0].near.grain is Grain.YEAR:
            return later[0].near.start.year, later[1]
        return None, at

    def weekend(self, at: int, prep: str) -> Read | None:
        if not self.kind(at, "weekend"):
            return None
        is_led = self.word(at - 1) in ("the", *LED) or prep or self.is_alone(at, at + 1)
        return self.weekend_piece(0, at + 1) if is_led and self.word(at - 1) not in ("a", "every", "per") else None

    def weekend_piece(self, turn: int, end: int) -> Read | None:
        today = self.against.ref.date()
        try:
            days = calendar.unit_around(today, "weekend", turn)
        except OverflowError:
            return None
        return Piece(near=calendar.one(today) if turn == 0 and today.weekday() == 6 else days), end

    def season(self, at: int, prep: str) -> Read | None:
        season = self.name(at, "season")
        if not season:
            return None
        year, end = self.year_after(at + 1)
        is_led = (
            prep in ("in", "during", "over")
            or self.word(at - 1) in ("by", "until", "since")
            or year
            or self.is_alone(at, end)
        )
        days = units.season_days(season, self.against.ref.date(), year=year, turn=None) if is_led else None
        return (Piece(near=days), end) if days else None

    def year(self, at: int, prep: str) -> Read | None:
        read = self.year_number(at)
        if read is None:
            return None
        before = self.word(at - 1)
        is_led = prep in ("in", "during") or before in (
            "since",
            "by",
            "before",
            "after",
            "until",
            "till",
            "through",
            "year",
            "of",
            "from",
        )
        if not is_led and not self.is_alone(at, read[1]):
            return None
        return (Piece(year=read[0], sure=0.8), read[1]) if self.ends_here(read[1]) else None

    def holiday(self, at: int, prep: str) -> Read | None:
        found = self.holiday_at(at)
        if found is None:
            return None
        start = found[1] + (self.word(found[1]) in ("of", ","))
        year = self.year_number(start)
        if year:
            return Piece(holiday=found[0], year=year[0]), year[1]
        return Piece(holiday=found[0]), found[1]
