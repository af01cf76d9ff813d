"""English numbers, ordinals, years and amounts of time."""

from __future__ import annotations

from butler.language.dates import calendar
from butler.language.dates.grammar import Grammar
from butler.language.dates.grammar.words import DASHES, Length, Read
from butler.language.dates.listing import one_of
from butler.language.dates.piece import Piece
from butler.language.dates.words_en import lexicon

SUFFIXES = one_of("st nd rd th")
ABOUT = one_of("around about approximately approx roughly exactly nearly almost another more only just maybe like")
LITTLE = {"a": 1, "an": 1, "couple": 2, "pair": 2, "few": 3, "several": 3}
FUNCTION = one_of(
    "and or but for to from at in on with if please we i you he she they it is was are were "
    "will can could should would "
    "the a an of by before after until till so as then that which when where there here my our your me us at not no "
    "would d ll re via per instead also too only just maybe around about through between if thanks thank need needs "
    "do does did has have be been being than because while using departing arriving returning leaving starting"
)


class EnglishNumbers(Grammar):
    """Reads counts and lengths of English texts."""

    lexicon = lexicon()

    def number(self, at: int) -> tuple[float, int] | None:
        """A count in figures or words, and the index after it."""
        form = self.form(at)
        if form in ("number", "dotted"):
            word = self.word(at)
            if word.isdigit():
                return (int(word), at + 1) if len(word) <= 4 else None
            return (float(word), at + 1) if word.count(".") == 1 and "," not in word else None
        return self.worded(at)

    def worded(self, at: int) -> tuple[float, int] | None:
        value = self.value(at, "number")
        if value is None:
            return None
        end = at + 1
        if value >= 20:
            after = self.past_dash(end)
            unit = self.value(after, "number")
            if unit is not None and 0 < unit < 10:
                value, end = value + unit, after + 1
        return value, end

    def some(self, at: int) -> tuple[float, int] | None:
        """A count, or "a", "a couple of", "a few", "half a", "one and a half", "three-quarters of an", "3/4"."""
        while self.word(at) in ABOUT:
            at += 1
        read = self.fraction(at) or self.number(at)
        if read:
            end = read[1]
            if self.says(end, "and", "a", "half"):
                return read[0] + 0.5, end + 3
            while self.word(end) in ("more", "other"):
                end += 1
            return read[0], end
        end = at + (self.word(at) in ("a", "an", "the") and self.word(at + 1) in LITTLE)
        if self.word(end) not in LITTLE:
            return None
        count = LITTLE[self.word(end)]
        end += 1
        return count, end + (self.word(end) == "of" and count > 1)

    def fraction(self, at: int) -> tuple[float, int] | None:
        start = at + (self.word(at) in ("a", "an"))
        if self.word(start) == "half":
            return 0.5, start + 1 + (self.word(start + 1) in ("a", "an"))
        if self.word(at) == "three" and self.word(self.past_dash(at + 1)) in ("quarters", "quarter"):
            end = self.past_dash(at + 1) + 1
            end += self.word(end) == "of"
            return 0.75, end + (self.word(end) in ("a", "an"))
        if self.form(at) == "slashed":
            top, under = (int(part) for part in self.word(at).split("/"))
            return (top / under, at + 1) if 0 < top < under <= 4 else None
        if self.says(start, "quarter", "of") and self.word(start + 2) in ("a", "an"):
            return 0.25, start + 3
        return None

    def ordinal(self, at: int) -> tuple[int, int] | None:
        """21st, twenty-first, the first."""
        if self.is_number(at, 2) and self.word(at + 1) in SUFFIXES and self.is_near(at + 1):
            return int(self.word(at)), at + 2
        value = self.value(at, "ordinal")
        if value is not None:
            return value, at + 1
        tens = self.value(at, "number")
        if tens in (20, 30):
            after = self.past_dash(at + 1)
            unit = self.value(after, "ordinal")
            if unit is not None and unit < 10:
                return tens + unit, after + 1
        return None

    def length(self, at: int) -> Length | None:
        """ "two weeks", "an hour and a half", "1 hour 20 minutes", "a fortnight"."""
        amounts: list[tuple[float, str]] = []
        end = at
        while len(amounts) < 4:
            one = self.amount(end)
            if one is None or (amounts and one[0][1] == amounts[-1][1]):
                break
            amounts.append(one[0])
            end = one[1]
            joint = end + 1 if self.word(end) in ("and", ",", "&") else end
            if self.amount(joint) is None or (joint > end and self.word(end) == "," and self.size <= joint):
                break
            end = joint
        if not amounts:
            return None
        end -= self.word(end - 1) in ("and", ",", "&")
        if self.says(end, "and", "a", "half"):
            amounts[-1] = (amounts[-1][0] + 0.5, amounts[-1][1])
            end += 3
        return amounts, end

    def amount(self, at: int) -> tuple[tuple[float, str], int] | None:
        read = self.some(at)
        if read is None:
            return None
        count, end = read
        if self.word(end) in ("to", "or", *DASHES) and (more := self.number(end + 1)) and self.unit_of(more[1]):
            end = more[1]
        end = self.past_dash(end) if self.unit_of(self.past_dash(end)) else end
        unit = self.unit_of(end)
        if not unit:
            return self.quoted(count, end)
        if self.word(end) == "h" and not self.is_figure(end - 1):
            return None
        after = self.past_dot(end + 1) if self.word(end) in ("hr", "hrs", "min", "mins", "sec", "secs") else end + 1
        return (count, unit), after

    def unit_of(self, at: int) -> str:
        if self.word(at) in ("night", "nights"):
            return "night"
        if self.word(at) in ("business", "working") and self.word(at + 1) == "days":
            return ""
        return self.name(at, "unit")

    def is_figure(self, at: int) -> bool:
        return self.form(at) in ("number", "dotted", "slashed")

    def quoted(self, count: float, end: int) -> tuple[tuple[float, str], int] | None:
        """2' are minutes, 1" is a second."""
        if self.word(end) == '"' and self.is_near(end):
            return (count, "second"), end + 1
        return ((count, "minute"), end + 1) if self.word(end) == "'" and self.is_near(end) else None

    def year_number(self, at: int) -> tuple[int, int] | None:
        """2015, '15, two thousand eighteen, twenty nineteen."""
        if self.word(at) in ("'", "’") and self.is_number(at + 1, 2):
            return calendar.full_year(self.word(at + 1)), at + 2
        if self.is_number(at) and len(self.word(at)) == 4:
            year = int(self.word(at))
            return (year, at + 1) if 1000 < year < 2200 and not self.is_unit_after(at + 1) else None
        if self.says(at, "two", "thousand"):
            start = at + 2 + (self.word(at + 2) == "and")
            rest = self.worded(start)
            return (2000 + int(rest[0]), rest[1]) if rest else (2000, at + 2)
        if self.word(at) in ("twenty", "nineteen"):
            rest = self.worded(self.past_dash(at + 1))
            if rest and 10 <= rest[0] < 100:
                return (2000 if self.word(at) == "twenty" else 1900) + int(rest[0]), rest[1]
        return None

    def is_unit_after(self, at: int) -> bool:
        return bool(self.unit_of(at)) or self.word(at) in (
            "people",
            "guests",
            "usd",
            "eur",
            "euros",
            "dollars",
            "pounds",
            "rub",
        )

    def ends_here(self, at: int) -> bool:
        """Nothing follows that the words before could belong to."""
        word = self.word(at)
        return not word or self.form(at) == "sign" or word in FUNCTION or word in self.lexicon

    def is_alone(self, start: int, end: int) -> bool:
        while self.word(end) in (".", "!", "?"):
            end += 1
        return start == 0 and end >= self.size

    def bare(self, at: int) -> Read | None:
        start = at + (self.word(at) in ("the", "at", "on"))
        said = self.ordinal(start)
        if said and 1 <= said[0] <= 31:
            return Piece(day=said[0], bare=said[0]), said[1]
        if self.is_number(start) and len(self.word(start)) == 4 and 1900 <= int(self.word(start)) < 2100:
            return Piece(year=int(self.word(start)), sure=0.6), start + 1
        read = self.number(start)
        if read is None or read[0] % 1 or not 0 <= read[0] <= 31:
            return None
        return Piece(bare=int(read[0])), read[1]
