"""English distances from now or from another day: in two hours, a week ago, three days after Easter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from butler.language.dates import calendar, units
from butler.language.dates.english.inside import EnglishInside
from butler.language.dates.grammar.words import Read
from butler.language.dates.piece import Piece
from butler.language.dates.resolve import resolve

AHEAD = ("hence", "later")
BACK = ("ago", "back")


class EnglishOffsets(EnglishInside):
    """Reads what is counted from now or from a day."""

    def offset(self, at: int) -> Read | None:
        word = self.word(at)
        if word == "in":
            return self.ahead(at + 1)
        if word == "within":
            return self.within(at + 1)
        if word == "for":
            return self.long_from(at + 1)
        if word in ("-", "−") and at == 0 and self.is_near(at + 1) and (read := self.length(at + 1)):
            piece = self.counted(read[0], -1)
            return (piece, read[1]) if piece else None
        return self.beside_day(at) or self.weekdays_off(at) or self.week_from_weekday(at)

    def ahead(self, at: int) -> Read | None:
        start = at + (self.word(at) == "the" and self.word(at + 1) in ("next", "coming"))
        read = self.length(at)
        if read is None or start != at:
            return None
        end = read[1]
        end += self.word(end) in ("'", "’")
        if self.says(end, "time") or self.says(end, "s", "time"):
            end += 1 if self.word(end) == "time" else 2
        if self.says(end, "from", "now"):
            end += 2
        if any(unit == "night" for _, unit in read[0]):
            return None
        piece = self.counted(read[0], 1)
        return (piece, end) if piece else None

    def within(self, at: int) -> Read | None:
        start = at + (self.says(at, "the", "next") and 2)
        start += self.word(start) == "the"
        read = self.length(start) or self.lone(start)
        piece = self.window(read[0]) if read else None
        return (piece, read[1]) if piece and read else None

    def lone(self, at: int) -> tuple[list[tuple[float, str]], int] | None:
        unit = self.name(at, "unit")
        return ([(1, unit)], at + 1) if unit in ("hour", "week", "month", "year", "day") else None

    def long_from(self, at: int) -> Read | None:
        """ "for 10 days from 18th Dec"."""
        read = self.length(at)
        if read is None or self.word(read[1]) not in ("from", "starting", "beginning"):
            return None
        day = self.deeper(read[1] + 1 + (self.word(read[1] + 1) in ("on", "from")))
        days = days_in(read[0])
        if day is None or not days or not day[0].has_day:
            return None
        return replace_long(day[0], days), day[1]

    def lasting(self, at: int) -> tuple[int, int] | None:
        """ "for 10 days" after a day: how many days, and the index after it."""
        if self.word(at) != "for":
            return None
        read = self.length(at + 1)
        days = days_in(read[0]) if read else 0
        return (days, read[1]) if read and days else None

    def beside_day(self, at: int) -> Read | None:
        """ "two weeks ago", "3 days from now", "a week after Christmas", "two days before May 8"."""
        read = self.length(at) or self.lone_counted(at)
        if read is None or self.near_day(at) is not None:
            return None
        amounts, end = read
        if any(unit == "night" for _, unit in amounts):
            return None
        if self.word(end) in BACK or self.word(end) in AHEAD:
            piece = self.counted(amounts, -1 if self.word(end) in BACK else 1)
            return (piece, end + 1) if piece else None
        if self.says(end, "from", "now") or self.says(end, "from", "today"):
            piece = self.counted(amounts, 1)
            return (piece, end + 2) if piece else None
        if self.says(end, "from", "right", "now"):
            piece = self.counted(amounts, 1)
            return (piece, end + 3) if piece else None
        if self.word(end) in ("after", "from", "before", "following", "prior") or (
            self.word(end) == "on" and self.is_weeks(amounts)
        ):
            sign = -1 if self.word(end) in ("before", "prior") else 1
            start = end + 1 + (self.word(end + 1) == "to" and self.word(end) == "prior")
            return self.beside(amounts, sign, start) if self.word(start) not in ("now", "that") else None
        return None

    def lone_counted(self, at: int) -> tuple[list[tuple[float, str]], int] | None:
        """ "the day after Christmas", "the week before Easter"."""
        is_the = self.word(at - 1) in ("the", "a", "an") or at == 0
        unit = self.name(at, "unit")
        return ([(1, unit)], at + 1) if is_the and unit in ("day", "week", "month", "year") else None

    @staticmethod
    def is_weeks(amounts: list[tuple[float, str]]) -> bool:
        return all(unit in ("week", "fortnight") for _, unit in amounts)

    def weekdays_off(self, at: int) -> Read | None:
        """ "three Fridays from now", "two Mondays ago"."""
        read = self.number(at)
        weekday = self.value(read[1], "weekday") if read else None
        if read is None or weekday is None or not 0 < read[0] < 60:
            return None
        end = read[1] + 1
        if self.word(end) == "ago":
            sign, end = -1, end + 1
        elif self.says(end, "from", "now"):
            sign, end = 1, end + 2
        elif self.word(end) in AHEAD:
            sign, end = 1, end + 1
        else:
            return None
        day = units.nth_weekday_after(self.against.ref.date(), sign * int(read[0]), weekday)
        return Piece(near=calendar.one(day)), end

    def week_from_weekday(self, at: int) -> Read | None:
        """ "Friday week", "Monday fortnight", "tomorrow week"."""
        unit = self.name(at + 1, "unit")
        is_day = self.value(at, "weekday") is not None or self.value(at, "relday") is not None
        if not is_day or unit not in ("week", "fortnight") or self.word(at + 1) not in ("week", "fortnight"):
            return None
        read = self.weekday(at, "on") or self.near_day(at)
        moment = resolve(read[0], self.against) if read else None
        if moment is None:
            return None
        day = moment.start.date() + timedelta(days=7 if unit == "week" else 14)
        return Piece(near=calendar.one(day)), at + 2


def days_in(amounts: list[tuple[float, str]]) -> int:
    """How many days an amount is; 0 where it is less than one, or no fixed number."""
    size = {"day": 1, "night": 1, "week": 7, "fortnight": 14}
    return int(sum(count * size.get(unit, 0) for count, unit in amounts))


def replace_long(piece: Piece, days: int) -> Piece:
    return replace(piece, days_long=days)
