"""English days by their own names: Friday, May 8th, the 15th, 2/15, March 2027; and words that only look so."""

from __future__ import annotations

from dataclasses import replace

from butler.language.dates import calendar, figures
from butler.language.dates.english.numbers import EnglishNumbers
from butler.language.dates.grammar.words import DASHES, Read
from butler.language.dates.listing import one_of
from butler.language.dates.piece import Piece
from butler.language.dates.words_en import RISKY

LED = one_of(
    "on in by until till til since before after from this next last through during for of "
    "every mid early late to around"
)
SUFFIX_WORDS = ("st", "nd", "rd", "th")


class EnglishMonths(EnglishNumbers):
    """Reads weekdays, days of a month and months."""

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
