"""Russian numbers: counts, ordinals, years, and lengths of time made of them."""

from __future__ import annotations

from butler.language.dates import calendar
from butler.language.dates.grammar import Grammar
from butler.language.dates.grammar.words import DASHES, Length, Read
from butler.language.dates.listing import one_of
from butler.language.dates.piece import Piece
from butler.language.dates.russian.grammatical import speech
from butler.language.dates.words_ru import lexicon

ORDINAL_ENDINGS = one_of("е го ого му ому м ом й ый ое ая я ю ую ей х")


class RussianNumbers(Grammar):
    """Reads numbers, and what may stand beside them."""

    lexicon = lexicon()

    def number(self, at: int) -> tuple[float, int] | None:
        """A count in figures or words, and the index after it."""
        token = self.tokens[at] if at < self.size else None
        if token is None:
            return None
        if token.form in ("number", "dotted"):
            if token.word.isdigit():
                return (int(token.word), at + 1) if len(token.word) <= 4 else None
            return decimal(token.word, at)
        return self.worded(at)

    def worded(self, at: int) -> tuple[float, int] | None:
        value = self.kind(at, "number")
        if not isinstance(value, int | float):
            return None
        end = at + 1
        if value in (20, 30, 40, 50, 60, 70, 80, 90, 100):
            unit = self.kind(end, "number")
            if isinstance(unit, int) and 0 < unit < (10 if value < 100 else 100):
                value, end = value + unit, end + 1
        if self.says(end, "с", "половиной"):
            return value + 0.5, end + 2
        return value, end

    def ordinal(self, at: int) -> tuple[int, int] | None:
        """«21-го», «двадцать первое», «пятого»."""
        if self.is_number(at, 2):
            dash = self.past_dash(at + 1)
            if (
                self.word(dash) in ORDINAL_ENDINGS
                and self.is_near(dash)
                and (dash > at + 1 or self.word(dash) not in ("м", "г"))
            ):
                return int(self.word(at)), dash + 1
            return None
        value = self.value(at, "ordinal")
        if value is not None:
            return value, at + 1
        tens = self.value(at, "number")
        unit = self.value(at + 1, "ordinal")
        if tens in (20, 30) and unit is not None and unit < 10:
            return tens + unit, at + 2
        return None

    def day_number(self, at: int) -> tuple[int, int, bool] | None:
        """A number that can be a day of a month; and whether it was said as an ordinal."""
        said = self.ordinal(at)
        if said and 1 <= said[0] <= 31:
            return said[0], said[1], True
        if self.is_number(at, 2) and 1 <= int(self.word(at)) <= 31:
            return int(self.word(at)), at + 1, False
        return None

    def year_number(self, at: int) -> tuple[int, int] | None:
        """2015, 2015 г., «96», «'15»; two figures only where nothing else can be meant."""
        if self.word(at) in ("'", "’"):
            at += 1
        if not self.is_number(at):
            return None
        digits, end = self.word(at), at + 1
        ending = self.past_dash(end)
        if self.word(ending) in ORDINAL_ENDINGS and self.is_near(ending):
            end = ending + 1
        is_marked = self.word(end) in ("г", "год", "года", "году", "гг")
        if is_marked:
            end = self.past_dot(end + 1)
        if len(digits) == 4 and 1000 < int(digits) < 2200:
            return int(digits), end
        if len(digits) == 2 and (is_marked or int(digits) > 31):
            return calendar.full_year(digits), end
        return None

    def length(self, at: int) -> Length | None:
        amounts: list[tuple[float, str]] = []
        end = at
        while len(amounts) < 4:
            one = self.amount(end)
            if one is None:
                break
            amounts.append(one[0])
            end = one[1]
            joint = end + 1 if self.word(end) == "и" else end
            if self.amount(joint) is None or self.unit_rank(joint) >= self.unit_rank_of(amounts[-1][1]):
                break
            end = joint
        return (amounts, end) if amounts else None

    def unit_rank(self, at: int) -> int:
        one = self.amount(at)
        return self.unit_rank_of(one[0][1]) if one else 99

    @staticmethod
    def unit_rank_of(unit: str) -> int:
        return ["second", "minute", "hour", "day", "week", "month", "quarter", "half", "year", "decade"].index(unit)

    def amount(self, at: int) -> tuple[tuple[float, str], int] | None:
        """«два часа», «полчаса», «час с половиной», «2-3 дня» (the lesser)."""
        whole = self.kind(at, "length")
        if isinstance(whole, tuple):
            return whole, at + 1
        read = self.number(at)
        if read is None:
            return self.lone_unit(at)
        count, end = read
        if self.word(end) in DASHES and (more := self.number(end + 1)):
            end = more[1]
        unit = self.name(end, "unit")
        if not unit or (self.word(end) == "г" and self.word(end + 1) != "."):
            return None
        return (count, unit), self.past_dot(end + 1) if len(self.word(end)) < 4 else end + 1

    def lone_unit(self, at: int) -> tuple[tuple[float, str], int] | None:
        unit = self.name(at, "unit")
        if not unit or self.word(at) in ("ч", "г", "м", "мин", "лет", "дн", "сек", "мес", "днем", "часов", "дней"):
            return None
        if self.says(at + 1, "с", "половиной"):
            return (1.5, unit), at + 3
        if self.says(at + 1, "-", "полтора") or self.says(at + 1, "-", "другой"):
            return (1, unit), at + 3
        return (1, unit), at + 1

    def value_of(self, word: str, kind: str) -> int | None:
        found = self.lexicon.get(word, {}).get(kind)
        return found if isinstance(found, int) else None

    def is_alone(self, start: int, end: int) -> bool:
        """Nothing else in the text?"""
        while self.word(end) in (".", "!", "?"):
            end += 1
        return start == 0 and end >= self.size

    def is_noun(self, at: int) -> bool:
        """A noun or adjective that the number before would belong to."""
        word = self.word(at)
        if not word or self.form(at) != "word" or word in self.starters or word in ("не", "но", "а"):
            return False
        if self.lexicon.get(word) and not self.name(at, "unit"):
            return False
        return speech(word) in ("NOUN", "ADJF", "PRTF")

    def bare(self, at: int) -> Read | None:
        start = at + (self.word(at) in ("в", "во"))
        said = self.ordinal(start)
        if (
            said
            and 1 <= said[0] <= 31
            and (self.form(start) == "number" or self.word(start).endswith(("ого", "его", "ое", "ому")))
        ):
            return Piece(day=said[0], bare=said[0]), said[1]
        read = self.number(start)
        if read is None or read[0] % 1 or not 0 <= read[0] <= 31:
            return None
        if self.form(start) == "word" and self.lexicon.get(self.word(start), {}).get("vague"):
            return None
        end = read[1]
        ending = self.past_dash(end)
        if (
            self.word(ending) in ("ми", "и", "х", "ти")
            and self.is_near(ending)
            and ending > end
            and self.form(at) == "number"
        ):
            end = ending + 1
        return Piece(bare=int(read[0])), end

    def bare_after_preposition(self, at: int) -> int | None:
        return at + 1 if self.word(at) in ("в", "на", "с", "к") else at


def decimal(word: str, at: int) -> tuple[float, int] | None:
    try:
        return float(word.replace(",", ".")), at + 1
    except ValueError:
        return None
