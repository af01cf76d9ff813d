"""English days and longer: tomorrow, next Friday, May 8th, the end of the month, the third Tuesday of October."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from butler.language.dates import calendar, figures, units
from butler.language.dates.english.numbers import EnglishNumbers
from butler.language.dates.grammar.words import DASHES, Read
from butler.language.dates.listing import one_of
from butler.language.dates.moment import Grain
from butler.language.dates.piece import Piece
from butler.language.dates.resolve import days_of
from butler.language.dates.words_en import RISKY

LED = one_of(
    "on in by until till til since before after from this next last through during for of "
    "every mid early late to around"
)
ENDS = {
    "eom": ("end", "month"),
    "eoy": ("end", "year"),
    "eow": ("end", "week"),
    "eoq": ("end", "quarter"),
    "bom": ("begin", "month"),
    "boy": ("begin", "year"),
    "eod": ("last day", "day"),
}
PERIODS = ("week", "month", "quarter", "year", "decade")


class EnglishDays(EnglishNumbers):
    """Reads days, weeks, months and years."""

    months_first = True

    def in_figures(self, at: int, prep: str) -> Read | None:
        form = self.form(at)
        if form in ("iso", "ymd", "dmy"):
            piece = figures.date_in(self.tokens[at], months_first=True)
            return (piece, at + 1) if piece else None
        if form == "slashed" and self.word(at) != "24/7" and self.may_be_date(at):
            piece = figures.short_date(self.tokens[at], months_first=True)
            return (piece, at + 1) if piece else None
        if (
            self.is_number(at, 2)
            and (self.word(at + 1) in DASHES or self.word(at + 1) == "/")
            and self.is_number(at + 2, 2)
        ):
            month, day = int(self.word(at)), int(self.word(at + 2))
            is_led = prep == "on" or self.is_alone(at, at + 3)
            return (
                (Piece(month=month, day=day, sure=0.6), at + 3) if is_led and calendar.make(2000, month, day) else None
            )
        return None

    def may_be_date(self, at: int) -> bool:
        """2/15 is a date, "1/2 bottle" and "a 1/2 day" are not."""
        return self.word(at - 1) not in ("a", "an") and self.ends_here(at + 1) and not self.unit_of(at + 1)

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

    def weekday(self, at: int, prep: str) -> Read | None:
        weekday = self.value(at, "weekday")
        if weekday is None or (self.word(at) in RISKY and not self.is_sure(at, prep)):
            return None
        end = at + 1
        if len(self.word(at)) <= 5:
            end = self.past_dot(end)
        return Piece(weekday=weekday), end

    def is_sure(self, at: int, prep: str) -> bool:
        """A word that is often something else (sat, sun, may, march) is a date by its neighbours."""
        before, after = self.word(at - 1), self.word(at + 1)
        if prep in ("on", "in") or before in LED or self.is_alone(at, at + 1):
            return True
        after = self.word(at + 2) if after in (".", ",", "the") else after
        if (
            before[:1].isdigit()
            or after[:1].isdigit()
            or self.value(at + 1, "ordinal")
            or before in (*SUFFIX_WORDS, "of", ",")
        ):
            return True
        is_named = self.tokens[at].is_capital and at > 0 and self.form(at - 1) != "sign"
        if self.kind(at + 1, "part") or (is_named and self.ends_here(at + 1)):
            return True
        return self.value(at - 1, "weekday") is not None or before in DASHES

    def day_month(self, at: int, prep: str) -> Read | None:
        """ "the 1st of March", "14 April 2015", "March the 3rd", "Feb 18", "the 15th"."""
        month = self.value(at, "month")
        if month is not None:
            return self.month_day(month, at)
        said = self.ordinal(at)
        if said is None and self.is_number(at, 2):
            said = int(self.word(at)), at + 1
        if said is None or not 1 <= said[0] <= 31:
            return None
        day, end = said
        start = end + 1 if self.word(end) in ("of", *DASHES, ".", "/") else end
        start += self.word(start) == "the" and self.value(start + 1, "month") is not None
        month = self.value(start, "month")
        if month is not None:
            return self.with_year(Piece(day=day, month=month), self.past_month(start))
        return self.lone_day(day, at, end, prep)

    def past_month(self, at: int) -> int:
        return (
            self.past_dot(at + 1)
            if len(self.word(at)) <= 4 and self.word(at) not in ("may", "june", "july")
            else at + 1
        )

    def month_day(self, month: int, at: int) -> Read | None:
        end = self.past_month(at)
        start = end + (self.word(end) in ("the", *DASHES, "/"))
        said = self.ordinal(start)
        if said is None and self.is_number(start, 2) and not self.is_unit_after(start + 1):
            said = int(self.word(start)), start + 1
        if said is None or not 1 <= said[0] <= 31 or self.has_half(said[1]):
            return None
        if self.word(said[1]) == ":" or (
            self.word(at) == "may" and not self.tokens[at].is_capital and self.word(at - 1) in ("you", "i", "we")
        ):
            return None
        return self.with_year(Piece(day=said[0], month=month), said[1])

    def has_half(self, at: int) -> bool:
        return self.word(at) in ("am", "pm", "oclock") or self.says(at, "p", ".", "m") or self.says(at, "a", ".", "m")

    def with_year(self, piece: Piece, at: int) -> Read:
        start = at + 1 if self.word(at) in (",", "of", *DASHES, ".", "/") else at
        year = self.year_number(start)
        if year:
            return replace(piece, year=year[0]), year[1]
        is_last = start == at and self.is_number(at, 2) and len(self.word(at)) == 2 and at + 1 >= self.size
        if is_last and piece.day is not None and self.value(at - 1, "month"):
            return replace(piece, year=calendar.full_year(self.word(at))), at + 1
        return piece, at

    def lone_day(self, day: int, at: int, end: int, prep: str) -> Read | None:
        """ "on the 15th", "Tuesday the 19th"; not "the 5th floor"."""
        is_figure = self.form(at) == "number" and self.word(at + 1) in SUFFIX_WORDS
        is_led = self.word(at - 1) == "the" and (self.word(at - 2) in LED or self.value(at - 2, "weekday") is not None)
        is_led = is_led or self.word(at - 1) in LED or self.value(at - 1, "weekday") is not None
        if not is_figure or not self.ends_here(end) or self.value(end, "unit") or self.name(end, "unit"):
            return None
        if self.word(end) == "of":
            if self.value(end + 1 + (self.word(end + 1) == "the"), "turn") is not None:
                return Piece(day=day), end
            return (Piece(day=day), end + 3) if self.says(end, "of", "the", "month") else None
        return (
            (Piece(day=day, sure=0.8), end) if is_led or self.is_alone(at, end) or self.word(at - 1) == "the" else None
        )

    def month(self, at: int, prep: str) -> Read | None:
        month = self.value(at, "month")
        if month is None or (self.word(at) in RISKY and not self.is_sure_month(at, prep)):
            return None
        return self.with_year(Piece(month=month), self.past_month(at))

    def is_sure_month(self, at: int, prep: str) -> bool:
        if self.word(at) not in ("may", "march", "mar"):
            return self.is_sure(at, prep)
        if not self.tokens[at].is_capital and self.word(at - 1) not in (
            "in",
            "by",
            "since",
            "until",
            "of",
            "mid",
            "early",
            "late",
            "next",
            "last",
        ):
            return False
        return self.is_sure(at, prep) and self.word(at + 1) not in ("i", "we", "you", "he", "she", "be", "have", "not")

    # Parts of longer times

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


SUFFIX_WORDS = ("st", "nd", "rd", "th")
